import { Button, Card, Flex, Progress } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { duration } from '../../../ui/duration';
import { size } from '../../../ui/size';
import { textOf } from '../../../ui/problems';
import { useQuota, useRefreshJobs } from '../queries';
import { inOrder, needsPerson } from './order';
import { hasEnded, shelf, useShelf, type Upload } from './shelf';

/** The recordings that this tab sends, one a row. */
export function UploadShelf() {
  const { t } = useTranslation();
  const uploads = useShelf();
  const refresh = useRefreshJobs();
  const queued = uploads.filter(({ state }) => state === 'queued').length;
  const ended = uploads.filter(hasEnded).length;
  const refused = uploads.filter(needsPerson).length;
  useEffect(() => {
    if (queued > 0) {
      void refresh();
    }
    // Only another queued job is a reason.
  }, [queued]);
  if (uploads.length === 0) {
    return null;
  }
  return (
    <Card
      size="small"
      title={
        <h2 className="shelf-title">
          {t('upload.title')}{' '}
          {uploads.length > 1 && (
            <span className="muted quota">
              {t('upload.summary', { done: ended, all: uploads.length, accepted: queued })}
              {refused > 0 && t('upload.summaryRefused', { count: refused })}
            </span>
          )}
        </h2>
      }
      extra={
        ended > 0 && (
          <Button type="text" size="small" onClick={shelf.clear}>
            {t('upload.clear')}
          </Button>
        )
      }
    >
      <ul className="shelf" aria-label={t('upload.title')}>
        {inOrder(uploads).map((upload) => (
          <li key={upload.id}>
            <Row upload={upload} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Row({ upload }: { upload: Upload }) {
  const { t, i18n } = useTranslation();
  const { id, file, state, sent } = upload;
  const unsent = state === 'too-large' || state === 'too-long';
  const fails = state === 'refused' || unsent;
  return (
    <Flex vertical gap={2}>
      <Flex justify="space-between" align="center" gap="small">
        <span className="shrink">
          <bdi className="name" title={file.name}>
            {upload.jobId ? <Link to={`/jobs/${upload.jobId}`}>{file.name}</Link> : file.name}
          </bdi>
        </span>
        <span className="muted shelf-size">
          {size(file.size, i18n.language)}
          {upload.length ? ` · ${duration(upload.length)}` : ''}
        </span>
        <span className="grow" />
        {(fails || state === 'cancelled') && (
          <Button size="small" aria-label={t('upload.retryOf', { name: file.name })} onClick={() => shelf.retry(id)}>
            {t(unsent ? 'upload.anyway' : 'problem.retry')}
          </Button>
        )}
        {!hasEnded(upload) && (
          <Button size="small" aria-label={t('upload.cancelOf', { name: file.name })} onClick={() => shelf.cancel(id)}>
            {t('dialog.cancel')}
          </Button>
        )}
      </Flex>
      {state === 'sending' && <Progress size="small" percent={Math.floor(sent * 100)} aria-label={t('upload.progressOf', { name: file.name })} />}
      <span className={fails ? 'fault' : 'muted'} role="status">
        {t(`upload.state.${state}`)} <Why upload={upload} />
      </span>
    </Flex>
  );
}

function Why({ upload: { state, problem } }: { upload: Upload }) {
  const { t, i18n } = useTranslation();
  const quota = useQuota().data;
  if (state === 'too-large' && quota) {
    return t('upload.room', { size: size(quota.storage_bytes.remaining, i18n.language) });
  }
  if (state === 'too-long' && quota) {
    return t('upload.room', { size: duration(quota.processing_ms.remaining) });
  }
  if (state !== 'refused' || !problem) {
    return null;
  }
  return (
    <>
      {textOf(problem, t)} {problem.requestId && <code>{t('problem.request', { id: problem.requestId })}</code>}
    </>
  );
}

import { LinkOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { Button, Card, Flex, Select, Skeleton } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../api/me';
import { ProblemAlert } from '../../../ui/ProblemAlert';
import { size } from '../../../ui/size';
import { useQuota, useWorkflows } from '../queries';
import { DropZone } from './DropZone';
import { LinkDialog } from './LinkDialog';
import { MoreOptions } from './MoreOptions';
import type { UploadOptions } from './options';
import { shelf } from './shelf';
import { WorkflowDialog } from './WorkflowDialog';

const CHOSEN = 'sotto.workflow';
const KINDS = 'audio/*,video/*,.aac,.ac3,.aiff,.amr,.au,.caf,.dts,.flac,.m4a,.mkv,.opus,.w64,.wma';

interface Props {
  /** Whether the list is there; what the plan leaves can wait for it. */
  listed: boolean;
}

/** Takes recordings, says how they are transcribed, and what the plan leaves. */
export function UploadBar({ listed }: Props) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const workflows = useWorkflows();
  const quota = useQuota(listed).data;
  const me = useMe().data;
  const [chosen, setChosen] = useState(() => localStorage.getItem(CHOSEN));
  const [making, setMaking] = useState(false);
  const [linking, setLinking] = useState(false);
  const [waiting, setWaiting] = useState<File[]>([]);
  const [more, setMore] = useState(false);
  const [options, setOptions] = useState<UploadOptions>({});
  const items = workflows.data?.items ?? [];
  const workflow = items.find(({ id }) => id === chosen) ?? items.find(({ is_default }) => is_default) ?? items.find(({ user_id }) => user_id === me?.id) ?? items[0];
  const choose = (id: string): void => {
    localStorage.setItem(CHOSEN, id);
    setChosen(id);
  };
  const take = (files: File[]): void => {
    if (files.length > 0 && workflow) {
      shelf.add(files, workflow.id, quota, options);
    } else if (files.length > 0) {
      setWaiting(files);
      setMaking(true);
    }
  };
  if (!workflows.data) {
    return workflows.error ? (
      <ProblemAlert error={workflows.error} retry={() => void workflows.refetch()} />
    ) : (
      <UploadWait />
    );
  }
  return (
    <Card size="small" className="upload-bar">
      <DropZone onFiles={take} />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={KINDS}
        onChange={({ target }) => {
          take(Array.from(target.files ?? []));
          target.value = '';
        }}
      />
      <Flex gap="middle" align="center" wrap>
        <Button type="primary" icon={<UploadOutlined aria-hidden />} onClick={() => input.current?.click()}>
          {t('upload.add')}
        </Button>
        {workflow && (
          <Button icon={<LinkOutlined aria-hidden />} onClick={() => setLinking(true)}>
            {t('link.open')}
          </Button>
        )}
        {items.length > 0 && (
          <Flex gap="small" align="center" className="upload-workflow">
            <Select
              aria-label={t('upload.workflow')}
              value={workflow?.id}
              onChange={choose}
              options={items.map(({ id, name }) => ({ value: id, label: name }))}
              className="preference"
              prefix={<span className="muted">{t('upload.by')}</span>}
            />
            <Button icon={<PlusOutlined />} aria-label={t('workflow.title')} title={t('workflow.title')} onClick={() => setMaking(true)} />
          </Flex>
        )}
        <Button type="link" aria-expanded={more} onClick={() => setMore(!more)}>
          {t('options.more')}
        </Button>
        <span className="muted grow upload-hint">{t('upload.hint')}</span>
        <span className="quota" title={t('upload.leftTitle')}>
          {quota && <Left minutes={quota.processing_ms.remaining / 60_000} bytes={quota.storage_bytes.remaining} />}
        </span>
      </Flex>
      {more && <MoreOptions withRecording options={options} onChange={setOptions} />}
      {linking && workflow && <LinkDialog workflowId={workflow.id} options={options} onClose={() => setLinking(false)} />}
      {making && (
        <WorkflowDialog
          sends={waiting.length > 0}
          onClose={() => {
            setMaking(false);
            setWaiting([]);
          }}
          onMade={(id) => {
            choose(id);
            setMaking(false);
            setWaiting([]);
            if (waiting.length > 0) {
              shelf.add(waiting, id, quota, options);
            }
          }}
        />
      )}
    </Card>
  );
}

/** As large as what comes in its place. */
export function UploadWait() {
  return (
    <Card size="small" className="upload-wait">
      <Skeleton active title={false} paragraph={{ rows: 1 }} />
    </Card>
  );
}

function Left({ minutes, bytes }: { minutes: number; bytes: number }) {
  const { t, i18n } = useTranslation();
  // Rounded down: what is shown is there.
  const step = minutes < 10 ? 10 : 1;
  return t('upload.left', {
    minutes: (Math.floor(minutes * step) / step).toLocaleString(i18n.language),
    size: size(bytes, i18n.language),
  });
}

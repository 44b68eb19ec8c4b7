import { useMutation } from '@tanstack/react-query';
import { Button, Flex, Skeleton } from 'antd';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../../api/can';
import type { JobView, RevisionView } from '../../../api/client';
import { nameOf, useMe } from '../../../api/me';
import { Dialog } from '../../../ui/Dialog';
import { ProblemAlert } from '../../../ui/ProblemAlert';
import { When } from '../../../ui/When';
import type { Editing } from './editing';
import { restoreRevision, usePerson, useRevisions } from './queries';

interface Props {
  job: JobView;
  editing: Editing;
  editable: boolean;
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** Who changed the transcript when, and the way back. */
export function RevisionsDialog({ job, editing, editable, opener, onClose }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useRevisions(job.id);
  const restore = useMutation({
    mutationFn: async (revision: number) => {
      if (await editing.flush()) {
        editing.adopt(await restoreRevision(job.id, revision, editing.revision));
        onClose();
      }
    },
  });
  const revisions = data?.pages.flatMap(({ items }) => items);
  const newest = revisions?.[0]?.revision;
  return (
    <Dialog title={t('revisions.title')} opener={opener} onClose={onClose}>
      {error ? <ProblemAlert error={error} retry={() => void refetch()} /> : null}
      {restore.error ? <ProblemAlert error={restore.error} /> : null}
      {!revisions && !error && <Skeleton active title={false} />}
      <ul className="revisions">
        {revisions?.map((revision) => (
          <li key={revision.revision}>
            <div>
              <Who revision={revision} />
              <div className="muted">
                <When at={revision.created_at} />
                {revision.revision > 0 && ` · ${t('revisions.segments', { count: revision.segments })}`}
              </div>
            </div>
            {revision.revision === newest ? (
              <span className="muted">{t('revisions.now')}</span>
            ) : (
              editable && (
                <Button size="small" loading={restore.isPending && restore.variables === revision.revision} onClick={() => restore.mutate(revision.revision)}>
                  {t('revisions.restore')}
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
      <Flex gap="small" justify="end">
        {hasNextPage && (
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('revisions.more')}
          </Button>
        )}
        <Button autoFocus onClick={onClose}>
          {t('revisions.close')}
        </Button>
      </Flex>
    </Dialog>
  );
}

function Who({ revision }: { revision: RevisionView }) {
  const { t } = useTranslation();
  const { data: me } = useMe();
  const id = revision.user_id;
  const mine = id === me?.id;
  const { data: person } = usePerson(id, me !== undefined && !mine && can(me.role, 'getUser'));
  const name = id === undefined ? t('revisions.machine') : mine ? t('revisions.you') : person ? nameOf(person) : t('revisions.colleague');
  return (
    <div>
      <bdi>{name}</bdi>
      {revision.impersonator_id !== undefined && ` · ${t('revisions.helped')}`}
      {revision.restored !== undefined && ` · ${t('revisions.restored')}`}
    </div>
  );
}

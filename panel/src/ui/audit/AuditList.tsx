import './audit.css';
import { Button, Card, Empty, Flex, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../api/me';
import { ProblemAlert } from '../ProblemAlert';
import { AuditEntry } from './AuditEntry';
import { merged } from './merge';
import { useAudit, useJobNames, type AuditFilter } from './queries';

interface Props {
  filter: AuditFilter;
  names: Map<string, string>;
}

/** What was done, newest first: the logs of all services as one. */
export function AuditList({ filter, names }: Props) {
  const { t } = useTranslation();
  const can = useCan();
  const audit = useAudit(filter, can);
  const entries = audit.data ? merged(audit.data.pages.at(-1) ?? {}) : undefined;
  const jobs = useJobNames(can('listJobs') && entries?.some((entry) => entry.subject_type === 'job') === true);
  const known = new Map([...jobs, ...names]);
  return (
    <>
      {audit.error ? <ProblemAlert error={audit.error} retry={() => void audit.refetch()} /> : null}
      {entries === undefined ? (
        !audit.error && <Skeleton active paragraph={{ rows: 8 }} title={false} />
      ) : entries.length === 0 ? (
        <Card>
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('audit.empty')} />
        </Card>
      ) : (
        <Flex vertical gap="middle">
          <ol className="audit" aria-label={t('audit.title')}>
            {entries.map((entry) => (
              <AuditEntry key={entry.id} entry={entry} all={entries} names={known} />
            ))}
          </ol>
          {audit.hasNextPage && (
            <div>
              <Button loading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
                {t('audit.more')}
              </Button>
            </div>
          )}
        </Flex>
      )}
    </>
  );
}

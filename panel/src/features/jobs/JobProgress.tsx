import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { JobView } from '../../api/client';
import { reasonText } from '../../ui/problems';
import { size } from '../../ui/size';
import { JobPlace } from './JobPlace';
import { jobName } from './jobName';

/** How far a job is: its recording that is fetched, its place in the queue, its progress, or why it failed. */
export function JobProgress({ job }: { job: JobView }) {
  const { t } = useTranslation();
  switch (job.status) {
    case 'Queued':
      if (job.fetch) {
        return <Fetching received={job.fetch.received_bytes} total={job.fetch.total_bytes} />;
      }
      return <JobPlace job={job} />;
    case 'Processing':
      return (
        <Progress
          size="small"
          percent={Math.floor(job.progress * 100)}
          aria-label={t('jobs.progressOf', { name: jobName(job) })}
        />
      );
    case 'Failed':
      return <Failed job={job} />;
    default:
      return null;
  }
}

function Failed({ job }: { job: JobView }) {
  const { t } = useTranslation();
  const why = reasonText(job.reason, t, job.error ?? '');
  return (
    <span className="name muted" title={why}>
      {why}
    </span>
  );
}

/** Sotto fetches the recording from its link. */
function Fetching({ received, total }: { received: number; total: number | undefined }) {
  const { t, i18n } = useTranslation();
  const sizes = { size: size(received, i18n.language), total: size(total ?? 0, i18n.language) };
  return <>{t(total ? 'jobs.fetchingOf' : 'jobs.fetching', sizes)}</>;
}

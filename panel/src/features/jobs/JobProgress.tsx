import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { JobView } from '../../api/client';
import { jobName } from './jobName';

/** How far a job is: its place in the queue, its progress, or why it failed. */
export function JobProgress({ job }: { job: JobView }) {
  const { t } = useTranslation();
  switch (job.status) {
    case 'Queued':
      return job.queue_position === undefined ? null : <>{t('jobs.position', { count: job.queue_position })}</>;
    case 'Processing':
      return (
        <Progress
          size="small"
          percent={Math.floor(job.progress * 100)}
          aria-label={t('jobs.progressOf', { name: jobName(job) })}
        />
      );
    case 'Failed':
      return (
        <span className="name muted" title={job.error}>
          {job.error}
        </span>
      );
    default:
      return null;
  }
}

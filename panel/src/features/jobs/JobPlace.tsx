import { useTranslation } from 'react-i18next';
import type { JobView } from '../../api/client';
import { startTime } from './startTime';

/** Where a queued job stands among its organisation's, and when it may start. */
export function JobPlace({ job }: { job: JobView }) {
  const { t, i18n } = useTranslation();
  if (job.queue_position === undefined) {
    return null;
  }
  const time = job.estimated_start_at && startTime(job.estimated_start_at, new Date(), i18n.language);
  return (
    <>
      {t('jobs.position', { count: job.queue_position })}
      {time ? <span className="muted"> · {t('jobs.startsAt', { time })}</span> : null}
    </>
  );
}

import type { JobView } from '../../api/client';

/** A job is called by its title, or by the file that was sent. */
export const jobName = (job: JobView): string => job.title ?? job.file_name;

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, type JobStatus, type JobView } from '../../api/client';
import { ok } from '../../api/problem';

const REFRESH_MS = 10_000;

export interface JobFilter {
  status?: JobStatus;
  cursor?: string;
}

const moves = (job: JobView): boolean => job.status === 'Queued' || job.status === 'Processing';

/** A page of jobs. It is asked for again as long as one of them is not finished. */
export const useJobs = (query: JobFilter) =>
  useQuery({
    queryKey: ['listJobs', query],
    queryFn: () => ok(api.GET('/api/v1/jobs', { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.items.some(moves) ? REFRESH_MS : false),
  });

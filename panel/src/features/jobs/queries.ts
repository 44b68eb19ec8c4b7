import { keepPreviousData, skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type JobStatus, type JobView } from '../../api/client';
import { ok } from '../../api/problem';
import { useIsLive, useLiveJobs } from './useLiveJobs';

/** How often pages ask while changes do not come by themselves. */
const ASK_EVERY_MS = 10_000;

export interface JobFilter {
  search?: string;
  status?: JobStatus[];
  workflow_id?: string;
  user_id?: string;
  from?: string;
  to?: string;
  sort?: 'created_at';
  cursor?: string;
}

export const moves = (job: JobView): boolean => job.status === 'Queued' || job.status === 'Processing';

/** A page of jobs, as they are now. */
export function useJobs(query: JobFilter) {
  const isLive = useIsLive();
  const jobs = useQuery({
    queryKey: ['listJobs', query],
    queryFn: () => ok(api.GET('/api/v1/jobs', { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: isLive ? false : ASK_EVERY_MS,
  });
  useLiveJobs(jobs.isSuccess);
  return jobs;
}

/** A job, as it is now. */
export function useJob(id: string) {
  const isLive = useIsLive();
  const job = useQuery({
    queryKey: ['getJob', id],
    queryFn: () => ok(api.GET('/api/v1/jobs/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (!isLive && state.data && moves(state.data) ? ASK_EVERY_MS : false),
  });
  useLiveJobs(job.isSuccess);
  return job;
}

/** The names of the organisation's people, for those who may see them. */
export const usePeople = (allowed: boolean) =>
  useQuery({
    queryKey: ['listUsers', 'names'],
    queryFn: allowed ? () => ok(api.GET('/api/v1/users', { params: { query: { limit: 200 } } })) : skipToken,
    staleTime: 60_000,
  });

/** What the plan leaves for the organisation. */
export const useQuota = (allowed = true) =>
  useQuery({ queryKey: ['getQuota'], queryFn: allowed ? () => ok(api.GET('/api/v1/quota')) : skipToken });

export const useWorkflows = (allowed = true) =>
  useQuery({
    queryKey: ['listWorkflows'],
    queryFn: allowed ? () => ok(api.GET('/api/v1/workflows', { params: { query: { limit: 100 } } })) : skipToken,
    staleTime: 60_000,
  });

const path = (job: JobView) => ({ params: { path: { id: job.id } } });

const actions = {
  cancel: (job: JobView) => ok(api.POST('/api/v1/jobs/{id}/cancel', path(job))),
  retry: (job: JobView) => ok(api.POST('/api/v1/jobs/{id}/retry', path(job))),
  remove: (job: JobView) => ok(api.DELETE('/api/v1/jobs/{id}', path(job))),
};

export type JobAction = keyof typeof actions;

export function useJobAction(action: JobAction) {
  const refresh = useRefreshJobs();
  return useMutation({ mutationFn: async (job: JobView): Promise<void> => void (await actions[action](job)), onSettled: refresh });
}

/** Changes the title that people see; an empty one is taken away. */
export const rename = async (job: JobView, title: string): Promise<void> => {
  const value = title.trim();
  await ok(
    api.PATCH('/api/v1/jobs/{id}', {
      ...path(job),
      body: { title: value === '' ? null : value } as { title?: string },
      headers: { 'Content-Type': 'application/merge-patch+json' },
    }),
  );
};

/** Has everything asked for again that a job changes. */
export function useRefreshJobs(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(['listJobs', 'getJob', 'getQuota'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
  };
}

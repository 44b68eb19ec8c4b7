import { keepPreviousData, skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type JobStatus, type JobView } from '../../api/client';
import { ok } from '../../api/problem';

const REFRESH_LIST_MS = 4_000;
const REFRESH_JOB_MS = 2_000;

export interface JobFilter {
  status?: JobStatus;
  cursor?: string;
}

export const moves = (job: JobView): boolean => job.status === 'Queued' || job.status === 'Processing';

/** A page of jobs. It is asked for again as long as one of them is not finished. */
export const useJobs = (query: JobFilter) =>
  useQuery({
    queryKey: ['listJobs', query],
    queryFn: () => ok(api.GET('/api/v1/jobs', { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.items.some(moves) ? REFRESH_LIST_MS : false),
  });

/** A job. It is asked for again until it has ended. */
export const useJob = (id: string) =>
  useQuery({
    queryKey: ['getJob', id],
    queryFn: () => ok(api.GET('/api/v1/jobs/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && moves(state.data) ? REFRESH_JOB_MS : false),
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

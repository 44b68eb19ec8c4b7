import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { JobStatus, JobView } from '../../api/client';
import { live, type LiveEvent } from '../../api/live';
import { useMe } from '../../api/me';

interface Page {
  items: JobView[];
}

const TOGETHER_MS = 1_000;

/** Whether what is shown changes by itself. */
export const useIsLive = (): boolean => useSyncExternalStore(live.subscribe, live.isLive);

/**
 * Keeps the jobs that were read as they are now.
 *
 * @param begun false until there is something to keep
 */
export function useLiveJobs(begun: boolean): void {
  const person = useMe().data?.id;
  const queries = useQueryClient();
  useEffect(() => {
    if (person === undefined || !begun) {
      return undefined;
    }
    const listener = keeper(queries);
    return live.follow(person, listener);
  }, [person, begun, queries]);
}

/** Returns what puts changes into what was read. */
export function keeper(queries: QueryClient): (event: LiveEvent) => void {
  const statuses = new Map<string, JobStatus>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Many changes make one request. A tab that nobody sees asks when somebody comes back to it.
  const readLists = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      for (const queryKey of [['listJobs'], ['getQuota']]) {
        void queries.invalidateQueries({ queryKey, refetchType: document.visibilityState === 'visible' ? 'active' : 'none' });
      }
    }, TOGETHER_MS);
  };
  return (event) => {
    if (event.kind === 'job') {
      put(queries, event.job);
      // Progress moves no job in a list, and no quota.
      if (statuses.get(event.job.id) !== event.job.status) {
        statuses.set(event.job.id, event.job.status);
        readLists();
      }
    } else if (event.kind === 'deleted') {
      void queries.invalidateQueries({ queryKey: ['getJob', event.id] });
      readLists();
    } else {
      void queries.invalidateQueries({ queryKey: ['getJob'] });
      readLists();
    }
  };
}

function put(queries: QueryClient, job: JobView): void {
  queries.setQueryData<JobView>(['getJob', job.id], (before) => before && newer(before, job));
  queries.setQueriesData<Page>({ queryKey: ['listJobs'] }, (page) =>
    page?.items.some(({ id }) => id === job.id)
      ? { ...page, items: page.items.map((item) => (item.id === job.id ? newer(item, job) : item)) }
      : page,
  );
}

/** An event may be older than what was read meanwhile. */
const newer = (before: JobView, job: JobView): JobView => (job.version < before.version ? before : job);

import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { JobView } from '../../api/client';
import { keeper } from './useLiveJobs';

const job = (id: string, status: string, progress: number, version = 1): JobView =>
  ({ id, status, progress, version }) as JobView;
const LIST = ['listJobs', {}];
const isStale = (key: unknown[]): boolean => queries.getQueryState(key)?.isInvalidated === true;

let queries: QueryClient;
let hear: ReturnType<typeof keeper>;

beforeEach(() => {
  vi.useFakeTimers();
  queries = new QueryClient();
  queries.setQueryData(LIST, { items: [job('a', 'Processing', 0.1), job('b', 'Queued', 0)], total: 2 });
  queries.setQueryData(['getJob', 'a'], job('a', 'Processing', 0.1));
  hear = keeper(queries);
});

afterEach(() => vi.useRealTimers());

test('a change is shown at once, in the list and on the page of the job', () => {
  hear({ kind: 'job', job: job('a', 'Processing', 0.5) });

  expect(queries.getQueryData<{ items: JobView[] }>(LIST)?.items.map(({ progress }) => progress)).toEqual([0.5, 0]);
  expect(queries.getQueryData<JobView>(['getJob', 'a'])?.progress).toBe(0.5);
});

test('progress reads no list again; a new status does, once for many', () => {
  hear({ kind: 'job', job: job('a', 'Processing', 0.5) });
  vi.advanceTimersByTime(2_000);
  queries.setQueryData(LIST, { items: [job('a', 'Processing', 0.5)], total: 1 });

  hear({ kind: 'job', job: job('a', 'Processing', 0.6) });
  vi.advanceTimersByTime(2_000);
  expect(isStale(LIST)).toBe(false);

  hear({ kind: 'job', job: job('a', 'Completed', 1, 2) });
  hear({ kind: 'job', job: job('c', 'Queued', 0) });
  expect(isStale(LIST)).toBe(false);
  vi.advanceTimersByTime(2_000);
  expect(isStale(LIST)).toBe(true);
});

test('what comes late does not undo what was read meanwhile', () => {
  queries.setQueryData(['getJob', 'a'], job('a', 'Completed', 1, 3));

  hear({ kind: 'job', job: job('a', 'Processing', 0.9, 2) });

  expect(queries.getQueryData<JobView>(['getJob', 'a'])?.status).toBe('Completed');
});

test('a deletion and a gap are read again', () => {
  hear({ kind: 'deleted', id: 'a' });
  vi.advanceTimersByTime(2_000);
  expect([isStale(LIST), isStale(['getJob', 'a'])]).toEqual([true, true]);
});

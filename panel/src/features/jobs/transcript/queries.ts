import { skipToken, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, type EditedTranscript, type JobView, type Segment, type Transcript } from '../../../api/client';
import { ok } from '../../../api/problem';
import { grantRecording } from '../grant';
import type { Changes } from './changes';

const RENEW_BEFORE_MS = 90_000;
const RENEW_AT_LEAST_MS = 5_000;

export interface Read {
  revision: number;
  durationMs: number;
  engine: string;
  model: string;
  language: string;
  segments: readonly Segment[];
}

/** Reads the newest revision of a transcript, whose ETag is its number. */
export async function readTranscript(id: string): Promise<Read> {
  let revision = 0;
  const call = api.GET('/api/v1/jobs/{id}/transcript', { params: { path: { id }, query: { format: 'json' } } });
  const transcript = (await ok(
    call.then((answer) => {
      revision = Number(/"(\d+)"/.exec(answer.response.headers.get('ETag') ?? '')?.[1] ?? 0);
      return answer;
    }),
  )) as Transcript;
  const { engine, model, language, segments } = transcript;
  return { revision, durationMs: transcript.duration_ms, engine, model, language, segments };
}

/** Asked for anew by each visit of the page, because it may be edited elsewhere. */
export const useTranscript = (job: JobView) =>
  useQuery({
    queryKey: ['getTranscript', job.id],
    queryFn: job.status === 'Completed' ? () => readTranscript(job.id) : skipToken,
    staleTime: Infinity,
    gcTime: 0,
  });

const of = (id: string, revision: number) => ({
  params: { path: { id }, header: { 'If-Match': `"${revision}"` } },
});

export const saveTranscript = (id: string, body: Changes, revision: number): Promise<EditedTranscript> =>
  ok(api.PATCH('/api/v1/jobs/{id}/transcript', { ...of(id, revision), body }));

export const restoreRevision = (id: string, restored: number, revision: number): Promise<EditedTranscript> =>
  ok(
    api.POST('/api/v1/jobs/{id}/transcript/revisions/{revision}/restore', {
      params: { path: { id, revision: restored }, header: { 'If-Match': `"${revision}"` } },
    }),
  );

export const useRevisions = (id: string) =>
  useInfiniteQuery({
    queryKey: ['listTranscriptRevisions', id],
    queryFn: ({ pageParam }) =>
      ok(
        api.GET('/api/v1/jobs/{id}/transcript/revisions', {
          params: { path: { id }, query: { limit: 20, ...(pageParam !== undefined && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
    staleTime: 0,
    gcTime: 0,
  });

/** Somebody of the organisation; only an Admin may ask. */
export const usePerson = (id: string | undefined, allowed: boolean) =>
  useQuery({
    queryKey: ['getUser', id],
    queryFn: id !== undefined && allowed ? () => ok(api.GET('/api/v1/users/{id}', { params: { path: { id } } })) : skipToken,
    staleTime: 60_000,
    retry: false,
  });

/** Lets the browser play the recording, as long as the page is open. */
export const useGrant = (job: JobView) =>
  useQuery({
    queryKey: ['grantRecording', job.id],
    queryFn: job.file_bytes > 0 ? () => grantRecording(job.id) : skipToken,
    refetchInterval: ({ state }) =>
      state.data === undefined ? false : Math.max(RENEW_AT_LEAST_MS, state.data - Date.now() - RENEW_BEFORE_MS),
    refetchIntervalInBackground: true,
    gcTime: 0,
  });

/** The outline of the sound: two numbers from -1 to 1 for each tenth of a second. Null for a job that has none. */
export const usePeaks = (job: JobView) =>
  useQuery({
    queryKey: ['getPeaks', job.id],
    queryFn:
      job.file_bytes > 0
        ? async () => {
            const { data, duration_ms } = await ok(api.GET('/api/v1/jobs/{id}/peaks', { params: { path: { id: job.id } } }));
            const bytes = Int8Array.from(atob(data), (one) => one.charCodeAt(0));
            return { samples: Array.from(bytes, (byte) => byte / 128), seconds: duration_ms / 1000 };
          }
        : skipToken,
    staleTime: Infinity,
    retry: false,
  });

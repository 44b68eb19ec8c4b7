import { skipToken, useQuery } from '@tanstack/react-query';
import { api } from '../../../api/client';
import { ok } from '../../../api/problem';

/** What counts for a recording instead of what its workflow says. What is absent stays as in the workflow. */
export interface UploadOptions {
  language?: string;
  task?: 'transcribe' | 'translate';
  model?: string;
  priority?: 'low' | 'normal' | 'high';
  /** Only with a recording that is sent. Absent: mixed. */
  channels?: 'split';
}

/** What the plan includes of the engines. */
export const useEngines = (wanted: boolean) =>
  useQuery({
    queryKey: ['listEngines'],
    queryFn: wanted ? () => ok(api.GET('/api/v1/engines')) : skipToken,
    staleTime: 60_000,
  });

/** The options that somebody has chosen. */
export const chosen = (options: UploadOptions): Record<string, string> =>
  Object.fromEntries(Object.entries(options).filter((entry): entry is [string, string] => Boolean(entry[1])));

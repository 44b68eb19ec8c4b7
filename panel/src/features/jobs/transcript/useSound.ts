import { skipToken, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { JobView } from '../../../api/client';
import { fetchFile } from '../../../api/files';

/** Up to here the sound is fetched at once; up to the second on request: it is held in memory. */
export const AT_ONCE_BYTES = 30_000_000;
export const MOST_BYTES = 200_000_000;

/** Fetches the recording of a job, and returns an address of it that only this page has. */
export function useSound(job: JobView, wanted: boolean) {
  const { data, error, refetch } = useQuery({
    queryKey: ['getRecording', job.id],
    queryFn: wanted ? ({ signal }) => fetchFile(`/api/v1/jobs/${job.id}/recording`, signal) : skipToken,
    staleTime: Infinity,
    gcTime: 0,
  });
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!data) {
      return;
    }
    const made = URL.createObjectURL(data.blob);
    setUrl(made);
    return () => {
      setUrl(undefined);
      URL.revokeObjectURL(made);
    };
  }, [data]);
  return { url, error, refetch };
}

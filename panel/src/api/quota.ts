import { skipToken, useQuery } from '@tanstack/react-query';
import { api } from './client';
import { ok } from './problem';

/** What the plan leaves for the organisation. */
export const useQuota = (allowed = true) =>
  useQuery({ queryKey: ['getQuota'], queryFn: allowed ? () => ok(api.GET('/api/v1/quota')) : skipToken });

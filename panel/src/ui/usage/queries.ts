import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, type UsagePoint, type UsageView } from '../../api/client';
import { ok } from '../../api/problem';
import { timeZone, type Range } from './range';

type Grouping = 'resource_type' | 'user_id';

export const askUsage = async ({ bucket, from, to }: Range, group_by: Grouping, tenant?: string): Promise<UsagePoint[]> => {
  const query = {
    bucket,
    group_by,
    time_zone: timeZone(),
    from: from.toISOString(),
    to: to.toISOString(),
    ...(tenant !== undefined && { tenant_id: tenant }),
  };
  // The document names CSV, too.
  const usage = (await ok(api.GET('/api/v1/usage', { params: { query } }))) as UsageView;
  return usage.series ?? [];
};

/** What the organisation and those below it used, or one of them, step by step. */
export const useSeries = (range: Range, tenant?: string) =>
  useQuery({
    queryKey: ['getUsage', 'steps', range.key, tenant],
    queryFn: () => askUsage(range, 'resource_type', tenant),
    placeholderData: keepPreviousData,
  });

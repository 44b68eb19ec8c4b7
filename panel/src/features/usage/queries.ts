import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, type UsagePoint, type UsageView } from '../../api/client';
import { ok } from '../../api/problem';
import { timeZone, type Range } from './range';

type Grouping = 'resource_type' | 'user_id';

const ask = async ({ bucket, from, to }: Range, group_by: Grouping): Promise<UsagePoint[]> => {
  const query = { bucket, group_by, time_zone: timeZone(), from: from.toISOString(), to: to.toISOString() };
  // The document names CSV, too.
  const usage = (await ok(api.GET('/api/v1/usage', { params: { query } }))) as UsageView;
  return usage.series ?? [];
};

/** What the organisation used, step by step. */
export const useSeries = (range: Range) =>
  useQuery({
    queryKey: ['getUsage', 'steps', range.key],
    queryFn: () => ask(range, 'resource_type'),
    placeholderData: keepPreviousData,
  });

/** What each person used. By month: a day each of many people would be too much for a page. */
export const useByPerson = (range: Range) =>
  useQuery({
    queryKey: ['getUsage', 'people', range.key],
    queryFn: () => ask({ ...range, bucket: 'month' }, 'user_id'),
    placeholderData: keepPreviousData,
  });

/** What each person used step by step, for a file. */
export const stepsByPerson = (range: Range) => ask(range, 'user_id');

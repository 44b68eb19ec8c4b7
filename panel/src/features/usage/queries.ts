import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { askUsage } from '../../ui/usage/queries';
import type { Range } from '../../ui/usage/range';

/** What each person used. By month: a day each of many people would be too much for a page. */
export const useByPerson = (range: Range) =>
  useQuery({
    queryKey: ['getUsage', 'people', range.key],
    queryFn: () => askUsage({ ...range, bucket: 'month' }, 'user_id'),
    placeholderData: keepPreviousData,
  });

/** What each person used step by step, for a file. */
export const stepsByPerson = (range: Range) => askUsage(range, 'user_id');

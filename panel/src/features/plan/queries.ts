import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, type ChargeView } from '../../api/client';
import { ok } from '../../api/problem';
import type { Page } from '../../ui/CursorTable';

export const useCharges = (query: { cursor?: string }) =>
  useQuery({
    queryKey: ['listCharges', query],
    // The other form of the answer is a CSV file.
    queryFn: async () => (await ok(api.GET('/api/v1/charges', { params: { query } }))) as Page<ChargeView>,
    placeholderData: keepPreviousData,
  });

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, type ChargeKind, type ChargeView } from './client';
import { ok } from './problem';

export interface ChargeFilter {
  tenant_id?: string;
  kind?: ChargeKind;
  from?: string;
  to?: string;
  cursor?: string;
}

interface Charges {
  items: ChargeView[];
  next_cursor?: string;
}

export const useCharges = (query: ChargeFilter) =>
  useQuery({
    queryKey: ['listCharges', query],
    // The other form of the answer is a CSV file.
    queryFn: async () => (await ok(api.GET('/api/v1/charges', { params: { query } }))) as Charges,
    placeholderData: keepPreviousData,
  });

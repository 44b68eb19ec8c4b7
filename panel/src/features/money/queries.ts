import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type ChargeDetails, type CommissionView } from '../../api/client';
import { ok } from '../../api/problem';

export interface MoneyFilter {
  tenant_id?: string;
  reseller_id?: string;
  from?: string;
  to?: string;
  cursor?: string;
}

export const useCommission = (query: MoneyFilter) =>
  useQuery({
    queryKey: ['listCommission', query],
    // The other form of the answer is a CSV file.
    queryFn: async () => (await ok(api.GET('/api/v1/commission', { params: { query } }))) as CommissionView,
    placeholderData: keepPreviousData,
  });

export const useCharge = (id: string) =>
  useQuery({ queryKey: ['getCharge', id], queryFn: () => ok(api.GET('/api/v1/charges/{id}', { params: { path: { id } } })) });

export const refund = (body: ChargeDetails, key: string) =>
  ok(api.POST('/api/v1/charges', { params: { header: { 'Idempotency-Key': key } }, body }));

export function useRefreshMoney(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(['listCharges', 'listCommission'].map((name) => queries.invalidateQueries({ queryKey: [name] })));
  };
}

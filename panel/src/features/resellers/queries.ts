import { keepPreviousData, skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type ResellerDetails, type ResellerView, type SuspensionReason, type UserView } from '../../api/client';
import { ok } from '../../api/problem';
import { everyOne } from '../../api/tenants';

export interface ResellerFilter {
  search?: string;
  status?: ResellerView['status'];
  cursor?: string;
}

export const useResellers = (query: ResellerFilter) =>
  useQuery({
    queryKey: ['listResellers', query],
    queryFn: () => ok(api.GET('/api/v1/resellers', { params: { query } })),
    placeholderData: keepPreviousData,
  });

export const useReseller = (id: string | undefined) =>
  useQuery({
    queryKey: ['getReseller', id],
    queryFn: id === undefined ? skipToken : () => ok(api.GET('/api/v1/resellers/{id}', { params: { path: { id } } })),
  });

/** The people of a reseller. */
export const useTeam = (id: string) =>
  useQuery({
    queryKey: ['listUsers', 'of', id],
    queryFn: () => everyOne<UserView>((page) => ok(api.GET('/api/v1/users', { params: { query: { ...page, tenant_id: id } } }))),
  });

/** What was done with a reseller: among it, its rates. */
export const useRateEntries = (id: string) =>
  useQuery({
    queryKey: ['audit', 'rates', id],
    queryFn: async () =>
      (await ok(api.GET('/api/v1/audit-log/resellers', { params: { query: { subject_id: id, limit: 200 } } }))).items,
  });

export const makeReseller = (body: ResellerDetails, key: string) =>
  ok(api.POST('/api/v1/resellers', { params: { header: { 'Idempotency-Key': key } }, body }));

const at = (reseller: ResellerView) => ({ path: { id: reseller.id }, header: { 'If-Match': `"${reseller.version}"` } });

export const changeReseller = (reseller: ResellerView, body: Partial<ResellerDetails>) =>
  ok(api.PATCH('/api/v1/resellers/{id}', { params: at(reseller), body }));

export const suspend = (reseller: ResellerView, reason: SuspensionReason, note: string) =>
  ok(
    api.PUT('/api/v1/resellers/{id}/suspensions/{reason}', {
      params: { ...at(reseller), path: { id: reseller.id, reason } },
      body: note ? { note } : {},
    }),
  );

export const lift = (reseller: ResellerView, reason: SuspensionReason) =>
  ok(api.DELETE('/api/v1/resellers/{id}/suspensions/{reason}', { params: { ...at(reseller), path: { id: reseller.id, reason } } }));

export const close = (reseller: ResellerView) => ok(api.DELETE('/api/v1/resellers/{id}', { params: at(reseller) }));

export const reopen = (reseller: ResellerView) => ok(api.POST('/api/v1/resellers/{id}/reopen', { params: at(reseller) }));

export function useRefreshResellers(): () => Promise<void> {
  const queries = useQueryClient();
  const about = ['listResellers', 'getReseller', 'listTenants', 'getTenant', 'listUsers', 'audit'];
  return async () => {
    await Promise.all(about.map((name) => queries.invalidateQueries({ queryKey: [name] })));
  };
}

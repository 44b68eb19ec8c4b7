import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { api, type SubscriptionView, type TenantStatus, type TenantView } from './client';
import { useWhoAmI } from './me';
import { ok } from './problem';

export interface TenantFilter {
  search?: string;
  status?: TenantStatus;
  subscription_plan_id?: string;
  cursor?: string;
  limit?: number;
}

const MOST_PAGES = 10;

interface Listed<T> {
  items: T[];
  next_cursor?: string;
}

/** Reads a list to its end; of a very large one, the newest 2,000. */
export async function everyOne<T>(read: (page: { limit: number; cursor?: string }) => Promise<Listed<T>>): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await read({ limit: 200, ...(cursor !== undefined && { cursor }) });
    all.push(...answer.items);
    cursor = answer.next_cursor;
    if (cursor === undefined) {
      break;
    }
  }
  return all;
}

const read = (query: TenantFilter) => ok(api.GET('/api/v1/tenants', { params: { query } }));

export const useTenants = (query: TenantFilter) =>
  useQuery({ queryKey: ['listTenants', query], queryFn: () => read(query), placeholderData: keepPreviousData });

/** All customers of the own organisation. Only resellers and the platform have some. */
export function useAllTenants() {
  const seller = useWhoAmI().data?.organisation.kind;
  return useQuery({
    queryKey: ['listTenants', 'all'],
    queryFn: seller === undefined || seller === 'Customer' ? skipToken : () => everyOne(read),
    staleTime: 60_000,
  });
}

/** The names of all customers by their ids. */
export function useTenantNames(): Map<string, string> {
  const tenants: TenantView[] = useAllTenants().data ?? [];
  return new Map(tenants.map(({ id, name }) => [id, name]));
}

export const tenantQuery = (id: string) => ({
  queryKey: ['getTenant', id],
  queryFn: () => ok(api.GET('/api/v1/tenants/{id}', { params: { path: { id } } })),
});

export const useTenant = (id: string | undefined) =>
  useQuery(id === undefined ? { queryKey: ['getTenant'], queryFn: skipToken } : tenantQuery(id));

/** The subscriptions of all customers, by the customer. */
export const useSubscriptions = () =>
  useQuery({
    queryKey: ['listSubscriptions', 'all'],
    queryFn: async () => {
      const all = await everyOne((query) => ok(api.GET('/api/v1/subscriptions', { params: { query } })));
      return new Map<string, SubscriptionView>(all.map((one) => [one.tenant_id, one]));
    },
  });

/** The names of what the own organisation sells, and to whom: customers, plans and resellers. */
export function useSoldNames(): Map<string, string> {
  return new Map([...useTenantNames(), ...usePlanNames(), ...useResellerNames()]);
}

/** The names of all plans by their ids; customers see no list of them. */
export function usePlanNames(): Map<string, string> {
  const kind = useWhoAmI().data?.organisation.kind;
  const allowed = kind === 'House' || kind === 'Platform';
  const plans = useQuery({
    queryKey: ['listSubscriptionPlans', 'all'],
    queryFn: allowed ? () => everyOne((query) => ok(api.GET('/api/v1/subscription-plans', { params: { query } }))) : skipToken,
  }).data;
  return new Map((plans ?? []).map(({ id, name }) => [id, name]));
}

/** The names of all resellers by their ids; only the platform knows them. */
export function useResellerNames(): Map<string, string> {
  const platform = useWhoAmI().data?.organisation.kind === 'Platform';
  const resellers = useQuery({
    queryKey: ['listResellers', 'all'],
    queryFn: platform ? () => everyOne((query) => ok(api.GET('/api/v1/resellers', { params: { query } }))) : skipToken,
    staleTime: 60_000,
  }).data;
  return new Map((resellers ?? []).map(({ id, name }) => [id, name]));
}

import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type NewTenant, type PlanDetails, type SuspensionReason, type TenantView, type UserView } from '../../api/client';
import { ok } from '../../api/problem';
import { everyOne, tenantQuery } from '../../api/tenants';

/** The people of a customer: seats, who may sign in, and who was there last. */
const peopleQuery = (tenant: string) => ({
  queryKey: ['listUsers', 'of', tenant],
  queryFn: () => everyOne<UserView>((page) => ok(api.GET('/api/v1/users', { params: { query: { ...page, tenant_id: tenant } } }))),
});

export const usePeopleOf = (tenant: string | undefined) =>
  useQuery<UserView[]>(tenant === undefined ? { queryKey: ['listUsers', 'of'], queryFn: skipToken } : peopleQuery(tenant));

/** Has a customer and its people known before a page asks for them. */
export function useLoadTenant(): (id: string) => Promise<void> {
  const queries = useQueryClient();
  return async (id) => {
    await Promise.all([queries.prefetchQuery(tenantQuery(id)), queries.prefetchQuery(peopleQuery(id))]);
  };
}

export const makePlan = (body: PlanDetails, key: string) =>
  ok(api.POST('/api/v1/subscription-plans', { params: { header: { 'Idempotency-Key': key } }, body }));

export const makeTenant = (body: NewTenant, key: string) =>
  ok(api.POST('/api/v1/tenants', { params: { header: { 'Idempotency-Key': key } }, body }));

const at = (tenant: TenantView) => ({ path: { id: tenant.id }, header: { 'If-Match': `"${tenant.version}"` } });

/** Of a state that is asked for. Its version moves by itself, such as after a change of plan, and does not matter. */
const of = (tenant: TenantView) => ({ path: { id: tenant.id } });

export const rename = (tenant: TenantView, name: string) =>
  ok(api.PATCH('/api/v1/tenants/{id}', { params: at(tenant), body: { name } }));

export const suspend = (tenant: TenantView, reason: SuspensionReason, note: string) =>
  ok(
    api.PUT('/api/v1/tenants/{id}/suspensions/{reason}', {
      params: { path: { id: tenant.id, reason } },
      body: note ? { note } : {},
    }),
  );

export const lift = (tenant: TenantView, reason: SuspensionReason) =>
  ok(api.DELETE('/api/v1/tenants/{id}/suspensions/{reason}', { params: { path: { id: tenant.id, reason } } }));

export const close = (tenant: TenantView) => ok(api.DELETE('/api/v1/tenants/{id}', { params: of(tenant) }));

export const reopen = (tenant: TenantView) => ok(api.POST('/api/v1/tenants/{id}/reopen', { params: of(tenant) }));

export const move = (tenant: TenantView, reseller: string, plan: string, from: string | null) =>
  ok(
    api.PUT('/api/v1/tenants/{id}/reseller', {
      params: at(tenant),
      body: { reseller_id: reseller, subscription_plan_id: plan, ...(from !== null && { from }) },
    }),
  );

export const takeBackMove = (tenant: TenantView) => ok(api.DELETE('/api/v1/tenants/{id}/reseller', { params: at(tenant) }));

/** Has everything about customers asked for again. */
export function useRefreshTenants(): () => Promise<void> {
  const queries = useQueryClient();
  const about = ['listTenants', 'getTenant', 'listSubscriptions', 'listSubscriptionPlans', 'listCharges', 'audit', 'listUsers'];
  return async () => {
    await Promise.all(about.map((name) => queries.invalidateQueries({ queryKey: [name] })));
  };
}

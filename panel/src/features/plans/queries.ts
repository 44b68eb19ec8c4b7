import { keepPreviousData, skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type PlanDetails, type PlanView } from '../../api/client';
import { ok } from '../../api/problem';

export const usePlanPage = (query: { cursor?: string }) =>
  useQuery({
    queryKey: ['listSubscriptionPlans', query],
    queryFn: () => ok(api.GET('/api/v1/subscription-plans', { params: { query } })),
    placeholderData: keepPreviousData,
  });

export const useVersions = (id: string) =>
  useQuery({
    queryKey: ['listSubscriptionPlanVersions', id],
    queryFn: () => ok(api.GET('/api/v1/subscription-plans/{id}/versions', { params: { path: { id }, query: { limit: 200 } } })),
  });

export const useSubscribers = (id: string, query: { cursor?: string }) =>
  useQuery({
    queryKey: ['listSubscriptionPlanSubscribers', id, query],
    queryFn: () => ok(api.GET('/api/v1/subscription-plans/{id}/subscribers', { params: { path: { id }, query } })),
    placeholderData: keepPreviousData,
  });

export const useEngines = (allowed: boolean) =>
  useQuery({ queryKey: ['listEngines'], queryFn: allowed ? () => ok(api.GET('/api/v1/engines')) : skipToken });

export const makePlan = (body: PlanDetails, key: string) =>
  ok(api.POST('/api/v1/subscription-plans', { params: { header: { 'Idempotency-Key': key } }, body }));

/** A merge patch: null takes away what may be absent. */
export const changePlan = (plan: PlanView, body: Partial<PlanDetails>) =>
  ok(
    api.PATCH('/api/v1/subscription-plans/{id}', {
      params: { path: { id: plan.id }, header: { 'If-Match': `"${plan.version}"` } },
      body,
    }),
  );

export const moveSubscribers = (plan: PlanView, at: 'Now' | 'PeriodEnd') =>
  ok(api.POST('/api/v1/subscription-plans/{id}/moves', { params: { path: { id: plan.id } }, body: { at } }));

export function useRefreshPlans(): () => Promise<void> {
  const queries = useQueryClient();
  const about = ['listSubscriptionPlans', 'getSubscriptionPlan', 'listSubscriptionPlanVersions', 'listSubscriptionPlanSubscribers', 'begun'];
  return async () => {
    await Promise.all(about.map((name) => queries.invalidateQueries({ queryKey: [name] })));
  };
}

import { skipToken, useQuery } from '@tanstack/react-query';
import { api, type SubscriptionChange, type SubscriptionView } from './client';
import { ok } from './problem';

export const usePlan = (id: string | undefined) =>
  useQuery({
    queryKey: ['getSubscriptionPlan', id],
    queryFn: id === undefined ? skipToken : () => ok(api.GET('/api/v1/subscription-plans/{id}', { params: { path: { id } } })),
  });

/** The plans on sale, by name. */
export const usePlans = () =>
  useQuery({
    queryKey: ['listSubscriptionPlans', 'on sale'],
    queryFn: async () => {
      const plans = await ok(api.GET('/api/v1/subscription-plans', { params: { query: { limit: 200 } } }));
      return plans.items.filter((plan) => plan.status === 'Published').sort((a, b) => a.name.localeCompare(b.name));
    },
  });

/** What a change would cost at this moment. A price of before the last change of the subscription is not shown. */
export const usePreview = ({ id, version }: SubscriptionView, body: SubscriptionChange | null) =>
  useQuery({
    queryKey: ['previewSubscriptionChange', id, version, body],
    queryFn:
      body === null ? skipToken : () => ok(api.POST('/api/v1/subscriptions/{id}/preview', { params: { path: { id } }, body })),
  });

/** The subscription of an organisation, or of the own one; null if it has none. */
export const useSubscription = (tenant?: string) =>
  useQuery({
    queryKey: ['listSubscriptions', ...(tenant === undefined ? [] : [tenant])],
    queryFn: async () => {
      const query = { limit: 1, ...(tenant !== undefined && { tenant_id: tenant }) };
      return (await ok(api.GET('/api/v1/subscriptions', { params: { query } }))).items[0] ?? null;
    },
    // Billing sets a new customer's subscription up a moment after the customer is there.
    refetchInterval: ({ state }) => (state.data === null ? 2_000 : false),
  });

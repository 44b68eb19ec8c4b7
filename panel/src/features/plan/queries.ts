import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { api, type ChargeView, type SubscriptionChange, type SubscriptionView } from '../../api/client';
import { ok } from '../../api/problem';
import type { Page } from '../../ui/CursorTable';

/** The organisation's subscription; null if it has none. */
export const useSubscription = () =>
  useQuery({
    queryKey: ['listSubscriptions'],
    queryFn: async () => (await ok(api.GET('/api/v1/subscriptions', { params: { query: { limit: 1 } } }))).items[0] ?? null,
  });

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

export const useCharges = (query: { cursor?: string }) =>
  useQuery({
    queryKey: ['listCharges', query],
    // The other form of the answer is a CSV file.
    queryFn: async () => (await ok(api.GET('/api/v1/charges', { params: { query } }))) as Page<ChargeView>,
    placeholderData: keepPreviousData,
  });

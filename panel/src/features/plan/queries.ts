import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { api, type ChargeView } from '../../api/client';
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

export const useCharges = (query: { cursor?: string }) =>
  useQuery({
    queryKey: ['listCharges', query],
    // The other form of the answer is a CSV file.
    queryFn: async () => (await ok(api.GET('/api/v1/charges', { params: { query } }))) as Page<ChargeView>,
    placeholderData: keepPreviousData,
  });

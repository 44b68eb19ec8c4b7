import { api, type SubscriptionChange, type SubscriptionView } from '../../api/client';
import { ok } from '../../api/problem';

const at = (subscription: SubscriptionView) => ({
  params: { path: { id: subscription.id }, header: { 'If-Match': `"${subscription.version}"` } },
});

export const change = (subscription: SubscriptionView, body: SubscriptionChange) =>
  ok(api.POST('/api/v1/subscriptions/{id}/changes', { ...at(subscription), body }));

export const takeBackChange = (subscription: SubscriptionView) =>
  ok(api.DELETE('/api/v1/subscriptions/{id}/pending-change', at(subscription)));

export const cancel = (subscription: SubscriptionView) =>
  ok(api.PUT('/api/v1/subscriptions/{id}/cancellation', { ...at(subscription), body: { at: 'PeriodEnd' } }));

export const resume = (subscription: SubscriptionView) =>
  ok(api.DELETE('/api/v1/subscriptions/{id}/cancellation', at(subscription)));

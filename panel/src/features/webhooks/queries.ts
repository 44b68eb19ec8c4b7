import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type WebhookDeliveryView, type WebhookView } from '../../api/client';
import { ok } from '../../api/problem';

export type WebhookEvent = WebhookView['events'][number];
export type DeliveryStatus = WebhookDeliveryView['status'];

/** What may be registered for, with the key of its text: by customers, by those who sell to them, or by both. */
export const EVENTS = [
  { value: 'job.completed', text: 'jobCompleted', to: ['Customer'] },
  { value: 'job.failed', text: 'jobFailed', to: ['Customer'] },
  { value: 'job.cancelled', text: 'jobCancelled', to: ['Customer'] },
  { value: 'quota.exhausted', text: 'quotaExhausted', to: ['Customer'] },
  { value: 'tenant.created', text: 'tenantCreated', to: ['House'] },
  { value: 'tenant.suspended', text: 'tenantSuspended', to: ['Customer', 'House'] },
  { value: 'tenant.reactivated', text: 'tenantReactivated', to: ['Customer', 'House'] },
  { value: 'tenant.plan_changed', text: 'tenantPlanChanged', to: ['Customer', 'House'] },
  { value: 'tenant.closed', text: 'tenantClosed', to: ['House'] },
] as const satisfies readonly { value: WebhookEvent; text: string; to: readonly string[] }[];

/** Returns what an organisation of this kind may register for. */
export const eventsFor = (kind: string | undefined): (typeof EVENTS)[number][] =>
  EVENTS.filter(({ to }) => (to as readonly string[]).includes(kind ?? ''));

export interface NewWebhook {
  url: string;
  events: WebhookEvent[];
}

export interface LogFilter {
  status?: DeliveryStatus;
  cursor?: string;
}

const UNDER_WAY_MS = 2_000;

export const useWebhooks = (query: { cursor?: string }) =>
  useQuery({
    queryKey: ['listWebhooks', query],
    queryFn: () => ok(api.GET('/api/v1/webhooks', { params: { query } })),
    placeholderData: keepPreviousData,
  });

export const useWebhook = (id: string) =>
  useQuery({ queryKey: ['getWebhook', id], queryFn: () => ok(api.GET('/api/v1/webhooks/{id}', { params: { path: { id } } })) });

/** Looks again while something is under way. */
export const useDeliveries = (id: string, query: LogFilter) =>
  useQuery({
    queryKey: ['listWebhookDeliveries', id, query],
    queryFn: () => ok(api.GET('/api/v1/webhooks/{id}/deliveries', { params: { path: { id }, query } })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.items.some((one) => one.status === 'Pending') ? UNDER_WAY_MS : false),
  });

export const makeWebhook = (body: NewWebhook, key: string): Promise<WebhookView> =>
  ok(api.POST('/api/v1/webhooks', { params: { header: { 'Idempotency-Key': key } }, body }));

export const setStatus = ({ id }: WebhookView, status: WebhookView['status']) =>
  ok(api.PATCH('/api/v1/webhooks/{id}', { params: { path: { id } }, body: { status } }));

export const rotate = ({ id }: WebhookView): Promise<WebhookView> =>
  ok(api.POST('/api/v1/webhooks/{id}/secret', { params: { path: { id } } }));

export const remove = ({ id }: WebhookView) => ok(api.DELETE('/api/v1/webhooks/{id}', { params: { path: { id } } }));

export const sendTest = ({ id }: WebhookView) => ok(api.POST('/api/v1/webhooks/{id}/test', { params: { path: { id } } }));

export const replay = (delivery: WebhookDeliveryView) =>
  ok(
    api.POST('/api/v1/webhooks/{id}/deliveries/{delivery_id}/replay', {
      params: { path: { id: delivery.webhook_id, delivery_id: delivery.id } },
    }),
  );

export const replayFailed = (id: string, since: Date) =>
  ok(api.POST('/api/v1/webhooks/{id}/replay', { params: { path: { id } }, body: { since: since.toISOString() } }));

export function useRefreshWebhooks(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(
      ['listWebhooks', 'getWebhook', 'listWebhookDeliveries'].map((name) => queries.invalidateQueries({ queryKey: [name] })),
    );
  };
}

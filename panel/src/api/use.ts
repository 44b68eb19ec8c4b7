import { useQuery } from '@tanstack/react-query';
import { api, type SubscriptionView, type TenantView, type UsageView } from './client';
import { ok } from './problem';
import { useSubscriptions } from './tenants';

const DAY_MS = 86_400_000;
const LONGEST_MONTH_MS = 31 * DAY_MS;

/** What a customer used: minutes since its quota began anew, and what is kept now. */
export interface TenantUse {
  minutes: number;
  mb: number;
}

/** The same day some months later, or the last one of a shorter month. */
function monthsAfter(start: Date, months: number): Date {
  const last = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months + 1, 0));
  const day = new Date(start);
  day.setUTCFullYear(last.getUTCFullYear(), last.getUTCMonth(), Math.min(start.getUTCDate(), last.getUTCDate()));
  return day;
}

/** When the month began that the minutes of a plan are counted in. The period of a yearly plan has twelve. */
export function monthStart({ period_start: from }: Pick<SubscriptionView, 'period_start'>, now = Date.now()): Date {
  const start = new Date(from);
  let months = 0;
  while (monthsAfter(start, months + 1).getTime() <= now) {
    months++;
  }
  return monthsAfter(start, months);
}

const ask = async (from: Date, tenant?: string): Promise<UsageView> => {
  const query = { from: from.toISOString(), ...(tenant !== undefined && { tenant_id: tenant }) };
  // The document names CSV, too.
  return (await ok(api.GET('/api/v1/usage', { params: { query } }))) as UsageView;
};

/** Reads what each customer used out of an answer. */
export function usesIn(usage: UsageView): Map<string, TenantUse> {
  const uses = new Map<string, TenantUse>();
  const of = (tenant: string): TenantUse => {
    const use = uses.get(tenant) ?? { minutes: 0, mb: 0 };
    uses.set(tenant, use);
    return use;
  };
  usage.totals.filter((one) => one.resource_type === 'Processing').forEach((one) => (of(one.tenant_id).minutes += Number(one.amount) / 60));
  usage.stored.forEach((one) => (of(one.tenant_id).mb += Number(one.amount)));
  return uses;
}

const hour = (): number => Math.floor(Date.now() / 3_600_000) * 3_600_000;

/** What all customers used in 31 days: in its month, none used more. */
export const useUses = () =>
  useQuery({
    queryKey: ['getUsage', 'tenants', hour()],
    queryFn: async () => usesIn(await ask(new Date(hour() - LONGEST_MONTH_MS))),
  });

/** The query for what one customer used since its month began; who used nothing in 31 days is not asked for. */
export const ofTenant = (tenant: Pick<TenantView, 'id'>, subscription: SubscriptionView | undefined, most: TenantUse | undefined) => ({
  queryKey: ['getUsage', 'tenant', tenant.id, subscription?.period_start],
  queryFn: async (): Promise<TenantUse> => {
    if (!subscription || most?.minutes === 0) {
      return { minutes: 0, mb: most?.mb ?? 0 };
    }
    return usesIn(await ask(monthStart(subscription), tenant.id)).get(tenant.id) ?? { minutes: 0, mb: 0 };
  },
});

/** What one customer used. */
export function useTenantUse(tenant: Pick<TenantView, 'id'>): TenantUse | undefined {
  const subscriptions = useSubscriptions().data;
  const uses = useUses();
  const known = subscriptions !== undefined && !uses.isPending;
  const most = uses.data ? (uses.data.get(tenant.id) ?? { minutes: 0, mb: 0 }) : undefined;
  return useQuery({ ...ofTenant(tenant, subscriptions?.get(tenant.id), most), enabled: known }).data;
}

/** Which part of a plan is used: the largest of those that count, or null without a plan. */
export function partOf(tenant: TenantView, use: TenantUse): number | null {
  const { processing_quota_minutes: minutes, storage_quota_mb: mb } = tenant;
  if (minutes === undefined || mb === undefined) {
    return null;
  }
  const part = (used: number, limit: number): number => (limit > 0 ? used / limit : used > 0 ? 1 : 0);
  return Math.max(part(use.minutes, minutes), part(use.mb, mb));
}

import type { AuditEntryView, TenantView } from '../../api/client';
import { partOf, type TenantUse } from '../../api/use';

const DAY_MS = 86_400_000;
const LINK_LIVES_MS = 7 * DAY_MS;
/** An invitation that ends in so many days is said before. */
const SOON_MS = 3 * DAY_MS;
export const MUCH = 0.8;

export type Need =
  | { kind: 'much'; tenant: TenantView; part: number }
  | { kind: 'suspended'; tenant: TenantView }
  | { kind: 'payment'; tenant: TenantView }
  | { kind: 'move'; tenant: TenantView }
  | { kind: 'invitation'; tenantId: string; user: string; name: string; ends: Date };

/** An invitation that nobody has accepted yet. */
export interface OpenInvitation {
  user: string;
  tenantId: string;
  name: string;
  ends: Date;
}

/** The invitations that are open, by what the audit log says about people: the last letter counts. */
export function openInvitations(letters: AuditEntryView[], settled: AuditEntryView[]): OpenInvitation[] {
  const over = new Set(settled.map((entry) => entry.subject_id));
  const last = new Map<string, OpenInvitation>();
  for (const entry of letters) {
    const ends = new Date(Date.parse(entry.at) + LINK_LIVES_MS);
    const known = last.get(entry.subject_id);
    if (!over.has(entry.subject_id) && entry.tenant_id !== undefined && (!known || known.ends < ends)) {
      last.set(entry.subject_id, { user: entry.subject_id, tenantId: entry.tenant_id, name: entry.subject_name ?? '', ends });
    }
  }
  return [...last.values()];
}

/** Customers that may be near the end of their plan: what they used in 31 days is the most that a month can have. */
export const perhapsMuch = (tenants: TenantView[], uses: Map<string, TenantUse>): TenantView[] =>
  tenants.filter((tenant) => {
    const use = uses.get(tenant.id);
    return tenant.status !== 'Closed' && use !== undefined && (partOf(tenant, use) ?? 0) >= MUCH;
  });

/** What somebody should look at, the worst first. */
export function needsOf(tenants: TenantView[], uses: Map<string, TenantUse>, invitations: OpenInvitation[], now = Date.now()): Need[] {
  const there = tenants.filter((tenant) => tenant.status !== 'Closed');
  return [
    ...there.filter((tenant) => tenant.planned_move?.problem).map((tenant): Need => ({ kind: 'move', tenant })),
    ...there.filter((tenant) => tenant.status === 'Suspended').map((tenant): Need => ({ kind: 'suspended', tenant })),
    ...there
      .filter((tenant) => tenant.subscription_status === 'PastDue' || tenant.subscription_status === 'GracePeriod')
      .map((tenant): Need => ({ kind: 'payment', tenant })),
    ...perhapsMuch(there, uses)
      .map((tenant) => ({ kind: 'much' as const, tenant, part: partOf(tenant, uses.get(tenant.id) as TenantUse) ?? 0 }))
      .sort((a, b) => b.part - a.part),
    ...invitations
      .filter(({ ends }) => ends.getTime() - now <= SOON_MS)
      .sort((a, b) => a.ends.getTime() - b.ends.getTime())
      .map((invitation): Need => ({ kind: 'invitation', ...invitation })),
  ];
}

import { expect, test } from 'vitest';
import type { AuditEntryView, TenantView } from '../../api/client';
import { needsOf, openInvitations, perhapsMuch } from './needs';

const tenant = (id: string, more: Partial<TenantView> = {}): TenantView =>
  ({ id, name: id, status: 'Active', suspensions: [], reseller_suspensions: [], processing_quota_minutes: 100, storage_quota_mb: 100, ...more }) as TenantView;

const DAY = 86_400_000;
const NOW = Date.parse('2026-03-10T00:00:00Z');

test('the worst comes first, and what is closed needs nobody', () => {
  const tenants = [
    tenant('fine'),
    tenant('much'),
    tenant('more'),
    tenant('late', { subscription_status: 'PastDue' }),
    tenant('suspended', { status: 'Suspended', suspensions: ['Reseller'] }),
    tenant('moving', { planned_move: { reseller_id: 'r', subscription_plan_id: 'p', from: '2026-03-01T00:00:00Z', problem: 'The plan is archived' } }),
    tenant('closed', { status: 'Closed' }),
  ];
  const uses = new Map([
    ['fine', { minutes: 79, mb: 0 }],
    ['much', { minutes: 80, mb: 0 }],
    ['more', { minutes: 0, mb: 95 }],
    ['closed', { minutes: 100, mb: 0 }],
  ]);

  expect(needsOf(tenants, uses, []).map((need) => `${need.kind} ${'tenant' in need && need.tenant.id}`)).toEqual([
    'move moving',
    'suspended suspended',
    'payment late',
    'much more',
    'much much',
  ]);
  expect(perhapsMuch(tenants, uses).map(({ id }) => id)).toEqual(['much', 'more']);
});

const entry = (user: string, daysAgo: number): AuditEntryView =>
  ({ id: `${user}${daysAgo}`, at: new Date(NOW - daysAgo * DAY).toISOString(), tenant_id: 't', subject_id: user, subject_name: user }) as AuditEntryView;

test('of an invitation the last letter counts, and nobody who joined has one', () => {
  const open = openInvitations([entry('ada', 9), entry('ada', 1), entry('bob', 6), entry('eve', 8), entry('joined', 6)], [entry('joined', 5)]);

  expect(open.map(({ user, ends }) => [user, (ends.getTime() - NOW) / DAY])).toEqual([
    ['ada', 6],
    ['bob', 1],
    ['eve', -1],
  ]);
  expect(needsOf([], new Map(), open, NOW).map((need) => need.kind === 'invitation' && need.user)).toEqual(['eve', 'bob']);
});

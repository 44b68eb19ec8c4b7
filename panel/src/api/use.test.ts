import { expect, test } from 'vitest';
import type { TenantView, UsageView } from './client';
import { monthStart, partOf, usesIn } from './use';

const at = (iso: string) => ({ period_start: iso });

test.each([
  ['2026-03-01T10:00:00Z', '2026-03-20T00:00:00Z', '2026-03-01T10:00:00.000Z'],
  ['2026-01-15T10:00:00Z', '2026-06-15T09:59:59Z', '2026-05-15T10:00:00.000Z'],
  ['2026-01-15T10:00:00Z', '2026-06-15T10:00:00Z', '2026-06-15T10:00:00.000Z'],
  ['2025-10-31T10:00:00Z', '2026-03-01T00:00:00Z', '2026-02-28T10:00:00.000Z'],
  ['2025-12-31T10:00:00Z', '2026-04-02T00:00:00Z', '2026-03-31T10:00:00.000Z'],
])('of a period from %s, at %s the month began at %s', (from, now, start) => {
  expect(monthStart(at(from), Date.parse(now)).toISOString()).toBe(start);
});

test('reads minutes and what is stored of each customer', () => {
  const usage = {
    totals: [
      { tenant_id: 'a', resource_type: 'Processing', amount: '90.000000', unit: 's', records: 1 },
      { tenant_id: 'a', resource_type: 'Storage', amount: '7.000000', unit: 'MB', records: 1 },
    ],
    stored: [{ tenant_id: 'b', amount: '12.500000', unit: 'MB', jobs: 2 }],
  } as unknown as UsageView;

  expect([...usesIn(usage)]).toEqual([
    ['a', { minutes: 1.5, mb: 0 }],
    ['b', { minutes: 0, mb: 12.5 }],
  ]);
});

const tenant = (more: Partial<TenantView>): TenantView => ({ processing_quota_minutes: 60, storage_quota_mb: 100, ...more }) as TenantView;

test('the largest part of the plan counts', () => {
  expect(partOf(tenant({}), { minutes: 30, mb: 90 })).toBe(0.9);
  expect(partOf(tenant({ processing_quota_minutes: 0 }), { minutes: 0, mb: 0 })).toBe(0);
  expect(partOf(tenant({ processing_quota_minutes: 0 }), { minutes: 1, mb: 0 })).toBe(1);
  expect(partOf({} as TenantView, { minutes: 1, mb: 1 })).toBeNull();
});

import { expect, test } from 'vitest';
import type { AuditEntryView } from '../../api/client';
import { blocking, merged, type Reads } from './merge';
import { isSupport, supportOf } from './support';

const at = (minute: number, more: Partial<AuditEntryView> = {}): AuditEntryView => ({
  id: `id-${minute}`,
  at: new Date(Date.UTC(2026, 2, 1, 10, minute)).toISOString(),
  scope: 'tenant',
  action: 'changed',
  subject_type: 'user',
  subject_id: 'ada',
  request_id: 'r',
  ...more,
});

test('shows no further back than every log was read', () => {
  const reads: Reads = {
    tenants: { entries: [at(50), at(40)], next: 'more' },
    jobs: { entries: [at(45), at(10)], next: 'more' },
    billing: { entries: [at(5)], next: null },
  };

  expect(merged(reads).map(({ id }) => id)).toEqual(['id-50', 'id-45', 'id-40']);
  expect(blocking(reads)).toEqual(['tenants']);
});

test('shows all in the end', () => {
  const reads: Reads = { tenants: { entries: [at(50)], next: null }, jobs: { entries: [at(55), at(10)], next: null } };

  expect(merged(reads).map(({ id }) => id)).toEqual(['id-55', 'id-50', 'id-10']);
  expect(blocking(reads)).toEqual([]);
});

test('support is known by its actor, and gets name and reason from its beginning', () => {
  const begun = at(1, { action: 'impersonated', actor: 'grace', user_id: 'grace', actor_name: 'Grace Hopper', reason: 'Ticket 1' });
  const done = at(5, { actor: 'grace', user_id: 'ada', subject_type: 'workflow', subject_id: 'w' });
  const later = at(30, { actor: 'grace', user_id: 'ada' });
  const key = at(6, { actor: 'api-key:k', user_id: 'ada' });
  const all = [later, key, done, begun];

  expect(all.map(isSupport)).toEqual([true, false, true, true]);
  expect(supportOf(done, all)).toEqual({ name: 'Grace Hopper', reason: 'Ticket 1' });
  expect(supportOf(later, all)).toEqual({});
});

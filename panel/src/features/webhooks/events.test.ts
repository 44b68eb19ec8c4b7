import { expect, test } from 'vitest';
import { eventsFor } from './queries';

const named = (kind: string | undefined): string[] => eventsFor(kind).map(({ value }) => value);

test('customers hear of their jobs, sellers of the accounts of their customers', () => {
  expect(named('Customer')).toContain('job.completed');
  expect(named('Customer')).not.toContain('tenant.created');
  expect(named('House')).toEqual(['tenant.created', 'tenant.suspended', 'tenant.reactivated', 'tenant.plan_changed', 'tenant.closed']);
  expect(named(undefined)).toEqual([]);
});

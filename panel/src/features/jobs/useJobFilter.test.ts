import { expect, test } from 'vitest';
import { choicesOf, filterOf } from './useJobFilter';

const filter = (address: string) => filterOf(choicesOf(new URLSearchParams(address)), null);

test('an address without a filter asks for everything', () => {
  expect(filter('')).toEqual({});
});

test('an address names a filter', () => {
  const id = '0198c6f5-1111-7222-8333-444455556666';

  expect(filter(`search=%20a%25b&status=Failed&status=Queued&workflow=${id}&person=${id}&sort=oldest`)).toEqual({
    search: 'a%b',
    status: ['Queued', 'Failed'],
    workflow_id: id,
    user_id: id,
    sort: 'created_at',
  });
});

test('days are those of the reader, the last one included', () => {
  expect(filter('from=2026-03-01&to=2026-03-01')).toEqual({
    from: new Date(2026, 2, 1).toISOString(),
    to: new Date(2026, 2, 2).toISOString(),
  });
});

test('what is typed wrong into an address is left out', () => {
  expect(filter('status=Done&workflow=1&person=x&from=yesterday&to=2026-3-1&sort=name')).toEqual({});
  expect(filter('from=2026-03-05&to=2026-03-01')).toEqual({ from: new Date(2026, 2, 5).toISOString() });
});

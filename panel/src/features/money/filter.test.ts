import { expect, test } from 'vitest';
import { chargeFilterOf, filterOf, queryOf } from './filter';

const search = new URLSearchParams('tenant=t&reseller=r&kind=Refund&from=2026-03-01&to=2026-03-01&cursor=c');

test('the last day is included', () => {
  const { from = '', to = '', ...rest } = filterOf(search);

  expect(Date.parse(to) - Date.parse(from)).toBe(86_400_000);
  expect(rest).toEqual({ tenant_id: 't', reseller_id: 'r', cursor: 'c' });
});

test('charges have a kind and no reseller; a file begins at the beginning', () => {
  expect(chargeFilterOf(search)).toMatchObject({ tenant_id: 't', kind: 'Refund' });
  expect(chargeFilterOf(search)).not.toHaveProperty('reseller_id');
  expect(queryOf(filterOf(search))).not.toHaveProperty('cursor');
  expect(filterOf(new URLSearchParams('from=x'))).toEqual({});
});

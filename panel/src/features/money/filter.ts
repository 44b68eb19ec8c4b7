import type { ChargeKind } from '../../api/client';
import type { ChargeFilter } from '../../api/charges';
import type { MoneyFilter } from './queries';

export const KINDS: ChargeKind[] = ['Charge', 'Credit', 'Refund', 'Adjustment'];

/** A local day as the instant at which it begins, or the day after it does. */
function startOf(date: string | null, more: 0 | 1): string | undefined {
  const [year = Number.NaN, month = Number.NaN, day = Number.NaN] = (date ?? '').split('-').map(Number);
  const at = new Date(year, month - 1, day + more);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** What the address says; the last day is included. */
export function filterOf(search: URLSearchParams): MoneyFilter {
  const [tenant, reseller, cursor] = ['tenant', 'reseller', 'cursor'].map((name) => search.get(name));
  const [from, to] = [startOf(search.get('from'), 0), startOf(search.get('to'), 1)];
  return {
    ...(tenant && { tenant_id: tenant }),
    ...(reseller && { reseller_id: reseller }),
    ...(from && { from }),
    ...(to && { to }),
    ...(cursor && { cursor }),
  };
}

/** The same for charges, which have a kind and no reseller to ask for. */
export function chargeFilterOf(search: URLSearchParams): ChargeFilter {
  const { reseller_id: _, ...filter } = filterOf(search);
  const kind = KINDS.find((one) => one === search.get('kind'));
  return { ...filter, ...(kind && { kind }) };
}

/** A filter as the query of an address, without the place in the list. */
export const queryOf = ({ cursor: _, ...filter }: MoneyFilter | ChargeFilter): Record<string, string> => ({ ...filter }) as Record<string, string>;

import type { AuditEntryView } from '../../api/client';

export interface Rate {
  rate: string;
  from: string;
}

/** The rates of a reseller with the days since when, newest first, by what the audit log says. */
export function ratesIn(entries: AuditEntryView[]): Rate[] {
  const rateOf = (state: AuditEntryView['after']): string | undefined => {
    const rate = state?.['commission_rate'];
    return rate === undefined || rate === null ? undefined : String(rate);
  };
  return entries
    .filter((entry) => rateOf(entry.after) !== undefined && rateOf(entry.after) !== rateOf(entry.before))
    .map((entry) => ({ rate: rateOf(entry.after) ?? '', from: entry.at }))
    .sort((a, b) => Date.parse(b.from) - Date.parse(a.from));
}

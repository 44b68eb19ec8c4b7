import type { AuditEntryView } from '../../api/client';

export const LOGS = ['tenants', 'jobs', 'billing', 'resellers'] as const;
export type Log = (typeof LOGS)[number];

/** Of one log: what was read so far, newest first, and where the rest begins; null when there is no rest. */
export interface Read {
  entries: AuditEntryView[];
  next: string | null;
}

export type Reads = Partial<Record<Log, Read>>;

const time = (entry: AuditEntryView): number => Date.parse(entry.at);

/** The earliest moment down to which every log has been read. */
function horizon(reads: Reads): number {
  const open = Object.values(reads).filter(({ next }) => next !== null);
  return Math.max(-Infinity, ...open.map(({ entries }) => time(entries.at(-1) as AuditEntryView)));
}

/** All logs as one, newest first, as far as every log has been read: so nothing is put in between later. */
export function merged(reads: Reads): AuditEntryView[] {
  const until = horizon(reads);
  return Object.values(reads)
    .flatMap(({ entries }) => entries)
    .filter((entry) => time(entry) >= until)
    .sort((a, b) => time(b) - time(a) || (a.id < b.id ? 1 : -1));
}

/** The logs that have to be read on before more can be shown. */
export function blocking(reads: Reads): Log[] {
  const until = horizon(reads);
  return LOGS.filter((log) => {
    const read = reads[log];
    return read !== undefined && read.next !== null && time(read.entries.at(-1) as AuditEntryView) >= until;
  });
}

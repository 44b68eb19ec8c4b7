import type { AuditEntryView } from '../../api/client';

/** Of these there are many, so one without a name is told by the end of its id. */
const MANY = ['job', 'workflow', 'webhook', 'api_key', 'charge'];
const SHORT = 8;

/** Names what an entry is about, if anything of it is known. */
export function subjectNameOf(entry: AuditEntryView, names: Map<string, string>): string | undefined {
  const short = MANY.includes(entry.subject_type) ? entry.subject_id.slice(-SHORT) : undefined;
  return entry.subject_name ?? names.get(entry.subject_id) ?? short;
}

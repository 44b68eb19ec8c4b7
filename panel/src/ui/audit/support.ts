import type { AuditEntryView } from '../../api/client';

const LIFE_MS = 15 * 60_000;

/** Whether somebody acted for somebody else. */
export const isSupport = (entry: AuditEntryView): boolean =>
  entry.action === 'impersonated' ||
  (entry.user_id !== undefined &&
    entry.actor !== undefined &&
    !entry.actor.startsWith('api-key:') &&
    entry.actor !== entry.user_id);

/** Names and reasons of support stand in one log; this brings them to the entries of all. */
export function supportOf(entry: AuditEntryView, all: AuditEntryView[]): { name?: string; reason?: string } {
  const begun = all.find(
    (one) =>
      one.action === 'impersonated' &&
      one.actor === entry.actor &&
      (one === entry || one.subject_id === entry.user_id) &&
      Date.parse(one.at) <= Date.parse(entry.at) &&
      Date.parse(entry.at) - Date.parse(one.at) <= LIFE_MS,
  );
  const name = entry.actor_name ?? begun?.actor_name;
  return { ...(name && { name }), ...(begun?.reason && { reason: begun.reason }) };
}

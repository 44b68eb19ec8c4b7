import { useTranslation } from 'react-i18next';
import type { AuditEntryView } from '../../api/client';

/** Says in the reader's language what was done, and to what; a word that is new here is shown as it is. */
export function useAuditWords() {
  const { t, i18n } = useTranslation();
  const word = (kind: 'actions' | 'subjects', value: string): string => {
    const key = `audit.${kind}.${value}`;
    return i18n.exists(key) ? t(key as 'audit.actions.created') : value;
  };
  return {
    // Nobody makes a person but by inviting them.
    action: ({ action, subject_type: subject }: AuditEntryView) =>
      word('actions', subject === 'user' && action === 'created' ? 'invited' : action),
    subject: ({ subject_type: subject }: AuditEntryView) => word('subjects', subject),
  };
}

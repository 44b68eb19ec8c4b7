import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useFormerPeople, useNames } from '../../api/people';
import { useSoldNames } from '../../api/tenants';
import { AuditList } from '../../ui/audit/AuditList';
import type { AuditFilter } from '../../ui/audit/queries';
import { PageTitle } from '../../ui/PageTitle';
import { AuditFilters } from './AuditFilters';

export function AuditPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const names = useNames();
  const things = useSoldNames();
  const known = new Map([...useFormerPeople().map((id) => [id, t('people.gone')] as const), ...names]);
  return (
    <div>
      <PageTitle title={t('audit.title')} />
      <AuditFilters names={names} />
      <AuditList filter={filterOf(search)} names={new Map([...things, ...known])} />
    </div>
  );
}

/** Days are days of this browser's zone; the last one is included. */
function filterOf(search: URLSearchParams): AuditFilter {
  const [who, what, from, to] = ['who', 'what', 'from', 'to'].map((name) => search.get(name));
  return {
    ...(who && { user_id: who }),
    ...(what === 'support' ? { action: 'impersonated' } : what ? { subject_type: what } : {}),
    ...(from && startOf(from, 0)),
    ...(to && startOf(to, 1)),
  };
}

function startOf(date: string, more: 0 | 1): AuditFilter {
  const [year = Number.NaN, month = Number.NaN, day = Number.NaN] = date.split('-').map(Number);
  const at = new Date(year, month - 1, day + more);
  return Number.isNaN(at.getTime()) ? {} : { [more === 0 ? 'from' : 'to']: at.toISOString() };
}

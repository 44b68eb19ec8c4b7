import { nameOf } from '../../api/me';
import { useNames } from '../../api/people';
import { useSoldNames } from '../../api/tenants';
import { AuditList } from '../../ui/audit/AuditList';
import { useSeesPeople } from './cells';
import { usePeopleOf } from './queries';
import { useShownTenant } from './TenantPage';

/** What was done in and with a customer. */
export function TenantAudit() {
  const tenant = useShownTenant();
  const people = usePeopleOf(useSeesPeople() ? tenant.id : undefined).data ?? [];
  const names = new Map([...useSoldNames(), ...useNames(), ...people.map((one) => [one.id, nameOf(one)] as const)]);
  return <AuditList filter={{ tenant_id: tenant.id }} names={names} />;
}

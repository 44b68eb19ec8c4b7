import { HelpButton } from '../../ui/people/HelpButton';
import { People } from '../../ui/people/People';
import { usePeopleOf } from './queries';
import { useShownTenant } from './TenantPage';

/** The people of a customer, and support for each. */
export function TenantPeople() {
  const tenant = useShownTenant();
  const people = usePeopleOf(tenant.id).data;
  const seats = people && { used: people.length, ...(tenant.max_users !== undefined && { max: tenant.max_users }) };
  return <People tenant={tenant.id} roles={['Admin', 'User']} seats={seats} more={(user) => <HelpButton user={user} />} />;
}

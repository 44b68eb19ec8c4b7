import { useSearchParams } from 'react-router';
import { useCharges } from '../../api/charges';
import { ChargesList } from '../../ui/ChargesList';
import { useShownTenant } from './TenantPage';

/** What a customer was charged. */
export function TenantCharges() {
  const tenant = useShownTenant();
  const cursor = useSearchParams()[0].get('cursor');
  const charges = useCharges({ tenant_id: tenant.id, ...(cursor && { cursor }) });
  return <ChargesList page={charges.data} error={charges.error} retry={() => void charges.refetch()} />;
}

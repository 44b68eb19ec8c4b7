import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useCharges } from '../../api/charges';
import type { ChargeView } from '../../api/client';
import { useCan, useWhoAmI } from '../../api/me';
import { useTenantNames } from '../../api/tenants';
import { ChargesList } from '../../ui/ChargesList';
import { chargeFilterOf, queryOf } from './filter';
import { MoneyFilters } from './MoneyFilters';
import { RefundDialog } from './RefundDialog';
import { SaveTable } from './SaveTable';

/** The ledger of all customers. */
export function ChargesPage() {
  const { t } = useTranslation();
  const filter = chargeFilterOf(useSearchParams()[0]);
  const charges = useCharges(filter);
  const names = useTenantNames();
  const can = useCan();
  const platform = useWhoAmI().data?.organisation.kind === 'Platform';
  const refunds = (charge: ChargeView): boolean =>
    charge.kind === 'Charge' && can('createCharge') && (platform || charge.collected_by === 'Reseller');
  return (
    <div>
      <MoneyFilters kinds resellers={false}>
        <SaveTable path="/api/v1/charges" query={queryOf(filter)} name="charges.csv" />
      </MoneyFilters>
      <ChargesList
        page={charges.data}
        error={charges.error}
        retry={() => void charges.refetch()}
        more={[
          {
            key: 'tenant',
            title: t('money.customer'),
            render: (charge) => (
              <Link to={`/tenants/${charge.tenant_id}`}>
                <bdi>{names.get(charge.tenant_id) ?? charge.tenant_id}</bdi>
              </Link>
            ),
          },
        ]}
        actions={(charge) => (refunds(charge) ? <Refund charge={charge} /> : null)}
      />
    </div>
  );
}

function Refund({ charge }: { charge: ChargeView }) {
  const { t } = useTranslation();
  const [asks, setAsks] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={button} size="small" onClick={() => setAsks(true)}>
        {t('money.refund')}
      </Button>
      {asks && <RefundDialog charge={charge} opener={button} onClose={() => setAsks(false)} />}
    </>
  );
}

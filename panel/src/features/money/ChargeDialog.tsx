import '../../ui/subscription.css';
import { Button, Flex, Skeleton } from 'antd';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useTenantNames } from '../../api/tenants';
import { day, days } from '../../ui/day';
import { Dialog } from '../../ui/Dialog';
import { Fact } from '../../ui/Fact';
import { Money } from '../../ui/Money';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { useCharge } from './queries';

interface Props {
  id: string;
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** The charge that a line of commission comes from, and whose it is. */
export function ChargeDialog({ id, opener, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const charge = useCharge(id);
  const names = useTenantNames();
  return (
    <Dialog title={t('money.chargeTitle')} opener={opener} onClose={onClose}>
      {charge.error ? <ProblemAlert error={charge.error} retry={() => void charge.refetch()} /> : null}
      {charge.data ? (
        <dl className="facts">
          <Fact name={t('money.customer')}>
            <Link to={`/tenants/${charge.data.tenant_id}/charges`}>
              <bdi>{names.get(charge.data.tenant_id) ?? charge.data.tenant_id}</bdi>
            </Link>
          </Fact>
          <Fact name={t('charges.what')}>
            {t(`charges.kind.${charge.data.kind}`)}: {t(`charges.description.${charge.data.description}`)}
          </Fact>
          <Fact name={t('plan.period')}>{days(charge.data.period_start, charge.data.period_end, i18n.language)}</Fact>
          <Fact name={t('charges.amount')}>
            <Money amount={charge.data.amount} currency={charge.data.currency} />
          </Fact>
          <Fact name={t('charges.charged')}>{day(charge.data.charged_at, i18n.language)}</Fact>
          {charge.data.reason && <Fact name={t('money.refundReason')}>{charge.data.reason}</Fact>}
        </dl>
      ) : (
        !charge.error && <Skeleton active />
      )}
      <Flex justify="end">
        <Button onClick={onClose}>{t('whatIf.close')}</Button>
      </Flex>
    </Dialog>
  );
}

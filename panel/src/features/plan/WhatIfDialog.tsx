import { Button, Flex, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SubscriptionChange, SubscriptionView } from '../../api/client';
import { usePlans } from '../../api/plans';
import { Dialog } from '../../ui/Dialog';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { SubscriptionChoice } from '../../ui/SubscriptionChoice';
import { WhoChanges } from './WhoChanges';

interface Props {
  subscription: SubscriptionView;
  onClose: () => void;
}

/** Prices a change of plan or interval; nothing is changed. */
export function WhatIfDialog({ subscription, onClose }: Props) {
  const { t } = useTranslation();
  const plans = usePlans();
  const [change, setChange] = useState<SubscriptionChange | null>(null);
  return (
    <Dialog title={t('whatIf.title')} onClose={onClose}>
      <p className="lead">{t('whatIf.lead')}</p>
      {plans.error ? (
        <ProblemAlert error={plans.error} retry={() => void plans.refetch()} />
      ) : !plans.data ? (
        <Skeleton active />
      ) : plans.data.length === 0 ? (
        <p>{t('whatIf.noPlans')}</p>
      ) : (
        <SubscriptionChoice subscription={subscription} plans={plans.data} change={change} onChange={setChange} />
      )}
      <WhoChanges />
      <Flex justify="end">
        <Button onClick={onClose}>{t('whatIf.close')}</Button>
      </Flex>
    </Dialog>
  );
}

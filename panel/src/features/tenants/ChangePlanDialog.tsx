import { useMutation } from '@tanstack/react-query';
import { App, Button, Flex, Skeleton } from 'antd';
import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { SubscriptionChange, SubscriptionView } from '../../api/client';
import { usePlans } from '../../api/plans';
import { Dialog } from '../../ui/Dialog';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { SubscriptionChoice } from '../../ui/SubscriptionChoice';
import { useRefreshTenants } from './queries';
import { change } from './subscription';

interface Props {
  subscription: SubscriptionView;
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** Changes the plan of a customer; before, it says what that costs. */
export function ChangePlanDialog({ subscription, opener, onClose }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const plans = usePlans();
  // The platform sees the plans of all resellers.
  const fitting = (plans.data ?? []).filter(({ reseller_id: of }) => of === undefined || of === subscription.reseller_id);
  const refresh = useRefreshTenants();
  const [wanted, setWanted] = useState<SubscriptionChange | null>(null);
  const sending = useMutation({
    mutationFn: async (body: SubscriptionChange) => {
      await change(subscription, body);
      await refresh();
    },
    onSuccess: () => {
      void message.success(t('tenant.planChanged'));
      onClose();
    },
  });
  return (
    <Dialog title={t('tenant.changePlan')} opener={opener} onClose={onClose}>
      <p className="lead">{t('tenant.changeLead')}</p>
      {sending.error ? <ProblemAlert error={sending.error} /> : null}
      {plans.data ? (
        <SubscriptionChoice subscription={subscription} plans={fitting} change={wanted} onChange={setWanted} marked="tenant.current" />
      ) : plans.error ? (
        <ProblemAlert error={plans.error} retry={() => void plans.refetch()} />
      ) : (
        <Skeleton active />
      )}
      <Flex gap="small" justify="end">
        <Button onClick={onClose}>{t('dialog.cancel')}</Button>
        <Button type="primary" disabled={wanted === null} loading={sending.isPending} onClick={() => wanted && sending.mutate(wanted)}>
          {t('tenant.changeSubmit')}
        </Button>
      </Flex>
    </Dialog>
  );
}

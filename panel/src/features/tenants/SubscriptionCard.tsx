import { App, Button, Card, Flex, Skeleton } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SubscriptionView, TenantView } from '../../api/client';
import { useCan } from '../../api/me';
import { usePlan, useSubscription } from '../../api/plans';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { day, days } from '../../ui/day';
import { Fact } from '../../ui/Fact';
import { Money } from '../../ui/Money';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { asProblem, textOf } from '../../ui/problems';
import { StatusTag } from '../../ui/StatusTag';
import { SubscriptionOutlook } from '../../ui/SubscriptionOutlook';
import { subscriptionTones } from '../../ui/tones';
import { ChangePlanDialog } from './ChangePlanDialog';
import { useRefreshTenants } from './queries';
import { cancel, resume, takeBackChange } from './subscription';

/** The subscription of a customer, and how it is changed. */
export function SubscriptionCard({ tenant }: { tenant: TenantView }) {
  const { t } = useTranslation();
  const subscription = useSubscription(tenant.id);
  return (
    <Card>
      {subscription.error ? (
        <ProblemAlert error={subscription.error} retry={() => void subscription.refetch()} />
      ) : subscription.data === null ? (
        <Flex vertical gap="small" align="start">
          <p>{t('tenant.noPlanYet')}</p>
          <Button onClick={() => void subscription.refetch()}>{t('problem.retry')}</Button>
        </Flex>
      ) : subscription.data ? (
        <Facts subscription={subscription.data} />
      ) : (
        <Skeleton active />
      )}
    </Card>
  );
}

function Facts({ subscription }: { subscription: SubscriptionView }) {
  const { t, i18n } = useTranslation();
  const plan = usePlan(subscription.subscription_plan_id).data;
  const { status, next_charge_at: next } = subscription;
  const older = plan && plan.current_version !== subscription.plan_version;
  const price = subscription.interval === 'Year' ? plan?.price_yearly : plan?.price_monthly;
  return (
    <Flex vertical gap="middle">
      <Flex justify="space-between" align="start" gap="middle">
        <h2 className="plan-name">
          <bdi>{plan?.name ?? t('plan.otherPlan')}</bdi>
        </h2>
        <StatusTag tone={subscriptionTones[status]}>{t(`subscriptionStatus.${status}`)}</StatusTag>
      </Flex>
      {plan && price !== undefined && !older && (
        <p>
          <Money amount={price} currency={plan.currency} /> <span className="muted">{t(`plan.per.${subscription.interval}`)}</span>
        </p>
      )}
      {older && <p className="muted">{t('tenant.older', { version: subscription.plan_version, current: plan.current_version })}</p>}
      <SubscriptionOutlook subscription={subscription} />
      <dl className="facts">
        <Fact name={t('plan.interval')}>{t(`plan.intervals.${subscription.interval}`)}</Fact>
        <Fact name={t('plan.period')}>{days(subscription.period_start, subscription.period_end, i18n.language)}</Fact>
        {next && <Fact name={t('plan.next')}>{day(next, i18n.language)}</Fact>}
        <Fact name={t('plan.since')}>{day(subscription.created_at, i18n.language)}</Fact>
      </dl>
      <Changes subscription={subscription} />
    </Flex>
  );
}

function Changes({ subscription }: { subscription: SubscriptionView }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const can = useCan();
  const refresh = useRefreshTenants();
  const [dialog, setDialog] = useState<'change' | 'cancel' | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { status, pending } = subscription;
  const ended = status === 'Expired';
  const goesOn = !ended && status !== 'Cancelled';
  const now = (action: () => Promise<unknown>) => () =>
    void action()
      .catch((e: unknown) => message.error(textOf(asProblem(e), t)))
      .then(refresh);
  return (
    <Flex gap="small" wrap>
      {goesOn && can('changeSubscription') && (
        <Button ref={button} type="primary" onClick={() => setDialog('change')}>
          {t('tenant.changePlan')}
        </Button>
      )}
      {goesOn && pending && status !== 'Trial' && can('takeBackSubscriptionChange') && (
        <Button onClick={now(() => takeBackChange(subscription))}>{t('tenant.takeBack')}</Button>
      )}
      {goesOn && can('cancelSubscription') && <Button onClick={() => setDialog('cancel')}>{t('tenant.cancelPlan')}</Button>}
      {status === 'Cancelled' && can('resumeSubscription') && <Button onClick={now(() => resume(subscription))}>{t('tenant.resume')}</Button>}
      {dialog === 'change' && <ChangePlanDialog subscription={subscription} opener={button} onClose={() => setDialog(null)} />}
      {dialog === 'cancel' && (
        <ConfirmDialog
          danger
          title={t('tenant.cancelPlan')}
          text={t('tenant.cancelText')}
          submit={t('tenant.cancelPlan')}
          action={() => cancel(subscription).then(refresh)}
          onClose={() => setDialog(null)}
        />
      )}
    </Flex>
  );
}

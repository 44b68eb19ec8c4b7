import { Card, Flex, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanView, SubscriptionView } from '../../api/client';
import { useWhoAmI } from '../../api/me';
import { day } from '../../ui/day';
import { Money } from '../../ui/Money';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { StatusTag } from '../../ui/StatusTag';
import { usePlan, useSubscription } from './queries';

/** The plan, its price, and the subscription to it. */
export function PlanCard() {
  const { t } = useTranslation();
  const subscription = useSubscription();
  const plan = usePlan(subscription.data?.subscription_plan_id);
  const error = subscription.error ?? plan.error;
  return (
    <Card>
      {error ? (
        <ProblemAlert error={error} retry={() => void (subscription.error ? subscription.refetch() : plan.refetch())} />
      ) : subscription.data === null ? (
        <p>{t('plan.none')}</p>
      ) : subscription.data && plan.data ? (
        <Facts subscription={subscription.data} plan={plan.data} />
      ) : (
        <Skeleton active />
      )}
    </Card>
  );
}

const TONES = { Active: 'good', Trial: 'waiting', Expired: 'off', Cancelled: 'off' } as const;

function Facts({ subscription, plan }: { subscription: SubscriptionView; plan: PlanView }) {
  const { t, i18n } = useTranslation();
  const reseller = useWhoAmI().data?.reseller?.name;
  return (
    <Flex vertical gap="middle">
      <Flex justify="space-between" align="start" gap="middle">
        <h2 className="plan-name">
          <bdi>{plan.name}</bdi>
        </h2>
        <StatusTag tone={TONES[subscription.status as 'Active'] ?? 'off'}>{t(`subscriptionStatus.${subscription.status as 'Active'}`)}</StatusTag>
      </Flex>
      {plan.description && <p className="lead">{plan.description}</p>}
      <p className="plan-price">
        <Money amount={plan.price_monthly} currency={plan.currency} /> <span className="muted">{t('plan.monthly')}</span>
      </p>
      <dl className="facts">
        <Fact name={t('plan.since')}>{day(subscription.anchor, i18n.language)}</Fact>
        {subscription.next_charge_at && <Fact name={t('plan.next')}>{day(subscription.next_charge_at, i18n.language)}</Fact>}
        {reseller && (
          <Fact name={t('plan.by')}>
            <bdi>{reseller}</bdi>
          </Fact>
        )}
      </dl>
      {reseller && <p className="muted">{t('plan.change', { name: reseller })}</p>}
    </Flex>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

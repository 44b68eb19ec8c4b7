import { Button, Card, Flex, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanView, SubscriptionView } from '../../api/client';
import { useCan, useWhoAmI } from '../../api/me';
import { usePlan, usePreview, useSubscription } from '../../api/plans';
import { day, days } from '../../ui/day';
import { Fact } from '../../ui/Fact';
import { Money } from '../../ui/Money';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { StatusTag } from '../../ui/StatusTag';
import { SubscriptionOutlook } from '../../ui/SubscriptionOutlook';
import { subscriptionTones } from '../../ui/tones';
import { WhatIfDialog } from './WhatIfDialog';
import { WhoChanges } from './WhoChanges';

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

interface Props {
  subscription: SubscriptionView;
  plan: PlanView;
}

const goesOn = ({ status }: SubscriptionView): boolean => status !== 'Cancelled' && status !== 'Expired';

function Facts({ subscription, plan }: Props) {
  const { t, i18n } = useTranslation();
  const can = useCan();
  const [asks, setAsks] = useState(false);
  const reseller = useWhoAmI().data?.reseller?.name;
  const { status, next_charge_at: next, trial_ends_at: trialEnd } = subscription;
  return (
    <Flex vertical gap="middle">
      <Flex justify="space-between" align="start" gap="middle">
        <h2 className="plan-name">
          <bdi>{plan.name}</bdi>
        </h2>
        <StatusTag tone={subscriptionTones[status]}>{t(`subscriptionStatus.${status}`)}</StatusTag>
      </Flex>
      {plan.description && <p className="lead">{plan.description}</p>}
      <Price subscription={subscription} plan={plan} />
      <SubscriptionOutlook subscription={subscription} />
      <dl className="facts">
        <Fact name={t('plan.interval')}>{t(`plan.intervals.${subscription.interval}`)}</Fact>
        {status === 'Trial' && trialEnd ? (
          <Fact name={t('plan.trialUntil')}>{day(trialEnd, i18n.language)}</Fact>
        ) : (
          status !== 'Expired' && (
            <Fact name={t('plan.period')}>{days(subscription.period_start, subscription.period_end, i18n.language)}</Fact>
          )
        )}
        {next && <Fact name={t('plan.next')}>{day(next, i18n.language)}</Fact>}
        <Fact name={t('plan.since')}>{day(subscription.created_at, i18n.language)}</Fact>
        {reseller && (
          <Fact name={t('plan.by')}>
            <bdi>{reseller}</bdi>
          </Fact>
        )}
      </dl>
      {goesOn(subscription) && can('previewSubscriptionChange') && (
        <div>
          <Button onClick={() => setAsks(true)}>{t('whatIf.title')}</Button>
        </div>
      )}
      <WhoChanges />
      {asks && <WhatIfDialog subscription={subscription} onClose={() => setAsks(false)} />}
    </Flex>
  );
}

/** The price of the version that is subscribed to. Of an older one, only the preview of no change tells it. */
function Price({ subscription, plan }: Props) {
  const { t } = useTranslation();
  const can = useCan();
  const current = plan.current_version === subscription.plan_version;
  const asks = !current && goesOn(subscription) && can('previewSubscriptionChange');
  const older = usePreview(subscription, asks ? { at: 'PeriodEnd' } : null).data;
  const listed = subscription.interval === 'Year' ? plan.price_yearly : plan.price_monthly;
  const amount = current ? listed : older?.next_amount;
  return (
    amount !== undefined && (
      <p className="plan-price">
        <Money amount={amount} currency={older?.next_currency ?? plan.currency} />{' '}
        <span className="muted">{t(`plan.per.${subscription.interval}`)}</span>
      </p>
    )
  );
}

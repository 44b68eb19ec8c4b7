import { Button, Flex, Form, Select, Skeleton } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanView, SubscriptionChange, SubscriptionView } from '../../api/client';
import { Dialog } from '../../ui/Dialog';
import { inDialog } from '../../ui/FormDialog';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { Preview } from './Preview';
import { usePlans } from './queries';
import { WhoChanges } from './WhoChanges';

interface Props {
  subscription: SubscriptionView;
  onClose: () => void;
}

/** Prices a change of plan or interval; nothing is changed. */
export function WhatIfDialog({ subscription, onClose }: Props) {
  const { t } = useTranslation();
  const plans = usePlans();
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
        <Choice subscription={subscription} plans={plans.data} />
      )}
      <WhoChanges />
      <Flex justify="end">
        <Button onClick={onClose}>{t('whatIf.close')}</Button>
      </Flex>
    </Dialog>
  );
}

const INTERVALS = ['Month', 'Year'] as const;
const TIMES = ['Now', 'PeriodEnd'] as const;

function Choice({ subscription, plans }: { subscription: SubscriptionView; plans: PlanView[] }) {
  const { t } = useTranslation();
  const id = useId();
  const [planId, setPlanId] = useState<string>();
  const [wanted, setWanted] = useState(subscription.interval);
  const [at, setAt] = useState<SubscriptionChange['at']>('Now');
  const plan = plans.find((one) => one.id === planId);
  const monthsOnly = plan !== undefined && plan.price_yearly === undefined;
  const interval = monthsOnly ? 'Month' : wanted;
  const nameOf = (one: PlanView): string =>
    one.id === subscription.subscription_plan_id ? t('whatIf.yours', { name: one.name }) : one.name;
  return (
    <>
      <Form component="div" layout="vertical" className="what-if">
        <Form.Item className="what-if-plan" label={t('whatIf.plan')} htmlFor={`${id}-plan`}>
          <Select
            id={`${id}-plan`}
            getPopupContainer={inDialog}
            placeholder={t('whatIf.choose')}
            value={planId}
            onChange={setPlanId}
            options={plans.map((one) => ({ value: one.id, label: nameOf(one) }))}
          />
        </Form.Item>
        <Form.Item label={t('whatIf.interval')} htmlFor={`${id}-interval`} extra={monthsOnly && t('whatIf.monthsOnly')}>
          <Select
            id={`${id}-interval`}
            getPopupContainer={inDialog}
            value={interval}
            onChange={setWanted}
            options={INTERVALS.map((value) => ({
              value,
              label: t(`plan.intervals.${value}`),
              disabled: monthsOnly && value === 'Year',
            }))}
          />
        </Form.Item>
        <Form.Item label={t('whatIf.at')} htmlFor={`${id}-at`}>
          <Select
            id={`${id}-at`}
            getPopupContainer={inDialog}
            value={at}
            onChange={setAt}
            options={TIMES.map((value) => ({ value, label: t(`whatIf.times.${value}`) }))}
          />
        </Form.Item>
      </Form>
      <div
        role="region"
        aria-label={t('whatIf.result')}
        aria-live="polite"
        className="what-if-result"
        // It scrolls, so a keyboard has to reach it.
        {...(plan && { tabIndex: 0 })}
      >
        {plan && <Preview subscription={subscription} plan={plan} change={{ subscription_plan_id: plan.id, interval, at }} />}
      </div>
    </>
  );
}

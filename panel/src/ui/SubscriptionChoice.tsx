import './subscription.css';
import { Form, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanView, SubscriptionChange, SubscriptionView } from '../api/client';
import { inDialog } from './FormDialog';
import { SubscriptionPreview } from './SubscriptionPreview';

const INTERVALS = ['Month', 'Year'] as const;
const TIMES = ['Now', 'PeriodEnd'] as const;

const isMonthly = (plan: PlanView | undefined): boolean => plan !== undefined && plan.price_yearly === undefined;

interface Props {
  subscription: SubscriptionView;
  plans: PlanView[];
  /** What is chosen; null as long as no plan is. */
  change: SubscriptionChange | null;
  onChange: (change: SubscriptionChange) => void;
  /** How the plan of now is marked. */
  marked?: 'whatIf.yours' | 'tenant.current';
}

/** The choice of a plan, an interval and a time, with what it would cost below. */
export function SubscriptionChoice({ subscription, plans, change, onChange, marked = 'whatIf.yours' }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [wanted, setWanted] = useState(subscription.interval);
  const [at, setAt] = useState<SubscriptionChange['at']>('Now');
  const plan = plans.find((one) => one.id === change?.subscription_plan_id);
  const monthsOnly = isMonthly(plan);
  const choose = (chosen: PlanView | undefined, interval: SubscriptionView['interval'], time: SubscriptionChange['at']): void => {
    setWanted(interval);
    setAt(time);
    if (chosen) {
      onChange({ subscription_plan_id: chosen.id, interval: isMonthly(chosen) ? 'Month' : interval, at: time });
    }
  };
  const nameOf = (one: PlanView): string =>
    one.id === subscription.subscription_plan_id ? t(marked, { name: one.name }) : one.name;
  return (
    <>
      <Form component="div" layout="vertical" className="what-if">
        <Form.Item className="what-if-plan" label={t('whatIf.plan')} htmlFor={`${id}-plan`}>
          <Select
            id={`${id}-plan`}
            getPopupContainer={inDialog}
            placeholder={t('whatIf.choose')}
            value={plan?.id}
            onChange={(chosen) => choose(plans.find((one) => one.id === chosen), wanted, at)}
            options={plans.map((one) => ({ value: one.id, label: nameOf(one) }))}
          />
        </Form.Item>
        <Form.Item label={t('whatIf.interval')} htmlFor={`${id}-interval`} extra={monthsOnly && t('whatIf.monthsOnly')}>
          <Select
            id={`${id}-interval`}
            getPopupContainer={inDialog}
            value={monthsOnly ? 'Month' : wanted}
            onChange={(interval) => choose(plan, interval, at)}
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
            onChange={(time) => choose(plan, wanted, time)}
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
        {plan && change && <SubscriptionPreview subscription={subscription} plan={plan} change={change} />}
      </div>
    </>
  );
}

import './subscription.css';
import { Flex, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PlanView, SubscriptionChange, SubscriptionPreviewView, SubscriptionView } from '../api/client';
import { usePlan, usePreview } from '../api/plans';
import { day, days } from './day';
import { Money } from './Money';
import { ProblemAlert } from './ProblemAlert';
import { Allowances } from './Allowances';

const MB = 1_000_000;

interface Props {
  subscription: SubscriptionView;
  plan: PlanView;
  change: SubscriptionChange;
}

/** What a change would cost and allow. */
export function SubscriptionPreview({ subscription, plan, change }: Props) {
  const { t, i18n } = useTranslation();
  const preview = usePreview(subscription, change);
  if (!preview.data) {
    return preview.error ? <ProblemAlert error={preview.error} retry={() => void preview.refetch()} /> : <Skeleton active />;
  }
  const would = preview.data;
  return (
    <Flex vertical gap="small">
      <h3>{t('whatIf.lines', { date: day(would.at, i18n.language) })}</h3>
      <Lines preview={would} subscription={subscription} plan={plan} />
      <h3>{t('whatIf.next', { date: day(would.next_charge_at, i18n.language) })}</h3>
      <p>
        <Money amount={would.next_amount} currency={would.next_currency} />{' '}
        <span className="muted">{t(`plan.per.${would.interval}`)}</span>
      </p>
      <h3>{t('allows.title')}</h3>
      <Allowances
        minutes={would.processing_quota_minutes}
        bytes={would.storage_quota_mb * MB}
        people={would.max_users}
        features={plan.features}
      />
    </Flex>
  );
}

interface LinesProps {
  preview: SubscriptionPreviewView;
  subscription: SubscriptionView;
  plan: PlanView;
}

function Lines({ preview: { lines, totals }, subscription, plan }: LinesProps) {
  const { t, i18n } = useTranslation();
  const before = usePlan(subscription.subscription_plan_id).data;
  if (lines.length === 0) {
    return <p>{t('whatIf.nothing')}</p>;
  }
  return (
    <ul className="plan-lines">
      {lines.map((line) => (
        <li key={`${line.kind} ${line.currency}`}>
          <span>
            {t(`charges.kind.${line.kind}`)}: <bdi>{line.subscription_plan_id === plan.id ? plan.name : before?.name}</bdi>
            <br />
            <span className="muted">{days(line.period_start, line.period_end, i18n.language)}</span>
          </span>
          <Money amount={line.amount} currency={line.currency} />
        </li>
      ))}
      {Object.entries(totals).map(([currency, amount]) => (
        <li key={currency}>
          <strong>{t('whatIf.total')}</strong>
          <strong>
            <Money amount={amount} currency={currency} />
          </strong>
        </li>
      ))}
    </ul>
  );
}

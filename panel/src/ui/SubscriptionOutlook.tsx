import { useTranslation } from 'react-i18next';
import type { SubscriptionView } from '../api/client';
import { usePlan } from '../api/plans';
import { day } from './day';

/** What happens next to a subscription that does not just go on. */
export function SubscriptionOutlook({ subscription }: { subscription: SubscriptionView }) {
  const { t, i18n } = useTranslation();
  const { status, pending, ends_at: endsAt, trial_ends_at: trialEndsAt } = subscription;
  const next = usePlan(pending?.subscription_plan_id);
  const on = (at: string): { date: string } => ({ date: day(at, i18n.language) });
  // The name is missing for a moment only, or if the plan cannot be seen.
  const change = pending && {
    ...on(pending.at),
    name: next.data?.name ?? t('plan.otherPlan'),
    interval: t(`plan.intervals.${pending.interval}`),
  };
  const text =
    status === 'Cancelled' && endsAt
      ? t('plan.cancelled', on(endsAt))
      : status === 'Expired' && endsAt
        ? t('plan.expired', on(endsAt))
        : status === 'Trial' && !change && trialEndsAt
          ? t('plan.trialEnds', on(trialEndsAt))
          : change && t(status === 'Trial' ? 'plan.trialFollowed' : 'plan.pending', change);
  return text ? <p>{text}</p> : null;
}

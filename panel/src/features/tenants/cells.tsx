import { useTranslation } from 'react-i18next';
import type { TenantView } from '../../api/client';
import { useCan, useWhoAmI } from '../../api/me';
import { partOf, useTenantUse } from '../../api/use';
import { StatusTag } from '../../ui/StatusTag';
import { organisationTones } from '../../ui/tones';
import { When } from '../../ui/When';
import { usePeopleOf } from './queries';

const MUCH = 0.8;

export function TenantStatusTag({ tenant: { status, subscription_status: plan } }: { tenant: TenantView }) {
  const { t } = useTranslation();
  const late = status === 'Active' && plan !== undefined && plan !== 'Active';
  return (
    <StatusTag tone={late ? 'waiting' : organisationTones[status]}>
      {late ? t(`subscriptionStatus.${plan}`) : t(`organisationStatus.${status}`)}
    </StatusTag>
  );
}

/** Whether the signed-in person sees the people of customers; the platform does not. */
export function useSeesPeople(): boolean {
  const can = useCan();
  return useWhoAmI().data?.organisation.kind === 'House' && can('listUsers');
}

export function Seats({ tenant }: { tenant: TenantView }) {
  const { t } = useTranslation();
  const people = usePeopleOf(tenant.id).data;
  if (!people) {
    return <span className="muted">…</span>;
  }
  return (
    <span className="number">
      {tenant.max_users === undefined ? people.length : t('quota.of', { used: String(people.length), limit: String(tenant.max_users) })}
    </span>
  );
}

/** When somebody of a customer signed in last. */
export function LastActive({ tenant }: { tenant: TenantView }) {
  const { t } = useTranslation();
  const people = usePeopleOf(tenant.id).data;
  const last = people?.flatMap(({ last_login: at }) => at ?? []).sort().at(-1);
  return last ? <When at={last} /> : <span className="muted">{people ? t('people.never') : '…'}</span>;
}

/** The part of the plan that is used most, in percent. */
export function Use({ tenant }: { tenant: TenantView }) {
  const { i18n } = useTranslation();
  const use = useTenantUse(tenant);
  const part = use && partOf(tenant, use);
  if (part === undefined || part === null) {
    return <span className="muted">{part === null ? '–' : '…'}</span>;
  }
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 }).format(part);
  return <span className={part >= MUCH ? 'number much' : 'number'}>{percent}</span>;
}

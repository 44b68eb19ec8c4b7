import './plans.css';
import { Button, Flex } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { PlanView } from '../../api/client';
import { useCan, useWhoAmI } from '../../api/me';
import { useResellerNames } from '../../api/tenants';
import { CursorTable, type Column } from '../../ui/CursorTable';
import { Money } from '../../ui/Money';
import { PageTitle } from '../../ui/PageTitle';
import { size } from '../../ui/size';
import { StatusTag } from '../../ui/StatusTag';
import { planTones } from '../../ui/tones';
import { usePlanPage } from './queries';

const MB = 1_000_000;

export function PlansPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const can = useCan();
  const cursor = useSearchParams()[0].get('cursor');
  const plans = usePlanPage(cursor ? { cursor } : {});
  const platform = useWhoAmI().data?.organisation.kind === 'Platform';
  const resellers = useResellerNames();
  return (
    <div>
      <PageTitle
        title={t('plans.title')}
        actions={
          can('createSubscriptionPlan') && (
            <Button type="primary" onClick={() => void navigate('/plans/new')}>
              {t('plans.make')}
            </Button>
          )
        }
      />
      <CursorTable
        label={t('plans.title')}
        columns={columns(t, platform ? resellers : undefined)}
        page={plans.data}
        error={plans.error}
        retry={() => void plans.refetch()}
        empty={t('plans.empty')}
        card={(plan) => (
          <Flex vertical gap="small">
            <Flex justify="space-between" align="start" gap="small">
              <PlanName plan={plan} />
              <PlanStatusTag plan={plan} />
            </Flex>
            <Quota plan={plan} />
            <Price plan={plan} />
          </Flex>
        )}
      />
    </div>
  );
}

const columns = (t: TFunction, resellers: Map<string, string> | undefined): Column<PlanView>[] => [
  { key: 'name', title: t('plans.name'), render: (plan) => <PlanName plan={plan} /> },
  ...(resellers
    ? [{ key: 'reseller', title: t('tenants.reseller'), width: 11, render: (plan: PlanView) => <bdi>{resellers.get(plan.reseller_id ?? '') ?? t('plans.system')}</bdi> }]
    : []),
  { key: 'quota', title: t('plans.quota'), width: 17, render: (plan) => <Quota plan={plan} /> },
  { key: 'status', title: t('plans.status'), width: 8, render: (plan) => <PlanStatusTag plan={plan} /> },
  { key: 'price', title: t('plans.price'), width: 10, align: 'end', render: (plan) => <Price plan={plan} /> },
];

function PlanName({ plan }: { plan: PlanView }) {
  const { t } = useTranslation();
  return (
    <span className="shrink">
      <Link to={`/plans/${plan.id}`} className="name" title={plan.name}>
        <bdi>{plan.name}</bdi>
      </Link>
      {plan.reseller_id === undefined && <span className="muted name-below">{t('plans.system')}</span>}
    </span>
  );
}

export function PlanStatusTag({ plan }: { plan: PlanView }) {
  const { t } = useTranslation();
  return <StatusTag tone={planTones[plan.status]}>{t(`plans.statuses.${plan.status}`)}</StatusTag>;
}

function Quota({ plan }: { plan: PlanView }) {
  const { t, i18n } = useTranslation();
  const count = new Intl.NumberFormat(i18n.language);
  return (
    <span className="number">
      {t('plans.quotaOf', {
        minutes: count.format(plan.processing_quota_minutes),
        storage: size(plan.storage_quota_mb * MB, i18n.language),
        people: count.format(plan.max_users),
      })}
    </span>
  );
}

function Price({ plan }: { plan: PlanView }) {
  const { t } = useTranslation();
  return (
    <span>
      <Money amount={plan.price_monthly} currency={plan.currency} /> <span className="muted">{t('plan.per.Month')}</span>
      {plan.price_yearly !== undefined && (
        <span className="name-below">
          <Money amount={plan.price_yearly} currency={plan.currency} /> <span className="muted">{t('plan.per.Year')}</span>
        </span>
      )}
    </span>
  );
}

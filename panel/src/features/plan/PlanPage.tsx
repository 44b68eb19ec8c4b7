import './plan.css';
import { Card, Flex, Skeleton } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { ChargeView } from '../../api/client';
import { useOrganisation } from '../../api/me';
import { useQuota } from '../../api/quota';
import { Bar } from '../../ui/Bar';
import { CursorTable, type Column } from '../../ui/CursorTable';
import { day } from '../../ui/day';
import { Money } from '../../ui/Money';
import { PageTitle } from '../../ui/PageTitle';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { QuotaBars } from '../../ui/QuotaBars';
import { PlanCard } from './PlanCard';
import { useCharges } from './queries';

export function PlanPage() {
  const { t, i18n } = useTranslation();
  const [search] = useSearchParams();
  const cursor = search.get('cursor');
  const charges = useCharges(cursor ? { cursor } : {});
  return (
    <div>
      <PageTitle title={t('plan.title')} />
      <Flex vertical gap="large">
        <div className="plan-cards">
          <PlanCard />
          <UseCard />
        </div>
        <section>
          <h2>{t('charges.title')}</h2>
          <CursorTable
            label={t('charges.title')}
            columns={columns(t, i18n.language)}
            page={charges.data}
            error={charges.error}
            retry={() => void charges.refetch()}
            empty={t('charges.empty')}
            card={(charge) => (
              <Flex justify="space-between" gap="small">
                <span>{period(charge, i18n.language)}</span>
                <Money amount={charge.amount} currency={charge.currency} />
              </Flex>
            )}
          />
        </section>
      </Flex>
    </div>
  );
}

const period = (charge: ChargeView, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).formatRange(new Date(charge.period_start), new Date(charge.period_end));

const columns = (t: TFunction, language: string): Column<ChargeView>[] => [
  { key: 'period', title: t('charges.period'), render: (charge) => period(charge, language) },
  { key: 'charged', title: t('charges.charged'), width: 12, render: (charge) => day(charge.charged_at, language) },
  {
    key: 'amount',
    title: t('charges.amount'),
    width: 10,
    align: 'end',
    render: (charge) => <Money amount={charge.amount} currency={charge.currency} />,
  },
];

/** What is used of the plan in this billing period. */
function UseCard() {
  const { t, i18n } = useTranslation();
  const quota = useQuota();
  const seats = useOrganisation().data?.seats;
  return (
    <Card>
      <h2>{t('quota.title')}</h2>
      {quota.data ? (
        <Flex vertical gap="middle">
          <QuotaBars quota={quota.data} />
          {seats?.max !== undefined && (
            <Bar
              label={t('quota.seats')}
              text={t('quota.of', { used: String(seats.used), limit: String(seats.max) })}
              used={seats.used}
              limit={seats.max}
            />
          )}
          <p className="muted">{t('quota.renews', { date: day(quota.data.period_end, i18n.language) })}</p>
        </Flex>
      ) : quota.error ? (
        <ProblemAlert error={quota.error} retry={() => void quota.refetch()} />
      ) : (
        <Skeleton active />
      )}
    </Card>
  );
}

import './plan.css';
import '../../ui/subscription.css';
import { Card, Flex, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useWhoAmI } from '../../api/me';
import { useQuota } from '../../api/quota';
import { Allowances } from '../../ui/Allowances';
import { Bar } from '../../ui/Bar';
import { day } from '../../ui/day';
import { PageTitle } from '../../ui/PageTitle';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { QuotaBars } from '../../ui/QuotaBars';
import { Charges } from './Charges';
import { PlanCard } from './PlanCard';

const MINUTE_MS = 60_000;

export function PlanPage() {
  const { t } = useTranslation();
  return (
    <div>
      <PageTitle title={t('plan.title')} />
      <Flex vertical gap="large">
        <div className="plan-cards">
          <PlanCard />
          <UseCard />
        </div>
        <Charges />
      </Flex>
    </div>
  );
}

/** What is used of the plan in this billing period, and all that the plan allows. */
function UseCard() {
  const { t, i18n } = useTranslation();
  const quota = useQuota();
  const me = useWhoAmI().data;
  const seats = me?.organisation.seats;
  return (
    <Card>
      <h2>{t('quota.title')}</h2>
      {quota.data && me ? (
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
          <h3>{t('allows.title')}</h3>
          <Allowances
            minutes={quota.data.processing_ms.limit / MINUTE_MS}
            bytes={quota.data.storage_bytes.limit}
            people={seats?.max}
            features={me.features}
          />
        </Flex>
      ) : quota.error ? (
        <ProblemAlert error={quota.error} retry={() => void quota.refetch()} />
      ) : (
        <Skeleton active />
      )}
    </Card>
  );
}

import { Alert, Card, Flex, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TenantView } from '../../api/client';
import { useCan } from '../../api/me';
import { useResellerNames } from '../../api/tenants';
import { useTenantUse } from '../../api/use';
import { Bar } from '../../ui/Bar';
import { day } from '../../ui/day';
import { Fact } from '../../ui/Fact';
import { size } from '../../ui/size';
import { When } from '../../ui/When';
import { LastActive, useSeesPeople } from './cells';
import { usePeopleOf } from './queries';
import { SubscriptionCard } from './SubscriptionCard';
import { useShownTenant } from './TenantPage';

const MB = 1_000_000;

/** Plan, use and facts of a customer. */
export function TenantOverview() {
  const tenant = useShownTenant();
  const seesPeople = useSeesPeople();
  return (
    <Flex vertical gap="middle">
      {seesPeople && <Unfinished tenant={tenant} />}
      <div className="tenant-cards">
        <SubscriptionCard tenant={tenant} />
        <UseCard tenant={tenant} seesPeople={seesPeople} />
      </div>
    </Flex>
  );
}

/** A customer without people was set up half only. */
function Unfinished({ tenant }: { tenant: TenantView }) {
  const { t } = useTranslation();
  const can = useCan();
  const people = usePeopleOf(tenant.id).data;
  return people?.length === 0 && tenant.status === 'Active' && can('inviteUser') ? (
    <Alert
      type="info"
      showIcon
      title={t('tenant.nobody')}
      action={<Link to={`/tenants/new?tenant=${tenant.id}`}>{t('tenant.goOn')}</Link>}
    />
  ) : null;
}

function UseCard({ tenant, seesPeople }: { tenant: TenantView; seesPeople: boolean }) {
  const { t, i18n } = useTranslation();
  const use = useTenantUse(tenant);
  const resellers = useResellerNames();
  const { processing_quota_minutes: minutes, storage_quota_mb: mb } = tenant;
  const amount = (value: number): string => new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format(value);
  const seller = resellers.get(tenant.reseller_id ?? '');
  return (
    <Card>
      <h2>{t('quota.title')}</h2>
      <Flex vertical gap="middle">
        {!use ? (
          <Skeleton active />
        ) : (
          minutes !== undefined &&
          mb !== undefined && (
            <>
              <Bar
                label={t('quota.processing')}
                text={t('quota.minutes', { used: amount(use.minutes), limit: amount(minutes) })}
                used={use.minutes}
                limit={minutes}
              />
              <Bar
                label={t('quota.storage')}
                text={t('quota.of', { used: size(use.mb * MB, i18n.language), limit: size(mb * MB, i18n.language) })}
                used={use.mb}
                limit={mb}
              />
            </>
          )
        )}
        {seesPeople && <SeatsBar tenant={tenant} />}
        <dl className="facts">
          <Fact name={t('tenant.since')}>{day(tenant.created_at, i18n.language)}</Fact>
          {seesPeople && (
            <Fact name={t('tenants.seen')}>
              <LastActive tenant={tenant} />
            </Fact>
          )}
          <Fact name={t('tenant.changed')}>
            <When at={tenant.updated_at} />
          </Fact>
          {tenant.domain && <Fact name={t('tenant.domain')}>{tenant.domain}</Fact>}
          {seller && (
            <Fact name={t('tenants.reseller')}>
              <Link to={`/resellers/${tenant.reseller_id}`}>{seller}</Link>
            </Fact>
          )}
          <Fact name={t('tenant.id')}>
            <code>{tenant.id}</code>
          </Fact>
        </dl>
      </Flex>
    </Card>
  );
}

function SeatsBar({ tenant }: { tenant: TenantView }) {
  const { t } = useTranslation();
  const people = usePeopleOf(tenant.id).data;
  return people && tenant.max_users !== undefined ? (
    <Bar
      label={t('quota.seats')}
      text={t('quota.of', { used: String(people.length), limit: String(tenant.max_users) })}
      used={people.length}
      limit={tenant.max_users}
    />
  ) : null;
}

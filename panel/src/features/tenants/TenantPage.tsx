import './tenants.css';
import { Alert, Flex, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, useOutletContext, useParams } from 'react-router';
import type { TenantView } from '../../api/client';
import { useTenant } from '../../api/tenants';
import { day } from '../../ui/day';
import { Missing } from '../../ui/Missing';
import { PageTabs } from '../../ui/PageTabs';
import { PageTitle } from '../../ui/PageTitle';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { asProblem } from '../../ui/problems';
import { TenantStatusTag, useSeesPeople } from './cells';
import { TenantMenu } from './TenantMenu';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Everything about a customer. */
export function TenantPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const wrong = !UUID.test(id);
  const tenant = useTenant(wrong ? undefined : id);
  const seesPeople = useSeesPeople();
  if (wrong || (tenant.error && asProblem(tenant.error).status === 404)) {
    return <Missing to="/tenants" link={t('tenants.title')} />;
  }
  if (!tenant.data) {
    return tenant.error ? <ProblemAlert error={tenant.error} retry={() => void tenant.refetch()} /> : <Skeleton active />;
  }
  const base = `/tenants/${id}`;
  const tabs = [
    { to: base, text: t('tenant.overview') },
    ...(seesPeople ? [{ to: `${base}/people`, text: t('people.title') }] : []),
    { to: `${base}/usage`, text: t('usage.title') },
    { to: `${base}/charges`, text: t('charges.title') },
    { to: `${base}/audit`, text: t('audit.title') },
  ];
  return (
    <div>
      <Link to="/tenants" className="back">
        {t('tenants.title')}
      </Link>
      <PageTitle
        title={tenant.data.name}
        actions={
          <span className="title-status">
            <TenantStatusTag tenant={tenant.data} />
            <TenantMenu tenant={tenant.data} />
          </span>
        }
      />
      <Flex vertical gap="middle">
        <Standing tenant={tenant.data} />
        <PageTabs label={tenant.data.name} tabs={tabs} />
      </Flex>
      <Outlet context={tenant.data} />
    </div>
  );
}

/** The customer that the parts of the page are about. */
export const useShownTenant = (): TenantView => useOutletContext<TenantView>();

/** Why it is suspended, and where it is going to move. */
function Standing({ tenant }: { tenant: TenantView }) {
  const { t, i18n } = useTranslation();
  const reasons = [...tenant.suspensions.map((reason) => t(`suspend.why.${reason}`)), ...(tenant.reseller_suspensions.length > 0 ? [t('suspend.seller')] : [])];
  const move = tenant.planned_move;
  return (
    <>
      {reasons.length > 0 && <Alert type="warning" showIcon title={reasons.join(' ')} description={t('suspend.means')} />}
      {move && (
        <Alert
          type={move.problem ? 'error' : 'info'}
          showIcon
          title={move.problem ? t('move.failed', { problem: move.problem }) : t('move.planned', { date: day(move.from, i18n.language) })}
        />
      )}
    </>
  );
}

import '../../ui/subscription.css';
import './resellers.css';
import { Alert, Card, Flex, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { ResellerView } from '../../api/client';
import { useNames } from '../../api/people';
import { useAllTenants } from '../../api/tenants';
import { AuditList } from '../../ui/audit/AuditList';
import { day } from '../../ui/day';
import { Fact } from '../../ui/Fact';
import { Missing } from '../../ui/Missing';
import { PageTitle } from '../../ui/PageTitle';
import { HelpButton } from '../../ui/people/HelpButton';
import { People } from '../../ui/people/People';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { asProblem } from '../../ui/problems';
import { useRateEntries, useReseller, useTeam } from './queries';
import { ratesIn } from './rates';
import { ResellerMenu } from './ResellerMenu';
import { Status } from './ResellersPage';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Everything about a reseller. */
export function ResellerPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const wrong = !UUID.test(id);
  const reseller = useReseller(wrong ? undefined : id);
  const names = useNames();
  if (wrong || (reseller.error && asProblem(reseller.error).status === 404)) {
    return <Missing to="/resellers" link={t('resellers.title')} />;
  }
  if (!reseller.data) {
    return reseller.error ? <ProblemAlert error={reseller.error} retry={() => void reseller.refetch()} /> : <Skeleton active />;
  }
  const reasons = reseller.data.suspensions.map((reason) => t(`suspend.why.${reason}`));
  return (
    <div>
      <Link to="/resellers" className="back">
        {t('resellers.title')}
      </Link>
      <PageTitle
        title={reseller.data.name}
        actions={
          <Flex gap="small" align="center" wrap>
            <Status reseller={reseller.data} />
            <ResellerMenu reseller={reseller.data} />
          </Flex>
        }
      />
      <Flex vertical gap="large">
        {reasons.length > 0 && <Alert type="warning" showIcon title={reasons.join(' ')} description={t('resellers.means')} />}
        <div className="reseller-cards">
          <Facts reseller={reseller.data} />
          <Rates id={id} />
        </div>
        <Team id={id} />
        <section>
          <h2>{t('audit.title')}</h2>
          <AuditList filter={{ subject_id: id }} names={names} />
        </section>
      </Flex>
    </div>
  );
}

function Facts({ reseller }: { reseller: ResellerView }) {
  const { t, i18n } = useTranslation();
  const tenants = useAllTenants().data?.filter((tenant) => tenant.reseller_id === reseller.id);
  return (
    <Card>
      <h2>{t('resellers.facts')}</h2>
      <dl className="facts">
        <Fact name={t('resellers.email')}>{reseller.email}</Fact>
        {reseller.phone && <Fact name={t('resellers.phone')}>{reseller.phone}</Fact>}
        <Fact name={t('resellers.collector')}>{t(`resellers.collectors.${reseller.collected_by}`)}</Fact>
        <Fact name={t('resellers.zone')}>{reseller.time_zone}</Fact>
        <Fact name={t('resellers.tenants')}>{tenants?.filter(({ status }) => status !== 'Closed').length ?? '…'}</Fact>
        <Fact name={t('resellers.since')}>{day(reseller.created_at, i18n.language)}</Fact>
        <Fact name={t('tenant.id')}>
          <code>{reseller.id}</code>
        </Fact>
      </dl>
      <Link to={`/money?reseller=${reseller.id}`}>{t('resellers.money')}</Link>
    </Card>
  );
}

/** What it earns, and since when: a rate holds for charges from its day on. */
function Rates({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const entries = useRateEntries(id);
  return (
    <Card>
      <h2>{t('resellers.rates')}</h2>
      {entries.error ? <ProblemAlert error={entries.error} retry={() => void entries.refetch()} /> : null}
      {entries.data ? (
        <ol className="rates">
          {ratesIn(entries.data).map(({ rate, from }) => (
            <li key={from}>
              <strong className="number">{rate} %</strong> <span className="muted">{t('plans.since', { date: day(from, i18n.language) })}</span>
            </li>
          ))}
        </ol>
      ) : (
        !entries.error && <Skeleton active />
      )}
    </Card>
  );
}

function Team({ id }: { id: string }) {
  const { t } = useTranslation();
  const team = useTeam(id).data;
  return (
    <section>
      <h2>{t('team.title')}</h2>
      {team?.length === 0 && <Alert type="info" showIcon title={t('resellers.nobody')} className="filters" />}
      <People tenant={id} roles={['ResellerAdmin']} more={(user) => <HelpButton user={user} />} />
    </section>
  );
}

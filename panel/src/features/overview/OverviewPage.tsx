import './overview.css';
import { Card, Flex, Skeleton } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWhoAmI } from '../../api/me';
import { useAllTenants, useResellerNames, useTenantNames } from '../../api/tenants';
import { day } from '../../ui/day';
import { Money } from '../../ui/Money';
import { PageTitle } from '../../ui/PageTitle';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { rangeOf } from '../../ui/usage/range';
import { Steps } from '../../ui/usage/Steps';
import { Checklist } from './Checklist';
import { NeedLine } from './NeedLine';
import { needsOf } from './needs';
import { useCommissionNow, useInvitations, useMuch } from './queries';

const STATUSES = ['Active', 'Suspended', 'Closed'] as const;

/** The first page of those who sell: what needs them, and how the business stands. */
export function OverviewPage() {
  const { t } = useTranslation();
  const seller = useWhoAmI().data?.organisation.kind === 'House';
  const tenants = useAllTenants();
  const range = useMemo(() => rangeOf('30'), []);
  return (
    <div>
      <PageTitle title={t('overview.title')} />
      {tenants.error ? <ProblemAlert error={tenants.error} retry={() => void tenants.refetch()} /> : null}
      <Flex vertical gap="middle">
        {seller && <Checklist />}
        <Needs />
        <div className="overview-cards">
          <Card>
            <h2>{t('overview.tenants')}</h2>
            {tenants.data ? (
              <ul className="overview-numbers">
                {STATUSES.map((status) => (
                  <li key={status}>
                    <Link to={`/tenants?status=${status}`}>{t(`organisationStatus.${status}`)}</Link>
                    <span className="number">{tenants.data.filter((tenant) => tenant.status === status).length}</span>
                  </li>
                ))}
              </ul>
            ) : (
              <Skeleton active title={false} />
            )}
          </Card>
          <Commission />
          {!seller && <Transfers />}
        </div>
        <Steps range={range} />
      </Flex>
    </div>
  );
}

const MOST = 20;

function Needs() {
  const { t } = useTranslation();
  const tenants = useAllTenants().data;
  const invitations = useInvitations();
  const names = useTenantNames();
  const much = useMuch();
  if (!tenants || invitations.isPending) {
    return (
      <Card>
        <Skeleton active />
      </Card>
    );
  }
  const needs = needsOf(tenants, much, (invitations.data ?? []).filter(({ tenantId }) => names.has(tenantId)));
  return (
    <Card>
      <h2>{t('overview.needs')}</h2>
      {needs.length === 0 ? (
        <p className="lead">{t('overview.nothing')}</p>
      ) : (
        <ul className="needs">
          {needs.slice(0, MOST).map((need) => (
            <NeedLine key={need.kind + ('tenant' in need ? need.tenant.id : need.user)} need={need} names={names} />
          ))}
        </ul>
      )}
      {needs.length > MOST && <p className="muted">{t('overview.more', { count: needs.length - MOST })}</p>}
    </Card>
  );
}

/** The moves of customers that are planned. */
function Transfers() {
  const { t, i18n } = useTranslation();
  const moving = useAllTenants().data?.filter((tenant) => tenant.planned_move && !tenant.planned_move.problem) ?? [];
  const resellers = useResellerNames();
  return (
    <Card>
      <h2>{t('overview.moves')}</h2>
      {moving.length === 0 ? (
        <p className="lead">{t('overview.noMoves')}</p>
      ) : (
        <ul className="overview-numbers">
          {moving.map(({ id, name, planned_move: move }) => (
            <li key={id}>
              <Link to={`/tenants/${id}`}>
                <bdi>{name}</bdi>
              </Link>
              <span>
                → <bdi>{resellers.get(move?.reseller_id ?? '')}</bdi>, {move && day(move.from, i18n.language)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Commission() {
  const { t } = useTranslation();
  const commission = useCommissionNow();
  const totals = Object.entries(commission.data?.totals ?? {});
  return (
    <Card>
      <h2>{t('overview.commission')}</h2>
      {commission.error ? (
        <ProblemAlert error={commission.error} retry={() => void commission.refetch()} />
      ) : commission.isPending ? (
        <Skeleton active title={false} />
      ) : totals.length === 0 ? (
        <p className="lead">{t('overview.noCommission')}</p>
      ) : (
        totals.map(([currency, amount]) => (
          <p key={currency} className="overview-money">
            <Money amount={amount} currency={currency} />
          </p>
        ))
      )}
      <Link to="/money">{t('money.title')}</Link>
    </Card>
  );
}

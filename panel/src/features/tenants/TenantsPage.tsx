import './tenants.css';
import { Button, Flex, Input, Select } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { TenantStatus, TenantView } from '../../api/client';
import { useCan, useWhoAmI } from '../../api/me';
import { usePlanNames, useResellerNames, useTenants, type TenantFilter } from '../../api/tenants';
import { CursorTable, type Column } from '../../ui/CursorTable';
import { PageTitle } from '../../ui/PageTitle';
import { LastActive, Seats, TenantStatusTag, Use } from './cells';

const STATUSES: TenantStatus[] = ['Active', 'Suspended', 'Closed'];
const PAGE = 20;

export function TenantsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const can = useCan();
  const [search, setSearch] = useSearchParams();
  const filter = filterOf(search);
  const tenants = useTenants(filter);
  const names = { plans: usePlanNames(), resellers: useResellerNames() };
  const platform = useWhoAmI().data?.organisation.kind === 'Platform';
  const filtered = [...search.keys()].some((name) => name !== 'cursor');
  const set = (name: 'status' | 'search' | 'plan', value: string): void => {
    const next = new URLSearchParams(search);
    next.delete('cursor');
    if (value) {
      next.set(name, value);
    } else {
      next.delete(name);
    }
    setSearch(next);
  };
  return (
    <div>
      <PageTitle
        title={t('tenants.title')}
        actions={
          can('createTenant') && (
            <Button type="primary" onClick={() => void navigate('/tenants/new')}>
              {t('tenants.make')}
            </Button>
          )
        }
      />
      <Flex gap="small" wrap align="center" className="filters">
        <Input.Search
          allowClear
          aria-label={t('tenants.search')}
          placeholder={t('tenants.search')}
          defaultValue={filter.search ?? ''}
          onSearch={(value) => set('search', value.trim())}
          className="filter-search"
        />
        <Select<TenantStatus | ''>
          aria-label={t('tenants.status')}
          value={filter.status ?? ''}
          onChange={(value) => set('status', value)}
          options={[{ value: '', label: t('tenants.all') }, ...STATUSES.map((value) => ({ value, label: t(`organisationStatus.${value}`) }))]}
          className="preference"
        />
        <Select
          aria-label={t('tenants.plan')}
          value={filter.subscription_plan_id ?? ''}
          onChange={(value) => set('plan', value)}
          options={[{ value: '', label: t('tenants.allPlans') }, ...[...names.plans].map(([value, label]) => ({ value, label }))]}
          className="preference"
        />
      </Flex>
      <CursorTable
        label={t('tenants.title')}
        columns={columns(t, platform, names)}
        page={tenants.data}
        error={tenants.error}
        retry={() => void tenants.refetch()}
        empty={t(filtered ? 'tenants.nothing' : 'tenants.empty')}
        card={(tenant) => <TenantCard tenant={tenant} platform={platform} names={names} />}
      />
    </div>
  );
}

function filterOf(search: URLSearchParams): TenantFilter {
  const status = STATUSES.find((one) => one === search.get('status'));
  const [text, plan, cursor] = ['search', 'plan', 'cursor'].map((name) => search.get(name));
  return {
    limit: PAGE,
    ...(status && { status }),
    ...(text && { search: text }),
    ...(plan && { subscription_plan_id: plan }),
    ...(cursor && { cursor }),
  };
}

interface Names {
  plans: Map<string, string>;
  resellers: Map<string, string>;
}

const planOf = (tenant: TenantView, { plans }: Names): string => plans.get(tenant.subscription_plan_id ?? '') ?? '–';

const columns = (t: TFunction, platform: boolean, names: Names): Column<TenantView>[] => [
  { key: 'name', title: t('tenants.name'), render: (tenant) => <TenantName tenant={tenant} /> },
  ...(platform
    ? [{ key: 'reseller', title: t('tenants.reseller'), width: 11, render: (one: TenantView) => <bdi>{names.resellers.get(one.reseller_id ?? '') ?? '–'}</bdi> }]
    : []),
  { key: 'plan', title: t('tenants.plan'), width: 10, render: (tenant) => <bdi>{planOf(tenant, names)}</bdi> },
  { key: 'status', title: t('tenants.status'), width: 9, render: (tenant) => <TenantStatusTag tenant={tenant} /> },
  ...(platform ? [] : [{ key: 'seats', title: t('quota.seats'), width: 7, align: 'end' as const, render: (tenant: TenantView) => <Seats tenant={tenant} /> }]),
  { key: 'use', title: t('tenants.use'), width: 6, align: 'end', render: (tenant) => <Use tenant={tenant} /> },
  ...(platform ? [] : [{ key: 'seen', title: t('tenants.seen'), width: 9, render: (tenant: TenantView) => <LastActive tenant={tenant} /> }]),
];

function TenantName({ tenant }: { tenant: TenantView }) {
  return (
    <span className="shrink">
      <Link to={`/tenants/${tenant.id}`} className="name" title={tenant.name}>
        <bdi>{tenant.name}</bdi>
      </Link>
      {tenant.domain && <bdi className="muted name-below">{tenant.domain}</bdi>}
    </span>
  );
}

function TenantCard({ tenant, platform, names }: { tenant: TenantView; platform: boolean; names: Names }) {
  const { t } = useTranslation();
  return (
    <Flex vertical gap="small">
      <Flex justify="space-between" align="start" gap="small">
        <TenantName tenant={tenant} />
        <TenantStatusTag tenant={tenant} />
      </Flex>
      {platform && <bdi className="muted">{names.resellers.get(tenant.reseller_id ?? '')}</bdi>}
      <bdi>{planOf(tenant, names)}</bdi>
      <Flex justify="space-between" gap="small" wrap className="muted">
        {!platform && (
          <span>
            {t('quota.seats')}: <Seats tenant={tenant} />
          </span>
        )}
        <span>
          {t('tenants.use')}: <Use tenant={tenant} />
        </span>
      </Flex>
    </Flex>
  );
}

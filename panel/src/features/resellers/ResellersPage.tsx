import { Button, Flex, Input, Select } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { ResellerView } from '../../api/client';
import { useCan } from '../../api/me';
import { useAllTenants } from '../../api/tenants';
import { CursorTable, type Column } from '../../ui/CursorTable';
import { PageTitle } from '../../ui/PageTitle';
import { StatusTag } from '../../ui/StatusTag';
import { organisationTones } from '../../ui/tones';
import { useResellers, type ResellerFilter } from './queries';

const STATUSES = ['Active', 'Suspended', 'Closed'] as const;

export function ResellersPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const can = useCan();
  const [search, setSearch] = useSearchParams();
  const filter = filterOf(search);
  const resellers = useResellers(filter);
  const tenants = useAllTenants().data;
  const count = (reseller: ResellerView): string =>
    tenants ? String(tenants.filter((tenant) => tenant.reseller_id === reseller.id && tenant.status !== 'Closed').length) : '…';
  const set = (name: 'status' | 'search', value: string): void => {
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
        title={t('resellers.title')}
        actions={
          can('createReseller') && (
            <Button type="primary" onClick={() => void navigate('/resellers/new')}>
              {t('resellers.make')}
            </Button>
          )
        }
      />
      <Flex gap="small" wrap align="center" className="filters">
        <Input.Search
          allowClear
          aria-label={t('resellers.search')}
          placeholder={t('resellers.search')}
          defaultValue={filter.search ?? ''}
          onSearch={(value) => set('search', value.trim())}
          className="filter-search"
        />
        <Select
          aria-label={t('tenants.status')}
          value={filter.status ?? ''}
          onChange={(value) => set('status', value)}
          options={[{ value: '', label: t('tenants.all') }, ...STATUSES.map((value) => ({ value, label: t(`organisationStatus.${value}`) }))]}
          className="preference"
        />
      </Flex>
      <CursorTable
        label={t('resellers.title')}
        columns={columns(t, count)}
        page={resellers.data}
        error={resellers.error}
        retry={() => void resellers.refetch()}
        empty={t('resellers.empty')}
        card={(reseller) => (
          <Flex vertical gap="small">
            <Flex justify="space-between" align="start" gap="small">
              <Name reseller={reseller} />
              <Status reseller={reseller} />
            </Flex>
            <span className="muted">
              {t('resellers.tenants')}: {count(reseller)} · {t('resellers.commission')}: {reseller.commission_rate} %
            </span>
          </Flex>
        )}
      />
    </div>
  );
}

function filterOf(search: URLSearchParams): ResellerFilter {
  const status = STATUSES.find((one) => one === search.get('status'));
  const [text, cursor] = ['search', 'cursor'].map((name) => search.get(name));
  return { ...(status && { status }), ...(text && { search: text }), ...(cursor && { cursor }) };
}

const columns = (t: TFunction, count: (reseller: ResellerView) => string): Column<ResellerView>[] => [
  { key: 'name', title: t('resellers.name'), render: (reseller) => <Name reseller={reseller} /> },
  { key: 'status', title: t('tenants.status'), width: 10, render: (reseller) => <Status reseller={reseller} /> },
  { key: 'tenants', title: t('resellers.tenants'), width: 7, align: 'end', render: count },
  { key: 'rate', title: t('resellers.commission'), width: 9, align: 'end', render: (reseller) => `${reseller.commission_rate} %` },
  { key: 'collector', title: t('resellers.collector'), width: 12, render: (reseller) => t(`resellers.collectors.${reseller.collected_by}`) },
];

function Name({ reseller }: { reseller: ResellerView }) {
  return (
    <span className="shrink">
      <Link to={`/resellers/${reseller.id}`} className="name" title={reseller.name}>
        <bdi>{reseller.name}</bdi>
      </Link>
      <bdi className="muted name-below">{reseller.email}</bdi>
    </span>
  );
}

export function Status({ reseller: { status } }: { reseller: ResellerView }) {
  const { t } = useTranslation();
  return <StatusTag tone={organisationTones[status]}>{t(`organisationStatus.${status}`)}</StatusTag>;
}

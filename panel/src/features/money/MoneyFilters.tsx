import { Button, Flex, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useResellerNames, useTenantNames } from '../../api/tenants';
import { KINDS } from './filter';

type Name = 'tenant' | 'reseller' | 'kind' | 'from' | 'to';

/** Whose, what and when; all of it is in the URL. */
export function MoneyFilters({ kinds, resellers: withResellers, children }: { kinds: boolean; resellers: boolean; children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const tenants = useTenantNames();
  const resellers = useResellerNames();
  const set = (name: Name, value: string): void => {
    const next = new URLSearchParams(search);
    next.delete('cursor');
    if (value) {
      next.set(name, value);
    } else {
      next.delete(name);
    }
    setSearch(next);
  };
  const options = (names: Map<string, string>, all: string) => [
    { value: '', label: all },
    ...[...names].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label, i18n.language)),
  ];
  return (
    <Flex gap="small" wrap align="center" className="filters">
      {withResellers && (
        <Select
          aria-label={t('tenants.reseller')}
          showSearch={{ optionFilterProp: 'label' }}
          value={search.get('reseller') ?? ''}
          onChange={(value) => set('reseller', value)}
          options={options(resellers, t('money.everyReseller'))}
          className="money-choice"
        />
      )}
      <Select
        aria-label={t('money.customer')}
        showSearch={{ optionFilterProp: 'label' }}
        value={search.get('tenant') ?? ''}
        onChange={(value) => set('tenant', value)}
        options={options(tenants, t('money.everyCustomer'))}
        className="money-choice"
      />
      {kinds && (
        <Select
          aria-label={t('money.kind')}
          value={search.get('kind') ?? ''}
          onChange={(value) => set('kind', value)}
          options={[{ value: '', label: t('money.everyKind') }, ...KINDS.map((value) => ({ value, label: t(`charges.kind.${value}`) }))]}
          className="preference"
        />
      )}
      {(['from', 'to'] as const).map((name) => (
        <label key={name} className="money-day">
          <span className="muted">{t(`money.${name}`)}</span>
          <Input type="date" value={search.get(name) ?? ''} onChange={(event) => set(name, event.target.value)} />
        </label>
      ))}
      {[...search.keys()].some((name) => name !== 'cursor') && <Button onClick={() => setSearch({})}>{t('money.reset')}</Button>}
      {children}
    </Flex>
  );
}

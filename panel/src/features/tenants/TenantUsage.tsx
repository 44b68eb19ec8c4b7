import { Segmented } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { RANGES, rangeOf, type RangeKey } from '../../ui/usage/range';
import { Steps } from '../../ui/usage/Steps';
import { useShownTenant } from './TenantPage';

/** What a customer used by day or month. */
export function TenantUsage() {
  const { t } = useTranslation();
  const tenant = useShownTenant();
  const [search, setSearch] = useSearchParams();
  const key = RANGES.find((one) => one === search.get('range')) ?? '30';
  const range = useMemo(() => rangeOf(key), [key]);
  return (
    <>
      <div className="filters">
        <Segmented<RangeKey>
          aria-label={t('usage.range')}
          value={key}
          onChange={(value) => setSearch(value === '30' ? {} : { range: value })}
          options={RANGES.map((value) => ({ value, label: t(`usage.ranges.${value}`) }))}
        />
      </div>
      <Steps range={range} tenant={tenant.id} />
    </>
  );
}

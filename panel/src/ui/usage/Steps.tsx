import './usage.css';
import { Card, Flex, Segmented, Skeleton } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../ProblemAlert';
import { megabytesOf, minutesOf, sumsBy } from './amounts';
import { useSeries } from './queries';
import { stepsOf, type Range } from './range';
import { StepsTable, type Step } from './StepsTable';

const UsageChart = lazy(async () => ({ default: (await import('./UsageChart')).UsageChart }));

/** What was used step by step, as a chart and a table: by the organisation and those below it, or by one of them. */
export function Steps({ range, tenant }: { range: Range; tenant?: string }) {
  const { t } = useTranslation();
  const series = useSeries(range, tenant);
  const [what, setWhat] = useState<'minutes' | 'mb'>('minutes');
  if (!series.data) {
    return series.error ? <ProblemAlert error={series.error} retry={() => void series.refetch()} /> : <Skeleton active paragraph={{ rows: 8 }} />;
  }
  const sums = sumsBy(series.data, ({ start }) => String(Date.parse(start)));
  const steps: Step[] = stepsOf(range).map((at) => {
    const used = sums.get(String(at.getTime()));
    return { at, minutes: minutesOf(used?.seconds ?? 0n), mb: megabytesOf(used?.mb ?? 0n) };
  });
  return (
    <Card>
      <Flex justify="space-between" align="center" gap="small" wrap className="filters">
        <h2 className="usage-heading">{t(range.bucket === 'day' ? 'usage.byDay' : 'usage.byMonth')}</h2>
        <Segmented
          aria-label={t('usage.what')}
          value={what}
          onChange={setWhat}
          options={[
            { value: 'minutes' as const, label: t('usage.minutes') },
            { value: 'mb' as const, label: t('usage.mb') },
          ]}
        />
      </Flex>
      {series.data.length === 0 ? (
        <p className="lead">{t('usage.empty')}</p>
      ) : (
        <>
          <Suspense fallback={<Skeleton active className="chart" />}>
            <UsageChart steps={steps} what={what} bucket={range.bucket} />
          </Suspense>
          <details className="usage-table">
            <summary>{t('usage.asTable')}</summary>
            <StepsTable steps={steps} bucket={range.bucket} />
          </details>
        </>
      )}
    </Card>
  );
}

import './usage.css';
import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, Card, Flex, Segmented, Skeleton } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { saveFile } from '../../api/files';
import { useCan } from '../../api/me';
import { useNames } from '../../api/people';
import { useQuota } from '../../api/quota';
import { csvFile } from '../../ui/csv';
import { PageTitle } from '../../ui/PageTitle';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { asProblem, textOf } from '../../ui/problems';
import { QuotaBars } from '../../ui/QuotaBars';
import { megabytesOf, minutesOf, sumsBy } from './amounts';
import { PeopleTable } from './PeopleTable';
import { stepsByPerson, useByPerson, useSeries } from './queries';
import { RANGES, rangeOf, stepsOf, type Range, type RangeKey } from './range';
import { StepsTable, type Step } from './StepsTable';
import { tableOf } from './table';

const UsageChart = lazy(async () => ({ default: (await import('./UsageChart')).UsageChart }));

export function UsagePage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const key = RANGES.find((one) => one === search.get('range')) ?? '30';
  const range = useMemo(() => rangeOf(key), [key]);
  const can = useCan();
  return (
    <div>
      <PageTitle
        title={t('usage.title')}
        actions={
          <Flex gap="small" wrap>
            <Segmented<RangeKey>
              aria-label={t('usage.range')}
              value={key}
              onChange={(value) => setSearch(value === '30' ? {} : { range: value })}
              options={RANGES.map((value) => ({ value, label: t(`usage.ranges.${value}`) }))}
            />
            <Save range={range} />
          </Flex>
        }
      />
      <Flex vertical gap="large">
        <Left />
        <Steps range={range} />
        {can('listUsers') && <People range={range} />}
      </Flex>
    </div>
  );
}

function Left() {
  const { t } = useTranslation();
  const quota = useQuota(useCan()('getQuota'));
  return quota.data ? (
    <Card>
      <h2>{t('quota.title')}</h2>
      <div className="usage-left">
        <QuotaBars quota={quota.data} />
      </div>
    </Card>
  ) : null;
}

function Steps({ range }: { range: Range }) {
  const { t } = useTranslation();
  const series = useSeries(range);
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

function People({ range }: { range: Range }) {
  const { t } = useTranslation();
  const people = useByPerson(range);
  const names = useNames();
  if (!people.data) {
    return people.error ? <ProblemAlert error={people.error} retry={() => void people.refetch()} /> : <Skeleton active />;
  }
  return (
    <section>
      <h2>{t('usage.byPerson')}</h2>
      <PeopleTable sums={sumsBy(people.data, ({ key }) => key)} names={names} />
    </section>
  );
}

/** A table for a spreadsheet: each step of each person. */
function Save({ range }: { range: Range }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const names = useNames();
  const [saving, setSaving] = useState(false);
  const save = async (): Promise<void> => {
    setSaving(true);
    try {
      const points = await stepsByPerson(range);
      saveFile({ blob: csvFile(tableOf(points, range.bucket, names, t)), name: null }, 'usage.csv');
    } catch (e) {
      void message.error(textOf(asProblem(e), t));
    } finally {
      setSaving(false);
    }
  };
  return (
    <Button icon={<DownloadOutlined aria-hidden />} loading={saving} onClick={() => void save()}>
      {t('usage.csv')}
    </Button>
  );
}

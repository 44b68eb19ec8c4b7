import '../../ui/usage/usage.css';
import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, Card, Flex, Segmented, Skeleton } from 'antd';
import { useMemo, useState } from 'react';
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
import { sumsBy } from '../../ui/usage/amounts';
import { RANGES, rangeOf, type Range, type RangeKey } from '../../ui/usage/range';
import { Steps } from '../../ui/usage/Steps';
import { PeopleTable } from './PeopleTable';
import { stepsByPerson, useByPerson } from './queries';
import { tableOf } from './table';

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

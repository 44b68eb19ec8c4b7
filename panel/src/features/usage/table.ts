import type { TFunction } from 'i18next';
import type { UsagePoint } from '../../api/client';
import { decimal, sumsBy } from '../../ui/usage/amounts';
import type { Bucket } from '../../ui/usage/range';

/** The local date of a step, as spreadsheets read it everywhere. */
function dateOf(at: Date, bucket: Bucket): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const month = `${at.getFullYear()}-${two(at.getMonth() + 1)}`;
  return bucket === 'month' ? month : `${month}-${two(at.getDate())}`;
}

/** One row a step and person: exact seconds and MB. */
export function tableOf(points: UsagePoint[], bucket: Bucket, names: Map<string, string>, t: TFunction): string[][] {
  const sums = sumsBy(points, ({ start, key }) => `${start} ${key}`);
  const rows = [...sums].map(([key, { seconds, mb }]) => {
    const [start = '', user = ''] = key.split(' ');
    return [dateOf(new Date(start), bucket), names.get(user) ?? t('people.gone'), user, decimal(seconds), decimal(mb)];
  });
  return [[t('usage.date'), t('people.name'), 'user_id', t('usage.seconds'), 'MB'], ...rows];
}

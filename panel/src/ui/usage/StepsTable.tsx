import { useTranslation } from 'react-i18next';
import type { Bucket } from './range';

export interface Step {
  at: Date;
  minutes: number;
  mb: number;
}

export const stepFormat = (bucket: Bucket, language: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(language, bucket === 'day' ? { day: 'numeric', month: 'short' } : { month: 'short', year: 'numeric' });

export const amountFormat = (language: string): Intl.NumberFormat => new Intl.NumberFormat(language, { maximumFractionDigits: 2 });

/** The chart in words: the steps on which something was used. */
export function StepsTable({ steps, bucket }: { steps: Step[]; bucket: Bucket }) {
  const { t, i18n } = useTranslation();
  const date = stepFormat(bucket, i18n.language);
  const amount = amountFormat(i18n.language);
  return (
    <table className="table" aria-label={t(bucket === 'day' ? 'usage.byDay' : 'usage.byMonth')}>
      <thead>
        <tr>
          <th scope="col">{t('usage.date')}</th>
          <th scope="col" className="end">
            {t('usage.minutes')}
          </th>
          <th scope="col" className="end">
            {t('usage.mb')}
          </th>
        </tr>
      </thead>
      <tbody>
        {steps
          .filter(({ minutes, mb }) => minutes > 0 || mb > 0)
          .map(({ at, minutes, mb }) => (
            <tr key={at.getTime()}>
              <th scope="row">{date.format(at)}</th>
              <td className="end">{amount.format(minutes)}</td>
              <td className="end">{amount.format(mb)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

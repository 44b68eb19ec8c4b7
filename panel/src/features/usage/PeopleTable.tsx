import { useTranslation } from 'react-i18next';
import { megabytesOf, minutesOf, type Sums } from '../../ui/usage/amounts';
import { amountFormat } from '../../ui/usage/StepsTable';

/** What each person used, the most first. */
export function PeopleTable({ sums, names }: { sums: Map<string, Sums>; names: Map<string, string> }) {
  const { t, i18n } = useTranslation();
  const amount = amountFormat(i18n.language);
  const rows = [...sums].sort(([, a], [, b]) => (a.seconds < b.seconds ? 1 : -1));
  if (rows.length === 0) {
    return <p className="lead">{t('usage.nobody')}</p>;
  }
  return (
    <table className="table usage-people" aria-label={t('usage.byPerson')}>
      <thead>
        <tr>
          <th scope="col">{t('people.name')}</th>
          <th scope="col" className="end">
            {t('usage.minutes')}
          </th>
          <th scope="col" className="end">
            {t('usage.mb')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([id, used]) => (
          <tr key={id}>
            <th scope="row">
              <bdi className="name">{names.get(id) ?? t('people.gone')}</bdi>
            </th>
            <td className="end">{amount.format(minutesOf(used.seconds))}</td>
            <td className="end">{amount.format(megabytesOf(used.mb))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

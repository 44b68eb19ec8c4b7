import { Flex } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { ChargeView } from '../../api/client';
import { CursorTable, type Column } from '../../ui/CursorTable';
import { day, days } from '../../ui/day';
import { money, Money } from '../../ui/Money';
import { useCharges } from './queries';

/** The lines of the ledger, newest first: charges, and what was credited. */
export function Charges() {
  const { t, i18n } = useTranslation();
  const [search] = useSearchParams();
  const cursor = search.get('cursor');
  const charges = useCharges(cursor ? { cursor } : {});
  return (
    <section>
      <h2>{t('charges.title')}</h2>
      <CursorTable
        label={t('charges.title')}
        columns={columns(t, i18n.language)}
        page={charges.data}
        error={charges.error}
        retry={() => void charges.refetch()}
        empty={t('charges.empty')}
        card={(charge) => (
          <Flex justify="space-between" gap="small">
            <What charge={charge} />
            <Amount charge={charge} />
          </Flex>
        )}
      />
    </section>
  );
}

const columns = (t: TFunction, language: string): Column<ChargeView>[] => [
  { key: 'what', title: t('charges.what'), render: (charge) => <What charge={charge} /> },
  { key: 'charged', title: t('charges.charged'), width: 8, render: (charge) => day(charge.charged_at, language) },
  { key: 'amount', title: t('charges.amount'), width: 9, align: 'end', render: (charge) => <Amount charge={charge} /> },
];

/** Names a line, its period, why it was written, and who bills it. */
function What({ charge }: { charge: ChargeView }) {
  const { t, i18n } = useTranslation();
  return (
    <div className="charge-what">
      <div>
        {t(`charges.kind.${charge.kind}`)}: {t(`charges.description.${charge.description}`)}
      </div>
      <div>{days(charge.period_start, charge.period_end, i18n.language)}</div>
      {charge.reason && (
        <div>
          <bdi>{t('charges.reason', { reason: charge.reason })}</bdi>
        </div>
      )}
      <div className="muted">{t(`charges.collector.${charge.collected_by}`)}</div>
    </div>
  );
}

function Amount({ charge }: { charge: ChargeView }) {
  const { t, i18n } = useTranslation();
  return (
    <div className="charge-amount">
      <Money amount={charge.amount} currency={charge.currency} />
      {charge.tax_amount !== undefined && (
        <div className="muted">{t('charges.tax', { amount: money(charge.tax_amount, charge.currency, i18n.language) })}</div>
      )}
    </div>
  );
}

import './subscription.css';
import { Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChargeView } from '../api/client';
import { useOrganisation } from '../api/me';
import { CursorTable, type Column, type Page } from './CursorTable';
import { day, days } from './day';
import { money, Money } from './Money';

interface Props {
  page: Page<ChargeView> | undefined;
  error: unknown;
  retry: () => void;
  /** More columns, such as whose charge it is. */
  more?: Column<ChargeView>[];
  actions?: (charge: ChargeView) => ReactNode;
}

/** The lines of the ledger, newest first: charges, and what was credited. */
export function ChargesList({ page, error, retry, more = [], actions }: Props) {
  const { t, i18n } = useTranslation();
  const columns: Column<ChargeView>[] = [
    ...more,
    { key: 'what', title: t('charges.what'), render: (charge) => <What charge={charge} /> },
    { key: 'charged', title: t('charges.charged'), width: 8, render: (charge) => day(charge.charged_at, i18n.language) },
    { key: 'amount', title: t('charges.amount'), width: 9, align: 'end', render: (charge) => <Amount charge={charge} /> },
    ...(actions ? [{ key: 'actions', title: '', width: 8, align: 'end' as const, render: actions }] : []),
  ];
  return (
    <CursorTable
      label={t('charges.title')}
      columns={columns}
      page={page}
      error={error}
      retry={retry}
      empty={t('charges.empty')}
      card={(charge) => (
        <Flex vertical gap="small">
          {more.map(({ key, render }) => (
            <div key={key}>{render(charge)}</div>
          ))}
          <Flex justify="space-between" gap="small">
            <What charge={charge} />
            <Amount charge={charge} />
          </Flex>
          {actions && <div>{actions(charge)}</div>}
        </Flex>
      )}
    />
  );
}

/** Names a line, its period, why it was written, and who bills it. */
function What({ charge }: { charge: ChargeView }) {
  const { t, i18n } = useTranslation();
  const customer = useOrganisation().data?.kind === 'Customer';
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
      <div className="muted">
        {customer ? t(`charges.collector.${charge.collected_by}`) : t('money.collects', { who: t(`resellers.collectors.${charge.collected_by}`) })}
      </div>
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

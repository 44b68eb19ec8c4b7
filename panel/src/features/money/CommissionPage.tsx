import { Button, Card, Flex, Skeleton } from 'antd';
import type { TFunction } from 'i18next';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { CommissionLineView, CommissionView } from '../../api/client';
import { useWhoAmI } from '../../api/me';
import { useResellerNames, useTenantNames } from '../../api/tenants';
import { CursorTable, type Column } from '../../ui/CursorTable';
import { day } from '../../ui/day';
import { Money, money } from '../../ui/Money';
import { ChargeDialog } from './ChargeDialog';
import { filterOf, queryOf } from './filter';
import { MoneyFilters } from './MoneyFilters';
import { useCommission } from './queries';
import { SaveTable } from './SaveTable';

/** Who owes whom, and the lines that it comes from. */
export function CommissionPage() {
  const { t, i18n } = useTranslation();
  const filter = filterOf(useSearchParams()[0]);
  const commission = useCommission(filter);
  const tenants = useTenantNames();
  const resellers = useResellerNames();
  const platform = useWhoAmI().data?.organisation.kind === 'Platform';
  return (
    <div>
      <MoneyFilters kinds={false} resellers={platform}>
        <SaveTable path="/api/v1/commission" query={queryOf(filter)} name="commission.csv" />
      </MoneyFilters>
      <Flex vertical gap="middle">
        <Balance commission={commission.data} />
        <CursorTable
          label={t('money.lines')}
          columns={columns(t, i18n.language, tenants, platform ? resellers : undefined)}
          page={commission.data}
          error={commission.error}
          retry={() => void commission.refetch()}
          empty={t('money.noLines')}
          card={(line) => (
            <Flex vertical gap="small">
              <Flex justify="space-between" gap="small">
                <Whose line={line} names={tenants} />
                <Money amount={line.amount} currency={line.currency} />
              </Flex>
              <span className="muted">
                {day(line.earned_at, i18n.language)} · <Base line={line} />
              </span>
              <div>
                <Charge line={line} />
              </div>
            </Flex>
          )}
        />
      </Flex>
    </div>
  );
}

function Balance({ commission }: { commission: CommissionView | undefined }) {
  const { t } = useTranslation();
  if (!commission) {
    return <Skeleton active title={false} />;
  }
  const currencies = Object.keys(commission.balance);
  return (
    <Card>
      <h2>{t('money.owes')}</h2>
      {currencies.length === 0 ? (
        <p className="lead">{t('money.even')}</p>
      ) : (
        currencies.map((currency) => {
          const balance = commission.balance[currency] ?? '0';
          const reseller = balance.startsWith('-');
          return (
            <dl key={currency} className="money-balance">
              <Amount name={t('money.part')} amount={commission.totals[currency]} currency={currency} />
              <Amount name={t('money.platformOwes')} amount={commission.platform_owes[currency]} currency={currency} />
              <Amount name={t('money.resellerOwes')} amount={commission.reseller_owes[currency]} currency={currency} />
              <Amount
                name={`${t('money.balance')} (${t(reseller ? 'money.toPlatform' : 'money.toReseller')})`}
                amount={balance.replace('-', '')}
                currency={currency}
              />
            </dl>
          );
        })
      )}
    </Card>
  );
}

function Amount({ name, amount, currency }: { name: string; amount: string | undefined; currency: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <Money amount={amount ?? '0'} currency={currency} />
      </dd>
    </div>
  );
}

const columns = (
  t: TFunction,
  language: string,
  tenants: Map<string, string>,
  resellers: Map<string, string> | undefined,
): Column<CommissionLineView>[] => [
  { key: 'tenant', title: t('money.customer'), render: (line) => <Whose line={line} names={tenants} /> },
  ...(resellers
    ? [{ key: 'reseller', title: t('tenants.reseller'), width: 11, render: (line: CommissionLineView) => <bdi>{resellers.get(line.reseller_id) ?? '–'}</bdi> }]
    : []),
  { key: 'earned', title: t('money.earned'), width: 8, render: (line) => day(line.earned_at, language) },
  { key: 'base', title: t('money.base'), width: 13, align: 'end', render: (line) => <Base line={line} /> },
  { key: 'amount', title: t('money.amount'), width: 8, align: 'end', render: (line) => <Money amount={line.amount} currency={line.currency} /> },
  { key: 'charge', title: '', width: 10, align: 'end', render: (line) => <Charge line={line} /> },
];

function Whose({ line, names }: { line: CommissionLineView; names: Map<string, string> }) {
  const { t } = useTranslation();
  return (
    <span className="shrink">
      <Link to={`/tenants/${line.tenant_id}`} className="name">
        <bdi>{names.get(line.tenant_id) ?? line.tenant_id}</bdi>
      </Link>
      <span className="muted name-below">
        {t(`charges.kind.${line.kind}`)} · {t('money.collects', { who: t(`resellers.collectors.${line.collected_by}`) })}
      </span>
    </span>
  );
}

function Base({ line }: { line: CommissionLineView }) {
  const { i18n } = useTranslation();
  const rate = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 }).format(Number(line.rate));
  return (
    <span className="number">
      {money(line.base, line.currency, i18n.language)} × {rate} %
    </span>
  );
}

function Charge({ line }: { line: CommissionLineView }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={button} size="small" onClick={() => setShown(true)}>
        {t('money.charge')}
      </Button>
      {shown && <ChargeDialog id={line.charge_id} opener={button} onClose={() => setShown(false)} />}
    </>
  );
}

import { useTranslation } from 'react-i18next';

/** An exact amount of money, in the reader's way of writing it. */
export function Money({ amount, currency }: { amount: string; currency: string }) {
  const { i18n } = useTranslation();
  const format = new Intl.NumberFormat(i18n.language, { style: 'currency', currency });
  return <span className="number">{format.format(amount as Intl.StringNumericLiteral)}</span>;
}

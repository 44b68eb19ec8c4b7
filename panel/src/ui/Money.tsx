import { useTranslation } from 'react-i18next';

/** Writes an exact amount of money in the reader's way; what is credited has a minus. */
export const money = (amount: string, currency: string, language: string): string =>
  new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount as Intl.StringNumericLiteral);

/** An exact amount of money. */
export function Money({ amount, currency }: { amount: string; currency: string }) {
  const { i18n } = useTranslation();
  return <span className="number">{money(amount, currency, i18n.language)}</span>;
}

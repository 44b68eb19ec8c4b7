import { useTranslation } from 'react-i18next';

/** The mark and the product's name. */
export function Logo({ large = false }: { large?: boolean }) {
  const { t } = useTranslation();
  const size = large ? 40 : 28;
  return (
    <span className={large ? 'logo logo-large' : 'logo'}>
      <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="var(--ant-color-primary)" />
        <path
          d="M8 14v4M13 10v12M18 13v6M23 8.5v15"
          stroke="var(--ant-color-text-light-solid)"
          strokeWidth="2.6"
          strokeLinecap="round"
        />
      </svg>
      {t('product')}
    </span>
  );
}

import './money.css';
import { Outlet } from 'react-router';
import { useTranslation } from 'react-i18next';
import { PageTabs } from '../../ui/PageTabs';
import { PageTitle } from '../../ui/PageTitle';

/** What was charged, and who owes whom of it. */
export function MoneyPage() {
  const { t } = useTranslation();
  return (
    <div>
      <PageTitle title={t('money.title')} />
      <PageTabs
        label={t('money.title')}
        tabs={[
          { to: '/money', text: t('money.commission') },
          { to: '/money/charges', text: t('money.charges') },
        ]}
      />
      <Outlet />
    </div>
  );
}

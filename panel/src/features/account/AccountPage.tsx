import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation, useNavigate } from 'react-router';
import { PageTitle } from '../../ui/PageTitle';

const PAGES = [
  { key: '/account', text: 'account.profile' },
  { key: '/account/password', text: 'account.password' },
  { key: '/account/sessions', text: 'account.sessions' },
] as const;

export function AccountPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return (
    <div>
      <PageTitle title={t('account.title')} />
      <Tabs
        activeKey={pathname}
        onChange={(key) => void navigate(key)}
        items={PAGES.map(({ key, text }) => ({ key, label: t(text), children: key === pathname ? <Outlet /> : null }))}
      />
    </div>
  );
}

import { MenuOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { App, Button, Drawer, Flex, Grid, Skeleton } from 'antd';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet } from 'react-router';
import { useMe } from '../api/me';
import { can } from '../api/can';
import { Logo } from '../brand/Logo';
import { ProblemAlert } from '../ui/ProblemAlert';
import { AccountMenu } from './AccountMenu';

/** The frame of all pages of signed-in people: navigation, organisation and account. */
export function Shell() {
  const { t } = useTranslation();
  const me = useMe();
  const wide = Grid.useBreakpoint().md ?? true;
  const [open, setOpen] = useState(false);
  return (
    <App className="app shell">
      <a className="skip" href="#content">
        {t('nav.skip')}
      </a>
      {wide && (
        <aside className="shell-side">
          <Logo />
          <Navigation />
        </aside>
      )}
      <header className="shell-header">
        {!wide && <Button type="text" icon={<MenuOutlined />} aria-label={t('nav.open')} onClick={() => setOpen(true)} />}
        <span className="shell-organisation"></span>
        <AccountMenu />
      </header>
      {!wide && (
        <Drawer open={open} onClose={() => setOpen(false)} placement="left" size={280} title={<Logo />}>
          <Navigation onChoose={() => setOpen(false)} />
        </Drawer>
      )}
      <main className="shell-content" id="content" tabIndex={-1}>
        <Flex vertical gap="middle">
          {me.error ? <ProblemAlert error={me.error} retry={() => void me.refetch()} /> : null}
          <Suspense fallback={<Skeleton active />}>
            <Outlet />
          </Suspense>
        </Flex>
      </main>
    </App>
  );
}

function Navigation({ onChoose }: { onChoose?: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <nav className="nav" aria-label={t('nav.main')} onClick={onChoose}>
      {me.data && can(me.data.role, 'listJobs') && (
        <NavLink to="/jobs">
          <UnorderedListOutlined />
          {t('nav.jobs')}
        </NavLink>
      )}
    </nav>
  );
}

import { CloseOutlined, MenuOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { Alert, App, Button, Flex, Grid, Skeleton } from 'antd';
import { Suspense, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet } from 'react-router';
import { useMe, useOrganisation } from '../api/me';
import { can } from '../api/can';
import { Logo } from '../brand/Logo';
import { ProblemAlert } from '../ui/ProblemAlert';
import { AccountMenu } from './AccountMenu';

/** The frame of all pages of signed-in people: navigation, organisation and account. */
export function Shell() {
  const { t } = useTranslation();
  const me = useMe();
  const organisation = useOrganisation().data;
  const wide = Grid.useBreakpoint().md ?? true;
  const menu = useRef<HTMLDialogElement>(null);
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
        {!wide && <Button type="text" icon={<MenuOutlined />} aria-label={t('nav.open')} onClick={() => menu.current?.showModal()} />}
        <span className="shell-organisation">{organisation?.name}</span>
        <AccountMenu wide={wide} />
      </header>
      {!wide && (
        <dialog ref={menu} className="shell-menu" aria-label={t('nav.main')}>
          <Flex justify="space-between" align="center">
            <Logo />
            <Button type="text" icon={<CloseOutlined />} aria-label={t('nav.close')} onClick={() => menu.current?.close()} />
          </Flex>
          <Navigation onChoose={() => menu.current?.close()} />
        </dialog>
      )}
      <main className="shell-content" id="content" tabIndex={-1}>
        <Flex vertical gap="middle">
          {organisation && organisation.status !== 'Active' && (
            <Alert type="warning" showIcon title={t('suspended.title')} description={t('suspended.text', { name: organisation.name })} />
          )}
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
          <UnorderedListOutlined aria-hidden />
          {t('nav.jobs')}
        </NavLink>
      )}
    </nav>
  );
}

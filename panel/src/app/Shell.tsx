import { CloseOutlined, MenuOutlined } from '@ant-design/icons';
import { App, Button, Flex, Grid, Skeleton } from 'antd';
import { Suspense, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { useMe, useOrganisation } from '../api/me';
import { Logo } from '../brand/Logo';
import { ProblemAlert } from '../ui/ProblemAlert';
import { AccountMenu } from './AccountMenu';
import { HelpBanner } from './HelpBanner';
import { Navigation } from './navigation';
import { SuspendedBanner } from './SuspendedBanner';

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
      <HelpBanner />
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
          <SuspendedBanner />
          {me.error ? <ProblemAlert error={me.error} retry={() => void me.refetch()} /> : null}
          <Suspense fallback={<Skeleton active />}>
            <Outlet />
          </Suspense>
        </Flex>
      </main>
    </App>
  );
}

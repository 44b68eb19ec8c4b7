import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation } from 'react-router';
import { session } from '../api/session';
import { useSessionState } from '../api/useSessionState';
import { Sheet } from '../ui/Sheet';
import { Stop } from '../ui/Stop';

/** Shows pages to signed-in people only; everybody else signs in first and comes back. */
export function RequireSession() {
  const { t } = useTranslation();
  const state = useSessionState();
  const { pathname, search } = useLocation();
  const next = encodeURIComponent(pathname + search);
  switch (state) {
    case 'signed-in':
      return <Outlet />;
    case 'restoring':
      return <Restoring />;
    case 'unreachable':
      return <Stop title={t('waiting.title')} text={t('waiting.text')} action={t('problem.retry')} onAction={() => void session.restore()} />;
    case 'help-over':
      return <Stop title={t('help.overTitle')} text={t('help.over')} action={t('help.own')} onAction={() => session.leaveHelp()} />;
    case 'ended':
      return <Navigate replace to={`/sign-in?ended=&next=${next}`} />;
    case 'signed-out':
      return <Navigate replace to={pathname === '/' ? '/sign-in' : `/sign-in?next=${next}`} />;
  }
}

function Restoring() {
  return (
    <div className="centred" aria-busy="true">
      <main>
        <Sheet>
          <Skeleton active />
        </Sheet>
      </main>
    </div>
  );
}

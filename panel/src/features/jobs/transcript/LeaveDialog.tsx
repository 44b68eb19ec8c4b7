import { Button, Flex } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBlocker } from 'react-router';
import { Dialog } from '../../../ui/Dialog';
import type { Editing } from './editing';

/** Saves before somebody leaves the page; asks only if that fails. What is written is in memory alone. */
export function LeaveDialog({ editing }: { editing: Editing }) {
  const { t } = useTranslation();
  const [refused, setRefused] = useState(false);
  const blocker = useBlocker(({ currentLocation, nextLocation }) => editing.unsaved && currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    if (blocker.state === 'blocked') {
      void editing.flush().then((saved) => (saved ? blocker.proceed() : setRefused(true)));
    }
  }, [blocker, editing]);
  useEffect(() => {
    const close = (event: BeforeUnloadEvent): void => {
      if (editing.unsaved) {
        void editing.flush();
        event.preventDefault();
      }
    };
    window.addEventListener('beforeunload', close);
    return () => window.removeEventListener('beforeunload', close);
  }, [editing]);
  if (!refused || blocker.state !== 'blocked') {
    return null;
  }
  const stay = (): void => {
    setRefused(false);
    blocker.reset();
  };
  return (
    <Dialog title={t('leave.title')} onClose={stay}>
      <p>{t('leave.text')}</p>
      <Flex gap="small" justify="end">
        <Button danger onClick={() => blocker.proceed()}>
          {t('leave.leave')}
        </Button>
        <Button type="primary" autoFocus onClick={stay}>
          {t('leave.stay')}
        </Button>
      </Flex>
    </Dialog>
  );
}

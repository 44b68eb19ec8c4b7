import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserView } from '../../api/client';
import { nameOf, useCan } from '../../api/me';
import { HelpDialog } from './HelpDialog';

/** Begins support for a person of a customer. */
export function HelpButton({ user }: { user: UserView }) {
  const { t } = useTranslation();
  const can = useCan();
  const [asks, setAsks] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  if (user.status !== 'Active' || !can('impersonate')) {
    return null;
  }
  return (
    <>
      <Button ref={button} size="small" aria-label={t('assist.of', { name: nameOf(user) })} onClick={() => setAsks(true)}>
        {t('assist.button')}
      </Button>
      {asks && <HelpDialog user={user} opener={button} onClose={() => setAsks(false)} />}
    </>
  );
}

import './HelpBanner.css';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type MeView } from '../api/client';
import { nameOf, useWhoAmI } from '../api/me';
import { ok, Problem } from '../api/problem';
import { session } from '../api/session';
import { duration } from '../ui/duration';
import { asProblem, textOf } from '../ui/problems';
import { useCountdown } from '../ui/useCountdown';

/** Stays in sight while somebody acts for somebody else: who, for whom, why, and for how long. */
export function HelpBanner() {
  const me = useWhoAmI().data;
  return me?.impersonation ? <Banner me={me} help={me.impersonation} /> : null;
}

async function end(): Promise<void> {
  try {
    await ok(api.DELETE('/api/v1/auth/impersonations'));
  } catch (e) {
    // Its token has ended already.
    if (!(e instanceof Problem) || e.status !== 401) {
      throw e;
    }
  }
  session.endHelp();
}

function Banner({ me, help }: { me: MeView; help: NonNullable<MeView['impersonation']> }) {
  const { t } = useTranslation();
  const ending = useMutation({ mutationFn: end });
  const seconds = useRef(Math.max(0, Math.ceil((Date.parse(help.expires_at) - Date.now()) / 1000)));
  const left = useCountdown(seconds.current, help.expires_at);
  useEffect(() => {
    if (left === 0) {
      session.endHelp();
    }
  }, [left]);
  return (
    <section className="help" aria-label={t('help.label')}>
      <p>
        <strong>{t('help.acts', { actor: help.actor_name, name: nameOf(me.user) })}</strong>{' '}
        {help.reason && t('help.reason', { reason: help.reason })}
      </p>
      {ending.error ? <p role="alert">{textOf(asProblem(ending.error), t)}</p> : null}
      <span className="number">{t('help.left', { time: duration(left * 1000) })}</span>
      <Button loading={ending.isPending} onClick={() => ending.mutate()}>
        {t('help.end')}
      </Button>
    </section>
  );
}

import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { WebhookView } from '../../api/client';
import { useCan } from '../../api/me';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { RowMenu, type RowAction } from '../../ui/RowMenu';
import { SecretDialog } from '../../ui/SecretDialog';
import { remove, rotate, sendTest, setStatus, useRefreshWebhooks } from './queries';

type Asked = 'test' | 'enable' | 'disable' | 'rotate' | 'remove';

/** What an Admin can do with a webhook. */
export function WebhookMenu({ webhook }: { webhook: WebhookView }) {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = useNavigate();
  const refresh = useRefreshWebhooks();
  const button = useRef<HTMLButtonElement>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [rotated, setRotated] = useState<WebhookView | null>(null);
  const testing = useMutation({
    mutationFn: () => sendTest(webhook),
    onSuccess: async () => {
      await refresh();
      await navigate(`/webhooks/${webhook.id}`);
    },
    onError: () => setAsked('test'),
  });
  const active = webhook.status === 'Active';
  const todo: Record<Asked, () => Promise<unknown>> = {
    test: () => sendTest(webhook).then(refresh),
    enable: () => setStatus(webhook, 'Active').then(refresh),
    disable: () => setStatus(webhook, 'Disabled').then(refresh),
    rotate: () => rotate(webhook).then(setRotated),
    remove: () => remove(webhook).then(refresh),
  };
  const actions: RowAction[] = [
    ...(active && can('testWebhook') ? [{ key: 'test', label: t('webhooks.menu.test'), run: () => testing.mutate() }] : []),
    ...(can('changeWebhook')
      ? [
          active
            ? { key: 'disable', label: t('webhooks.menu.disable'), run: () => setAsked('disable') }
            : { key: 'enable', label: t('webhooks.menu.enable'), run: () => setAsked('enable') },
        ]
      : []),
    ...(can('rotateWebhookSecret') ? [{ key: 'rotate', label: t('webhooks.menu.rotate'), run: () => setAsked('rotate') }] : []),
    ...(can('deleteWebhook')
      ? [{ key: 'remove', label: t('webhooks.menu.remove'), danger: true, run: () => setAsked('remove') }]
      : []),
  ];
  return (
    <>
      <RowMenu label={t('webhooks.menuOf', { url: webhook.url })} actions={actions} button={button} loading={testing.isPending} />
      {asked && (
        <ConfirmDialog
          danger={asked === 'remove'}
          title={t(`webhooks.ask.${asked}.title`)}
          text={t(`webhooks.ask.${asked}.text`, { url: webhook.url })}
          submit={t(`webhooks.menu.${asked}`)}
          opener={button}
          action={todo[asked]}
          onClose={() => setAsked(null)}
        />
      )}
      {rotated && (
        <SecretDialog
          title={t('webhooks.secretTitle')}
          texts="webhooks"
          secret={rotated.secret}
          opener={button}
          onClose={() => setRotated(null)}
        />
      )}
    </>
  );
}

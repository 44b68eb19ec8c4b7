import { Checkbox, Form, Input, type FormRule } from 'antd';
import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebhookView } from '../../api/client';
import { useOrganisation } from '../../api/me';
import { FormDialog } from '../../ui/FormDialog';
import { required } from '../../ui/rules';
import { SecretDialog } from '../../ui/SecretDialog';
import { eventsFor, makeWebhook, useRefreshWebhooks, type NewWebhook } from './queries';

interface Props {
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** Registers a webhook, and then shows its secret. */
export function NewWebhookDialog({ opener, onClose }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<NewWebhook>();
  const [made, setMade] = useState<WebhookView | null>(null);
  const events = eventsFor(useOrganisation().data?.kind);
  const refresh = useRefreshWebhooks();
  const send = async ({ url, events: chosen }: NewWebhook, key: string): Promise<void> => {
    setMade(await makeWebhook({ url: url.trim(), events: chosen }, key));
    await refresh();
  };
  if (made !== null) {
    return (
      <SecretDialog title={t('webhooks.secretTitle')} texts="webhooks" secret={made.secret} opener={opener} onClose={onClose} />
    );
  }
  return (
    <FormDialog<NewWebhook>
      title={t('webhooks.make')}
      form={form}
      initial={{ url: '', events: events.slice(0, 2).map(({ value }) => value) }}
      submit={t('webhooks.makeSubmit')}
      opener={opener}
      send={send}
      onClose={onClose}
    >
      <Form.Item name="url" label={t('webhooks.url')} extra={t('webhooks.urlExtra')} rules={[required(t)]}>
        <Input autoFocus autoComplete="off" inputMode="url" maxLength={2000} placeholder="https://" />
      </Form.Item>
      <Form.Item name="events" label={t('webhooks.events')} rules={[some(t('webhooks.eventsNeeded'))]}>
        <Checkbox.Group className="events" options={events.map(({ value, text }) => ({ value, label: t(`webhookEvent.${text}`) }))} />
      </Form.Item>
    </FormDialog>
  );
}

const some = (message: string): FormRule => ({
  validator: (_, chosen: unknown[]) => (chosen.length > 0 ? Promise.resolve() : Promise.reject(new Error(message))),
});

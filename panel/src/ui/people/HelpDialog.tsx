import { Form, Input } from 'antd';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type UserView } from '../../api/client';
import { HELP } from '../../api/letters';
import { nameOf } from '../../api/me';
import { ok } from '../../api/problem';
import { FormDialog } from '../FormDialog';
import { required } from '../rules';

const SHORTEST = 10;

interface Props {
  user: UserView;
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** Asks why, and acts as somebody else in a tab of its own. */
export function HelpDialog({ user, opener, onClose }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ reason: string }>();
  const name = nameOf(user);
  const send = async ({ reason }: { reason: string }): Promise<void> => {
    // Browsers open a tab for a click, and not for an answer that comes later.
    const tab = window.open('', '_blank');
    try {
      const { access_token: token } = await ok(
        api.POST('/api/v1/auth/impersonations', {
          body: { tenant_id: user.tenant_id, user_id: user.id, reason: reason.trim() },
        }),
      );
      const address = `${window.location.origin}/#${HELP}?token=${token}`;
      if (tab) {
        tab.opener = null;
        tab.location.replace(address);
      }
      onClose();
    } catch (e) {
      tab?.close();
      throw e;
    }
  };
  return (
    <FormDialog
      title={t('assist.title', { name })}
      lead={t('assist.lead')}
      form={form}
      initial={{ reason: '' }}
      submit={t('assist.submit')}
      opener={opener}
      send={send}
      onClose={onClose}
      explain={(problem) => (problem.status === 403 ? t('assist.refused') : undefined)}
    >
      <Form.Item
        name="reason"
        label={t('assist.reason')}
        extra={t('assist.reasonExtra')}
        rules={[required(t), { min: SHORTEST, message: t('fault.too-short', { count: SHORTEST }) }]}
      >
        <Input autoFocus autoComplete="off" maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}

import { Checkbox, Form, Input, Select, type FormRule } from 'antd';
import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiKeyView, Permission } from '../../api/client';
import { useMe } from '../../api/me';
import { Problem } from '../../api/problem';
import { FormDialog, inDialog } from '../../ui/FormDialog';
import { required } from '../../ui/rules';
import { SecretDialog } from '../../ui/SecretDialog';
import { permissionsOf } from './permissions';
import { makeKey, useRefreshKeys } from './queries';

interface Values {
  name: string;
  permissions: Permission[];
  days: number;
}

interface Props {
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
}

const DAYS = [30, 90, 365, 0];
const DAY_MS = 86_400_000;

/** Makes a key of one's own, and then shows its secret. */
export function NewKeyDialog({ opener, onClose }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  const [made, setMade] = useState<ApiKeyView | null>(null);
  const role = useMe().data?.role ?? 'User';
  const refresh = useRefreshKeys();
  const send = async ({ name, permissions, days }: Values, key: string): Promise<void> => {
    // The end of a day, so that the same request can be repeated.
    const end = (Math.ceil(Date.now() / DAY_MS) + days) * DAY_MS;
    const expires = days > 0 ? { expires_at: new Date(end).toISOString() } : {};
    try {
      setMade(await makeKey({ name: name.trim(), permissions, ...expires }, key));
    } catch (e) {
      throw e instanceof Problem ? atField(e) : e;
    }
    await refresh();
  };
  if (made !== null) {
    return (
      <SecretDialog
        title={t('keys.secretTitle', { name: made.name })}
        texts="keys"
        secret={made.key}
        opener={opener}
        onClose={onClose}
      />
    );
  }
  return (
    <FormDialog
      title={t('keys.make')}
      form={form}
      initial={{ name: '', permissions: ['jobs:read', 'jobs:write', 'workflows:read'] as Permission[], days: 90 }}
      submit={t('keys.makeSubmit')}
      opener={opener}
      send={send}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('keys.name')} extra={t('keys.nameExtra')} rules={[required(t)]}>
        <Input autoFocus autoComplete="off" maxLength={100} />
      </Form.Item>
      <Form.Item
        name="permissions"
        label={t('keys.permissions')}
        rules={[some(t('keys.permissionsNeeded'))]}
      >
        <Checkbox.Group className="permissions" options={permissionsOf(role).map((value) => ({ value, label: value }))} />
      </Form.Item>
      <Form.Item name="days" label={t('keys.expires')}>
        <Select
          getPopupContainer={inDialog}
          options={DAYS.map((value) => ({ value, label: value === 0 ? t('keys.never') : t('keys.days', { count: value }) }))}
        />
      </Form.Item>
    </FormDialog>
  );
}

/** Not by `required`: that puts an attribute on the group that it must not have. */
const some = (message: string): FormRule => ({
  validator: (_, chosen: unknown[]) => (chosen.length > 0 ? Promise.resolve() : Promise.reject(new Error(message))),
});

/** A fault of one permission is shown at all of them. */
function atField(problem: Problem): Problem {
  const faults = problem.faults.map((fault) => (fault.pointer.startsWith('/permissions/') ? { ...fault, pointer: '/permissions' } : fault));
  return new Problem(problem.status, problem.kind, problem.detail, faults, problem.requestId, problem.retryAfter);
}

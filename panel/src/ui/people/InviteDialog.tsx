import { App, Flex, Form, Input, Select } from 'antd';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../api/client';
import { FormDialog, inDialog } from '../FormDialog';
import { email } from '../rules';
import { invite, useRefreshPeople, type Invitation } from './queries';

interface Props {
  /** Another organisation than the own one. */
  tenant?: string | undefined;
  roles: Role[];
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
}

export function InviteDialog({ tenant, roles, opener, onClose }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Invitation>();
  const refresh = useRefreshPeople();
  const send = async (values: Invitation, key: string): Promise<void> => {
    const given = Object.entries(values).filter(([, value]) => value.trim() !== '');
    await invite({ ...(Object.fromEntries(given) as unknown as Invitation), ...(tenant !== undefined && { tenant_id: tenant }) }, key);
    await refresh();
    void message.success(t('people.invited', { email: values.email.trim() }));
    onClose();
  };
  return (
    <FormDialog
      title={t('people.invite')}
      lead={t('people.inviteLead')}
      form={form}
      initial={{ email: '', first_name: '', last_name: '', role: roles[0] ?? 'User' }}
      submit={t('people.inviteSubmit')}
      opener={opener}
      send={send}
      onClose={onClose}
      explain={(problem) => (problem.status === 409 ? t('people.taken') : problem.status === 422 ? t('people.full') : undefined)}
    >
      <Form.Item name="email" label={t('people.email')} rules={email(t)} validateTrigger="onSubmit">
        <Input autoFocus type="email" autoComplete="off" maxLength={255} />
      </Form.Item>
      <Flex gap="middle">
        <Form.Item name="first_name" label={t('invitation.firstName')} className="grow">
          <Input autoComplete="off" maxLength={100} />
        </Form.Item>
        <Form.Item name="last_name" label={t('invitation.lastName')} className="grow">
          <Input autoComplete="off" maxLength={100} />
        </Form.Item>
      </Flex>
      <RoleField roles={roles} />
    </FormDialog>
  );
}

/** The roles that people of an organisation have, each with what it may do. */
export function RoleField({ roles }: { roles: Role[] }) {
  const { t } = useTranslation();
  const chosen = Form.useWatch<Role | undefined>('role');
  return (
    <Form.Item name="role" label={t('people.role')} extra={chosen && t(`roleMay.${chosen}`)}>
      <Select getPopupContainer={inDialog} options={roles.map((value) => ({ value, label: t(`role.${value}`) }))} />
    </Form.Item>
  );
}

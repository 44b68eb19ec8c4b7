import { App, Form } from 'antd';
import { useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { OperationId } from '../../api/can';
import type { Role, UserView } from '../../api/client';
import { nameOf, useCan, useMe } from '../../api/me';
import type { Problem } from '../../api/problem';
import { ConfirmDialog } from '../ConfirmDialog';
import { FormDialog } from '../FormDialog';
import { asProblem, textOf } from '../problems';
import { RowMenu } from '../RowMenu';
import { RoleField } from './InviteDialog';
import { changeRole, reactivate, remove, resend, signOutEverywhere, suspend, useRefreshPeople } from './queries';

type Asked = 'suspend' | 'remove' | 'signOut';

const ACTIONS = { suspend, remove, signOut: signOutEverywhere };

interface Props {
  user: UserView;
  roles: Role[];
}

/** What one can do with a person. */
export function PersonMenu({ user, roles }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const can = useCan();
  const own = useMe().data?.id === user.id;
  const [dialog, setDialog] = useState<Asked | 'role' | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const refresh = useRefreshPeople();
  const name = nameOf(user);
  const at = (action: () => Promise<unknown>, done: string) => () =>
    void action()
      .then(() => message.success(done))
      .catch((e: unknown) => message.error(textOf(asProblem(e), t)))
      .then(refresh);
  const entries: [string, OperationId, boolean, () => void][] = [
    ['resend', 'resendInvitation', user.status === 'Invited', at(() => resend(user), t('people.resent', { email: user.email }))],
    ['role', 'changeRole', user.status !== 'Removed' && roles.length > 1, () => setDialog('role')],
    ['reactivate', 'reactivateUser', user.status === 'Suspended', at(() => reactivate(user), t('people.reactivated', { name }))],
    ['signOut', 'endUserSessions', user.status === 'Active' && !own, () => setDialog('signOut')],
    ['suspend', 'suspendUser', user.status === 'Active', () => setDialog('suspend')],
    ['remove', 'removeUser', user.status !== 'Removed', () => setDialog('remove')],
  ];
  const actions = entries
    .filter(([, operation, applies]) => applies && can(operation))
    .map(([key, , , run]) => ({ key, label: t(`people.menu.${key as 'role'}`), danger: key === 'remove', run }));
  return (
    <>
      <RowMenu label={t('people.actions', { name })} actions={actions} button={button} />
      {dialog === 'role' && <RoleDialog user={user} roles={roles} opener={button} onClose={() => setDialog(null)} />}
      {dialog !== null && dialog !== 'role' && (
        <ConfirmDialog
          title={t(`people.${dialog}.title`, { name })}
          text={t(`people.${dialog}.text`)}
          submit={t(`people.${dialog}.submit`)}
          danger={dialog !== 'signOut'}
          opener={button}
          action={() => ACTIONS[dialog](user).then(refresh)}
          onClose={() => setDialog(null)}
          explain={lastAdmin(t('people.lastAdmin'))}
        />
      )}
    </>
  );
}

const lastAdmin = (text: string) => (problem: Problem): string | undefined => (problem.status === 409 ? text : undefined);

interface RoleProps extends Props {
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
}

function RoleDialog({ user, roles, opener, onClose }: RoleProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ role: Role }>();
  const refresh = useRefreshPeople();
  return (
    <FormDialog
      title={t('people.roleOf', { name: nameOf(user) })}
      form={form}
      initial={{ role: user.role }}
      submit={t('people.roleSubmit')}
      opener={opener}
      send={async ({ role }) => {
        await changeRole(user, role);
        await refresh();
        onClose();
      }}
      onClose={onClose}
      explain={lastAdmin(t('people.lastAdmin'))}
    >
      <RoleField roles={roles} />
    </FormDialog>
  );
}

import { App } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OperationId } from '../../api/can';
import type { SuspensionReason, TenantView } from '../../api/client';
import { useCan, useWhoAmI } from '../../api/me';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { NameDialog } from '../../ui/NameDialog';
import { NoteDialog } from '../../ui/NoteDialog';
import { asProblem, textOf } from '../../ui/problems';
import { RowMenu } from '../../ui/RowMenu';
import { MoveDialog } from './MoveDialog';
import { close, lift, rename, reopen, suspend, takeBackMove, useRefreshTenants } from './queries';

type Asked = 'rename' | 'suspend' | 'close' | 'move';

const PLATFORMS: SuspensionReason[] = ['Admin', 'Billing', 'Abuse'];
const RESELLERS: SuspensionReason[] = ['Reseller'];

/** What one can do with a customer. */
export function TenantMenu({ tenant }: { tenant: TenantView }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const can = useCan();
  const platform = useWhoAmI().data?.organisation.kind === 'Platform';
  const [dialog, setDialog] = useState<Asked | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const refresh = useRefreshTenants();
  const reasons = (platform ? PLATFORMS : RESELLERS).filter((one) => !tenant.suspensions.includes(one));
  const mine = tenant.suspensions.filter((one) => platform === (one !== 'Reseller'));
  const closed = tenant.status === 'Closed';
  const at = (action: () => Promise<unknown>, done: string) => () =>
    void action()
      .then(() => message.success(done))
      .catch((e: unknown) => message.error(textOf(asProblem(e), t)))
      .then(refresh);
  const done = async (action: Promise<unknown>): Promise<void> => {
    await action;
    await refresh();
  };
  const { name } = tenant;
  const entries: [string, OperationId, boolean, () => void][] = [
    ['rename', 'changeTenant', !closed, () => setDialog('rename')],
    ['suspend', 'suspendTenant', !closed && reasons.length > 0, () => setDialog('suspend')],
    ...mine.map((one): [string, OperationId, boolean, () => void] => [
      `lift.${one}`,
      'liftTenantSuspension',
      true,
      at(() => lift(tenant, one), t('tenant.lifted', { name })),
    ]),
    ['move', 'moveTenant', !closed, () => setDialog('move')],
    ['takeBack', 'takeBackTenantMove', tenant.planned_move !== undefined, at(() => takeBackMove(tenant), t('move.takenBack'))],
    ['reopen', 'reopenTenant', closed, at(() => reopen(tenant), t('tenant.reopened', { name }))],
    ['close', 'closeTenant', !closed, () => setDialog('close')],
  ];
  const actions = entries
    .filter(([, operation, applies]) => applies && can(operation))
    .map(([key, , , run]) => {
      const [action = '', why] = key.split('.');
      const label = why && mine.length > 1 ? t('tenant.liftOf', { reason: t(`suspend.why.${why as SuspensionReason}`) }) : t(`tenant.menu.${action as 'lift'}`);
      return { key, label, danger: action === 'close', run };
    });
  const common = { opener: button, onClose: () => setDialog(null) };
  return (
    <>
      <RowMenu label={t('people.actions', { name })} actions={actions} button={button} />
      {dialog === 'rename' && <NameDialog title={t('tenant.menu.rename')} name={name} action={(to) => done(rename(tenant, to))} {...common} />}
      {dialog === 'suspend' && (
        <NoteDialog
          title={t('tenant.suspendTitle', { name })}
          lead={t('suspend.means')}
          submit={t('tenant.menu.suspend')}
          reasons={reasons}
          action={(reason, note) => done(suspend(tenant, reason, note))}
          {...common}
        />
      )}
      {dialog === 'close' && (
        <ConfirmDialog
          danger
          title={t('tenant.closeTitle', { name })}
          text={t('tenant.closeText')}
          submit={t('tenant.menu.close')}
          action={() => done(close(tenant))}
          {...common}
        />
      )}
      {dialog === 'move' && <MoveDialog tenant={tenant} {...common} />}
    </>
  );
}

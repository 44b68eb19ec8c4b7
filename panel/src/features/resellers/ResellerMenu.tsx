import { App, Form } from 'antd';
import { useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { OperationId } from '../../api/can';
import type { ResellerDetails, ResellerView, SuspensionReason } from '../../api/client';
import { useCan } from '../../api/me';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { FormDialog } from '../../ui/FormDialog';
import { NoteDialog } from '../../ui/NoteDialog';
import { asProblem, textOf } from '../../ui/problems';
import { RowMenu } from '../../ui/RowMenu';
import { changeReseller, close, lift, reopen, suspend, useRefreshResellers } from './queries';
import { detailsOf, ResellerFields, valuesOf, type ResellerValues } from './ResellerFields';

const REASONS: SuspensionReason[] = ['Admin', 'Billing', 'Abuse'];

/** What the operator can do with a reseller. */
export function ResellerMenu({ reseller }: { reseller: ResellerView }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const can = useCan();
  const [dialog, setDialog] = useState<'edit' | 'suspend' | 'close' | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const refresh = useRefreshResellers();
  const { name } = reseller;
  const closed = reseller.status === 'Closed';
  const reasons = REASONS.filter((one) => !reseller.suspensions.includes(one));
  const at = (action: () => Promise<unknown>, done: string) => () =>
    void action()
      .then(() => message.success(done))
      .catch((e: unknown) => message.error(textOf(asProblem(e), t)))
      .then(refresh);
  const liftAll = async (): Promise<void> => {
    let now = reseller;
    for (const reason of reseller.suspensions) {
      now = await lift(now, reason);
    }
  };
  const entries: [string, OperationId, boolean, () => void][] = [
    ['edit', 'changeReseller', !closed, () => setDialog('edit')],
    ['suspend', 'suspendReseller', !closed && reasons.length > 0, () => setDialog('suspend')],
    ['lift', 'liftResellerSuspension', reseller.suspensions.length > 0, at(liftAll, t('tenant.lifted', { name }))],
    ['reopen', 'reopenReseller', closed, at(() => reopen(reseller), t('tenant.reopened', { name }))],
    ['close', 'closeReseller', !closed, () => setDialog('close')],
  ];
  const actions = entries
    .filter(([, operation, applies]) => applies && can(operation))
    .map(([key, , , run]) => ({
      key,
      label: key === 'edit' ? t('resellers.edit') : t(`tenant.menu.${key as 'lift'}`),
      danger: key === 'close',
      run,
    }));
  const common = { opener: button, onClose: () => setDialog(null) };
  return (
    <>
      <RowMenu label={t('people.actions', { name })} actions={actions} button={button} />
      {dialog === 'edit' && <EditDialog reseller={reseller} {...common} />}
      {dialog === 'suspend' && (
        <NoteDialog
          title={t('tenant.suspendTitle', { name })}
          lead={t('resellers.means')}
          submit={t('tenant.menu.suspend')}
          reasons={reasons}
          action={(reason, note) => suspend(reseller, reason, note).then(refresh)}
          {...common}
        />
      )}
      {dialog === 'close' && (
        <ConfirmDialog
          danger
          title={t('tenant.closeTitle', { name })}
          text={t('resellers.closeText')}
          submit={t('tenant.menu.close')}
          action={() => close(reseller).then(refresh)}
          {...common}
        />
      )}
    </>
  );
}

interface EditProps {
  reseller: ResellerView;
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
}

function EditDialog({ reseller, opener, onClose }: EditProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<ResellerValues>();
  const refresh = useRefreshResellers();
  return (
    <FormDialog<ResellerValues>
      title={t('resellers.edit')}
      lead={t('resellers.editLead')}
      form={form}
      initial={valuesOf(reseller)}
      submit={t('tenant.save')}
      opener={opener}
      send={async (values) => {
        const gone = values.phone.trim() === '' && reseller.phone !== undefined;
        // Of a patch, null takes away.
        await changeReseller(reseller, { ...detailsOf(values), ...(gone && { phone: null }) } as Partial<ResellerDetails>);
        await refresh();
        onClose();
      }}
      onClose={onClose}
    >
      <ResellerFields />
    </FormDialog>
  );
}

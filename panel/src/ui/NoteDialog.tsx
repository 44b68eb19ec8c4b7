import { Form, Input, Select } from 'antd';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { SuspensionReason } from '../api/client';
import { FormDialog, inDialog } from './FormDialog';

interface Props {
  title: string;
  lead: string;
  submit: string;
  opener: RefObject<HTMLElement | null>;
  /** The reasons that the person may give; the first one if there is no choice. */
  reasons: SuspensionReason[];
  action: (reason: SuspensionReason, note: string) => Promise<unknown>;
  onClose: () => void;
}

interface Values {
  reason?: SuspensionReason;
  note: string;
}

/** Suspends something, with a note that all who are concerned can read. */
export function NoteDialog({ title, lead, submit, reasons, opener, action, onClose }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  return (
    <FormDialog<Values>
      title={title}
      lead={lead}
      form={form}
      initial={{ reason: reasons[0] ?? 'Admin', note: '' }}
      submit={submit}
      opener={opener}
      send={async ({ reason = reasons[0] ?? 'Admin', note }) => {
        await action(reason, note.trim());
        onClose();
      }}
      onClose={onClose}
    >
      {reasons.length > 1 && (
        <Form.Item name="reason" label={t('suspend.reason')}>
          <Select getPopupContainer={inDialog} options={reasons.map((value) => ({ value, label: t(`suspend.why.${value}`) }))} />
        </Form.Item>
      )}
      <Form.Item name="note" label={t('suspend.note')} extra={t('suspend.noteExtra')}>
        <Input.TextArea autoFocus rows={3} maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}

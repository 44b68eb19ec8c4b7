import { Form, Input } from 'antd';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from './FormDialog';

interface Props {
  title: string;
  lead: string;
  submit: string;
  opener: RefObject<HTMLElement | null>;
  action: (note: string) => Promise<unknown>;
  onClose: () => void;
}

/** Suspends something, with a note that all who are concerned can read. */
export function NoteDialog({ title, lead, submit, opener, action, onClose }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ note: string }>();
  return (
    <FormDialog
      title={title}
      lead={lead}
      form={form}
      initial={{ note: '' }}
      submit={submit}
      opener={opener}
      send={async ({ note }) => {
        await action(note.trim());
        onClose();
      }}
      onClose={onClose}
    >
      <Form.Item name="note" label={t('suspend.note')} extra={t('suspend.noteExtra')}>
        <Input.TextArea autoFocus rows={3} maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}

import { Form, Input } from 'antd';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from './FormDialog';
import { required } from './rules';

interface Props {
  title: string;
  name: string;
  opener: RefObject<HTMLElement | null>;
  action: (name: string) => Promise<unknown>;
  onClose: () => void;
}

/** Gives something another name. */
export function NameDialog({ title, name, opener, action, onClose }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ name: string }>();
  return (
    <FormDialog
      title={title}
      form={form}
      initial={{ name }}
      submit={t('tenant.save')}
      opener={opener}
      send={async (values) => {
        await action(values.name.trim());
        onClose();
      }}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('tenants.name')} rules={[required(t)]}>
        <Input autoFocus autoComplete="off" maxLength={255} />
      </Form.Item>
    </FormDialog>
  );
}

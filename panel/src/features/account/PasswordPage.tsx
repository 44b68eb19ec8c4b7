import { App, Button, Card, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me';
import { PasswordInput } from '../../ui/PasswordInput';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { newPassword, required } from '../../ui/rules';
import { useSubmit } from '../../ui/useSubmit';
import { changePassword } from './queries';

interface Values {
  current_password: string;
  new_password: string;
}

export function PasswordPage() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const me = useMe().data;
  const [form] = Form.useForm<Values>();
  const { submit, submitting, problem } = useSubmit(form, async (values: Values) => {
    await changePassword(values);
    form.resetFields();
    void message.success(t('password.changed'));
  });
  return (
    <Card className="narrow">
      <Form form={form} noValidate layout="vertical" requiredMark={false} onFinish={submit}>
        {problem && <ProblemAlert error={problem} />}
        {/* For password managers, which want to know whose password this is. */}
        <input
          className="visually-hidden"
          tabIndex={-1}
          readOnly
          autoComplete="username"
          aria-label={t('signIn.email')}
          value={me?.email ?? ''}
        />
        <Form.Item name="current_password" label={t('password.current')} rules={[required(t)]} validateTrigger="onSubmit">
          <PasswordInput autoComplete="current-password" />
        </Form.Item>
        <Form.Item name="new_password" label={t('password.new')} extra={t('password.rule')} rules={newPassword(t)} validateTrigger="onSubmit">
          <PasswordInput autoComplete="new-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" className="below-hint" loading={submitting}>
          {t('password.submit')}
        </Button>
      </Form>
    </Card>
  );
}

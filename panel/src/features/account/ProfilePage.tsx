import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Flex, Form, Input, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { UserView } from '../../api/client';
import { ME, useMe } from '../../api/me';
import { PasswordInput } from '../../ui/PasswordInput';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { email, required } from '../../ui/rules';
import { useSubmit } from '../../ui/useSubmit';
import { askForEmailChange, changeNames } from './queries';

export function ProfilePage() {
  const me = useMe();
  if (!me.data) {
    return <Skeleton active />;
  }
  return (
    <Flex vertical gap="middle" className="narrow">
      <Names user={me.data} />
      <Address user={me.data} />
    </Flex>
  );
}

interface NameValues {
  first_name?: string;
  last_name?: string;
}

function Names({ user }: { user: UserView }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<NameValues>();
  const { submit, submitting, problem } = useSubmit(form, async (values: NameValues) => {
    await changeNames({ first_name: values.first_name?.trim() || null, last_name: values.last_name?.trim() || null });
    await queries.invalidateQueries({ queryKey: ME });
    void message.success(t('profile.saved'));
  });
  return (
    <Card>
      <h2>{t('profile.names')}</h2>
      <Form form={form} noValidate layout="vertical" onFinish={submit} initialValues={{ first_name: user.first_name, last_name: user.last_name }}>
        {problem && <ProblemAlert error={problem} />}
        <Form.Item name="first_name" label={t('invitation.firstName')}>
          <Input autoComplete="given-name" maxLength={100} />
        </Form.Item>
        <Form.Item name="last_name" label={t('invitation.lastName')}>
          <Input autoComplete="family-name" maxLength={100} />
        </Form.Item>
        <Form.Item label={t('profile.role')}>{t(`role.${user.role}`)}</Form.Item>
        <Button type="primary" htmlType="submit" loading={submitting}>
          {t('profile.save')}
        </Button>
      </Form>
    </Card>
  );
}

interface AddressValues {
  email: string;
  password: string;
}

function Address({ user }: { user: UserView }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<AddressValues>();
  const { submit, submitting, done, problem } = useSubmit(form, askForEmailChange);
  return (
    <Card>
      <h2>{t('profile.address')}</h2>
      <Flex vertical gap="middle">
        <p className="lead">{t('profile.addressNow', { email: user.email })}</p>
        {problem && <ProblemAlert error={problem} />}
        {done && (
          <Alert role="status" type="success" showIcon title={t('profile.addressSent', { email: form.getFieldValue('email') as string })} />
        )}
        <Form form={form} noValidate layout="vertical" requiredMark={false} onFinish={submit}>
          <Form.Item name="email" label={t('profile.newAddress')} rules={email(t)} validateTrigger="onSubmit">
            <Input type="email" autoComplete="email" />
          </Form.Item>
          <Form.Item name="password" label={t('password.current')} rules={[required(t)]} validateTrigger="onSubmit">
            <PasswordInput autoComplete="current-password" />
          </Form.Item>
          <Button htmlType="submit" loading={submitting}>
            {t('profile.addressSubmit')}
          </Button>
        </Form>
      </Flex>
    </Card>
  );
}

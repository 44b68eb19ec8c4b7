import { Alert, Button, Flex, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { letterToken } from '../../api/letters';
import { session } from '../../api/session';
import { useSessionState } from '../../api/useSessionState';
import { CentredPage } from '../../ui/CentredPage';
import { PasswordInput } from '../../ui/PasswordInput';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { newPassword } from '../../ui/rules';
import { useSubmit } from '../../ui/useSubmit';
import { UsedLink } from './UsedLink';

interface Values {
  password: string;
  first_name?: string;
  last_name?: string;
}

export function InvitationPage() {
  const { t } = useTranslation();
  const token = letterToken('/accept-invitation');
  const signedIn = useSessionState() === 'signed-in';
  const [form] = Form.useForm<Values>();
  const { submit, submitting, done, problem } = useSubmit(form, (values: Values) =>
    session.acceptInvitation({ ...withoutEmpty(values), token: token ?? '' }),
  );
  if (done) {
    return <Navigate replace to="/" />;
  }
  if (token === null || problem?.faults.some((fault) => fault.pointer === '/token')) {
    return <UsedLink title={t('invitation.usedTitle')} text={t('invitation.used')} to="/sign-in" link={t('signIn.title')} />;
  }
  return (
    <CentredPage title={t('invitation.title')} lead={t('invitation.lead')}>
      {signedIn && <Alert type="info" showIcon title={t('invitation.signedIn')} />}
      {problem && <ProblemAlert error={problem} />}
      <Form form={form} noValidate layout="vertical" requiredMark={false} size="large" onFinish={submit}>
        <Flex gap="middle">
          <Form.Item name="first_name" label={t('invitation.firstName')} className="grow">
            <Input autoComplete="given-name" maxLength={100} autoFocus />
          </Form.Item>
          <Form.Item name="last_name" label={t('invitation.lastName')} className="grow">
            <Input autoComplete="family-name" maxLength={100} />
          </Form.Item>
        </Flex>
        <Form.Item name="password" label={t('password.new')} extra={t('password.rule')} rules={newPassword(t)} validateTrigger="onSubmit">
          <PasswordInput autoComplete="new-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" className="below-hint" block loading={submitting}>
          {t('invitation.submit')}
        </Button>
      </Form>
    </CentredPage>
  );
}

/** An empty name is no name: the one that the invitation gave stays. */
function withoutEmpty(values: Values): Values {
  const names = Object.entries(values).filter(([, value]) => value?.trim());
  return { ...Object.fromEntries(names), password: values.password };
}

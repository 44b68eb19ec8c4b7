import { Alert, Button, Flex, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useSearchParams } from 'react-router';
import { safeNext } from '../../api/next';
import { Problem } from '../../api/problem';
import { session } from '../../api/session';
import { useSessionState } from '../../api/useSessionState';
import { CentredPage } from '../../ui/CentredPage';
import { PasswordInput } from '../../ui/PasswordInput';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { email, required } from '../../ui/rules';
import { useSubmit } from '../../ui/useSubmit';

interface Values {
  email: string;
  password: string;
}

export function SignInPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const [form] = Form.useForm<Values>();
  const { submit, submitting, problem } = useSubmit(form, session.signIn);
  if (useSessionState() === 'signed-in') {
    return <Navigate replace to={safeNext(search.get('next'))} />;
  }
  return (
    <CentredPage title={t('signIn.title')}>
      {search.has('ended') && !problem && <Alert role="status" type="info" showIcon title={t('signIn.ended')} />}
      {problem && <SignInProblem problem={problem} />}
      <Form form={form} noValidate layout="vertical" requiredMark={false} size="large" onFinish={submit}>
        <Form.Item name="email" label={t('signIn.email')} rules={email(t)} validateTrigger="onSubmit">
          <Input type="email" autoComplete="username" autoFocus />
        </Form.Item>
        <Form.Item name="password" label={t('signIn.password')} rules={[required(t)]} validateTrigger="onSubmit">
          <PasswordInput autoComplete="current-password" />
        </Form.Item>
        <Flex vertical gap="middle" align="center">
          <Button type="primary" htmlType="submit" block loading={submitting}>
            {t('signIn.submit')}
          </Button>
          <Link to="/forgot-password">{t('signIn.forgotten')}</Link>
        </Flex>
      </Form>
    </CentredPage>
  );
}

function SignInProblem({ problem }: { problem: Problem }) {
  const { t } = useTranslation();
  return problem.status === 401 ? (
    <Alert role="alert" type="error" showIcon title={t('signIn.wrong')} />
  ) : (
    <ProblemAlert error={problem} />
  );
}

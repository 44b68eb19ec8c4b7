import { Alert, Button, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { letterToken } from '../../api/letters';
import { CentredPage } from '../../ui/CentredPage';
import { PasswordInput } from '../../ui/PasswordInput';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { newPassword } from '../../ui/rules';
import { useSubmit } from '../../ui/useSubmit';
import { resetPassword } from './queries';
import { UsedLink } from './UsedLink';

export function ResetPage() {
  const { t } = useTranslation();
  const token = letterToken('/reset-password');
  const [form] = Form.useForm<{ password: string }>();
  const { submit, submitting, done, problem } = useSubmit(form, ({ password }: { password: string }) =>
    resetPassword({ token: token ?? '', password }),
  );
  if (done) {
    return (
      <CentredPage title={t('reset.doneTitle')}>
        <Alert role="status" type="success" showIcon title={t('reset.done')} />
        <Link to="/sign-in">{t('signIn.title')}</Link>
      </CentredPage>
    );
  }
  if (token === null || problem?.faults.some((fault) => fault.pointer === '/token')) {
    return <UsedLink title={t('reset.usedTitle')} text={t('reset.used')} to="/forgot-password" link={t('reset.another')} />;
  }
  return (
    <CentredPage title={t('reset.title')} lead={t('reset.lead')}>
      {problem && <ProblemAlert error={problem} />}
      <Form form={form} noValidate layout="vertical" requiredMark={false} size="large" onFinish={submit}>
        <Form.Item name="password" label={t('password.new')} extra={t('password.rule')} rules={newPassword(t)} validateTrigger="onSubmit">
          <PasswordInput autoComplete="new-password" autoFocus />
        </Form.Item>
        <Button type="primary" htmlType="submit" className="below-hint" block loading={submitting}>
          {t('reset.submit')}
        </Button>
      </Form>
    </CentredPage>
  );
}

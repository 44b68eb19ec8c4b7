import { Alert, Button, Flex, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CentredPage } from '../../ui/CentredPage';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { email } from '../../ui/rules';
import { useSubmit } from '../../ui/useSubmit';
import { askForPasswordReset } from './queries';

export function ForgottenPage() {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ email: string }>();
  const { submit, submitting, done, problem } = useSubmit(form, askForPasswordReset);
  return (
    <CentredPage title={t('forgotten.title')} lead={t('forgotten.lead')}>
      {problem && <ProblemAlert error={problem} />}
      {done && (
        <Alert
          role="status"
          type="success"
          showIcon
          title={t('forgotten.sentTitle')}
          description={t('forgotten.sent', { email: form.getFieldValue('email') as string })}
        />
      )}
      <Form form={form} noValidate layout="vertical" requiredMark={false} size="large" onFinish={submit}>
        <Form.Item name="email" label={t('signIn.email')} rules={email(t)} validateTrigger="onSubmit">
          <Input type="email" autoComplete="username" autoFocus />
        </Form.Item>
        <Flex vertical gap="middle" align="center">
          <Button type="primary" htmlType="submit" block loading={submitting}>
            {t('forgotten.submit')}
          </Button>
          <Link to="/sign-in">{t('forgotten.back')}</Link>
        </Flex>
      </Form>
    </CentredPage>
  );
}

import '../../ui/PlanFields.css';
import { App, Button, Card, Flex, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { PageTitle } from '../../ui/PageTitle';
import { invite, type Invitation } from '../../ui/people/queries';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { asProblem, textOf } from '../../ui/problems';
import { email } from '../../ui/rules';
import { useIdempotencyKey } from '../../ui/useIdempotencyKey';
import { useSubmit } from '../../ui/useSubmit';
import { makeReseller, useRefreshResellers } from './queries';
import { detailsOf, ResellerFields, valuesOf, type ResellerValues } from './ResellerFields';

interface Values extends ResellerValues {
  admin: string;
}

/** Makes a reseller with its first ResellerAdmin. Without that one, its page says that it is missing. */
export function NewResellerPage() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const keyOf = useIdempotencyKey<object>();
  const refresh = useRefreshResellers();
  const { submit, submitting, problem } = useSubmit(form, async (values: Values) => {
    const body = detailsOf(values);
    const { id } = await makeReseller(body, keyOf(body));
    const person: Invitation = { tenant_id: id, email: values.admin.trim(), role: 'ResellerAdmin' };
    try {
      await invite(person, keyOf(person));
      void message.success(t('newTenant.done', { email: person.email }));
    } catch (e) {
      void message.error(asProblem(e).status === 409 ? t('people.taken') : textOf(asProblem(e), t));
    }
    await refresh();
    void navigate(`/resellers/${id}`);
  });
  return (
    <div className="narrow">
      <Link to="/resellers" className="back">
        {t('resellers.title')}
      </Link>
      <PageTitle title={t('resellers.make')} />
      <Form<Values> form={form} layout="vertical" requiredMark={false} initialValues={{ ...valuesOf(), admin: '' }} onFinish={submit}>
        <Flex vertical gap="middle">
          {problem && <ProblemAlert error={problem} />}
          <Card>
            <ResellerFields />
          </Card>
          <Card>
            <h2>{t('resellers.admin')}</h2>
            <p className="lead filters">{t('resellers.adminLead')}</p>
            <Form.Item name="admin" label={t('resellers.adminEmail')} rules={email(t)} validateTrigger="onSubmit">
              <Input type="email" autoComplete="off" maxLength={255} />
            </Form.Item>
          </Card>
          <div>
            <Button type="primary" htmlType="submit" loading={submitting}>
              {t('resellers.makeSubmit')}
            </Button>
          </div>
        </Flex>
      </Form>
    </div>
  );
}

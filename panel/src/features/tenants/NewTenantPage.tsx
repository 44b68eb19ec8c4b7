import './tenants.css';
import { App, Button, Card, Flex, Form, Input, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { PlanView, TenantView, UserView } from '../../api/client';
import { usePlans } from '../../api/plans';
import { useTenant } from '../../api/tenants';
import { atFields } from '../../ui/faults';
import { PageTitle } from '../../ui/PageTitle';
import { invite, type Invitation } from '../../ui/people/queries';
import { detailsOf, newPlan, PLAN_FIELDS, PlanFields } from '../../ui/PlanFields';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { email, integer, required } from '../../ui/rules';
import { useIdempotencyKey } from '../../ui/useIdempotencyKey';
import { useSubmit } from '../../ui/useSubmit';
import { makePlan, makeTenant, useLoadTenant, usePeopleOf, useRefreshTenants } from './queries';
import { NEW_PLAN, stepsLeft, tenantOf, type NewTenantValues } from './setUp';

/** Makes a customer with its plan and its first Admin. Half-done, its address names what is there already. */
export function NewTenantPage() {
  const id = useSearchParams()[0].get('tenant') ?? undefined;
  const plans = usePlans();
  const tenant = useTenant(id);
  const people = usePeopleOf(id);
  const needed = id === undefined ? [plans] : [tenant, people];
  const error = needed.find((one) => one.error)?.error;
  return needed.every((one) => one.data) ? (
    <NewTenantForm plans={plans.data ?? []} tenant={tenant.data} people={people.data ?? []} />
  ) : error ? (
    <ProblemAlert error={error} retry={() => void Promise.all(needed.map((one) => one.refetch()))} />
  ) : (
    <Skeleton active />
  );
}

const ADMIN_FIELDS = { '/email': '/email', '/first_name': '/first_name', '/last_name': '/last_name' };

interface Props {
  plans: PlanView[];
  tenant: TenantView | undefined;
  people: UserView[];
}

function NewTenantForm({ plans, tenant, people }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [form] = Form.useForm<NewTenantValues>();
  const refresh = useRefreshTenants();
  const known = useLoadTenant();
  const keyOf = useIdempotencyKey<object>();
  // Which step a problem belongs to.
  const [invites, setInvites] = useState(false);
  const made = plans.find(({ id }) => id === search.get('plan'))?.id;
  const chosen = Form.useWatch('subscription_plan_id', form) ?? made ?? (plans.length === 0 ? NEW_PLAN : undefined);
  const plan = plans.find(({ id }) => id === chosen);
  const left = stepsLeft(chosen, tenant !== undefined, people.length);
  const { submit, submitting, problem } = useSubmit(form, async (values: NewTenantValues) => {
    setInvites(false);
    let planId = values.subscription_plan_id ?? '';
    if (left.includes('plan')) {
      const body = detailsOf(values);
      planId = (await makePlan(body, keyOf(body)).catch((e: unknown) => Promise.reject(atFields(e, PLAN_FIELDS) as Error))).id;
      await refresh();
      form.setFieldValue('subscription_plan_id', planId);
      setSearch({ plan: planId }, { replace: true });
    }
    let id = tenant?.id ?? '';
    if (left.includes('tenant')) {
      const body = tenantOf(values, planId);
      id = (await makeTenant(body, keyOf(body))).id;
    }
    setInvites(true);
    const person: Invitation = {
      tenant_id: id,
      email: values.email.trim(),
      role: 'Admin',
      ...(values.first_name.trim() && { first_name: values.first_name.trim() }),
      ...(values.last_name.trim() && { last_name: values.last_name.trim() }),
    };
    try {
      await invite(person, keyOf(person));
    } catch (e) {
      if (left.includes('tenant')) {
        // The customer is there. What is left has an address of its own, for later or for somebody else.
        await known(id);
        setSearch({ tenant: id }, { replace: true });
        await refresh();
      }
      throw atFields(e, ADMIN_FIELDS);
    }
    await refresh();
    void message.success(t('newTenant.done', { email: person.email }));
    void navigate(`/tenants/${id}`);
  });
  if (tenant && left.length === 0) {
    return (
      <div>
        <PageTitle title={t('newTenant.title')} />
        <p>
          {t('newTenant.complete')} <Link to={`/tenants/${tenant.id}`}>{tenant.name}</Link>
        </p>
      </div>
    );
  }
  return (
    <div className="narrow">
      <PageTitle title={t('newTenant.title')} />
      <Form<NewTenantValues>
        form={form}
        noValidate
        layout="vertical"
        requiredMark={false}
        initialValues={{
          ...newPlan,
          name: '',
          subscription_plan_id: made ?? (plans.length === 0 ? NEW_PLAN : undefined),
          interval: 'Month',
          trial_days: '',
          email: '',
          first_name: '',
          last_name: '',
        }}
        onFinish={submit}
      >
        <Flex vertical gap="middle">
          {problem && <ProblemAlert error={problem} explanation={invites && problem.status === 409 ? t('people.taken') : undefined} />}
          {tenant ? (
            <Card>
              <h2>{t('newTenant.tenant')}</h2>
              <p>
                <bdi>{t('newTenant.there', { name: tenant.name })}</bdi>
              </p>
            </Card>
          ) : (
            <>
              <Card>
                <h2>{t('newTenant.tenant')}</h2>
                <Form.Item name="name" label={t('newTenant.name')} rules={[required(t)]}>
                  <Input autoFocus autoComplete="off" maxLength={255} />
                </Form.Item>
              </Card>
              <Card>
                <h2>{t('newTenant.plan')}</h2>
                <Form.Item name="subscription_plan_id" label={t('newTenant.plan')} rules={[required(t)]}>
                  <Select
                    placeholder={t('whatIf.choose')}
                    options={[...plans.map(({ id, name }) => ({ value: id, label: name })), { value: NEW_PLAN, label: t('newTenant.newPlan') }]}
                  />
                </Form.Item>
                {chosen === NEW_PLAN && <PlanFields />}
                <div className="form-row">
                  <Form.Item name="interval" label={t('whatIf.interval')}>
                    <Select
                      options={(['Month', 'Year'] as const).map((value) => ({
                        value,
                        label: t(`plan.intervals.${value}`),
                        disabled: value === 'Year' && plan !== undefined && plan.price_yearly === undefined,
                      }))}
                    />
                  </Form.Item>
                  <Form.Item name="trial_days" label={t('newTenant.trial')} extra={t('newTenant.trialExtra')} rules={[integer(t)]}>
                    <Input inputMode="numeric" autoComplete="off" />
                  </Form.Item>
                </div>
              </Card>
            </>
          )}
          <Card>
            <h2>{t('newTenant.admin')}</h2>
            <p className="lead filters">{t('newTenant.adminLead')}</p>
            <Form.Item name="email" label={t('people.email')} rules={email(t)} validateTrigger="onSubmit">
              <Input type="email" autoComplete="off" maxLength={255} />
            </Form.Item>
            <div className="form-row">
              <Form.Item name="first_name" label={t('invitation.firstName')}>
                <Input autoComplete="off" maxLength={100} />
              </Form.Item>
              <Form.Item name="last_name" label={t('invitation.lastName')}>
                <Input autoComplete="off" maxLength={100} />
              </Form.Item>
            </div>
          </Card>
          <div>
            <Button type="primary" htmlType="submit" loading={submitting}>
              {t(tenant ? 'newTenant.finish' : 'newTenant.submit')}
            </Button>
          </div>
        </Flex>
      </Form>
    </div>
  );
}

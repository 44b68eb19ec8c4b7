import { Form, Input, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type TenantView } from '../../api/client';
import { ok } from '../../api/problem';
import { everyOne, useResellerNames } from '../../api/tenants';
import { FormDialog, inDialog } from '../../ui/FormDialog';
import { required } from '../../ui/rules';
import { move, useRefreshTenants } from './queries';

interface Values {
  reseller: string | undefined;
  plan: string | undefined;
  from: string;
}

interface Props {
  tenant: TenantView;
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** Moves a customer to another reseller, now or from a day on. */
export function MoveDialog({ tenant, opener, onClose }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  const resellers = useResellerNames();
  const refresh = useRefreshTenants();
  const plans = useQuery({
    queryKey: ['listSubscriptionPlans', 'everything'],
    queryFn: () => everyOne((query) => ok(api.GET('/api/v1/subscription-plans', { params: { query } }))),
  }).data;
  const reseller = Form.useWatch('reseller', form);
  // A plan of the system may be given by everybody.
  const fitting = (plans ?? []).filter((plan) => plan.status === 'Published' && (plan.reseller_id === undefined || plan.reseller_id === reseller));
  return (
    <FormDialog<Values>
      title={t('move.title', { name: tenant.name })}
      lead={t('move.lead')}
      form={form}
      initial={{ reseller: undefined, plan: undefined, from: '' }}
      submit={t('move.submit')}
      opener={opener}
      send={async ({ reseller: to = '', plan = '', from }) => {
        await move(tenant, to, plan, from ? new Date(`${from}T00:00`).toISOString() : null);
        await refresh();
        onClose();
      }}
      onClose={onClose}
    >
      <Form.Item name="reseller" label={t('tenants.reseller')} rules={[required(t)]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          getPopupContainer={inDialog}
          options={[...resellers].filter(([id]) => id !== tenant.reseller_id).map(([value, label]) => ({ value, label }))}
          onChange={() => form.setFieldValue('plan', undefined)}
        />
      </Form.Item>
      <Form.Item name="plan" label={t('tenants.plan')} rules={[required(t)]}>
        <Select
          disabled={reseller === undefined}
          getPopupContainer={inDialog}
          options={fitting.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item name="from" label={t('move.from')} extra={t('move.fromExtra')}>
        <Input type="date" />
      </Form.Item>
    </FormDialog>
  );
}

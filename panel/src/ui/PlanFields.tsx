import './PlanFields.css';
import { Form, Input, Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanDetails } from '../api/client';
import { inDialog } from './FormDialog';
import { exact, integer, price, required } from './rules';

/** What a form of a plan has at least; numbers are texts while somebody types. */
export interface PlanValues {
  plan_name: string;
  price_monthly: string;
  price_yearly: string;
  currency: string;
  processing_quota_minutes: string;
  storage_quota_mb: string;
  max_users: string;
}

export const newPlan: PlanValues = {
  plan_name: '',
  price_monthly: '',
  price_yearly: '',
  currency: 'EUR',
  processing_quota_minutes: '600',
  storage_quota_mb: '10000',
  max_users: '5',
};

/** Where the members of a plan are in the form. */
export const PLAN_FIELDS = { '/name': '/plan_name' };

export const detailsOf = (values: PlanValues): PlanDetails => ({
  name: values.plan_name.trim(),
  price_monthly: exact(values.price_monthly),
  ...(values.price_yearly.trim() !== '' && { price_yearly: exact(values.price_yearly) }),
  currency: values.currency,
  processing_quota_minutes: Number(values.processing_quota_minutes),
  storage_quota_mb: Number(values.storage_quota_mb),
  max_users: Number(values.max_users),
});

/** Name, price and quotas of a plan. */
export function PlanFields() {
  const { t, i18n } = useTranslation();
  const currencies = useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: 'currency' });
    return Intl.supportedValuesOf('currency').map((value) => ({ value, label: `${value} – ${names.of(value) ?? value}` }));
  }, [i18n.language]);
  return (
    <>
      <Form.Item name="plan_name" label={t('planForm.name')} rules={[required(t)]}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <div className="form-row">
        <Form.Item name="price_monthly" label={t('planForm.monthly')} rules={[required(t), price(t)]}>
          <Input inputMode="decimal" autoComplete="off" />
        </Form.Item>
        <Form.Item name="price_yearly" label={t('planForm.yearly')} extra={t('planForm.yearlyExtra')} rules={[price(t)]}>
          <Input inputMode="decimal" autoComplete="off" />
        </Form.Item>
        <Form.Item name="currency" label={t('planForm.currency')}>
          <Select showSearch={{ optionFilterProp: 'label' }} getPopupContainer={inDialog} options={currencies} />
        </Form.Item>
      </div>
      <div className="form-row">
        <Form.Item name="processing_quota_minutes" label={t('planForm.minutes')} rules={[required(t), integer(t)]}>
          <Input inputMode="numeric" autoComplete="off" />
        </Form.Item>
        <Form.Item name="storage_quota_mb" label={t('planForm.storage')} rules={[required(t), integer(t)]}>
          <Input inputMode="numeric" autoComplete="off" />
        </Form.Item>
        <Form.Item name="max_users" label={t('planForm.people')} rules={[required(t), integer(t)]}>
          <Input inputMode="numeric" autoComplete="off" />
        </Form.Item>
      </div>
    </>
  );
}

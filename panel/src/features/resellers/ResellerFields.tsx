import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ResellerDetails, ResellerView } from '../../api/client';
import { inDialog } from '../../ui/FormDialog';
import { email, exact, required } from '../../ui/rules';

export interface ResellerValues {
  name: string;
  email: string;
  phone: string;
  commission_rate: string;
  collected_by: ResellerView['collected_by'];
  time_zone: string;
}

export const valuesOf = (reseller?: ResellerView): ResellerValues => ({
  name: reseller?.name ?? '',
  email: reseller?.email ?? '',
  phone: reseller?.phone ?? '',
  commission_rate: reseller?.commission_rate ?? '',
  collected_by: reseller?.collected_by ?? 'Reseller',
  time_zone: reseller?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
});

export const detailsOf = (values: ResellerValues): ResellerDetails => ({
  name: values.name.trim(),
  email: values.email.trim(),
  ...(values.phone.trim() !== '' && { phone: values.phone.trim() }),
  commission_rate: exact(values.commission_rate),
  collected_by: values.collected_by,
  time_zone: values.time_zone,
});

const COLLECTORS: ResellerView['collected_by'][] = ['Reseller', 'Platform'];

/** Who a reseller is, and what it earns. */
export function ResellerFields() {
  const { t } = useTranslation();
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  return (
    <>
      <Form.Item name="name" label={t('resellers.name')} rules={[required(t)]}>
        <Input autoComplete="off" maxLength={255} />
      </Form.Item>
      <div className="form-row">
        <Form.Item name="email" label={t('resellers.email')} extra={t('resellers.emailExtra')} rules={email(t)} validateTrigger="onSubmit">
          <Input type="email" autoComplete="off" maxLength={255} />
        </Form.Item>
        <Form.Item name="phone" label={t('resellers.phone')}>
          <Input type="tel" autoComplete="off" maxLength={50} />
        </Form.Item>
      </div>
      <div className="form-row">
        <Form.Item
          name="commission_rate"
          label={t('resellers.rate')}
          extra={t('resellers.rateExtra')}
          rules={[required(t), { pattern: /^\s*\d{1,3}([.,]\d{1,2})?\s*$/, message: t('resellers.rateWrong') }]}
        >
          <Input inputMode="decimal" autoComplete="off" />
        </Form.Item>
        <Form.Item name="collected_by" label={t('resellers.collector')}>
          <Select
            getPopupContainer={inDialog}
            options={COLLECTORS.map((value) => ({ value, label: t(`resellers.collectors.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="time_zone" label={t('resellers.zone')}>
          <Select
            showSearch
            getPopupContainer={inDialog}
            options={[...new Set(zones)].map((value) => ({ value, label: value }))}
          />
        </Form.Item>
      </div>
    </>
  );
}

import { Form, Input } from 'antd';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChargeView } from '../../api/client';
import { FormDialog } from '../../ui/FormDialog';
import { exact, price, required } from '../../ui/rules';
import { refund, useRefreshMoney } from './queries';

interface Props {
  charge: ChargeView;
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** Gives back a charge, or a part of it. */
export function RefundDialog({ charge, opener, onClose }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ amount: string; reason: string }>();
  const refresh = useRefreshMoney();
  return (
    <FormDialog
      title={t('money.refundOf')}
      lead={t('money.refundLead')}
      form={form}
      initial={{ amount: charge.amount, reason: '' }}
      submit={t('money.refund')}
      opener={opener}
      send={async ({ amount, reason }, key) => {
        await refund(
          {
            kind: 'Refund',
            tenant_id: charge.tenant_id,
            charge_id: charge.id,
            amount: exact(amount),
            currency: charge.currency,
            reason: reason.trim(),
          },
          key,
        );
        await refresh();
        onClose();
      }}
      onClose={onClose}
    >
      <Form.Item name="amount" label={t('money.refundAmount', { currency: charge.currency })} rules={[required(t), price(t)]}>
        <Input autoFocus inputMode="decimal" autoComplete="off" />
      </Form.Item>
      <Form.Item name="reason" label={t('money.refundReason')} extra={t('money.refundReasonExtra')} rules={[required(t)]}>
        <Input autoComplete="off" maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}

import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { useWhoAmI } from '../api/me';

/** Says that one can only read, why, and who can change that. */
export function SuspendedBanner() {
  const { t } = useTranslation();
  const me = useWhoAmI().data;
  if (!me || me.organisation.status === 'Active') {
    return null;
  }
  const closed = me.organisation.status === 'Closed';
  const reasons = me.organisation.suspensions.map((reason) => t(`suspended.reason.${reason}`)).join(' ');
  const reseller = me.reseller?.name ?? t('product');
  return (
    <Alert
      role="status"
      type="warning"
      showIcon
      title={t(closed ? 'suspended.closed' : 'suspended.title')}
      description={`${reasons} ${t('suspended.text', { name: reseller })}`.trim()}
    />
  );
}

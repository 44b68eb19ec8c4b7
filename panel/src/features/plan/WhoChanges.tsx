import { useTranslation } from 'react-i18next';
import { useCan, useWhoAmI } from '../../api/me';

/** Says who changes the plan, to those who may not. */
export function WhoChanges() {
  const { t } = useTranslation();
  const can = useCan();
  const me = useWhoAmI().data;
  if (!me || can('changeSubscription')) {
    return null;
  }
  return <p className="muted">{me.reseller ? t('plan.providerNamed', { name: me.reseller.name }) : t('plan.provider')}</p>;
}

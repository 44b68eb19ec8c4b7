import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { StatusTag } from '../../ui/StatusTag';
import { ago } from '../../ui/When';
import type { Need } from './needs';

const TONES = { move: 'bad', suspended: 'bad', payment: 'waiting', much: 'waiting', invitation: 'waiting' } as const;

/** One thing to look at, with the way there. */
export function NeedLine({ need, names }: { need: Need; names: Map<string, string> }) {
  const { t, i18n } = useTranslation();
  const [id, name] = need.kind === 'invitation' ? [need.tenantId, names.get(need.tenantId)] : [need.tenant.id, need.tenant.name];
  return (
    <li>
      <StatusTag tone={TONES[need.kind]}>{t(`need.kind.${need.kind}`)}</StatusTag>
      <span className="shrink">
        <Link to={need.kind === 'invitation' ? `/tenants/${id}/people?status=Invited` : `/tenants/${id}`}>
          <bdi>{name}</bdi>
        </Link>{' '}
        <span className="muted">{text()}</span>
      </span>
    </li>
  );

  function text(): string {
    switch (need.kind) {
      case 'much':
        return t('need.much', {
          part: new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 }).format(need.part),
        });
      case 'invitation': {
        const over = need.ends.getTime() < Date.now();
        return t(over ? 'need.ended' : 'need.ends', { name: need.name, when: ago(need.ends.toISOString(), i18n.language) });
      }
      case 'suspended':
        return [...need.tenant.suspensions.map((reason) => t(`suspend.why.${reason}`)), ...(need.tenant.reseller_suspensions.length > 0 ? [t('suspend.seller')] : [])].join(' ');
      case 'payment':
        return t(`subscriptionStatus.${need.tenant.subscription_status ?? 'PastDue'}`);
      case 'move':
        return need.tenant.planned_move?.problem ?? '';
    }
  }
}

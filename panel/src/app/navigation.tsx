import {
  ApiOutlined,
  AuditOutlined,
  BarChartOutlined,
  CreditCardOutlined,
  KeyOutlined,
  PartitionOutlined,
  TeamOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import type { OperationId } from '../api/can';
import { useCan, useWhoAmI } from '../api/me';

const PLACES = [
  { to: '/jobs', text: 'nav.jobs', operation: 'listJobs', icon: <UnorderedListOutlined aria-hidden /> },
  { to: '/workflows', text: 'nav.workflows', operation: 'listWorkflows', icon: <PartitionOutlined aria-hidden /> },
  { to: '/usage', text: 'nav.usage', operation: 'getUsage', icon: <BarChartOutlined aria-hidden /> },
  { to: '/people', text: 'nav.people', operation: 'listUsers', icon: <TeamOutlined aria-hidden /> },
  { to: '/keys', text: 'nav.keys', operation: 'listApiKeys', icon: <KeyOutlined aria-hidden /> },
  { to: '/webhooks', text: 'nav.webhooks', operation: 'listWebhooks', icon: <ApiOutlined aria-hidden /> },
  { to: '/plan', text: 'nav.plan', operation: 'listCharges', icon: <CreditCardOutlined aria-hidden /> },
  { to: '/audit', text: 'nav.audit', operation: 'listTenantAudit', icon: <AuditOutlined aria-hidden /> },
] as const satisfies readonly { to: string; text: string; operation: OperationId; icon: ReactNode }[];

/** The places that the person may go to. */
export function Navigation({ onChoose }: { onChoose?: () => void }) {
  const { t } = useTranslation();
  const can = useCan();
  // The screens of resellers and the operator are not there yet.
  const customer = useWhoAmI().data?.organisation.kind === 'Customer';
  return (
    <nav className="nav" aria-label={t('nav.main')} onClick={onChoose}>
      {customer &&
        PLACES.filter(({ operation }) => can(operation)).map(({ to, text, icon }) => (
          <NavLink key={to} to={to}>
            {icon}
            {t(text)}
          </NavLink>
        ))}
    </nav>
  );
}

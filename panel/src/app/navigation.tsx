import {
  ApiOutlined,
  AuditOutlined,
  BankOutlined,
  BarChartOutlined,
  CloudServerOutlined,
  CreditCardOutlined,
  DashboardOutlined,
  KeyOutlined,
  PartitionOutlined,
  ProfileOutlined,
  ShopOutlined,
  TeamOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons';
import type { ParseKeys } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import type { OperationId } from '../api/can';
import { useCan, useWhoAmI } from '../api/me';

interface Place {
  to: string;
  text: ParseKeys;
  operation: OperationId;
  icon: ReactNode;
}

const PLACES: Place[] = [
  { to: '/jobs', text: 'nav.jobs', operation: 'listJobs', icon: <UnorderedListOutlined aria-hidden /> },
  { to: '/workflows', text: 'nav.workflows', operation: 'listWorkflows', icon: <PartitionOutlined aria-hidden /> },
  { to: '/usage', text: 'nav.usage', operation: 'getUsage', icon: <BarChartOutlined aria-hidden /> },
  { to: '/people', text: 'nav.people', operation: 'listUsers', icon: <TeamOutlined aria-hidden /> },
  { to: '/keys', text: 'nav.keys', operation: 'listApiKeys', icon: <KeyOutlined aria-hidden /> },
  { to: '/webhooks', text: 'nav.webhooks', operation: 'listWebhooks', icon: <ApiOutlined aria-hidden /> },
  { to: '/plan', text: 'nav.plan', operation: 'listCharges', icon: <CreditCardOutlined aria-hidden /> },
  { to: '/audit', text: 'nav.audit', operation: 'listTenantAudit', icon: <AuditOutlined aria-hidden /> },
];

/** What those who sell have; the resellers are the operator's. */
const SELLING: Place[] = [
  { to: '/overview', text: 'menu.overview', operation: 'listTenants', icon: <DashboardOutlined aria-hidden /> },
  { to: '/resellers', text: 'menu.resellers', operation: 'createReseller', icon: <ShopOutlined aria-hidden /> },
  { to: '/tenants', text: 'menu.tenants', operation: 'listTenants', icon: <BankOutlined aria-hidden /> },
  { to: '/plans', text: 'menu.plans', operation: 'listSubscriptionPlans', icon: <ProfileOutlined aria-hidden /> },
  { to: '/money', text: 'menu.money', operation: 'listCommission', icon: <CreditCardOutlined aria-hidden /> },
  { to: '/engines', text: 'menu.engines', operation: 'createReseller', icon: <CloudServerOutlined aria-hidden /> },
  { to: '/people', text: 'menu.team', operation: 'listUsers', icon: <TeamOutlined aria-hidden /> },
  { to: '/keys', text: 'nav.keys', operation: 'listApiKeys', icon: <KeyOutlined aria-hidden /> },
  { to: '/webhooks', text: 'nav.webhooks', operation: 'listWebhooks', icon: <ApiOutlined aria-hidden /> },
  { to: '/audit', text: 'nav.audit', operation: 'listTenantAudit', icon: <AuditOutlined aria-hidden /> },
];

/** The places that the person may go to. */
export function Navigation({ onChoose }: { onChoose?: () => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const kind = useWhoAmI().data?.organisation.kind;
  const places = kind === undefined ? [] : kind === 'Customer' ? PLACES : SELLING;
  return (
    <nav className="nav" aria-label={t('nav.main')} onClick={onChoose}>
      {places
        .filter(({ operation }) => can(operation))
        .map(({ to, text, icon }) => (
          <NavLink key={to} to={to}>
            {icon}
            {t(text)}
          </NavLink>
        ))}
    </nav>
  );
}

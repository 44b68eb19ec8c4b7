import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import { ConfirmEmailPage } from '../features/account/ConfirmEmailPage';
import { ForgottenPage } from '../features/account/ForgottenPage';
import { InvitationPage } from '../features/account/InvitationPage';
import { ResetPage } from '../features/account/ResetPage';
import { SignInPage } from '../features/account/SignInPage';
import { Crash } from './Crash';
import { loadAllTexts } from '../texts/i18n';
import { RequireSession } from './RequireSession';

const signedOut: RouteObject[] = [
  { path: '/sign-in', Component: SignInPage },
  { path: '/forgot-password', Component: ForgottenPage },
  { path: '/reset-password', Component: ResetPage },
  { path: '/accept-invitation', Component: InvitationPage },
  { path: '/confirm-email', Component: ConfirmEmailPage },
];

const signedIn: RouteObject = {
  path: '/',
  lazy: async () => {
    const [{ Shell }] = await Promise.all([import('./Shell'), loadAllTexts()]);
    return { Component: Shell };
  },
  children: [
    { index: true, lazy: async () => ({ Component: (await import('./Start')).Start }) },
    { path: 'jobs', lazy: async () => ({ Component: (await import('../features/jobs/JobsPage')).JobsPage }) },
    { path: 'jobs/:id', lazy: async () => ({ Component: (await import('../features/jobs/transcript/JobPage')).JobPage }) },
    { path: 'help', Component: () => <Navigate replace to="/" /> },
    { path: 'workflows', lazy: async () => ({ Component: (await import('../features/workflows/WorkflowsPage')).WorkflowsPage }) },
    { path: 'workflows/:id', lazy: async () => ({ Component: (await import('../features/workflows/WorkflowPage')).WorkflowPage }) },
    { path: 'usage', lazy: async () => ({ Component: (await import('../features/usage/UsagePage')).UsagePage }) },
    { path: 'people', lazy: async () => ({ Component: (await import('../features/people/PeoplePage')).PeoplePage }) },
    { path: 'keys', lazy: async () => ({ Component: (await import('../features/keys/KeysPage')).KeysPage }) },
    { path: 'webhooks', lazy: async () => ({ Component: (await import('../features/webhooks/WebhooksPage')).WebhooksPage }) },
    { path: 'webhooks/:id', lazy: async () => ({ Component: (await import('../features/webhooks/LogPage')).LogPage }) },
    { path: 'plan', lazy: async () => ({ Component: (await import('../features/plan/PlanPage')).PlanPage }) },
    { path: 'audit', lazy: async () => ({ Component: (await import('../features/audit/AuditPage')).AuditPage }) },
    { path: 'overview', lazy: async () => ({ Component: (await import('../features/overview/OverviewPage')).OverviewPage }) },
    { path: 'tenants', lazy: async () => ({ Component: (await import('../features/tenants/TenantsPage')).TenantsPage }) },
    { path: 'tenants/new', lazy: async () => ({ Component: (await import('../features/tenants/NewTenantPage')).NewTenantPage }) },
    {
      path: 'tenants/:id',
      lazy: async () => ({ Component: (await import('../features/tenants/TenantPage')).TenantPage }),
      children: [
        { index: true, lazy: async () => ({ Component: (await import('../features/tenants/TenantOverview')).TenantOverview }) },
        { path: 'people', lazy: async () => ({ Component: (await import('../features/tenants/TenantPeople')).TenantPeople }) },
        { path: 'usage', lazy: async () => ({ Component: (await import('../features/tenants/TenantUsage')).TenantUsage }) },
        { path: 'charges', lazy: async () => ({ Component: (await import('../features/tenants/TenantCharges')).TenantCharges }) },
        { path: 'audit', lazy: async () => ({ Component: (await import('../features/tenants/TenantAudit')).TenantAudit }) },
      ],
    },
    { path: 'plans', lazy: async () => ({ Component: (await import('../features/plans/PlansPage')).PlansPage }) },
    { path: 'plans/new', lazy: async () => ({ Component: (await import('../features/plans/NewPlanPage')).NewPlanPage }) },
    { path: 'plans/:id', lazy: async () => ({ Component: (await import('../features/plans/PlanDetailPage')).PlanDetailPage }) },
    {
      path: 'money',
      lazy: async () => ({ Component: (await import('../features/money/MoneyPage')).MoneyPage }),
      children: [
        { index: true, lazy: async () => ({ Component: (await import('../features/money/CommissionPage')).CommissionPage }) },
        { path: 'charges', lazy: async () => ({ Component: (await import('../features/money/ChargesPage')).ChargesPage }) },
      ],
    },
    { path: 'resellers', lazy: async () => ({ Component: (await import('../features/resellers/ResellersPage')).ResellersPage }) },
    { path: 'resellers/new', lazy: async () => ({ Component: (await import('../features/resellers/NewResellerPage')).NewResellerPage }) },
    { path: 'resellers/:id', lazy: async () => ({ Component: (await import('../features/resellers/ResellerPage')).ResellerPage }) },
    { path: 'engines', lazy: async () => ({ Component: (await import('../features/engines/EnginesPage')).EnginesPage }) },
    {
      path: 'account',
      lazy: async () => ({ Component: (await import('../features/account/AccountPage')).AccountPage }),
      children: [
        { index: true, lazy: async () => ({ Component: (await import('../features/account/ProfilePage')).ProfilePage }) },
        { path: 'password', lazy: async () => ({ Component: (await import('../features/account/PasswordPage')).PasswordPage }) },
        { path: 'sessions', lazy: async () => ({ Component: (await import('../features/account/SessionsPage')).SessionsPage }) },
      ],
    },
    { path: '*', lazy: async () => ({ Component: (await import('./NotFound')).NotFound }) },
  ],
};

export const makeRouter = () =>
  createBrowserRouter([
    {
      ErrorBoundary: Crash,
      HydrateFallback: () => null,
      children: [...signedOut, { Component: RequireSession, children: [signedIn] }],
    },
  ]);

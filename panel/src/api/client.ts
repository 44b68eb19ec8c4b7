import createClient from 'openapi-fetch';
import type { components as billingComponents, paths as BillingPaths } from '../../generated/billing-service';
import type { components as jobComponents, paths as JobPaths } from '../../generated/job-service';
import type { components as resellerComponents, paths as ResellerPaths } from '../../generated/reseller-service';
import type { components as tenantComponents, paths as TenantPaths } from '../../generated/tenant-service';
import { session } from './session';

export type ChargeView = billingComponents['schemas']['ChargeView'];
export type ChargeKind = billingComponents['schemas']['ChargeKind'];
export type ChargeDetails = billingComponents['schemas']['ChargeDetails'];
export type CommissionView = billingComponents['schemas']['CommissionView'];
export type CommissionLineView = billingComponents['schemas']['CommissionLineView'];
export type PlanDetails = billingComponents['schemas']['PlanDetails'];
export type PlanVersionView = billingComponents['schemas']['PlanVersionView'];
export type PlanFeatures = billingComponents['schemas']['PlanFeaturesView'];
export type PlanView = billingComponents['schemas']['PlanView'];
export type SubscriptionView = billingComponents['schemas']['SubscriptionView'];
export type SubscriptionChange = billingComponents['schemas']['SubscriptionChange'];
export type SubscriptionPreviewView = billingComponents['schemas']['SubscriptionPreviewView'];
export type UsageView = billingComponents['schemas']['UsageView'];
export type UsagePoint = billingComponents['schemas']['UsagePoint'];
export type Engine = jobComponents['schemas']['Engine'];
export type JobView = jobComponents['schemas']['JobView'];
export type JobStatus = jobComponents['schemas']['JobStatus'];
export type QuotaView = jobComponents['schemas']['QuotaView'];
export type Segment = jobComponents['schemas']['Segment'];
export type EditedTranscript = jobComponents['schemas']['EditedTranscript'];
export type RevisionView = jobComponents['schemas']['RevisionView'];
export type TranscriptChange = jobComponents['schemas']['TranscriptChange'];
export type Transcript = jobComponents['schemas']['Transcript'];
export type WorkflowView = jobComponents['schemas']['WorkflowView'];
export type ApiKeyView = tenantComponents['schemas']['ApiKeyView'];
export type AuditEntryView = tenantComponents['schemas']['AuditEntryView'];
export type MeView = tenantComponents['schemas']['MeView'];
export type Permission = tenantComponents['schemas']['Permission'];
export type UserStatus = tenantComponents['schemas']['UserStatus'];
export type Role = tenantComponents['schemas']['Role'];
export type SessionView = tenantComponents['schemas']['SessionView'];
export type NewTenant = tenantComponents['schemas']['NewTenant'];
export type SuspensionReason = tenantComponents['schemas']['SuspensionReason'];
export type TenantStatus = tenantComponents['schemas']['TenantStatus'];
export type TenantView = tenantComponents['schemas']['TenantView'];
export type ResellerView = resellerComponents['schemas']['ResellerView'];
export type ResellerDetails = resellerComponents['schemas']['ResellerDetails'];
export type WebhookView = tenantComponents['schemas']['WebhookView'];
export type WebhookDeliveryView = tenantComponents['schemas']['WebhookDeliveryView'];
export type UserView = tenantComponents['schemas']['UserView'];

type Paths = BillingPaths & JobPaths & ResellerPaths & TenantPaths;

const OPEN_PATHS = /^\/api\/v1\/auth\/(password-resets|email-changes)/;

/** Sends a request with the session's token; if it is refused, once more with a new one. */
export async function authorised(request: Request): Promise<Response> {
  if (OPEN_PATHS.test(new URL(request.url).pathname)) {
    return fetch(request);
  }
  const token = await session.token();
  const response = await fetch(withToken(request.clone(), token));
  if (response.status !== 401 || token === null) {
    return response;
  }
  const next = await session.renew(token);
  return next === null ? response : fetch(withToken(request, next));
}

function withToken(request: Request, token: string | null): Request {
  if (token !== null) {
    request.headers.set('Authorization', `Bearer ${token}`);
  }
  return request;
}

/** The API, typed by docs/openapi. */
export const api = createClient<Paths>({ baseUrl: window.location.origin, fetch: authorised });

import type { NewTenant } from '../../api/client';
import type { PlanValues } from '../../ui/PlanFields';

/** The choice to make a plan together with its first customer. */
export const NEW_PLAN = 'new';

export interface NewTenantValues extends PlanValues {
  name: string;
  subscription_plan_id: string | undefined;
  interval: 'Month' | 'Year';
  trial_days: string;
  email: string;
  first_name: string;
  last_name: string;
}

export type Step = 'plan' | 'tenant' | 'admin';

/** What is still to be done, as the server has it: a customer that is there has a plan, and one with people an Admin. */
export function stepsLeft(plan: string | undefined, tenant: boolean, people: number): Step[] {
  if (tenant) {
    return people > 0 ? [] : ['admin'];
  }
  return plan === NEW_PLAN ? ['plan', 'tenant', 'admin'] : ['tenant', 'admin'];
}

/** A trial is followed by the plan that it tries. */
export function tenantOf(values: NewTenantValues, plan: string): NewTenant {
  const days = Number(values.trial_days);
  return {
    name: values.name.trim(),
    subscription_plan_id: plan,
    interval: values.interval,
    ...(days > 0 && { trial: { days, plan_after_id: plan } }),
  };
}

import { expect, test } from 'vitest';
import { newPlan } from '../../ui/PlanFields';
import { NEW_PLAN, stepsLeft, tenantOf, type NewTenantValues } from './setUp';

test('what is there already is not made again', () => {
  expect(stepsLeft(NEW_PLAN, false, 0)).toEqual(['plan', 'tenant', 'admin']);
  expect(stepsLeft('plan', false, 0)).toEqual(['tenant', 'admin']);
  expect(stepsLeft(undefined, true, 0)).toEqual(['admin']);
  expect(stepsLeft(undefined, true, 1)).toEqual([]);
});

const VALUES: NewTenantValues = {
  ...newPlan,
  name: ' Harbour ',
  subscription_plan_id: 'p',
  interval: 'Year',
  trial_days: '',
  email: 'ada@example.com',
  first_name: '',
  last_name: '',
};

test('the plan that is tried follows the trial', () => {
  expect(tenantOf(VALUES, 'p')).toEqual({ name: 'Harbour', subscription_plan_id: 'p', interval: 'Year' });
  expect(tenantOf({ ...VALUES, trial_days: '14' }, 'p').trial).toEqual({ days: 14, plan_after_id: 'p' });
});

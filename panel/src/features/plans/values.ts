import type { PlanDetails, PlanFeatures, PlanView } from '../../api/client';
import { detailsOf, newPlan, type PlanValues } from '../../ui/PlanFields';

export const SWITCHES = ['diarization', 'bgm_separation', 'translation'] as const;
export const NUMBERS = ['max_file_mb', 'max_retention_days'] as const;
export const LIMITS = ['requests_per_minute', 'key_requests_per_minute', 'concurrent_jobs', 'weight'] as const;

export interface FullPlanValues extends PlanValues {
  description: string;
  draft: boolean;
  models: string[];
  languages: string[];
  switches: string[];
  max_file_mb: string;
  max_retention_days: string;
  requests_per_minute: string;
  key_requests_per_minute: string;
  concurrent_jobs: string;
  weight: string;
}

const text = (value: string | number | undefined): string => (value === undefined ? '' : String(value));

/** What the form of a plan begins with. */
export function valuesOf(plan?: PlanView): FullPlanValues {
  const features: PlanFeatures = plan?.features ?? {};
  const limits: NonNullable<PlanDetails['limits']> = plan?.limits ?? {};
  const base: PlanValues = plan
    ? {
        plan_name: plan.name,
        price_monthly: plan.price_monthly,
        price_yearly: text(plan.price_yearly),
        currency: plan.currency,
        processing_quota_minutes: text(plan.processing_quota_minutes),
        storage_quota_mb: text(plan.storage_quota_mb),
        max_users: text(plan.max_users),
      }
    : newPlan;
  return {
    ...base,
    description: plan?.description ?? '',
    draft: false,
    models: features.models ?? [],
    languages: features.languages ?? [],
    switches: SWITCHES.filter((name) => features[name] ?? true),
    max_file_mb: text(features.max_file_mb),
    max_retention_days: text(features.max_retention_days),
    requests_per_minute: text(limits.requests_per_minute),
    key_requests_per_minute: text(limits.key_requests_per_minute),
    concurrent_jobs: text(limits.concurrent_jobs),
    weight: text(limits.weight),
  };
}

type Members = Record<string, unknown>;

/** What limits nothing is left out. What was on stays on by being left out, too: so an old plan gets no new version by a look. */
function featuresOf(values: FullPlanValues): Members {
  return {
    ...(values.models.length > 0 && { models: values.models }),
    ...(values.languages.length > 0 && { languages: values.languages }),
    ...Object.fromEntries(SWITCHES.filter((name) => !values.switches.includes(name)).map((name) => [name, false])),
    ...numbersIn(values, NUMBERS),
  };
}

const numbersIn = <N extends keyof FullPlanValues>(values: FullPlanValues, names: readonly N[]): Members =>
  Object.fromEntries(names.filter((name) => String(values[name]).trim() !== '').map((name) => [name, Number(values[name])]));

/** A plan as it is made. */
export const madeOf = (values: FullPlanValues): PlanDetails => ({
  ...detailsOf(values),
  ...(values.description.trim() && { description: values.description.trim() }),
  features: featuresOf(values) as PlanFeatures,
  limits: numbersIn(values, LIMITS),
  status: values.draft ? 'Draft' : 'Published',
});

/** Of a patch, null takes away what is no longer there. */
function patchOf(before: Members, after: Members): Members {
  const gone = Object.keys(before).filter((name) => before[name] !== undefined && !(name in after));
  return { ...Object.fromEntries(gone.map((name) => [name, null])), ...after };
}

/** What changes a plan into what the form says. */
export function changeOf(plan: PlanView, values: FullPlanValues): Partial<PlanDetails> {
  const { description, features, limits, status: _, ...details } = madeOf(values);
  const on = Object.fromEntries(SWITCHES.filter((name) => plan.features[name] === true && values.switches.includes(name)).map((name) => [name, true]));
  const patch: Members = {
    ...details,
    description: description ?? (plan.description === undefined ? undefined : null),
    price_yearly: details.price_yearly ?? (plan.price_yearly === undefined ? undefined : null),
    features: patchOf({ ...plan.features }, { ...features, ...on }),
    limits: patchOf({ ...plan.limits }, { ...limits }),
  };
  return patch as Partial<PlanDetails>;
}

import type { FormInstance } from 'antd';
import type { TFunction } from 'i18next';
import { Problem, type Fault } from '../api/problem';

const OWN_TEXTS = [
  'forbidden',
  'gone',
  'insufficient-storage',
  'internal',
  'not-found',
  'precondition-failed',
  'quota-exceeded',
  'seats-exceeded',
  'suspended',
  'too-large',
  'unreachable',
  'unreadable-audio',
  'upload-locked',
] as const;

/** Says what went wrong, in the reader's language where the panel knows the reason or the kind. */
export function textOf(problem: Problem, t: TFunction): string {
  if (problem.status === 503) {
    return t('problem.unavailable');
  }
  if (problem.status === 429) {
    return t('problem.too-many-requests', { count: problem.retryAfter ?? 5 });
  }
  if (problem.kind === 'invalid-request') {
    // The server's sentence is for programs.
    return [t('problem.invalid-request'), ...new Set(problem.faults.map((fault) => faultText(fault, t)))].join(' ');
  }
  const own = OWN_TEXTS.find((kind) => kind === problem.kind);
  return reasonText(problem.reason, t, own ? t(`problem.${own}`) : problem.detail || t('problem.unexpected'));
}

/** Says why something was refused or failed: in the reader's language if the panel knows the word of the server. */
export function reasonText(reason: string | null | undefined, t: TFunction, otherwise: string): string {
  return reason ? t(`reason.${reason}` as 'reason.damaged', { defaultValue: otherwise }) : otherwise;
}

/** Says what is wrong with a field. */
export function faultText(fault: Fault, t: TFunction): string {
  const params = fault.params ?? {};
  switch (fault.code) {
    case 'required':
    case 'invalid-characters':
    case 'wrong-format':
    case 'incorrect':
    case 'not-allowed':
    case 'too-many-digits':
    case 'given-twice':
    case 'not-one-of':
    case 'not-found':
    case 'too-large':
      return t(`fault.${fault.code}`);
    case 'out-of-range':
      return params.min === undefined || params.max === undefined
        ? t('fault.out-of-range')
        : t('fault.out-of-range-between', { min: String(params.min), max: String(params.max) });
    case 'too-short':
      return t('fault.too-short', { count: Number(params.min ?? 1) });
    case 'too-long':
      return t('fault.too-long', { count: Number(params.max ?? 1) });
    default:
      return t('fault.other');
  }
}

export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(-1, 'unexpected', '');
}

/** Shows faults at the fields of a form; returns the problem if it concerns something else, too. */
export function showFaults(form: FormInstance, error: unknown, t: TFunction): Problem | null {
  const problem = asProblem(error);
  const fields = new Set(Object.keys(form.getFieldsValue(true) as object));
  const [here, elsewhere] = [true, false].map((wanted) =>
    problem.faults.filter((fault) => fields.has(fault.pointer.slice(1)) === wanted),
  ) as [Fault[], Fault[]];
  form.setFields(here.map((fault) => ({ name: fault.pointer.slice(1), errors: [faultText(fault, t)] })));
  return here.length > 0 && elsewhere.length === 0 ? null : problem;
}

import type { TFunction } from 'i18next';
import type { Difference } from '../../ui/Conflict';
import type { WorkflowValues } from './queries';

/** In which fields two versions differ, in words. */
export function differences(mine: WorkflowValues, theirs: WorkflowValues, t: TFunction, language: (code: string) => string): Difference[] {
  const fields: [string, (values: WorkflowValues) => string][] = [
    [t('workflows.name'), (values) => values.name],
    [t('workflows.description'), (values) => values.description],
    [t('workflow.language'), (values) => language(values.language)],
    [t('workflows.formats'), (values) => [...values.formats].sort().join(', ')],
    [t('workflows.isShared'), (values) => t(values.is_public ? 'workflows.yes' : 'workflows.no')],
    [t('workflows.isTemplate'), (values) => t(values.is_template ? 'workflows.yes' : 'workflows.no')],
  ];
  return fields
    .map(([label, of]) => ({ label, mine: of(mine), theirs: of(theirs) }))
    .filter((difference) => difference.mine !== difference.theirs);
}

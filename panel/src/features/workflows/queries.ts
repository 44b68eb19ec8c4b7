import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type WorkflowView } from '../../api/client';
import { useMe } from '../../api/me';
import { ok } from '../../api/problem';
import { settingsOf, simple, withSettings, type Format } from './graph';

export interface WorkflowValues {
  name: string;
  description: string;
  language: string;
  formats: Format[];
  is_public: boolean;
  is_template: boolean;
}

export const valuesOf = (workflow: WorkflowView): WorkflowValues => ({
  name: workflow.name,
  description: workflow.description ?? '',
  ...settingsOf(workflow.config),
  is_public: workflow.is_public,
  is_template: workflow.is_template,
});

const KEY = 'listWorkflows';

export const useWorkflowPage = (query: { cursor?: string }) =>
  useQuery({
    queryKey: [KEY, 'page', query],
    queryFn: () => ok(api.GET('/api/v1/workflows', { params: { query } })),
    placeholderData: keepPreviousData,
  });

export const useWorkflow = (id: string) =>
  useQuery({
    queryKey: ['getWorkflow', id],
    queryFn: () => ok(api.GET('/api/v1/workflows/{id}', { params: { path: { id } } })),
  });

/** Whether the person may change a workflow: the owner and an Admin may. */
export function useMayChange(workflow: WorkflowView | undefined): boolean {
  const me = useMe().data;
  return workflow !== undefined && (me?.role === 'Admin' || workflow.user_id === me?.id);
}

const details = ({ name, description, is_public, is_template }: WorkflowValues) => ({
  name: name.trim(),
  is_public,
  is_template,
  ...(description.trim() && { description: description.trim() }),
});

export const createWorkflow = (values: WorkflowValues, key: string): Promise<WorkflowView> =>
  ok(
    api.POST('/api/v1/workflows', {
      params: { header: { 'Idempotency-Key': key } },
      body: { ...details(values), config: simple(values) },
    }),
  );

/** Makes one's own workflow of one that one sees. */
export const copyWorkflow = (workflow: WorkflowView, name: string): Promise<WorkflowView> =>
  ok(
    api.POST('/api/v1/workflows', {
      params: { header: { 'Idempotency-Key': crypto.randomUUID() } },
      body: { name, config: workflow.config, ...(workflow.description && { description: workflow.description }) },
    }),
  );

type Patch = Partial<{ name: string; description: string; config: WorkflowView['config']; is_public: boolean; is_template: boolean }>;

/** Changes a workflow, if it is still as it was read. */
const change = (workflow: WorkflowView, body: Patch): Promise<WorkflowView> =>
  ok(
    api.PATCH('/api/v1/workflows/{id}', {
      params: { path: { id: workflow.id }, header: { 'If-Match': `"${workflow.version}"` } },
      headers: { 'Content-Type': 'application/merge-patch+json' },
      body,
    }),
  );

export const changeWorkflow = (workflow: WorkflowView, values: WorkflowValues): Promise<WorkflowView> =>
  change(workflow, {
    ...details(values),
    description: (values.description.trim() || null) as string,
    config: withSettings(workflow.config, values),
  });

export const share = (workflow: WorkflowView, is_public: boolean) => change(workflow, { is_public });

export const deleteWorkflow = (workflow: WorkflowView) =>
  ok(api.DELETE('/api/v1/workflows/{id}', { params: { path: { id: workflow.id } } }));

export function useRefreshWorkflows(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all([KEY, 'getWorkflow'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
  };
}

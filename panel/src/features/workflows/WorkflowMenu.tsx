import { App } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { WorkflowView } from '../../api/client';
import { useCan } from '../../api/me';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { asProblem, textOf } from '../../ui/problems';
import { RowMenu, type RowAction } from '../../ui/RowMenu';
import { copyWorkflow, deleteWorkflow, share, useMayChange, useRefreshWorkflows } from './queries';

const LONGEST_NAME = 255;

interface Props {
  workflow: WorkflowView;
  onDeleted?: () => void;
}

/** What one can do with a workflow. */
export function WorkflowMenu({ workflow, onDeleted }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const can = useCan();
  const mayChange = useMayChange(workflow) && can('changeWorkflow');
  const [deleting, setDeleting] = useState(false);
  const [busy, setBusy] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const refresh = useRefreshWorkflows();
  const act = (action: () => Promise<unknown>) => (): void => {
    setBusy(true);
    void action()
      .catch((e: unknown) => message.error(textOf(asProblem(e), t)))
      .then(refresh)
      .finally(() => setBusy(false));
  };
  const copy = async (): Promise<void> => {
    const { id } = await copyWorkflow(workflow, t('workflows.copyOf', { name: workflow.name }).slice(0, LONGEST_NAME));
    await refresh();
    void navigate(`/workflows/${id}`);
  };
  const actions: RowAction[] = [
    ...(can('createWorkflow') ? [{ key: 'copy', label: t('workflows.copy'), run: act(copy) }] : []),
    ...(mayChange
      ? [
          {
            key: 'share',
            label: t(workflow.is_public ? 'workflows.unshare' : 'workflows.share'),
            run: act(() => share(workflow, !workflow.is_public)),
          },
          { key: 'delete', label: t('workflows.delete'), danger: true, run: () => setDeleting(true) },
        ]
      : []),
  ];
  return (
    <>
      <RowMenu label={t('workflows.actions', { name: workflow.name })} actions={actions} button={button} loading={busy} />
      {deleting && (
        <ConfirmDialog
          danger
          title={t('workflows.deleteTitle', { name: workflow.name })}
          text={t('workflows.deleteText')}
          submit={t('workflows.delete')}
          opener={button}
          action={async () => {
            await deleteWorkflow(workflow);
            onDeleted?.();
            await refresh();
          }}
          onClose={() => setDeleting(false)}
          explain={(problem) => (problem.status === 409 ? t('workflows.inUse') : undefined)}
        />
      )}
    </>
  );
}

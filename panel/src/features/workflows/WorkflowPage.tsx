import { Alert, Card, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import type { WorkflowView } from '../../api/client';
import { useCan } from '../../api/me';
import { Missing } from '../../ui/Missing';
import { PageTitle } from '../../ui/PageTitle';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { asProblem } from '../../ui/problems';
import { useMayChange, useWorkflow } from './queries';
import { WorkflowForm } from './WorkflowForm';
import { WorkflowMenu } from './WorkflowMenu';

/** A workflow, or a new one. */
export function WorkflowPage() {
  const { id = 'new' } = useParams();
  return id === 'new' ? <New /> : <Existing key={id} id={id} />;
}

function Back() {
  const { t } = useTranslation();
  return (
    <Link to="/workflows" className="back">
      {t('workflows.title')}
    </Link>
  );
}

function New() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const can = useCan();
  return (
    <div>
      <Back />
      <PageTitle title={t('workflows.new')} />
      <Card className="narrow">
        <WorkflowForm disabled={!can('createWorkflow')} onSaved={(made) => void navigate(`/workflows/${made.id}`, { replace: true })} />
      </Card>
    </div>
  );
}

function Existing({ id }: { id: string }) {
  const { t } = useTranslation();
  const workflow = useWorkflow(id);
  if (workflow.data) {
    return <Shown workflow={workflow.data} />;
  }
  if (!workflow.error) {
    return <Skeleton active />;
  }
  const { status } = asProblem(workflow.error);
  // An id that is none is as foreign as one of somebody else.
  return status === 404 || status === 400 ? (
    <Missing to="/workflows" link={t('workflows.title')} />
  ) : (
    <ProblemAlert error={workflow.error} retry={() => void workflow.refetch()} />
  );
}

function Shown({ workflow }: { workflow: WorkflowView }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayChange = useMayChange(workflow);
  const can = useCan();
  return (
    <div>
      <Back />
      <PageTitle title={workflow.name} actions={<WorkflowMenu workflow={workflow} onDeleted={() => void navigate('/workflows')} />} />
      {!mayChange && <Alert type="info" showIcon title={t('workflows.readOnly')} className="filters narrow" />}
      <Card className="narrow">
        <WorkflowForm workflow={workflow} disabled={!mayChange || !can('changeWorkflow')} />
      </Card>
    </div>
  );
}

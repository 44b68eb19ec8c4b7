import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Segmented, Tag } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { WorkflowView } from '../../api/client';
import { useCan, useMe } from '../../api/me';
import { useNames } from '../../api/people';
import { CursorTable, type Column } from '../../ui/CursorTable';
import { PageTitle } from '../../ui/PageTitle';
import { When } from '../../ui/When';
import { settingsOf } from './graph';
import { useLanguageName } from './languages';
import { useWorkflowPage } from './queries';
import { WorkflowMenu } from './WorkflowMenu';

const SHOWN = ['all', 'own', 'shared', 'templates'] as const;

export function WorkflowsPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const can = useCan();
  const me = useMe().data;
  const names = useNames();
  const cursor = search.get('cursor');
  const workflows = useWorkflowPage(cursor ? { cursor } : {});
  const shown = SHOWN.find((one) => one === search.get('show')) ?? 'all';
  const kept = (one: WorkflowView): boolean =>
    shown === 'own' ? one.user_id === me?.id : shown === 'shared' ? one.is_public : shown === 'templates' ? one.is_template : true;
  const page = workflows.data && { ...workflows.data, items: workflows.data.items.filter(kept) };
  return (
    <div>
      <PageTitle
        title={t('workflows.title')}
        actions={
          can('createWorkflow') && (
            <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => void navigate('/workflows/new')}>
              {t('workflows.new')}
            </Button>
          )
        }
      />
      <p className="lead filters">{t('workflows.lead')}</p>
      <Segmented
        aria-label={t('workflows.show')}
        className="filters"
        value={shown}
        onChange={(value) => setSearch(value === 'all' ? {} : { show: value })}
        options={SHOWN.map((value) => ({ value, label: t(`workflows.shown.${value}`) }))}
      />
      <CursorTable
        label={t('workflows.title')}
        columns={columns(t, me?.id, names)}
        page={page}
        error={workflows.error}
        retry={() => void workflows.refetch()}
        empty={t(shown === 'all' ? 'workflows.empty' : 'workflows.emptyFiltered')}
        card={(one) => <WorkflowCard workflow={one} owner={ownerOf(one, me?.id, names, t)} />}
      />
    </div>
  );
}

function ownerOf(workflow: WorkflowView, own: string | undefined, names: Map<string, string>, t: TFunction): string {
  return workflow.user_id === own ? t('workflows.you') : (names.get(workflow.user_id) ?? t('workflows.colleague'));
}

const columns = (t: TFunction, own: string | undefined, names: Map<string, string>): Column<WorkflowView>[] => [
  { key: 'name', title: t('workflows.name'), render: (one) => <WorkflowName workflow={one} /> },
  { key: 'language', title: t('workflows.language'), width: 11, render: (one) => <Heard workflow={one} /> },
  { key: 'formats', title: t('workflows.formats'), width: 12, render: (one) => <Written workflow={one} /> },
  { key: 'owner', title: t('workflows.owner'), width: 10, render: (one) => <bdi>{ownerOf(one, own, names, t)}</bdi> },
  { key: 'changed', title: t('workflows.changed'), width: 9, render: (one) => <When at={one.updated_at} /> },
  { key: 'actions', title: '', width: 4, align: 'end', render: (one) => <WorkflowMenu workflow={one} /> },
];

function WorkflowName({ workflow }: { workflow: WorkflowView }) {
  const { t } = useTranslation();
  return (
    <span className="shrink">
      <bdi className="name" title={workflow.name}>
        <Link to={`/workflows/${workflow.id}`}>{workflow.name}</Link>
      </bdi>
      {workflow.is_public && <Tag>{t('workflows.shared')}</Tag>}
      {workflow.is_template && <Tag>{t('workflows.template')}</Tag>}
    </span>
  );
}

function Heard({ workflow }: { workflow: WorkflowView }) {
  const { t } = useTranslation();
  const name = useLanguageName();
  const { language } = settingsOf(workflow.config);
  return <>{language === '' ? t('workflows.detected') : name(language)}</>;
}

function Written({ workflow }: { workflow: WorkflowView }) {
  const { formats } = settingsOf(workflow.config);
  return <>{formats.length === 0 ? '–' : formats.map((one) => one.toUpperCase()).join(', ')}</>;
}

function WorkflowCard({ workflow, owner }: { workflow: WorkflowView; owner: string }) {
  return (
    <Flex vertical gap="small">
      <Flex justify="space-between" align="start" gap="small">
        <WorkflowName workflow={workflow} />
        <WorkflowMenu workflow={workflow} />
      </Flex>
      <span>
        <Heard workflow={workflow} /> · <Written workflow={workflow} />
      </span>
      <Flex justify="space-between" className="muted" gap="small">
        <bdi>{owner}</bdi>
        <When at={workflow.updated_at} />
      </Flex>
    </Flex>
  );
}

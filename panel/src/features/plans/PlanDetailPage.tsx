import './plans.css';
import '../../ui/subscription.css';
import { App, Button, Card, Flex, Skeleton } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import type { PlanDetails, PlanView } from '../../api/client';
import { useCan, useWhoAmI } from '../../api/me';
import { usePlan } from '../../api/plans';
import { Allowances } from '../../ui/Allowances';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { Missing } from '../../ui/Missing';
import { Money } from '../../ui/Money';
import { PageTitle } from '../../ui/PageTitle';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { asProblem, textOf } from '../../ui/problems';
import { PlanForm } from './PlanForm';
import { PlanStatusTag } from './PlansPage';
import { changePlan, useRefreshPlans } from './queries';
import { Subscribers } from './Subscribers';
import { Versions } from './Versions';

const MB = 1_000_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A plan: what it allows and costs, its versions, and who has it. */
export function PlanDetailPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const wrong = !UUID.test(id);
  const plan = usePlan(wrong ? undefined : id);
  const [search, setSearch] = useSearchParams();
  const editing = search.has('edit');
  if (wrong || (plan.error && asProblem(plan.error).status === 404)) {
    return <Missing to="/plans" link={t('plans.title')} />;
  }
  if (!plan.data) {
    return plan.error ? <ProblemAlert error={plan.error} retry={() => void plan.refetch()} /> : <Skeleton active />;
  }
  return (
    <div className={editing ? 'plan-form' : ''}>
      <Link to="/plans" className="back">
        {t('plans.title')}
      </Link>
      <PageTitle title={plan.data.name} actions={<Actions plan={plan.data} editing={editing} onEdit={() => setSearch({ edit: '' })} />} />
      {editing ? (
        <PlanForm key={plan.data.version} plan={plan.data} onSaved={() => setSearch({})} onCancel={() => setSearch({})} />
      ) : (
        <Flex vertical gap="middle">
          <div className="plan-parts">
            <Offer plan={plan.data} />
            <Versions plan={plan.data} />
          </div>
          <Subscribers plan={plan.data} />
        </Flex>
      )}
    </div>
  );
}

function Offer({ plan }: { plan: PlanView }) {
  const { t } = useTranslation();
  return (
    <Card>
      <h2>{t('allows.title')}</h2>
      <Flex vertical gap="small">
        {plan.description && <p className="lead">{plan.description}</p>}
        <p>
          <Money amount={plan.price_monthly} currency={plan.currency} /> <span className="muted">{t('plan.per.Month')}</span>
          {plan.price_yearly !== undefined && (
            <>
              {' · '}
              <Money amount={plan.price_yearly} currency={plan.currency} /> <span className="muted">{t('plan.per.Year')}</span>
            </>
          )}
        </p>
        <Allowances
          minutes={plan.processing_quota_minutes}
          bytes={plan.storage_quota_mb * MB}
          people={plan.max_users}
          features={plan.features}
        />
      </Flex>
    </Card>
  );
}

/** Whether the plan is the own organisation's to change. A plan of the system is the platform's. */
export function useOwns(plan: PlanView): boolean {
  const organisation = useWhoAmI().data?.organisation;
  return organisation?.kind === 'Platform' ? plan.reseller_id === undefined : plan.reseller_id === organisation?.id;
}

interface ActionsProps {
  plan: PlanView;
  editing: boolean;
  onEdit: () => void;
}

function Actions({ plan, editing, onEdit }: ActionsProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const can = useCan();
  const owns = useOwns(plan);
  const refresh = useRefreshPlans();
  const [archives, setArchives] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const become = (status: NonNullable<PlanDetails['status']>): Promise<void> => changePlan(plan, { status }).then(refresh);
  return (
    <Flex gap="small" wrap align="center">
      <PlanStatusTag plan={plan} />
      {owns && can('editSubscriptionPlan') && !editing && (
        <>
          <Button onClick={onEdit}>{t('plans.edit')}</Button>
          {plan.status === 'Published' ? (
            <Button ref={button} onClick={() => setArchives(true)}>
              {t('plans.archive')}
            </Button>
          ) : (
            <Button
              type="primary"
              onClick={() => void become('Published').catch((e: unknown) => message.error(textOf(asProblem(e), t)))}
            >
              {t('plans.publish')}
            </Button>
          )}
        </>
      )}
      {archives && (
        <ConfirmDialog
          title={t('plans.archiveTitle', { name: plan.name })}
          text={t('plans.archiveText')}
          submit={t('plans.archive')}
          opener={button}
          action={() => become('Archived')}
          onClose={() => setArchives(false)}
        />
      )}
    </Flex>
  );
}

import { App, Button, Flex, Form, Select } from 'antd';
import { useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { PlanView, SubscriptionView } from '../../api/client';
import { useCan } from '../../api/me';
import { useTenantNames } from '../../api/tenants';
import { CursorTable, type Column } from '../../ui/CursorTable';
import { days } from '../../ui/day';
import { FormDialog, inDialog } from '../../ui/FormDialog';
import { StatusTag } from '../../ui/StatusTag';
import { subscriptionTones } from '../../ui/tones';
import { moveSubscribers, useRefreshPlans, useSubscribers } from './queries';

/** Who has a plan, in which version, and how all get the current one. */
export function Subscribers({ plan }: { plan: PlanView }) {
  const { t, i18n } = useTranslation();
  const can = useCan();
  const cursor = useSearchParams()[0].get('cursor');
  const subscribers = useSubscribers(plan.id, cursor ? { cursor } : {});
  const names = useTenantNames();
  const [moves, setMoves] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const older = subscribers.data?.items.some((one) => one.plan_version !== plan.current_version) ?? false;
  const version = (one: SubscriptionView): string => t('plans.version', { version: one.plan_version });
  const columns: Column<SubscriptionView>[] = [
    { key: 'tenant', title: t('plans.customer'), render: (one) => <TenantLink id={one.tenant_id} names={names} /> },
    { key: 'version', title: t('plans.has'), width: 9, render: version },
    { key: 'status', title: t('plans.status'), width: 10, render: (one) => <Status subscription={one} /> },
    { key: 'period', title: t('plans.period'), width: 15, render: (one) => days(one.period_start, one.period_end, i18n.language) },
  ];
  return (
    <section>
      <Flex justify="space-between" align="center" gap="small" wrap className="filters">
        <h2 className="inline-heading">{t('plans.subscribers')}</h2>
        {older && can('moveSubscriptionPlanSubscribers') && (
          <Button ref={button} onClick={() => setMoves(true)}>
            {t('plans.move', { version: plan.current_version })}
          </Button>
        )}
      </Flex>
      <CursorTable
        label={t('plans.subscribers')}
        columns={columns}
        page={subscribers.data}
        error={subscribers.error}
        retry={() => void subscribers.refetch()}
        empty={t('plans.noSubscribers')}
        card={(one) => (
          <Flex vertical gap="small">
            <Flex justify="space-between" gap="small">
              <TenantLink id={one.tenant_id} names={names} />
              <Status subscription={one} />
            </Flex>
            <span className="muted">{version(one)}</span>
          </Flex>
        )}
      />
      {moves && <MoveDialog plan={plan} opener={button} onClose={() => setMoves(false)} />}
    </section>
  );
}

function TenantLink({ id, names }: { id: string; names: Map<string, string> }) {
  return (
    <Link to={`/tenants/${id}`}>
      <bdi>{names.get(id) ?? id}</bdi>
    </Link>
  );
}

function Status({ subscription: { status } }: { subscription: SubscriptionView }) {
  const { t } = useTranslation();
  return <StatusTag tone={subscriptionTones[status]}>{t(`subscriptionStatus.${status}`)}</StatusTag>;
}

const TIMES = ['PeriodEnd', 'Now'] as const;

interface MoveProps {
  plan: PlanView;
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
}

function MoveDialog({ plan, opener, onClose }: MoveProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefreshPlans();
  const [form] = Form.useForm<{ at: (typeof TIMES)[number] }>();
  return (
    <FormDialog
      title={t('plans.move', { version: plan.current_version })}
      lead={t('plans.moveLead')}
      form={form}
      initial={{ at: TIMES[0] as (typeof TIMES)[number] }}
      submit={t('plans.moveSubmit')}
      opener={opener}
      send={async ({ at }) => {
        const moved = await moveSubscribers(plan, at);
        await refresh();
        void message.success(t('plans.moved', { count: moved.subscriptions }));
        onClose();
      }}
      onClose={onClose}
    >
      <Form.Item name="at" label={t('whatIf.at')}>
        <Select getPopupContainer={inDialog} options={TIMES.map((value) => ({ value, label: t(`whatIf.times.${value}`) }))} />
      </Form.Item>
    </FormDialog>
  );
}

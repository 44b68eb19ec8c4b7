import './webhooks.css';
import { Button, Flex, Select, Tag } from 'antd';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import type { WebhookDeliveryView } from '../../api/client';
import { useCan } from '../../api/me';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { CursorTable, type Column } from '../../ui/CursorTable';
import { PageTitle } from '../../ui/PageTitle';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { StatusTag } from '../../ui/StatusTag';
import { When } from '../../ui/When';
import { DeliveryDialog } from './DeliveryDialog';
import { replayFailed, useDeliveries, useRefreshWebhooks, useWebhook, type LogFilter } from './queries';
import { WebhookMenu } from './WebhookMenu';
import { WebhookStatus } from './WebhooksPage';

const STATUSES = ['Pending', 'Delivered', 'Failed'] as const;
const TONES = { Pending: 'waiting', Delivered: 'good', Failed: 'bad' } as const;
const LOG_MS = 30 * 86_400_000;

/** What was sent to a webhook, and what was answered. */
export function LogPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const webhook = useWebhook(id);
  const deliveries = useDeliveries(id, filterOf(search));
  const [shown, setShown] = useState<WebhookDeliveryView | null>(null);
  if (webhook.error) {
    return <ProblemAlert error={webhook.error} retry={() => void webhook.refetch()} />;
  }
  return (
    <div>
      <PageTitle title={t('webhooks.log')} actions={webhook.data && <WebhookMenu webhook={webhook.data} />} />
      {webhook.data && (
        <Flex gap="middle" wrap align="center" className="filters">
          <bdi>{webhook.data.url}</bdi>
          <WebhookStatus webhook={webhook.data} />
        </Flex>
      )}
      <Flex gap="small" wrap className="filters">
        <Select
          aria-label={t('webhooks.status')}
          value={filterOf(search).status ?? ''}
          onChange={(value) => setSearch(value ? { status: value } : {})}
          options={[{ value: '', label: t('webhooks.all') }, ...STATUSES.map((value) => ({ value, label: t(`deliveryStatus.${value}`) }))]}
          className="preference"
        />
        <ReplayFailed id={id} />
      </Flex>
      <CursorTable
        label={t('webhooks.log')}
        columns={columns(t, setShown)}
        page={deliveries.data}
        error={deliveries.error}
        retry={() => void deliveries.refetch()}
        empty={t('webhooks.noDeliveries')}
        card={(delivery) => (
          <Flex justify="space-between" align="center" gap="small" wrap>
            <Tag className="event">{delivery.event}</Tag>
            <Answer delivery={delivery} />
            <Show delivery={delivery} show={setShown} />
          </Flex>
        )}
      />
      {shown && <DeliveryDialog delivery={shown} onClose={() => setShown(null)} />}
    </div>
  );
}

function filterOf(search: URLSearchParams): LogFilter {
  const status = STATUSES.find((one) => one === search.get('status'));
  const cursor = search.get('cursor');
  return { ...(status && { status }), ...(cursor && { cursor }) };
}

type Showing = (delivery: WebhookDeliveryView) => void;

const columns = (t: TFunction, show: Showing): Column<WebhookDeliveryView>[] => [
  { key: 'event', title: t('webhooks.event'), render: (delivery) => <Tag className="event">{delivery.event}</Tag> },
  { key: 'answer', title: t('webhooks.status'), width: 14, render: (delivery) => <Answer delivery={delivery} /> },
  { key: 'attempts', title: t('webhooks.attempts'), width: 6, align: 'end', render: (delivery) => delivery.attempts },
  { key: 'created', title: t('webhooks.happened'), width: 10, render: (delivery) => <When at={delivery.created_at} /> },
  { key: 'show', title: '', width: 8, align: 'end', render: (delivery) => <Show delivery={delivery} show={show} /> },
];

function Answer({ delivery }: { delivery: WebhookDeliveryView }) {
  const { t } = useTranslation();
  return (
    <StatusTag tone={TONES[delivery.status]}>
      {t(`deliveryStatus.${delivery.status}`)}
      {delivery.answer_status !== undefined && ` (${delivery.answer_status})`}
    </StatusTag>
  );
}

function Show({ delivery, show }: { delivery: WebhookDeliveryView; show: Showing }) {
  const { t } = useTranslation();
  return (
    <Button size="small" onClick={() => show(delivery)}>
      {t('webhooks.show')}
    </Button>
  );
}

function ReplayFailed({ id }: { id: string }) {
  const { t } = useTranslation();
  const can = useCan();
  const refresh = useRefreshWebhooks();
  const [asked, setAsked] = useState(false);
  return (
    <>
      {can('replayWebhook') && <Button onClick={() => setAsked(true)}>{t('webhooks.replayFailed')}</Button>}
      {asked && (
        <ConfirmDialog
          title={t('webhooks.replayFailed')}
          text={t('webhooks.replayFailedText')}
          submit={t('webhooks.replay')}
          action={() => replayFailed(id, new Date(Date.now() - LOG_MS)).then(refresh)}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  );
}

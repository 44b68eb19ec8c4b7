import './webhooks.css';
import { Button, Flex, Tag } from 'antd';
import type { TFunction } from 'i18next';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { WebhookView } from '../../api/client';
import { useCan } from '../../api/me';
import { CursorTable, type Column } from '../../ui/CursorTable';
import { PageTitle } from '../../ui/PageTitle';
import { StatusTag } from '../../ui/StatusTag';
import { When } from '../../ui/When';
import { NewWebhookDialog } from './NewWebhookDialog';
import { useWebhooks } from './queries';
import { WebhookMenu } from './WebhookMenu';

export function WebhooksPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const cursor = search.get('cursor');
  const webhooks = useWebhooks(cursor ? { cursor } : {});
  const can = useCan();
  const [making, setMaking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <div>
      <PageTitle
        title={t('webhooks.title')}
        actions={
          can('createWebhook') && (
            <Button ref={opener} type="primary" onClick={() => setMaking(true)}>
              {t('webhooks.make')}
            </Button>
          )
        }
      />
      <p className="lead filters">{t('webhooks.lead')}</p>
      <CursorTable
        label={t('webhooks.title')}
        columns={columns(t)}
        page={webhooks.data}
        error={webhooks.error}
        retry={() => void webhooks.refetch()}
        empty={t('webhooks.empty')}
        card={(webhook) => <WebhookCard webhook={webhook} />}
      />
      {making && <NewWebhookDialog opener={opener} onClose={() => setMaking(false)} />}
    </div>
  );
}

const columns = (t: TFunction): Column<WebhookView>[] => [
  { key: 'url', title: t('webhooks.url'), render: (webhook) => <Receiver webhook={webhook} /> },
  { key: 'status', title: t('webhooks.status'), width: 14, render: (webhook) => <WebhookStatus webhook={webhook} /> },
  { key: 'created', title: t('webhooks.created'), width: 10, render: (webhook) => <When at={webhook.created_at} /> },
  { key: 'actions', title: '', width: 4, align: 'end', render: (webhook) => <WebhookMenu webhook={webhook} /> },
];

function Receiver({ webhook }: { webhook: WebhookView }) {
  return (
    <span className="shrink">
      <Link to={`/webhooks/${webhook.id}`} className="name" title={webhook.url}>
        <bdi>{webhook.url}</bdi>
      </Link>
      <Flex gap={4} wrap>
        {webhook.events.map((one) => (
          <Tag key={one} className="event">
            {one}
          </Tag>
        ))}
      </Flex>
    </span>
  );
}

export function WebhookStatus({ webhook }: { webhook: WebhookView }) {
  const { t } = useTranslation();
  if (webhook.disabled) {
    return <StatusTag tone={webhook.disabled === 'Requested' ? 'off' : 'bad'}>{t(`webhooks.disabled.${webhook.disabled}`)}</StatusTag>;
  }
  return webhook.failing_since ? (
    <StatusTag tone="waiting">{t('webhooks.failing')}</StatusTag>
  ) : (
    <StatusTag tone="good">{t('webhooks.active')}</StatusTag>
  );
}

function WebhookCard({ webhook }: { webhook: WebhookView }) {
  return (
    <Flex vertical gap="small">
      <Receiver webhook={webhook} />
      <Flex justify="space-between" align="center" gap="small" wrap>
        <WebhookStatus webhook={webhook} />
        <WebhookMenu webhook={webhook} />
      </Flex>
    </Flex>
  );
}

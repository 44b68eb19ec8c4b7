import './keys.css';
import { Button, Flex, Segmented, Select, Tag } from 'antd';
import type { TFunction } from 'i18next';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { ApiKeyView } from '../../api/client';
import { useCan, useMe } from '../../api/me';
import { useNames } from '../../api/people';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { CursorTable, type Column } from '../../ui/CursorTable';
import { PageTitle } from '../../ui/PageTitle';
import { StatusTag } from '../../ui/StatusTag';
import { When } from '../../ui/When';
import { NewKeyDialog } from './NewKeyDialog';
import { revoke, useKeys, useRefreshKeys, type KeyFilter } from './queries';

const STATUSES = ['Active', 'Expired', 'Revoked'] as const;

export function KeysPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const me = useMe().data;
  const can = useCan();
  const admin = me !== undefined && me.role !== 'User';
  const keys = useKeys(filterOf(search, admin ? me.id : undefined));
  const names = useNames();
  const [making, setMaking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const set = (name: 'of' | 'status', value: string): void => {
    const next = new URLSearchParams(search);
    next.delete('cursor');
    if (value) {
      next.set(name, value);
    } else {
      next.delete(name);
    }
    setSearch(next);
  };
  return (
    <div>
      <PageTitle
        title={t('keys.title')}
        actions={
          can('createApiKey') && (
            <Button ref={opener} type="primary" onClick={() => setMaking(true)}>
              {t('keys.make')}
            </Button>
          )
        }
      />
      <p className="lead filters">{t('keys.lead')}</p>
      <Flex gap="small" wrap align="center" className="filters">
        {admin && (
          <Segmented
            aria-label={t('keys.of')}
            value={search.get('of') === 'me' ? 'me' : ''}
            onChange={(value) => set('of', value)}
            options={[
              { value: '', label: t('keys.everybody') },
              { value: 'me', label: t('keys.mine') },
            ]}
          />
        )}
        <Select
          aria-label={t('keys.status')}
          value={STATUSES.find((one) => one === search.get('status')) ?? ''}
          onChange={(value) => set('status', value)}
          options={[{ value: '', label: t('keys.all') }, ...STATUSES.map((value) => ({ value, label: t(`keyStatus.${value}`) }))]}
          className="preference"
        />
      </Flex>
      <CursorTable
        label={t('keys.title')}
        columns={columns(t, admin, names)}
        page={keys.data}
        error={keys.error}
        retry={() => void keys.refetch()}
        empty={t('keys.empty')}
        card={(key) => <KeyCard apiKey={key} owner={admin ? names.get(key.user_id) : undefined} />}
      />
      {making && <NewKeyDialog opener={opener} onClose={() => setMaking(false)} />}
    </div>
  );
}

function filterOf(search: URLSearchParams, own: string | undefined): KeyFilter {
  const status = STATUSES.find((one) => one === search.get('status'));
  const cursor = search.get('cursor');
  return {
    ...(status && { status }),
    ...(own && search.get('of') === 'me' && { user_id: own }),
    ...(cursor && { cursor }),
  };
}

const columns = (t: TFunction, admin: boolean, names: Map<string, string>): Column<ApiKeyView>[] => [
  { key: 'name', title: t('keys.name'), render: (key) => <KeyName apiKey={key} /> },
  ...(admin
    ? [{ key: 'owner', title: t('keys.owner'), width: 10, render: (key: ApiKeyView) => <bdi>{names.get(key.user_id) ?? t('people.gone')}</bdi> }]
    : []),
  { key: 'status', title: t('keys.status'), width: 8, render: (key) => <KeyStatus apiKey={key} /> },
  { key: 'used', title: t('keys.used'), width: 10, render: (key) => <Used at={key.last_used_at} /> },
  { key: 'expires', title: t('keys.expires'), width: 10, render: (key) => <Expires at={key.expires_at} /> },
  { key: 'actions', title: '', width: 8, align: 'end', render: (key) => <Revoke apiKey={key} /> },
];

function KeyName({ apiKey }: { apiKey: ApiKeyView }) {
  return (
    <span className="shrink">
      <bdi className="name" title={apiKey.name}>
        {apiKey.name}
      </bdi>
      <Flex gap={4} wrap>
        {apiKey.permissions.map((one) => (
          <Tag key={one} className="permission">
            {one}
          </Tag>
        ))}
      </Flex>
    </span>
  );
}

const TONES = { Active: 'good', Expired: 'off', Revoked: 'bad' } as const;

function KeyStatus({ apiKey }: { apiKey: ApiKeyView }) {
  const { t } = useTranslation();
  return <StatusTag tone={TONES[apiKey.status]}>{t(`keyStatus.${apiKey.status}`)}</StatusTag>;
}

function Used({ at }: { at: string | undefined }) {
  const { t } = useTranslation();
  return at ? <When at={at} /> : <span className="muted">{t('keys.neverUsed')}</span>;
}

function Expires({ at }: { at: string | undefined }) {
  const { t } = useTranslation();
  return at ? <When at={at} /> : <span className="muted">{t('keys.never')}</span>;
}

function Revoke({ apiKey }: { apiKey: ApiKeyView }) {
  const { t } = useTranslation();
  const can = useCan();
  const refresh = useRefreshKeys();
  const [asked, setAsked] = useState(false);
  if (apiKey.status !== 'Active' || !can('revokeApiKey')) {
    return null;
  }
  return (
    <>
      <Button danger size="small" aria-label={t('keys.revokeOf', { name: apiKey.name })} onClick={() => setAsked(true)}>
        {t('keys.revoke')}
      </Button>
      {asked && (
        <ConfirmDialog
          danger
          title={t('keys.revokeTitle', { name: apiKey.name })}
          text={t('keys.revokeText')}
          submit={t('keys.revoke')}
          action={() => revoke(apiKey).then(refresh)}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  );
}

function KeyCard({ apiKey, owner }: { apiKey: ApiKeyView; owner: string | undefined }) {
  const { t } = useTranslation();
  return (
    <Flex vertical gap="small">
      <KeyName apiKey={apiKey} />
      {owner && <bdi className="muted">{owner}</bdi>}
      <Flex justify="space-between" align="center" gap="small" wrap>
        <KeyStatus apiKey={apiKey} />
        <span className="muted">
          {t('keys.used')}: <Used at={apiKey.last_used_at} />
        </span>
        <Revoke apiKey={apiKey} />
      </Flex>
    </Flex>
  );
}

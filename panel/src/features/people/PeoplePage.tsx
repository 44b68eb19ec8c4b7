import './people.css';
import { Button, Flex, Input, Select } from 'antd';
import type { TFunction } from 'i18next';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { UserStatus, UserView } from '../../api/client';
import { nameOf, useCan, useMe, useOrganisation } from '../../api/me';
import { CursorTable, type Column } from '../../ui/CursorTable';
import { PageTitle } from '../../ui/PageTitle';
import { StatusTag } from '../../ui/StatusTag';
import { When } from '../../ui/When';
import { InviteDialog } from './InviteDialog';
import { PersonMenu } from './PersonMenu';
import { usePeople, type PeopleFilter } from './queries';

const STATUSES: UserStatus[] = ['Active', 'Invited', 'Suspended'];

export function PeoplePage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const filter = filterOf(search);
  const people = usePeople(filter);
  const can = useCan();
  const [inviting, setInviting] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const seats = useOrganisation().data?.seats;
  const full = seats?.max !== undefined && seats.used >= seats.max;
  const set = (name: 'status' | 'search', value: string): void => {
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
        title={t('people.title')}
        actions={
          can('inviteUser') && (
            <Button ref={opener} type="primary" disabled={full} onClick={() => setInviting(true)}>
              {t('people.invite')}
            </Button>
          )
        }
      />
      <Flex gap="small" wrap align="center" className="filters">
        <Input.Search
          allowClear
          aria-label={t('people.search')}
          placeholder={t('people.search')}
          defaultValue={filter.search ?? ''}
          onSearch={(value) => set('search', value.trim())}
          className="filter-search"
        />
        <Select<UserStatus | ''>
          aria-label={t('people.status')}
          value={filter.status ?? ''}
          onChange={(value) => set('status', value)}
          options={[{ value: '', label: t('people.all') }, ...STATUSES.map((value) => ({ value, label: t(`userStatus.${value}`) }))]}
          className="preference"
        />
        {seats && (
          <span className="muted seats">
            {seats.max === undefined ? t('people.seatsUsed', { count: seats.used }) : t('people.seats', { used: seats.used, max: seats.max })}
            {full && ` ${t('people.full')}`}
          </span>
        )}
      </Flex>
      <CursorTable
        label={t('people.title')}
        columns={columns(t)}
        page={people.data}
        error={people.error}
        retry={() => void people.refetch()}
        empty={t('people.empty')}
        card={(user) => <PersonCard user={user} />}
      />
      {inviting && <InviteDialog opener={opener} onClose={() => setInviting(false)} />}
    </div>
  );
}

function filterOf(search: URLSearchParams): PeopleFilter {
  const status = STATUSES.find((one) => one === search.get('status'));
  const text = search.get('search');
  const cursor = search.get('cursor');
  return { ...(status && { status }), ...(text && { search: text }), ...(cursor && { cursor }) };
}

const columns = (t: TFunction): Column<UserView>[] => [
  { key: 'name', title: t('people.name'), render: (user) => <PersonName user={user} /> },
  { key: 'role', title: t('people.role'), width: 10, render: (user) => t(`role.${user.role}`) },
  { key: 'status', title: t('people.status'), width: 10, render: (user) => <PersonStatus user={user} /> },
  { key: 'seen', title: t('people.seen'), width: 11, render: (user) => <Seen user={user} /> },
  { key: 'actions', title: '', width: 4, align: 'end', render: (user) => <PersonMenu user={user} /> },
];

function PersonName({ user }: { user: UserView }) {
  const { t } = useTranslation();
  const own = useMe().data?.id === user.id;
  const name = nameOf(user);
  return (
    <span className="shrink person">
      <bdi className="name" title={name}>
        {name}
        {own && <span className="muted"> {t('people.you')}</span>}
      </bdi>
      {name !== user.email && (
        <bdi className="muted name-below" title={user.email}>
          {user.email}
        </bdi>
      )}
    </span>
  );
}

const TONES = { Active: 'good', Invited: 'waiting', Suspended: 'bad', Removed: 'off' } as const;

function PersonStatus({ user }: { user: UserView }) {
  const { t } = useTranslation();
  return <StatusTag tone={TONES[user.status]}>{t(`userStatus.${user.status}`)}</StatusTag>;
}

function Seen({ user }: { user: UserView }) {
  const { t } = useTranslation();
  return user.last_login ? <When at={user.last_login} /> : <span className="muted">{t('people.never')}</span>;
}

function PersonCard({ user }: { user: UserView }) {
  const { t } = useTranslation();
  return (
    <Flex vertical gap="small">
      <Flex justify="space-between" align="start" gap="small">
        <PersonName user={user} />
        <PersonMenu user={user} />
      </Flex>
      <Flex justify="space-between" gap="small" wrap>
        <span>{t(`role.${user.role}`)}</span>
        <PersonStatus user={user} />
      </Flex>
      <span className="muted">
        {t('people.seen')}: <Seen user={user} />
      </span>
    </Flex>
  );
}

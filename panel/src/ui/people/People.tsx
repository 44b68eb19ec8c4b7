import './people.css';
import { Button, Flex, Input, Select } from 'antd';
import type { TFunction } from 'i18next';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Role, UserStatus, UserView } from '../../api/client';
import { nameOf, useCan, useMe } from '../../api/me';
import { CursorTable, type Column } from '../CursorTable';
import { StatusTag } from '../StatusTag';
import { personTones } from '../tones';
import { When } from '../When';
import { InviteDialog } from './InviteDialog';
import { PersonMenu } from './PersonMenu';
import { usePeople, type PeopleFilter } from './queries';

const STATUSES: UserStatus[] = ['Active', 'Invited', 'Suspended'];

interface Props {
  /** Another organisation than the own one. */
  tenant?: string;
  roles: Role[];
  seats?: { used: number; max?: number } | undefined;
  /** Stands beside the menu of each person. */
  more?: (user: UserView) => ReactNode;
}

/** The people of an organisation: search, filter, invite, and what can be done with each. */
export function People({ tenant, roles, seats, more }: Props) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const filter = filterOf(search, tenant);
  const people = usePeople(filter);
  const can = useCan();
  const [inviting, setInviting] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
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
        <span className="seats">
          {seats && (
            <span className="muted">
              {seats.max === undefined ? t('people.seatsUsed', { count: seats.used }) : t('people.seats', { used: seats.used, max: seats.max })}
              {full && ` ${t('people.full')}`}
            </span>
          )}
          {can('inviteUser') && (
            <Button ref={opener} type="primary" disabled={full} onClick={() => setInviting(true)}>
              {t('people.invite')}
            </Button>
          )}
        </span>
      </Flex>
      <CursorTable
        label={t('people.title')}
        columns={columns(t, roles, more)}
        page={people.data}
        error={people.error}
        retry={() => void people.refetch()}
        empty={t('people.empty')}
        card={(user) => <PersonCard user={user} roles={roles} more={more} />}
      />
      {inviting && <InviteDialog tenant={tenant} roles={roles} opener={opener} onClose={() => setInviting(false)} />}
    </div>
  );
}

function filterOf(search: URLSearchParams, tenant: string | undefined): PeopleFilter {
  const status = STATUSES.find((one) => one === search.get('status'));
  const text = search.get('search');
  const cursor = search.get('cursor');
  return { ...(tenant !== undefined && { tenant_id: tenant }), ...(status && { status }), ...(text && { search: text }), ...(cursor && { cursor }) };
}

type More = ((user: UserView) => ReactNode) | undefined;

const columns = (t: TFunction, roles: Role[], more: More): Column<UserView>[] => [
  { key: 'name', title: t('people.name'), render: (user) => <PersonName user={user} /> },
  { key: 'role', title: t('people.role'), width: 10, render: (user) => t(`role.${user.role}`) },
  { key: 'status', title: t('people.status'), width: 10, render: (user) => <PersonStatus user={user} /> },
  { key: 'seen', title: t('people.seen'), width: 11, render: (user) => <Seen user={user} /> },
  {
    key: 'actions',
    title: '',
    width: more ? 9 : 4,
    align: 'end',
    render: (user) => (
      <Flex gap="small" justify="end" align="center">
        {more?.(user)}
        <PersonMenu user={user} roles={roles} />
      </Flex>
    ),
  },
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

function PersonStatus({ user }: { user: UserView }) {
  const { t } = useTranslation();
  return <StatusTag tone={personTones[user.status]}>{t(`userStatus.${user.status}`)}</StatusTag>;
}

function Seen({ user }: { user: UserView }) {
  const { t } = useTranslation();
  return user.last_login ? <When at={user.last_login} /> : <span className="muted">{t('people.never')}</span>;
}

function PersonCard({ user, roles, more }: { user: UserView; roles: Role[]; more: More }) {
  const { t } = useTranslation();
  return (
    <Flex vertical gap="small">
      <Flex justify="space-between" align="start" gap="small">
        <PersonName user={user} />
        <PersonMenu user={user} roles={roles} />
      </Flex>
      <Flex justify="space-between" gap="small" wrap>
        <span>{t(`role.${user.role}`)}</span>
        <PersonStatus user={user} />
      </Flex>
      <span className="muted">
        {t('people.seen')}: <Seen user={user} />
      </span>
      {more && <div>{more(user)}</div>}
    </Flex>
  );
}

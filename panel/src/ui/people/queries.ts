import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Role, type UserStatus, type UserView } from '../../api/client';
import { ME } from '../../api/me';
import { ok } from '../../api/problem';

export interface PeopleFilter {
  /** Another organisation than the own one. */
  tenant_id?: string;
  status?: UserStatus;
  search?: string;
  cursor?: string;
}

export interface Invitation {
  tenant_id?: string;
  email: string;
  first_name?: string;
  last_name?: string;
  role: Role;
}

export const usePeople = (query: PeopleFilter) =>
  useQuery({
    queryKey: ['listUsers', query],
    queryFn: () => ok(api.GET('/api/v1/users', { params: { query } })),
    placeholderData: keepPreviousData,
  });

const at = (user: UserView) => ({ params: { path: { id: user.id }, query: { tenant_id: user.tenant_id } } });

export const invite = (body: Invitation, key: string) =>
  ok(api.POST('/api/v1/users', { params: { header: { 'Idempotency-Key': key } }, body }));

export const resend = (user: UserView) => ok(api.POST('/api/v1/users/{id}/invitation', at(user)));

export const changeRole = (user: UserView, role: Role) =>
  ok(
    api.PUT('/api/v1/users/{id}/role', {
      params: { path: { id: user.id }, query: { tenant_id: user.tenant_id }, header: { 'If-Match': `"${user.version}"` } },
      body: { role },
    }),
  );

export const suspend = (user: UserView) => ok(api.PUT('/api/v1/users/{id}/suspension', at(user)));

export const reactivate = (user: UserView) => ok(api.DELETE('/api/v1/users/{id}/suspension', at(user)));

export const remove = (user: UserView) => ok(api.DELETE('/api/v1/users/{id}', at(user)));

export const signOutEverywhere = (user: UserView) => ok(api.DELETE('/api/v1/users/{id}/sessions', at(user)));

/** Has people and seats asked for again. */
export function useRefreshPeople(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all([['listUsers'], ME].map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
}

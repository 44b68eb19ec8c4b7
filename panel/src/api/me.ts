import { skipToken, useQuery } from '@tanstack/react-query';
import { api, type UserView } from './client';
import { ok } from './problem';

export const ME = ['getMe'];

/** The signed-in person. */
export const useMe = () =>
  useQuery({ queryKey: ME, queryFn: () => ok(api.GET('/api/v1/users/me')), staleTime: 60_000 });

/** The organisation of the signed-in person. */
export function useOrganisation() {
  const id = useMe().data?.tenant_id;
  return useQuery({
    queryKey: ['getTenant', id],
    queryFn: id === undefined ? skipToken : () => ok(api.GET('/api/v1/tenants/{id}', { params: { path: { id } } })),
    staleTime: 60_000,
  });
}

export function nameOf(user: Pick<UserView, 'first_name' | 'last_name' | 'email'>): string {
  return [user.first_name, user.last_name].filter(Boolean).join(' ') || user.email;
}

export function initialsOf(user: Pick<UserView, 'first_name' | 'last_name' | 'email'>): string {
  const names = [user.first_name, user.last_name].filter((name) => name);
  const letters = names.length > 0 ? names.map((name) => Array.from(name ?? '')[0]).join('') : user.email.slice(0, 1);
  return letters.toLocaleUpperCase();
}

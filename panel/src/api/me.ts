import { useQuery } from '@tanstack/react-query';
import { api, type UserView } from './client';
import { ok } from './problem';

export const ME = ['getMe'];

/** Who is signed in, and where: one request for all who ask. */
const me = { queryKey: ME, queryFn: () => ok(api.GET('/api/v1/me')), staleTime: 60_000 };

/** The signed-in person. */
export const useMe = () => useQuery({ ...me, select: ({ user }) => user });

/** The organisation of the signed-in person. */
export const useOrganisation = () => useQuery({ ...me, select: ({ organisation }) => organisation });

export function nameOf(user: Pick<UserView, 'first_name' | 'last_name' | 'email'>): string {
  return [user.first_name, user.last_name].filter(Boolean).join(' ') || user.email;
}

export function initialsOf(user: Pick<UserView, 'first_name' | 'last_name' | 'email'>): string {
  const names = [user.first_name, user.last_name].filter((name) => name);
  const letters = names.length > 0 ? names.map((name) => Array.from(name ?? '')[0]).join('') : user.email.slice(0, 1);
  return letters.toLocaleUpperCase();
}

import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { access } from '../../generated/access';
import { can, type OperationId } from './can';
import { api, type MeView, type UserView } from './client';
import { ok } from './problem';

export const ME = ['whoAmI'];

/** Who is signed in, and where: one request for all who ask. */
function useWho<T>(select: (me: MeView) => T) {
  return useQuery({ queryKey: ME, queryFn: () => ok(api.GET('/api/v1/me')), staleTime: 60_000, select });
}

const itself = (me: MeView): MeView => me;
const userOf = (me: MeView): UserView => me.user;
const organisationOf = (me: MeView): MeView['organisation'] => me.organisation;

/** The signed-in person, their organisation, and who acts in their name. */
export const useWhoAmI = () => useWho(itself);

/** The signed-in person. */
export const useMe = () => useWho(userOf);

/** The organisation of the signed-in person. */
export const useOrganisation = () => useWho(organisationOf);

/** Tells whether the signed-in person may call an operation now: by role, impersonation, and suspension. */
export function useCan(): (operation: OperationId) => boolean {
  const me = useWho(itself).data;
  return useCallback(
    (operation) =>
      me !== undefined &&
      can(me.user.role, operation) &&
      (me.impersonation === undefined || access[operation].impersonated) &&
      (me.organisation.status === 'Active' || access[operation].suspended),
    [me],
  );
}

export function nameOf(user: Pick<UserView, 'first_name' | 'last_name' | 'email'>): string {
  return [user.first_name, user.last_name].filter(Boolean).join(' ') || user.email;
}

export function initialsOf(user: Pick<UserView, 'first_name' | 'last_name' | 'email'>): string {
  const names = [user.first_name, user.last_name].filter((name) => name);
  const letters = names.length > 0 ? names.map((name) => Array.from(name ?? '')[0]).join('') : user.email.slice(0, 1);
  return letters.toLocaleUpperCase();
}

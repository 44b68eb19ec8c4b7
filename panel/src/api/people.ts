import { useQuery } from '@tanstack/react-query';
import { api, type UserView } from './client';
import { nameOf, useCan, useMe } from './me';
import { ok } from './problem';

const MOST_PAGES = 10;

/** All people of the organisation, or all who were removed; of very large ones, the newest 2,000. */
async function everybody(status?: 'Removed'): Promise<UserView[]> {
  const people: UserView[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await ok(api.GET('/api/v1/users', { params: { query: { limit: 200, ...(status && { status }), ...(cursor && { cursor }) } } }));
    people.push(...answer.items);
    cursor = answer.next_cursor;
    if (cursor === undefined) {
      break;
    }
  }
  return people;
}

/** Gives the names of the organisation's people by their ids; who may not see the others gets the own name. */
export function useNames(): Map<string, string> {
  const can = useCan();
  const me = useMe().data;
  const allowed = can('listUsers');
  const people = useQuery({
    queryKey: ['listUsers', 'all'],
    queryFn: () => everybody(),
    enabled: allowed,
    staleTime: 60_000,
  }).data;
  return new Map([...(me ? [me] : []), ...(people ?? [])].map((one) => [one.id, nameOf(one)]));
}

/** The ids of people who were removed from the organisation. */
export function useFormerPeople(): string[] {
  const can = useCan();
  const former = useQuery({
    queryKey: ['listUsers', 'removed'],
    queryFn: () => everybody('Removed'),
    enabled: can('listUsers'),
    staleTime: 60_000,
  }).data;
  return former?.map(({ id }) => id) ?? [];
}

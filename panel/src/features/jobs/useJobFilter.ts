import { useSearchParams } from 'react-router';
import type { JobStatus } from '../../api/client';
import type { JobFilter } from './queries';

export const STATUSES: JobStatus[] = ['Queued', 'Processing', 'Completed', 'Failed', 'Cancelled'];

const ID = /^[0-9a-f-]{36}$/i;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const LONGEST_SEARCH = 255;

/** What the address asks for, as people choose it. */
export interface Choices {
  search: string;
  status: JobStatus[];
  workflow: string | undefined;
  person: string | undefined;
  /** Days as YYYY-MM-DD, both included. */
  from: string | undefined;
  to: string | undefined;
  oldestFirst: boolean;
}

type Changes = Partial<Record<'search' | 'workflow' | 'person' | 'from' | 'to' | 'sort', string | undefined>> & { status?: JobStatus[] };

/** The filter in the address. Another filter begins with its first page. */
export function useJobFilter() {
  const [address, setAddress] = useSearchParams();
  const choices = choicesOf(address);
  const change = ({ status, ...others }: Changes, replace = false): void =>
    setAddress(
      (before) => {
        const next = new URLSearchParams(before);
        next.delete('cursor');
        if (status) {
          next.delete('status');
          status.forEach((one) => next.append('status', one));
        }
        for (const [name, value] of Object.entries(others)) {
          next.delete(name);
          if (value) {
            next.set(name, value);
          }
        }
        return next;
      },
      { replace },
    );
  return { choices, filter: filterOf(choices, address.get('cursor')), isFiltered: narrows(choices), change, clear: () => setAddress({}) };
}

/** Reads an address. What somebody typed wrong into it is left out. */
export function choicesOf(address: URLSearchParams): Choices {
  const matching = (name: string, form: RegExp): string | undefined => {
    const value = address.get(name) ?? '';
    return form.test(value) && (form !== DAY || !Number.isNaN(dayStart(value))) ? value : undefined;
  };
  return {
    search: (address.get('search') ?? '').slice(0, LONGEST_SEARCH),
    status: STATUSES.filter((one) => address.getAll('status').includes(one)),
    workflow: matching('workflow', ID),
    person: matching('person', ID),
    from: matching('from', DAY),
    to: matching('to', DAY),
    oldestFirst: address.get('sort') === 'oldest',
  };
}

/** Says to the API what people chose: days begin and end in their own time zone. */
export function filterOf(choices: Choices, cursor: string | null): JobFilter {
  const { search, status, workflow, person, from, to, oldestFirst } = choices;
  const end = to === undefined ? undefined : dayStart(to, 1);
  const start = from === undefined ? undefined : dayStart(from);
  return {
    ...(search.trim() !== '' && { search: search.trim() }),
    ...(status.length > 0 && { status }),
    ...(workflow !== undefined && { workflow_id: workflow }),
    ...(person !== undefined && { user_id: person }),
    ...(start !== undefined && { from: new Date(start).toISOString() }),
    // An end before the start finds nothing there; the API refuses it.
    ...(end !== undefined && (start === undefined || start < end) && { to: new Date(end).toISOString() }),
    ...(oldestFirst && { sort: 'created_at' as const }),
    ...(cursor && { cursor }),
  };
}

const narrows = ({ search, status, workflow, person, from, to }: Choices): boolean =>
  search.trim() !== '' || status.length > 0 || [workflow, person, from, to].some((value) => value !== undefined);

function dayStart(day: string, later = 0): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).getTime();
}

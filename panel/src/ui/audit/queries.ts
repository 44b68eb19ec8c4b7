import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { OperationId } from '../../api/can';
import { api } from '../../api/client';
import { ok } from '../../api/problem';
import { blocking, LOGS, type Log, type Read, type Reads } from './merge';

export interface AuditFilter {
  tenant_id?: string;
  subject_id?: string;
  user_id?: string;
  action?: string;
  subject_type?: string;
  from?: string;
  to?: string;
}

const PAGE = 50;

export const operationOf: Record<Log, OperationId> = {
  tenants: 'listTenantAudit',
  jobs: 'listJobAudit',
  billing: 'listBillingAuditLog',
  resellers: 'listResellerAudit',
};

async function read(log: Log, filter: AuditFilter, cursor: string | null): Promise<Read> {
  const query = { ...filter, limit: PAGE, ...(cursor !== null && { cursor }) };
  const page = await ok(api.GET(`/api/v1/audit-log/${log}`, { params: { query } }));
  return { entries: page.items, next: page.next_cursor ?? null };
}

/** Reads on where the answers so far end; the first time, all logs. */
async function readOn(logs: readonly Log[], filter: AuditFilter, before: Reads | null): Promise<Reads> {
  const wanted = before === null ? logs : blocking(before);
  const more = await Promise.all(wanted.map((log) => read(log, filter, before?.[log]?.next ?? null)));
  const all: Reads = { ...before };
  wanted.forEach((log, i) => {
    const { entries, next } = more[i] as Read;
    all[log] = { entries: [...(before?.[log]?.entries ?? []), ...entries], next };
  });
  return all;
}

/** The logs that the person may read, each further page with everything before. */
export const useAudit = (filter: AuditFilter, can: (operation: OperationId) => boolean) => {
  const logs = LOGS.filter((log) => can(operationOf[log]));
  return useInfiniteQuery({
    queryKey: ['audit', filter, logs],
    queryFn: ({ pageParam }) => readOn(logs, filter, pageParam),
    initialPageParam: null as Reads | null,
    getNextPageParam: (last) => (blocking(last).length > 0 ? last : undefined),
    placeholderData: keepPreviousData,
    enabled: logs.length > 0,
  });
};

/** The names of the newest jobs by their ids: one request names nearly all that a log shows at first. */
export const useJobNames = (wanted: boolean): Map<string, string> => {
  const jobs = useQuery({
    queryKey: ['jobNames'],
    queryFn: () => ok(api.GET('/api/v1/jobs', { params: { query: { limit: 200 } } })),
    enabled: wanted,
    staleTime: 60_000,
  }).data;
  return new Map(jobs?.items.map(({ id, title, file_name: file }) => [id, title ?? file]));
};

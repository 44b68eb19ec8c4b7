import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type ApiKeyView, type Permission } from '../../api/client';
import { ok } from '../../api/problem';

export interface KeyFilter {
  status?: ApiKeyView['status'];
  user_id?: string;
  cursor?: string;
}

export interface NewKey {
  name: string;
  permissions: Permission[];
  expires_at?: string;
}

export const useKeys = (query: KeyFilter) =>
  useQuery({
    queryKey: ['listApiKeys', query],
    queryFn: () => ok(api.GET('/api/v1/api-keys', { params: { query } })),
    placeholderData: keepPreviousData,
  });

export const makeKey = (body: NewKey, key: string): Promise<ApiKeyView> =>
  ok(api.POST('/api/v1/api-keys', { params: { header: { 'Idempotency-Key': key } }, body }));

export const revoke = (key: ApiKeyView) => ok(api.DELETE('/api/v1/api-keys/{id}', { params: { path: { id: key.id } } }));

export function useRefreshKeys(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['listApiKeys'] });
}

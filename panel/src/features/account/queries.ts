import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';
import { ok } from '../../api/problem';

const SESSIONS = ['listSessions'];

export const askForPasswordReset = async (body: { email: string }): Promise<void> => {
  await ok(api.POST('/api/v1/auth/password-resets', { body }));
};

export const resetPassword = async (body: { token: string; password: string }): Promise<void> => {
  await ok(api.POST('/api/v1/auth/password-resets/confirm', { body }));
};

export const confirmEmail = async (body: { token: string }): Promise<void> => {
  await ok(api.POST('/api/v1/auth/email-changes/confirm', { body }));
};

export const changePassword = async (body: { current_password: string; new_password: string }): Promise<void> => {
  await ok(api.POST('/api/v1/auth/password', { body }));
};

export const askForEmailChange = async (body: { email: string; password: string }): Promise<void> => {
  await ok(api.POST('/api/v1/users/me/email', { body }));
};

export const changeNames = async (body: { first_name: string | null; last_name: string | null }): Promise<void> => {
  await ok(
    api.PATCH('/api/v1/users/me', {
      body: body as { first_name?: string; last_name?: string },
      headers: { 'Content-Type': 'application/merge-patch+json' },
    }),
  );
};

export const useSessions = () =>
  useQuery({ queryKey: SESSIONS, queryFn: () => ok(api.GET('/api/v1/auth/sessions', { params: { query: { limit: 100 } } })) });

/** Ends one session, or all others. */
export function useEndSession() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (id: string | 'others'): Promise<void> => {
      await (id === 'others'
        ? ok(api.DELETE('/api/v1/auth/sessions'))
        : ok(api.DELETE('/api/v1/auth/sessions/{id}', { params: { path: { id } } })));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: SESSIONS }),
  });
}

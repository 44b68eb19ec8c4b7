import { skipToken, useQueries, useQuery } from '@tanstack/react-query';
import { api, type AuditEntryView, type CommissionView } from '../../api/client';
import { ok } from '../../api/problem';
import { useAllTenants, useSubscriptions } from '../../api/tenants';
import { ofTenant, useUses, type TenantUse } from '../../api/use';
import { openInvitations, perhapsMuch } from './needs';

const FORTNIGHT_MS = 14 * 86_400_000;
/** Who has more customers has begun long ago. */
const FEW = 3;
const LETTERS = ['created', 'invitation-resent'];
const SETTLED = ['joined', 'removed', 'invitation-expired'];

const about = async (actions: string[], from: string): Promise<AuditEntryView[]> => {
  const pages = await Promise.all(
    actions.map((action) => ok(api.GET('/api/v1/audit-log/tenants', { params: { query: { action, from, limit: 200, subject_type: 'user' } } }))),
  );
  return pages.flatMap(({ items }) => items);
};

/** The invitations of a fortnight that nobody has accepted. */
export const useInvitations = () =>
  useQuery({
    queryKey: ['audit', 'invitations'],
    queryFn: async () => {
      const from = new Date(Date.now() - FORTNIGHT_MS).toISOString();
      const [letters, settled] = await Promise.all([about(LETTERS, from), about(SETTLED, from)]);
      return openInvitations(letters, settled);
    },
    staleTime: 60_000,
  });

/** What customers used since their months began, as far as it may be much. */
export function useMuch(): Map<string, TenantUse> {
  const tenants = useAllTenants().data;
  const subscriptions = useSubscriptions().data;
  const uses = useUses().data;
  const candidates = tenants && subscriptions && uses ? perhapsMuch(tenants, uses) : [];
  const exact = useQueries({ queries: candidates.map((tenant) => ofTenant(tenant, subscriptions?.get(tenant.id), uses?.get(tenant.id))) });
  return new Map(candidates.flatMap(({ id }, i) => (exact[i]?.data ? [[id, exact[i].data] as const] : [])));
}

/** The commission of this month. */
export function useCommissionNow() {
  const now = new Date();
  const from = new Date(now.getFullYear(), now.getMonth(), 1).toISOString();
  return useQuery({
    queryKey: ['listCommission', 'now', from],
    queryFn: async () => (await ok(api.GET('/api/v1/commission', { params: { query: { from, limit: 1 } } }))) as CommissionView,
  });
}

/** Whether the own organisation has a brand and a plan. */
export const useBegun = (seller: boolean) =>
  useQuery({
    queryKey: ['begun'],
    queryFn: !seller
      ? skipToken
      : async () => {
          const query = { limit: 200 };
          const [brands, plans] = await Promise.all([
            ok(api.GET('/api/v1/branding-configurations', { params: { query } })),
            ok(api.GET('/api/v1/subscription-plans', { params: { query } })),
          ]);
          return { brand: brands.items.length > 0, plan: plans.items.some((plan) => plan.status === 'Published') };
        },
  });

/** Whether any customer has somebody who may sign in. */
export const useJoined = (tenants: string[] | undefined) =>
  useQuery({
    queryKey: ['listUsers', 'joined', tenants],
    queryFn:
      tenants === undefined
        ? skipToken
        : async () => {
            const pages = await Promise.all(
              tenants.slice(0, FEW).map((id) => ok(api.GET('/api/v1/users', { params: { query: { tenant_id: id, limit: 1 } } }))),
            );
            return tenants.length > FEW || pages.some(({ items }) => items.length > 0);
          },
  });

import type { Permission, Role } from '../../api/client';

const OF_USERS: Permission[] = [
  'jobs:read',
  'jobs:write',
  'workflows:read',
  'workflows:write',
  'usage:read',
  'plans:read',
  'tenants:read',
];

const OF_ADMINS: Permission[] = [...OF_USERS, 'billing:read', 'users:read', 'audit:read', 'webhooks:read', 'webhooks:write'];

/** What keys of a role can be allowed; the server has the last word. */
export const permissionsOf = (role: Role): Permission[] => (role === 'Admin' ? OF_ADMINS : OF_USERS);

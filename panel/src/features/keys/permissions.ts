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

const OF_PLATFORM_ADMINS: Permission[] = [
  'tenants:read',
  'tenants:write',
  'users:read',
  'branding:read',
  'usage:read',
  'billing:read',
  'plans:read',
  'audit:read',
];

const OF_ROLES: Record<Role, Permission[]> = {
  User: OF_USERS,
  Admin: OF_ADMINS,
  ResellerAdmin: [...OF_PLATFORM_ADMINS, 'branding:write'],
  PlatformAdmin: OF_PLATFORM_ADMINS,
};

/** What keys of a role can be allowed; the server has the last word. */
export const permissionsOf = (role: Role): Permission[] => OF_ROLES[role];

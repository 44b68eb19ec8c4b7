import type { Role } from './client';
import { access } from '../../generated/access';

export type OperationId = keyof typeof access;

/** Whether a role may call an operation, by the OpenAPI documents. */
export function can(role: Role, operation: OperationId): boolean {
  return (access[operation].roles as readonly string[]).includes(role);
}

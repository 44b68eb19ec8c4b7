import { Problem } from '../api/problem';

/** Names the field of a form for each pointer of a request whose members are called otherwise. */
export const atFields = (error: unknown, fields: Record<string, string>): unknown =>
  error instanceof Problem
    ? new Problem(
        error.status,
        error.kind,
        error.detail,
        error.faults.map((fault) => ({ ...fault, pointer: fields[fault.pointer] ?? fault.pointer })),
        error.requestId,
        error.retryAfter,
      )
    : error;

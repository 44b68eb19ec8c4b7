import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { session } from '../../api/session';
import { grantRecording } from './grant';

const GRANT = '/api/v1/jobs/1/recording/grant';
let asked: string[];
let meanwhile: () => Promise<void>;

beforeEach(() => {
  asked = [];
  meanwhile = () => Promise.resolve();
  vi.stubGlobal('fetch', async (request: Request | string, init?: RequestInit) => {
    const [method, path] =
      typeof request === 'string' ? [init?.method, request] : [request.method, new URL(request.url).pathname];
    asked.push(`${method} ${path}`);
    if (path === '/api/v1/auth/refresh') {
      return Response.json({ access_token: 'a', expires_in: 600 });
    }
    if (method === 'PUT') {
      await meanwhile();
    }
    return new Response(null, { status: 204 });
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

test('remembers for all tabs which recordings may be played here', async () => {
  await grantRecording('1');

  expect(Object.keys(JSON.parse(localStorage.getItem('sotto.grants') ?? '{}') as object)).toEqual(['1']);
  expect(asked).not.toContain(`DELETE ${GRANT}`);
});

test('a cookie that comes after the person has left is taken away again', async () => {
  meanwhile = () => session.signOut();

  await grantRecording('1');

  expect(asked.slice(asked.indexOf(`PUT ${GRANT}`))).toEqual([
    `PUT ${GRANT}`,
    'POST /api/v1/auth/logout',
    `DELETE ${GRANT}`,
    `DELETE ${GRANT}`,
  ]);
  expect(localStorage.getItem('sotto.grants')).toBeNull();
});

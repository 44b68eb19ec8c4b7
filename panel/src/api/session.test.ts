import { afterEach, beforeEach, expect, test, vi } from 'vitest';

type Session = typeof import('./session').session;

let session: Session;
let asked: string[];
let answers: (() => Response)[];

const tokens = (token: string): Response => Response.json({ access_token: token, token_type: 'Bearer', expires_in: 600 });

beforeEach(async () => {
  asked = [];
  answers = [];
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path);
    const answer = answers.shift();
    return answer ? Promise.resolve(answer()) : Promise.reject(new TypeError('offline'));
  });
  // The sessions of earlier tests are tabs that would hear of this one's.
  vi.stubGlobal('BroadcastChannel', class {
    postMessage = (): void => undefined;
  });
  vi.resetModules();
  ({ session } = await import('./session'));
});

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
  localStorage.clear();
});

test('restores the session by the cookie', async () => {
  answers = [() => tokens('a')];

  await session.restore();

  expect(session.state()).toBe('signed-in');
  expect(await session.token()).toBe('a');
  expect(asked).toEqual(['/api/v1/auth/refresh']);
});

test('is signed out without a cookie', async () => {
  answers = [() => new Response('{}', { status: 401 })];

  await session.restore();

  expect(session.state()).toBe('signed-out');
});

test('is unreachable, not signed out, when the server does not answer', async () => {
  await session.restore();

  expect(session.state()).toBe('unreachable');
});

test('renews once for all who were refused', async () => {
  answers = [() => tokens('a'), () => tokens('b')];
  await session.restore();

  const renewed = await Promise.all([session.renew('a'), session.renew('a')]);

  expect(renewed).toEqual(['b', 'b']);
  expect(await session.renew('a')).toBe('b');
  expect(asked).toHaveLength(2);
});

test('forgets nothing when nobody was signed in, because a form may be on its way', async () => {
  let forgotten = false;
  session.onLeave(() => (forgotten = true));
  answers = [() => new Response('{}', { status: 401 })];

  await session.restore();

  expect(session.state()).toBe('signed-out');
  expect(forgotten).toBe(false);
});

test('forgets the person when the session has ended', async () => {
  answers = [() => tokens('a'), () => new Response('{}', { status: 401 })];
  const clean = vi.fn();
  session.onLeave(clean);
  await session.restore();

  expect(await session.renew('a')).toBeNull();

  expect(session.state()).toBe('ended');
  expect(clean).toHaveBeenCalledOnce();
});

test('stays signed in if the server could not be told of the sign-out', async () => {
  answers = [() => tokens('a'), () => new Response('{}', { status: 503 })];
  await session.restore();

  await expect(session.signOut()).rejects.toThrow();

  expect(session.state()).toBe('signed-in');
});

const delegated = (claims: object): string => `h.${btoa(JSON.stringify(claims))}.s`;

test('acts for somebody else by the token alone, and never refreshes', async () => {
  const token = delegated({ exp: Date.now() / 1000 + 60, act: { sub: 'grace' } });

  session.help(token);

  expect(session.state()).toBe('signed-in');
  expect(await session.token()).toBe(token);
  expect(await session.renew(token)).toBeNull();
  expect(session.state()).toBe('help-over');
  expect(asked).toEqual([]);
});

test('a tab that helped stays out of the session of its browser', async () => {
  session.help(delegated({ exp: Date.now() / 1000 + 60, act: {} }));
  session.endHelp();

  await session.restore();

  expect(session.state()).toBe('help-over');
  expect(asked).toEqual([]);
});

test.each([
  ['an own token', delegated({ exp: Date.now() / 1000 + 60 })],
  ['an old token', delegated({ exp: 1, act: {} })],
  ['no token', 'x'],
])('%s helps nobody', (_, token) => {
  session.help(token);

  expect(session.state()).toBe('help-over');
});

const GRANT = '/api/v1/jobs/1/recording/grant';
const taken = (): Response => new Response(null, { status: 204 });
const unauthenticated = (): Response => new Response('{}', { status: 401 });

async function granted(): Promise<void> {
  const { rememberGrant } = await import('./grants');
  rememberGrant('1', Date.now() + 600_000);
}

test('signing out takes the cookies of recordings out of the browser', async () => {
  answers = [() => tokens('a'), taken, taken];
  await session.restore();
  await granted();

  await session.signOut();

  expect(asked.slice(1)).toEqual(['/api/v1/auth/logout', GRANT]);
  expect(localStorage.getItem('sotto.grants')).toBeNull();
});

test('who signs in next does not use the session before the cookies of another are gone', async () => {
  await granted();
  const states: string[] = [];
  answers = [
    () => tokens('b'),
    () => {
      states.push(session.state());
      return taken();
    },
  ];

  await session.signIn({ email: 'b@example.com', password: 'p' });

  expect(asked).toEqual(['/api/v1/auth/login', GRANT]);
  expect(states).toEqual(['restoring']);
  expect(session.state()).toBe('signed-in');
});

test.each([
  ['the server ended the session', async () => void (await session.renew('a')), [unauthenticated, taken]],
  ['the password is another', () => Promise.resolve(session.end()), [taken]],
])('takes the cookies away when %s', async (_, leave, then) => {
  answers = [() => tokens('a'), ...then];
  await session.restore();
  await granted();

  await leave();

  await vi.waitFor(() => expect(localStorage.getItem('sotto.grants')).toBeNull());
  expect(asked.at(-1)).toBe(GRANT);
});

test('tries again to take a cookie away that could not be reached', async () => {
  answers = [() => tokens('a'), taken];
  await session.restore();
  await granted();
  await session.signOut();
  expect(localStorage.getItem('sotto.grants')).not.toBeNull();
  answers = [() => tokens('b'), taken];

  await session.signIn({ email: 'b@example.com', password: 'p' });

  expect(asked.slice(-2)).toEqual(['/api/v1/auth/login', GRANT]);
  expect(localStorage.getItem('sotto.grants')).toBeNull();
});

test('a cookie that has ended by itself is not asked for', async () => {
  const { rememberGrant } = await import('./grants');
  rememberGrant('1', Date.now() - 1);
  answers = [() => tokens('a'), taken];
  await session.restore();

  await session.signOut();

  expect(asked).toEqual(['/api/v1/auth/refresh', '/api/v1/auth/logout']);
});

import { withdrawGrants } from './grants';
import { Problem } from './problem';

/**
 * The session of this browser. The access token is in memory only; the refresh token is a cookie that no script can
 * read. One tab at a time refreshes, and all tabs learn of a sign-in and a sign-out.
 */
export type SessionState = 'restoring' | 'signed-in' | 'signed-out' | 'ended' | 'unreachable' | 'help-over';

interface Tokens {
  access_token: string;
  expires_in: number;
}

interface Credentials {
  email: string;
  password: string;
}

interface Joining {
  token: string;
  password: string;
  first_name?: string;
  last_name?: string;
}

const LOCK = 'sotto-refresh';
const HELPED = 'sotto.helped';
const RENEW_BEFORE_MS = 30_000;

let state: SessionState = 'restoring';
let token: string | null = null;
let expires = 0;
// A tab of support acts for somebody else. It knows no session: its token is nowhere but here, and nothing renews it.
let helping = false;
let renewing: Promise<string | null> | null = null;
// Counts sign-ins and sign-outs: the answer to a refresh that began before the last one is void.
let era = 0;
const listeners = new Set<() => void>();
const cleaners = new Set<() => void>();
const channel = new BroadcastChannel('sotto-session');

export const session = {
  state: (): SessionState => state,

  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },

  /** Registers what forgets the data of a person who is no longer signed in here. */
  onLeave(cleaner: () => void): () => void {
    cleaners.add(cleaner);
    return () => cleaners.delete(cleaner);
  },

  /** Acts for somebody else in this tab, until the token of the impersonation ends. */
  help(delegated: string): void {
    leave('restoring');
    helping = true;
    sessionStorage.setItem(HELPED, '');
    const claims = claimsOf(delegated);
    if (claims?.act === undefined || claims.exp * 1000 <= Date.now()) {
      change('help-over');
      return;
    }
    token = delegated;
    expires = claims.exp * 1000;
    change('signed-in');
  },

  /** Forgets the token of an impersonation, whose end the server knows. */
  endHelp(): void {
    leave('help-over');
    void withdrawGrants();
  },

  /** Makes a tab that helped somebody else an ordinary one. */
  leaveHelp(): void {
    sessionStorage.removeItem(HELPED);
    window.location.assign('/');
  },

  /** Signs in with the cookie, if there is one. */
  async restore(): Promise<void> {
    if (sessionStorage.getItem(HELPED) !== null) {
      helping = true;
      change('help-over');
      await withdrawGrants();
      return;
    }
    try {
      await renew(null);
    } catch {
      change('unreachable');
    }
  },

  signIn: (credentials: Credentials) => begin('/api/v1/auth/login', credentials),

  acceptInvitation: (joining: Joining) => begin('/api/v1/auth/invitations', joining),

  /** Ends the session in all tabs. Throws if the server could not be told: then nobody is signed out. */
  async signOut(): Promise<void> {
    const response = await post('/api/v1/auth/logout', {});
    if (!response.ok && response.status !== 401) {
      throw Problem.of(response, await bodyOf(response));
    }
    channel.postMessage('signed-out');
    leave('signed-out');
    await withdrawGrants();
  },

  /** Tells all tabs that the server has ended this session, for example after a new password. */
  end(): void {
    channel.postMessage('ended');
    leave('ended');
    void withdrawGrants();
  },

  /** Returns a token that is good for a while; null if nobody is signed in. */
  async token(goodForMs = RENEW_BEFORE_MS): Promise<string | null> {
    return token !== null && Date.now() < expires - (helping ? 0 : goodForMs) ? token : renew(token);
  },

  /** When the token ends. */
  expires: (): number => expires,

  /** Returns another token than the one that was refused; null if the session has ended. */
  renew: (refused: string) => renew(refused),
};

channel.onmessage = (message: MessageEvent<string>) => {
  if (helping) {
    return;
  }
  if (message.data === 'signed-in') {
    // Perhaps as somebody else: nothing of the person before may stay.
    leave('restoring');
    void session.restore();
  } else if (state !== 'signed-out') {
    leave(message.data === 'ended' ? 'ended' : 'signed-out');
  }
};

/** Not beside a refresh: the answer that comes last would decide which cookie stays. */
const begin = (path: string, body: Credentials | Joining): Promise<void> => underLock(() => beginAlone(path, body));

async function beginAlone(path: string, body: Credentials | Joining): Promise<void> {
  const response = await post(path, { ...body, cookie: true });
  if (!response.ok) {
    throw Problem.of(response, await bodyOf(response));
  }
  era++;
  helping = false;
  sessionStorage.removeItem(HELPED);
  cleaners.forEach((clean) => clean());
  // Perhaps somebody else was here before, and left without signing out.
  await withdrawGrants();
  accept((await response.json()) as Tokens);
  channel.postMessage('signed-in');
}

function renew(refused: string | null): Promise<string | null> {
  if (token !== refused) {
    return Promise.resolve(token);
  }
  if (helping) {
    leave('help-over');
    return withdrawGrants().then(() => null);
  }
  renewing ??= underLock(refresh).finally(() => {
    renewing = null;
  });
  return renewing;
}

async function underLock<T>(action: () => Promise<T>): Promise<T> {
  return 'locks' in navigator ? await navigator.locks.request(LOCK, action) : await action();
}

async function refresh(): Promise<string | null> {
  const began = era;
  const response = await post('/api/v1/auth/refresh', {});
  const body = await bodyOf(response);
  if (began !== era) {
    return token;
  }
  if (response.ok) {
    return accept(body as Tokens);
  }
  if (response.status !== 401) {
    throw Problem.of(response, body);
  }
  leave(state === 'signed-in' ? 'ended' : 'signed-out');
  await withdrawGrants();
  return null;
}

function accept(tokens: Tokens): string {
  token = tokens.access_token;
  expires = Date.now() + tokens.expires_in * 1000;
  change('signed-in');
  return token;
}

function leave(next: SessionState): void {
  era++;
  token = null;
  // Who was not signed in has no data here, but may be sending a form, such as a new password.
  if (state === 'signed-in') {
    cleaners.forEach((clean) => clean());
  }
  change(next);
}

function change(next: SessionState): void {
  state = next;
  listeners.forEach((listener) => listener());
}

async function post(path: string, body: object): Promise<Response> {
  try {
    return await fetch(path, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    throw Problem.unreachable();
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  return response.json().catch(() => null);
}

interface Claims {
  exp: number;
  act?: unknown;
}

/** Reads a token without trusting it: the server checks it at each call. */
function claimsOf(jwt: string): Claims | null {
  try {
    const payload = atob((jwt.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'));
    return JSON.parse(payload) as Claims;
  } catch {
    return null;
  }
}

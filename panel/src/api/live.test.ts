import { afterEach, beforeEach, expect, test, vi } from 'vitest';

type Module = typeof import('./live');

/** Locks that are handed on in order, as browsers do. */
class Locks {
  private queues = new Map<string, Promise<unknown>>();

  request<T>(name: string, ...rest: [{ signal: AbortSignal }, () => Promise<T>] | [() => Promise<T>]): Promise<T | undefined> {
    const [options, action] = rest.length === 2 ? rest : [undefined, rest[0]];
    const before = this.queues.get(name) ?? Promise.resolve();
    const turn = before.then(() => (options?.signal.aborted ? undefined : action()));
    this.queues.set(name, turn.catch(() => undefined));
    return turn;
  }
}

interface Stream {
  headers: Headers;
  send: (text: string) => void;
  end: () => void;
}

const streams: Stream[] = [];
let answers: (() => Response)[] = [];
const WAIT = { timeout: 60_000 };

function openStream(request: Request): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      streams.push({
        headers: request.headers,
        send: (text) => controller.enqueue(encoder.encode(text)),
        end: () => controller.close(),
      });
      request.signal.addEventListener('abort', () => controller.error(new Error('aborted')));
    },
  });
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
}

/** A tab of its own: the same module, loaded again. */
async function tab(): Promise<Module['live']> {
  vi.resetModules();
  const { session } = await import('./session');
  vi.spyOn(session, 'token').mockResolvedValue('t');
  return (await import('./live')).live;
}

const stream = (index: number): Promise<Stream> =>
  vi.waitFor(() => streams[index] ?? Promise.reject(new Error('no such stream')), WAIT);
const ready = (id: number, resumed: boolean): string => `event:ready\nid:${id}\ndata:{"resumed":${resumed}}\n\n`;

beforeEach(() => {
  streams.length = 0;
  answers = [];
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator) as Navigator, { locks: new Locks() }));
  vi.stubGlobal('fetch', (request: Request) => Promise.resolve(answers.shift()?.() ?? openStream(request)));
});

afterEach(() => vi.unstubAllGlobals());

test('one tab reads and tells the others; when it goes, the next goes on after the last event', async () => {
  const first = await tab();
  const second = await tab();
  const told: string[] = [];
  const leave = first.follow('p', () => undefined);
  second.follow('p', (event) => told.push(event.kind));
  const reading = await stream(0);
  expect(reading.headers.get('Authorization')).toBe('Bearer t');
  expect(reading.headers.has('Last-Event-ID')).toBe(false);

  reading.send(ready(7, false));
  await vi.waitFor(() => expect([first.isLive(), second.isLive()]).toEqual([true, true]), WAIT);
  reading.send('event:job\nid:8\ndata:{"id":"j"}\n\nevent:deleted\nid:9\ndata:{"id":"j"}\n\n');
  await vi.waitFor(() => expect(told).toEqual(['anew', 'job', 'deleted']), WAIT);
  expect(streams).toHaveLength(1);

  leave();
  const next = await stream(1);
  expect(next.headers.get('Last-Event-ID')).toBe('9');
  next.send(ready(10, true));
  await vi.waitFor(() => expect(second.isLive()).toBe(true), WAIT);
  expect(told).toEqual(['anew', 'job', 'deleted']);
});

test('a stream that ends is followed by the next one at once; nobody notices', async () => {
  const only = await tab();
  only.follow('q', () => undefined);
  const reading = await stream(0);
  reading.send(ready(7, false));
  await vi.waitFor(() => expect(only.isLive()).toBe(true), WAIT);

  reading.end();
  const next = await stream(1);

  expect(next.headers.get('Last-Event-ID')).toBe('7');
  expect(only.isLive()).toBe(true);
});

test('without a stream the pages ask by themselves, and it is tried again', async () => {
  answers = [() => new Response('{}', { status: 429, headers: { 'Retry-After': '1' } })];
  const only = await tab();
  only.follow('r', () => undefined);

  const reading = await stream(0);
  expect(only.isLive()).toBe(false);
  reading.send(ready(1, false));
  await vi.waitFor(() => expect(only.isLive()).toBe(true), WAIT);
});

test('the end of the session ends the stream', async () => {
  const only = await tab();
  only.follow('s', () => undefined);
  (await stream(0)).send(ready(1, false));
  await vi.waitFor(() => expect(only.isLive()).toBe(true), WAIT);
  const { session } = await import('./session');
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ access_token: 'a', expires_in: 600 })));
  await session.signIn({ email: 'a', password: 'b' });

  expect(only.isLive()).toBe(false);
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { QuotaView } from '../../../api/client';
import { session } from '../../../api/session';
import { inOrder, needsPerson } from './order';
import { shelf } from './shelf';
import { soundLength } from './soundLength';

vi.mock('./soundLength', () => ({ soundLength: vi.fn() }));

/** A request that answers when a test says so. */
class Request {
  static all: Request[] = [];
  headers: Record<string, string> = {};
  upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  status = 0;
  responseText = '';
  onload?: () => void;
  onabort?: () => void;
  onloadend?: () => void;

  open = vi.fn();
  body?: FormData;
  send = (body?: FormData): void => {
    this.body = body;
    Request.all.push(this);
  };

  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }

  getResponseHeader = (name: string): string | null => (name === 'X-Request-Id' ? 'r-1' : null);

  abort(): void {
    this.onabort?.();
    this.onloadend?.();
  }

  answer(status: number, body: object): void {
    this.status = status;
    this.responseText = JSON.stringify(body);
    this.onload?.();
    this.onloadend?.();
  }
}

const quota = (remaining: number): QuotaView => {
  const amounts = { limit: 1_000, used: 0, reserved: 0, remaining };
  return { period_start: '', period_end: '', storage_bytes: amounts, processing_ms: amounts };
};
const file = (name: string, bytes: number): File => new File([new Uint8Array(bytes)], name);
const states = () => shelf.uploads().map(({ file: { name }, state }) => `${name} ${state}`);
const request = (index: number): Promise<Request> => vi.waitFor(() => Request.all[index] ?? Promise.reject(new Error('not sent')), 60_000);

beforeEach(() => {
  Request.all = [];
  vi.stubGlobal('XMLHttpRequest', Request);
  vi.mocked(soundLength).mockResolvedValue(null);
  vi.spyOn(session, 'token').mockResolvedValue('t');
});

afterEach(() => {
  shelf.uploads().forEach(({ id }) => shelf.cancel(id));
  shelf.clear();
});

test('a recording is sent, checked and accepted', async () => {
  shelf.add([file('a.mp3', 10)], 'w', quota(100));
  const sent = await request(0);
  expect(sent.headers.Authorization).toBe('Bearer t');

  sent.upload.onprogress?.({ loaded: 5, total: 10 });
  expect(shelf.uploads()[0]).toMatchObject({ state: 'sending', sent: 0.5 });
  sent.upload.onprogress?.({ loaded: 10, total: 10 });
  expect(states()).toEqual(['a.mp3 checking']);

  sent.answer(201, { id: 'j-1' });
  await vi.waitFor(() => expect(shelf.uploads()[0]).toMatchObject({ state: 'queued', jobId: 'j-1' }), 60_000);
});

test('the chosen options go with the recording, and no others', async () => {
  shelf.add([file('a.mp3', 10)], 'w', quota(100), { language: 'de', priority: 'high' });
  const { body } = await request(0);

  expect(body?.get('workflow_id')).toBe('w');
  expect(body?.get('language')).toBe('de');
  expect(body?.get('priority')).toBe('high');
  expect(body?.has('model')).toBe(false);
});

test('what the plan has no room for is not sent; the others count', async () => {
  shelf.add([file('large.wav', 101), file('first.mp3', 60), file('second.mp3', 60)], 'w', quota(100));
  await request(0);

  expect(states()).toEqual(['large.wav too-large', 'first.mp3 sending', 'second.mp3 too-large']);
  expect(Request.all).toHaveLength(1);
});

test('a refused recording says why, and is sent again with the same key', async () => {
  shelf.add([file('a.mp3', 10)], 'w', undefined);
  const first = await request(0);
  first.answer(422, { type: 'x/unreadable-audio', detail: 'No sound in it.' });
  await vi.waitFor(() => expect(states()).toEqual(['a.mp3 refused']), 60_000);
  const [refused] = shelf.uploads();
  expect(refused?.problem).toMatchObject({ detail: 'No sound in it.', requestId: 'r-1' });

  shelf.retry(refused?.id ?? '');
  const second = await request(1);
  expect(second.headers['Idempotency-Key']).toBe(first.headers['Idempotency-Key']);
});

test('a cancelled one makes room for the next', async () => {
  shelf.add([file('a', 1), file('b', 1), file('c', 1)], 'w', undefined);
  await request(1);
  expect(Request.all).toHaveLength(2);

  shelf.cancel(shelf.uploads()[0]?.id ?? '');
  await request(2);
  expect(states()).toEqual(['a cancelled', 'b sending', 'c sending']);
});

test('is sent in the order chosen, and what is added later after it', async () => {
  shelf.add([file('a', 1), file('b', 1), file('c', 1)], 'w', undefined);
  shelf.add([file('d', 1)], 'w', undefined);
  (await request(0)).answer(201, { id: 'j' });
  await request(2);
  Request.all[1]?.answer(201, { id: 'j' });
  await request(3);

  expect(states()).toEqual(['a queued', 'b queued', 'c sending', 'd sending']);
});

test('shows first what moves, then what was refused, then what waits, then what is done', async () => {
  shelf.add([file('done', 1), file('bad', 1), file('x', 1), file('y', 1), file('later', 1)], 'w', quota(1_000));
  shelf.add([file('large', 1_000)], 'w', quota(1_000));
  (await request(0)).answer(201, { id: 'j' });
  (await request(1)).answer(422, { type: 'x/unreadable-audio', reason: 'no_audio' });
  await request(3);

  const shown = inOrder(shelf.uploads());
  expect(shown.map(({ file: { name } }) => name)).toEqual(['x', 'y', 'bad', 'large', 'later', 'done']);
  expect(shown.filter(needsPerson).map(({ file: { name } }) => name)).toEqual(['bad', 'large']);
});

test('what is longer than the plan leaves is sent only on request', async () => {
  vi.mocked(soundLength).mockResolvedValue(101);
  shelf.add([file('a.mp3', 10)], 'w', quota(100));
  await vi.waitFor(() => expect(states()).toEqual(['a.mp3 too-long']), 60_000);
  expect(Request.all).toHaveLength(0);

  shelf.retry(shelf.uploads()[0]?.id ?? '');
  await request(0);
});

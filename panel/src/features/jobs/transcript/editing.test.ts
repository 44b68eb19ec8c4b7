import { expect, test, vi } from 'vitest';
import type { EditedTranscript, Segment } from '../../../api/client';
import { Problem } from '../../../api/problem';
import { changesOf, type Changes } from './changes';
import { Editing, type Saved } from './editing';

const said = (i: number, text: string, speaker?: string): Segment => ({
  i,
  start_ms: i * 1000,
  end_ms: i * 1000 + 900,
  text,
  ...(speaker !== undefined && { speaker }),
  words: [{ w: text, start_ms: i * 1000, end_ms: i * 1000 + 900 }],
});

/** A server with one transcript, which several people edit. */
class Shared {
  saved: Saved = { revision: 0, segments: [said(0, 'one', 'S1'), said(1, 'two', 'S2'), said(2, 'three', 'S1')] };
  sent: Changes[] = [];
  away = false;

  save = async (changes: Changes, revision: number): Promise<EditedTranscript> => {
    await Promise.resolve();
    if (this.away) {
      throw new Problem(400, 'invalid-request', 'no');
    }
    if (revision !== this.saved.revision) {
      throw new Problem(412, 'precondition-failed', 'changed');
    }
    this.sent.push(changes);
    const segments = this.saved.segments.map((segment): Segment => {
      const change = changes.segments?.find(({ i }) => i === segment.i);
      const speaker = change?.speaker ?? changes.speakers?.[segment.speaker ?? ''] ?? segment.speaker;
      return change || speaker !== segment.speaker ? said(segment.i, change?.text ?? segment.text, speaker) : segment;
    });
    const changed = segments.filter((segment, i) => segment !== this.saved.segments[i]);
    this.saved = { revision: revision + 1, segments };
    return { revision: revision + 1, segments: changed };
  };

  read = (): Promise<Saved> => Promise.resolve(this.saved);
}

const begin = (server: Shared): Editing => new Editing(server.saved, server);
const texts = (editing: Editing): string[] => editing.now().segments.map(({ text }) => text);

test('saves by itself after a second, once for all that was written meanwhile', async () => {
  vi.useFakeTimers();
  const server = new Shared();
  const editing = begin(server);

  editing.write(0, { text: 'on', speaker: 'S1' }, 1);
  await vi.advanceTimersByTimeAsync(900);
  editing.write(0, { text: 'ones', speaker: 'S1' }, 1);
  expect(editing.now().state).toBe('changed');
  await vi.advanceTimersByTimeAsync(900);
  expect(server.sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  vi.useRealTimers();

  expect(server.sent).toEqual([{ segments: [{ i: 0, text: 'ones' }] }]);
  expect(editing.now().state).toBe('saved');
  expect(editing.now().segments[0]?.words).toEqual([{ w: 'ones', start_ms: 0, end_ms: 900 }]);
});

test('undoes and redoes across segments, a sitting at once', async () => {
  const server = new Shared();
  const editing = begin(server);
  editing.write(0, { text: 'o', speaker: 'S1' }, 7);
  editing.write(0, { text: 'oh', speaker: 'S1' }, 7);
  editing.rename('S2', 'Ada');

  editing.undo();
  expect(editing.now().segments[1]?.speaker).toBe('S2');
  editing.undo();
  expect(texts(editing)).toEqual(['one', 'two', 'three']);
  expect(editing.now().segments[0]).toBe(server.saved.segments[0]);
  editing.redo();
  editing.redo();
  expect(editing.now()).toMatchObject({ canUndo: true, canRedo: false });
  expect(await editing.flush()).toBe(true);

  expect(server.sent).toEqual([{ segments: [{ i: 0, text: 'oh' }], speakers: { S2: 'Ada' } }]);
  editing.undo();
  expect(await editing.flush()).toBe(true);
  expect(server.saved.segments[1]?.speaker).toBe('S2');
});

test('what is typed while it saves is kept and saved next', async () => {
  const server = new Shared();
  const editing = begin(server);
  editing.write(0, { text: 'first', speaker: 'S1' });
  const saving = editing.flush();
  editing.write(1, { text: 'second', speaker: 'S2' });

  expect(await saving).toBe(true);

  expect(server.saved.segments.map(({ text }) => text)).toEqual(['first', 'second', 'three']);
});

test('changes of others elsewhere are merged', async () => {
  const server = new Shared();
  const [mine, theirs] = [begin(server), begin(server)];
  theirs.write(2, { text: 'their three', speaker: 'S1' });
  await theirs.flush();
  mine.write(0, { text: 'my one', speaker: 'S1' });

  expect(await mine.flush()).toBe(true);

  expect(texts(mine)).toEqual(['my one', 'two', 'their three']);
  expect(server.saved.segments.map(({ text }) => text)).toEqual(['my one', 'two', 'their three']);
});

test.each([
  ['mine', [], 'my one'],
  ['theirs', [0], 'their one'],
])('a segment that both changed is chosen: %s', async (_, taken, expected) => {
  const server = new Shared();
  const [mine, theirs] = [begin(server), begin(server)];
  theirs.write(0, { text: 'their one', speaker: 'S1' });
  await theirs.flush();
  mine.write(0, { text: 'my one', speaker: 'S1' });
  mine.write(1, { text: 'my two', speaker: 'S2' });

  expect(await mine.flush()).toBe(false);
  expect(mine.now().state).toBe('clash');
  expect(mine.now().clashes).toEqual([
    { i: 0, start_ms: 0, mine: { text: 'my one', speaker: 'S1' }, theirs: { text: 'their one', speaker: 'S1' } },
  ]);
  expect(texts(mine)[0]).toBe('my one');
  mine.resolve(new Set(taken));
  expect(await mine.flush()).toBe(true);

  expect(texts(mine)).toEqual([expected, 'my two', 'three']);
  expect(server.saved.segments.map(({ text }) => text)).toEqual([expected, 'my two', 'three']);
});

test('what cannot be saved is kept and said', async () => {
  const server = new Shared();
  const editing = begin(server);
  server.away = true;
  editing.write(0, { text: 'kept', speaker: 'S1' });

  expect(await editing.flush()).toBe(false);
  expect(editing.now().state).toBe('failed');
  expect(editing.now().problem?.detail).toBe('no');
  expect(editing.unsaved).toBe(true);
  server.away = false;
  expect(await editing.flush()).toBe(true);

  expect(texts(editing)[0]).toBe('kept');
});

test('one segment of a speaker with another name is no renaming', () => {
  const base = [said(0, 'a', 'S1'), said(1, 'b', 'S1')];

  expect(changesOf(base, [said(0, 'a', 'Ada'), said(1, 'b', 'S1')])).toEqual({ segments: [{ i: 0, speaker: 'Ada' }] });
  expect(changesOf(base, [said(0, 'a', 'Ada'), said(1, 'c', 'Ada')])).toEqual({
    segments: [{ i: 1, text: 'c' }],
    speakers: { S1: 'Ada' },
  });
  expect(changesOf(base, base)).toBeNull();
});

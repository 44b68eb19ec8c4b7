import { expect, test } from 'vitest';
import type { Segment } from '../../../api/client';
import { matchesOf, segmentAt, tokensOf } from './tokens';

const segment = (text: string, start = 0, words?: string[]): Segment => ({
  i: 0,
  start_ms: start,
  end_ms: start + 1000,
  text,
  ...(words && { words: words.map((w, i) => ({ w, start_ms: start + i * 10, end_ms: start + i * 10 + 10 })) }),
});

test.each([
  ['Good morning, all.', ['Good', 'morning', 'all'], ['Good', ' morning', ', all.']],
  ['你好世界', ['你好', '世界'], ['你好', '世界']],
  ['the the', [' the', ' the'], ['the', ' the']],
  ['not these words', ['other'], ['not', ' these', ' words']],
  ['no times', undefined, ['no', ' times']],
])('%s is cut into words', (text, words, tokens) => {
  const cut = tokensOf(segment(text, 0, words)).map((token) => token.text);

  expect(cut).toEqual(tokens);
  expect(cut.join('')).toBe(text);
});

test('finds a text in any case, and signs as they are', () => {
  const segments = [segment('Send it (now).'), segment('Now or  never')];

  expect(matchesOf(segments, 'NOW')).toEqual([
    { segment: 0, from: 9, to: 12 },
    { segment: 1, from: 0, to: 3 },
  ]);
  expect(matchesOf(segments, '(now)')).toHaveLength(1);
  expect(matchesOf(segments, 'or never')).toHaveLength(1);
  expect(matchesOf(segments, ' ')).toEqual([]);
});

test.each([
  [-1, -1],
  [0, 0],
  [1_999, 0],
  [2_000, 1],
  [99_000, 2],
])('at %i ms, segment %i is heard', (ms, index) => {
  expect(segmentAt([segment('a', 0), segment('b', 2_000), segment('c', 5_000)], ms)).toBe(index);
});

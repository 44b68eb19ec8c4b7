import { expect, test } from 'vitest';
import { duration } from './duration';
import { ago } from './When';

const NOW = Date.parse('2026-01-10T12:00:00Z');

test.each([
  ['2026-01-10T11:59:30Z', 'now'],
  ['2026-01-10T11:00:00Z', '1 hour ago'],
  ['2026-01-09T12:00:00Z', 'yesterday'],
  ['2024-01-10T12:00:00Z', '2 years ago'],
])('%s is %s', (at, text) => {
  expect(ago(at, 'en', NOW)).toBe(text);
});

test.each([
  [0, '0:00'],
  [6_365, '0:06'],
  [59_600, '1:00'],
  [3_723_000, '1:02:03'],
])('%i ms is %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

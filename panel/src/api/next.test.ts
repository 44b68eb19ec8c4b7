import { expect, test } from 'vitest';
import { safeNext } from './next';

const ORIGIN = 'https://sotto.example';

test.each([
  ['/jobs?status=Failed', '/jobs?status=Failed'],
  ['jobs', '/jobs'],
  [`${ORIGIN}/account`, '/account'],
])('keeps the place %s', (next, place) => {
  expect(safeNext(next, ORIGIN)).toBe(place);
});

test.each([
  null,
  'https://evil.example/jobs',
  '//evil.example',
  '/\\evil.example',
  'javascript:alert(1)',
  'https://sotto.example.evil.example',
  'https://sotto.example@evil.example',
  'http://sotto.example/',
  'http://[',
])('leads %s to the start', (next) => {
  expect(safeNext(next, ORIGIN)).toBe('/');
});

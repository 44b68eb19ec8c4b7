import { expect, test } from 'vitest';
import { nameIn } from './files';

test.each([
  ["attachment; filename=\"a_.srt\"; filename*=UTF-8''a%C3%A4.srt", 'aä.srt'],
  ['attachment; filename="say \\"hi\\".txt"', 'say "hi".txt'],
  ["attachment; filename=\"plain.txt\"; filename*=UTF-8''%", 'plain.txt'],
  ['attachment', null],
  [null, null],
])('%s names %s', (disposition, name) => {
  expect(nameIn(disposition)).toBe(name);
});

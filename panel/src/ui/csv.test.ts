import { expect, test } from 'vitest';
import { csv } from './csv';

test.each([
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-2', "'-2"],
  ['+49 30', "'+49 30"],
  ['Ada, "the first"', '"Ada, ""the first"""'],
  ['=a,b', '"\'=a,b"'],
])('%s is written as %s', (text, written) => {
  expect(csv([[text]])).toBe(`${written}\r\n`);
});

test('a number keeps its sign', () => {
  expect(csv([['amount', -2.5]])).toBe('amount,-2.5\r\n');
});

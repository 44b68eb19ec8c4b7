import { expect, test } from 'vitest';

const sources = import.meta.glob<string>('./**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true });

test('a feature imports no other feature', () => {
  const crossing = Object.entries(sources).flatMap(([file, source]) => {
    const depth = file.split('/').length - 2;
    const imports = [...source.matchAll(/from '((?:\.\.\/)+)([^']*)'/g)];
    return imports.filter((found) => found[1]?.length === 3 * depth).map((found) => `${file}: ${found[0]}`);
  });

  expect(Object.keys(sources).length).toBeGreaterThan(10);
  expect(crossing).toEqual([]);
});

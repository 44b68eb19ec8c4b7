import { expect, test } from 'vitest';
import { de } from './de';
import { en } from './en';
import { es } from './es';
import { fr } from './fr';

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
  );
}

const placeholders = (text: string): string[] => (text.match(/{{\w+}}/g) ?? []).sort();

test.each([
  ['de', de],
  ['fr', fr],
  ['es', es],
])('%s has the keys and placeholders of English', (_, texts) => {
  const shape = (tree: Tree) => flat(tree).map(([key, text]) => [key, placeholders(text)]);

  expect(shape(texts)).toEqual(shape(en));
});

test.each([
  ['de', de],
  ['fr', fr],
  ['es', es],
])('%s leaves no sentence in English', (_, texts) => {
  const english = new Map(flat(en));
  const untranslated = flat(texts).filter(([key, text]) => text.includes(' ') && text === english.get(key));

  expect(untranslated).toEqual([]);
});

test('no two files of a language have the same key', () => {
  const files = import.meta.glob<Record<string, Tree>>('./en/*.ts', { eager: true });
  const keys = Object.entries(files)
    .filter(([file]) => !/(index|signedOut)\.ts$/.test(file))
    .flatMap(([, module]) => Object.values(module).flatMap((texts) => Object.keys(texts)));

  expect(keys.length).toBeGreaterThan(20);
  expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
});

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Problem } from '../api/problem';
import { chooseLanguage, languages, loadAllTexts, startTexts, type LanguageCode } from '../texts/i18n';
import { faultText, reasonText, textOf } from './problems';
import i18next, { type TFunction } from 'i18next';

const LANGUAGES = Object.keys(languages) as LanguageCode[];
/** Faults of programs: no form of the panel makes them. */
const OF_PROGRAMS = ['unknown-member', 'unknown-parameter', 'wrong-type', 'malformed-json', 'malformed-form', 'not-a-chain'];

const document = (name: string): string => readFileSync(`../docs/${name}.md`, 'utf8');
const wordsOf = (text: string): string[] => [...text.matchAll(/`([a-z_-]+)`/g)].map(([, word]) => word ?? '');
const firstCells = (text: string): string[] => [...text.matchAll(/^\| (`[^|]+) \|/gm)].map(([, cell]) => cell ?? '');

const refusals = document('recordings').split('## Refusals')[1] ?? '';
const members = [...document('problems').matchAll(/^- Members: `reason`:.*$/gm)].map(([line]) => line);
const REASONS = new Set([
  ...firstCells(refusals).flatMap(wordsOf),
  ...members.flatMap(wordsOf).filter((word) => !['reason', 'removed_at', 'codec'].includes(word)),
]);
const CODES = firstCells(document('problems').split('## Fault codes')[1] ?? '').flatMap(wordsOf);

beforeAll(async () => {
  await startTexts('en');
  await loadAllTexts();
});
afterAll(() => localStorage.clear());

async function inLanguage(language: LanguageCode): Promise<TFunction> {
  await chooseLanguage(language);
  return i18next.t;
}

test('the documents name the reasons and codes', () => {
  expect(REASONS).toContain('unknown_format');
  expect(REASONS).toContain('too_many_redirects');
  expect(REASONS).toContain('recording-gone');
  expect(REASONS).toContain('engine-failed');
  expect(REASONS.size).toBeGreaterThan(30);
  expect(CODES.length).toBeGreaterThan(15);
});

test.each(LANGUAGES)('every reason of the documents has a text in %s', async (language) => {
  const t = await inLanguage(language);

  expect([...REASONS].filter((reason) => reasonText(reason, t, '') === '')).toEqual([]);
});

test.each(LANGUAGES)('every fault that a form can have has a text in %s', async (language) => {
  const t = await inLanguage(language);
  const other = faultText({ pointer: '', code: 'unheard-of', detail: '' }, t);

  const bare = CODES.filter((code) => faultText({ pointer: '', code, detail: '' }, t) === other);
  expect(bare).toEqual(OF_PROGRAMS.filter((code) => CODES.includes(code)).sort((a, b) => CODES.indexOf(a) - CODES.indexOf(b)));
});

test('shows its own text, and the server’s only for what it does not know', async () => {
  const t = await inLanguage('de');
  const refused = (reason: string | null) => new Problem(422, 'unreadable-audio', 'No sound.', [], null, null, reason);

  expect(textOf(refused('no_audio'), t)).toBe('Es ist kein Ton darin.');
  expect(textOf(refused('new_word'), t)).toBe('Die Aufnahme kann nicht gelesen werden.');
  expect(textOf(new Problem(409, 'conflict', 'Somebody was faster.'), t)).toBe('Somebody was faster.');
  expect(reasonText('new_word', t, 'The server says.')).toBe('The server says.');
});

test('says what is not accepted, not what programs should do', async () => {
  const t = await inLanguage('fr');
  const fault = { pointer: '/x', code: 'out-of-range', params: { min: 1, max: 3650 }, detail: 'must be …' };
  const problem = new Problem(400, 'invalid-request', 'Correct the values that errors names.', [fault, fault]);

  expect(textOf(problem, t)).toBe('Une partie n’est pas acceptée. Vérifiez votre saisie. De 1 à 3650.');
});

test('reads the reason of an answer', () => {
  const problem = Problem.of(new Response(null, { status: 422 }), { type: 'x/unreadable-audio', reason: 'damaged' });

  expect(problem).toMatchObject({ kind: 'unreadable-audio', reason: 'damaged' });
});

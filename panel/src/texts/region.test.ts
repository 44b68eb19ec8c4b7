import i18next from 'i18next';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { day } from '../ui/day';
import { chooseLanguage, loadAllTexts, startTexts, withRegion } from './i18n';

beforeAll(async () => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['es-MX', 'en-GB', 'en-US']);
  await startTexts('en');
  await loadAllTexts();
});
afterEach(() => localStorage.clear());

test('takes the region from the browser if the language is the same', () => {
  expect(withRegion('en', ['de-CH', 'en-GB', 'en'])).toBe('en-GB');
  expect(withRegion('de', ['de-CH', 'en-GB'])).toBe('de-CH');
  expect(withRegion('fr', ['de-CH', 'en-GB'])).toBe('fr');
});

test('texts are those of the language, dates those of the region', async () => {
  expect(i18next.t('dialog.cancel')).toBe('Cancel');
  expect(day('2026-03-05T12:00:00Z', i18next.language)).toBe('5 Mar 2026');

  await chooseLanguage('fr');

  expect(i18next.language).toBe('fr');
  expect(i18next.t('dialog.cancel')).toBe('Annuler');
  await chooseLanguage('es');
  expect(i18next.language).toBe('es-MX');
  expect(i18next.t('jobs.total', { count: 2 })).toBe('2 trabajos');
});

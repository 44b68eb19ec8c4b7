import type { Locale } from 'antd/es/locale';
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Texts } from './en';

interface Language {
  name: string;
  /** What is needed before somebody has signed in. */
  signedOut: () => Promise<Partial<Texts>>;
  texts: () => Promise<Texts>;
  antd: () => Promise<Locale>;
}

/** The languages of the panel; the one in use is the only one that is loaded. */
export const languages = {
  en: {
    name: 'English',
    signedOut: () => import('./en/signedOut').then((module) => module.signedOut),
    texts: () => import('./en').then((module) => module.en),
    antd: () => import('antd/es/locale/en_GB').then((module) => module.default),
  },
  de: {
    name: 'Deutsch',
    signedOut: () => import('./de/signedOut').then((module) => module.signedOut),
    texts: () => import('./de').then((module) => module.de),
    antd: () => import('antd/es/locale/de_DE').then((module) => module.default),
  },
  fr: {
    name: 'Français',
    signedOut: () => import('./fr/signedOut').then((module) => module.signedOut),
    texts: () => import('./fr').then((module) => module.fr),
    antd: () => import('antd/es/locale/fr_FR').then((module) => module.default),
  },
  es: {
    name: 'Español',
    signedOut: () => import('./es/signedOut').then((module) => module.signedOut),
    texts: () => import('./es').then((module) => module.es),
    antd: () => import('antd/es/locale/es_ES').then((module) => module.default),
  },
} satisfies Record<string, Language>;

export type LanguageCode = keyof typeof languages;

const STORED = 'sotto.language';

let all = false;
const loaded = new Set<LanguageCode>();

/** Returns the language of a tag such as de-CH; null if the panel does not have it. */
export function languageOf(tag: string | null | undefined): LanguageCode | null {
  const code = tag?.split('-')[0]?.toLowerCase() ?? '';
  return code in languages ? (code as LanguageCode) : null;
}

/** Returns the language with the region that this browser has for it, which decides how dates and numbers are written. */
export const withRegion = (language: LanguageCode, wanted: readonly string[] = navigator.languages): string =>
  wanted.find((tag) => languageOf(tag) === language) ?? language;

function preferred(): LanguageCode {
  const wanted = [localStorage.getItem(STORED), ...navigator.languages];
  return wanted.map(languageOf).find((code) => code !== null) ?? 'en';
}

/** Starts i18next with the person's language. */
export async function startTexts(language: LanguageCode = preferred()): Promise<i18n> {
  await i18next.use(initReactI18next).init({
    lng: withRegion(language),
    fallbackLng: false,
    resources: {},
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await show(language);
  return i18next;
}

/** Changes the language and remembers it in this browser. */
export async function chooseLanguage(language: LanguageCode): Promise<void> {
  localStorage.setItem(STORED, language);
  await show(language);
}

/** Loads the texts of all pages, in the language in use and in those that are chosen later. */
export async function loadAllTexts(): Promise<void> {
  all = true;
  await load(languageOf(i18next.language) ?? 'en');
}

async function load(language: LanguageCode): Promise<void> {
  if (!all && !i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await languages[language].signedOut());
  } else if (all && !loaded.has(language)) {
    i18next.addResourceBundle(language, 'translation', await languages[language].texts(), true, true);
    loaded.add(language);
  }
}

async function show(language: LanguageCode): Promise<void> {
  await load(language);
  await i18next.changeLanguage(withRegion(language));
  document.documentElement.lang = language;
}

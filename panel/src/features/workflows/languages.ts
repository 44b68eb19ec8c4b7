import { useTranslation } from 'react-i18next';

const LANGUAGES = ['ar', 'cs', 'da', 'de', 'en', 'es', 'fi', 'fr', 'hi', 'it', 'ja', 'ko', 'nl', 'no', 'pl', 'pt', 'ru', 'sv', 'tr', 'uk', 'zh'];

/** Names a spoken language in the reader's words; an empty one is what the engine finds. */
export function useLanguageName(): (code: string) => string {
  const { t, i18n } = useTranslation();
  const names = new Intl.DisplayNames(i18n.language, { type: 'language' });
  return (code) => {
    try {
      return code === '' ? t('workflow.detected') : (names.of(code) ?? code);
    } catch {
      // What a program wrote may be no tag of a language.
      return code;
    }
  };
}

/** The languages to choose from, with the one that is chosen already. */
export function useLanguages(chosen: string): { value: string; label: string }[] {
  const { i18n } = useTranslation();
  const name = useLanguageName();
  const codes = chosen === '' || LANGUAGES.includes(chosen) ? LANGUAGES : [...LANGUAGES, chosen];
  const known = codes.map((value) => ({ value, label: name(value) })).sort((a, b) => a.label.localeCompare(b.label, i18n.language));
  return [{ value: '', label: name('') }, ...known];
}

const LANGUAGES = ['ar', 'cs', 'da', 'de', 'en', 'es', 'fi', 'fr', 'hi', 'it', 'ja', 'ko', 'nl', 'no', 'pl', 'pt', 'ru', 'sv', 'tr', 'uk', 'zh'];

/** The languages of recordings by their names, in the order of the alphabet. */
export function languageOptions(locale: string, codes: readonly string[] = LANGUAGES): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(locale, { type: 'language' });
  return codes
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((a, b) => a.label.localeCompare(b.label, locale));
}

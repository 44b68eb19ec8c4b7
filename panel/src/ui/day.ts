/** Writes a date such as 3 Mar 2026. */
export const day = (at: string | Date, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(at));

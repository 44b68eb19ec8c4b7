/** Writes a date such as 3 Mar 2026. */
export const day = (at: string | Date, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(at));

/** Writes a time from one date to another, such as 3 Mar – 3 Apr 2026. */
export const days = (from: string, to: string, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).formatRange(new Date(from), new Date(to));

const DAY_MS = 86_400_000;

/** Writes when something may start: the time, and the date too unless it is within a day. */
export const startTime = (at: string, now: Date, language: string): string => {
  const start = new Date(at);
  const soon = start.getTime() - now.getTime() < DAY_MS;
  return new Intl.DateTimeFormat(
    language,
    soon ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' },
  ).format(start);
};

import { expect, test } from 'vitest';
import { startTime } from './startTime';

const now = new Date(2026, 4, 3, 14, 0);

test('within a day the time is enough', () => {
  expect(startTime(new Date(2026, 4, 3, 16, 5).toISOString(), now, 'de')).toBe('16:05');
});

test('later, the date is told too', () => {
  expect(startTime(new Date(2026, 4, 7, 16, 5).toISOString(), now, 'de')).toBe('07.05.2026, 16:05');
});

import { expect, test } from 'vitest';
import type { AuditEntryView } from '../../api/client';
import { ratesIn } from './rates';

const entry = (day: number, before: object | undefined, after: object | undefined): AuditEntryView =>
  ({ at: `2026-03-0${day}T10:00:00Z`, before, after }) as AuditEntryView;

test('a rate has the day since when', () => {
  const entries = [
    entry(4, { status: 'Active' }, { status: 'Suspended' }),
    entry(3, { commission_rate: '15.00' }, { commission_rate: '20.00' }),
    entry(2, { commission_rate: '15.00', name: 'A' }, { commission_rate: '15.00', name: 'B' }),
    entry(1, undefined, { commission_rate: '15.00' }),
  ];

  expect(ratesIn(entries)).toEqual([
    { rate: '20.00', from: '2026-03-03T10:00:00Z' },
    { rate: '15.00', from: '2026-03-01T10:00:00Z' },
  ]);
});

import { expect, test } from 'vitest';
import type { UsagePoint } from '../../api/client';
import { decimal, micros, minutesOf, sumsBy } from '../../ui/usage/amounts';
import { rangeOf, stepsOf } from '../../ui/usage/range';

const point = (key: string, resource_type: UsagePoint['resource_type'], amount: string): UsagePoint => ({
  start: '2026-03-01T00:00:00Z',
  key,
  resource_type,
  amount,
  unit: resource_type === 'Processing' ? 'Seconds' : 'MB',
});

test('sums stay exact', () => {
  const sums = sumsBy(
    [point('a', 'Processing', '0.100000'), point('a', 'Processing', '0.200000'), point('a', 'Storage', '1.000001')],
    ({ key }) => key,
  );

  expect(sums.get('a')).toEqual({ seconds: 300_000n, mb: 1_000_001n });
  expect(decimal(300_000n)).toBe('0.300000');
  expect(decimal(micros('12345678901234.567890'))).toBe('12345678901234.567890');
  expect(minutesOf(90_000_000n)).toBe(1.5);
});

test('thirty days end with today', () => {
  const steps = stepsOf(rangeOf('30', new Date(2026, 2, 31, 15)));

  expect(steps).toHaveLength(30);
  expect(steps[0]).toEqual(new Date(2026, 2, 2));
  expect(steps.at(-1)).toEqual(new Date(2026, 2, 31));
});

test('a year has twelve months', () => {
  const steps = stepsOf(rangeOf('year', new Date(2026, 2, 31)));

  expect(steps).toHaveLength(12);
  expect(steps[0]).toEqual(new Date(2025, 3, 1));
});

import type { UsagePoint } from '../../api/client';

const DECIMALS = 6;

/** An amount in millionths: exact, unlike a floating-point number. */
export const micros = (amount: string): bigint => BigInt(amount.replace('.', ''));

/** Writes millionths as a decimal number. */
export function decimal(value: bigint): string {
  const digits = value.toString().padStart(DECIMALS + 1, '0');
  return `${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`;
}

export interface Sums {
  seconds: bigint;
  mb: bigint;
}

const NOTHING: Sums = { seconds: 0n, mb: 0n };

/** Sums up points by a key. */
export function sumsBy(points: UsagePoint[], keyOf: (point: UsagePoint) => string): Map<string, Sums> {
  const sums = new Map<string, Sums>();
  for (const point of points) {
    const before = sums.get(keyOf(point)) ?? NOTHING;
    const amount = micros(point.amount);
    sums.set(
      keyOf(point),
      point.resource_type === 'Processing' ? { ...before, seconds: before.seconds + amount } : { ...before, mb: before.mb + amount },
    );
  }
  return sums;
}

export const minutesOf = (seconds: bigint): number => Number(seconds) / 60e6;

export const megabytesOf = (mb: bigint): number => Number(mb) / 1e6;

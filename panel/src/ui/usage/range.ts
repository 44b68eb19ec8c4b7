export type Bucket = 'day' | 'month';

export interface Range {
  key: string;
  bucket: Bucket;
  from: Date;
  to: Date;
}

export const RANGES = ['30', '90', 'year'] as const;
export type RangeKey = (typeof RANGES)[number];

/** The zone in which this browser counts its days. */
export const timeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A range of whole local days or months that ends with today. */
export function rangeOf(key: RangeKey, now = new Date()): Range {
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const to = new Date(today.getFullYear(), today.getMonth(), today.getDate() + 1);
  if (key === 'year') {
    return { key, bucket: 'month', from: new Date(today.getFullYear(), today.getMonth() - 11, 1), to };
  }
  return { key, bucket: 'day', from: new Date(today.getFullYear(), today.getMonth(), today.getDate() - Number(key) + 1), to };
}

/** When each day or month of a range begins: also of those on which nothing was used. */
export function stepsOf({ bucket, from, to }: Range): Date[] {
  const steps: Date[] = [];
  for (let i = 0; ; i++) {
    const step =
      bucket === 'day'
        ? new Date(from.getFullYear(), from.getMonth(), from.getDate() + i)
        : new Date(from.getFullYear(), from.getMonth() + i, 1);
    if (step >= to) {
      return steps;
    }
    steps.push(step);
  }
}

const STEPS: [string, number][] = [
  ['gigabyte', 1e9],
  ['megabyte', 1e6],
  ['kilobyte', 1e3],
];

/** Writes a size such as 38.9 kB or 1.2 GB, in the units of the plans. */
export function size(bytes: number, language: string): string {
  const [unit, length] = STEPS.find(([, each]) => bytes >= each) ?? ['byte', 1];
  const value = bytes / length;
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: value < 100 ? 1 : 0 }).format(value);
}

import type { Segment } from '../../../api/client';

/** A word with the spaces and signs before it, and when it is said. */
export interface Token {
  text: string;
  start: number;
  end: number;
}

/** Cuts a segment into its words; together they are exactly its text. Without times of words, they have the segment's. */
export function tokensOf(segment: Segment): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const word of segment.words ?? []) {
    const found = segment.text.indexOf(word.w.trim(), at);
    if (found < 0) {
      return whole(segment);
    }
    const end = found + word.w.trim().length;
    tokens.push({ text: segment.text.slice(at, end), start: word.start_ms, end: word.end_ms });
    at = end;
  }
  const last = tokens.at(-1);
  if (!last) {
    return whole(segment);
  }
  last.text += segment.text.slice(at);
  return tokens;
}

function whole({ text, start_ms, end_ms }: Segment): Token[] {
  return (text.match(/\s*\S+/g) ?? []).map((each) => ({ text: each, start: start_ms, end: end_ms }));
}

/** A place in the text of a segment. */
export interface Match {
  segment: number;
  from: number;
  to: number;
}

/** Finds a text in all segments, whatever its case. */
export function matchesOf(segments: readonly Segment[], wanted: string): Match[] {
  const needle = wanted.trim();
  if (needle === '') {
    return [];
  }
  const pattern = new RegExp(needle.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+'), 'giu');
  return segments.flatMap(({ text }, segment) =>
    Array.from(text.matchAll(pattern), (found) => ({ segment, from: found.index, to: found.index + found[0].length })),
  );
}

/** Finds the segment that is heard at a time, or the last one before it; -1 before the first. */
export function segmentAt(segments: readonly Segment[], ms: number): number {
  let [low, high] = [0, segments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.start_ms ?? 0) <= ms) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}

import type { Segment } from '../../../api/client';

/** Below it, a word may well be wrong. */
const DOUBT_BELOW = 0.5;

/** A word with the spaces and signs before it, and when it is said. */
export interface Token {
  text: string;
  start: number;
  end: number;
  doubtful?: boolean;
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
    const doubtful = word.p !== undefined && word.p < DOUBT_BELOW;
    tokens.push({ text: segment.text.slice(at, end), start: word.start_ms, end: word.end_ms, ...(doubtful && { doubtful }) });
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

/** A word and its segment. */
export interface Place {
  segment: number;
  ms: number;
}

/** Finds the word after a time, or the one before the word that is heard then. */
export function wordBeside(segments: readonly Segment[], ms: number, by: 1 | -1): Place | undefined {
  const at = segmentAt(segments, ms);
  const near = by > 0 ? [at, at + 1] : [at, at - 1];
  for (const segment of near) {
    const one = segments[segment];
    const starts = one ? tokensOf(one).map(({ start }) => start) : [];
    const found = by > 0 ? starts.find((start) => start > ms) : starts.findLast((start) => start < ms);
    if (found !== undefined) {
      return { segment, ms: found };
    }
  }
  return undefined;
}

/** Finds all words that may be wrong. What a person wrote is never in doubt. */
export function doubtsOf(segments: readonly Segment[]): Place[] {
  return segments.flatMap((segment, place) =>
    segment.words?.some(({ p }) => p !== undefined && p < DOUBT_BELOW)
      ? tokensOf(segment).flatMap(({ start, doubtful }) => (doubtful ? [{ segment: place, ms: start }] : []))
      : [],
  );
}

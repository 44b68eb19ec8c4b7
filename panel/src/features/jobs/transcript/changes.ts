import type { Segment, TranscriptChange } from '../../../api/client';

/** What a person writes of a segment. */
export interface Written {
  text: string;
  speaker?: string | undefined;
}

export type Changes = Pick<TranscriptChange, 'segments' | 'speakers'>;

/** A segment that two people changed in different ways. */
export interface Clash {
  i: number;
  start_ms: number;
  mine: Written;
  theirs: Written;
}

/** The gateway takes 256 KiB; what is beyond is sent with the next save. */
const MOST_CHARACTERS = 60_000;

export const writtenOf = ({ text, speaker }: Segment): Written => ({ text, ...(speaker !== undefined && { speaker }) });

export const differs = (one: Written, other: Written): boolean => one.text !== other.text || one.speaker !== other.speaker;

/** Returns the segments with changes. One that is as the server has it has its words again. */
export function applied(base: readonly Segment[], now: readonly Segment[], changes: ReadonlyMap<number, Written>): Segment[] {
  const next = [...now];
  changes.forEach((written, i) => {
    const saved = base[i];
    if (saved) {
      next[i] = differs(saved, written) ? rewritten(saved, written) : saved;
    }
  });
  return next;
}

function rewritten(saved: Segment, { text, speaker }: Written): Segment {
  const { words, ...rest } = saved;
  return { ...rest, text, ...(speaker !== undefined && { speaker }), ...(text === saved.text && words && { words }) };
}

/** Returns what to send, so that the server has the segments as they are now; null if it has. */
export function changesOf(base: readonly Segment[], now: readonly Segment[]): Changes | null {
  const speakers = renamedOf(base, now);
  const segments: NonNullable<Changes['segments']> = [];
  let characters = 0;
  for (const [i, segment] of now.entries()) {
    const saved = base[i];
    if (!saved || !differs(saved, segment)) {
      continue;
    }
    const speaker = segment.speaker !== (speakers.get(saved.speaker ?? '') ?? saved.speaker) ? segment.speaker : undefined;
    if (saved.text !== segment.text || speaker !== undefined) {
      segments.push({ i, ...(saved.text !== segment.text && { text: segment.text }), ...(speaker !== undefined && { speaker }) });
      characters += segment.text.length + 40;
    }
    if (characters > MOST_CHARACTERS) {
      break;
    }
  }
  return segments.length === 0 && speakers.size === 0
    ? null
    : { ...(segments.length > 0 && { segments }), ...(speakers.size > 0 && { speakers: Object.fromEntries(speakers) }) };
}

/** Finds speakers whose every segment now has the same other name. */
function renamedOf(base: readonly Segment[], now: readonly Segment[]): Map<string, string> {
  const names = new Map<string, Set<string | undefined>>();
  base.forEach(({ speaker }, i) => {
    if (speaker !== undefined) {
      names.set(speaker, (names.get(speaker) ?? new Set()).add(now[i]?.speaker));
    }
  });
  return new Map(
    [...names].flatMap(([speaker, [name, ...others]]): [string, string][] =>
      name !== undefined && name !== speaker && others.length === 0 ? [[speaker, name]] : [],
    ),
  );
}

/** Finds what somebody else changed since, too, and otherwise. */
export function clashesOf(base: readonly Segment[], theirs: readonly Segment[], mine: ReadonlyMap<number, Written>): Clash[] {
  return [...mine].flatMap(([i, written]) => {
    const [saved, other] = [base[i], theirs[i]];
    return saved && other && differs(saved, other) && differs(other, written)
      ? [{ i, start_ms: saved.start_ms, mine: written, theirs: writtenOf(other) }]
      : [];
  });
}

import { useSyncExternalStore } from 'react';
import type { EditedTranscript, Segment } from '../../../api/client';
import { asProblem } from '../../../ui/problems';
import type { Problem } from '../../../api/problem';
import { applied, changesOf, clashesOf, differs, type Changes, type Clash, type Written, writtenOf } from './changes';

/** A transcript as the server has it. */
export interface Saved {
  revision: number;
  segments: readonly Segment[];
}

export type SaveState = 'saved' | 'changed' | 'saving' | 'failed' | 'clash';

export interface Server {
  save: (changes: Changes, revision: number) => Promise<EditedTranscript>;
  read: () => Promise<Saved>;
}

interface Shown {
  segments: readonly Segment[];
  state: SaveState;
  problem: Problem | null;
  /** What somebody else and this person changed in different ways. */
  clashes: readonly Clash[];
  canUndo: boolean;
  canRedo: boolean;
}

interface Step {
  /** Steps of the same sitting, as while somebody types, are one. */
  sitting: number | null;
  before: ReadonlyMap<number, Written>;
  after: ReadonlyMap<number, Written>;
}

const SAVE_AFTER_MS = 1_000;
const AGAIN_AFTER_MS = 5_000;
const PRECONDITION_FAILED = 412;

/**
 * A transcript while somebody edits it, outside of React. It saves by itself a second after the last change. What somebody
 * else has saved meanwhile is merged; where both changed the same segment, the person chooses.
 */
export class Editing {
  private readonly listeners = new Set<() => void>();
  private steps: Step[] = [];
  private undone: Step[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private saving: Promise<void> | null = null;
  private theirs: Saved | null = null;
  private shown: Shown;

  constructor(
    private base: Saved,
    private readonly server: Server,
  ) {
    this.shown = { segments: base.segments, state: 'saved', problem: null, clashes: [], canUndo: false, canRedo: false };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly now = (): Shown => this.shown;

  get revision(): number {
    return this.base.revision;
  }

  get unsaved(): boolean {
    return this.shown.state !== 'saved';
  }

  /** Changes a segment. Changes of one sitting are undone together. */
  write(i: number, written: Written, sitting: number | null = null): void {
    this.take(new Map([[i, written]]), sitting);
  }

  /** Gives a speaker another name in the whole transcript. */
  rename(speaker: string, name: string): void {
    const named = this.shown.segments.filter((segment) => segment.speaker === speaker);
    this.take(new Map(named.map((segment) => [segment.i, { text: segment.text, speaker: name }])), null);
  }

  undo(): void {
    const step = this.steps.pop();
    if (step) {
      this.undone.push(step);
      this.apply(step.before);
    }
  }

  redo(): void {
    const step = this.undone.pop();
    if (step) {
      this.steps.push({ ...step, sitting: null });
      this.apply(step.after);
    }
  }

  /** Saves at once; returns whether all is saved. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer);
    while (this.shown.state === 'changed' || this.shown.state === 'saving' || this.shown.state === 'failed') {
      await this.save();
      if (this.now().state === 'failed') {
        break;
      }
    }
    return this.now().state === 'saved';
  }

  /** Ends a clash: of these segments the other person's text is taken, of all others one's own. */
  resolve(taken: ReadonlySet<number>): void {
    const theirs = this.theirs;
    if (!theirs) {
      return;
    }
    const mine = new Map(this.mine());
    taken.forEach((i) => mine.delete(i));
    this.theirs = null;
    this.restart(theirs, mine);
    void this.flush();
  }

  /** Takes over what the server made of it, as after restoring a revision. */
  adopt(edited: EditedTranscript): void {
    this.rebase(edited);
    this.restart(this.base, new Map());
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private take(changes: ReadonlyMap<number, Written>, sitting: number | null): void {
    const after = new Map([...changes].filter(([i, written]) => differs(this.at(i), written)));
    if (after.size === 0) {
      return;
    }
    const before = new Map([...after.keys()].map((i) => [i, writtenOf(this.at(i))]));
    const last = this.steps.at(-1);
    if (last && sitting !== null && last.sitting === sitting) {
      this.steps[this.steps.length - 1] = { ...last, after };
    } else {
      this.steps.push({ sitting, before, after });
    }
    this.undone = [];
    this.apply(after);
  }

  private at(i: number): Segment {
    return this.shown.segments[i] as Segment;
  }

  private apply(changes: ReadonlyMap<number, Written>): void {
    const segments = applied(this.base.segments, this.shown.segments, changes);
    this.show({ segments, ...(this.shown.state !== 'clash' && { state: this.saving ? 'saving' : 'changed', problem: null }) });
    this.schedule(SAVE_AFTER_MS);
  }

  private schedule(ms: number): void {
    clearTimeout(this.timer);
    if (this.shown.state !== 'clash') {
      this.timer = setTimeout(() => void this.save(), ms);
    }
  }

  private save(): Promise<void> {
    clearTimeout(this.timer);
    this.saving ??= this.saveOnce().finally(() => {
      this.saving = null;
      if (this.shown.state === 'saving') {
        this.show({ state: 'changed' });
        this.schedule(0);
      }
    });
    return this.saving;
  }

  private async saveOnce(): Promise<void> {
    const changes = changesOf(this.base.segments, this.shown.segments);
    if (!changes || this.shown.state === 'clash') {
      this.show(this.shown.state === 'clash' ? {} : { state: 'saved', problem: null });
      return;
    }
    this.show({ state: 'saving', problem: null });
    try {
      this.rebase(await this.server.save(changes, this.base.revision));
    } catch (e) {
      await this.failed(asProblem(e));
    }
  }

  private async failed(problem: Problem): Promise<void> {
    if (problem.status === PRECONDITION_FAILED) {
      try {
        this.merge(await this.server.read());
        return;
      } catch (e) {
        problem = asProblem(e);
      }
    }
    this.show({ state: 'failed', problem });
    if (problem.passes) {
      this.schedule(AGAIN_AFTER_MS);
    }
  }

  /** The server now has what was sent; what was typed since stays. */
  private rebase(edited: EditedTranscript): void {
    const segments = [...this.base.segments];
    edited.segments.forEach((segment) => (segments[segment.i] = segment));
    const mine = this.mine();
    this.base = { revision: edited.revision, segments };
    const shown = applied(segments, segments, new Map(mine));
    const done = !changesOf(segments, shown);
    this.show({ segments: shown, state: done ? 'saved' : 'saving' });
  }

  private merge(theirs: Saved): void {
    const mine = new Map(this.mine());
    const clashes = clashesOf(this.base.segments, theirs.segments, mine);
    if (clashes.length > 0) {
      this.theirs = theirs;
      this.show({ state: 'clash', clashes, problem: null });
    } else {
      this.restart(theirs, mine);
    }
  }

  /** What this person made otherwise than the server's transcript was. */
  private mine(): [number, Written][] {
    return this.shown.segments
      .filter((segment, i) => differs(this.base.segments[i] as Segment, segment))
      .map((segment) => [segment.i, writtenOf(segment)]);
  }

  /** Steps that began on another transcript could undo what somebody else wrote. */
  private restart(base: Saved, mine: ReadonlyMap<number, Written>): void {
    this.base = base;
    this.steps = [];
    this.undone = [];
    const segments = applied(base.segments, base.segments, mine);
    const done = !changesOf(base.segments, segments);
    this.show({ segments, clashes: [], state: done ? 'saved' : this.saving ? 'saving' : 'changed' });
  }

  private show(change: Partial<Shown>): void {
    this.shown = { ...this.shown, ...change, canUndo: this.steps.length > 0, canRedo: this.undone.length > 0 };
    this.listeners.forEach((listener) => listener());
  }
}

export const useEditing = (editing: Editing): Shown => useSyncExternalStore(editing.subscribe, editing.now);

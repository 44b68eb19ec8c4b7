import { useSyncExternalStore } from 'react';
import type { QuotaView } from '../../../api/client';
import { pause } from '../../../api/pause';
import { Problem } from '../../../api/problem';
import { session } from '../../../api/session';
import type { UploadOptions } from './options';
import { send } from './send';
import { soundLength } from './soundLength';

/**
 * The recordings that this tab sends. They go on while one looks at other pages, and end with the session.
 *
 * interrupted: it is tried again by itself. too-large, too-long: the plan does not leave enough for it, so nothing was
 * sent yet.
 */
export type UploadState =
  | 'waiting'
  | 'sending'
  | 'interrupted'
  | 'checking'
  | 'queued'
  | 'refused'
  | 'too-large'
  | 'too-long'
  | 'cancelled';

export interface Upload {
  id: string;
  file: File;
  workflowId: string;
  options: UploadOptions;
  /** The same for every attempt, so that a recording is queued once. */
  key: string;
  state: UploadState;
  /** The part that has been sent, from 0 to 1. */
  sent: number;
  /** Its length in milliseconds, where the browser can tell. */
  length?: number;
  problem?: Problem;
  jobId?: string;
}

const AT_ONCE = 2;
const MOST_ATTEMPTS = 8;
const LONGEST_PAUSE_S = 30;

let uploads: readonly Upload[] = [];
const listeners = new Set<() => void>();
/** The milliseconds that the plan left when recordings were added last. */
let left = Infinity;
const running = new Map<string, AbortController>();

const ends: readonly UploadState[] = ['queued', 'refused', 'too-large', 'too-long', 'cancelled'];
export const hasEnded = (upload: Upload): boolean => ends.includes(upload.state);

export const shelf = {
  uploads: (): readonly Upload[] => uploads,

  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },

  /** Takes recordings, and sends those for which there is room. */
  add(files: readonly File[], workflowId: string, quota: QuotaView | undefined, options: UploadOptions = {}): void {
    left = quota?.processing_ms.remaining ?? Infinity;
    let room = (quota?.storage_bytes.remaining ?? Infinity) - underWay(({ file }) => file.size);
    const added = files.map((file): Upload => {
      const fits = file.size <= room;
      room -= fits ? file.size : 0;
      const id = crypto.randomUUID();
      return { id, file, workflowId, options, key: id, state: fits ? 'waiting' : 'too-large', sent: 0 };
    });
    put([...uploads, ...added]);
    begin();
  },

  cancel(id: string): void {
    change(id, { state: 'cancelled' });
    running.get(id)?.abort();
  },

  retry(id: string): void {
    change(id, { state: 'waiting', sent: 0, problem: undefined });
    begin();
  },

  /** Takes what has ended from the shelf. */
  clear(): void {
    put(uploads.filter((upload) => !hasEnded(upload)));
  },
};

export const useShelf = () => useSyncExternalStore(shelf.subscribe, shelf.uploads);

session.onLeave(() => {
  running.forEach((each) => each.abort());
  put([]);
});

window.addEventListener('beforeunload', (event) => {
  if (uploads.some((upload) => !hasEnded(upload))) {
    event.preventDefault();
  }
});

function underWay(amount: (upload: Upload) => number): number {
  return uploads.filter((upload) => !hasEnded(upload)).reduce((sum, upload) => sum + amount(upload), 0);
}

function begin(): void {
  const next = uploads.find(({ id, state }) => state === 'waiting' && !running.has(id));
  if (next === undefined || running.size >= AT_ONCE) {
    return;
  }
  const controller = new AbortController();
  running.set(next.id, controller);
  void run(next, controller.signal).finally(() => {
    running.delete(next.id);
    begin();
  });
  begin();
}

async function run(upload: Upload, signal: AbortSignal): Promise<void> {
  const tell = (changed: Partial<Upload>): void => {
    if (!signal.aborted) {
      change(upload.id, changed);
    }
  };
  if (!(await fits(upload))) {
    tell({ state: 'too-long' });
    return;
  }
  for (let attempt = 1; !signal.aborted; attempt++) {
    tell({ state: 'sending' });
    try {
      const jobId = await send(upload, signal, (sent) => tell({ sent, state: sent < 1 ? 'sending' : 'checking' }));
      tell({ state: 'queued', jobId });
      return;
    } catch (e) {
      const problem = e instanceof Problem ? e : new Problem(-1, 'unexpected', String(e));
      if (attempt === MOST_ATTEMPTS || !isTransient(problem)) {
        tell({ state: 'refused', problem });
        return;
      }
      tell({ state: 'interrupted', problem });
      await pause(problem.retryAfter ?? Math.min(2 ** attempt, LONGEST_PAUSE_S), signal);
    }
  }
}

/** Measures a recording the first time. Who sends it all the same leaves the decision to the server. */
async function fits({ id, file, length }: Upload): Promise<boolean> {
  if (length !== undefined) {
    return true;
  }
  const measured = await soundLength(file);
  change(id, { length: measured ?? 0 });
  return (measured ?? 0) <= left - underWay((other) => (other.id === id ? 0 : (other.length ?? 0)));
}

const isTransient = (problem: Problem): boolean => problem.passes || [423, 429, 507].includes(problem.status);

function change(id: string, changed: Partial<Upload>): void {
  put(uploads.map((upload) => (upload.id === id ? { ...upload, ...changed } : upload)));
}

function put(next: readonly Upload[]): void {
  uploads = next;
  listeners.forEach((listener) => listener());
}

import { authorised, type JobView } from './client';
import { pause } from './pause';
import { Problem } from './problem';
import { serverEvents, type ServerEvent } from './serverEvents';
import { session } from './session';

/**
 * The changes of jobs, live in all tabs by one stream: the tab that holds a lock reads it and tells the others. When that
 * tab goes away, another gets the lock and goes on after the last event.
 *
 * anew: something may have been missed, so what was read before is to be read again.
 */
export type LiveEvent = { kind: 'job'; job: JobView } | { kind: 'deleted'; id: string } | { kind: 'anew' };

/** What tabs tell each other. */
interface Message {
  /** Asks the tab that reads how it stands. */
  hello?: true;
  live?: boolean;
  id?: string | null;
  event?: LiveEvent;
}

type Listener = (event: LiveEvent) => void;

/** A page that comes right after another one goes on with its stream. */
const LINGER_MS = 2_000;
/** The server says something every 15 seconds: after this time the connection is dead. */
const SILENCE_MS = 45_000;
const LONGEST_PAUSE_S = 60;
const SHORTEST_PAUSE_S = 1;

let isLive = false;
let connection: { close: () => void } | null = null;
let closing: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<Listener>();
const watchers = new Set<() => void>();

export const live = {
  /** Whether changes come by themselves; otherwise somebody has to ask for them. */
  isLive: (): boolean => isLive,

  subscribe(watcher: () => void): () => void {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  },

  /** Hears all changes that a person sees, until the returned function is called. */
  follow(person: string, listener: Listener): () => void {
    clearTimeout(closing);
    listeners.add(listener);
    connection ??= connect(person);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) {
        closing = setTimeout(close, LINGER_MS);
      }
    };
  },
};

session.onLeave(close);

function close(): void {
  clearTimeout(closing);
  connection?.close();
  connection = null;
}

function connect(person: string): { close: () => void } {
  const name = `sotto-live-${person}`;
  const { signal, abort } = abortable();
  const channel = new BroadcastChannel(name);
  let lastId: string | null = null;
  let reads = false;
  const take = ({ id, live: now, event }: Message): void => {
    lastId = id ?? lastId;
    if (now !== undefined) {
      setLive(now);
    }
    if (event) {
      listeners.forEach((listener) => listener(event));
    }
  };
  const tell = (message: Message): void => {
    if (!signal.aborted) {
      take(message);
      channel.postMessage(message);
    }
  };
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (!data.hello) {
      take(data);
    } else if (reads) {
      channel.postMessage({ live: isLive, id: lastId } satisfies Message);
    }
  };
  channel.postMessage({ hello: true } satisfies Message);
  if ('locks' in navigator) {
    const read = (): Promise<void> => {
      reads = true;
      return keepReading(() => lastId, tell, signal);
    };
    navigator.locks.request(name, { signal }, read).catch(() => undefined);
  }
  return {
    close() {
      abort();
      channel.close();
      setLive(false);
    },
  };
}

function abortable(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

function setLive(next: boolean): void {
  if (next !== isLive) {
    isLive = next;
    watchers.forEach((watcher) => watcher());
  }
}

/** Reads one stream after the other. A stream ends with its token; a break or a refusal makes the others ask by themselves. */
async function keepReading(lastId: () => string | null, tell: (message: Message) => void, signal: AbortSignal): Promise<void> {
  for (let failures = 0; !signal.aborted; ) {
    let seconds = SHORTEST_PAUSE_S;
    try {
      await readStream(lastId(), tell, signal);
      failures = 0;
    } catch (e) {
      tell({ live: false });
      failures++;
      const asked = e instanceof Problem ? (e.retryAfter ?? 0) : 0;
      seconds = Math.max(asked, Math.min(2 ** failures, LONGEST_PAUSE_S));
    }
    await pause(seconds, signal);
  }
}

async function readStream(lastId: string | null, tell: (message: Message) => void, signal: AbortSignal): Promise<void> {
  const { signal: silent, abort } = abortable();
  let timer = setTimeout(abort, SILENCE_MS);
  const heard = (): void => {
    clearTimeout(timer);
    timer = setTimeout(abort, SILENCE_MS);
  };
  try {
    const response = await authorised(
      new Request(new URL('/api/v1/jobs/events', window.location.origin), {
        headers: { Accept: 'text/event-stream', ...(lastId !== null && { 'Last-Event-ID': lastId }) },
        signal: AbortSignal.any([signal, silent]),
        cache: 'no-store',
      }),
    );
    if (!response.ok || !response.body) {
      throw Problem.of(response, await response.json().catch(() => null));
    }
    for await (const event of serverEvents(response.body, heard)) {
      tell(messageOf(event));
    }
  } finally {
    clearTimeout(timer);
  }
}

function messageOf({ name, id, data }: ServerEvent): Message {
  const value = JSON.parse(data) as unknown;
  switch (name) {
    case 'ready':
      return { id, live: true, ...(!(value as { resumed: boolean }).resumed && { event: { kind: 'anew' } }) };
    case 'job':
      return { id, event: { kind: 'job', job: value as JobView } };
    case 'deleted':
      return { id, event: { kind: 'deleted', id: (value as { id: string }).id } };
    default:
      return { id };
  }
}

/**
 * The recordings that this browser may play by a cookie, which no script can read or remove. So all tabs remember
 * together which there are, and whoever leaves has the server take them away.
 */
const KEPT = 'sotto.grants';
/** Nobody waits longer to sign in or out because the recordings' service hangs. */
const MOST_MS = 10_000;

type Ends = Record<string, number>;

/** Remembers that there is, or is about to be, a cookie for the recording of a job. */
export function rememberGrant(id: string, ends: number): void {
  write({ ...read(), [id]: ends });
}

/** Takes every remembered cookie out of this browser. One that could not be taken stays remembered. */
export async function withdrawGrants(): Promise<void> {
  await Promise.all(Object.keys(read()).map(withdrawGrant));
}

export async function withdrawGrant(id: string): Promise<void> {
  // Without a token, which may have ended, and to its end even if the page is closed.
  const answer = await fetch(`/api/v1/jobs/${id}/recording/grant`, {
    method: 'DELETE',
    credentials: 'same-origin',
    keepalive: true,
    signal: AbortSignal.timeout(MOST_MS),
  }).catch(() => null);
  if (answer?.ok) {
    const { [id]: gone, ...others } = read();
    write(others);
  }
}

function read(): Ends {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Ends;
    return Object.fromEntries(Object.entries(kept).filter(([, ends]) => ends > Date.now()));
  } catch {
    return {};
  }
}

function write(ends: Ends): void {
  if (Object.keys(ends).length === 0) {
    localStorage.removeItem(KEPT);
  } else {
    localStorage.setItem(KEPT, JSON.stringify(ends));
  }
}

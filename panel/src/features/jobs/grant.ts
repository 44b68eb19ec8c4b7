import { api } from '../../api/client';
import { rememberGrant, withdrawGrant } from '../../api/grants';
import { ok } from '../../api/problem';
import { session } from '../../api/session';

const GOOD_FOR_MS = 120_000;

export const recordingPath = (id: string): string => `/api/v1/jobs/${id}/recording`;

/** Lets the browser itself read a recording, by a cookie that no script sees. Returns until when. */
export async function grantRecording(id: string): Promise<number> {
  await session.token(GOOD_FOR_MS);
  let left = false;
  const stop = session.onLeave(() => (left = true));
  try {
    // Before it is there: the tab may be closed while the answer is on its way.
    rememberGrant(id, session.expires());
    await ok(api.PUT('/api/v1/jobs/{id}/recording/grant', { params: { path: { id } } }));
    rememberGrant(id, session.expires());
  } finally {
    stop();
  }
  if (left) {
    await withdrawGrant(id);
  }
  return session.expires();
}

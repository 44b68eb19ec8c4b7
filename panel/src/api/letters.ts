/** Where support begins, in a tab of its own: `/#/help?token=…`. */
export const HELP = '/help';

/**
 * Links in letters have their path and token after the #, which no browser sends to a server. The token is read once
 * and taken out of the address at once, so that it stays in no history, bookmark or screenshot.
 */
let taken: { path: string; token: string } | null = null;

/** Reads the fragment of the address; returns the path that it named. */
export function takeLetter(): string | null {
  const [path, query] = window.location.hash.slice(1).split('?', 2);
  if (!path?.startsWith('/') || path.startsWith('//')) {
    return null;
  }
  const token = new URLSearchParams(query).get('token');
  taken = token === null ? null : { path, token };
  window.history.replaceState(null, '', path);
  return path;
}

/** Returns the token of the letter whose link led here. */
export function letterToken(path: string): string | null {
  return taken?.path === path ? taken.token : null;
}

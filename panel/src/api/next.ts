/** Returns the place within the panel that an address names, or the start for an address elsewhere. */
export function safeNext(next: string | null, origin = window.location.origin): string {
  if (next === null) {
    return '/';
  }
  try {
    const url = new URL(next, origin);
    return url.origin === origin ? url.pathname + url.search : '/';
  } catch {
    return '/';
  }
}

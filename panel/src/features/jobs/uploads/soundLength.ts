const LONGEST_WAIT_MS = 5_000;

/** Reads the length of a recording from its head, in milliseconds; null if the browser cannot tell. */
export function soundLength(file: File): Promise<number | null> {
  if (!('createObjectURL' in URL)) {
    return Promise.resolve(null);
  }
  return new Promise((resolve) => {
    const url = URL.createObjectURL(file);
    const audio = new Audio();
    const timer = setTimeout(() => end(null), LONGEST_WAIT_MS);
    function end(ms: number | null): void {
      clearTimeout(timer);
      audio.onloadedmetadata = audio.onerror = null;
      audio.removeAttribute('src');
      URL.revokeObjectURL(url);
      resolve(ms);
    }
    audio.onloadedmetadata = () => end(Number.isFinite(audio.duration) ? Math.round(audio.duration * 1000) : null);
    audio.onerror = () => end(null);
    audio.preload = 'metadata';
    audio.src = url;
  });
}

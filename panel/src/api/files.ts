import { authorised } from './client';
import { Problem } from './problem';

export interface NamedFile {
  blob: Blob;
  name: string | null;
}

/** Fetches a file of the API with the session's token; an address with a token in it could be passed on. */
export async function fetchFile(path: string, signal?: AbortSignal): Promise<NamedFile> {
  let response: Response;
  try {
    response = await authorised(new Request(new URL(path, window.location.origin), signal ? { signal } : {}));
    if (response.ok) {
      return { blob: await response.blob(), name: nameIn(response.headers.get('Content-Disposition')) };
    }
  } catch (e) {
    throw e instanceof Problem || signal?.aborted ? e : Problem.unreachable();
  }
  throw Problem.of(response, await response.json().catch(() => null));
}

/** Reads the file name of a Content-Disposition; the encoded one is the exact one (RFC 6266). */
export function nameIn(disposition: string | null): string | null {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  if (encoded !== undefined) {
    try {
      return decodeURIComponent(encoded);
    } catch {
      // A name that is malformed is none.
    }
  }
  return /filename="((?:[^"\\]|\\.)*)"/i.exec(disposition ?? '')?.[1]?.replace(/\\(.)/g, '$1') ?? null;
}

/** Lets the browser save a file. */
export function saveFile({ blob, name }: NamedFile, otherwise: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name ?? otherwise;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

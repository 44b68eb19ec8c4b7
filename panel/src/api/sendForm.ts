import { Problem } from './problem';
import { session } from './session';

interface Options {
  headers: Record<string, string>;
  signal: AbortSignal;
  /** Hears the part that has been sent, from 0 to 1. */
  onSent: (part: number) => void;
}

/** Posts a form and tells how much of it has been sent, which fetch cannot. */
export async function sendForm<T>(path: string, form: FormData, options: Options): Promise<T> {
  const token = await session.token();
  try {
    return await post<T>(path, form, token, options);
  } catch (e) {
    if (!(e instanceof Problem) || e.status !== 401 || token === null) {
      throw e;
    }
    return post<T>(path, form, await session.renew(token), options);
  }
}

function post<T>(path: string, form: FormData, token: string | null, { headers, signal, onSent }: Options): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = (): void => request.abort();
    signal.throwIfAborted();
    signal.addEventListener('abort', abort, { once: true });
    request.open('POST', path);
    Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
    if (token !== null) {
      request.setRequestHeader('Authorization', `Bearer ${token}`);
    }
    request.upload.onprogress = ({ loaded, total }) => onSent(loaded / Math.max(total, 1));
    request.upload.onload = () => onSent(1);
    request.onload = () => {
      const body = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) {
        resolve(body as T);
      } else {
        reject(problemOf(request.status, (name) => request.getResponseHeader(name), body));
      }
    };
    request.onerror = () => reject(Problem.unreachable());
    request.onabort = () => reject(new DOMException('Cancelled', 'AbortError'));
    request.onloadend = () => signal.removeEventListener('abort', abort);
    request.send(form);
  });
}

/** Makes a problem of an answer that did not come by fetch. */
export function problemOf(status: number, header: (name: string) => string | null | undefined, body: unknown): Problem {
  const headers = new Headers();
  for (const name of ['X-Request-Id', 'Retry-After']) {
    const value = header(name);
    if (value != null) {
      headers.set(name, value);
    }
  }
  return Problem.of(new Response(null, { status, headers }), body);
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

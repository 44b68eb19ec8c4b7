import { authorised } from './client';
import { Problem } from './problem';

const MOST_PAGES = 100;

/** The address of the next page in a Link header (RFC 8288). */
export const nextOf = (link: string | null): string | null => /<([^>]+)>\s*;[^,]*rel="?next"?/.exec(link ?? '')?.[1] ?? null;

/** Without its first line, which every page of a table repeats. */
const withoutHead = (table: string): string => table.slice(table.indexOf('\n') + 1);

/** Reads a list as one table of CSV, page after page. */
export async function tableAt(path: string, query: Record<string, string>): Promise<Blob> {
  const parts: string[] = ['\ufeff'];
  let next: string | null = `${path}?${new URLSearchParams({ ...query, limit: '200' })}`;
  for (let page = 0; next !== null && page < MOST_PAGES; page++) {
    let response: Response;
    try {
      response = await authorised(new Request(new URL(next, window.location.origin), { headers: { Accept: 'text/csv' } }));
    } catch (e) {
      throw e instanceof Problem ? e : Problem.unreachable();
    }
    if (!response.ok) {
      throw Problem.of(response, await response.json().catch(() => null));
    }
    const table = await response.text();
    parts.push(page === 0 ? table : withoutHead(table));
    next = nextOf(response.headers.get('Link'));
  }
  return new Blob(parts, { type: 'text/csv;charset=utf-8' });
}

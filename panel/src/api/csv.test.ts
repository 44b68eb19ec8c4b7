import { afterEach, expect, test, vi } from 'vitest';
import { nextOf, tableAt } from './csv';
import { session } from './session';

afterEach(() => vi.unstubAllGlobals());

test('reads the next page out of a Link header', () => {
  expect(nextOf('</api/v1/charges?cursor=a>; rel="next"')).toBe('/api/v1/charges?cursor=a');
  expect(nextOf('</first>; rel="first", </second>; rel="next"')).toBe('/second');
  expect(nextOf('</first>; rel="prev"')).toBeNull();
  expect(nextOf(null)).toBeNull();
});

test('a table of several pages has one head', async () => {
  vi.spyOn(session, 'token').mockResolvedValue('token');
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname, search } = new URL(request.url);
    asked.push(pathname + search);
    return asked.length === 1
      ? new Response('id,amount\r\n1,2.00\r\n', { headers: { Link: '</api/v1/charges?cursor=x>; rel="next"' } })
      : new Response('id,amount\r\n2,3.00\r\n');
  });

  const table = await tableAt('/api/v1/charges', { kind: 'Refund' });

  expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(await table.arrayBuffer())).toBe('\ufeffid,amount\r\n1,2.00\r\n2,3.00\r\n');
  expect(asked).toEqual(['/api/v1/charges?kind=Refund&limit=200', '/api/v1/charges?cursor=x']);
});

/** A server-sent event. */
export interface ServerEvent {
  name: string;
  id: string | null;
  data: string;
}

/**
 * Reads server-sent events from an answer.
 *
 * @param onPiece hears of every piece, also of those that only keep the stream alive
 */
export async function* serverEvents(body: ReadableStream<Uint8Array>, onPiece: () => void): AsyncGenerator<ServerEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    onPiece();
    const blocks = (rest + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = eventOf(block);
      if (event) {
        yield event;
      }
    }
  }
}

function eventOf(block: string): ServerEvent | null {
  const fields = new Map<string, string>();
  for (const line of block.split(/\r?\n/)) {
    const [, name, value] = /^([a-z]+): ?(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) {
      fields.set(name, name === 'data' && fields.has(name) ? `${fields.get(name)}\n${value}` : value);
    }
  }
  const data = fields.get('data');
  return data === undefined ? null : { name: fields.get('event') ?? 'message', id: fields.get('id') ?? null, data };
}

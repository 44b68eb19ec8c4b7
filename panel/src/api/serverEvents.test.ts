import { expect, test } from 'vitest';
import { serverEvents, type ServerEvent } from './serverEvents';

async function read(...pieces: string[]): Promise<{ events: ServerEvent[]; heard: number }> {
  let heard = 0;
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      pieces.forEach((piece) => controller.enqueue(encoder.encode(piece)));
      controller.close();
    },
  });
  const events: ServerEvent[] = [];
  for await (const event of serverEvents(body, () => heard++)) {
    events.push(event);
  }
  return { events, heard };
}

test('reads events that come in pieces', async () => {
  const { events } = await read('event:job\nid:1\nda', 'ta:{"a":', '1}\n\nevent: deleted\ndata: x\ndata: y\n\n');

  expect(events).toEqual([
    { name: 'job', id: '1', data: '{"a":1}' },
    { name: 'deleted', id: null, data: 'x\ny' },
  ]);
});

test('a comment is no event, but it is heard; a broken event is dropped', async () => {
  const { events, heard } = await read(':still here\n\n', 'event:job\ndata:1');

  expect(events).toEqual([]);
  expect(heard).toBe(2);
});

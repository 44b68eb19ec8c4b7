import { expect, test } from 'vitest';
import { settingsOf, simple, withSettings } from './graph';

test('a simple graph has its settings', () => {
  expect(settingsOf(simple({ language: 'de', formats: ['srt', 'json'] }))).toEqual({ language: 'de', formats: ['srt', 'json'] });
  expect(simple({ language: '', formats: ['txt'] }).nodes[0]?.config).toEqual({});
});

test('what the form does not show stays', () => {
  const graph = {
    nodes: [
      { id: 'i', type: 'input', config: {} },
      { id: 't', type: 'transcription', config: { engine: 'sphinx', language: 'en' } },
      { id: 'e', type: 'export', config: { formats: ['vtt', 'txt'] } },
    ],
    edges: [{ from: 'i', to: 't' }],
  };

  const changed = withSettings(graph, { language: '', formats: ['txt', 'json', 'vtt'] });

  expect(changed.nodes[1]?.config).toEqual({ engine: 'sphinx' });
  expect(changed.nodes[2]?.config).toEqual({ formats: ['vtt', 'txt', 'json'] });
  expect(changed.edges).toEqual(graph.edges);
  expect(withSettings(graph, { language: '', formats: [] }).nodes[2]?.config).toEqual({});
});

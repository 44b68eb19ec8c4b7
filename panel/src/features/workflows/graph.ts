import type { WorkflowView } from '../../api/client';

type Graph = WorkflowView['config'];

export const FORMATS = ['txt', 'srt', 'vtt', 'lrc', 'tsv', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** What the form shows of a graph. */
export interface Settings {
  language: string;
  formats: Format[];
}

/** What people of today need: hear it, write it down. */
export const simple = (settings: Settings): Graph => ({
  nodes: [
    { id: 'hear', type: 'transcription', config: heard({}, settings) },
    { id: 'write', type: 'export', config: written({}, settings) },
  ],
  edges: [{ from: 'hear', to: 'write' }],
});

export function settingsOf(graph: Graph): Settings {
  const language = configOf(graph, 'transcription').language;
  const formats = configOf(graph, 'export').formats;
  return {
    language: typeof language === 'string' ? language : '',
    formats: Array.isArray(formats) ? FORMATS.filter((one) => formats.includes(one)) : [],
  };
}

/** The same graph with other settings: what the form does not show stays. */
export function withSettings(graph: Graph, settings: Settings): Graph {
  const nodes = graph.nodes.map((node) => {
    switch (node.type) {
      case 'transcription':
        return { ...node, config: heard(node.config ?? {}, settings) };
      case 'export':
        return { ...node, config: written(node.config ?? {}, settings) };
      default:
        return node;
    }
  });
  return { ...graph, nodes };
}

function heard(config: Record<string, unknown>, { language }: Settings): Record<string, unknown> {
  const { language: _, ...others } = config;
  return language === '' ? others : { ...others, language };
}

/** The first format has a meaning, so the order stays. No format is the server's choice. */
function written(config: Record<string, unknown>, { formats }: Settings): Record<string, unknown> {
  const { formats: before, ...others } = config;
  const old = (Array.isArray(before) ? before : []) as Format[];
  const now = [...old.filter((one) => formats.includes(one)), ...formats.filter((one) => !old.includes(one))];
  return now.length === 0 ? others : { ...others, formats: now };
}

function configOf(graph: Graph, type: string): Record<string, unknown> {
  return graph.nodes.find((node) => node.type === type)?.config ?? {};
}

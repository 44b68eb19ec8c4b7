import react from '@vitejs/plugin-react';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const sotto = process.env.SOTTO_URL ?? 'http://127.0.0.1:8080';

const kebab = (name: string): string => name.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase();
const places: Record<string, (name: string) => string> = {
  antd: (name) => `antd/es/${kebab(name)}`,
  '@ant-design/icons': (name) => `@ant-design/icons/es/icons/${name}`,
};

/** Imports each component from its own file. So it is known what a page needs, and what can wait. */
const ownFiles = (): Plugin => ({
  name: 'own-files',
  apply: 'build',
  transform: (code, id) =>
    id.includes('/node_modules/')
      ? null
      : code.replace(/import\s*\{([^}]+)\}\s*from\s*["'](antd|@ant-design\/icons)["'];?/g, (_, names: string, from: string) =>
          names
            .split(',')
            .map((name) => name.trim())
            .filter((name) => name !== '')
            .map((name) => `import ${name} from "${places[from]?.(name)}";`)
            .join(''),
        ),
});

/** Writes down what is in which file, for build/budget.mjs. */
const contents = (): Plugin => ({
  name: 'contents',
  apply: 'build',
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).flatMap((file) =>
      file.type === 'chunk'
        ? [{ file: file.fileName, imports: file.imports, modules: file.moduleIds.map((id) => relative(import.meta.dirname, id)) }]
        : [],
    );
    mkdirSync(join(import.meta.dirname, 'target'), { recursive: true });
    writeFileSync(join(import.meta.dirname, 'target/panel-chunks.json'), JSON.stringify(chunks));
  },
});

interface Modules {
  getModuleInfo: (id: string) => { importedIds: readonly string[] } | null;
}

/** Returns what the files of src import by themselves, directly or not. */
function neededBy(modules: Modules, ...files: string[]): Set<string> {
  const found = new Set<string>();
  const follow = (id: string): void => {
    if (!found.has(id)) {
      found.add(id);
      modules.getModuleInfo(id)?.importedIds.forEach(follow);
    }
  };
  files.forEach((file) => follow(join(import.meta.dirname, 'src', file)));
  return found;
}

let first: Set<string> | undefined;
let always: Set<string> | undefined;

/** Names the file of a module that is needed before anybody has signed in, by a language, or for the first page after it. */
function chunkOf(id: string, modules: Modules): string | null {
  first ??= neededBy(modules, 'main.tsx');
  always ??= neededBy(modules, 'app/Shell.tsx', 'app/Start.tsx', 'features/jobs/JobsPage.tsx');
  if (first.has(id) || id.includes('rolldown/runtime')) {
    return 'base';
  }
  const language = /\/locale\/(\w\w)_\w\w\.js$|\/src\/texts\/(\w\w)\/(?:signedOut|shell|account)\.ts$/.exec(id);
  return language ? `texts-${language[1] ?? language[2]}` : always.has(id) ? 'signed-in' : null;
}

/** Large libraries of single pages stay with them. */
const shared = {
  name: 'shared',
  test: (id: string) => !/node_modules\/(recharts|d3-|victory|wavesurfer|@xyflow)/.test(id),
  minShareCount: 2,
  priority: 1,
};

export default defineConfig({
  plugins: [react(), ownFiles(), contents()],
  // The gateway puts a fresh nonce in this place into every index.html that it sends.
  html: { cspNonce: 'SOTTO_CSP_NONCE' },
  build: {
    outDir: 'target/classes/sotto-panel',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        // Few files: what is needed first, each language, and what most pages of signed-in people share.
        codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: chunkOf, debugName: 'page', priority: 2 }, shared] },
      },
    },
  },
  server: { proxy: { '/api': sotto, '/mailbox': sotto } },
  test: { environment: 'jsdom', setupFiles: 'src/test-setup.ts', testTimeout: 90_000, include: ['src/**/*.test.{ts,tsx}'] },
});

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const sotto = process.env.SOTTO_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  // The gateway puts a fresh nonce in this place into every index.html that it sends.
  html: { cspNonce: 'SOTTO_CSP_NONCE' },
  build: {
    outDir: 'target/classes/sotto-panel',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        // Few files: what most pages share is one.
        codeSplitting: { groups: [{ name: 'base', minShareCount: 3, minSize: 20_000 }] },
      },
    },
  },
  server: { proxy: { '/api': sotto, '/mailbox': sotto } },
  test: { environment: 'jsdom', setupFiles: 'src/test-setup.ts', testTimeout: 90_000, include: ['src/**/*.test.{ts,tsx}'] },
});

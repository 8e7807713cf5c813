/** How the portal is built: `npm run build`, or `npx vite src/portal` for a server that follows edits beside `npm start`. */
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const SERVER = 'http://127.0.0.1:7071';

const PATTERN_ENGINE = `${import.meta.dirname}/rule-model/pattern-engine.ts`;

/** The rule engine gets its patterns from a stand-in, which loads re2js when a rule first has one. */
function lazyPatterns(): Plugin {
  return {
    name: 'lazy-patterns',
    enforce: 'pre',
    resolveId: (source, importer) =>
      source === 're2js' && importer !== PATTERN_ENGINE ? PATTERN_ENGINE : null,
  };
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), lazyPatterns()],
  build: {
    outDir: '../../dist/portal',
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    // The policy of the page lets no data: scripts or fonts in.
    assetsInlineLimit: 0,
    manifest: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_200,
  },
  server: {
    proxy: Object.fromEntries(
      ['/v1.0', '/beta', '/muster', '/portal'].map((root) => [root, { target: SERVER }]),
    ),
  },
});

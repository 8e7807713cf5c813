/** How the portal is built: `npm run build`, or `npx vite src/portal` for a server that follows edits beside `npm start`. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const SERVER = 'http://127.0.0.1:7071';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
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

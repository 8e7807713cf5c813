import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/long/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What .ci/run counts from.
    reporters: ['default', ['json', { outputFile: '.muster/test-results.json' }]],
  },
});

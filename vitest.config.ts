import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/long/**'],
    globalSetup: ['test/support/azurite-setup.ts'],
    setupFiles: ['test/support/index-in-use.ts'],
    // A process a file: the functions read their settings from the environment, which threads would share.
    pool: 'forks',
    // Two cores, two files at a time; the default would leave one to itself.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What .ci/run counts from.
    reporters: ['default', ['json', { outputFile: '.muster/test-results.json' }]],
  },
});

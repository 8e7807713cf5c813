/** What takes long, and is therefore not part of `npm test`. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/long/**/*.test.ts'],
    globalSetup: ['test/support/azurite-setup.ts'],
    pool: 'forks',
    testTimeout: 12 * 60 * 60_000,
    reporters: ['default'],
  },
});

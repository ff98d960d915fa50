import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // A module is loaded once per worker, not once per file: no test changes what others read.
    isolate: false,
    maxWorkers: 2,
  },
});

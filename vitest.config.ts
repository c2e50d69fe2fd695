import { defineConfig } from 'vitest/config';

/** Process-heavy projects share two cores: one file at a time keeps their timing honest. */
const serial = { pool: 'forks' as const, fileParallelism: false, testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          pool: 'forks',
          include: ['ingest/src/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'dom',
          environment: 'happy-dom',
          pool: 'forks',
          include: ['sdk/src/**/*.test.{ts,tsx}', 'dashboard-lite/src/**/*.test.{ts,tsx}'],
        },
      },
      { test: { name: 'database', environment: 'node', ...serial, include: ['ingest/test/**/*.test.ts'] } },
      { test: { name: 'package', environment: 'node', ...serial, include: ['sdk/test/package/**/*.test.ts'] } },
      {
        test: {
          name: 'browser',
          environment: 'node',
          ...serial,
          // Of those tests of one file that say so: they mostly wait.
          maxConcurrency: 3,
          // What a page does takes as long as the machine lets it; a second is not enough beside other work.
          expect: { poll: { timeout: 15_000 } },
          include: ['sdk/test/browser/**/*.test.ts', 'dashboard-lite/test/**/*.test.ts', 'examples/test/**/*.test.ts'],
        },
      },
      // Installs and builds for minutes, so it is no part of `npm test`.
      { test: { name: 'examples', environment: 'node', ...serial, include: ['examples/test/*.example.ts'] } },
    ],
  },
});

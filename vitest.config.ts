import { defineConfig } from 'vitest/config';

/** Process-heavy projects share two cores: one file at a time keeps their timing honest. */
const serial = { pool: 'forks' as const, fileParallelism: false };
/** What is waited for takes as long as a machine with other work lets it: these end a wait, they judge no speed. */
const patient = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 15_000 } } };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          pool: 'forks',
          ...patient,
          include: ['ingest/src/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'dom',
          environment: 'happy-dom',
          pool: 'forks',
          ...patient,
          include: ['sdk/src/**/*.test.{ts,tsx}', 'dashboard-lite/src/**/*.test.{ts,tsx}'],
        },
      },
      { test: { name: 'database', environment: 'node', ...serial, ...patient, include: ['ingest/test/**/*.test.ts'] } },
      {
        test: {
          name: 'package',
          environment: 'node',
          ...serial,
          ...patient,
          include: ['sdk/test/package/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'browser',
          environment: 'node',
          ...serial,
          ...patient,
          // Of those tests of one file that say so: they mostly wait.
          maxConcurrency: 3,
          include: ['sdk/test/browser/**/*.test.ts', 'dashboard-lite/test/**/*.test.ts', 'examples/test/**/*.test.ts'],
        },
      },
      // Installs and builds for minutes, so it is no part of `npm test`.
      {
        test: { name: 'examples', environment: 'node', ...serial, ...patient, include: ['examples/test/*.example.ts'] },
      },
    ],
  },
});

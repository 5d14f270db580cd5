import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Printed by Vitest; run again in the same order with `npx vitest run --sequence.seed=SEED`. */
const seed = Number(process.env.LINLI_TEST_SEED ?? Date.now() % 1_000_000);

/** Each file has a database of its own and the server keeps nothing in its modules, so that files may share those: half the time. */
const database = {
  globalSetup: './tests/setup/global.ts',
  setupFiles: './tests/setup/strict.ts',
  isolate: false,
};

export default defineConfig({
  resolve: {
    tsconfigPaths: true,
    // Vite would take graphql's other build than Node does, and two of them refuse each other's types.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    sequence: { shuffle: { files: true, tests: true }, seed },
    retry: 0,
    // Much of a test's time is waiting for PostgreSQL, so that no core is kept for Vitest itself.
    maxWorkers: Math.max(2, availableParallelism()),
    passWithNoTests: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{server,app,scripts,prisma}/**/*.test.{ts,tsx}', 'tests/unit/**/*.test.ts'],
          setupFiles: './tests/setup/strict.ts',
          pool: 'threads',
          // A few read a hundred thousand rows or lint the whole server; a busy machine may take long over it.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          ...database,
          name: 'database',
          include: ['tests/{integration,graphql,realtime,faults}/**/*.test.{ts,tsx}'],
          // Patience, not a measure: some start whole processes, and a busy machine is several times slower.
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          ...database,
          globalSetup: [database.globalSetup, './tests/setup/unpack-browser.ts'],
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});

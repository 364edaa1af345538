import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));
// `server-only` throws outside a server bundle; tests are the server here.
const resolve = { alias: { '@': root.replace(/\/$/, ''), 'server-only': `${root}__tests__/support/server-only.ts` } };

// What is drawn at random is drawn alike in every run, and what is said is said in English.
const setupFiles = ['__tests__/support/fixed-seed.ts', '__tests__/support/english.ts'];

/**
 * After so long a test hangs. A slow machine is no verdict: what takes half a second alone took five beside others, and a house that
 * is filled for a whole file, twenty seconds alone, took more than sixty.
 */
const HANGS_MS = 240_000;

const report = process.env.PITSIDE_TEST_REPORT;

export default defineConfig({
  resolve,
  test: {
    // What a passing test prints (the API says each refusal) is noise.
    silent: 'passed-only',
    // A test and its database take turns, so that a worker with both keeps about one core busy.
    maxWorkers: Math.min(availableParallelism(), 4),
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    coverage: {
      provider: 'v8',
      include: ['services/**/*.ts'],
      exclude: ['services/**/http.ts'],
      reporter: ['text-summary'],
      thresholds: { lines: 90, branches: 90 },
    },
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: ['__tests__/**/*.test.ts'],
          exclude: ['__tests__/**/*.int.test.ts'],
          environment: 'node',
          setupFiles,
          testTimeout: HANGS_MS,
          hookTimeout: HANGS_MS,
        },
      },
      {
        resolve,
        test: {
          name: 'integration',
          include: ['__tests__/**/*.int.test.ts'],
          environment: 'node',
          setupFiles,
          globalSetup: ['__tests__/support/global-setup.ts'],
          env: { LOG_LEVEL: 'silent' },
          testTimeout: HANGS_MS,
          hookTimeout: HANGS_MS,
        },
      },
    ],
  },
});

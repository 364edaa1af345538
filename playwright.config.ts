import { defineConfig, devices } from '@playwright/test';
import { CHROMIUM_ARGS, findChromium } from './scripts/support/chromium.ts';
import { findFreePort } from './supabase/embedded/ports.ts';

const { executablePath, env } = await findChromium();
const report = process.env.PITSIDE_TEST_REPORT;

// Workers read this file too: what the first reader chose, they find in the environment.
process.env.PITSIDE_E2E_PORT ??= String(await findFreePort());
process.env.PITSIDE_E2E_API_PORT ??= String(await findFreePort());
process.env.PITSIDE_E2E_DB_PORT ??= String(await findFreePort());
const baseURL = `http://127.0.0.1:${process.env.PITSIDE_E2E_PORT}`;

export default defineConfig({
  testDir: 'e2e',
  fullyParallel: false,
  workers: 1,
  forbidOnly: true,
  retries: 0,
  timeout: 45_000,
  outputDir: 'test-results',
  reporter: report ? [['list'], ['json', { outputFile: report }]] : [['list']],
  use: {
    ...devices['Desktop Chrome'],
    baseURL,
    viewport: { width: 1180, height: 820 },
    hasTouch: true,
    trace: 'retain-on-failure',
    launchOptions: { executablePath, args: CHROMIUM_ARGS, env: { ...process.env, ...env } as Record<string, string> },
  },
  webServer: {
    command: 'node e2e/support/stack.ts',
    url: `${baseURL}/api/ready`,
    timeout: 240_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
    stdout: 'pipe',
    env: {
      PORT: process.env.PITSIDE_E2E_PORT,
      PITSIDE_API_PORT: process.env.PITSIDE_E2E_API_PORT,
      PITSIDE_DB_PORT: process.env.PITSIDE_E2E_DB_PORT,
      PITSIDE_DATA_DIR: '.pitside/e2e',
    },
  },
});

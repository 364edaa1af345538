import { defineConfig, devices } from '@playwright/test';
import { STACKS, urlOf } from './e2e/support/stacks.ts';
import { CHROMIUM_ARGS, findChromium } from './scripts/support/chromium.ts';

const { executablePath, env } = await findChromium();
const report = process.env.PITSIDE_TEST_REPORT;

export default defineConfig({
  testDir: 'e2e',
  fullyParallel: false,
  workers: STACKS.length,
  forbidOnly: true,
  retries: 0,
  // Patience, and no verdict: on a machine that is busy everything takes longer. How fast it is, the bench says.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  outputDir: 'test-results',
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  // A picture that is missing is a mistake; `npm run pictures` makes it.
  updateSnapshots: 'none',
  reporter: report ? [['list'], ['json', { outputFile: report }]] : [['list']],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1180, height: 820 },
    hasTouch: true,
    // A film of every journey costs as much as the journey; how the page stood at each step is kept without it.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    launchOptions: { executablePath, args: CHROMIUM_ARGS, env: { ...process.env, ...env } as Record<string, string> },
  },
  // Started one after another: the first one builds the web app for all.
  webServer: STACKS.map((stack) => ({
    command: 'node e2e/support/stack.ts',
    url: `${urlOf(stack)}/api/ready`,
    timeout: 240_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
    stdout: 'pipe',
    env: stack,
  })),
});

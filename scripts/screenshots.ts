import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { findFreePort } from '../supabase/embedded/ports.ts';
import { PROJECT_ROOT } from '../supabase/embedded/settings.ts';
import { CHROMIUM_ARGS, findChromium } from './support/chromium.ts';
import { SCENES, type Scene } from './support/scenes.ts';

const SIZES = {
  'tablet-landscape': [1180, 820],
  'tablet-portrait': [820, 1180],
  desktop: [1440, 900],
  phone: [390, 844],
} as const;
const THEMES = ['dark', 'light'] as const;

/** One picture: its own browser context, so that no scene sees another's session or queue. */
async function shoot(
  browser: Browser,
  baseURL: string,
  scene: Scene | null,
  size: readonly [number, number],
  theme: string,
  file: string,
) {
  const context = await browser.newContext({
    baseURL,
    viewport: { width: size[0], height: size[1] },
    deviceScaleFactor: 1,
    reducedMotion: 'reduce',
    hasTouch: true,
  });
  const page = await context.newPage();
  await page.addInitScript((name) => localStorage.setItem('pitside-theme', name), theme);
  await page.goto(scene?.path ?? '/login');
  if (scene) {
    await page.getByRole('button', { name: scene.account }).click();
    await page.waitForURL((url) => url.pathname === scene.path);
    await scene.act(page);
  }
  // Fonts and the last transition; there is nothing to wait for by name.
  await page.waitForTimeout(700);
  await page.screenshot({ path: file });
  await context.close();
}

async function waitUntilReady(url: string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const isReady = await fetch(`${url}/api/ready`).then(
      (response) => response.ok,
      () => false,
    );
    if (isReady) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('The stack did not become ready.');
}

async function takeAll(baseURL: string): Promise<void> {
  const { executablePath, env } = await findChromium();
  const browser = await chromium.launch({
    executablePath,
    args: CHROMIUM_ARGS,
    env: { ...process.env, ...env } as Record<string, string>,
  });
  for (const folder of ['screenshots', 'docs/pictures']) mkdirSync(join(PROJECT_ROOT, folder), { recursive: true });
  const wanted = process.argv.slice(2);
  const scenes = [{ name: 'sign-in', scene: null }, ...SCENES.map((scene) => ({ name: scene.name, scene }))].filter(
    ({ name }) => wanted.length === 0 || wanted.includes(name),
  );
  for (const { name, scene } of scenes) {
    for (const [sizeName, size] of Object.entries(SIZES)) {
      for (const theme of THEMES) {
        await shoot(
          browser,
          baseURL,
          scene,
          size,
          theme,
          join(PROJECT_ROOT, 'screenshots', `${name}.${sizeName}.${theme}.png`),
        );
      }
    }
    await shoot(
      browser,
      baseURL,
      scene,
      SIZES['tablet-landscape'],
      'dark',
      join(PROJECT_ROOT, 'docs/pictures', `${name}.png`),
    );
    console.log(`Took ${name}.`);
  }
  await browser.close();
}

const port = await findFreePort();
const stack = spawn(process.execPath, [join(PROJECT_ROOT, 'e2e/support/stack.ts')], {
  cwd: PROJECT_ROOT,
  stdio: ['ignore', 'ignore', 'inherit'],
  env: {
    ...process.env,
    PORT: String(port),
    PITSIDE_API_PORT: String(await findFreePort()),
    PITSIDE_DB_PORT: String(await findFreePort()),
    PITSIDE_DATA_DIR: '.pitside/screenshots',
  },
});
try {
  const baseURL = `http://127.0.0.1:${port}`;
  await waitUntilReady(baseURL);
  await takeAll(baseURL);
} finally {
  stack.kill('SIGTERM');
}

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import packaged, { inflate } from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';

/** A browser to drive, and what its process needs in the environment. */
export type Browser = { executablePath: string; env: Record<string, string> };

/**
 * The Chromium to use: the one named in PLAYWRIGHT_CHROMIUM, the system's, Playwright's own, or the one that comes
 * inside an npm package, so that a bare machine needs nothing else.
 */
export async function findChromium(): Promise<Browser> {
  const candidates = [
    process.env.PLAYWRIGHT_CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/google-chrome',
    playwright.executablePath(),
  ];
  for (const path of candidates)
    if (path && existsSync(path) && runs(path, {})) return { executablePath: path, env: {} };

  return findPackagedChromium();
}

/** The Chromium inside the npm package: the same one on every machine. */
export async function findPackagedChromium(): Promise<Browser> {
  const executablePath = await packaged.executablePath();
  if (runs(executablePath, {})) return { executablePath, env: {} };
  // A machine without the shared libraries a desktop has: the package brings those too.
  const libraries = await inflate(
    new URL('../../node_modules/@sparticuz/chromium/bin/al2023.tar.br', import.meta.url).pathname,
  );
  const env = { LD_LIBRARY_PATH: `${libraries}/lib` };
  if (!runs(executablePath, env))
    throw new Error('No Chromium runs here. Install one, or name one in PLAYWRIGHT_CHROMIUM.');
  return { executablePath, env };
}

function runs(path: string, env: Record<string, string>): boolean {
  try {
    execFileSync(path, ['--version'], { env: { ...process.env, ...env }, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Arguments for a browser that talks to this machine alone; the package's own list has --single-process, which breaks. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from './fingerprint.ts';
import { PROJECT_ROOT, SetupError } from './settings.ts';

/** Everything the production build is made of. */
const SOURCES = [
  'app',
  'components',
  'hooks',
  'services',
  'lib',
  'types',
  'words',
  'public',
  'proxy.ts',
  'instrumentation.ts',
  'next.config.ts',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
];

/** The Next.js command line, run with the Node that runs this. */
export const NEXT_CLI = join(PROJECT_ROOT, 'node_modules/next/dist/bin/next');

const STAMP = join(PROJECT_ROOT, '.next/pitside-sources');

function runBuild(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [NEXT_CLI, 'build'], {
      cwd: PROJECT_ROOT,
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'inherit', 'inherit'],
      signal,
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new SetupError(`The web app could not be built (exit code ${code}).`)),
    );
  });
}

/** Builds the web app when there is no build or its sources changed since. Returns whether it built. */
export async function ensureBuild(log: (message: string) => void, signal: AbortSignal): Promise<boolean> {
  const current = fingerprint(SOURCES.map((source) => join(PROJECT_ROOT, source)));
  const isFresh = existsSync(STAMP) && readFileSync(STAMP, 'utf8') === current;
  if (isFresh && existsSync(join(PROJECT_ROOT, '.next/BUILD_ID'))) return false;
  log('Building the web app (only when its sources changed) ...');
  await runBuild(signal);
  writeFileSync(STAMP, current);
  return true;
}

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

/** A checkout with one command, whose npm notes when it begins and ends, and takes a moment. */
let checkout: string;
let lock: string;

const NPM = `#!/bin/sh
echo begin >> npm.log
sleep 0.3
mkdir -p node_modules
cp package-lock.json node_modules/.package-lock.json
echo end >> npm.log
`;
/** A bound for a command that hangs, not for one on a busy machine. */
const HANGS = { timeout: 60_000 };
/** A clock on which a minute is over in a fraction of a second: what a lock is judged by, and nothing else here. */
const FAST_CLOCK = 'const real = performance.now.bind(performance); performance.now = () => real() * 200;';

beforeEach(() => {
  checkout = realpathSync(mkdtempSync(join(tmpdir(), 'pitside-install-test-')));
  for (const folder of ['scripts', 'bin']) mkdirSync(join(checkout, folder));
  copyFileSync('scripts/run.mjs', join(checkout, 'scripts/run.mjs'));
  writeFileSync(join(checkout, 'scripts/hello.ts'), `console.log('hello');\n`);
  writeFileSync(join(checkout, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(checkout, 'package-lock.json'), '{ "packages": { "node_modules/one": { "version": "1.0.0" } } }');
  writeFileSync(join(checkout, 'bin/npm'), NPM);
  chmodSync(join(checkout, 'bin/npm'), 0o755);
  writeFileSync(join(checkout, 'fast-clock.mjs'), FAST_CLOCK);
  lock = join(tmpdir(), `pitside-install-${createHash('sha256').update(checkout).digest('hex').slice(0, 16)}`);
});
afterEach(() => {
  for (const folder of [checkout, lock]) rmSync(folder, { recursive: true, force: true });
});

function start(options: string[] = []) {
  const path = `${join(checkout, 'bin')}${delimiter}${process.env.PATH}`;
  const child = spawn(process.execPath, [...options, join(checkout, 'scripts/run.mjs'), 'hello'], {
    env: { ...process.env, PATH: path },
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    said.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.err += chunk;
  });
  const done = once(child, 'close').then(([code]) => ({ code, ...said }));
  return { firstWord: once(child.stderr, 'data').then(([chunk]) => String(chunk)), done };
}

const npmLog = () => readFileSync(join(checkout, 'npm.log'), 'utf8').trim().split('\n');

test(
  'of several commands at once in a fresh checkout, one installs; all of them then do what they were asked for',
  HANGS,
  async () => {
    const all = await Promise.all([start(), start(), start()].map(({ done }) => done));
    expect(all.map(({ code, out }) => ({ code, out }))).toEqual(Array(3).fill({ code: 0, out: 'hello\n' }));
    expect(npmLog()).toEqual(['begin', 'end']);
    expect(existsSync(lock)).toBe(false);
  },
);

test('a command waits for a lock that somebody holds, and goes on when it is released', HANGS, async () => {
  mkdirSync(lock);
  const { firstWord, done } = start();
  expect(await firstWord).toContain('Waiting for another installation');
  expect(existsSync(join(checkout, 'npm.log'))).toBe(false);
  rmSync(lock, { recursive: true });
  expect(await done).toMatchObject({ code: 0, out: 'hello\n' });
  expect(npmLog()).toEqual(['begin', 'end']);
});

test(
  'a lock that nobody touches for a minute belonged to a killed process, whatever its time says',
  HANGS,
  async () => {
    mkdirSync(lock);
    const { done } = start(['--import', join(checkout, 'fast-clock.mjs')]);
    expect(await done).toMatchObject({ code: 0, out: 'hello\n' });
    expect(npmLog()).toEqual(['begin', 'end']);
    expect(existsSync(lock)).toBe(false);
  },
);

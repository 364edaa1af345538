// The door behind every npm command. It has to run on Node 20 with nothing installed, so it is plain JavaScript without
// imports from packages: it installs the packages when needed, then hands over to scripts/<command>.ts on Node 24.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const lock = join(tmpdir(), `pitside-install-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`);
const STALE_LOCK_MS = 60_000;

function say(message) {
  process.stderr.write(`${message}\n`);
}

function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/**
 * Compares what package-lock.json asks for with npm's own record of what it installed. npm writes that record last, so a
 * broken-off installation counts as none, and an installation made by hand isn't repeated.
 */
function isFresh() {
  const wanted = readJson(join(root, 'package-lock.json'));
  const installed = readJson(join(modules, '.package-lock.json'));
  if (!installed) return false;
  return Object.entries(wanted?.packages ?? {}).every(
    ([path, entry]) => path === '' || entry.optional || installed.packages[path]?.version === entry.version,
  );
}

/** When the lock was touched last, by whatever clock, and since when this process has seen that, by its own. */
let seen = { touchedAt: Number.NaN, since: 0 };

/**
 * A directory is the lock, because making one either succeeds or fails for everybody else, on every file system. It is not
 * judged by its age, which a clock that jumps would make up, but by what this process sees of it while it waits.
 */
function tryLock() {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  try {
    const touchedAt = statSync(lock).mtimeMs;
    if (touchedAt !== seen.touchedAt) seen = { touchedAt, since: performance.now() };
    else if (performance.now() - seen.since > STALE_LOCK_MS) rmSync(lock, { recursive: true, force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  return false;
}

async function takeLock() {
  let isAnnounced = false;
  while (!tryLock()) {
    if (!isAnnounced) say('Waiting for another installation in this folder to finish ...');
    isAnnounced = true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  // The lock is touched while it is held; one that nobody touches belonged to a killed process.
  const heartbeat = setInterval(() => utimesSync(lock, new Date(), new Date()), STALE_LOCK_MS / 6);
  return () => {
    clearInterval(heartbeat);
    rmSync(lock, { recursive: true, force: true });
  };
}

/**
 * Installs the versions of the lock file and leaves that file as it is. Not `npm ci`: that one refuses a lock file that
 * doesn't list the optional packages of every platform, which depends on where the lock file was made.
 */
function npmInstall() {
  const args = ['install', '--no-save', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  say('Installing packages ...');
  return new Promise((resolve, reject) => {
    // npm's own report goes to stderr: stdout belongs to the command that was asked for.
    const stdio = ['ignore', 2, 2];
    const child = spawn('npm', [...args, '--loglevel=error'], {
      cwd: root,
      stdio,
      shell: process.platform === 'win32',
    });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`npm install failed (exit ${code}).`))));
  });
}

async function ensureInstalled() {
  if (isFresh()) return;
  const release = await takeLock();
  try {
    if (!isFresh()) await npmInstall();
  } finally {
    release();
  }
}

function canRunTypeScript(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

/** Node 24 comes as an npm package, so the version on the machine doesn't matter. */
function nodeBinary() {
  const candidates = [join(modules, 'node', 'bin', 'node'), join(modules, '.bin', 'node')];
  for (const candidate of candidates) {
    if (existsSync(candidate) && spawnSync(candidate, ['--version']).status === 0) return candidate;
  }
  if (canRunTypeScript(process.versions.node)) return process.execPath;
  throw new Error('Node 24 is missing from node_modules. Delete node_modules and run the command again.');
}

function runScript(script, args) {
  const child = spawn(nodeBinary(), [script, ...args], { cwd: root, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    say(error.message);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
}

async function main() {
  const [command = '', ...args] = process.argv.slice(2);
  const script = join(root, 'scripts', `${command}.ts`);
  if (!/^[a-z][a-z-]*$/.test(command) || !existsSync(script)) throw new Error(`There is no command "${command}".`);
  await ensureInstalled();
  runScript(script, args);
}

main().catch((error) => {
  say(error.message);
  process.exit(1);
});

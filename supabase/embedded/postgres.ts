import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, closeSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ClusterHome, openClusterHome } from './cluster-home.ts';
import { databaseUrl, withConnection } from './connection.ts';
import { stopLeftoverServer } from './leftover.ts';
import { logTail, openLog } from './logs.ts';
import { isPortFree, portTakenMessage } from './ports.ts';
import { PORT_VARIABLES, SetupError } from './settings.ts';
import type { RunningPart } from './supervisor.ts';

/** What `startPostgres` needs. `directory` is the data folder; `flags` are server settings that win over the defaults. */
export interface PostgresOptions {
  directory: string;
  port: number;
  password: string;
  log?: (message: string) => void;
  flags?: Record<string, string>;
}

/** A server that accepts connections; `url` is the superuser's. */
export interface RunningPostgres extends RunningPart {
  url: string;
  pid: number;
}

/** Durability off: for throw-away clusters, whose data nobody needs after a crash. */
export const THROW_AWAY_FLAGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

const SUPERUSER = 'postgres';

/**
 * What is a letter, for trigram search: in every script, where the system has such a character type under one of these
 * names; of ASCII alone with the last one, which every system has.
 */
const CHARACTER_TYPES = ['C.UTF-8', 'UTF-8', 'C'];
const READY_WITHIN_MS = 120_000;

/** Sized for a laptop or a small server: the idle stack has to stay small, the seeded one has to fit in memory. */
const SERVER_SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_preload_libraries: 'pg_stat_statements',
  max_connections: '100',
  shared_buffers: '128MB',
  effective_cache_size: '1GB',
  maintenance_work_mem: '64MB',
  work_mem: '8MB',
  max_wal_size: '1GB',
  // Containers often give /dev/shm 64 MB; parallel plans take their memory from here first.
  min_dynamic_shared_memory: '64MB',
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_duration_statement: '1000',
  log_lock_waits: 'on',
  // What a slow statement was given, and the row of which an error tells, are names, birth dates and card numbers.
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_error_verbosity: 'terse',
};

function serverArguments(home: ClusterHome, options: PostgresOptions): string[] {
  const settings = { ...SERVER_SETTINGS, ...options.flags };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', home.cluster, '-p', String(options.port), ...flags];
}

function spawnOptions(home: ClusterHome) {
  // The working directory has to be one that PostgreSQL's account can be in.
  return { ...home.account, cwd: '/', env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } };
}

/** Creates the cluster under a temporary name: one that exists under its own name is complete. */
function initialiseCluster(home: ClusterHome, options: PostgresOptions): void {
  options.log?.('Creating the database cluster ...');
  const draft = `${home.cluster}.new`;
  const passwordFile = `${home.cluster}.password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, options.password, { mode: 0o600 });
  const { uid, gid } = home.account;
  if (uid !== undefined && gid !== undefined) for (const path of [draft, passwordFile]) chownSync(path, uid, gid);
  const args = [`--pgdata=${draft}`, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  // The built-in provider sorts and folds case alike on every machine, whatever locales are installed.
  args.push('--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C');
  if (options.flags?.fsync === 'off') args.push('--no-sync');
  const failure = runInitdb(home, args);
  rmSync(passwordFile, { force: true });
  if (failure !== null) throw new SetupError(`The database cluster could not be created.\n${failure}`);
  renameSync(draft, home.cluster);
}

/** Takes the first character type that this system knows: initdb leaves an empty folder when it refuses one. */
function runInitdb(home: ClusterHome, args: string[]): string | null {
  let failure: string | null = null;
  for (const type of CHARACTER_TYPES) {
    const typed = [...args, `--lc-ctype=${type}`];
    const result = spawnSync(join(home.binaries, 'bin', 'initdb'), typed, { ...spawnOptions(home), encoding: 'utf8' });
    if (result.status === 0) return null;
    failure = result.error?.message ?? result.stderr;
  }
  return failure;
}

function spawnServer(home: ClusterHome, options: PostgresOptions): ChildProcess {
  const log = openLog(options.directory, 'postgres');
  try {
    // Its own process group: Ctrl-C in the terminal reaches the supervisor alone, which stops the parts in order.
    return spawn(join(home.binaries, 'bin', 'postgres'), serverArguments(home, options), {
      ...spawnOptions(home),
      detached: true,
      stdio: ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
}

function watchExit(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  });
}

/**
 * Waits until the database answers a query: log lines are promises in the server's language. Throws SetupError when it
 * doesn't in time, when `hasExited` says that there is nothing to wait for, and when the password is wrong.
 */
export async function waitUntilReady(url: string, directory: string, hasExited = () => false): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      await withConnection(url, (sql) => sql`select 1`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code === '28P01') {
        throw new SetupError(`The cluster and the secrets in ${directory} don't belong together. Run: npm run reset`);
      }
      if (hasExited() || performance.now() > deadline) {
        throw new SetupError(`PostgreSQL did not start.\n${logTail(directory, 'postgres')}`);
      }
    }
    await sleep(100);
  }
}

async function stopServer(child: ChildProcess, exited: Promise<string>): Promise<void> {
  // Fast shutdown, then immediate (recovers from the log at the next start), then none at all.
  const steps: [NodeJS.Signals, number][] = [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ];
  for (const [signal, patience] of steps) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    const isGone = await Promise.race([exited.then(() => true), sleep(patience, false, { ref: false })]);
    if (isGone) return;
  }
}

/**
 * Starts PostgreSQL on 127.0.0.1 with the data folder's cluster, which is created when there is none, and resolves when it
 * answers queries. A server left behind by a killed supervisor is stopped first. Throws SetupError with what to do.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const home = await openClusterHome(options.directory);
  await stopLeftoverServer(home.cluster);
  if (!(await isPortFree(options.port))) {
    throw new SetupError(portTakenMessage(options.port, PORT_VARIABLES.databasePort));
  }
  if (!existsSync(home.cluster)) initialiseCluster(home, options);
  const child = spawnServer(home, options);
  let isGone = false;
  const exited = watchExit(child).then((reason) => {
    isGone = true;
    return reason;
  });
  const url = databaseUrl({ user: SUPERUSER, password: options.password, port: options.port });
  try {
    await waitUntilReady(url, options.directory, () => isGone);
  } catch (error) {
    await stopServer(child, exited);
    throw error;
  }
  return {
    url,
    pid: child.pid ?? -1,
    stop: () => stopServer(child, exited),
    // Immediate shutdown: unlike SIGKILL it takes the server's own children along.
    kill: () => void child.kill('SIGQUIT'),
    exited,
  };
}

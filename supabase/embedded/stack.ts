import { existsSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from './child.ts';
import { deleteClusterHome, stopLeftover } from './cluster-home.ts';
import { databaseUrl, withConnection } from './connection.ts';
import { seedDemo } from './demo.ts';
import { findCommand } from './leftover.ts';
import { assertPortsFree, findFreePort } from './ports.ts';
import { startPostgres, THROW_AWAY_FLAGS } from './postgres.ts';
import { createSecrets, ensureSecrets, findSecrets, type StackSecrets } from './secrets.ts';
import { knowServer, serverKeyOf } from './server-key.ts';
import { PROJECT_ROOT, SetupError, type StackSettings } from './settings.ts';
import type { Supervisor } from './supervisor.ts';
import { upgrade } from './upgrade.ts';
import { listZoneWarnings } from './zone-check.ts';

/** The variables that `npm run env` prints, about a stack that runs or ran. */
export interface StackEnvironment {
  SUPABASE_URL: string;
  SUPABASE_PUBLISHABLE_KEY: string;
  SUPABASE_SECRET_KEY: string;
  PITSIDE_SERVER_KEY: string;
  DATABASE_URL: string;
}

type Log = (message: string) => void;

/** Who supervises the data folder, or did last, and on which ports. */
interface RunRecord extends Pick<StackSettings, 'webPort' | 'apiPort' | 'databasePort'> {
  pid: number;
}

/** All that the stack writes into a data folder beside the cluster. */
const FILES = { run: 'run.json', secrets: 'secrets.json', logs: 'logs' };

function findRunRecord(dataDirectory: string): RunRecord | null {
  const file = join(dataDirectory, FILES.run);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as RunRecord) : null;
}

function isSupervised(record: RunRecord | null): record is RunRecord {
  if (!record || record.pid === process.pid) return false;
  return findCommand(record.pid)?.some((argument) => /scripts[\\/](start|dev)\.ts$/.test(argument)) ?? false;
}

/** Throws SetupError while another `npm start` or `npm run dev` uses the data folder. */
export function assertNotRunning(dataDirectory: string): void {
  const record = findRunRecord(dataDirectory);
  if (!isSupervised(record)) return;
  throw new SetupError(
    `The stack of ${dataDirectory} is running at http://127.0.0.1:${record.webPort} (process ${record.pid}). Stop it first.`,
  );
}

/** The secrets of a data folder's stack; throws SetupError when it was never started. */
export function getStackSecrets(dataDirectory: string): StackSecrets {
  const secrets = findSecrets(dataDirectory);
  if (!secrets) throw new SetupError(`There is no stack in ${dataDirectory} yet. Run: npm start`);
  return secrets;
}

/** The keys and URLs of a data folder's stack; throws SetupError when it was never started. */
export function getStackEnvironment(settings: StackSettings): StackEnvironment {
  const secrets = getStackSecrets(settings.dataDirectory);
  const { apiPort, databasePort } = findRunRecord(settings.dataDirectory) ?? settings;
  return {
    SUPABASE_URL: `http://127.0.0.1:${apiPort}`,
    SUPABASE_PUBLISHABLE_KEY: secrets.publishableKey,
    SUPABASE_SECRET_KEY: secrets.secretKey,
    PITSIDE_SERVER_KEY: serverKeyOf(secrets),
    DATABASE_URL: databaseUrl({ user: 'postgres', password: secrets.postgresPassword, port: databasePort }),
  };
}

/** Checks that the embedded stack can start, before anything is started: data folder free, ports free. */
export async function assertStartable(settings: StackSettings): Promise<void> {
  assertNotRunning(settings.dataDirectory);
  // A server that a killed supervisor left behind would hold the port that is checked next.
  await stopLeftover(settings.dataDirectory);
  await assertPortsFree(settings);
}

function startApiChild(settings: StackSettings) {
  return startChild({
    name: 'api',
    args: [join(PROJECT_ROOT, 'supabase/embedded/api-main.ts')],
    env: {
      ...process.env,
      PORT: String(settings.webPort),
      PITSIDE_API_PORT: String(settings.apiPort),
      PITSIDE_DB_PORT: String(settings.databasePort),
      PITSIDE_DATA_DIR: settings.dataDirectory,
    },
    readyUrl: `http://127.0.0.1:${settings.apiPort}/health`,
    dataDirectory: settings.dataDirectory,
  });
}

/**
 * Brings up PostgreSQL and the API under the supervisor, prepared, migrated and seeded. Returns what the web server may know:
 * never the secret key, never a database URL.
 */
export async function startBackend(
  settings: StackSettings,
  supervisor: Supervisor,
  log: Log,
): Promise<Pick<StackEnvironment, 'SUPABASE_URL' | 'SUPABASE_PUBLISHABLE_KEY' | 'PITSIDE_SERVER_KEY'>> {
  const { dataDirectory, databasePort, webPort, apiPort } = settings;
  const secrets = ensureSecrets(dataDirectory);
  const record: RunRecord = { pid: process.pid, webPort, apiPort, databasePort };
  writeFileSync(join(dataDirectory, FILES.run), JSON.stringify(record));
  log(`Starting PostgreSQL on 127.0.0.1:${databasePort} ...`);
  const postgresOptions = { directory: dataDirectory, port: databasePort, password: secrets.postgresPassword, log };
  const { url } = await supervisor.start({ name: 'database', start: () => startPostgres(postgresOptions) });
  await upgrade(url, secrets, log);
  const serverKey = serverKeyOf(secrets);
  await withConnection(url, (sql) => knowServer(sql, serverKey));
  log(`Starting the Supabase API on 127.0.0.1:${apiPort} ...`);
  await supervisor.start({ name: 'api', start: () => startApiChild(settings) });
  const apiUrl = `http://127.0.0.1:${apiPort}`;
  const isSeeded = await seedDemo({ apiUrl, publishableKey: secrets.publishableKey, databaseUrl: url });
  if (isSeeded) log('Seeded the demo casinos.');
  for (const warning of await listZoneWarnings(url)) log(warning);
  return { SUPABASE_URL: apiUrl, SUPABASE_PUBLISHABLE_KEY: secrets.publishableKey, PITSIDE_SERVER_KEY: serverKey };
}

/** Deletes the stack of a data folder and nothing else that may lie there. Throws SetupError while it runs. */
export async function deleteStack(dataDirectory: string): Promise<void> {
  assertNotRunning(dataDirectory);
  await deleteClusterHome(dataDirectory);
  for (const name of Object.values(FILES)) rmSync(join(dataDirectory, name), { recursive: true, force: true });
  try {
    rmdirSync(dataDirectory);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTEMPTY') throw error;
  }
}

/** A bare server in a temporary folder, with durability off. `dispose` stops and deletes it. */
export interface ThrowAwayServer {
  url: string;
  /** The data folder, with the logs. */
  directory: string;
  secrets: StackSecrets;
  dispose(): Promise<void>;
}

/** Starts a throw-away server on a free port, for tests and generators; see `createTemplate` and `cloneDatabase`. */
export async function startThrowAwayServer(flags: Record<string, string> = {}): Promise<ThrowAwayServer> {
  const directory = mkdtempSync(join(tmpdir(), 'pitside-'));
  const secrets = createSecrets();
  try {
    const server = await startPostgres({
      directory,
      port: await findFreePort(),
      password: secrets.postgresPassword,
      flags: { ...THROW_AWAY_FLAGS, ...flags },
    });
    const dispose = async () => {
      await server.stop();
      await deleteStack(directory);
    };
    return { url: server.url, directory, secrets, dispose };
  } catch (error) {
    await deleteStack(directory);
    throw error;
  }
}

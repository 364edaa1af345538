import { join } from 'node:path';
import { ensureBuild, NEXT_CLI } from './build.ts';
import { startChild } from './child.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo.ts';
import { assertHostedSettings, assertWorkerSettings, type WebMode, webEnvironment } from './environment.ts';
import { ensurePackKey } from './pack-key.ts';
import { assertPortsFree } from './ports.ts';
import { PROJECT_ROOT, readSettings, SetupError, type StackSettings } from './settings.ts';
import { assertStartable, getStackEnvironment, startBackend } from './stack.ts';
import { Supervisor } from './supervisor.ts';

/** Signals within this time are one and the same Ctrl-C, which the terminal sends here and npm passes on once more. */
const SAME_SIGNAL_MS = 1_000;

/** Runs a command's main function; a SetupError is shown as its message, anything else with its stack. Ends the process. */
export async function runCommand(main: () => Promise<number> | number): Promise<never> {
  try {
    // Variables that are set already win over the file's.
    process.loadEnvFile('.env');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  try {
    process.exit(await main());
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exit(1);
  }
}

type Log = (message: string) => void;

/** One run of the stack: what it was asked for, and how it says things and learns that it should end. */
interface Run {
  mode: WebMode;
  settings: StackSettings;
  supervisor: Supervisor;
  abort: AbortController;
  log: Log;
}

function printDemoAccounts(log: Log): void {
  const width = Math.max(...DEMO_ACCOUNTS.map(({ email }) => email.length));
  log(`\nDemo accounts, all with the password ${DEMO_PASSWORD}`);
  for (const { email, fullName } of DEMO_ACCOUNTS) log(`  ${email.padEnd(width)}  ${fullName}`);
}

async function startWeb(run: Run, backend: Record<string, string> | null): Promise<void> {
  const { mode, settings, supervisor, log } = run;
  const { webHost, webPort, dataDirectory } = settings;
  // A server that listens on every address is asked on the loopback one.
  const readyHost = ['0.0.0.0', '::'].includes(webHost) ? '127.0.0.1' : webHost;
  const options = {
    name: 'web',
    args: [NEXT_CLI, mode, '-H', webHost, '-p', String(webPort)],
    env: webEnvironment(mode, process.env, backend ?? {}),
    readyUrl: `http://${readyHost.includes(':') ? `[${readyHost}]` : readyHost}:${webPort}/api/ready`,
    // In production with the embedded stack the terminal stays readable; elsewhere the log belongs to whoever runs it.
    ...(mode === 'start' && backend ? { dataDirectory } : {}),
  };
  log(`Starting the web server on ${webHost}:${webPort} ...`);
  await supervisor.start({ name: 'web', start: () => startChild(options) });
  log(`Pitside is ready: http://127.0.0.1:${webPort}`);
}

/** The worker is the service: of all parts beside the API it alone gets the secret key, and even it no database URL. */
async function startWorker({ mode, settings, supervisor, log }: Run, isHosted: boolean): Promise<void> {
  const { DATABASE_URL: _url, ...inherited } = process.env;
  if (isHosted && !inherited.SUPABASE_SECRET_KEY) {
    log('Webhooks and housekeeping are not run here. Set SUPABASE_SECRET_KEY, or run elsewhere: npm run worker');
    return;
  }
  const { SUPABASE_URL, SUPABASE_SECRET_KEY } = isHosted ? inherited : getStackEnvironment(settings);
  const options = {
    name: 'worker',
    args: [join(PROJECT_ROOT, 'worker/main.ts')],
    env: { ...inherited, SUPABASE_URL, SUPABASE_SECRET_KEY },
    // Where its lines go follows the web server.
    ...(mode === 'start' && !isHosted ? { dataDirectory: settings.dataDirectory } : {}),
  };
  assertWorkerSettings(options.env);
  await supervisor.start({ name: 'worker', start: () => startChild(options) });
}

async function bringUp(run: Run): Promise<void> {
  const { mode, settings, supervisor, abort, log } = run;
  const isHosted = Boolean(process.env.SUPABASE_URL);
  if (isHosted) assertHostedSettings(process.env);
  if (isHosted) await assertPortsFree(settings, ['webPort']);
  else await assertStartable(settings);
  if (mode === 'start') await ensureBuild(log, abort.signal);
  if (isHosted) {
    log(`Using the Supabase at ${process.env.SUPABASE_URL}`);
    await startWorker(run, isHosted);
    await startWeb(run, null);
    return;
  }
  const backend = await startBackend(settings, supervisor, log);
  await startWorker(run, isHosted);
  const { privateKey } = ensurePackKey(settings.dataDirectory);
  await startWeb(run, { ...backend, PITSIDE_DEMO: '1', PITSIDE_RECOVERY_MAIL: '0', PITSIDE_PACK_KEY: privateKey });
  printDemoAccounts(log);
  log(`\nData and logs are in ${settings.dataDirectory}. Ctrl-C stops everything.`);
}

/** Resolves at the first request to stop; a second one, a moment later, kills. */
function waitForStop({ supervisor, abort }: Run): Promise<void> {
  return new Promise((resolve) => {
    let firstAt = 0;
    const onSignal = () => {
      if (firstAt === 0) {
        firstAt = performance.now();
        console.log('\nStopping ...');
        abort.abort();
        resolve();
      } else if (performance.now() - firstAt > SAME_SIGNAL_MS) {
        void supervisor.kill().then(() => process.exit(1));
      }
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  });
}

/**
 * `npm start` and `npm run dev`: brings the stack up, keeps it up, and stops it on a signal. With SUPABASE_URL set only the
 * web app is built and served. Returns the exit code: 0 after a requested stop.
 */
export async function runStack(mode: WebMode): Promise<number> {
  const settings = readSettings();
  const abort = new AbortController();
  // What is still under way when the stop comes is broken off, and has nothing more to say.
  const log = (message: string) => {
    if (!abort.signal.aborted) console.log(message);
  };
  const supervisor = new Supervisor(log);
  const run: Run = { mode, settings, supervisor, abort, log };
  const stopRequested = waitForStop(run);
  const failure = bringUp(run).then(
    () => supervisor.failed,
    (error: unknown) => error,
  );
  const error = await Promise.race([stopRequested, failure]);
  await supervisor.stop();
  if (error === undefined) return 0;
  throw error;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { logTail, openLog } from './logs.ts';
import { PROJECT_ROOT, SetupError } from './settings.ts';
import type { RunningPart } from './supervisor.ts';

const READY_WITHIN_MS = 120_000;
/** Above what any part takes to end in good order: the worker gives receivers 5 seconds, then breaks off and reports. */
const STOP_WITHIN_MS = 8_000;

/**
 * A Node program. It is ready when `readyUrl` answers 200; one that serves no HTTP has none, and says `ready` over its channel.
 * Without `dataDirectory` it prints to the terminal.
 */
export interface ChildOptions {
  name: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  readyUrl?: string;
  dataDirectory?: string;
}

function spawnChild({ name, args, env, dataDirectory }: ChildOptions): ChildProcess {
  const log = dataDirectory === undefined ? 'inherit' : openLog(dataDirectory, name);
  try {
    // A process group of its own keeps the terminal's Ctrl-C away; the supervisor stops the parts in order.
    return spawn(process.execPath, ['--import', join(PROJECT_ROOT, 'supabase/embedded/lifeline.ts'), ...args], {
      cwd: PROJECT_ROOT,
      env: { ...env, PITSIDE_SUPERVISOR_PID: String(process.pid) },
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
    });
  } finally {
    if (typeof log === 'number') closeSync(log);
  }
}

/** Kills what is left of the child's process group, workers included. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function stopChild(child: ChildProcess, exited: Promise<string>): Promise<void> {
  child.kill('SIGTERM');
  await Promise.race([exited, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
  killGroup(child);
  await exited;
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000), redirect: 'manual' });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}

/** How to find out whether the child is ready. Made right after its start, so that no word of it is missed. */
function readiness(child: ChildProcess, readyUrl: string | undefined): () => Promise<boolean> {
  if (readyUrl !== undefined) return () => answers(readyUrl);
  let hasSaidSo = false;
  child.on('message', (message) => {
    hasSaidSo ||= message === 'ready';
  });
  return async () => hasSaidSo;
}

/** Starts the program and resolves when it is ready; throws SetupError with the end of its log when it ends before. */
export async function startChild(options: ChildOptions): Promise<RunningPart> {
  const child = spawnChild(options);
  const isReady = readiness(child, options.readyUrl);
  let isGone = false;
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  }).finally(() => {
    isGone = true;
  });
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!(await isReady())) {
    if (isGone || performance.now() > deadline) {
      await stopChild(child, exited);
      const at = options.readyUrl === undefined ? '' : ` at ${options.readyUrl}`;
      const tail = options.dataDirectory === undefined ? '' : `\n${logTail(options.dataDirectory, options.name)}`;
      throw new SetupError(`The ${options.name} server did not get ready${at}.${tail}`);
    }
    await sleep(50);
  }
  return { stop: () => stopChild(child, exited), kill: () => killGroup(child), exited };
}

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from './settings.ts';

/** True while a process with this id exists, whoever owns it. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Command line of a process, program first; null when the system doesn't tell. */
export function findCommand(pid: number): string[] | null {
  try {
    if (existsSync('/proc/self')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    const line = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return line.trim().split(/\s+/);
  } catch {
    return null;
  }
}

async function waitUntilGone(pid: number, milliseconds: number): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  while (isAlive(pid)) {
    if (performance.now() > deadline) return false;
    await sleep(50);
  }
  return true;
}

function readServerId(cluster: string): number | null {
  const pidFile = join(cluster, 'postmaster.pid');
  if (!existsSync(pidFile)) return null;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  return Number.isInteger(pid) && pid > 1 && isAlive(pid) ? pid : null;
}

const isPostgres = (command: string[]) => basename(command[0] ?? '').startsWith('postgres');

/** True while a PostgreSQL server runs on this very data directory. */
export function isServerRunning(cluster: string): boolean {
  const pid = readServerId(cluster);
  const command = pid === null ? null : findCommand(pid);
  return command !== null && isPostgres(command) && command.includes(cluster);
}

/**
 * Stops a server that still runs on this cluster because its supervisor was killed. Acts only on a process whose command
 * line is PostgreSQL's with this very data directory. Throws SetupError when that server doesn't end.
 */
export async function stopLeftoverServer(cluster: string): Promise<void> {
  const pid = readServerId(cluster);
  if (pid === null) return;
  const command = findCommand(pid);
  if (!command) return;
  if (!isPostgres(command)) {
    // The number went to an unrelated process after a reboot or in a new container; PostgreSQL would refuse to start.
    rmSync(join(cluster, 'postmaster.pid'), { force: true });
    return;
  }
  if (!command.includes(cluster)) return;
  process.kill(pid, 'SIGINT');
  if (await waitUntilGone(pid, 20_000)) return;
  process.kill(pid, 'SIGQUIT');
  if (await waitUntilGone(pid, 10_000)) return;
  throw new SetupError(`An old PostgreSQL server (process ${pid}) on ${cluster} doesn't stop. Stop it and try again.`);
}

import { readdirSync, readFileSync } from 'node:fs';
import type postgres from 'postgres';

const EVERY_MS = 50;

/** A line of a process's status in megabytes, from the Linux kernel; NaN where it is gone, or there is no such kernel. */
function megabytesOf(pid: number | string, line: 'VmRSS' | 'RssAnon'): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(new RegExp(`^${line}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024;
  } catch (error) {
    if (!['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return Number.NaN;
  }
}

function isChild(pid: string): boolean {
  try {
    const isOwn = new RegExp(`^PPid:\\s+${process.pid}$`, 'm').test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return isOwn && !readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch (error) {
    // A process that ended meanwhile.
    if (!['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return false;
  }
}

/** Megabytes in memory of every Node process that this one started. */
export function childrenMegabytes(): number {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isChild(name));
  return children.reduce((sum, pid) => sum + (megabytesOf(pid, 'VmRSS') || 0), 0);
}

/** Private megabytes of the server process of a connection; shared buffers don't count. */
export async function backendMegabytes(sql: postgres.Sql): Promise<() => number> {
  const [backend] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const pid = backend?.pid ?? 0;
  return () => megabytesOf(pid, 'RssAnon');
}

/** Runs something and says how many megabytes there were before, and at most meanwhile. */
export async function withPeakMemory<T>(
  read: () => number,
  work: () => Promise<T>,
): Promise<{ result: T; before: number; peak: number }> {
  const before = read();
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, read());
  }, EVERY_MS);
  try {
    const result = await work();
    return { result, before, peak };
  } finally {
    clearInterval(timer);
  }
}

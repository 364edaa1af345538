import { readdirSync, readFileSync } from 'node:fs';

/** Megabytes in memory of every Node process that this one started, from the Linux kernel. */
function childrenMegabytes(): number {
  let kilobytes = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      if (!new RegExp(`^PPid:\\s+${process.pid}$`, 'm').test(status)) continue;
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')) continue;
      kilobytes += Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
    } catch (error) {
      // A process that ended meanwhile.
      if (!['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
  return kilobytes / 1024;
}

/** Runs something and says how many megabytes the processes of this measure held before, and at most meanwhile. */
export async function withPeakMemory<T>(work: () => Promise<T>): Promise<{ result: T; before: number; peak: number }> {
  const before = childrenMegabytes();
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, childrenMegabytes());
  }, 50);
  try {
    const result = await work();
    return { result, before, peak };
  } finally {
    clearInterval(timer);
  }
}

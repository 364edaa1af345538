import { existsSync, fchmodSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const MAX_LOG_BYTES = 10_000_000;

/** The log of one part of the stack: `postgres`, `api` or `web`. */
function logFile(dataDirectory: string, name: string): string {
  return join(dataDirectory, 'logs', `${name}.log`);
}

/** Opens a log for appending, readable by its owner alone; a long one is set aside first, so that two files bound what the logs take. */
export function openLog(dataDirectory: string, name: string): number {
  const file = logFile(dataDirectory, name);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_LOG_BYTES) renameSync(file, `${file}.1`);
  const log = openSync(file, 'a', 0o600);
  // One that an earlier release made is readable by everybody.
  fchmodSync(log, 0o600);
  return log;
}

/** The last lines of a log and where the rest is, for an error message. */
export function logTail(dataDirectory: string, name: string): string {
  const file = logFile(dataDirectory, name);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-8) : [];
  return `${lines.join('\n')}\nThe whole log is ${file}`;
}

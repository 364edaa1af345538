import { lstatSync, readFileSync, readlinkSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isServerRunning } from './leftover.ts';

const OWNER_FILE = 'owner';
const MISSED_FILE = 'missed';
/** On how many days the data folder of a home must have been missed before it counts as gone. It may only have been moved. */
const DAYS_MISSED = 7;

/** The link in a data folder to where its database is. */
export function homeLink(dataDirectory: string): string {
  return join(dataDirectory, 'postgres');
}

/** Says whose home it is, at each start anew, so that a data folder that was moved keeps its database. */
export function claimHome(home: string, dataDirectory: string): void {
  writeFileSync(join(home, OWNER_FILE), realpathSync(dataDirectory), { mode: 0o600 });
  rmSync(join(home, MISSED_FILE), { force: true });
}

/** Today by the clock of the file system: one for all processes, whatever clock any of them was started under. */
export function fileSystemDay(directory: string): string {
  const file = join(directory, '.today');
  writeFileSync(file, 'The time of this file says what day it is.\n');
  return statSync(file).mtime.toISOString().slice(0, 10);
}

/**
 * True when the owner's data folder is gone or has another home, and there is no hope that it was only moved: starts have
 * missed it on seven days. A home has no age, which a clock that jumps would make up: a jump adds one day. One on which a
 * server runs is held.
 */
export function isOrphan(home: string, day: string): boolean {
  const owner = readText(join(home, OWNER_FILE));
  // Written last, so a home without this file is one that another start is just making.
  if (owner === null) return false;
  const link = homeLink(owner);
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() && readlinkSync(link) === home) {
    rmSync(join(home, MISSED_FILE), { force: true });
    return false;
  }
  if (owner.startsWith(realpathSync(tmpdir()))) return true;
  return countMissed(home, day) >= DAYS_MISSED && !isServerRunning(join(home, 'cluster'));
}

/** Adds a day to those on which the data folder was missed, and counts them. */
function countMissed(home: string, day: string): number {
  const file = join(home, MISSED_FILE);
  const days = new Set((readText(file) ?? '').split('\n').filter(Boolean)).add(day);
  writeFileSync(file, `${[...days].join('\n')}\n`);
  return days.size;
}

function readText(file: string): string | null {
  return statSync(file, { throwIfNoEntry: false }) ? readFileSync(file, 'utf8') : null;
}

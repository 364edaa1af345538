import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { claimHome, fileSystemDay, homeLink, isOrphan } from '@/supabase/embedded/orphans';

let folder: string;
let home: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'pitside-orphans-')));
  home = join(folder, 'home');
  mkdirSync(home);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Of a data folder that nobody sees any more, and that was no temporary one. */
const abandon = () => writeFileSync(join(home, 'owner'), '/nowhere/casino/.pitside');
const DAYS = ['01', '02', '03', '04', '05', '06', '07'].map((day) => `2026-11-${day}`);
const missedOn = (days: string[]) => days.map((day) => isOrphan(home, day));

describe('the database of a data folder that is gone', () => {
  test('is kept until starts have missed the folder on seven days', () => {
    abandon();
    expect(missedOn(DAYS)).toEqual([false, false, false, false, false, false, true]);
  });

  test('is kept however often one day sees it missed, and when the clock jumps by a year and back', () => {
    abandon();
    expect(missedOn(Array(50).fill('2026-11-01'))).not.toContain(true);
    expect(missedOn(['2027-11-01', '2026-11-01', '2026-11-02'])).toEqual([false, false, false]);
  });

  test('is kept while a server runs on it', async () => {
    abandon();
    const cluster = join(home, 'cluster');
    mkdirSync(cluster);
    const server = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', cluster], { argv0: 'postgres' });
    await once(server, 'spawn');
    writeFileSync(join(cluster, 'postmaster.pid'), `${server.pid}\n`);
    expect(missedOn(DAYS)).not.toContain(true);
    server.kill('SIGKILL');
    await once(server, 'exit');
    expect(isOrphan(home, '2026-11-08')).toBe(true);
  });

  test('is gone with it at once where the folder was a temporary one', () => {
    writeFileSync(join(home, 'owner'), join(folder, 'data'));
    expect(isOrphan(home, '2026-11-01')).toBe(true);
  });
});

test('a home that another start is just making is nobody’s orphan', () => {
  expect(missedOn(DAYS)).not.toContain(true);
});

test('a data folder that was seen again is missed from the first day on', () => {
  abandon();
  missedOn(DAYS.slice(0, 6));
  const data = join(folder, 'data');
  mkdirSync(data);
  symlinkSync(home, homeLink(data));
  claimHome(home, data);
  expect(isOrphan(home, '2026-11-07')).toBe(false);
  abandon();
  expect(missedOn(DAYS)).toEqual([false, false, false, false, false, false, true]);
});

test('the day is the file system’s, and its file is no home', () => {
  expect(fileSystemDay(folder)).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

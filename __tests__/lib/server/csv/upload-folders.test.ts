import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { UploadFolders } from '@/lib/server/csv/upload-folders';
import { ownTemporaryFolder } from './reading';

const MINUTE = 60_000;
const TEXT = 'a,b\n1,2\n';
const leftFiles = ownTemporaryFolder();

/** Of a process that has ended, as a server's that died. */
const DEAD_PID = spawnSync('true').pid;

/** What one process has on its own clock. */
let now = 0;
let folders: UploadFolders;
beforeEach(() => {
  now = 0;
  folders = new UploadFolders(() => now);
});

const nextUpload = () => folders.withFolder(() => Promise.resolve());

/** A folder with a file in it, as an upload has it. */
function leave(name: string): string {
  const path = join(tmpdir(), name);
  mkdirSync(path);
  writeFileSync(join(path, 'sent'), TEXT);
  return path;
}

describe('what a server left that died', () => {
  const name = `pitside-upload-${DEAD_PID}-left`;

  it('is taken away once this server has seen nothing change in it for an hour', async () => {
    leave(name);
    await nextUpload();
    now += 59 * MINUTE;
    await nextUpload();
    expect(leftFiles()).toEqual([name]);
    now += 2 * MINUTE;
    await nextUpload();
    expect(leftFiles()).toEqual([]);
  });

  it('stays as long as something is written there', async () => {
    const path = leave(name);
    for (let step = 0; step < 4; step += 1) {
      await nextUpload();
      now += 59 * MINUTE;
      appendFileSync(join(path, 'sent'), TEXT);
    }
    await nextUpload();
    expect(leftFiles()).toEqual([name]);
  });

  it('is not judged by how old its files look', async () => {
    const path = leave(name);
    for (const of of [join(path, 'sent'), path]) utimesSync(of, 0, 0);
    await nextUpload();
    await nextUpload();
    expect(leftFiles()).toEqual([name]);
  });

  it('is taken away also where it had the number of the server that looks', async () => {
    leave(`pitside-upload-${process.pid}-before`);
    await nextUpload();
    now += 61 * MINUTE;
    await nextUpload();
    expect(leftFiles()).toEqual([]);
  });

  it('is taken away alone: no link is followed, and nothing else is touched', async () => {
    const elsewhere = leave('someone-else');
    symlinkSync(elsewhere, join(tmpdir(), `pitside-upload-${DEAD_PID}-link`));
    writeFileSync(join(tmpdir(), `pitside-upload-${DEAD_PID}-file`), TEXT);
    symlinkSync(elsewhere, join(leave(name), 'text'));
    await nextUpload();
    now += 61 * MINUTE;
    await Promise.all([nextUpload(), nextUpload(), nextUpload()]);
    expect(leftFiles().sort()).toEqual([
      `pitside-upload-${DEAD_PID}-file`,
      `pitside-upload-${DEAD_PID}-link`,
      'someone-else',
    ]);
    expect(readFileSync(join(elsewhere, 'sent'), 'utf8')).toBe(TEXT);
  });
});

describe('an upload that takes for ever', () => {
  it('keeps its file while others come and go', async () => {
    const read = await folders.withFolder(async (path) => {
      writeFileSync(join(path, 'sent'), TEXT);
      for (let hour = 0; hour < 5; hour += 1) {
        await nextUpload();
        now += 61 * MINUTE;
      }
      return readFileSync(join(path, 'sent'), 'utf8');
    });
    expect(read).toBe(TEXT);
  });

  it('keeps its file from another server of the same machine, too', async () => {
    // The process that started this one lives as long as this one.
    const name = `pitside-upload-${process.ppid}-held`;
    leave(name);
    for (let hour = 0; hour < 5; hour += 1) {
      await nextUpload();
      now += 61 * MINUTE;
    }
    expect(leftFiles()).toEqual([name]);
  });
});

import 'server-only';
import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder says which process made it. */
const FOLDER = /^pitside-upload-(\d+)-/;
/** No upload stands still so long: its server died, and what it wrote is still there. */
const LEFT_BEHIND_MS = 60 * 60 * 1000;

/** What a folder looked like, and since when it looks like that, on this process's own clock. */
type Seen = { state: string; since: number };

/**
 * Temporary folders for uploads, one each. With every new one those are taken away that a server left which died: whose
 * process is gone, and in which nothing has changed for an hour of this process's own watching. The clock of the machine is not
 * asked, nor are the times of files compared with it, as it may jump. `now` counts milliseconds and never jumps.
 */
export class UploadFolders {
  readonly #held = new Set<string>();
  readonly #seen = new Map<string, Seen>();
  readonly #now: () => number;

  constructor(now = () => performance.now()) {
    this.#now = now;
  }

  /** Lets `work` have a folder that nobody else can read. Whatever happens, it is gone afterwards. */
  async withFolder<T>(work: (path: string) => Promise<T>): Promise<T> {
    await this.#removeLeftBehind();
    const path = await mkdtemp(join(tmpdir(), `pitside-upload-${process.pid}-`));
    this.#held.add(path);
    try {
      return await work(path);
    } finally {
      await rm(path, { recursive: true, force: true });
      this.#held.delete(path);
    }
  }

  async #removeLeftBehind(): Promise<void> {
    const entries = await readdir(tmpdir(), { withFileTypes: true });
    // A link that is called like that is no directory here: what it leads to is not ours.
    const folders = entries.filter((entry) => entry.isDirectory() && FOLDER.test(entry.name));
    const paths = folders.map(({ name }) => join(tmpdir(), name)).filter((path) => !this.#isHeld(path));
    for (const path of this.#seen.keys()) if (!paths.includes(path)) this.#seen.delete(path);
    // Another request may take it away at the same time; and no upload fails because an older one can't be tidied up.
    for (const path of paths) await this.#removeIfLeftBehind(path).catch(() => undefined);
  }

  /**
   * Whether this process, or another one that lives, holds the folder. After a restart this process may have the pid of
   * one that died, so its own folders are remembered and not judged by their name.
   */
  #isHeld(path: string): boolean {
    const pid = Number(FOLDER.exec(path.slice(tmpdir().length + 1))?.[1]);
    return pid === process.pid ? this.#held.has(path) : isAlive(pid);
  }

  async #removeIfLeftBehind(path: string): Promise<void> {
    const folder = await lstat(path);
    if (folder.uid !== process.getuid?.()) return;
    const files = await Promise.all((await readdir(path)).map((name) => lstat(join(path, name))));
    const state = [folder, ...files].map(({ mtimeMs, size }) => `${mtimeMs} ${size}`).join();
    const seen = this.#seen.get(path);
    if (seen?.state !== state) this.#seen.set(path, { state, since: this.#now() });
    else if (this.#now() - seen.since > LEFT_BEHIND_MS) await rm(path, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PROJECT_ROOT, SetupError } from '../../supabase/embedded/settings.ts';
import type { BenchServer, Sizes } from './server.ts';

type ServerModule = { startBenchServer(sizes: Sizes, log: (message: string) => void): Promise<BenchServer> };

function git(...args: string[]): void {
  const { status, stderr } = spawnSync('git', ['-C', PROJECT_ROOT, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new SetupError(stderr.trim());
}

/**
 * A second server beside the first, with the database as a commit has it: its migrations, its fixture, in a checkout of its own
 * that borrows this one's packages. What is measured on both in turn is compared within one run. Dispose it like the other.
 */
export async function startServerOf(
  commit: string,
  sizes: Sizes,
  log: (message: string) => void,
): Promise<BenchServer> {
  const tree = join(mkdtempSync(join(tmpdir(), 'pitside-against-')), 'tree');
  log(`Checking out ${commit} ...`);
  git('worktree', 'add', '--detach', '--quiet', tree, commit);
  const remove = () => {
    git('worktree', 'remove', '--force', tree);
    rmSync(join(tree, '..'), { recursive: true, force: true });
  };
  try {
    symlinkSync(join(PROJECT_ROOT, 'node_modules'), join(tree, 'node_modules'));
    const { startBenchServer } = (await import(
      pathToFileURL(join(tree, 'bench/support/server.ts')).href
    )) as ServerModule;
    const server = await startBenchServer(sizes, log);
    return {
      ...server,
      dispose: async () => {
        await server.dispose();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../supabase/embedded/settings.ts';

/** A tool of the project with its arguments, as installed in node_modules. */
export type Command = readonly [tool: string, ...args: string[]];

/** Runs a tool in the project's root with its output shown; resolves to its exit code. */
export function run([tool, ...args]: Command, env: Record<string, string> = {}): Promise<number> {
  const bin = join(PROJECT_ROOT, 'node_modules/.bin');
  return new Promise((resolve, reject) => {
    const child = spawn(join(bin, tool), args, {
      cwd: PROJECT_ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, PATH: `${bin}:${process.env.PATH}`, ...env },
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** The static checks, in the order in which they are worth reading. */
export const CHECKS: Record<string, Command> = {
  'formatting and lint rules': ['biome', 'check', '--error-on-warnings'],
  'syntax of SQL': ['node', 'scripts/sql-syntax.ts'],
  'import boundaries': [
    'depcruise',
    '--config',
    '.dependency-cruiser.cjs',
    'app',
    'components',
    'hooks',
    'services',
    'lib',
    'types',
    'words',
    'worker',
    'proxy.ts',
  ],
  'unused files, exports and dependencies': ['knip'],
};

/** Runs checks one after another and returns the names of those that failed. */
export async function runChecks(checks: Record<string, Command>): Promise<string[]> {
  const failed: string[] = [];
  for (const [name, command] of Object.entries(checks)) {
    console.log(`\n== ${name} ==`);
    if ((await run(command)) !== 0) failed.push(name);
  }
  return failed;
}

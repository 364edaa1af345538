import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT_ROOT, SetupError } from '../../supabase/embedded/settings.ts';

/** Runs a tool of node_modules and answers what it prints; a SetupError with what it complains of when it fails. */
export function runTool(name: string, args: string[], input?: string): string {
  const result = spawnSync(join(PROJECT_ROOT, 'node_modules/.bin', name), args, {
    cwd: PROJECT_ROOT,
    encoding: 'utf8',
    // The throw-away server speaks no TLS, and nobody is to be told that it exists.
    env: { ...process.env, PGSSLMODE: 'disable', SUPABASE_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
    input,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.status === 0) return result.stdout;
  throw new SetupError(`${name} failed.\n${result.error?.message ?? result.stderr}`);
}

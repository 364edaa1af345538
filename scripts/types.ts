import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { applyMigrations, prepareDatabase } from '../supabase/embedded/database.ts';
import { runCommand } from '../supabase/embedded/run.ts';
import { PROJECT_ROOT, SetupError } from '../supabase/embedded/settings.ts';
import { startThrowAwayServer } from '../supabase/embedded/stack.ts';

const TARGET = join(PROJECT_ROOT, 'types/database.types.ts');

function runTool(name: string, args: string[], input?: string): string {
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

/** The types of schema `public` as the migrations make it, from a database made for this moment. */
async function generateTypes(): Promise<string> {
  const server = await startThrowAwayServer();
  try {
    await prepareDatabase(server.url, server.secrets);
    await applyMigrations(server.url);
    const args = ['gen', 'types', '--lang', 'typescript', '--schema', 'public', `--remote=${server.url}`];
    // The name is not the target's, which the formatter leaves out.
    return runTool('biome', ['format', '--stdin-file-path=generated.ts'], runTool('supabase', args));
  } finally {
    await server.dispose();
  }
}

// `--check` compares and writes nothing.
await runCommand(async () => {
  const types = await generateTypes();
  const isCurrent = existsSync(TARGET) && readFileSync(TARGET, 'utf8') === types;
  if (process.argv.includes('--check')) {
    if (!isCurrent) console.error('types/database.types.ts is out of date. Run: npm run types');
    return isCurrent ? 0 : 1;
  }
  mkdirSync(dirname(TARGET), { recursive: true });
  writeFileSync(TARGET, types);
  return 0;
});

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { applyMigrations, prepareDatabase } from '../supabase/embedded/database.ts';
import { runCommand } from '../supabase/embedded/run.ts';
import { PROJECT_ROOT } from '../supabase/embedded/settings.ts';
import { startThrowAwayServer } from '../supabase/embedded/stack.ts';

const TARGET = join(PROJECT_ROOT, 'types/database.types.ts');

/** The types of schema `public` as the migrations make it, from a database made for this moment. */
async function generateTypes(): Promise<string> {
  const server = await startThrowAwayServer();
  try {
    await prepareDatabase(server.url, server.secrets);
    await applyMigrations(server.url);
    const args = ['gen', 'types', '--lang', 'typescript', '--schema', 'public', `--remote=${server.url}`];
    const output = execFileSync(join(PROJECT_ROOT, 'node_modules/.bin/supabase'), args, {
      encoding: 'utf8',
      env: { ...process.env, SUPABASE_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // The command line greets on standard output before the types begin.
    return output.slice(output.indexOf('export type'));
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

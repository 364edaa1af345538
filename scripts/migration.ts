import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf, FROZEN_FILE } from '../supabase/embedded/frozen.ts';
import { readMigrations } from '../supabase/embedded/migrations.ts';
import { runCommand } from '../supabase/embedded/run.ts';
import { readSchemas } from '../supabase/embedded/schemas.ts';
import { MIGRATIONS_DIRECTORY, PROJECT_ROOT, SetupError } from '../supabase/embedded/settings.ts';
import { startThrowAwayServer } from '../supabase/embedded/stack.ts';
import { buildTwoWays } from '../supabase/embedded/two-ways.ts';
import { draftMigration } from './support/draft.ts';

const BASELINE = '20261128000000_baseline.sql';

/** Now as digits, or one more than the newest migration has where that one is ahead: the order is what counts. */
function nextVersion(): string {
  const now = BigInt(new Date().toISOString().replace(/\D/g, '').slice(0, 14));
  const newest = BigInt(readMigrations().at(-1)?.version ?? 0);
  return String(now > newest ? now : newest + 1n);
}

async function draft(name: string): Promise<number> {
  if (!/^[a-z][a-z0-9_]*$/.test(name))
    throw new SetupError('Name the migration in small letters: npm run migration -- what_it_does');
  const server = await startThrowAwayServer();
  try {
    const text = await draftMigration(await buildTwoWays(server.url, server.secrets));
    if (text === null) {
      console.log('supabase/migrations makes what supabase/schemas says: there is nothing to write.');
      return 0;
    }
    const path = `${nextVersion()}_${name}.sql`;
    writeFileSync(join(MIGRATIONS_DIRECTORY, path), text);
    console.log(`Drafted supabase/migrations/${path}. Read every line: the tool knows neither data nor load.`);
    return 0;
  } finally {
    await server.dispose();
  }
}

/** Makes what the schemas say the one and only migration. Whoever has a database begins afresh, so that it ends with the first release. */
function freezeBaseline(): number {
  const { version } = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8')) as { version: string };
  if (!version.startsWith('0.'))
    throw new SetupError(`Version ${version} is released: its databases need a step. Run: npm run migration -- <name>`);
  const parts = readSchemas().map(({ path, text }) => `-- ---- ${path} ----\n\n${text}`);
  const text = [
    `-- Everything as supabase/schemas had it when this was frozen. Written by: npm run migration -- --baseline\n`,
    ...parts,
  ].join('\n');
  for (const { path } of readMigrations()) rmSync(join(MIGRATIONS_DIRECTORY, path));
  writeFileSync(join(MIGRATIONS_DIRECTORY, BASELINE), text);
  writeFileSync(FROZEN_FILE, `${JSON.stringify({ [BASELINE]: digestOf(text) }, null, 2)}\n`);
  console.log(`supabase/migrations/${BASELINE} is frozen. Databases made before: npm run reset`);
  return 0;
}

// `npm run migration -- <name>` drafts the next migration; `--baseline`, before the first release, begins anew.
await runCommand(() => {
  const [argument = ''] = process.argv.slice(2);
  return argument === '--baseline' ? freezeBaseline() : draft(argument);
});

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import postgres from 'postgres';
import { prepareDatabase } from '../supabase/embedded/database.ts';
import { runCommand } from '../supabase/embedded/run.ts';
import { applySchemas } from '../supabase/embedded/schemas.ts';
import { PROJECT_ROOT } from '../supabase/embedded/settings.ts';
import { startThrowAwayServer } from '../supabase/embedded/stack.ts';
import { readKinds } from './support/kinds.ts';
import { runTool } from './support/tool.ts';

/** What is written from supabase/schemas, by its place: from a database made for this moment. */
async function generate(): Promise<Record<string, string>> {
  const server = await startThrowAwayServer();
  const sql = postgres(server.url, { max: 1, onnotice: () => {} });
  try {
    await prepareDatabase(server.url, server.secrets);
    await applySchemas(server.url);
    const args = ['gen', 'types', '--lang', 'typescript', '--schema', 'public', `--remote=${server.url}`];
    return {
      'types/database.types.ts': format(runTool('supabase', args)),
      'lib/shared/kinds.ts': format(await readKinds(sql)),
    };
  } finally {
    await sql.end();
    await server.dispose();
  }
}

/** The name is not the target's, which the formatter may leave out. */
function format(text: string): string {
  return runTool('biome', ['format', '--stdin-file-path=generated.ts'], text);
}

// `--check` compares and writes nothing.
await runCommand(async () => {
  let isCurrent = true;
  for (const [name, text] of Object.entries(await generate())) {
    const target = join(PROJECT_ROOT, name);
    if (existsSync(target) && readFileSync(target, 'utf8') === text) continue;
    isCurrent = false;
    if (process.argv.includes('--check')) {
      console.error(`${name} is out of date. Run: npm run types`);
      continue;
    }
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  return isCurrent || !process.argv.includes('--check') ? 0 : 1;
});

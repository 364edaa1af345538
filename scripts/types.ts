import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { prepareDatabase } from '../supabase/embedded/database.ts';
import { runCommand } from '../supabase/embedded/run.ts';
import { applySchemas } from '../supabase/embedded/schemas.ts';
import { PROJECT_ROOT } from '../supabase/embedded/settings.ts';
import { startThrowAwayServer } from '../supabase/embedded/stack.ts';
import { runTool } from './support/tool.ts';

const TARGET = join(PROJECT_ROOT, 'types/database.types.ts');

/** The types of schema `public` as supabase/schemas makes it, from a database made for this moment. */
async function generateTypes(): Promise<string> {
  const server = await startThrowAwayServer();
  try {
    await prepareDatabase(server.url, server.secrets);
    await applySchemas(server.url);
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

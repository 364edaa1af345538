import { compareCatalogs, readCatalog } from '../../supabase/embedded/catalog.ts';
import { withConnection } from '../../supabase/embedded/connection.ts';
import { SetupError } from '../../supabase/embedded/settings.ts';
import { runSqlFile } from '../../supabase/embedded/sql-file.ts';
import type { TwoWays } from '../../supabase/embedded/two-ways.ts';
import { runTool } from './tool.ts';

const WAYS = { one: 'migrations', other: 'schemas' };

/** What the tool writes that a migration needs not say: a setting for its own session, and what an owner may do anyway. */
const NOISE = [/^SET local check_function_bodies = off;$/, /^(GRANT|REVOKE) .* (TO|FROM) "postgres";$/];

/** The statements that lead from one database to the other, as far as the Supabase CLI sees what lies between. */
function diff({ migrations, schemas }: TwoWays): string {
  const text = runTool('supabase', ['db', 'diff', `--from=${migrations}`, `--to=${schemas}`]);
  const lines = text.split('\n').filter((line) => !NOISE.some((noise) => noise.test(line)));
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Takes the step in the database that the migrations made, and says what it leaves undone. */
async function tryStep({ migrations, schemas }: TwoWays, text: string): Promise<string[]> {
  try {
    await withConnection(migrations, (sql) => sql.begin((step) => runSqlFile(step, { path: 'The draft', text })));
  } catch (error) {
    if (error instanceof SetupError) return error.message.split('\n');
    throw error;
  }
  return compareCatalogs(await readCatalog(migrations), await readCatalog(schemas), WAYS);
}

/**
 * The text of a migration from what the migrations make to what the schemas say, for a person to read, mend and complete; null when the
 * two are the same. It begins with what the tool does not see.
 */
export async function draftMigration(ways: TwoWays): Promise<string | null> {
  const isSame =
    compareCatalogs(await readCatalog(ways.migrations), await readCatalog(ways.schemas), WAYS).length === 0;
  if (isSame) return null;
  const statements = diff(ways);
  const undone = await tryStep(ways, statements);
  const notes = undone.length > 0 ? ['-- To be written by hand:', ...undone.map((line) => `--   ${line}`), ''] : [];
  return [
    ...notes,
    `-- Rather fail than hold up the floor: whoever waits for a lock has everybody wait behind.`,
    "set lock_timeout = '5s';",
    '',
    statements,
    '',
  ].join('\n');
}

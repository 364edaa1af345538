import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { withConnection } from './connection.ts';
import { ensureHistory } from './migrations.ts';
import { SCHEMAS_DIRECTORY, SetupError } from './settings.ts';
import { runSqlFile, type SqlFile } from './sql-file.ts';

/** What the folder of a context may hold, in the order in which it is loaded; files of a folder in order of name. */
const PARTS = ['schemas.sql', 'tables.sql', 'internal', 'rpc', 'policies.sql'];

function listNames(directory: string): string[] {
  return readdirSync(directory).sort();
}

function listContextFiles(context: string): string[] {
  const unknown = listNames(context).find((name) => !PARTS.includes(name));
  if (unknown)
    throw new SetupError(`${join(context, unknown)} is none of ${PARTS.join(', ')}, and would never be loaded.`);
  return PARTS.map((part) => join(context, part))
    .filter(existsSync)
    .flatMap((path) => (statSync(path).isDirectory() ? listNames(path).map((name) => join(path, name)) : [path]));
}

/** The files that the database is written in, in the order in which they are loaded: context by context, by number. */
export function readSchemas(directory = SCHEMAS_DIRECTORY): SqlFile[] {
  return listNames(directory)
    .flatMap((context) => listContextFiles(join(directory, context)))
    .map((path) => ({ path: path.slice(directory.length + 1), text: readFileSync(path, 'utf8') }));
}

/**
 * Builds a prepared, empty database from its source, in one transaction. For tests and generators: a database that is to be kept is
 * built by `applyMigrations`, which comes to the same.
 */
export async function applySchemas(superuserUrl: string, directory = SCHEMAS_DIRECTORY): Promise<void> {
  const files = readSchemas(directory);
  await withConnection(superuserUrl, async (sql) => {
    await ensureHistory(sql);
    await sql.begin(async (transaction) => {
      for (const file of files) await runSqlFile(transaction, file);
    });
  });
}

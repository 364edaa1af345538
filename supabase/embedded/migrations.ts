import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type postgres from 'postgres';
import { withConnection } from './connection.ts';
import { MIGRATIONS_DIRECTORY, SetupError } from './settings.ts';
import { runSqlFile, type SqlFile } from './sql-file.ts';

/** One file of supabase/migrations: `<version>_<name>.sql`. */
export interface Migration extends SqlFile {
  version: string;
  name: string;
}

/** The steps by which a database became what it is, oldest first. */
export function readMigrations(directory = MIGRATIONS_DIRECTORY): Migration[] {
  const files = readdirSync(directory).filter((file) => file.endsWith('.sql'));
  return files.sort().map((path) => {
    const [, version, name] = /^(\d+)_(.+)\.sql$/.exec(path) ?? [];
    if (!version || !name) throw new SetupError(`Migration ${path} must be named <digits>_<name>.sql.`);
    return { version, name, path, text: readFileSync(join(directory, path), 'utf8') };
  });
}

/** The Supabase CLI's own history tables, so that `supabase migration list` agrees about what was applied. */
const HISTORY = `
  create schema if not exists supabase_migrations;
  create table if not exists supabase_migrations.schema_migrations (
    version text primary key, statements text[], name text);
  create table if not exists supabase_migrations.seed_files (path text primary key, hash text not null);`;

/** Makes the tables in which a database remembers its migrations and seeds. May be repeated. */
export async function ensureHistory(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(HISTORY);
}

/** What PostgreSQL does outside transactions only. It is alone in its file, or the Supabase CLI could not run it either. */
const OUTSIDE_TRANSACTIONS =
  /^(?:\s|--[^\n]*\n)*(?:create\s+(?:unique\s+)?|drop\s+|re)index\s[^;]*\bconcurrently\b[^;]*;\s*$/i;

async function note(sql: postgres.ISql, { version, name, text }: Migration): Promise<void> {
  // A migration may set its own search path, role or patience; the history is written as the superuser in any case.
  await sql.unsafe('reset role; reset all');
  await sql`
    insert into supabase_migrations.schema_migrations (version, name, statements)
    values (${version}, ${name}, array[${text}::text])`;
}

async function applyMigration(sql: postgres.Sql, migration: Migration): Promise<void> {
  const apply = async (session: postgres.ISql) => {
    await runSqlFile(session, migration);
    await note(session, migration);
  };
  await (OUTSIDE_TRANSACTIONS.test(migration.text) ? apply(sql) : sql.begin(apply));
}

/** What a database has of the migrations in the checkout. */
export interface MigrationState {
  applied: string[];
  pending: Migration[];
}

/** `text` is what was applied, where this stack did it: the Supabase CLI notes each statement by itself. */
type AppliedRow = { version: string; name: string; text: string | null };

async function readHistory(sql: postgres.Sql): Promise<AppliedRow[]> {
  const [row] = await sql<{ isThere: boolean }[]>`
    select to_regclass('supabase_migrations.schema_migrations') is not null as "isThere"`;
  if (!row?.isThere) return [];
  return sql<AppliedRow[]>`
    select version, name, case cardinality(statements) when 1 then statements[1] end as text
    from supabase_migrations.schema_migrations order by version`;
}

/** Refuses a database that went another way than the migrations in the checkout: it is neither changed nor deleted silently. */
function assertSameWay(history: AppliedRow[], migrations: Migration[]): void {
  const byVersion = new Map(migrations.map((migration) => [migration.version, migration]));
  for (const { version, name, text } of history) {
    const migration = byVersion.get(version);
    if (!migration) {
      const isNewer = version > (migrations.at(-1)?.version ?? '');
      throw new SetupError(
        `The database has migration ${version}_${name}, which this checkout does not have: ` +
          (isNewer
            ? 'it is newer than the code. Start the newer code, or put a backup back with npm run restore.'
            : 'it was made from migrations that are gone. To make it afresh (its data will be deleted), run: npm run reset'),
      );
    }
    if (text !== null && text !== migration.text) {
      throw new SetupError(
        `supabase/migrations/${migration.path} was edited since the database was made from it. ` +
          'To make the database afresh (its data will be deleted), run: npm run reset',
      );
    }
  }
}

/** Which migrations the database has, and which are to come. Throws SetupError when it has others, or has them otherwise. */
export async function readMigrationState(
  superuserUrl: string,
  directory = MIGRATIONS_DIRECTORY,
): Promise<MigrationState> {
  const migrations = readMigrations(directory);
  const history = await withConnection(superuserUrl, readHistory);
  assertSameWay(history, migrations);
  const applied = history.map(({ version }) => version);
  return { applied, pending: migrations.filter(({ version }) => !applied.includes(version)) };
}

/** Applies what is not applied yet, each file in one transaction if it can, in order. Returns the versions it applied. */
export async function applyMigrations(superuserUrl: string, directory = MIGRATIONS_DIRECTORY): Promise<string[]> {
  const { pending } = await readMigrationState(superuserUrl, directory);
  await withConnection(superuserUrl, async (sql) => {
    await ensureHistory(sql);
    for (const migration of pending) await applyMigration(sql, migration);
  });
  return pending.map(({ version }) => version);
}

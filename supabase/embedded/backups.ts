import { withConnection, withDatabase } from './connection.ts';
import { SetupError } from './settings.ts';

const PREFIX = 'backup_';

/** Where PostgreSQL is asked to copy and rename the main database, which nobody may be connected to meanwhile. */
function beside(superuserUrl: string): string {
  return withDatabase(superuserUrl, 'template1');
}

function databaseOf(superuserUrl: string): string {
  return decodeURIComponent(new URL(superuserUrl).pathname.slice(1));
}

/** The moment as digits, which sort as it passes; by the server's clock, which names the log's lines, too. */
const NEW_NAME = `select '${PREFIX}' || to_char(clock_timestamp() at time zone 'UTC', 'YYYYMMDDHH24MISSMS') as name`;

/** Copies the database under a name of its own on the same server, and returns the name. Throws SetupError while somebody uses it. */
export async function backUp(superuserUrl: string): Promise<string> {
  return withConnection(beside(superuserUrl), async (sql) => {
    const [row] = await sql.unsafe<{ name: string }[]>(NEW_NAME);
    const name = row?.name ?? PREFIX;
    try {
      await sql`create database ${sql(name)} template ${sql(databaseOf(superuserUrl))} strategy file_copy`;
    } catch (error) {
      throw new SetupError(`The database could not be backed up: ${(error as Error).message}. Nothing was changed.`);
    }
    return name;
  });
}

/** The backups there are, newest first. */
export async function listBackups(superuserUrl: string): Promise<string[]> {
  const rows = await withConnection(
    beside(superuserUrl),
    (sql) => sql<{ name: string }[]>`
      select datname as name from pg_database where starts_with(datname, ${PREFIX}) order by datname desc`,
  );
  return rows.map(({ name }) => name);
}

/** Puts a backup in the database's place. What was there becomes a backup itself, whose name is returned. */
export async function restore(superuserUrl: string, backup: string): Promise<string> {
  if (!(await listBackups(superuserUrl)).includes(backup)) throw new SetupError(`There is no backup ${backup}.`);
  return withConnection(beside(superuserUrl), async (sql) => {
    const [row] = await sql.unsafe<{ name: string }[]>(NEW_NAME);
    const replaced = row?.name ?? PREFIX;
    await sql.begin(async (transaction) => {
      const database = sql(databaseOf(superuserUrl));
      await transaction`alter database ${database} rename to ${sql(replaced)}`;
      await transaction`alter database ${sql(backup)} rename to ${database}`;
    });
    return replaced;
  });
}

import postgres from 'postgres';

/** What it takes to reach a database on this machine. */
export interface DatabaseAddress {
  user: string;
  password: string;
  port: number;
  database?: string;
}

/** The database that holds the application, the same name as on hosted Supabase. */
const MAIN_DATABASE = 'postgres';

/** Builds a connection URL; the password may hold any character. */
export function databaseUrl({ user, password, port, database = MAIN_DATABASE }: DatabaseAddress): string {
  return `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

/** The same server, user and password, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(database)}`;
  return changed.toString();
}

/**
 * Runs `work` on one connection and closes it whatever happens. Notices are dropped: they tell nothing here. Array values
 * can't be passed or read: the driver would have to look up their types first, and a server that ends during that look-up
 * makes it throw where nobody can catch.
 */
export async function withConnection<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, fetch_types: false, onnotice: () => undefined });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

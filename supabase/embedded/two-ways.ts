import { withConnection } from './connection.ts';
import { cloneDatabase, prepareDatabase } from './database.ts';
import { applyMigrations } from './migrations.ts';
import { applySchemas } from './schemas.ts';
import type { StackSecrets } from './secrets.ts';

/** What hosted Supabase grants on everything new before the first migration; without it nobody would see whether that is taken back. */
const HOSTED_DEFAULTS = ['tables', 'functions', 'sequences']
  .map((kind) => `alter default privileges in schema public grant all on ${kind} to anon, authenticated, service_role;`)
  .join('\n');

/** URLs of two databases that must be the same: one from supabase/migrations, one from supabase/schemas. */
export interface TwoWays {
  migrations: string;
  schemas: string;
}

/** Builds the database in both ways, each as hosted Supabase would begin it, on a server that has neither yet. */
export async function buildTwoWays(
  superuserUrl: string,
  secrets: Pick<StackSecrets, 'authenticatorPassword'>,
): Promise<TwoWays> {
  const migrations = await cloneDatabase(superuserUrl, 'from_migrations', 'template1');
  await prepareDatabase(migrations, secrets);
  await withConnection(migrations, (sql) => sql.unsafe(HOSTED_DEFAULTS));
  const schemas = await cloneDatabase(superuserUrl, 'from_schemas', 'from_migrations');
  await applyMigrations(migrations);
  await applySchemas(schemas);
  return { migrations, schemas };
}

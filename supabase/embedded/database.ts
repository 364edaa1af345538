import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type postgres from 'postgres';
import { createLiteApp } from './api.ts';
import { databaseUrl, withConnection, withDatabase } from './connection.ts';
import { LiteConnection } from './lite-connection.ts';
import { createSecrets } from './secrets.ts';
import { MIGRATIONS_DIRECTORY, SetupError } from './settings.ts';

/** The login role of the API. It owns nothing, and may become anon, authenticated or service_role. */
export const API_LOGIN = 'authenticator';

/** URL with which the API connects to a database of the server that `superuserUrl` points at. */
export function authenticatorUrl(superuserUrl: string, authenticatorPassword: string): string {
  const { port, pathname } = new URL(superuserUrl);
  const database = decodeURIComponent(pathname.slice(1));
  return databaseUrl({ user: API_LOGIN, password: authenticatorPassword, port: Number(port), database });
}

/**
 * Roles as on hosted Supabase. The login role inherits, so that information_schema shows it the tables that the API roles
 * may see: lite reads its catalog there. Time limits are hosted Supabase's.
 */
const ROLES = `
  do $$
  declare v_role text;
  begin
    -- Roles belong to the whole server: two databases prepared at once must not collide on them.
    perform pg_advisory_xact_lock(hashtext('pitside roles'));
    foreach v_role in array array['anon', 'authenticated', 'service_role', '${API_LOGIN}'] loop
      if not exists (select from pg_roles where rolname = v_role) then
        execute format('create role %I nologin', v_role);
      end if;
    end loop;
    alter role anon nologin noinherit;
    alter role authenticated nologin noinherit;
    alter role service_role nologin noinherit bypassrls;
    alter role ${API_LOGIN} login inherit nosuperuser nocreatedb nocreaterole nobypassrls;
    grant anon, authenticated, service_role to ${API_LOGIN};
    alter role anon set statement_timeout = '3s';
    alter role authenticated set statement_timeout = '8s';
    alter role ${API_LOGIN} set statement_timeout = '8s';
    alter role ${API_LOGIN} set lock_timeout = '8s';
    alter role ${API_LOGIN} set idle_in_transaction_session_timeout = '30s';
  end $$;`;

const SCHEMAS = `
  create schema if not exists extensions;
  create extension if not exists pgcrypto with schema extensions;
  create extension if not exists pg_stat_statements with schema extensions;
  grant usage on schema public, extensions to anon, authenticated, service_role;`;

const AUTH_GRANTS = `
  grant usage on schema auth to anon, authenticated, service_role;
  grant usage on schema auth to ${API_LOGIN};
  grant select, insert, update, delete on all tables in schema auth to ${API_LOGIN};
  grant usage on all sequences in schema auth to ${API_LOGIN};`;

/** Lite swallows errors while it makes its schema, so what it should have made is checked by `prepareDatabase`. */
async function createAuthSchema(superuserUrl: string): Promise<void> {
  const connection = new LiteConnection(superuserUrl);
  try {
    await createLiteApp(connection, createSecrets()).ensureSystemSchema();
  } finally {
    await connection.close();
  }
}

async function hasAuthSchema(sql: postgres.Sql): Promise<boolean> {
  const [row] = await sql<{ isThere: boolean }[]>`
    select to_regclass('auth.refresh_tokens') is not null and to_regprocedure('auth.uid()') is not null as "isThere"`;
  return row?.isThere ?? false;
}

/**
 * Gives a bare database what hosted Supabase has before the first migration: the API's roles, schema `extensions`, and
 * schema `auth` with its tables and functions. May be repeated.
 */
export async function prepareDatabase(
  superuserUrl: string,
  { authenticatorPassword }: { authenticatorPassword: string },
): Promise<void> {
  await withConnection(superuserUrl, async (sql) => {
    await sql.unsafe(ROLES);
    const [quoted] = await sql<{ password: string }[]>`select quote_literal(${authenticatorPassword}) as password`;
    await sql.unsafe(`alter role ${API_LOGIN} password ${quoted?.password}`);
    await sql.unsafe(SCHEMAS);
    if (!(await hasAuthSchema(sql))) await createAuthSchema(superuserUrl);
    if (!(await hasAuthSchema(sql))) throw new SetupError('Schema auth could not be created; see the database log.');
    await sql.unsafe(AUTH_GRANTS);
  });
}

/** One file of supabase/migrations: `<version>_<name>.sql`. */
interface Migration {
  version: string;
  name: string;
  text: string;
}

function readMigrations(directory: string): Migration[] {
  const files = readdirSync(directory).filter((file) => file.endsWith('.sql'));
  return files.sort().map((file) => {
    const [, version, name] = /^(\d+)_(.+)\.sql$/.exec(file) ?? [];
    if (!version || !name) throw new SetupError(`Migration ${file} must be named <digits>_<name>.sql.`);
    return { version, name, text: readFileSync(join(directory, file), 'utf8') };
  });
}

/** The Supabase CLI's own history table, so that `supabase migration list` agrees about what was applied. */
const HISTORY = `
  create schema if not exists supabase_migrations;
  create table if not exists supabase_migrations.schema_migrations (
    version text primary key, statements text[], name text);
  create table if not exists supabase_migrations.seed_files (path text primary key, hash text not null);`;

async function applyMigration(sql: postgres.Sql, { version, name, text }: Migration): Promise<void> {
  try {
    await sql.begin(async (transaction) => {
      await transaction.unsafe(text);
      // A migration may set its own search path or role; the history is written as the superuser in any case.
      await transaction.unsafe('reset role; reset search_path');
      await transaction`
        insert into supabase_migrations.schema_migrations (version, name, statements)
        values (${version}, ${name}, array[${text}::text])`;
    });
  } catch (error) {
    throw new SetupError(`Migration ${version}_${name}.sql failed: ${describeSqlError(error, text)}`);
  }
}

function describeSqlError(error: unknown, text: string): string {
  const { message, position, detail, hint, where } = error as Partial<Record<string, string>>;
  const line = position ? ` (line ${text.slice(0, Number(position)).split('\n').length})` : '';
  return [`${message}${line}`, detail, hint, where].filter(Boolean).join('\n');
}

/** Applies what is not applied yet, each file in one transaction, in order. Returns the versions it applied. */
export async function applyMigrations(superuserUrl: string, directory = MIGRATIONS_DIRECTORY): Promise<string[]> {
  const migrations = readMigrations(directory);
  return withConnection(superuserUrl, async (sql) => {
    await sql.unsafe(HISTORY);
    const rows = await sql<{ version: string }[]>`select version from supabase_migrations.schema_migrations`;
    const applied = new Set(rows.map((row) => row.version));
    const missing = migrations.filter((migration) => !applied.has(migration.version));
    for (const migration of missing) await applyMigration(sql, migration);
    return missing.map((migration) => migration.version);
  });
}

/** Clones a database under a new name and returns the clone's superuser URL. */
export async function cloneDatabase(superuserUrl: string, name: string, template: string): Promise<string> {
  await withConnection(superuserUrl, (sql) => sql`create database ${sql(name)} template ${sql(template)}`);
  return withDatabase(superuserUrl, name);
}

/** Drops a clone, also with connections open. */
export async function dropDatabase(superuserUrl: string, name: string): Promise<void> {
  await withConnection(superuserUrl, (sql) => sql`drop database if exists ${sql(name)} with (force)`);
}

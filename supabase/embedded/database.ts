import { getStorageSchemaSql } from '@supabase/lite';
import type postgres from 'postgres';
import { createLiteApp } from './api.ts';
import { databaseUrl, withConnection, withDatabase } from './connection.ts';
import { FACTOR_GUARDS, FACTOR_TABLES } from './factor-tables.ts';
import { LiteConnection } from './lite-connection.ts';
import { createSecrets } from './secrets.ts';
import { SetupError } from './settings.ts';

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
    -- Far below the hour after which a gaming day is sealed, and above what a proof may take.
    alter role ${API_LOGIN} set transaction_timeout = '5min';
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

/** As on hosted Supabase, where row level security decides on objects and nobody but the service makes buckets. */
const STORAGE_GRANTS = `
  grant usage on schema storage to anon, authenticated, service_role, ${API_LOGIN};
  grant select, insert, update, delete on storage.objects to anon, authenticated, service_role, ${API_LOGIN};
  grant select on storage.buckets to service_role, ${API_LOGIN};
  drop policy if exists "The API keeps the books" on storage.objects;
  create policy "The API keeps the books" on storage.objects to ${API_LOGIN} using (true) with check (true);
  drop policy if exists "The API keeps the books" on storage.buckets;
  create policy "The API keeps the books" on storage.buckets for select to ${API_LOGIN} using (true);
  create schema if not exists stored_files;
  create table if not exists stored_files.file (
    bucket_id text not null,
    name text not null,
    bytes bytea not null,
    type text not null,
    cache_control text not null,
    stored_at timestamptz not null default now(),
    primary key (bucket_id, name)
  );
  grant usage on schema stored_files to ${API_LOGIN};
  grant select, insert, update, delete on stored_files.file to ${API_LOGIN};`;

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
 * Gives a bare database what hosted Supabase has before the first migration: the API's roles, schema `extensions`, schemas `auth`
 * and `storage` with their tables and functions. May be repeated, which brings what an earlier version prepared up to date.
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
    await sql.unsafe(FACTOR_TABLES);
    await sql.unsafe(AUTH_GRANTS);
    await sql.unsafe(FACTOR_GUARDS(API_LOGIN));
    await sql.unsafe(getStorageSchemaSql());
    await sql.unsafe(STORAGE_GRANTS);
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

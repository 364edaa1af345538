-- Foundation: what every bounded context stands on. Privileges first, then ids, refusals and small helpers.
--
-- Schema `public` is what the API exposes. Schema `app` holds helpers and is exposed to no one.

-- Before the first function exists: nothing new is executable, readable or writable until a grant says so. Hosted
-- Supabase grants new objects in `public` to the API roles by default; that is taken back here.
alter default privileges revoke execute on functions from public;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;

revoke all on schema public from public;
grant usage on schema public to anon, authenticated, service_role;

create schema app;
comment on schema app is
  'Helpers of the product. Not exposed through the API; policies reach the few functions that are granted.';
grant usage on schema app to authenticated, service_role;

create schema if not exists extensions;
create extension if not exists pg_trgm with schema extensions;
create extension if not exists pgcrypto with schema extensions;

/**
 * What Supabase Auth keeps second factors in, with its names and types, which lite lacks. All of it belongs to the superuser, as
 * the rest of schema `auth` does. The API's login role reads and writes it for Auth's routes; anon, authenticated and service_role (the
 * worker's) get nothing. The app's `security definer` functions belong to the superuser here, from whom no grant keeps a
 * column: that is why `secret` is sealed by the API with a key that the database never sees.
 *
 * May be repeated; brings a database of an earlier version along.
 */
export const FACTOR_TABLES = `
  do $$
  begin
    if to_regtype('auth.aal_level') is null then
      create type auth.aal_level as enum ('aal1', 'aal2', 'aal3');
      create type auth.factor_type as enum ('totp', 'webauthn', 'phone');
      create type auth.factor_status as enum ('unverified', 'verified');
    end if;
    -- Lite makes it a text: what compares it there may fail on a hosted project.
    if exists (select from pg_attribute
        where attrelid = 'auth.sessions'::regclass and attname = 'aal' and atttypid = 'text'::regtype) then
      alter table auth.sessions drop constraint if exists sessions_aal_check;
      alter table auth.sessions alter column aal type auth.aal_level using aal::auth.aal_level;
    end if;
  end $$;
  create table if not exists auth.mfa_factors (
    id uuid not null constraint mfa_factors_pkey primary key,
    user_id uuid not null constraint mfa_factors_user_id_fkey references auth.users (id) on delete cascade,
    friendly_name text,
    factor_type auth.factor_type not null,
    status auth.factor_status not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    secret text,
    phone text,
    last_challenged_at timestamptz,
    web_authn_credential jsonb,
    web_authn_aaguid uuid,
    last_webauthn_challenge_data jsonb
  );
  create unique index if not exists mfa_factors_user_friendly_name_unique
    on auth.mfa_factors (friendly_name, user_id) where trim(friendly_name) <> '';
  create index if not exists factor_id_created_at_idx on auth.mfa_factors (user_id, created_at);
  create table if not exists auth.mfa_challenges (
    id uuid not null constraint mfa_challenges_pkey primary key,
    factor_id uuid not null
      constraint mfa_challenges_auth_factor_id_fkey references auth.mfa_factors (id) on delete cascade,
    created_at timestamptz not null,
    verified_at timestamptz,
    ip_address inet not null,
    otp_code text,
    web_authn_session_data jsonb
  );
  create index if not exists mfa_challenges_factor_id_idx on auth.mfa_challenges (factor_id);
  create table if not exists auth.mfa_amr_claims (
    id uuid not null constraint amr_id_pk primary key,
    session_id uuid not null
      constraint mfa_amr_claims_session_id_fkey references auth.sessions (id) on delete cascade,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    authentication_method text not null,
    constraint mfa_amr_claims_session_id_authentication_method_pkey unique (session_id, authentication_method)
  );
  revoke all on auth.mfa_factors, auth.mfa_challenges, auth.mfa_amr_claims from public, anon, authenticated, service_role;`;

/** What hosted Supabase has no tables for, in a schema that it does not have: the code that counted last, and wrong ones. */
export const FACTOR_GUARDS = (apiLogin: string) => `
  create schema if not exists second_factor;
  create table if not exists second_factor.last_use (
    factor_id uuid primary key references auth.mfa_factors (id) on delete cascade,
    step bigint not null
  );
  create table if not exists second_factor.tries (
    user_id uuid primary key references auth.users (id) on delete cascade,
    failures integer not null,
    since timestamptz not null
  );
  grant usage on schema second_factor to ${apiLogin};
  grant select, insert, update, delete on all tables in schema second_factor to ${apiLogin};`;

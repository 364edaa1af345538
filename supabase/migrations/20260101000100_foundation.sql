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
comment on schema app is 'Helpers of the product. Not exposed through the API; policies reach the few functions that are granted.';
grant usage on schema app to authenticated, service_role;

create schema if not exists extensions;
create extension if not exists pg_trgm with schema extensions;

create function app.uuid_v7()
returns uuid
language plpgsql
volatile
set search_path = ''
as $$
begin
  -- 48 bits of Unix milliseconds, then random bits with version 7 and the RFC 9562 variant set.
  return encode(
    set_bit(
      set_bit(
        overlay(
          uuid_send(gen_random_uuid())
          placing substring(int8send((date_part('epoch', clock_timestamp()) * 1000)::bigint) from 3)
          from 1 for 6
        ),
        52, 1
      ),
      53, 1
    ),
    'hex'
  )::uuid;
end;
$$;
comment on function app.uuid_v7() is
  'A new time-ordered UUID version 7 (RFC 9562). Neighbouring inserts land on neighbouring index pages, which halves the write-ahead log per row.';

create function app.fail(p_status integer, p_code text, p_detail jsonb default '{}'::jsonb, p_hint text default '')
returns void
language plpgsql
set search_path = ''
as $$
begin
  raise exception using
    errcode = 'PT' || p_status::text,
    message = p_code,
    detail = coalesce(p_detail, '{}'::jsonb)::text,
    hint = coalesce(p_hint, '');
end;
$$;
comment on function app.fail(integer, text, jsonb, text) is
  'Refuses: raises SQLSTATE PT<http status> with the stable code as message, JSON facts as detail and what to do as hint. The whole transaction leaves nothing behind.';

create function app.refuse_append_only()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform app.fail(409, 'APPEND_ONLY', jsonb_build_object('table', tg_table_name, 'operation', tg_op),
    'Rows of this table are never changed or removed; add a correcting row.');
  return null;
end;
$$;
comment on function app.refuse_append_only() is
  'Trigger of append-only tables: refuses update, delete and truncate for everyone, the owner and service_role too.';

create function app.request_hash(p_operation text, p_request jsonb)
returns bytea
language plpgsql
immutable
set search_path = ''
as $$
begin
  return sha256(convert_to(p_operation || ' ' || p_request::text, 'UTF8'));
end;
$$;
comment on function app.request_hash(text, jsonb) is
  'SHA-256 of an operation and its arguments (jsonb has one text form per value). Two calls with one idempotency key are the same request exactly when their hashes are equal.';

create function app.require_idempotency_key(p_key text)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_key is null or length(p_key) not between 1 and 200 then
    perform app.fail(422, 'VALIDATION_FAILED',
      jsonb_build_object('fields', jsonb_build_object('idempotencyKey', 'Give a key of 1 to 200 characters.')));
  end if;
end;
$$;
comment on function app.require_idempotency_key(text) is
  'Every mutating RPC takes a key, made by the client once per intent. VALIDATION_FAILED when it is missing, empty or longer than 200 characters.';

create function app.invalid(p_field text, p_message text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.fail(422, 'VALIDATION_FAILED', jsonb_build_object('fields', jsonb_build_object(p_field, p_message)));
end;
$$;
comment on function app.invalid(text, text) is 'Refuses one field with VALIDATION_FAILED; detail is {fields: {<field>: <sentence>}}.';

-- ---- Statistics ------------------------------------------------------------------------------------------------------
--
-- Exact: numeric in, numeric out. A float would make the same figures fire on one machine and not on another.

create function app.median(p_values numeric[])
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_sorted numeric[] := array(select value from unnest(p_values) value where value is not null order by value);
  v_count integer := cardinality(v_sorted);
begin
  -- The middle one, or halfway between the middle two. Times 0.5 and not divided by 2: a product of numerics is exact.
  return trim_scale((v_sorted[(v_count + 1) / 2] + v_sorted[v_count / 2 + 1]) * 0.5);
end;
$$;
comment on function app.median(numeric[]) is 'The median; of an even count, halfway between the middle two. Null for an empty array.';

create function app.median_absolute_deviation(p_values numeric[])
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_median numeric := app.median(p_values);
begin
  return app.median(array(select abs(value - v_median) from unnest(p_values) value));
end;
$$;
comment on function app.median_absolute_deviation(numeric[]) is
  'MAD: the median of the distances from the median, unscaled. One wild value hardly moves it. Null for an empty array.';

create function app.mean_absolute_deviation(p_values numeric[])
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_median numeric := app.median(p_values);
begin
  return (select trim_scale(avg(abs(value - v_median))) from unnest(p_values) value);
end;
$$;
comment on function app.mean_absolute_deviation(numeric[]) is
  'The mean of the distances from the median, unscaled: more than zero as soon as one value differs, which the MAD is not. Null for an empty array.';

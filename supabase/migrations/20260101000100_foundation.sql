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

create function app.require_idempotency_key(p_key text, p_own_keys text default null)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_key is null or length(p_key) not between 1 and 200 then
    perform app.invalid('idempotencyKey', 'Give a key of 1 to 200 characters.');
  end if;
  -- Keys that anybody can work out. Taken for something else, they would stand in the way of what they are for.
  if p_key ~ '^(accrue|stage):' and (p_key like p_own_keys) is not true then
    perform app.invalid('idempotencyKey', 'Keys that begin with accrue: or stage: are those of accruals and of parts of a file. Name your own operation.');
  end if;
end;
$$;
comment on function app.require_idempotency_key(text, text) is
  'Every mutating RPC takes a key, made by the client once per intent. VALIDATION_FAILED when it is missing, empty, longer than 200 characters, or one of those that follow from what they are for and not like p_own_keys, the caller''s own.';

-- ---- One normal form of what people type, paste and export -----------------------------------------------------------

create function app.clean_text(p_text text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- What most cells of a file are like has nothing to be cleaned.
  if p_text collate "C" ~ '^[!-~]+( [!-~]+)*$' then
    return p_text;
  end if;
  -- Left out: what nobody sees (zero width, direction marks, byte order mark, soft hyphen, variation selectors, controls).
  -- Made a blank: every other space there is, line ends among them.
  return nullif(btrim(regexp_replace(
    regexp_replace(p_text collate "C", '[\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u0001-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]', '', 'g'),
    '[\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+', ' ', 'g')), '');
end;
$$;
comment on function app.clean_text(text) is
  'A text as a person sees it: invisible characters left out, every kind of space one blank, none at the ends; null when nothing is left. Names, ids and cells of files pass through here before anything else looks at them.';

create function app.clean_loyalty_id(p_text text)
returns text
language plpgsql
immutable
strict
set search_path = ''
as $$
declare
  v_id text;
begin
  if p_text collate "C" ~ '^[A-Za-z0-9]+([-_./:, ][A-Za-z0-9]+)*$' then
    return p_text;
  end if;
  -- Full-width digits and their kind are the digits they show (Unicode NFKC).
  v_id := normalize(app.clean_text(p_text), NFKC);
  -- Spreadsheets write ="H102664" or 'H102664 for a number that is to stay a text.
  return app.clean_text(regexp_replace(coalesce(substring(v_id collate "C" from '^=\s*"(.*)"$'), v_id), '^[''`\u2018\u2019]+', ''));
end;
$$;
comment on function app.clean_loyalty_id(text) is
  'A loyalty id as it is kept: as typed, without what a spreadsheet, a copy or a keyboard put around it. Null when nothing is left. Every way in (enrolment, import, search, API) passes through here.';

create function app.has_lost_digits(p_loyalty_id text)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return p_loyalty_id ~* '^[-+]?\d+([.,]\d+e[-+]?|e\+)\d+$';
end;
$$;
comment on function app.has_lost_digits(text) is
  'Whether a cleaned loyalty id is a number in scientific notation, as spreadsheets shorten long ones: digits were lost, and two cards may look alike. Null for null.';

create function app.loyalty_id_key(p_text text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return upper(app.clean_loyalty_id(p_text) collate pg_catalog.pg_c_utf8);
end;
$$;
comment on function app.loyalty_id_key(text) is 'What two loyalty ids have in common that are one card: the clean id, without regard to case.';

create function app.name_key(p_text text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_text text;
begin
  if p_text collate "C" ~ '^[A-Za-z0-9]+( [A-Za-z0-9]+)*$' then
    return lower(p_text);
  end if;
  v_text := lower(normalize(app.clean_text(p_text), NFKD) collate pg_catalog.pg_c_utf8);
  -- Marks of Latin, Greek and Cyrillic letters go; those that make another letter of a kana or a Devanagari consonant stay.
  v_text := regexp_replace(v_text collate "C", '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff]', '', 'g');
  -- Letters that no decomposition takes apart.
  v_text := replace(replace(replace(replace(v_text, 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th');
  v_text := translate(v_text, 'øłđðıħŧŋς', 'olddihtnσ');
  -- An apostrophe joins what it stands between; anything else between words parts them.
  v_text := regexp_replace(v_text collate "C", '[''`"\u00b4\u02b9-\u02bf\u02c8\u2018-\u201f\u2032\u2033\u2035\uff07]', '', 'g');
  v_text := regexp_replace(v_text collate "C", '[-,.;:/()\u2010-\u2015\u2212\u00b7\u30fb\u3001]+', ' ', 'g');
  return normalize(btrim(regexp_replace(v_text, ' +', ' ', 'g')), NFC);
end;
$$;
comment on function app.name_key(text) is
  'A name as search and comparison see it: case, accents, apostrophes and punctuation folded, words parted by one blank. José Núñez-O’Brien is jose nunez obrien. Empty when nothing is left of it, null for null.';

create function app.person_key(p_first_name text, p_last_name text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return nullif(array_to_string(array(
    select word from unnest(string_to_array(app.name_key(concat_ws(' ', p_first_name, p_last_name)), ' ')) word order by word collate "C"
  ), ' '), '');
end;
$$;
comment on function app.person_key(text, text) is
  'What the names of one person have in common however they are written: the words of both as app.name_key folds them, in one order. `Okafor`, `Ray` and `Ray`, `Okafor` are okafor ray. Null when nothing is left.';

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

create function app.total_absolute_deviation(p_values numeric[])
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_median numeric := app.median(p_values);
begin
  return (select trim_scale(sum(abs(value - v_median))) from unnest(p_values) value);
end;
$$;
comment on function app.total_absolute_deviation(numeric[]) is
  'The sum of the distances from the median: more than zero as soon as one value differs, which the MAD is not. Exact, so that whoever wants their mean divides last, and rounds once. Null for an empty array.';

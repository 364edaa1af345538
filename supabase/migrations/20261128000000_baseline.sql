-- Everything as supabase/schemas had it when this was frozen. Written by: npm run migration -- --baseline

-- ---- 10_foundation/schemas.sql ----

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

-- ---- 10_foundation/internal/field_checks.sql ----

-- What the checks of several contexts have in common.

create function app.camel_case(p_name text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return lower(left(p_name, 1)) || substr(replace(initcap(p_name), '_', ''), 2);
end;
$$;
comment on function app.camel_case(text) is
  'A field''s name as the API writes it, for refusals: warn_minutes is warnMinutes.';

create function app.is_number_between(p_value jsonb, p_lowest numeric, p_highest numeric, p_is_whole boolean)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  if jsonb_typeof(p_value) is distinct from 'number' then
    return false;
  end if;
  return p_value::numeric between p_lowest and p_highest and (not p_is_whole or scale(p_value::numeric) = 0);
end;
$$;
comment on function app.is_number_between(jsonb, numeric, numeric, boolean) is
  'Whether a JSON value is a number within bounds, written without a decimal point if it is to be whole.';

create function app.require_known_fields(p_path text, p_object jsonb, p_fields text[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_field text;
begin
  if jsonb_typeof(p_object) is distinct from 'object' then
    perform app.invalid(p_path, 'object');
  end if;
  for v_field in select jsonb_object_keys(p_object) loop
    if v_field <> all (p_fields) then
      perform app.invalid(left(concat_ws('.', nullif(p_path, 'reward'), app.camel_case(v_field)), 100), 'noSuchField');
    end if;
  end loop;
end;
$$;
comment on function app.require_known_fields(text, jsonb, text[]) is
  'VALIDATION_FAILED unless it is an object with no field but these.';

-- ---- 10_foundation/internal/ids.sql ----

-- 48 bits of Unix milliseconds, then random bits with version 7 and the RFC 9562 variant set.
create function app.uuid_v7()
returns uuid
language sql
volatile
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
comment on function app.uuid_v7() is
  'A new time-ordered UUID version 7 (RFC 9562). Neighbouring inserts land on neighbouring index pages, which halves '
  'the write-ahead log per row.';

create function app.lowest_id_at(p_at timestamptz)
returns uuid
language plpgsql
immutable
set search_path = ''
as $$
begin
  return (lpad(to_hex((extract(epoch from p_at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;
end;
$$;
comment on function app.lowest_id_at(timestamptz) is
  'Below every id that app.uuid_v7 drew from that instant on, and above those drawn before: a time as a bound of keys.';

create function app.highest_id_before(p_at timestamptz)
returns uuid
language plpgsql
immutable
set search_path = ''
as $$
begin
  return (left(app.lowest_id_at(p_at - interval '1 millisecond')::text, 14) || 'ffff-ffff-ffffffffffff')::uuid;
end;
$$;
comment on function app.highest_id_before(timestamptz) is 'No id that app.uuid_v7 made before this time is higher.';

-- ---- 10_foundation/internal/normal_forms.sql ----

-- One normal form of what people type, paste and export.

create function app.clean_text(p_text text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- The short way for most cells of a file, which have nothing to be cleaned.
  if p_text collate "C" ~ '^[!-~]+( [!-~]+)*$' then
    return p_text;
  end if;
  -- Left out: what nobody sees (zero width, direction marks, byte order mark, soft hyphen, variation selectors,
  -- controls). Made a blank: every other space there is, line ends among them.
  return nullif(btrim(regexp_replace(
    regexp_replace(p_text collate "C",
      '[\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u0001-'
        '\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]', '', 'g'),
    '[\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+', ' ', 'g')), '');
end;
$$;
comment on function app.clean_text(text) is
  'A text as a person sees it: invisible characters left out, every kind of space one blank, none at the ends; null '
  'when nothing is left. Names, ids and cells of files pass through here before anything else looks at them.';

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
  return app.clean_text(regexp_replace(coalesce(substring(v_id collate "C" from '^=\s*"(.*)"$'), v_id),
    '^[''`\u2018\u2019]+', ''));
end;
$$;
comment on function app.clean_loyalty_id(text) is
  'A loyalty id as it is kept: as typed, without what a spreadsheet, a copy or a keyboard put around it. Null when '
  'nothing is left. Every way in (enrolment, import, search, API) passes through here.';

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
  'Whether a cleaned loyalty id is a number in scientific notation, as spreadsheets shorten long ones: digits were '
  'lost, and two cards may look alike. Null for null.';

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
comment on function app.loyalty_id_key(text) is
  'What two loyalty ids have in common that are one card: the clean id, without regard to case.';

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
  -- Marks of Latin, Greek and Cyrillic letters go; those that make another letter of a kana or a Devanagari consonant
  -- stay.
  v_text := regexp_replace(v_text collate "C", '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff]', '', 'g');
  -- Letters that no decomposition takes apart.
  v_text := replace(replace(replace(replace(v_text, 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th');
  v_text := translate(v_text, 'øłđðıħŧŋς', 'olddihtnσ');
  -- An apostrophe joins what it stands between; anything else between words parts them.
  v_text := regexp_replace(v_text collate "C", '[''`"\u00b4\u02b9-\u02bf\u02c8\u2018-\u201f\u2032\u2033\u2035\uff07]',
    '', 'g');
  v_text := regexp_replace(v_text collate "C", '[-,.;:/()\u2010-\u2015\u2212\u00b7\u30fb\u3001]+', ' ', 'g');
  return normalize(btrim(regexp_replace(v_text, ' +', ' ', 'g')), NFC);
end;
$$;
comment on function app.name_key(text) is
  'A name as search and comparison see it: case, accents, apostrophes and punctuation folded, words parted by one '
  'blank. José Núñez-O’Brien is jose nunez obrien. Empty when nothing is left of it, null for null.';

create function app.person_key(p_first_name text, p_last_name text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return nullif(array_to_string(array(
    select word from unnest(string_to_array(app.name_key(concat_ws(' ', p_first_name, p_last_name)), ' ')) word
      order by word collate "C"
  ), ' '), '');
end;
$$;
comment on function app.person_key(text, text) is
  'What the names of one person have in common however they are written: the words of both as app.name_key folds '
  'them, in one order. `Okafor`, `Ray` and `Ray`, `Okafor` are okafor ray. Null when nothing is left.';

create function app.search_pattern(p_text text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return '%' || replace(replace(replace(p_text, '\', '\\'), '%', '\%'), '_', '\_') || '%';
end;
$$;
comment on function app.search_pattern(text) is 'A pattern for like that finds a text as it is written, anywhere.';

-- ---- 10_foundation/internal/refusals.sql ----

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
  'Refuses: raises SQLSTATE PT<http status> with the stable code as message, JSON facts as detail and what to do as '
  'hint. The whole transaction leaves nothing behind.';

create function app.invalid(p_field text, p_rule text, p_params jsonb default null)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.fail(422, 'VALIDATION_FAILED', jsonb_build_object('fields', jsonb_build_object(p_field,
    jsonb_strip_nulls(jsonb_build_object('rule', p_rule, 'params', p_params)))));
end;
$$;
comment on function app.invalid(text, text, jsonb) is
  'Refuses one field with VALIDATION_FAILED; detail is {fields: {<field>: {rule, params?}}}: the rule that it '
  'breaks, and its figures. Sentences for it are in words/*/rules.ts.';

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

-- ---- 10_foundation/internal/requests.sql ----

create function app.request_hash(p_operation text, p_request jsonb)
returns bytea
language sql
stable
return sha256(convert_to(p_operation || ' ' || p_request::text, 'UTF8'));
comment on function app.request_hash(text, jsonb) is
  'SHA-256 of an operation and its arguments (jsonb has one text form per value). Two calls with one idempotency key '
  'are the same request exactly when their hashes are equal.';

create function app.is_ordinary_key(p_key text)
returns boolean
language sql
immutable
return length(p_key) between 1 and 200 and p_key !~ '^(accrue|stage):';
comment on function app.is_ordinary_key(text) is
  'Whether a key is one that clients make up. Those of accruals and of parts of a file can be worked out by anybody: '
  'taken for something else, they would stand in the way of what they are for. Null for none.';

create function app.require_idempotency_key(p_key text, p_own_keys text default null)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_key is null or length(p_key) not between 1 and 200 then
    perform app.invalid('idempotencyKey', 'key');
  end if;
  if not app.is_ordinary_key(p_key) and (p_key like p_own_keys) is not true then
    perform app.invalid('idempotencyKey', 'keyReserved');
  end if;
end;
$$;
comment on function app.require_idempotency_key(text, text) is
  'Every mutating RPC takes a key, made by the client once per intent. VALIDATION_FAILED when it is missing, empty, '
  'longer than 200 characters, or one of those that follow from what they are for and not like p_own_keys, the '
  'caller''s own.';

-- ---- 10_foundation/internal/statistics.sql ----

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
comment on function app.median(numeric[]) is
  'The median; of an even count, halfway between the middle two. Null for an empty array.';

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
  'MAD: the median of the distances from the median, unscaled. One wild value hardly moves it. Null for an empty '
  'array.';

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
  'The sum of the distances from the median: more than zero as soon as one value differs, which the MAD is not. '
  'Exact, so that whoever wants their mean divides last, and rounds once. Null for an empty array.';

-- ---- 15_casino/tables.sql ----

-- Casino: the tenant, its people, who may do what, and the audit trail.

create type public.staff_role as enum ('dealer', 'pit_boss', 'cashier', 'loyalty_manager', 'compliance', 'admin');

create table public.casino (
  id uuid primary key default app.uuid_v7(),
  slug text not null unique check (slug ~ '^[a-z][a-z0-9-]{1,62}$'),
  name text not null check (length(name) between 1 and 200),
  created_at timestamptz not null default now()
);
comment on table public.casino is 'The tenant. Every other table carries its id as casino_id.';

create table public.casino_settings (
  casino_id uuid primary key references public.casino (id),
  time_zone text not null default 'America/New_York',
  gaming_day_start time not null default '06:00',
  currency text not null default 'USD' check (currency ~ '^[A-Z]{3}$'),
  reward_soft_cap_points integer not null default 1000 check (reward_soft_cap_points > 0),
  reward_preset_points integer[] not null default '{100,250,500}'
    check (cardinality(reward_preset_points) between 1 and 6 and 0 < all (reward_preset_points)),
  rewards_per_staff_per_minute integer default 20 check (rewards_per_staff_per_minute > 0),
  comp_debt_limit_points integer not null default 10000 check (comp_debt_limit_points >= 0),
  correction_debt_limit_points integer not null default 0 check (correction_debt_limit_points >= 0),
  promo_require_exact_match boolean not null default false,
  promo_allow_anonymous_issuance boolean not null default false,
  import_stale_after_days integer not null default 90 check (import_stale_after_days > 0),
  minimum_age_years integer not null default 21 check (minimum_age_years between 0 and 99),
  auto_end_visits_after_days integer default 2 check (auto_end_visits_after_days between 1 and 30),
  watchlist_floor_cents bigint not null default 300000 check (watchlist_floor_cents > 0),
  ctr_threshold_cents bigint not null default 1000000 check (ctr_threshold_cents > 0),
  near_ctr_first_percent integer not null default 80 check (near_ctr_first_percent between 1 and 100),
  near_ctr_second_percent integer not null default 95 check (near_ctr_second_percent between 1 and 100),
  alert_thresholds jsonb not null,
  updated_at timestamptz not null default now()
);
comment on table public.casino_settings is 'One row per casino: time, money and reward policy.';
comment on column public.casino_settings.reward_soft_cap_points is
  'Points of one reward above which the issuer must confirm an override with a note.';
comment on column public.casino_settings.rewards_per_staff_per_minute is
  'Rewards one person may issue within 60 seconds; null means no limit.';
comment on column public.casino_settings.comp_debt_limit_points is
  'How far below zero a comp whose price allows overdraw may take a balance.';
comment on column public.casino_settings.correction_debt_limit_points is
  'How far below zero a manager''s correction may take a balance; 0: not at all.';
comment on column public.casino_settings.minimum_age_years is
  'How old a player must be to be enrolled, where the birth date is known.';
comment on column public.casino_settings.auto_end_visits_after_days is
  'A visit nobody ended closes itself at the start of the gaming day so many after the last sign of life on it; null: '
  'never.';
comment on column public.casino_settings.watchlist_floor_cents is
  'From which sum of one direction on a patron''s gaming day is watched in the cash log; smaller entries are kept too.';
comment on column public.casino_settings.ctr_threshold_cents is
  'More than this in one gaming day, in or out, is due a currency transaction report.';
comment on column public.casino_settings.near_ctr_first_percent is
  'From which percent of that threshold on a patron is near it, and the second step of it.';
comment on column public.casino_settings.alert_thresholds is
  'What the alert rules go by: {<rule>: {enabled, <figures>}}, complete. The rules, their figures, the default and '
  'what checks them belong to the shift: app.alert_threshold_fields.';

create table public.staff (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  user_id uuid not null unique,
  email text not null check (length(email) between 3 and 254),
  full_name text not null check (length(full_name) between 1 and 200),
  role public.staff_role not null,
  language text check (language in ('en', 'es', 'zh-Hans')),
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  primary key (casino_id, id)
);
comment on table public.staff is 'A signed-in person: belongs to one casino, has one role.';
comment on column public.staff.language is 'What the person chose to read; null before any choice.';
comment on column public.staff.user_id is
  'The person''s id in Supabase Auth. No foreign key: the auth schema belongs to the platform.';

create type app.rls_context as (
  casino_id uuid,
  staff_id uuid,
  role public.staff_role,
  correlation_id uuid,
  gaming_day date
);
comment on type app.rls_context is 'Who acts, where, under which correlation id, and the gaming day of now.';

create table public.audit_log (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  at timestamptz not null default now(),
  gaming_day date not null,
  staff_id uuid,
  staff_role public.staff_role,
  domain text not null,
  action text not null,
  entity_type text not null,
  entity_id uuid,
  outcome text not null default 'done' check (outcome in ('done', 'refused')),
  before jsonb,
  after jsonb,
  correlation_id uuid not null,
  idempotency_key text,
  request_hash bytea,
  primary key (casino_id, id),
  check ((staff_id is null) = (staff_role is null))
);
comment on table public.audit_log is
  'Append-only: one row per mutating RPC call, and one per ledger entry, with the state before and after. Its key is '
  'the one key space of a casino''s operations: where a key is claimed, and where a replay finds what was done under '
  'it. `after` is the answer that was given; of an entry, the answer stands in the ledger.';
comment on column public.audit_log.casino_id is
  'No foreign key: it would share-lock the one casino row in every write of the house. The row is written from the '
  'caller''s context only.';
comment on column public.audit_log.staff_id is
  'Who acted; null for the system. No foreign key, for the same reason; staff rows are never deleted.';
create unique index audit_log_idempotency_key on public.audit_log (casino_id, idempotency_key)
  where idempotency_key is not null;
create index audit_log_entity on public.audit_log (casino_id, entity_type, entity_id, id);
create index audit_log_exclusion on public.audit_log (casino_id, id) where domain = 'exclusion';
-- Ids are made in the order of time, so that each of these also pages by time, and no index is about time alone. All of
-- them are paid for by every reward: those of the next three serve every filter of the trail (app.find_audit_way).
create index audit_log_action on public.audit_log (casino_id, entity_type, action, id);
create index audit_log_staff on public.audit_log (casino_id, staff_id, action, id);
create index audit_log_correlation on public.audit_log (casino_id, correlation_id, id);
create index audit_log_refused on public.audit_log (casino_id, id) where outcome = 'refused';
create trigger audit_log_append_only before update or delete on public.audit_log
  for each row execute function app.refuse_append_only();
create trigger audit_log_no_truncate before truncate on public.audit_log
  for each statement execute function app.refuse_append_only();
alter table public.audit_log enable always trigger audit_log_append_only;
alter table public.audit_log enable always trigger audit_log_no_truncate;

create type app.call as (
  ctx app.rls_context,
  staff_name text,
  reward_soft_cap_points integer,
  rewards_per_minute integer,
  idempotency_key text,
  request_hash bytea,
  is_replay boolean,
  answered_request_hash bytea,
  answered_entity_id uuid,
  answer jsonb
);
comment on type app.call is
  'A mutating call from app.begin_call to app.finish_call: who acts and what the casino set, the key and the hash of '
  'the request, and, where is_replay, what was done under the key before: the hash of that request, the entity it was '
  'about and the answer as the audit trail has it.';

-- ---- 15_casino/internal/gaming_day.sql ----

-- The casino's own time: its zone, its gaming days, and how old somebody is by them.

create function app.check_time_zone()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if not exists (select 1 from pg_catalog.pg_timezone_names where name = new.time_zone) then
    perform app.invalid('timeZone', 'timeZone');
  end if;
  return new;
end;
$$;
comment on function app.check_time_zone() is
  'Refuses a time zone that PostgreSQL does not know; a wrong one would put every gaming day in doubt.';
create trigger casino_settings_time_zone before insert or update of time_zone on public.casino_settings
  for each row execute function app.check_time_zone();

create function app.local_gaming_day(p_at timestamptz, p_time_zone text, p_start time)
returns date
language sql
stable
-- The day on the wall clock, put right by the instants at which days start, as in app.gaming_day_start: the clock alone
-- would answer twice where a gaming day starts in the hour that the clocks repeat or skip.
return ((p_at at time zone p_time_zone) - p_start::interval)::date
  - (p_at < ((((p_at at time zone p_time_zone) - p_start::interval)::date + p_start) at time zone p_time_zone))::integer
  + (p_at >= ((((p_at at time zone p_time_zone) - p_start::interval)::date + 1
    + p_start) at time zone p_time_zone))::integer;
comment on function app.local_gaming_day(timestamptz, text, time) is
  'The gaming day an instant belongs to: the one that started last, by the casino''s wall clock. Wall time, not '
  'elapsed time, so it is right across daylight-saving changes, when a gaming day has 23 or 25 hours.';

create function app.gaming_day(p_casino_id uuid, p_at timestamptz default now())
returns date
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select app.local_gaming_day(p_at, time_zone, gaming_day_start) from public.casino_settings
      where casino_id = p_casino_id
  );
end;
$$;
comment on function app.gaming_day(uuid, timestamptz) is
  'The casino''s gaming day at an instant. The one function for it; never computed in the browser or the web server.';

create function app.local_gaming_day_start(p_gaming_day date, p_time_zone text, p_start time)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
begin
  return (p_gaming_day + p_start) at time zone p_time_zone;
end;
$$;
comment on function app.local_gaming_day_start(date, text, time) is
  'The instant a gaming day begins by a wall clock, for who has the casino''s settings at hand.';

create function app.gaming_day_start(p_casino_id uuid, p_gaming_day date)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select app.local_gaming_day_start(p_gaming_day, time_zone, gaming_day_start) from public.casino_settings
      where casino_id = p_casino_id
  );
end;
$$;
comment on function app.gaming_day_start(uuid, date) is
  'The instant a gaming day begins. A gaming day is the time from its start up to, not including, the start of the '
  'next one: 23 or 25 hours when the clocks change.';

create function app.require_gaming_day(p_ctx app.rls_context, p_gaming_day date)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if (p_gaming_day between date '2000-01-01' and p_ctx.gaming_day + 1) is not true then
    perform app.invalid('gamingDay', 'gamingDay');
  end if;
end;
$$;
comment on function app.require_gaming_day(app.rls_context, date) is
  'VALIDATION_FAILED for a gaming day that can hold nothing: before 2000, or after tomorrow.';

create function app.is_aged(p_birth_date date, p_years integer, p_on date)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- From the birth date's side of the calendar: who was born on 29 February is a year older on 1 March of a common
  -- year.
  return p_birth_date <= (p_on - make_interval(years => p_years))::date;
end;
$$;
comment on function app.is_aged(date, integer, date) is
  'Whether somebody born then is so many years old on a day. Null for an unknown birth date.';

create function app.is_of_age(p_casino_id uuid, p_birth_date date)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select app.is_aged(p_birth_date, minimum_age_years, (now() at time zone time_zone)::date)
    from public.casino_settings where casino_id = p_casino_id
  );
end;
$$;
comment on function app.is_of_age(uuid, date) is
  'Whether somebody born then is old enough for the casino, by the calendar on its wall today, which is not the '
  'gaming day: a birthday begins at midnight. Null for an unknown birth date.';

-- ---- 15_casino/internal/intents.sql ----

-- Each intent once, with its row in the audit trail; a refusal can be on record, too.

create function app.write_audit(
  p_ctx app.rls_context,
  p_action text,
  p_entity_type text,
  p_entity_id uuid,
  p_before jsonb,
  p_after jsonb,
  p_idempotency_key text default null,
  p_request_hash bytea default null,
  p_outcome text default 'done'
)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  -- An action is written `<domain>.<verb>`, so that its domain needs no second argument.
  insert into public.audit_log (casino_id, gaming_day, staff_id, staff_role, domain, action, entity_type, entity_id,
    outcome,
    before, after, correlation_id, idempotency_key, request_hash)
  values (p_ctx.casino_id, p_ctx.gaming_day, p_ctx.staff_id, p_ctx.role, split_part(p_action, '.', 1), p_action,
    p_entity_type,
    p_entity_id, p_outcome, p_before, p_after, p_ctx.correlation_id, p_idempotency_key, p_request_hash)
  on conflict (casino_id, idempotency_key) where idempotency_key is not null do nothing;
  return found;
end;
$$;
comment on function app.write_audit(app.rls_context, text, text, uuid, jsonb, jsonb, text, bytea, text) is
  'Adds the one audit row of a mutating call or of a ledger entry, and with a key claims it for good: false, having '
  'written nothing, when another operation of the casino has the key. Of several at once, the first to commit has it '
  'and the others wait to see. `p_action` is `<domain>.<verb>`; `outcome` is done or refused (an attempt that must be '
  'on record).';

create function app.begin_call(
  p_operation text,
  p_capability text,
  p_idempotency_key text,
  p_request jsonb,
  p_correlation_id uuid default null,
  p_own_keys text default null
)
returns app.call
language plpgsql
set search_path = ''
as $$
declare
  -- The first of several calls with one key goes on; the others wait here, and then see what it did. In a step of its
  -- own, for what a statement reads is as old as its beginning.
  v_lock constant text := pg_advisory_xact_lock(hashtextextended(p_idempotency_key, 0));
  v_call app.call;
begin
  select row(c.casino_id, c.staff_id, c.role, coalesce(p_correlation_id, app.uuid_v7()), c.gaming_day)::app.rls_context,
    c.staff_name, c.reward_soft_cap_points, c.rewards_per_minute, p_idempotency_key,
    app.request_hash(p_operation, p_request),
    a.id is not null, a.request_hash, a.entity_id, a.after
  into v_call
  from app.caller() c
  left join public.audit_log a on a.casino_id = c.casino_id and a.idempotency_key = p_idempotency_key
  where p_capability is null or app.may(c.role, p_capability);
  if not found then
    -- A stranger is refused by the first.
    perform app.refuse_capability(app.set_rls_context_from_staff(), p_capability);
  end if;
  if app.is_ordinary_key(p_idempotency_key) is not true then
    perform app.require_idempotency_key(p_idempotency_key, p_own_keys);
  end if;
  return v_call;
end;
$$;
comment on function app.begin_call(text, text, text, jsonb, uuid, text) is
  'First statement of every RPC that changes something: who calls, whether they may, and whether it was done before, '
  'in one look. Then the request is validated, a call with is_replay answered by app.replay, and everything else goes '
  'on to app.finish_call. A null capability is what every active member of staff may. p_request is what makes two '
  'calls the same, normalized; p_own_keys as in app.require_idempotency_key. UNAUTHENTICATED, FORBIDDEN, '
  'VALIDATION_FAILED for the key.';

create function app.replay(p_call app.call)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  if p_call.answered_request_hash is distinct from p_call.request_hash then
    perform app.fail(422, 'IDEMPOTENCY_KEY_REUSED');
  end if;
  return p_call.answer || jsonb_build_object('is_existing', true);
end;
$$;
comment on function app.replay(app.call) is
  'The answer of a call that is_replay: the original one, with is_existing true. IDEMPOTENCY_KEY_REUSED when the key '
  'belongs to another request.';

create function app.finish_call(
  p_call app.call,
  p_action text,
  p_entity_type text,
  p_entity_id uuid,
  p_before jsonb,
  p_answer jsonb
)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  if not app.write_audit(p_call.ctx, p_action, p_entity_type, p_entity_id, p_before, p_answer, p_call.idempotency_key,
    p_call.request_hash) then
    -- A writer that begins no call, such as a late accrual, took the key meanwhile.
    perform app.fail(422, 'IDEMPOTENCY_KEY_REUSED');
  end if;
  return p_answer || jsonb_build_object('is_existing', false);
end;
$$;
comment on function app.finish_call(app.call, text, text, uuid, jsonb, jsonb) is
  'Last statement of every RPC that changes something: the audit row, which claims the key and keeps the answer for '
  'replays; the caller gets it with is_existing false. What posts an entry of the ledger ends with '
  'app.finish_with_entry instead.';

create function app.answer_refusal(p_status integer, p_code text)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  perform set_config('response.status', p_status::text, true);
  return jsonb_build_object('code', 'PT' || p_status::text, 'message', p_code, 'details', '{}', 'hint', '');
end;
$$;
comment on function app.answer_refusal(integer, text) is
  'A refusal that is returned and not raised, so that what was put on record stays: the API answers the status with '
  'the very body an exception would give.';

-- ---- 15_casino/internal/settings.sql ----

create function app.settings_json(p_settings public.casino_settings)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(p_settings) - 'casino_id'
    || jsonb_build_object('gaming_day_start', to_char(p_settings.gaming_day_start, 'HH24:MI'));
end;
$$;
comment on function app.settings_json(public.casino_settings) is 'The settings as every RPC answers them.';

-- ---- 15_casino/internal/staff.sql ----

-- Who is calling, who may do what (the one matrix), and what people are called.

create function app.role_capabilities(p_role public.staff_role)
returns text[]
language sql
immutable
return case p_role
    when 'dealer' then array['floor.read']
    when 'pit_boss' then array['floor.read', 'slip.manage', 'reward.issue', 'coupon.manage', 'dashboard.read',
      'shift.manage',
      'mtl.write', 'mtl.read']
    when 'cashier' then array['floor.read', 'mtl.write', 'mtl.read']
    when 'loyalty_manager'
      then array['floor.read', 'ledger.correct', 'catalog.write', 'import.manage', 'reconcile.apply',
      'reconcile.revert', 'dashboard.read', 'audit.read', 'ledger.verify']
    when 'compliance' then array['floor.read', 'dashboard.read', 'mtl.read', 'audit.read', 'ledger.verify',
      'exclusion.read', 'exclusion.write', 'pack.make']
    when 'admin' then array['floor.read', 'slip.manage', 'reward.issue', 'coupon.manage', 'ledger.correct',
      'catalog.write',
      'import.manage', 'reconcile.apply', 'reconcile.revert', 'dashboard.read', 'shift.manage', 'mtl.write', 'mtl.read',
      'audit.read', 'ledger.verify', 'settings.write', 'staff.manage', 'exclusion.read', 'exclusion.write', 'pack.make']
end;
comment on function app.role_capabilities(public.staff_role) is
  'The role matrix, in its only place. Segregation of duties: who issues on the floor does not set prices.';

create function app.current_casino_id()
returns uuid
language sql
stable
security definer
set search_path = ''
as $$
  select casino_id from public.staff where user_id = (select auth.uid()) and is_active;
$$;
comment on function app.current_casino_id() is
  'The casino of the caller''s active staff row, or null: a stale token of a deactivated person reads nothing. Used '
  'by every policy.';

create function app.current_staff_can(p_capability text)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(
    (select p_capability = any (app.role_capabilities(role)) from public.staff where user_id = (select auth.uid())
      and is_active),
    false
  );
$$;
comment on function app.current_staff_can(text) is
  'Whether the caller''s active staff row has the capability. For policies narrower than the casino.';

create function app.staff_name(p_casino_id uuid, p_staff_id uuid)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_staff_id is null then
    return null;
  end if;
  return (select full_name from public.staff where casino_id = p_casino_id and id = p_staff_id);
end;
$$;
comment on function app.staff_name(uuid, uuid) is 'The name of who acted; null for the system.';

create function app.worker_context(p_casino_id uuid)
returns app.rls_context
language plpgsql
stable
set search_path = ''
as $$
begin
  return row(p_casino_id, null, null, app.uuid_v7(), app.gaming_day(p_casino_id))::app.rls_context;
end;
$$;
comment on function app.worker_context(uuid) is
  'The context of what the system does by itself in one casino: nobody acts, and the correlation id is new. For '
  'rpc_worker_ functions only.';

create function app.caller()
returns table (
  casino_id uuid,
  staff_id uuid,
  role public.staff_role,
  gaming_day date,
  staff_name text,
  reward_soft_cap_points integer,
  rewards_per_minute integer
)
language sql
stable
begin atomic
  select s.casino_id, s.id, s.role, app.local_gaming_day(now(), cs.time_zone, cs.gaming_day_start), s.full_name,
    cs.reward_soft_cap_points, cs.rewards_per_staff_per_minute
  from public.staff s
  join public.casino_settings cs on cs.casino_id = s.casino_id
  where s.user_id = (select auth.uid()) and s.is_active;
end;
comment on function app.caller() is
  'Token -> active staff -> casino and role, with the gaming day of now and what the casino set: one row, none for a '
  'stranger. Part of the statement that asks, which is why it is bound when it is made and has no search path.';

create function app.refuse_stranger()
returns void
language plpgsql
set search_path = ''
as $$
begin
  if auth.uid() is null then
    perform app.fail(401, 'UNAUTHENTICATED');
  end if;
  perform app.fail(403, 'FORBIDDEN', '{}'::jsonb, 'No active staff record for this account.');
end;
$$;
comment on function app.refuse_stranger() is
  'Refuses who is nobody of app.caller: UNAUTHENTICATED without a user, FORBIDDEN without an active staff row.';

create function app.set_rls_context_from_staff(p_correlation_id uuid default null)
returns app.rls_context
language plpgsql
set search_path = ''
as $$
declare
  v_ctx app.rls_context;
begin
  select c.casino_id, c.staff_id, c.role, coalesce(p_correlation_id, app.uuid_v7()), c.gaming_day into v_ctx
    from app.caller() c;
  if not found then
    perform app.refuse_stranger();
  end if;
  return v_ctx;
end;
$$;
comment on function app.set_rls_context_from_staff(uuid) is
  'First statement of every RPC that reads. Nothing is left in the session: who acts is passed on as this value, and '
  'no setting that a caller could forge is read. UNAUTHENTICATED without a user; FORBIDDEN without an active staff '
  'row.';

create function app.may(p_role public.staff_role, p_capability text)
returns boolean
language sql
immutable
-- For a role that the matrix does not know the comparison is null, which must refuse too.
return (p_capability = any (app.role_capabilities(p_role))) is true;
comment on function app.may(public.staff_role, text) is 'Whether a role has the capability.';

create function app.refuse_capability(p_ctx app.rls_context, p_capability text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.fail(403, 'FORBIDDEN', jsonb_build_object('capability', p_capability, 'role', p_ctx.role));
end;
$$;
comment on function app.refuse_capability(app.rls_context, text) is
  'Refuses who may not: FORBIDDEN, with the capability and the role.';

create function app.require_capability(p_ctx app.rls_context, p_capability text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if not app.may(p_ctx.role, p_capability) then
    perform app.refuse_capability(p_ctx, p_capability);
  end if;
end;
$$;
comment on function app.require_capability(app.rls_context, text) is
  'Second statement of every RPC that reads; of the others it is part of app.begin_call. FORBIDDEN when the caller''s '
  'role lacks the capability.';

-- ---- 15_casino/rpc/get_casino_settings.sql ----

create function public.rpc_get_casino_settings()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_settings public.casino_settings;
begin
  select * into v_settings from public.casino_settings where casino_id = v_ctx.casino_id;
  return app.settings_json(v_settings);
end;
$$;
comment on function public.rpc_get_casino_settings() is
  'The casino''s settings with the alert thresholds and when they were last changed. Any active person.';

-- ---- 15_casino/rpc/get_me.sql ----

create function public.rpc_get_me()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  return (
    select jsonb_build_object(
      'staff', jsonb_build_object('id', s.id, 'name', s.full_name, 'email', s.email, 'role', s.role,
        'language', s.language),
      'capabilities', to_jsonb(app.role_capabilities(s.role)),
      'casino', jsonb_build_object('id', c.id, 'slug', c.slug, 'name', c.name),
      'settings', jsonb_build_object(
        'time_zone', cs.time_zone,
        'utc_offsets', app.utc_offsets(cs.time_zone, date_trunc('day', now()) - interval '3 years',
          date_trunc('day', now()) + interval '400 days'),
        'gaming_day_start', to_char(cs.gaming_day_start, 'HH24:MI'),
        'currency', cs.currency,
        'reward_soft_cap_points', cs.reward_soft_cap_points,
        'reward_preset_points', to_jsonb(cs.reward_preset_points),
        'rewards_per_staff_per_minute', cs.rewards_per_staff_per_minute,
        'correction_debt_limit_points', cs.correction_debt_limit_points,
        'promo_require_exact_match', cs.promo_require_exact_match,
        'promo_allow_anonymous_issuance', cs.promo_allow_anonymous_issuance
      ),
      'gaming_day', v_ctx.gaming_day
    )
    from public.staff s
    join public.casino c on c.id = s.casino_id
    join public.casino_settings cs on cs.casino_id = s.casino_id
    where s.casino_id = v_ctx.casino_id and s.id = v_ctx.staff_id
  );
end;
$$;
comment on function public.rpc_get_me() is
  'The caller: staff {id, name, email, role, language}, capabilities, casino {id, slug, name}, the settings screens '
  'need, and the gaming day of now. settings.utc_offsets says when the casino''s clocks are how many seconds ahead of '
  'UTC, from three years ago to 400 days ahead, so that every device shows the time of this one copy of the zone data.';

create function app.utc_offset_at(p_time_zone text, p_at timestamptz)
returns integer
language plpgsql
stable
set search_path = ''
as $$
begin
  return extract(epoch from (p_at at time zone p_time_zone) - (p_at at time zone 'UTC'))::integer;
end;
$$;
comment on function app.utc_offset_at(text, timestamptz) is
  'How many seconds the clocks of a zone are ahead of UTC at an instant.';

create function app.utc_offsets(p_time_zone text, p_from timestamptz, p_until timestamptz)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_periods jsonb := '[]';
  v_start timestamptz := p_from;
  v_seconds integer := app.utc_offset_at(p_time_zone, p_from);
  v_same timestamptz;
  v_other timestamptz;
  v_between timestamptz;
  v_week_end timestamptz;
begin
  -- No zone changes its clocks twice within a week. So every week is looked at once, and the second of a change is
  -- found by halving its week.
  for v_week_end in select least(at, p_until)
    from generate_series(p_from + interval '7 days', p_until + interval '7 days', interval '7 days') at loop
    continue when app.utc_offset_at(p_time_zone, v_week_end) = v_seconds;
    v_same := v_week_end - interval '7 days';
    v_other := v_week_end;
    while v_other - v_same > interval '1 second' loop
      v_between := date_trunc('second', v_same + (v_other - v_same) / 2);
      if app.utc_offset_at(p_time_zone, v_between) = v_seconds then
        v_same := v_between;
      else
        v_other := v_between;
      end if;
    end loop;
    v_periods := v_periods || jsonb_build_object('starts_at', v_start, 'ends_at', v_other, 'seconds', v_seconds);
    v_start := v_other;
    v_seconds := app.utc_offset_at(p_time_zone, v_other);
  end loop;
  return v_periods || jsonb_build_object('starts_at', v_start, 'ends_at', p_until, 'seconds', v_seconds);
end;
$$;
comment on function app.utc_offsets(text, timestamptz, timestamptz) is
  'How far the clocks of a zone are ahead of UTC between two instants, both at whole seconds: [{starts_at, ends_at, '
  'seconds}], without gaps, in order.';

-- ---- 15_casino/rpc/set_language.sql ----

create function public.rpc_set_language(p_language text, p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('set_language', null, p_idempotency_key, to_jsonb(p_language), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before text;
begin
  if (p_language in ('en', 'es', 'zh-Hans')) is not true then
    perform app.invalid('language', 'oneOf', jsonb_build_object('options', 'en, es, zh-Hans'));
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  select language into v_before from public.staff
  where casino_id = v_ctx.casino_id and id = v_ctx.staff_id for no key update;
  update public.staff set language = p_language where casino_id = v_ctx.casino_id and id = v_ctx.staff_id;
  return app.finish_call(v_call, 'staff.set_language', 'staff', v_ctx.staff_id,
    jsonb_build_object('language', v_before), jsonb_build_object('language', p_language));
end;
$$;
comment on function public.rpc_set_language(text, text, uuid) is
  'Remembers which language the caller reads: en, es or zh-Hans. Answers {is_existing, language}. Every active member '
  'of staff may. VALIDATION_FAILED.';

-- ---- 15_casino/rpc/update_casino_settings.sql ----

create function public.rpc_update_casino_settings(
  p_changes jsonb,
  p_idempotency_key text,
  p_expected_updated_at timestamptz default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('update_casino_settings', 'settings.write', p_idempotency_key,
    jsonb_build_array(p_changes, extract(epoch from p_expected_updated_at)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.casino_settings;
  v_settings public.casino_settings;
begin
  -- Time zone, start of the gaming day and currency are not among them: closed gaming days keep their bounds and their
  -- money, so that a change of any would leave a day with a gap, an overlap, or sums in two currencies.
  if jsonb_typeof(p_changes) is distinct from 'object' or p_changes = '{}'::jsonb then
    perform app.invalid('changes', 'objectWithSetting');
  end if;
  perform app.require_setting(key, value) from jsonb_each(p_changes - 'alert_thresholds');
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  select * into v_before from public.casino_settings where casino_id = v_ctx.casino_id for no key update;
  -- The API writes times in milliseconds, so that a version comes back without its microseconds.
  if date_trunc('milliseconds', p_expected_updated_at) <> date_trunc('milliseconds', v_before.updated_at) then
    perform app.fail(409, 'SETTINGS_CHANGED', jsonb_build_object('updatedAt', v_before.updated_at));
  end if;
  v_settings := jsonb_populate_record(v_before, p_changes - 'alert_thresholds');
  if p_changes ? 'alert_thresholds' then
    v_settings.alert_thresholds := app.merge_alert_thresholds(v_before.alert_thresholds,
      p_changes -> 'alert_thresholds');
  end if;

  update public.casino_settings
  set reward_soft_cap_points = v_settings.reward_soft_cap_points,
    reward_preset_points = v_settings.reward_preset_points,
    rewards_per_staff_per_minute = v_settings.rewards_per_staff_per_minute,
    comp_debt_limit_points = v_settings.comp_debt_limit_points,
    correction_debt_limit_points = v_settings.correction_debt_limit_points,
    promo_require_exact_match = v_settings.promo_require_exact_match,
    promo_allow_anonymous_issuance = v_settings.promo_allow_anonymous_issuance,
    minimum_age_years = v_settings.minimum_age_years,
      auto_end_visits_after_days = v_settings.auto_end_visits_after_days,
    import_stale_after_days = v_settings.import_stale_after_days,
      watchlist_floor_cents = v_settings.watchlist_floor_cents,
    ctr_threshold_cents = v_settings.ctr_threshold_cents,
    near_ctr_first_percent = v_settings.near_ctr_first_percent,
    near_ctr_second_percent = v_settings.near_ctr_second_percent, alert_thresholds = v_settings.alert_thresholds,
    -- Always later than before, also for a call that began first and waited: each state has a time of its own.
    updated_at = greatest(now(), v_before.updated_at + interval '1 millisecond')
  where casino_id = v_ctx.casino_id
  returning * into v_settings;
  return app.finish_call(v_call, 'casino.update_settings', 'casino_settings', null, app.settings_json(v_before),
    app.settings_json(v_settings));
end;
$$;
comment on function public.rpc_update_casino_settings(jsonb, text, timestamptz, uuid) is
  'Changes the settings that p_changes names; alert_thresholds by rule and figure, the rest stays. Answers all '
  'settings and is_existing. With p_expected_updated_at only if nobody changed them since. Capability settings.write. '
  'SETTINGS_CHANGED, VALIDATION_FAILED.';

create function app.require_setting(p_field text, p_value jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_field text := app.camel_case(p_field);
begin
  case p_field
    when 'promo_require_exact_match', 'promo_allow_anonymous_issuance' then
      if jsonb_typeof(p_value) is distinct from 'boolean' then
        perform app.invalid(v_field, 'trueOrFalse');
      end if;
    when 'reward_soft_cap_points' then
      if not app.is_number_between(p_value, 1, 1000000000, true) then
        perform app.invalid(v_field, 'wholeBetween', jsonb_build_object('lowest', 1, 'highest', 1000000000));
      end if;
    when 'comp_debt_limit_points', 'correction_debt_limit_points' then
      if not app.is_number_between(p_value, 0, 1000000000, true) then
        perform app.invalid(v_field, 'wholeBetween', jsonb_build_object('lowest', 0, 'highest', 1000000000));
      end if;
    when 'rewards_per_staff_per_minute' then
      if p_value <> 'null'::jsonb and not app.is_number_between(p_value, 1, 10000, true) then
        perform app.invalid(v_field, 'wholeBetweenOrNothing', jsonb_build_object('lowest', 1, 'highest', 10000));
      end if;
    when 'minimum_age_years' then
      if not app.is_number_between(p_value, 0, 99, true) then
        perform app.invalid(v_field, 'wholeBetween', jsonb_build_object('lowest', 0, 'highest', 99));
      end if;
    when 'auto_end_visits_after_days' then
      if p_value <> 'null'::jsonb and not app.is_number_between(p_value, 1, 30, true) then
        perform app.invalid(v_field, 'wholeBetweenOrNothing', jsonb_build_object('lowest', 1, 'highest', 30));
      end if;
    when 'import_stale_after_days' then
      if not app.is_number_between(p_value, 1, 3650, true) then
        perform app.invalid(v_field, 'wholeBetween', jsonb_build_object('lowest', 1, 'highest', 3650));
      end if;
    when 'watchlist_floor_cents', 'ctr_threshold_cents' then
      if not app.is_number_between(p_value, 1, 100000000000, true) then
        perform app.invalid(v_field, 'centsBetween', jsonb_build_object('lowest', 1, 'highest', 100000000000));
      end if;
    when 'near_ctr_first_percent', 'near_ctr_second_percent' then
      if not app.is_number_between(p_value, 1, 100, true) then
        perform app.invalid(v_field, 'wholeBetween', jsonb_build_object('lowest', 1, 'highest', 100));
      end if;
    when 'reward_preset_points' then
      if jsonb_typeof(p_value) is distinct from 'array' or jsonb_array_length(p_value) not between 1 and 6
        or exists (select 1 from jsonb_array_elements(p_value) points
          where not app.is_number_between(points, 1, 1000000000, true)) then
        perform app.invalid(v_field, 'presetAmounts');
      end if;
    else
      perform app.invalid(left(v_field, 60), 'noSuchSetting');
  end case;
end;
$$;
comment on function app.require_setting(text, jsonb) is
  'VALIDATION_FAILED, naming the setting, unless it may be changed here and the value is right for it.';

create function app.merge_alert_thresholds(p_thresholds jsonb, p_changes jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_merged jsonb := p_thresholds;
  v_change record;
begin
  if jsonb_typeof(p_changes) is distinct from 'object' then
    perform app.invalid('alertThresholds', 'rulesToChange');
  end if;
  for v_change in select key as rule, value as fields from jsonb_each(p_changes) loop
    -- A rule that is no object is put in as it is, and the check of the merged whole then refuses it by name.
    v_merged := v_merged || jsonb_build_object(v_change.rule, case jsonb_typeof(v_change.fields)
      when 'object' then coalesce(p_thresholds -> v_change.rule, '{}'::jsonb) || v_change.fields
      else v_change.fields
    end);
  end loop;
  return v_merged;
end;
$$;
comment on function app.merge_alert_thresholds(jsonb, jsonb) is
  'The thresholds with some figures of some rules changed.';

-- ---- 15_casino/policies.sql ----

alter table public.casino enable row level security;
alter table public.casino_settings enable row level security;
alter table public.staff enable row level security;
alter table public.audit_log enable row level security;

create policy "Staff read their own casino" on public.casino
  for select to authenticated using (id = (select app.current_casino_id()));
create policy "Staff read the settings of their own casino" on public.casino_settings
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the people of their own casino" on public.staff
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Auditors read the audit trail of their own casino" on public.audit_log
  for select to authenticated
  using (
    casino_id = (select app.current_casino_id())
    and (select app.current_staff_can('audit.read'))
    and (domain <> 'exclusion' or (select app.current_staff_can('exclusion.read')))
    and (domain not in ('mtl', 'ctr') or (select app.current_staff_can('mtl.read')))
  );

grant select on public.casino, public.casino_settings, public.staff, public.audit_log to authenticated;
grant select on public.casino, public.casino_settings, public.staff, public.audit_log to service_role;
grant execute on function app.current_casino_id() to authenticated;
grant execute on function app.current_staff_can(text) to authenticated;

-- ---- 20_floor/tables.sql ----

-- Floor: pits, tables, players, visits and rating slips.

create type public.game_type as enum ('blackjack', 'roulette', 'baccarat', 'craps');
create type public.table_status as enum ('open', 'closed');
create type public.visit_kind as enum ('rated', 'unrated');
create type public.slip_status as enum ('open', 'paused', 'closed');
create type public.accrual_status as enum ('pending', 'posted', 'none', 'held');

create table public.pit (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  name text not null check (length(name) between 1 and 100),
  sort_order integer not null default 0,
  primary key (casino_id, id),
  unique (casino_id, name)
);
comment on table public.pit is 'A group of gaming tables.';

create table public.game_settings (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  game_type public.game_type not null,
  house_edge numeric(6, 5) not null check (house_edge > 0 and house_edge < 1),
  decisions_per_hour integer not null check (decisions_per_hour between 1 and 1000),
  primary key (casino_id, id),
  unique (casino_id, game_type)
);
comment on table public.game_settings is
  'House edge (a fraction: 0.0526 is 5.26 %) and pace of each game at this casino.';

create table public.gaming_table (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  pit_id uuid not null,
  label text not null check (length(label) between 1 and 20),
  game_type public.game_type not null,
  seat_count integer not null check (seat_count between 1 and 20),
  min_bet_cents bigint not null check (min_bet_cents > 0),
  max_bet_cents bigint not null check (max_bet_cents >= min_bet_cents),
  status public.table_status not null default 'open',
  last_played_at timestamptz not null default now(),
  primary key (casino_id, id),
  unique (casino_id, label),
  foreign key (casino_id, pit_id) references public.pit (casino_id, id),
  foreign key (casino_id, game_type) references public.game_settings (casino_id, game_type)
);
comment on table public.gaming_table is 'A table on the floor: its game, its limits in cents, whether it is open.';
comment on column public.gaming_table.last_played_at is
  'When play last ended here, by a slip that closed or went elsewhere. Of a table without a live slip, since when it '
  'is idle.';
create index gaming_table_pit on public.gaming_table (casino_id, pit_id);
create index gaming_table_game on public.gaming_table (casino_id, game_type);

create table public.player (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  first_name text not null check (length(first_name) between 1 and 100),
  last_name text not null check (length(last_name) between 1 and 100),
  loyalty_id text check (length(loyalty_id) between 1 and 50),
  birth_date date,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  loyalty_id_key text collate "C" generated always as (app.loyalty_id_key(loyalty_id)) stored,
  name_key text collate "C" not null generated always as (app.name_key(first_name || ' ' || last_name)) stored,
  person_key text collate "C" generated always as (app.person_key(first_name, last_name)) stored,
  first_key text collate "C" not null generated always as (app.name_key(first_name)) stored,
  last_key text collate "C" not null generated always as (app.name_key(last_name)) stored,
  search_text text collate "C" not null generated always as (app.name_key(first_name || ' ' || last_name || ' '
    || coalesce(loyalty_id, ''))) stored,
  primary key (casino_id, id),
  unique (casino_id, loyalty_id_key)
);
comment on table public.player is 'A patron, enrolled at one casino.';
comment on column public.player.version is 'Counts the corrections of name and birth date.';
comment on column public.player.loyalty_id_key is
  'What the loyalty id is compared by: within a casino h102664 and H102664 are one card.';
comment on column public.player.name_key is 'First and last name as search and comparison see them.';
comment on column public.player.person_key is
  'First and last name however they are written, to tell whether a file means the same person.';
comment on column public.player.search_text is
  'What the search looks into: the words of the name and of the loyalty id.';
create index player_person on public.player (casino_id, person_key, birth_date) where birth_date is not null;

create table public.visit (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  player_id uuid not null,
  kind public.visit_kind not null default 'rated',
  gaming_day date not null,
  started_at timestamptz not null default now(),
  ended_at timestamptz check (ended_at >= started_at),
  primary key (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id)
);
comment on table public.visit is 'A stay, from check-in to check-out. A player has at most one running.';
create index visit_player on public.visit (casino_id, player_id, started_at desc) include (gaming_day);
create unique index visit_one_running on public.visit (casino_id, player_id) where ended_at is null;
create index visit_gaming_day on public.visit (casino_id, gaming_day);

create table public.rating_slip (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  visit_id uuid not null,
  player_id uuid not null,
  table_id uuid not null,
  seat integer not null check (seat between 1 and 20),
  status public.slip_status not null default 'open',
  average_bet_cents bigint not null check (average_bet_cents >= 0),
  gaming_day date not null,
  started_at timestamptz not null default now(),
  paused_at timestamptz,
  paused_seconds integer not null default 0 check (paused_seconds >= 0),
  ended_at timestamptz,
  bet_entry jsonb not null default '{}',
  stretches jsonb not null default '[]',
  banked_seconds integer not null default 0 check (banked_seconds >= 0),
  banked_theo_x3600 numeric not null default 0 check (banked_theo_x3600 >= 0),
  theo_cents bigint,
  policy_snapshot jsonb not null,
  earn_snapshot jsonb,
  accrual_status public.accrual_status,
  accrual_tried_at timestamptz,
  primary key (casino_id, id),
  foreign key (casino_id, visit_id) references public.visit (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, table_id) references public.gaming_table (casino_id, id),
  check ((status = 'closed') = (ended_at is not null)),
  check ((status = 'closed') = (theo_cents is not null)),
  check ((status = 'closed') = (accrual_status is not null)),
  check ((status = 'paused') = (paused_at is not null))
);
comment on table public.rating_slip is 'One stretch of play inside a visit: one seat at a time, one running clock.';
comment on column public.rating_slip.policy_snapshot is
  'House edge and decisions per hour of the game, frozen when the slip opened: {game_type, house_edge, '
  'decisions_per_hour}.';
comment on column public.rating_slip.earn_snapshot is
  'What turns theo into points, frozen when the slip closed, so that a late accrual earns what the one on time would '
  'have: {points_per_theo, default_point_multiplier, rounding_policy, is_active, tier, tier_multiplier, '
  'tier_change_no (the player''s last change of tier by then)}. Null when it could not be read then.';
comment on column public.rating_slip.accrual_status is
  'Of a closed slip: posted (an entry carries its points), none (there was nothing to post), pending (accrual failed, '
  'and rpc_worker_accrue_missing will repair it), or held (the house closed it on a visit that nobody ended, and '
  'nothing is paid until somebody settles it).';
comment on column public.rating_slip.accrual_tried_at is
  'When an accrual last failed; who failed longest ago is tried next.';
comment on column public.rating_slip.bet_entry is
  'How the average bet in force was entered: {at, corrected_from_cents, confirmed_above_maximum_cents}. Without at, '
  'the slip was opened with it.';
comment on column public.rating_slip.stretches is
  'The play before the bet, table and clock in force, oldest first: [{table_label, game_type, house_edge, '
  'decisions_per_hour, average_bet_cents, bet_entry, started_at, paused_seconds, from_seconds, until_seconds}]. '
  'Seconds are seconds of play; paused_seconds those of the pauses before it. What is played since follows from the '
  'slip itself.';
comment on column public.rating_slip.banked_theo_x3600 is
  'Theo of the stretches, over banked_seconds, in 3600ths of a cent: exact, where cents are rounded.';
comment on column public.rating_slip.theo_cents is
  'Theo of a closed slip to the cent, to be shown. Points come from app.slip_theo_x3600.';
create unique index rating_slip_one_live_per_seat on public.rating_slip (casino_id, table_id, seat)
  where status <> 'closed';
create unique index rating_slip_one_live_per_player_and_table on public.rating_slip (casino_id, player_id, table_id)
  where status <> 'closed';
create index rating_slip_visit on public.rating_slip (casino_id, visit_id);
create index rating_slip_player on public.rating_slip (casino_id, player_id);
create index rating_slip_table on public.rating_slip (casino_id, table_id);
create index rating_slip_held on public.rating_slip (casino_id, id) where accrual_status = 'held';
create index rating_slip_accrual_pending on public.rating_slip (casino_id, accrual_tried_at nulls first, id)
  where accrual_status = 'pending';

-- ---- 20_floor/internal/bets.sql ----

-- What a bet must be, and how one above the table's maximum is marked.

create function app.marked_bet_entry(p_bet_entry jsonb, p_maximum_cents bigint)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_strip_nulls(p_bet_entry || jsonb_build_object('confirmed_above_maximum_cents', p_maximum_cents));
end;
$$;
comment on function app.marked_bet_entry(jsonb, bigint) is
  'How a bet was entered, with the table''s maximum that it was confirmed above; without the mark for null.';

create function app.require_average_bet(p_average_bet_cents bigint)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_average_bet_cents is null or p_average_bet_cents not between 0 and 1000000000 then
    perform app.invalid('averageBetCents', 'centsBetween', jsonb_build_object('lowest', 0, 'highest', 1000000000));
  end if;
end;
$$;
comment on function app.require_average_bet(bigint) is
  'VALIDATION_FAILED unless the average bet is 0 to 10 million in the currency''s units.';

create function app.confirmed_above(p_average_bet_cents bigint, p_table public.gaming_table, p_is_confirmed boolean)
returns bigint
language plpgsql
set search_path = ''
as $$
begin
  if p_average_bet_cents <= p_table.max_bet_cents then
    return null;
  end if;
  if p_is_confirmed is not true then
    perform app.fail(409, 'BET_ABOVE_MAXIMUM',
      jsonb_build_object('averageBetCents', p_average_bet_cents, 'maxBetCents', p_table.max_bet_cents,
      'tableLabel', p_table.label));
  end if;
  return p_table.max_bet_cents;
end;
$$;
comment on function app.confirmed_above(bigint, public.gaming_table, boolean) is
  'The maximum of the table that an average bet was confirmed to be above, for the slip to remember; null for a bet '
  'within it. BET_ABOVE_MAXIMUM (averageBetCents, maxBetCents, tableLabel) for one that nobody confirmed.';

-- ---- 20_floor/internal/end_of_play.sql ----

-- A slip as it was when play ended, which may be earlier than its close.

create function app.slip_until(p_slip public.rating_slip, p_ended_at timestamptz)
returns public.rating_slip
language plpgsql
stable
set search_path = ''
as $$
declare
  v_slip public.rating_slip := p_slip;
  v_elapsed constant bigint := floor(extract(epoch from p_ended_at - p_slip.started_at));
  v_stretches jsonb;
  v_last jsonb;
begin
  select coalesce(jsonb_agg(stretch || jsonb_build_object('until_seconds',
    least((stretch ->> 'until_seconds')::bigint, v_elapsed - (stretch ->> 'paused_seconds')::bigint)) order by place),
      '[]'::jsonb)
  into v_stretches
  from jsonb_array_elements(app.all_stretches(p_slip, now())) with ordinality listed (stretch, place)
  where v_elapsed - (stretch ->> 'paused_seconds')::bigint > (stretch ->> 'from_seconds')::bigint;
  v_last := v_stretches -> -1;
  v_slip.ended_at := p_ended_at;
  -- All play is banked, also the last stretch: of a slip that went on at another table since, only the stretch still
  -- knows where it was.
  v_slip.stretches := v_stretches;
  v_slip.banked_seconds := coalesce((v_last ->> 'until_seconds')::bigint, 0);
  v_slip.banked_theo_x3600 := app.stretches_theo_x3600(v_stretches);
  -- A pause after the end of play was no pause.
  v_slip.paused_seconds := greatest(0, v_elapsed - v_slip.banked_seconds);
  if v_last is not null then
    v_slip.average_bet_cents := (v_last ->> 'average_bet_cents')::bigint;
    v_slip.bet_entry := v_last -> 'bet_entry';
    v_slip.policy_snapshot := jsonb_build_object('game_type', v_last -> 'game_type', 'house_edge',
      v_last -> 'house_edge',
      'decisions_per_hour', v_last -> 'decisions_per_hour');
  end if;
  return v_slip;
end;
$$;
comment on function app.slip_until(public.rating_slip, timestamptz) is
  'The slip as if it had ended at an earlier instant: stretches after it are gone, the one it lies in is cut, and '
  'bet, pace and edge are those of the last that is left.';

create function app.note_end_of_play(p_slip public.rating_slip)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.gaming_table
  set last_played_at = greatest(last_played_at, coalesce(p_slip.ended_at, p_slip.paused_at, now()))
  where casino_id = p_slip.casino_id and id = p_slip.table_id;
end;
$$;
comment on function app.note_end_of_play(public.rating_slip) is
  'Keeps on the slip''s table when play on it last ended. The table''s row is the last lock a step on the floor '
  'takes.';

create function app.require_end_within(p_slip public.rating_slip, p_ended_at timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- Answers give the start to the millisecond, and that very time has to be accepted as an end.
  if p_ended_at < date_trunc('milliseconds', p_slip.started_at) or p_ended_at > now() then
    perform app.invalid('endedAt', 'endedAt');
  end if;
end;
$$;
comment on function app.require_end_within(public.rating_slip, timestamptz) is
  'VALIDATION_FAILED for an end before the slip began or still to come. Null is no earlier end.';

create function app.ended_slip(p_slip public.rating_slip, p_ended_at timestamptz)
returns public.rating_slip
language plpgsql
stable
set search_path = ''
as $$
declare
  v_slip public.rating_slip := p_slip;
begin
  perform app.require_end_within(p_slip, p_ended_at);
  -- A slip closed while paused ends where the pause began: the pause was not play. Nothing ends before it began, also
  -- when the clock was set back.
  v_slip.ended_at := greatest(p_slip.started_at,
    coalesce(least(p_ended_at, p_slip.paused_at), p_slip.paused_at, now()));
  if v_slip.ended_at < least(p_slip.paused_at, now()) then
    v_slip := app.slip_until(p_slip, v_slip.ended_at);
  end if;
  return v_slip;
end;
$$;
comment on function app.ended_slip(public.rating_slip, timestamptz) is
  'A live slip with the end, the stretches and the theo that closing it gives it: now, or at p_ended_at. '
  'VALIDATION_FAILED for an end outside the slip.';

-- ---- 20_floor/internal/seats.sql ----

create function app.require_free_seat(p_ctx app.rls_context, p_table_id uuid, p_seat integer,
  p_mover_id uuid default null)
returns public.gaming_table
language plpgsql
set search_path = ''
as $$
declare
  v_table public.gaming_table;
begin
  select * into v_table from public.gaming_table where casino_id = p_ctx.casino_id and id = p_table_id;
  if not found then
    perform app.fail(404, 'TABLE_NOT_FOUND');
  end if;
  if v_table.status <> 'open' then
    perform app.fail(409, 'TABLE_NOT_OPEN', jsonb_build_object('tableLabel', v_table.label));
  end if;
  if p_seat is null or p_seat not between 1 and v_table.seat_count then
    perform app.invalid('seat', 'seats', jsonb_build_object('highest', v_table.seat_count));
  end if;
  -- Looked up before anything is written: two slips that change places would else wait for each other's index entry.
  if exists (
    select 1 from public.rating_slip
    where casino_id = p_ctx.casino_id and table_id = p_table_id and seat = p_seat and status <> 'closed'
      and id is distinct from p_mover_id
  ) then
    perform app.fail(409, 'SEAT_TAKEN');
  end if;
  return v_table;
end;
$$;
comment on function app.require_free_seat(app.rls_context, uuid, integer, uuid) is
  'The open table that has this seat, with nobody else on it; of two that come at once the unique index decides. '
  'TABLE_NOT_FOUND, TABLE_NOT_OPEN, VALIDATION_FAILED, SEAT_TAKEN.';

create function app.fail_seat_conflict(p_constraint text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_constraint = 'rating_slip_one_live_per_seat' then
    perform app.fail(409, 'SEAT_TAKEN');
  end if;
  perform app.fail(409, 'PLAYER_ALREADY_AT_TABLE');
end;
$$;
comment on function app.fail_seat_conflict(text) is
  'Says which of the two live-slip rules a unique violation broke: SEAT_TAKEN or PLAYER_ALREADY_AT_TABLE.';

-- ---- 20_floor/internal/slips.sql ----

create function app.rating_slip_json(p_slip public.rating_slip)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'id', p_slip.id,
      'visit_id', p_slip.visit_id,
      'player_id', p_slip.player_id,
      'player_name', p.first_name || ' ' || p.last_name,
      'table_id', p_slip.table_id,
      'table_label', t.label,
      'game_type', t.game_type,
      'seat', p_slip.seat,
      'status', p_slip.status,
      'average_bet_cents', p_slip.average_bet_cents,
      'confirmed_above_maximum_cents', p_slip.bet_entry -> 'confirmed_above_maximum_cents',
      'bet_entered_at', coalesce(p_slip.bet_entry -> 'at', to_jsonb(p_slip.started_at)),
      'started_at', p_slip.started_at,
      'paused_at', p_slip.paused_at,
      'ended_at', p_slip.ended_at,
      'play_seconds', app.play_seconds(p_slip, now()),
      'theo_cents', app.slip_theo_cents(p_slip, now()),
      'theo_per_hour_cents', app.theo_cents(p_slip.average_bet_cents, 3600, p_slip.policy_snapshot),
      'as_of', now()
    )
    from public.player p, public.gaming_table t
    where p.casino_id = p_slip.casino_id and p.id = p_slip.player_id
      and t.casino_id = p_slip.casino_id and t.id = p_slip.table_id
  );
end;
$$;
comment on function app.rating_slip_json(public.rating_slip) is
  'A slip as every RPC answers it. Seconds and theo hold at as_of.';

create function app.lock_slip(p_ctx app.rls_context, p_rating_slip_id uuid)
returns public.rating_slip
language plpgsql
set search_path = ''
as $$
declare
  v_slip public.rating_slip;
begin
  select * into v_slip from public.rating_slip where casino_id = p_ctx.casino_id and id = p_rating_slip_id;
  if not found then
    perform app.fail(404, 'SLIP_NOT_FOUND');
  end if;
  -- The player's balance row first, as everywhere: a reward and a close then wait for each other, and a reward can't
  -- land on a slip that closed while it was on its way.
  perform 1 from public.player_loyalty
  where casino_id = p_ctx.casino_id and player_id = v_slip.player_id
  for no key update;
  select * into v_slip from public.rating_slip
  where casino_id = p_ctx.casino_id and id = p_rating_slip_id
  for no key update;
  return v_slip;
end;
$$;
comment on function app.lock_slip(app.rls_context, uuid) is
  'Locks the player''s balance row, then the slip, and returns the slip as it is now. SLIP_NOT_FOUND for a missing '
  'slip and another casino''s alike.';

create function app.lock_live_slip(p_ctx app.rls_context, p_rating_slip_id uuid)
returns public.rating_slip
language plpgsql
set search_path = ''
as $$
declare
  v_slip public.rating_slip := app.lock_slip(p_ctx, p_rating_slip_id);
begin
  if v_slip.status = 'closed' then
    perform app.fail(409, 'SLIP_CLOSED', jsonb_build_object('endedAt', v_slip.ended_at));
  end if;
  return v_slip;
end;
$$;
comment on function app.lock_live_slip(app.rls_context, uuid) is
  'As lock_slip, and SLIP_CLOSED when the slip is closed.';

create function app.close_slip(p_ctx app.rls_context, p_slip public.rating_slip, p_accrual_status public.accrual_status)
returns public.rating_slip
language plpgsql
set search_path = ''
as $$
declare
  v_slip public.rating_slip;
begin
  update public.rating_slip
  set status = 'closed', ended_at = p_slip.ended_at, paused_at = null, paused_seconds = p_slip.paused_seconds,
    average_bet_cents = p_slip.average_bet_cents, bet_entry = p_slip.bet_entry,
      policy_snapshot = p_slip.policy_snapshot,
    stretches = p_slip.stretches, banked_seconds = p_slip.banked_seconds, banked_theo_x3600 = p_slip.banked_theo_x3600,
    theo_cents = app.slip_theo_cents(p_slip, p_slip.ended_at),
      earn_snapshot = app.earn_snapshot(p_ctx.casino_id, p_slip.player_id),
    accrual_status = p_accrual_status
  where casino_id = p_ctx.casino_id and id = p_slip.id
  returning * into v_slip;
  -- Events leave the house, and names must not: the payload has ids only.
  perform app.emit_event(p_ctx, 'rating_slip.closed', v_slip.player_id, app.rating_slip_json(v_slip) - 'player_name'
    || jsonb_build_object(
    'policy_snapshot', v_slip.policy_snapshot, 'stretches', app.all_stretches(v_slip, now()), 'paused_seconds',
      v_slip.paused_seconds,
    'gaming_day', v_slip.gaming_day, 'is_held', p_accrual_status = 'held'));
  return v_slip;
end;
$$;
comment on function app.close_slip(app.rls_context, public.rating_slip, public.accrual_status) is
  'Closes a slip whose ended_at says when, with its theo and the rates of now, and emits rating_slip.closed. Accruing '
  'is the caller''s.';

-- ---- 20_floor/internal/stretches.sql ----

-- Stretches: one bet, one table, one run of the clock.

create function app.running_stretch(p_slip public.rating_slip, p_at timestamptz)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_until bigint := app.play_seconds(p_slip, p_at);
begin
  return p_slip.policy_snapshot || jsonb_build_object(
    'table_label', (select label from public.gaming_table where casino_id = p_slip.casino_id and id = p_slip.table_id),
    'average_bet_cents', p_slip.average_bet_cents, 'bet_entry', p_slip.bet_entry,
    'started_at', p_slip.started_at + make_interval(secs => p_slip.banked_seconds + p_slip.paused_seconds),
    'paused_seconds', p_slip.paused_seconds, 'from_seconds', p_slip.banked_seconds, 'until_seconds', v_until);
end;
$$;
comment on function app.running_stretch(public.rating_slip, timestamptz) is
  'The stretch that is not banked yet, as it stands at an instant.';

create function app.all_stretches(p_slip public.rating_slip, p_at timestamptz)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_slip.status = 'closed' and app.play_seconds(p_slip, p_at) <= p_slip.banked_seconds then
    return p_slip.stretches;
  end if;
  return p_slip.stretches || app.running_stretch(p_slip, p_at);
end;
$$;
comment on function app.all_stretches(public.rating_slip, timestamptz) is
  'Every stretch of a slip, the last one of a live slip even when nothing is played on it yet. The sum of their theo '
  'is the slip''s.';

create function app.stretches_theo_x3600(p_stretches jsonb)
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
begin
  return (
    select coalesce(sum(app.theo_x3600((stretch ->> 'average_bet_cents')::bigint,
      (stretch ->> 'until_seconds')::bigint - (stretch ->> 'from_seconds')::bigint, stretch)), 0)
    from jsonb_array_elements(p_stretches) stretch
  );
end;
$$;
comment on function app.stretches_theo_x3600(jsonb) is
  'Exact theo of stretches, in 3600ths of a cent, from nothing but what they carry.';

create function app.bank_stretch(p_slip public.rating_slip, p_at timestamptz)
returns public.rating_slip
language plpgsql
stable
set search_path = ''
as $$
declare
  v_slip public.rating_slip := p_slip;
begin
  if app.play_seconds(p_slip, p_at) > p_slip.banked_seconds then
    v_slip.stretches := p_slip.stretches || app.running_stretch(p_slip, p_at);
    v_slip.banked_theo_x3600 := app.slip_theo_x3600(p_slip, p_at);
    v_slip.banked_seconds := app.play_seconds(p_slip, p_at);
  end if;
  return v_slip;
end;
$$;
comment on function app.bank_stretch(public.rating_slip, timestamptz) is
  'The slip with the play so far set down as a stretch of its own, before its bet, table or clock changes. Nothing '
  'played, nothing banked.';

-- ---- 20_floor/internal/theo.sql ----

-- The formulas of theo.

create function app.theo_x3600(p_average_bet_cents bigint, p_seconds bigint, p_snapshot jsonb)
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
begin
  return p_average_bet_cents * (p_snapshot ->> 'decisions_per_hour')::numeric * p_seconds
    * (p_snapshot ->> 'house_edge')::numeric;
end;
$$;
comment on function app.theo_x3600(bigint, bigint, jsonb) is
  'Theoretical win in 3600ths of a cent: average bet x decisions per hour x seconds played x house edge, the '
  'industry''s standard formula before it is divided by the seconds of an hour. A product of decimals, so exact; pace '
  'and edge come from the snapshot.';

create function app.whole_cents(p_theo_x3600 numeric)
returns bigint
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- In whole numbers: a decimal quotient is cut off after some digits, and rounding it would round twice.
  return div(2 * p_theo_x3600 + 3600, 7200)::bigint;
end;
$$;
comment on function app.whole_cents(numeric) is
  'Theo in cents, to be shown: 3600ths of a cent rounded half away from zero.';

create function app.theo_cents(p_average_bet_cents bigint, p_seconds bigint, p_snapshot jsonb)
returns bigint
language plpgsql
immutable
set search_path = ''
as $$
begin
  return app.whole_cents(app.theo_x3600(p_average_bet_cents, p_seconds, p_snapshot));
end;
$$;
comment on function app.theo_cents(bigint, bigint, jsonb) is
  'Theoretical win of one stretch in cents: average bet x decisions per hour x hours played x house edge, rounded '
  'half away from zero.';

create function app.play_seconds(p_slip public.rating_slip, p_at timestamptz)
returns bigint
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- A clock that is set back takes nothing away that was played.
  return greatest(0, p_slip.banked_seconds, floor(extract(epoch from
    coalesce(p_slip.ended_at, p_slip.paused_at, p_at) - p_slip.started_at)) - p_slip.paused_seconds)::bigint;
end;
$$;
comment on function app.play_seconds(public.rating_slip, timestamptz) is
  'Whole seconds played up to an instant, pauses excluded; never less than what is banked.';

create function app.slip_theo_x3600(p_slip public.rating_slip, p_at timestamptz)
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
begin
  return p_slip.banked_theo_x3600 + app.theo_x3600(p_slip.average_bet_cents,
    greatest(0, app.play_seconds(p_slip, p_at) - p_slip.banked_seconds), p_slip.policy_snapshot);
end;
$$;
comment on function app.slip_theo_x3600(public.rating_slip, timestamptz) is
  'Exact theo of a slip up to an instant, in 3600ths of a cent: the sum over its stretches, each at the bet, pace and '
  'edge in force, and the play since at those of now.';

create function app.slip_theo_cents(p_slip public.rating_slip, p_at timestamptz)
returns bigint
language plpgsql
immutable
set search_path = ''
as $$
begin
  return coalesce(p_slip.theo_cents, app.whole_cents(app.slip_theo_x3600(p_slip, p_at)));
end;
$$;
comment on function app.slip_theo_cents(public.rating_slip, timestamptz) is
  'Theo of a slip up to an instant, to the cent.';

create function app.policy_snapshot(p_casino_id uuid, p_game_type public.game_type)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('game_type', game_type, 'house_edge', house_edge, 'decisions_per_hour',
      decisions_per_hour)
    from public.game_settings
    where casino_id = p_casino_id and game_type = p_game_type
  );
end;
$$;
comment on function app.policy_snapshot(uuid, public.game_type) is
  'The game''s settings as they are now, for a slip to freeze.';

-- ---- 20_floor/internal/visits.sql ----

create function app.visit_json(p_visit public.visit)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', p_visit.id, 'player_id', p_visit.player_id, 'kind', p_visit.kind,
    'gaming_day', p_visit.gaming_day, 'started_at', p_visit.started_at, 'ended_at', p_visit.ended_at);
end;
$$;
comment on function app.visit_json(public.visit) is 'A visit as every RPC answers it.';

create function app.start_visit(p_ctx app.rls_context, p_player_id uuid, p_kind public.visit_kind)
returns public.visit
language plpgsql
set search_path = ''
as $$
declare
  v_visit public.visit;
begin
  insert into public.visit (casino_id, player_id, kind, gaming_day)
  values (p_ctx.casino_id, p_player_id, p_kind, p_ctx.gaming_day)
  on conflict (casino_id, player_id) where ended_at is null do nothing
  returning * into v_visit;
  return v_visit;
end;
$$;
comment on function app.start_visit(app.rls_context, uuid, public.visit_kind) is
  'Checks a player in; null, and nothing written, when a visit is running.';

-- ---- 20_floor/rpc/close_rating_slip.sql ----

create function public.rpc_close_rating_slip(
  p_rating_slip_id uuid,
  p_idempotency_key text,
  p_correlation_id uuid default null,
  p_ended_at timestamptz default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('close_rating_slip', 'slip.manage', p_idempotency_key,
    jsonb_build_array(p_rating_slip_id, extract(epoch from p_ended_at)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.rating_slip;
  v_slip public.rating_slip;
  v_json jsonb;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_before := app.lock_live_slip(v_ctx, p_rating_slip_id);
  v_slip := app.close_slip(v_ctx, app.ended_slip(v_before, p_ended_at), 'pending');

  v_json := app.rating_slip_json(v_slip) || jsonb_build_object('accrual', app.try_accrual(v_ctx, v_slip));
  perform app.note_end_of_play(v_slip);
  return app.finish_call(v_call, 'floor.close_rating_slip', 'rating_slip', v_slip.id, app.rating_slip_json(v_before),
    v_json);
end;
$$;
comment on function public.rpc_close_rating_slip(uuid, text, uuid, timestamptz) is
  'Ends a live slip, at p_ended_at where it was forgotten: then the play after that, and what changed after it, '
  'counts for nothing. Computes theo as the sum over its stretches (bet in force x decisions per hour x hours x '
  'edge), emits rating_slip.closed, and accrues the points. It never fails because the accrual did. Answers the slip, '
  'accrual {status: posted | pending | none, why, points, balance, tier_upgrade} and is_existing. Capability '
  'slip.manage. SLIP_NOT_FOUND, SLIP_CLOSED, VALIDATION_FAILED (an end before the slip began or still to come).';

-- ---- 20_floor/rpc/end_visit.sql ----

create function public.rpc_end_visit(p_visit_id uuid, p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('end_visit', 'slip.manage', p_idempotency_key,
    jsonb_build_array(p_visit_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.visit;
  v_visit public.visit;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  -- `for update` also holds off a slip that is being opened on this visit: its foreign key needs a share of this row.
  select * into v_before from public.visit where casino_id = v_ctx.casino_id and id = p_visit_id for update;
  if not found then
    perform app.fail(404, 'VISIT_NOT_FOUND');
  end if;
  if v_before.ended_at is not null then
    perform app.fail(409, 'VISIT_ENDED', jsonb_build_object('endedAt', v_before.ended_at));
  end if;
  if exists (select 1 from public.rating_slip where casino_id = v_ctx.casino_id and visit_id = p_visit_id
    and status <> 'closed') then
    perform app.fail(409, 'VISIT_HAS_LIVE_SLIP');
  end if;

  -- The clock may have been set back since the player checked in.
  update public.visit set ended_at = greatest(now(), started_at)
  where casino_id = v_ctx.casino_id and id = p_visit_id
  returning * into v_visit;
  return app.finish_call(v_call, 'floor.end_visit', 'visit', v_visit.id, app.visit_json(v_before),
    app.visit_json(v_visit));
end;
$$;
comment on function public.rpc_end_visit(uuid, text, uuid) is
  'Checks a player out. Answers the visit and is_existing. Capability slip.manage. VISIT_NOT_FOUND, VISIT_ENDED, '
  'VISIT_HAS_LIVE_SLIP.';

-- ---- 20_floor/rpc/get_rating_slip.sql ----

create function public.rpc_get_rating_slip(p_rating_slip_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_slip public.rating_slip;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  select * into v_slip from public.rating_slip where casino_id = v_ctx.casino_id and id = p_rating_slip_id;
  if not found then
    perform app.fail(404, 'SLIP_NOT_FOUND');
  end if;
  return app.rating_slip_json(v_slip) || jsonb_build_object('stretches', app.stretches_json(v_slip, now()),
    'accrual_status', v_slip.accrual_status);
end;
$$;
comment on function public.rpc_get_rating_slip(uuid) is
  'One slip with its stretches, oldest first: [{average_bet_cents, game_type, table_label, started_at, play_seconds, '
  'theo_cents, corrected_from_cents, confirmed_above_maximum_cents}], and its accrual_status; seconds and theo hold '
  'at as_of. Capability floor.read. SLIP_NOT_FOUND.';

create function app.stretches_json(p_slip public.rating_slip, p_at timestamptz)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_agg(jsonb_build_object(
      'average_bet_cents', stretch -> 'average_bet_cents', 'game_type', stretch -> 'game_type', 'table_label',
        stretch -> 'table_label',
      'started_at', stretch -> 'started_at',
      'play_seconds', (stretch ->> 'until_seconds')::bigint - (stretch ->> 'from_seconds')::bigint,
      'theo_cents', app.whole_cents(app.stretches_theo_x3600(jsonb_build_array(stretch))),
      'corrected_from_cents', stretch #> '{bet_entry,corrected_from_cents}',
      'confirmed_above_maximum_cents', stretch #> '{bet_entry,confirmed_above_maximum_cents}') order by place)
    from jsonb_array_elements(app.all_stretches(p_slip, p_at)) with ordinality listed (stretch, place)
  ), '[]'::jsonb);
end;
$$;
comment on function app.stretches_json(public.rating_slip, timestamptz) is
  'The stretches of a slip as the API answers them: [{average_bet_cents, game_type, table_label, started_at, '
  'play_seconds, theo_cents, corrected_from_cents, confirmed_above_maximum_cents}]. Each theo is rounded for itself; '
  'the slip''s is the sum of the exact ones.';

-- ---- 20_floor/rpc/move_rating_slip.sql ----

create function public.rpc_move_rating_slip(
  p_rating_slip_id uuid,
  p_table_id uuid,
  p_seat integer,
  p_idempotency_key text,
  p_correlation_id uuid default null,
  p_confirm_above_maximum boolean default false,
  p_confirm_excluded boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('move_rating_slip', 'slip.manage', p_idempotency_key,
    jsonb_build_array(p_rating_slip_id, p_table_id, p_seat, coalesce(p_confirm_above_maximum, false),
      coalesce(p_confirm_excluded, false)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_answer jsonb;
  v_before public.rating_slip;
  v_slip public.rating_slip;
  v_table public.gaming_table;
  v_constraint text;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_before := app.lock_live_slip(v_ctx, p_rating_slip_id);
  v_table := app.require_free_seat(v_ctx, p_table_id, p_seat, p_rating_slip_id);
  v_slip := v_before;
  if p_table_id <> v_before.table_id then
    v_slip := app.bank_stretch(v_before, now());
    v_slip.bet_entry := app.marked_bet_entry(v_before.bet_entry,
      app.confirmed_above(v_before.average_bet_cents, v_table, p_confirm_above_maximum));
    -- Another seat of the same table begins no new stretch.
    v_answer := app.hold_seat(v_ctx, v_before.player_id, p_confirm_excluded,
      jsonb_build_object('step', 'move_rating_slip', 'rating_slip_id', p_rating_slip_id, 'table_id', p_table_id,
        'seat', p_seat));
    if v_answer is not null then
      return v_answer;
    end if;
  end if;
  -- Another game has another pace and edge; another table of the same one goes on with those frozen at open.
  if v_table.game_type::text <> v_before.policy_snapshot ->> 'game_type' then
    v_slip.policy_snapshot := app.policy_snapshot(v_ctx.casino_id, v_table.game_type);
  end if;

  begin
    update public.rating_slip
    set table_id = p_table_id, seat = p_seat, bet_entry = v_slip.bet_entry, stretches = v_slip.stretches,
      banked_theo_x3600 = v_slip.banked_theo_x3600,
      banked_seconds = v_slip.banked_seconds, policy_snapshot = v_slip.policy_snapshot
    where casino_id = v_ctx.casino_id and id = p_rating_slip_id
    returning * into v_slip;
  exception when unique_violation then
    get stacked diagnostics v_constraint = constraint_name;
    perform app.fail_seat_conflict(v_constraint);
  end;
  perform app.note_end_of_play(v_before);
  return app.finish_call(v_call, 'floor.move_rating_slip', 'rating_slip', v_slip.id, app.rating_slip_json(v_before),
    app.rating_slip_json(v_slip));
end;
$$;
comment on function public.rpc_move_rating_slip(uuid, uuid, integer, text, uuid, boolean, boolean) is
  'Moves a live slip to another seat or table: one session, one clock. A move to another table banks the play so far; '
  'one to another game freezes that game''s pace and edge; one to a table whose maximum the average bet is above '
  'needs p_confirm_above_maximum. Answers the slip and is_existing. Capability slip.manage. SLIP_NOT_FOUND, '
  'SLIP_CLOSED, TABLE_NOT_FOUND, TABLE_NOT_OPEN, SEAT_TAKEN, PLAYER_NOT_TO_BE_SEATED (to another table; '
  'p_confirm_excluded, for who may read exclusions), PLAYER_ALREADY_AT_TABLE, BET_ABOVE_MAXIMUM, VALIDATION_FAILED.';

-- ---- 20_floor/rpc/open_rating_slip.sql ----

create function public.rpc_open_rating_slip(
  p_table_id uuid,
  p_seat integer,
  p_average_bet_cents bigint,
  p_idempotency_key text,
  p_visit_id uuid default null,
  p_player_id uuid default null,
  p_correlation_id uuid default null,
  p_confirm_above_maximum boolean default false,
  p_confirm_excluded boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('open_rating_slip', 'slip.manage', p_idempotency_key,
    jsonb_build_array(p_table_id, p_seat, p_average_bet_cents, p_visit_id, p_player_id,
      coalesce(p_confirm_above_maximum, false), coalesce(p_confirm_excluded, false)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_answer jsonb;
  v_table public.gaming_table;
  v_above bigint;
  v_player_id uuid;
  v_visit public.visit;
  v_slip public.rating_slip;
  v_constraint text;
begin
  perform app.require_average_bet(p_average_bet_cents);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_table := app.require_free_seat(v_ctx, p_table_id, p_seat);
  v_above := app.confirmed_above(p_average_bet_cents, v_table, p_confirm_above_maximum);
  v_player_id := app.player_to_seat(v_ctx, p_visit_id, p_player_id);
  v_answer := app.hold_seat(v_ctx, v_player_id, p_confirm_excluded,
    jsonb_build_object('step', 'open_rating_slip', 'table_id', p_table_id, 'seat', p_seat));
  if v_answer is not null then
    return v_answer;
  end if;
  v_visit := app.visit_for_slip(v_ctx, p_visit_id, v_player_id);

  begin
    insert into public.rating_slip (casino_id, visit_id, player_id, table_id, seat, average_bet_cents, bet_entry,
      gaming_day, policy_snapshot)
    values (v_ctx.casino_id, v_visit.id, v_visit.player_id, p_table_id, p_seat, p_average_bet_cents,
      app.marked_bet_entry('{}', v_above), v_ctx.gaming_day,
      app.policy_snapshot(v_ctx.casino_id, v_table.game_type))
    returning * into v_slip;
  exception when unique_violation then
    get stacked diagnostics v_constraint = constraint_name;
    perform app.fail_seat_conflict(v_constraint);
  end;
  return app.finish_call(v_call, 'floor.open_rating_slip', 'rating_slip', v_slip.id, null,
    app.rating_slip_json(v_slip));
end;
$$;
comment on function public.rpc_open_rating_slip(uuid, integer, bigint, text, uuid, uuid, uuid, boolean, boolean) is
  'Seats a player: opens a slip on a visit, or for a player (p_visit_id or p_player_id, exactly one), freezing the '
  'game''s pace and edge. An average bet above the table''s maximum needs p_confirm_above_maximum, and is marked. '
  'Answers the slip and is_existing. Capability slip.manage. TABLE_NOT_FOUND, TABLE_NOT_OPEN, VISIT_NOT_FOUND, '
  'VISIT_ENDED, PLAYER_NOT_FOUND, SEAT_TAKEN, PLAYER_NOT_TO_BE_SEATED (p_confirm_excluded, for who may read '
  'exclusions), PLAYER_ALREADY_AT_TABLE, BET_ABOVE_MAXIMUM, VALIDATION_FAILED.';

create function app.player_to_seat(p_ctx app.rls_context, p_visit_id uuid, p_player_id uuid)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
declare
  v_player_id uuid;
begin
  if (p_visit_id is null) = (p_player_id is null) then
    perform app.invalid('visitId', 'visitOrPlayer');
  end if;
  if p_visit_id is not null then
    select player_id into v_player_id from public.visit where casino_id = p_ctx.casino_id and id = p_visit_id;
    if not found then
      perform app.fail(404, 'VISIT_NOT_FOUND');
    end if;
    return v_player_id;
  end if;
  if not exists (select 1 from public.player where casino_id = p_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  return p_player_id;
end;
$$;
comment on function app.player_to_seat(app.rls_context, uuid, uuid) is
  'Whom a slip is for: the player of the visit named, or the one named. VALIDATION_FAILED, VISIT_NOT_FOUND, '
  'PLAYER_NOT_FOUND.';

create function app.visit_for_slip(p_ctx app.rls_context, p_visit_id uuid, p_player_id uuid)
returns public.visit
language plpgsql
set search_path = ''
as $$
declare
  v_visit public.visit;
begin
  select * into v_visit from public.visit
  where casino_id = p_ctx.casino_id and player_id = p_player_id
    and (id = p_visit_id or p_visit_id is null and ended_at is null)
  for key share;
  if not found and p_visit_id is null then
    v_visit := app.start_visit(p_ctx, p_player_id, 'rated');
    if v_visit.id is null then
      -- Someone else checked the player in while this call waited: theirs is the running visit.
      select * into v_visit from public.visit
      where casino_id = p_ctx.casino_id and player_id = p_player_id and ended_at is null
      for key share;
    end if;
  end if;
  if v_visit.id is null or v_visit.ended_at is not null then
    perform app.fail(409, 'VISIT_ENDED', jsonb_build_object('endedAt', v_visit.ended_at));
  end if;
  return v_visit;
end;
$$;
comment on function app.visit_for_slip(app.rls_context, uuid, uuid) is
  'The running visit of a player to open a slip on: the one named, else the one that runs, checking the player in '
  'when none does. VISIT_ENDED.';

-- ---- 20_floor/rpc/pause_rating_slip.sql ----

create function public.rpc_pause_rating_slip(p_rating_slip_id uuid, p_idempotency_key text,
  p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('pause_rating_slip', 'slip.manage', p_idempotency_key,
    jsonb_build_array(p_rating_slip_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.rating_slip;
  v_slip public.rating_slip;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_before := app.lock_live_slip(v_ctx, p_rating_slip_id);
  if v_before.status <> 'open' then
    perform app.fail(409, 'SLIP_NOT_OPEN', jsonb_build_object('status', v_before.status));
  end if;
  v_slip := app.bank_stretch(v_before, now());
  update public.rating_slip
  set status = 'paused', paused_at = greatest(now(), started_at), stretches = v_slip.stretches,
    banked_seconds = v_slip.banked_seconds,
    banked_theo_x3600 = v_slip.banked_theo_x3600
  where casino_id = v_ctx.casino_id and id = p_rating_slip_id
  returning * into v_slip;
  return app.finish_call(v_call, 'floor.pause_rating_slip', 'rating_slip', v_slip.id, app.rating_slip_json(v_before),
    app.rating_slip_json(v_slip));
end;
$$;
comment on function public.rpc_pause_rating_slip(uuid, text, uuid) is
  'Stops the clock of a running slip. Answers the slip and is_existing. Capability slip.manage. SLIP_NOT_FOUND, '
  'SLIP_CLOSED, SLIP_NOT_OPEN.';

-- ---- 20_floor/rpc/preview_slip_close.sql ----

create function public.rpc_preview_slip_close(p_rating_slip_id uuid, p_ended_at timestamptz default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_slip public.rating_slip;
begin
  perform app.require_capability(v_ctx, 'slip.manage');
  select * into v_slip from public.rating_slip where casino_id = v_ctx.casino_id and id = p_rating_slip_id;
  if not found then
    perform app.fail(404, 'SLIP_NOT_FOUND');
  end if;
  if v_slip.status = 'closed' then
    perform app.fail(409, 'SLIP_CLOSED', jsonb_build_object('endedAt', v_slip.ended_at));
  end if;
  v_slip := app.ended_slip(v_slip, p_ended_at);
  return jsonb_build_object('ended_at', v_slip.ended_at, 'play_seconds', app.play_seconds(v_slip, now()),
    'theo_cents', app.slip_theo_cents(v_slip, now())) || app.accrual_preview(v_ctx, v_slip);
end;
$$;
comment on function public.rpc_preview_slip_close(uuid, timestamptz) is
  'What closing a live slip would come to, now or at p_ended_at, and changes nothing: {ended_at, play_seconds, '
  'theo_cents, points, why}, as closing answers them; points is null where they can''t be told yet. Capability '
  'slip.manage. SLIP_NOT_FOUND, SLIP_CLOSED, VALIDATION_FAILED (an end before the slip began or still to come).';

-- ---- 20_floor/rpc/resume_rating_slip.sql ----

create function public.rpc_resume_rating_slip(
  p_rating_slip_id uuid,
  p_idempotency_key text,
  p_correlation_id uuid default null,
  p_confirm_excluded boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('resume_rating_slip', 'slip.manage', p_idempotency_key,
    jsonb_build_array(p_rating_slip_id, coalesce(p_confirm_excluded, false)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_answer jsonb;
  v_before public.rating_slip;
  v_slip public.rating_slip;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_before := app.lock_live_slip(v_ctx, p_rating_slip_id);
  if v_before.status <> 'paused' then
    perform app.fail(409, 'SLIP_NOT_PAUSED', jsonb_build_object('status', v_before.status));
  end if;
  v_answer := app.hold_seat(v_ctx, v_before.player_id, p_confirm_excluded,
    jsonb_build_object('step', 'resume_rating_slip', 'rating_slip_id', p_rating_slip_id));
  if v_answer is not null then
    return v_answer;
  end if;
  update public.rating_slip
  set status = 'open', paused_at = null,
    -- Where the clock was set back during the pause, it counts as 0 seconds and not as a negative time.
    paused_seconds = paused_seconds + greatest(0, ceil(extract(epoch from now() - paused_at)))::integer
  where casino_id = v_ctx.casino_id and id = p_rating_slip_id
  returning * into v_slip;
  return app.finish_call(v_call, 'floor.resume_rating_slip', 'rating_slip', v_slip.id, app.rating_slip_json(v_before),
    app.rating_slip_json(v_slip));
end;
$$;
comment on function public.rpc_resume_rating_slip(uuid, text, uuid, boolean) is
  'Starts the clock of a paused slip again; the pause never counts as play. Answers the slip and is_existing. '
  'Capability slip.manage. SLIP_NOT_FOUND, SLIP_CLOSED, SLIP_NOT_PAUSED, PLAYER_NOT_TO_BE_SEATED (p_confirm_excluded, '
  'for who may read exclusions).';

-- ---- 20_floor/rpc/start_visit.sql ----

create function public.rpc_start_visit(
  p_player_id uuid,
  p_idempotency_key text,
  p_kind public.visit_kind default 'rated',
  p_correlation_id uuid default null,
  p_confirm_excluded boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('start_visit', 'slip.manage', p_idempotency_key,
    jsonb_build_array(p_player_id, p_kind, coalesce(p_confirm_excluded, false)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_answer jsonb;
  v_visit public.visit;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  v_answer := app.hold_seat(v_ctx, p_player_id, p_confirm_excluded, jsonb_build_object('step', 'start_visit'));
  if v_answer is not null then
    return v_answer;
  end if;
  v_visit := app.start_visit(v_ctx, p_player_id, coalesce(p_kind, 'rated'));
  if v_visit.id is null then
    perform app.fail(409, 'VISIT_ALREADY_OPEN', jsonb_build_object('playerId', p_player_id));
  end if;
  return app.finish_call(v_call, 'floor.start_visit', 'visit', v_visit.id, null, app.visit_json(v_visit));
end;
$$;
comment on function public.rpc_start_visit(uuid, text, public.visit_kind, uuid, boolean) is
  'Checks a player in. Answers the visit and is_existing. Capability slip.manage. PLAYER_NOT_FOUND, '
  'PLAYER_NOT_TO_BE_SEATED (p_confirm_excluded, for who may read exclusions), VISIT_ALREADY_OPEN.';

-- ---- 20_floor/rpc/update_average_bet.sql ----

create function public.rpc_update_average_bet(
  p_rating_slip_id uuid,
  p_average_bet_cents bigint,
  p_idempotency_key text,
  p_correlation_id uuid default null,
  p_replaces_last boolean default false,
  p_confirm_above_maximum boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_replaces_last boolean := coalesce(p_replaces_last, false);
  v_call app.call := app.begin_call('update_average_bet', 'slip.manage', p_idempotency_key,
    jsonb_build_array(p_rating_slip_id, p_average_bet_cents, v_replaces_last,
      coalesce(p_confirm_above_maximum, false)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.rating_slip;
  v_slip public.rating_slip;
  v_table public.gaming_table;
  v_above bigint;
begin
  perform app.require_average_bet(p_average_bet_cents);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_before := app.lock_live_slip(v_ctx, p_rating_slip_id);
  v_slip := v_before;
  if p_average_bet_cents <> v_before.average_bet_cents then
    v_table := app.strictest_table(v_before, v_replaces_last);
    v_above := app.confirmed_above(p_average_bet_cents, v_table, p_confirm_above_maximum);
    v_slip := case when v_replaces_last then app.correct_bet(v_before, p_average_bet_cents, v_above)
      else app.set_bet(v_before, p_average_bet_cents, v_above, now()) end;
  end if;
  update public.rating_slip
  set average_bet_cents = v_slip.average_bet_cents, bet_entry = v_slip.bet_entry, stretches = v_slip.stretches,
    banked_seconds = v_slip.banked_seconds, banked_theo_x3600 = v_slip.banked_theo_x3600
  where casino_id = v_ctx.casino_id and id = p_rating_slip_id
  returning * into v_slip;
  return app.finish_call(v_call, 'floor.update_average_bet', 'rating_slip', v_slip.id, app.rating_slip_json(v_before),
    app.rating_slip_json(v_slip));
end;
$$;
comment on function public.rpc_update_average_bet(uuid, bigint, text, uuid, boolean, boolean) is
  'Sets the average bet (cents) of a live slip from now on; what was played before keeps the bet it was played at, as '
  'a stretch of its own. With p_replaces_last the last entry was mistyped: everything since it is rated at this bet, '
  'and the stretch says what it was corrected from. A bet above the table''s maximum needs p_confirm_above_maximum, '
  'and is marked. Answers the slip and is_existing. Capability slip.manage. SLIP_NOT_FOUND, SLIP_CLOSED, '
  'BET_ABOVE_MAXIMUM, VALIDATION_FAILED.';

create function app.set_bet(p_slip public.rating_slip, p_average_bet_cents bigint, p_maximum_cents bigint,
  p_at timestamptz)
returns public.rating_slip
language plpgsql
stable
set search_path = ''
as $$
declare
  v_slip public.rating_slip := app.bank_stretch(p_slip, p_at);
begin
  v_slip.average_bet_cents := p_average_bet_cents;
  v_slip.bet_entry := app.marked_bet_entry(jsonb_build_object('at', p_at), p_maximum_cents);
  return v_slip;
end;
$$;
comment on function app.set_bet(public.rating_slip, bigint, bigint, timestamptz) is
  'The slip with another average bet from an instant on, marked where it was confirmed above the table''s maximum; '
  'what was played before keeps its own.';

create function app.correct_bet(p_slip public.rating_slip, p_average_bet_cents bigint, p_maximum_cents bigint)
returns public.rating_slip
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_slip public.rating_slip := p_slip;
begin
  v_slip.average_bet_cents := p_average_bet_cents;
  v_slip.bet_entry := app.marked_bet_entry(
    p_slip.bet_entry || jsonb_build_object('corrected_from_cents', p_slip.average_bet_cents), p_maximum_cents);
  -- The play at the mistyped bet may be several stretches, parted by a pause or a move.
  v_slip.stretches := coalesce((
    select jsonb_agg(case when stretch #> '{bet_entry,at}' is not distinct from p_slip.bet_entry -> 'at'
      then stretch || jsonb_build_object('average_bet_cents', v_slip.average_bet_cents, 'bet_entry', v_slip.bet_entry)
        else stretch end order by place)
    from jsonb_array_elements(p_slip.stretches) with ordinality listed (stretch, place)
  ), '[]'::jsonb);
  v_slip.banked_theo_x3600 := app.stretches_theo_x3600(v_slip.stretches);
  return v_slip;
end;
$$;
comment on function app.correct_bet(public.rating_slip, bigint, bigint) is
  'The slip as if its last average bet had been entered as this one: everything since that entry is rated anew, the '
  'play before it keeps its own. The stretches remember what was corrected.';

create function app.strictest_table(p_slip public.rating_slip, p_is_corrected boolean)
returns public.gaming_table
language plpgsql
stable
set search_path = ''
as $$
declare
  v_table public.gaming_table;
begin
  -- A correction also rates what was played before a move, at another table's limit.
  select t.* into v_table from public.gaming_table t
  where t.casino_id = p_slip.casino_id and (t.id = p_slip.table_id or p_is_corrected and t.label in (
    select stretch ->> 'table_label' from jsonb_array_elements(p_slip.stretches) stretch
    where stretch #> '{bet_entry,at}' is not distinct from p_slip.bet_entry -> 'at'))
  order by t.max_bet_cents, t.id = p_slip.table_id desc
  limit 1;
  return v_table;
end;
$$;
comment on function app.strictest_table(public.rating_slip, boolean) is
  'The table whose maximum a new average bet of a slip is held against: the one it is at; for a correction, of all at '
  'which the corrected bet was played, the one with the lowest.';

-- ---- 20_floor/policies.sql ----

alter table public.pit enable row level security;
alter table public.game_settings enable row level security;
alter table public.gaming_table enable row level security;
alter table public.player enable row level security;
alter table public.visit enable row level security;
alter table public.rating_slip enable row level security;

create policy "Staff read the pits of their own casino" on public.pit
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the game settings of their own casino" on public.game_settings
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the tables of their own casino" on public.gaming_table
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the players of their own casino" on public.player
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the visits of their own casino" on public.visit
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the rating slips of their own casino" on public.rating_slip
  for select to authenticated using (casino_id = (select app.current_casino_id()));

grant select on public.pit, public.game_settings, public.gaming_table, public.player, public.visit, public.rating_slip
  to authenticated, service_role;

-- ---- 25_loyalty/tables.sql ----

-- Loyalty: tiers, balances, the ledger that proves itself, the outbox, exclusions, and the mid-session reward.

create type public.loyalty_reason as enum (
  'mid_session_bonus', 'supervisor_discretion', 'promotion', 'correction', 'session_accrual', 'redemption', 'reversal'
);
create type public.exclusion_kind as enum ('self', 'barred', 'responsible_gaming');

create table public.loyalty_tier (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  code text not null check (code ~ '^[a-z][a-z0-9_]{0,30}$'),
  name text not null check (length(name) between 1 and 50),
  rank integer not null check (rank >= 0),
  multiplier numeric(5, 2) not null default 1.00 check (multiplier > 0),
  threshold_points bigint not null check (threshold_points >= 0),
  primary key (casino_id, id),
  unique (casino_id, code),
  -- Checked when a statement ends, so that one statement can let two tiers change places.
  unique (casino_id, rank) deferrable,
  unique (casino_id, threshold_points) deferrable
);
comment on table public.loyalty_tier is
  'A rank: reached at threshold_points of lifetime points, earns at multiplier. Written by rpc_replace_loyalty_tiers, '
  'which keeps thresholds rising with rank.';

create table public.player_loyalty (
  casino_id uuid not null,
  player_id uuid not null,
  balance bigint not null default 0,
  lifetime_points bigint not null default 0 check (lifetime_points >= 0),
  tier text not null,
  tier_progress integer not null default 0 check (tier_progress between 0 and 100),
  starting_balance jsonb,
  entry_count bigint not null default 0,
  last_entry_hash bytea,
  updated_at timestamptz not null default now(),
  primary key (casino_id, player_id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, tier) references public.loyalty_tier (casino_id, code)
);
comment on table public.player_loyalty is
  'A player''s standing, made when the player is enrolled. Written by app.post_ledger_entry, and its tier by '
  'reconciliations and managers too; its row is the lock of everything that moves the player''s points.';
comment on column public.player_loyalty.starting_balance is
  'Read-only figures from a legacy system. Never part of the balance, never in the ledger.';
create index player_loyalty_tier on public.player_loyalty (casino_id, tier, player_id);

create table public.loyalty_ledger (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  player_id uuid not null,
  entry_no bigint not null check (entry_no > 0),
  points bigint not null check (points <> 0),
  balance_after bigint not null,
  reason public.loyalty_reason not null,
  note text check (length(note) between 1 and 500),
  is_override boolean not null default false,
  visit_id uuid,
  rating_slip_id uuid,
  staff_id uuid,
  gaming_day date not null,
  idempotency_key text not null check (length(idempotency_key) between 1 and 200),
  request_hash bytea not null,
  correlation_id uuid not null,
  reward_id uuid,
  reversed_entry_id uuid,
  metadata jsonb not null default '{}'::jsonb,
  created_at timestamptz not null default now(),
  entry_hash bytea not null,
  primary key (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, visit_id) references public.visit (casino_id, id),
  foreign key (casino_id, rating_slip_id) references public.rating_slip (casino_id, id),
  foreign key (casino_id, reversed_entry_id) references public.loyalty_ledger (casino_id, id)
);
comment on table public.loyalty_ledger is
  'Append-only points movements. Numbered per player without gaps, each with the balance after it and a hash over the '
  'entry before, so that the record proves itself.';
comment on column public.loyalty_ledger.player_id is
  'The immutable player, not the mutable balance row: a foreign key there would halve the throughput of a busy '
  'player.';
comment on column public.loyalty_ledger.staff_id is
  'Who posted it; null for the system. No foreign key: it would share-lock one person''s row in everything they '
  'issue. Staff rows are never deleted.';
comment on column public.loyalty_ledger.reward_id is
  'The catalog reward of a redemption and of its reversal. No foreign key: rewards are never deleted, and a busy '
  'one''s row is not to be share-locked by everybody who gives it.';
comment on column public.loyalty_ledger.metadata is
  'What the figures came from: of an accrual every input of its formula, of a redemption the reward as it was, of any '
  'entry that lifted the player''s tier {tier_upgrade: {from, to}}, of a reversal {tier_before, tier_after}, and what '
  'it takes back.';
comment on column public.loyalty_ledger.idempotency_key is
  'The key it was posted under. The entry''s audit row claims it, and is how a replay finds the entry; here it is '
  'part of the record that the hash proves.';
comment on column public.loyalty_ledger.request_hash is
  'Hash of the request under the key, to tell a replay from a reused key.';
create unique index loyalty_ledger_entry_no on public.loyalty_ledger (casino_id, player_id, entry_no);
create index loyalty_ledger_rating_slip on public.loyalty_ledger (casino_id, rating_slip_id, entry_no)
  where rating_slip_id is not null;
create index loyalty_ledger_visit on public.loyalty_ledger (casino_id, visit_id) where visit_id is not null;
create index loyalty_ledger_staff on public.loyalty_ledger (casino_id, staff_id, created_at);
create index loyalty_ledger_reward on public.loyalty_ledger (casino_id, player_id, created_at)
  where reward_id is not null;
create unique index loyalty_ledger_reversed_once on public.loyalty_ledger (casino_id, reversed_entry_id)
  where reversed_entry_id is not null;
create trigger loyalty_ledger_append_only before update or delete on public.loyalty_ledger
  for each row execute function app.refuse_append_only();
create trigger loyalty_ledger_no_truncate before truncate on public.loyalty_ledger
  for each statement execute function app.refuse_append_only();
alter table public.loyalty_ledger enable always trigger loyalty_ledger_append_only;
alter table public.loyalty_ledger enable always trigger loyalty_ledger_no_truncate;

create type public.tier_change_source as enum ('earned', 'reversal', 'reconciliation', 'reconciliation_revert',
  'manager');

create table public.loyalty_tier_change (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  player_id uuid not null,
  change_no integer not null check (change_no > 0),
  from_tier text not null,
  to_tier text not null,
  source public.tier_change_source not null,
  entry_id uuid,
  reconciliation_id uuid,
  reason text check (length(reason) between 1 and 500),
  entry_no bigint not null,
  lifetime_points bigint not null,
  threshold_points bigint not null,
  staff_id uuid,
  gaming_day date not null,
  correlation_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, entry_id) references public.loyalty_ledger (casino_id, id),
  check ((source in ('earned', 'reversal')) = (entry_id is not null)),
  check ((source in ('reconciliation', 'reconciliation_revert')) = (reconciliation_id is not null)),
  check ((source = 'manager') = (reason is not null)),
  check (source = 'manager' or from_tier <> to_tier)
);
comment on table public.loyalty_tier_change is
  'Append-only: every change of a player''s tier and what brought it, numbered per player without gaps; each begins '
  'at the tier where the one before ended. Written by app.record_tier_change under the player''s lock. A player '
  'without a row is in the tier of their enrolment.';
comment on column public.loyalty_tier_change.entry_id is
  'The entry that reached the tier (a reversal, where it reinstated points), or the reversal that took it back.';
comment on column public.loyalty_tier_change.reconciliation_id is
  'What applied the tier of a legacy row, or took that back.';
comment on column public.loyalty_tier_change.reason is 'Why a manager set it.';
comment on column public.loyalty_tier_change.entry_no is
  'How many entries the player had by then: where in the ledger it happened.';
comment on column public.loyalty_tier_change.threshold_points is
  'Where to_tier began by then: thresholds that are raised later take no tier back.';
comment on column public.loyalty_tier_change.staff_id is
  'Who acted; null for the system. No foreign key, as in the ledger; staff rows are never deleted.';
create unique index loyalty_tier_change_no on public.loyalty_tier_change (casino_id, player_id, change_no);
create unique index loyalty_tier_change_entry on public.loyalty_tier_change (casino_id, entry_id)
  where entry_id is not null;
create unique index loyalty_tier_change_reconciliation on public.loyalty_tier_change (casino_id, reconciliation_id)
  where reconciliation_id is not null;
create trigger loyalty_tier_change_append_only before update or delete on public.loyalty_tier_change
  for each row execute function app.refuse_append_only();
create trigger loyalty_tier_change_no_truncate before truncate on public.loyalty_tier_change
  for each statement execute function app.refuse_append_only();
alter table public.loyalty_tier_change enable always trigger loyalty_tier_change_append_only;
alter table public.loyalty_tier_change enable always trigger loyalty_tier_change_no_truncate;

create table public.loyalty_outbox (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  seq bigint generated by default as identity,
  xid xid8 not null default pg_current_xact_id(),
  event_type text not null check (event_type ~ '^[a-z_]+\.[a-z_]+$'),
  player_id uuid,
  payload jsonb not null,
  correlation_id uuid not null,
  created_at timestamptz not null default now(),
  claimed_at timestamptz,
  delivered_at timestamptz,
  attempts integer not null default 0,
  last_error text,
  primary key (casino_id, id)
);
comment on table public.loyalty_outbox is
  'Every event, written in the transaction of its cause. Handed out strictly in the order of seq, up to the first one '
  'that is not yet below the oldest running transaction, to the webhooks of the casino.';
comment on column public.loyalty_outbox.seq is
  'Taken while the player''s row is locked, so it orders one player''s events as they happened. Neither xid (a '
  'transaction may have begun to write before it waited for the player) nor id (random within a millisecond) does.';
comment on column public.loyalty_outbox.xid is
  'The writing transaction. An event is handed out when no transaction as old as this one still runs, nor as old as '
  'that of any event with a lower seq: numbers appear out of turn, and of one player the later event may have the '
  'lower xid.';
comment on column public.loyalty_outbox.claimed_at is
  'When a delivery was made for each webhook that wants the event.';
comment on column public.loyalty_outbox.delivered_at is
  'When the last of its deliveries was done; at once where no webhook wants it. Null while one is pending or dead.';
comment on column public.loyalty_outbox.attempts is
  'Attempts that ended so far, with a report or with their lease, of all its deliveries together; last_error is the '
  'latest failure among them.';
create index loyalty_outbox_unclaimed on public.loyalty_outbox (seq) where claimed_at is null;

-- One row a gaming day, so that the quick proof finds the events of the seals without reading all others.
create index loyalty_outbox_sealed on public.loyalty_outbox (casino_id) where event_type = 'ledger.sealed';

-- What an event says never changes; what became of its delivery does. The trigger names the columns of the first kind,
-- so that an update of the others does not even call it.
create trigger loyalty_outbox_append_only
  before delete or update of casino_id, id, seq, xid, event_type, player_id, payload, correlation_id,
    created_at on public.loyalty_outbox
  for each row execute function app.refuse_append_only();
create trigger loyalty_outbox_no_truncate before truncate on public.loyalty_outbox
  for each statement execute function app.refuse_append_only();
alter table public.loyalty_outbox enable always trigger loyalty_outbox_append_only;
alter table public.loyalty_outbox enable always trigger loyalty_outbox_no_truncate;

create table public.player_exclusion (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  player_id uuid not null,
  kind public.exclusion_kind not null,
  reason text not null check (length(reason) between 1 and 500),
  source_reference text check (length(source_reference) between 1 and 200),
  starts_at timestamptz not null,
  ends_at timestamptz check (ends_at > starts_at),
  set_by_staff_id uuid not null,
  lifted_at timestamptz,
  lifted_by_staff_id uuid,
  lift_reason text check (length(lift_reason) between 1 and 500),
  created_at timestamptz not null default now(),
  primary key (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, set_by_staff_id) references public.staff (casino_id, id),
  foreign key (casino_id, lifted_by_staff_id) references public.staff (casino_id, id),
  check (num_nonnulls(lifted_at, lifted_by_staff_id, lift_reason) in (0, 3))
);
comment on table public.player_exclusion is
  'Who may receive nothing, from when until when. Never deleted, and changed only by being lifted, once. Visible to '
  'compliance and admin only.';
comment on column public.player_exclusion.source_reference is
  'The document that it rests on: the number of a request, a letter, an entry of a state''s list.';
create index player_exclusion_player on public.player_exclusion (casino_id, player_id);
create index player_exclusion_set_by on public.player_exclusion (casino_id, set_by_staff_id);
create index player_exclusion_lifted_by on public.player_exclusion (casino_id, lifted_by_staff_id);
create trigger player_exclusion_no_truncate before truncate on public.player_exclusion
  for each statement execute function app.refuse_append_only();
alter table public.player_exclusion enable always trigger player_exclusion_no_truncate;

create type app.tier_standing as (tier text, tier_progress integer);
comment on type app.tier_standing is
  'A tier, and the whole percent of the way from its threshold to the next one''s; 100 at the top.';

-- ---- 25_loyalty/internal/corrections.sql ----

create function app.require_correction_note(p_note text)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_note is null then
    perform app.fail(422, 'NOTE_REQUIRED');
  end if;
  if length(p_note) > 500 then
    perform app.invalid('note', 'noteTooLong');
  end if;
end;
$$;
comment on function app.require_correction_note(text) is
  'Who changes the books says why: NOTE_REQUIRED, VALIDATION_FAILED above 500 characters.';

-- ---- 25_loyalty/internal/exclusions.sql ----

create function app.is_in_force(p_exclusion public.player_exclusion)
returns boolean
language sql
stable
-- An exclusion that began when it was set stays in force after the clock was set back.
return p_exclusion.lifted_at is null and p_exclusion.starts_at <= greatest(now(), p_exclusion.created_at)
  and (p_exclusion.ends_at is null or p_exclusion.ends_at > now());
comment on function app.is_in_force(public.player_exclusion) is
  'Whether an exclusion holds now: begun, not over and not lifted.';

create function app.has_exclusion_in_force(p_casino_id uuid, p_player_id uuid)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select exists (
      select from public.player_exclusion e
      where e.casino_id = p_casino_id and e.player_id = p_player_id and app.is_in_force(e)
    )
  );
end;
$$;
comment on function app.has_exclusion_in_force(uuid, uuid) is
  'Whether a player may receive nothing now. What gives something or seats somebody asks app.meets_exclusion.';

create function app.is_player_excluded(p_ctx app.rls_context, p_player_id uuid)
returns boolean
language sql
stable
return app.has_exclusion_in_force(p_ctx.casino_id, p_player_id);
comment on function app.is_player_excluded(app.rls_context, uuid) is
  'Whether an exclusion of a player of the caller''s casino is in force now.';

create function app.may_read_exclusions(p_ctx app.rls_context)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return app.may(p_ctx.role, 'exclusion.read');
end;
$$;
comment on function app.may_read_exclusions(app.rls_context) is
  'Whether the caller may know of exclusions: that there is one, of what kind, and why.';

create function app.exclusion_json(p_exclusion public.player_exclusion)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', p_exclusion.id, 'player_id', p_exclusion.player_id,
    'starts_at', p_exclusion.starts_at, 'ends_at', p_exclusion.ends_at, 'lifted_at', p_exclusion.lifted_at);
end;
$$;
comment on function app.exclusion_json(public.player_exclusion) is
  'An exclusion as the RPCs answer it and as the audit trail keeps it: without kind and reason, which stay in the '
  'table.';

create function app.exclusion_answer(p_ctx app.rls_context, p_answer jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return p_answer || (
    select jsonb_build_object('kind', kind, 'reason', reason, 'source_reference', source_reference)
    from public.player_exclusion where casino_id = p_ctx.casino_id and id = (p_answer ->> 'id')::uuid);
end;
$$;
comment on function app.exclusion_answer(app.rls_context, jsonb) is
  'The answer to who set or lifted an exclusion: as the audit trail keeps it, with what stays in the table.';

create function app.insert_exclusion(p_ctx app.rls_context, p_exclusion public.player_exclusion)
returns public.player_exclusion
language plpgsql
set search_path = ''
as $$
declare
  v_exclusion public.player_exclusion;
begin
  -- A reward on its way holds this row: it lands before the exclusion is answered, or not at all.
  perform 1 from public.player_loyalty
  where casino_id = p_ctx.casino_id and player_id = p_exclusion.player_id
  for no key update;
  insert into public.player_exclusion (casino_id, player_id, kind, reason, source_reference, starts_at, ends_at,
    set_by_staff_id)
  values (p_ctx.casino_id, p_exclusion.player_id, p_exclusion.kind, p_exclusion.reason, p_exclusion.source_reference,
    coalesce(p_exclusion.starts_at, now()), p_exclusion.ends_at, p_ctx.staff_id)
  returning * into v_exclusion;
  return v_exclusion;
end;
$$;
comment on function app.insert_exclusion(app.rls_context, public.player_exclusion) is
  'The only writer of exclusions. Takes player, kind, reason, source and times from p_exclusion (without a beginning: '
  'now), under the player''s lock.';

create function app.note_exclusion_hit(
  p_ctx app.rls_context,
  p_player_id uuid,
  p_action text,
  p_facts jsonb,
  p_outcome text default 'refused'
)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.write_audit(p_ctx, p_action, 'player', p_player_id, null, p_facts, p_outcome => p_outcome);
  -- Ids only: of what kind the exclusion is, and why, is for who may read it here.
  perform app.emit_event(p_ctx, 'exclusion.hit', p_player_id, jsonb_build_object('player_id', p_player_id,
    'attempt', split_part(p_action, '.', 2), 'outcome', p_outcome, 'staff_id', p_ctx.staff_id,
    'gaming_day', p_ctx.gaming_day));
end;
$$;
comment on function app.note_exclusion_hit(app.rls_context, uuid, text, jsonb, text) is
  'An excluded player was to be given something or seated: on record in the domain exclusion, which only they read '
  'who may read exclusions, and told to compliance by the event exclusion.hit.';

create function app.meets_exclusion(
  p_ctx app.rls_context,
  p_player_id uuid,
  p_action text,
  p_facts jsonb,
  p_code text default 'PLAYER_EXCLUDED'
)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  -- An exclusion that is being set holds this row: what is given lands before it is answered, or meets it.
  perform 1 from public.player_loyalty where casino_id = p_ctx.casino_id and player_id = p_player_id for no key update;
  if not app.is_player_excluded(p_ctx, p_player_id) then
    return false;
  end if;
  perform app.note_exclusion_hit(p_ctx, p_player_id, p_action, p_facts || jsonb_build_object('code', p_code));
  return true;
end;
$$;
comment on function app.meets_exclusion(app.rls_context, uuid, text, jsonb, text) is
  'The one gate: asked, before anything is written, by all that gives a player something or brings them to a table, '
  'under the player''s lock. True when an exclusion is in force, and then the attempt is on record and told '
  '(app.note_exclusion_hit). A function that gives without asking it fails a test that walks the catalog. Nobody is '
  'never excluded.';

create function app.refuse_excluded(
  p_ctx app.rls_context,
  p_player_id uuid,
  p_action text,
  p_facts jsonb,
  p_code text default 'PLAYER_EXCLUDED'
)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  return case when app.meets_exclusion(p_ctx, p_player_id, p_action, p_facts, p_code)
    then app.answer_refusal(409, p_code) end;
end;
$$;
comment on function app.refuse_excluded(app.rls_context, uuid, text, jsonb, text) is
  'app.meets_exclusion for an RPC: null to go on, else the answer that refuses, to be returned at once. It says '
  'neither kind nor reason.';

create function app.hold_seat(p_ctx app.rls_context, p_player_id uuid, p_is_confirmed boolean, p_facts jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  if p_is_confirmed is not true or not app.may_read_exclusions(p_ctx) then
    return app.refuse_excluded(p_ctx, p_player_id, 'exclusion.refuse_seat', p_facts, 'PLAYER_NOT_TO_BE_SEATED');
  end if;
  perform 1 from public.player_loyalty where casino_id = p_ctx.casino_id and player_id = p_player_id for no key update;
  if app.is_player_excluded(p_ctx, p_player_id) then
    perform app.note_exclusion_hit(p_ctx, p_player_id, 'exclusion.confirm_seat', p_facts, 'done');
  end if;
  return null;
end;
$$;
comment on function app.hold_seat(app.rls_context, uuid, boolean, jsonb) is
  'The gate of all that checks a player in or brings them to a table: null to go on, else the answer that refuses, '
  'PLAYER_NOT_TO_BE_SEATED. Refused while an exclusion is in force, unless somebody who may read exclusions confirms '
  'it. Either is on record and told.';

create function app.guard_player_exclusion()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_fate constant text[] := array['lifted_at', 'lifted_by_staff_id', 'lift_reason'];
begin
  if tg_op = 'DELETE' or old.lifted_at is not null
    or to_jsonb(new) - v_fate is distinct from to_jsonb(old) - v_fate then
    perform app.fail(409, 'APPEND_ONLY', jsonb_build_object('table', tg_table_name, 'operation', tg_op));
  end if;
  return new;
end;
$$;
comment on function app.guard_player_exclusion() is
  'Trigger: an exclusion is never deleted, and nothing of it changes but that it is lifted, once; not by the owner '
  'either.';

create trigger player_exclusion_guard before update or delete on public.player_exclusion
  for each row execute function app.guard_player_exclusion();
alter table public.player_exclusion enable always trigger player_exclusion_guard;

-- ---- 25_loyalty/internal/ledger_entries.sql ----

create function app.ledger_entry_text(p_entry public.loyalty_ledger)
returns text
language sql
stable
parallel safe
-- A JSON array has one text form and no ambiguity between neighbouring fields. Every column is in it; times as
-- microseconds, so that no session setting changes the text. As json, for jsonb has the same text and costs a fifth
-- more.
return json_build_array(
  p_entry.casino_id, p_entry.id, p_entry.player_id, p_entry.entry_no, p_entry.points, p_entry.balance_after,
    p_entry.reason,
  p_entry.note, p_entry.is_override, p_entry.visit_id, p_entry.rating_slip_id, p_entry.staff_id,
  -- An infinite time can only be a forgery; it must not stop the proof.
  case when isfinite(p_entry.gaming_day) then p_entry.gaming_day - date '2000-01-01' end, p_entry.idempotency_key,
  encode(p_entry.request_hash, 'hex'),
  p_entry.correlation_id, p_entry.reward_id, p_entry.reversed_entry_id, p_entry.metadata,
  case when isfinite(p_entry.created_at) then (extract(epoch from p_entry.created_at) * 1000000)::bigint end
)::text;
comment on function app.ledger_entry_text(public.loyalty_ledger) is
  'An entry as its hash knows it: a JSON array of every field but the hash, in a fixed order.';

create function app.ledger_entry_hash(p_entry public.loyalty_ledger, p_previous_hash bytea)
returns bytea
language sql
stable
parallel safe
return sha256(coalesce(p_previous_hash, ''::bytea) || convert_to(app.ledger_entry_text(p_entry), 'UTF8'));
comment on function app.ledger_entry_hash(public.loyalty_ledger, bytea) is
  'SHA-256 over the previous entry''s hash (empty for the first) and app.ledger_entry_text, in UTF-8.';

create function app.entry_event(p_entry public.loyalty_ledger)
returns jsonb
language sql
stable
return jsonb_build_object(
  'entry_id', p_entry.id, 'entry_no', p_entry.entry_no, 'player_id', p_entry.player_id,
  'rating_slip_id', p_entry.rating_slip_id, 'points', p_entry.points, 'balance_after', p_entry.balance_after,
  'reason', p_entry.reason, 'gaming_day', p_entry.gaming_day
) || case when p_entry.reward_id is null then '{}'::jsonb
  else jsonb_build_object('reward_id', p_entry.reward_id, 'reward_code', p_entry.metadata -> 'reward_code') end;
comment on function app.entry_event(public.loyalty_ledger) is 'What the event loyalty.entry_posted says.';

create function app.root_entry(p_casino_id uuid, p_entry_id uuid)
returns public.loyalty_ledger
language plpgsql
stable
set search_path = ''
as $$
declare
  v_entry public.loyalty_ledger;
  v_root public.loyalty_ledger;
begin
  v_root := (select e from public.loyalty_ledger e where e.casino_id = p_casino_id and e.id = p_entry_id);
  while v_root.reversed_entry_id is not null loop
    v_entry := (select e from public.loyalty_ledger e where e.casino_id = p_casino_id
      and e.id = v_root.reversed_entry_id);
    -- An entry that is taken back is older than its reversal. Where a forged one is not, the loop must end all the
    -- same.
    exit when v_entry.id is null or v_entry.entry_no >= v_root.entry_no;
    v_root := v_entry;
  end loop;
  return v_root;
end;
$$;
comment on function app.root_entry(uuid, uuid) is
  'What a reversal is about in the end: the entry that it takes back, or, where that is a reversal itself, what that '
  'one is about. Of any other entry, itself.';

create function app.is_earned(p_entry public.loyalty_ledger)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return p_entry.points > 0 and case p_entry.reason when 'reversal'
    then (app.root_entry(p_entry.casino_id, p_entry.id)).reason else p_entry.reason end
    in ('mid_session_bonus', 'supervisor_discretion', 'promotion', 'session_accrual');
end;
$$;
comment on function app.is_earned(public.loyalty_ledger) is
  'Whether an entry brings points that count towards a tier: of play, a bonus, or one of these that was reinstated.';

create function app.last_reversal(p_entry public.loyalty_ledger)
returns public.loyalty_ledger
language plpgsql
stable
set search_path = ''
as $$
declare
  v_next public.loyalty_ledger;
  v_last public.loyalty_ledger;
begin
  loop
    select * into v_next from public.loyalty_ledger
    where casino_id = p_entry.casino_id and reversed_entry_id = coalesce(v_last.id, p_entry.id)
      and entry_no > coalesce(v_last.entry_no, p_entry.entry_no);
    exit when not found;
    v_last := v_next;
  end loop;
  return v_last;
end;
$$;
comment on function app.last_reversal(public.loyalty_ledger) is
  'The last of the entries that took back this one, then each other; null where nothing did. Opposite points: the '
  'entry does not count. The same points: it was reinstated.';

create function app.reversal_id(p_entry public.loyalty_ledger)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
declare
  v_last public.loyalty_ledger;
begin
  if p_entry.reason = 'reversal' then
    return (select id from public.loyalty_ledger where casino_id = p_entry.casino_id
      and reversed_entry_id = p_entry.id);
  end if;
  v_last := app.last_reversal(p_entry);
  return case when sign(v_last.points) <> sign(p_entry.points) then v_last.id end;
end;
$$;
comment on function app.reversal_id(public.loyalty_ledger) is
  'The entry by which this one does not count, or null: it was never reversed, or reinstated since. Of a reversal, '
  'the entry that took it back.';

create function app.ledger_entry_json(
  p_entry public.loyalty_ledger,
  p_reversed_by_entry_id uuid default null,
  p_staff_name text default null
)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_root public.loyalty_ledger;
begin
  if p_entry.reason = 'reversal' then
    v_root := app.root_entry(p_entry.casino_id, p_entry.id);
  end if;
  return jsonb_build_object(
    'id', p_entry.id, 'entry_no', p_entry.entry_no, 'player_id', p_entry.player_id, 'visit_id', p_entry.visit_id,
    'rating_slip_id', p_entry.rating_slip_id, 'points', p_entry.points, 'balance_after', p_entry.balance_after,
    'reason', p_entry.reason, 'note', p_entry.note, 'is_override', p_entry.is_override, 'staff_id', p_entry.staff_id,
    'staff_name', coalesce(p_staff_name, app.staff_name(p_entry.casino_id, p_entry.staff_id)),
    'gaming_day', p_entry.gaming_day, 'reversed_entry_id', p_entry.reversed_entry_id, 'reversed_by_entry_id',
      p_reversed_by_entry_id,
    'original_reason', v_root.reason, 'reinstates_entry_id', case
      when sign(v_root.points) = sign(p_entry.points) then v_root.id end,
    'reward_id', p_entry.reward_id, 'reward_name', p_entry.metadata -> 'reward_name', 'tier_upgrade',
      p_entry.metadata -> 'tier_upgrade',
    'tier_before', p_entry.metadata -> 'tier_before', 'tier_after', p_entry.metadata -> 'tier_after',
    'correlation_id', p_entry.correlation_id, 'created_at', p_entry.created_at
  );
end;
$$;
comment on function app.ledger_entry_json(public.loyalty_ledger, uuid, text) is
  'An entry as every RPC answers it. Lists also say which entry reversed it; one that was just posted, and its '
  'replay, was reversed by none. Of a reversal original_reason is what the entry was that it is about, and '
  'reinstates_entry_id that entry where it counts again by it.';

create function app.replay_entry(p_call app.call)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_ctx app.rls_context := p_call.ctx;
  v_found record;
begin
  -- The hash covers the operation too, so that an equal one was an operation that posted an entry.
  if p_call.answered_request_hash is distinct from p_call.request_hash then
    perform app.fail(422, 'IDEMPOTENCY_KEY_REUSED');
  end if;
  select e as entry, l.balance, s.full_name into v_found
  from public.loyalty_ledger e
  left join public.staff s on s.casino_id = e.casino_id and s.id = e.staff_id
  join public.player_loyalty l on l.casino_id = e.casino_id and l.player_id = e.player_id
  where e.casino_id = v_ctx.casino_id and e.id = p_call.answered_entity_id;
  return jsonb_build_object('is_existing', true, 'entry',
    app.ledger_entry_json(v_found.entry, null, v_found.full_name), 'balance', v_found.balance);
end;
$$;
comment on function app.replay_entry(app.call) is
  'As app.replay, for what posted an entry of the ledger, where its answer stands: with the balance as it was then '
  '(entry.balance_after) and as it is now.';

-- ---- 25_loyalty/internal/ledger_writer.sql ----

-- The one writer of the ledger, and what keeps everybody else from writing there.

create function app.require_ledger_writer()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if current_setting('app.ledger_entry_id', true) is distinct from new.id::text then
    perform app.fail(409, 'APPEND_ONLY', jsonb_build_object('table', tg_table_name, 'operation', tg_op),
      'Entries are written by app.post_ledger_entry only.');
  end if;
  return new;
end;
$$;
comment on function app.require_ledger_writer() is
  'Trigger of the ledger: an entry that app.post_ledger_entry did not announce is refused, for the owner too. Who '
  'forges the announcement as a superuser meets the hash chain.';

create trigger loyalty_ledger_writer before insert on public.loyalty_ledger
  for each row execute function app.require_ledger_writer();

-- `enable always`: a plain trigger is skipped when a session runs in replica mode.
alter table public.loyalty_ledger enable always trigger loyalty_ledger_writer;

create function app.lock_player_loyalty(p_ctx app.rls_context, p_player_id uuid)
returns public.player_loyalty
language plpgsql
set search_path = ''
as $$
declare
  v_loyalty public.player_loyalty;
begin
  select * into v_loyalty from public.player_loyalty
  where casino_id = p_ctx.casino_id and player_id = p_player_id
  for no key update;
  if not found then
    perform app.fail(409, 'PLAYER_NOT_ENROLLED', jsonb_build_object('playerId', p_player_id));
  end if;
  return v_loyalty;
end;
$$;
comment on function app.lock_player_loyalty(app.rls_context, uuid) is
  'Locks and returns the player''s balance row: the first lock of everything that moves points. PLAYER_NOT_ENROLLED '
  'when there is none; it is never made here.';

create function app.posted_metadata(
  p_entry public.loyalty_ledger,
  p_loyalty public.player_loyalty,
  p_standing app.tier_standing,
  p_lifetime_points bigint
)
returns jsonb
language sql
stable
return p_entry.metadata
  || case when p_entry.reason <> 'reversal' then '{}'::jsonb
    else jsonb_build_object('tier_before', p_loyalty.tier, 'tier_after', p_standing.tier) end
  || case when p_standing.tier = p_loyalty.tier or p_lifetime_points <= p_loyalty.lifetime_points then '{}'::jsonb
    else jsonb_build_object('tier_upgrade', jsonb_build_object('from', p_loyalty.tier, 'to', p_standing.tier)) end;
comment on function app.posted_metadata(public.loyalty_ledger, public.player_loyalty, app.tier_standing, bigint) is
  'The metadata of an entry with what it does to the tier.';

create function app.record_tier_of_entry(
  p_ctx app.rls_context,
  p_before public.player_loyalty,
  p_entry public.loyalty_ledger,
  p_standing app.tier_standing,
  p_lifetime_points bigint
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_after public.player_loyalty := p_before;
begin
  v_after.tier := p_standing.tier;
  v_after.lifetime_points := p_lifetime_points;
  v_after.entry_count := p_entry.entry_no;
  perform app.record_tier_change(p_ctx, p_before, v_after,
    case when p_entry.metadata ? 'tier_upgrade' then 'earned' else 'reversal' end::public.tier_change_source,
      p_entry.id);
end;
$$;
comment on function app.record_tier_of_entry(
  app.rls_context, public.player_loyalty, public.loyalty_ledger, app.tier_standing, bigint
) is 'Puts on record the tier that an entry brought or took.';

create function app.post_ledger_entry(
  p_ctx app.rls_context,
  p_entry public.loyalty_ledger,
  p_action text default 'loyalty.post_entry',
  p_loyalty public.player_loyalty default null
)
returns public.loyalty_ledger
language plpgsql
set search_path = ''
as $$
declare
  v_loyalty public.player_loyalty := coalesce(p_loyalty, app.lock_player_loyalty(p_ctx, p_entry.player_id));
  v_entry public.loyalty_ledger := p_entry;
  v_lifetime_points bigint := app.lifetime_points_after(v_loyalty, p_entry);
  v_standing app.tier_standing := app.standing_after(v_loyalty, p_entry, v_lifetime_points);
begin
  -- Number, balance and hash follow from the locked row: strict order per player, no gaps.
  v_entry.casino_id := p_ctx.casino_id;
  v_entry.id := app.uuid_v7();
  v_entry.entry_no := v_loyalty.entry_count + 1;
  v_entry.balance_after := v_loyalty.balance + p_entry.points;
  v_entry.staff_id := p_ctx.staff_id;
  v_entry.correlation_id := p_ctx.correlation_id;
  v_entry.gaming_day := coalesce(p_entry.gaming_day, p_ctx.gaming_day);
  v_entry.created_at := coalesce(p_entry.created_at, now());
  v_entry.is_override := coalesce(p_entry.is_override, false);
  v_entry.metadata := coalesce(p_entry.metadata, '{}'::jsonb);
  if p_entry.reason = 'reversal' or v_standing.tier <> v_loyalty.tier then
    v_entry.metadata := app.posted_metadata(v_entry, v_loyalty, v_standing, v_lifetime_points);
  end if;
  -- Beyond some nine times this the numbers of JavaScript stop being exact.
  if abs(p_entry.points) > 1000000000000000 or abs(v_entry.balance_after) > 1000000000000000
    or v_lifetime_points > 1000000000000000 then
    perform app.fail(409, 'POINTS_OUT_OF_RANGE');
  end if;
  v_entry.entry_hash := app.ledger_entry_hash(v_entry, v_loyalty.last_entry_hash);

  -- All in one statement, or nothing: the audit row claims the key, and the others come from it. What was written
  -- stands in the entry, which cannot change; the trail names it and says what it did to the balance.
  with claimed as (
    insert into public.audit_log (casino_id, gaming_day, staff_id, staff_role, domain, action, entity_type, entity_id,
      outcome, before, after, correlation_id, idempotency_key, request_hash)
    values (p_ctx.casino_id, p_ctx.gaming_day, p_ctx.staff_id, p_ctx.role, split_part(p_action, '.', 1), p_action,
      'loyalty_ledger', v_entry.id, 'done', jsonb_build_object('balance', v_loyalty.balance),
      jsonb_build_object('balance', v_entry.balance_after), p_ctx.correlation_id, v_entry.idempotency_key,
      v_entry.request_hash)
    on conflict (casino_id, idempotency_key) where idempotency_key is not null do nothing
    returning set_config('app.ledger_entry_id', v_entry.id::text, true)
  ), posted as (
    -- The columns are named, so that a column which a migration adds meanwhile does not break this call.
    insert into public.loyalty_ledger (
      casino_id, id, player_id, entry_no, points, balance_after, reason, note, is_override, visit_id, rating_slip_id,
      staff_id, gaming_day, idempotency_key, request_hash, correlation_id, reward_id, reversed_entry_id, metadata,
      created_at, entry_hash
    )
    select
      v_entry.casino_id, v_entry.id, v_entry.player_id, v_entry.entry_no, v_entry.points, v_entry.balance_after,
      v_entry.reason, v_entry.note, v_entry.is_override, v_entry.visit_id, v_entry.rating_slip_id, v_entry.staff_id,
      v_entry.gaming_day, v_entry.idempotency_key, v_entry.request_hash, v_entry.correlation_id, v_entry.reward_id,
      v_entry.reversed_entry_id, v_entry.metadata, v_entry.created_at, v_entry.entry_hash
    from claimed
  ), told as (
    insert into public.loyalty_outbox (casino_id, event_type, player_id, payload, correlation_id)
    select p_ctx.casino_id, 'loyalty.entry_posted', v_entry.player_id, app.entry_event(v_entry), p_ctx.correlation_id
    from claimed
  )
  update public.player_loyalty
  set balance = v_entry.balance_after, entry_count = v_entry.entry_no, last_entry_hash = v_entry.entry_hash,
    lifetime_points = v_lifetime_points, tier = v_standing.tier, tier_progress = v_standing.tier_progress,
      updated_at = now()
  from claimed
  where casino_id = v_entry.casino_id and player_id = v_entry.player_id;
  if not found then
    return null;
  end if;
  if v_standing.tier <> v_loyalty.tier then
    perform app.record_tier_of_entry(p_ctx, v_loyalty, v_entry, v_standing, v_lifetime_points);
  end if;
  return v_entry;
end;
$$;
comment on function app.post_ledger_entry(app.rls_context, public.loyalty_ledger, text, public.player_loyalty) is
  'The only writer of the ledger. Takes player, points, reason, key, request hash and context fields from p_entry; '
  'sets the rest under the player''s lock (p_loyalty: the row, where the caller has locked it already); writes the '
  'entry''s audit row, the entry, the balance, the tier that the lifetime points reach or, of a reversal, leave, and '
  'the events in one transaction. Returns null, having written nothing, when an operation of the casino has the key '
  'already. PLAYER_NOT_ENROLLED, POINTS_OUT_OF_RANGE.';

create function app.finish_with_entry(
  p_call app.call,
  p_entry public.loyalty_ledger,
  p_action text,
  p_loyalty public.player_loyalty
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_entry public.loyalty_ledger := p_entry;
begin
  v_entry.idempotency_key := p_call.idempotency_key;
  v_entry.request_hash := p_call.request_hash;
  v_entry := app.post_ledger_entry(p_call.ctx, v_entry, p_action, p_loyalty);
  if v_entry.id is null then
    -- A writer that begins no call, such as a late accrual, took the key meanwhile.
    perform app.fail(422, 'IDEMPOTENCY_KEY_REUSED');
  end if;
  return jsonb_build_object('is_existing', false, 'entry', app.ledger_entry_json(v_entry, null, p_call.staff_name),
    'balance', v_entry.balance_after);
end;
$$;
comment on function app.finish_with_entry(app.call, public.loyalty_ledger, text, public.player_loyalty) is
  'app.finish_call of what posts an entry of the ledger for a player whose row is locked: the entry''s audit row is '
  'the call''s, and the answer, {is_existing, entry, balance}, stands in the entry. Its replay is app.replay_entry.';

-- ---- 25_loyalty/internal/outbox.sql ----

create function app.emit_event(p_ctx app.rls_context, p_event_type text, p_player_id uuid, p_payload jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into public.loyalty_outbox (casino_id, event_type, player_id, payload, correlation_id)
  values (p_ctx.casino_id, p_event_type, p_player_id, p_payload, p_ctx.correlation_id);
end;
$$;
comment on function app.emit_event(app.rls_context, text, uuid, jsonb) is
  'Puts one event `<thing>.<happened>` into the outbox, in the caller''s transaction.';

-- ---- 25_loyalty/internal/reward_rate.sql ----

-- The rate of one person.

create function app.recent_entry_count(p_ctx app.rls_context, p_limit integer)
returns integer
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select count(*)::integer from (
      select 1 from public.loyalty_ledger
      where casino_id = p_ctx.casino_id and staff_id = p_ctx.staff_id and created_at > now() - interval '60 seconds'
        -- An entry that lies ahead was given before the clock was set back. Held against the clock and not against
        -- `now()`: other calls may have begun and ended since this transaction began.
        and created_at <= clock_timestamp()
        -- Reversals and corrections mend the record and give nothing, and nobody gives what play earned. A correction
        -- on a slip is a bonus by another name, and counts.
        and reason not in ('reversal', 'session_accrual') and (reason <> 'correction' or rating_slip_id is not null)
      limit p_limit
    ) recent
  );
end;
$$;
comment on function app.recent_entry_count(app.rls_context, integer) is
  'Rewards the caller gave in the last 60 seconds, counted no further than p_limit.';

create function app.require_reward_rate(p_ctx app.rls_context, p_limit integer)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_seconds integer;
begin
  -- One person has few calls in flight: far from the limit nobody waits, near it they queue and are counted exactly.
  if p_limit is null or p_limit > 32 and p_limit - app.recent_entry_count(p_ctx, p_limit) > 32 then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('reward_rate' || p_ctx.staff_id::text, 0));
  if app.recent_entry_count(p_ctx, p_limit) < p_limit then
    return;
  end if;
  select greatest(1, ceil(60 - extract(epoch from clock_timestamp() - min(created_at))))::integer into v_seconds
  from (
    select created_at from public.loyalty_ledger
    where casino_id = p_ctx.casino_id and staff_id = p_ctx.staff_id
      and created_at <= clock_timestamp() and reason not in ('reversal', 'session_accrual')
        and (reason <> 'correction' or rating_slip_id is not null)
    order by created_at desc
    limit p_limit
  ) newest;
  perform app.fail(429, 'RATE_LIMITED', jsonb_build_object('retryAfterSeconds', v_seconds, 'limitPerMinute', p_limit));
end;
$$;
comment on function app.require_reward_rate(app.rls_context, integer) is
  'RATE_LIMITED, with the seconds to wait, when the caller gave p_limit rewards within the last 60 seconds. Lines up '
  'one person''s rewards when that is within 32: after the player''s row, as the last lock before anything is '
  'written.';

-- ---- 25_loyalty/internal/tiers.sql ----

-- Tiers, and the record of every change of one.

create function app.tier_rank(p_casino_id uuid, p_tier text)
returns integer
language plpgsql
stable
set search_path = ''
as $$
begin
  return (select rank from public.loyalty_tier where casino_id = p_casino_id and code = p_tier);
end;
$$;
comment on function app.tier_rank(uuid, text) is 'The rank of a tier, null where the casino has none of this code.';

create function app.tier_standing(p_casino_id uuid, p_tier text, p_lifetime_points bigint)
returns app.tier_standing
language plpgsql
stable
set search_path = ''
as $$
declare
  v_standing app.tier_standing;
begin
  select reached.code, least(100, greatest(0, coalesce((p_lifetime_points - reached.threshold_points) * 100 / ((
      select min(above.threshold_points) from public.loyalty_tier above
      where above.casino_id = p_casino_id and above.threshold_points > reached.threshold_points
    ) - reached.threshold_points), 100)))
  into v_standing
  from public.loyalty_tier reached
  -- Nobody loses a tier here: the one that the player holds counts as reached, whatever the points say.
  where reached.casino_id = p_casino_id
    and (reached.threshold_points <= p_lifetime_points or reached.code = p_tier)
  order by reached.rank desc
  limit 1;
  return v_standing;
end;
$$;
comment on function app.tier_standing(uuid, text, bigint) is
  'Where a player in a tier stands with these lifetime points: in the highest tier whose threshold they reach, or in '
  'the one held if that is higher.';

create function app.record_tier_change(
  p_ctx app.rls_context,
  p_before public.player_loyalty,
  p_after public.player_loyalty,
  p_source public.tier_change_source,
  p_cause_id uuid default null,
  p_reason text default null
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_is_entry constant boolean := p_source in ('earned', 'reversal');
begin
  insert into public.loyalty_tier_change (casino_id, player_id, change_no, from_tier, to_tier, source, entry_id,
    reconciliation_id,
    reason, entry_no, lifetime_points, threshold_points, staff_id, gaming_day, correlation_id)
  select p_after.casino_id, p_after.player_id, coalesce((
      select max(change_no) from public.loyalty_tier_change where casino_id = p_after.casino_id
        and player_id = p_after.player_id
    ), 0) + 1, p_before.tier, p_after.tier, p_source, case when v_is_entry then p_cause_id end, case
      when not v_is_entry then p_cause_id end,
    p_reason, p_after.entry_count, p_after.lifetime_points, t.threshold_points, p_ctx.staff_id, p_ctx.gaming_day,
      p_ctx.correlation_id
  from public.loyalty_tier t
  where t.casino_id = p_after.casino_id and t.code = p_after.tier;
  if p_before.tier = p_after.tier then
    return;
  end if;
  perform app.emit_event(p_ctx, case p_source when 'manager' then 'loyalty.tier_set'
    when 'earned' then 'loyalty.tier_upgraded' when 'reconciliation' then 'loyalty.tier_upgraded'
      else 'loyalty.tier_reverted' end,
    p_after.player_id, jsonb_build_object('player_id', p_after.player_id, 'from', p_before.tier, 'to', p_after.tier,
      'lifetime_points', p_after.lifetime_points, 'entry_id', case when v_is_entry then p_cause_id end,
        'reconciliation_id', case
        when p_source = 'reconciliation_revert' then (
          select reverts_id from public.loyalty_reconciliation where casino_id = p_after.casino_id and id = p_cause_id)
        when p_source = 'reconciliation' then p_cause_id end));
end;
$$;
comment on function app.record_tier_change(app.rls_context, public.player_loyalty, public.player_loyalty,
  public.tier_change_source, uuid, text) is
  'Puts on record that a player, whose row is locked, came from one tier to another, by what (p_cause_id: the entry, '
  'or the reconciliation), and tells it as an event: loyalty.tier_upgraded, tier_reverted (of a reconciliation with '
  'the one that was taken back) or tier_set. Whoever writes player_loyalty.tier calls it.';

create function app.justified_tier(p_loyalty public.player_loyalty, p_lifetime_points bigint, p_without_id uuid)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_base record;
  v_last_entry_no bigint;
begin
  -- The tier that a manager set last counts until further notice; without one, the tier the player began with.
  select to_tier as tier, change_no, entry_no into v_base from public.loyalty_tier_change
  where casino_id = p_loyalty.casino_id and player_id = p_loyalty.player_id and source = 'manager'
  order by change_no desc limit 1;
  if not found then
    select from_tier as tier, 0 as change_no, 0::bigint as entry_no into v_base from public.loyalty_tier_change
    where casino_id = p_loyalty.casino_id and player_id = p_loyalty.player_id and change_no = 1;
  end if;
  -- Points lift a player when they are earned or come back. So the last earned entry that still stands says up to
  -- which entry the remaining points could have lifted.
  select entry_no into v_last_entry_no from public.loyalty_ledger e
  where e.casino_id = p_loyalty.casino_id and e.player_id = p_loyalty.player_id and e.id <> p_without_id
    and app.is_earned(e)
    and not exists (select from public.loyalty_ledger r where r.casino_id = e.casino_id and r.reversed_entry_id = e.id)
  order by e.entry_no desc limit 1;
  return coalesce((
    select t.code
    from (
      select v_base.tier as code
      union all
      select c.to_tier from public.loyalty_tier_change c
      where c.casino_id = p_loyalty.casino_id and c.player_id = p_loyalty.player_id and c.change_no > v_base.change_no
        and case c.source
        when 'earned' then c.threshold_points <= p_lifetime_points and c.entry_no <= v_last_entry_no
        when 'reconciliation' then c.reconciliation_id <> p_without_id and not exists (
          select from public.loyalty_reconciliation r
          where r.casino_id = c.casino_id and r.reverts_id = c.reconciliation_id and r.outcome = 'reverted')
        else false end
      union all
      select code from public.loyalty_tier
      where casino_id = p_loyalty.casino_id and threshold_points <= p_lifetime_points
        and v_last_entry_no > v_base.entry_no
    ) ground
    join public.loyalty_tier t on t.casino_id = p_loyalty.casino_id and t.code = ground.code
    join public.loyalty_tier held on held.casino_id = p_loyalty.casino_id and held.code = p_loyalty.tier
    where t.rank <= held.rank
    order by t.rank desc
    limit 1
  ), p_loyalty.tier);
end;
$$;
comment on function app.justified_tier(public.player_loyalty, bigint, uuid) is
  'The tier a player is left with, of those up to the one held, once an entry or a reconciliation (p_without_id) '
  'counts no more: the highest of what a manager set last (else where they began), what legacy rows that still stand '
  'brought since, and what these lifetime points reach, by the thresholds of now or of when it was earned. Points '
  'that no entry earned since lift nobody.';

create function app.lifetime_points_after_reversal(p_loyalty public.player_loyalty, p_entry public.loyalty_ledger)
returns bigint
language plpgsql
stable
set search_path = ''
as $$
begin
  -- A reversal takes lifetime points away, and the reversal of a reversal brings them back, if the entry at the root
  -- earned any.
  if app.is_earned(app.root_entry(p_loyalty.casino_id, p_entry.reversed_entry_id)) then
    return greatest(0, p_loyalty.lifetime_points + p_entry.points);
  end if;
  return p_loyalty.lifetime_points;
end;
$$;

create function app.lifetime_points_after(p_loyalty public.player_loyalty, p_entry public.loyalty_ledger)
returns bigint
language sql
stable
return case
  when p_entry.reason in ('mid_session_bonus', 'supervisor_discretion', 'promotion', 'session_accrual')
    then p_loyalty.lifetime_points + greatest(0, p_entry.points)
  when p_entry.reversed_entry_id is not null then app.lifetime_points_after_reversal(p_loyalty, p_entry)
  else p_loyalty.lifetime_points
end;
comment on function app.lifetime_points_after(public.player_loyalty, public.loyalty_ledger) is
  'Lifetime points once an entry is posted: what play and bonuses brought, less what of it was reversed and not '
  'reinstated. Redemptions and corrections don''t count.';

create function app.regained_tier(p_loyalty public.player_loyalty, p_lifetime_points bigint, p_reversal_id uuid)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_lost constant text := (
    select metadata ->> 'tier_before' from public.loyalty_ledger where casino_id = p_loyalty.casino_id
      and id = p_reversal_id);
begin
  return coalesce((
    select c.to_tier from public.loyalty_tier_change c
    where c.casino_id = p_loyalty.casino_id and c.player_id = p_loyalty.player_id and c.source = 'earned'
      and c.threshold_points <= p_lifetime_points
      and c.change_no > coalesce((
        select max(m.change_no) from public.loyalty_tier_change m
        where m.casino_id = p_loyalty.casino_id and m.player_id = p_loyalty.player_id and m.source = 'manager'), 0)
      and app.tier_rank(p_loyalty.casino_id, c.to_tier)
        between app.tier_rank(p_loyalty.casino_id, p_loyalty.tier) and app.tier_rank(p_loyalty.casino_id, v_lost)
    order by app.tier_rank(p_loyalty.casino_id, c.to_tier) desc
    limit 1
  ), p_loyalty.tier);
end;
$$;
comment on function app.regained_tier(public.player_loyalty, bigint, uuid) is
  'The tier that a player has, before thresholds of now are looked at, once a reversal is taken back: the one held, '
  'or a higher one up to that before the reversal, which points had reached, since a manager last set it, by a '
  'threshold that these lifetime points reach again.';

create function app.standing_after_reversal(p_loyalty public.player_loyalty, p_entry public.loyalty_ledger,
  p_lifetime_points bigint)
returns app.tier_standing
language plpgsql
stable
set search_path = ''
as $$
declare
  v_is_lowered constant boolean := p_lifetime_points < p_loyalty.lifetime_points;
  v_tier constant text := case
    when v_is_lowered then app.justified_tier(p_loyalty, p_lifetime_points, p_entry.reversed_entry_id)
    else app.regained_tier(p_loyalty, p_lifetime_points, p_entry.reversed_entry_id)
  end;
  v_standing constant app.tier_standing := app.tier_standing(p_loyalty.casino_id, v_tier, p_lifetime_points);
begin
  if v_is_lowered and v_standing.tier <> v_tier then
    -- A reversal lifts nobody, also where the thresholds were lowered since.
    return (v_tier, 100)::app.tier_standing;
  end if;
  return v_standing;
end;
$$;
comment on function app.standing_after_reversal(public.player_loyalty, public.loyalty_ledger, bigint) is
  'As app.standing_after, of a reversal that changes the lifetime points.';

create function app.standing_after(p_loyalty public.player_loyalty, p_entry public.loyalty_ledger,
  p_lifetime_points bigint)
returns app.tier_standing
language sql
stable
return case
  when p_lifetime_points = p_loyalty.lifetime_points
    then row(p_loyalty.tier, p_loyalty.tier_progress)::app.tier_standing
  when p_entry.reason = 'reversal' then app.standing_after_reversal(p_loyalty, p_entry, p_lifetime_points)
  else app.tier_standing(p_loyalty.casino_id, p_loyalty.tier, p_lifetime_points)
end;
comment on function app.standing_after(public.player_loyalty, public.loyalty_ledger, bigint) is
  'Where a player stands once an entry is posted and their lifetime points are these. Points that are earned lift a '
  'tier; a reversal takes back what the points it takes had reached, unless something else justifies it; points that '
  'are reinstated bring back what they had reached, and lift as points that are earned.';

-- ---- 25_loyalty/rpc/exclude_player.sql ----

create function public.rpc_exclude_player(
  p_player_id uuid,
  p_kind text,
  p_reason text,
  p_idempotency_key text,
  p_starts_at timestamptz default null,
  p_ends_at timestamptz default null,
  p_correlation_id uuid default null,
  p_source_reference text default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text := nullif(btrim(p_reason), '');
  v_source text := app.clean_text(p_source_reference);
  v_call app.call := app.begin_call('exclude_player', 'exclusion.write', p_idempotency_key,
    jsonb_build_array(p_player_id, p_kind, v_reason, extract(epoch from p_starts_at), extract(epoch from p_ends_at),
      v_source), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_exclusion public.player_exclusion;
begin
  if p_kind is null or p_kind not in ('self', 'barred', 'responsible_gaming') then
    perform app.invalid('kind', 'oneOf', jsonb_build_object('options', 'self, barred, responsible_gaming'));
  end if;
  if v_reason is null or length(v_reason) > 500 then
    perform app.invalid('reason', 'characters', jsonb_build_object('lowest', 1, 'highest', 500));
  end if;
  if length(v_source) > 200 then
    perform app.invalid('sourceReference', 'charactersAtMost', jsonb_build_object('highest', 200));
  end if;
  if p_ends_at <= coalesce(p_starts_at, now()) then
    perform app.invalid('endsAt', 'endAfterStart');
  end if;
  if v_call.is_replay then
    return app.exclusion_answer(v_ctx, app.replay(v_call));
  end if;

  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  v_exclusion.player_id := p_player_id;
  v_exclusion.kind := p_kind;
  v_exclusion.reason := v_reason;
  v_exclusion.source_reference := v_source;
  v_exclusion.starts_at := p_starts_at;
  v_exclusion.ends_at := p_ends_at;
  v_exclusion := app.insert_exclusion(v_ctx, v_exclusion);
  return app.exclusion_answer(v_ctx, app.finish_call(v_call, 'exclusion.exclude_player', 'player', p_player_id, null,
    app.exclusion_json(v_exclusion)));
end;
$$;
comment on function public.rpc_exclude_player(uuid, text, text, text, timestamptz, timestamptz, uuid, text) is
  'Puts an exclusion (self, barred, responsible_gaming) on a player, from p_starts_at (default now) until p_ends_at '
  '(default open), with the document that it rests on (p_source_reference, 200 characters). Answers {id, player_id, '
  'kind, reason, source_reference, starts_at, ends_at, lifted_at, is_existing}. Capability exclusion.write. '
  'VALIDATION_FAILED, PLAYER_NOT_FOUND.';

-- ---- 25_loyalty/rpc/get_seating.sql ----

create function public.rpc_get_seating(p_player_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_may_know boolean := app.may_read_exclusions(v_ctx);
  v_exclusions jsonb;
begin
  perform app.require_capability(v_ctx, 'slip.manage');
  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  select coalesce(jsonb_agg(app.exclusion_json(e) || jsonb_build_object('kind', e.kind, 'reason', e.reason,
    'set_by_name', app.staff_name(v_ctx.casino_id, e.set_by_staff_id)) order by e.starts_at, e.id), '[]')
  into v_exclusions
  from public.player_exclusion e
  where e.casino_id = v_ctx.casino_id and e.player_id = p_player_id and app.is_in_force(e);
  return jsonb_build_object('player_id', p_player_id, 'is_held', v_exclusions <> '[]', 'may_confirm', v_may_know,
    'exclusions', case when v_may_know then v_exclusions else '[]' end);
end;
$$;
comment on function public.rpc_get_seating(uuid) is
  'What to know before a player is seated: {player_id, is_held, may_confirm, exclusions: [{id, player_id, kind, '
  'reason, starts_at, ends_at, lifted_at, set_by_name}]}. is_held: seating is refused unless somebody who may '
  'confirms it. The exclusions in force, oldest first, are for who may read exclusions; for others the list is empty. '
  'Capability slip.manage. PLAYER_NOT_FOUND.';

-- ---- 25_loyalty/rpc/issue_mid_session_reward.sql ----

create function public.rpc_issue_mid_session_reward(
  p_rating_slip_id uuid,
  p_points integer,
  p_reason text,
  p_idempotency_key text,
  p_note text default null,
  p_override boolean default false,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := nullif(btrim(p_note), '');
  v_override boolean := coalesce(p_override, false);
  v_call app.call := app.begin_call('issue_mid_session_reward', 'reward.issue', p_idempotency_key,
    jsonb_build_array(p_rating_slip_id, p_points, p_reason, v_note, v_override), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_entry public.loyalty_ledger := app.requested_reward(p_rating_slip_id, p_points, p_reason, v_note, v_override);
  v_loyalty public.player_loyalty;
  v_now record;
begin
  if v_call.is_replay then
    return app.replay_entry(v_call);
  end if;

  select l.* into v_loyalty
  from public.player_loyalty l
  where (l.casino_id, l.player_id) = (
    select s.casino_id, s.player_id from public.rating_slip s
    where s.casino_id = v_ctx.casino_id and s.id = p_rating_slip_id)
  for no key update;
  if not found then
    -- Either the slip or the player's balance row is missing: each of the two refuses in its own words.
    v_loyalty := app.lock_player_loyalty(v_ctx, (app.lock_slip(v_ctx, p_rating_slip_id)).player_id);
  end if;
  -- In a statement of its own: while this call waited for the player, the slip may have closed, or somebody been
  -- excluded.
  select s.visit_id, s.status, s.ended_at, exists (
    select from public.player_exclusion e
    where e.casino_id = s.casino_id and e.player_id = s.player_id and app.is_in_force(e)
  ) as is_excluded into v_now
  from public.rating_slip s
  where s.casino_id = v_ctx.casino_id and s.id = p_rating_slip_id;
  if v_now.status = 'closed' then
    perform app.fail(409, 'SLIP_CLOSED', jsonb_build_object('endedAt', v_now.ended_at));
  end if;
  if v_now.is_excluded then
    return app.refuse_excluded(v_ctx, v_loyalty.player_id, 'exclusion.refuse_mid_session_reward',
      jsonb_build_object('rating_slip_id', p_rating_slip_id, 'points', p_points, 'reason', p_reason));
  end if;
  v_entry.is_override := p_points > v_call.reward_soft_cap_points;
  if v_entry.is_override and not v_override then
    perform app.fail(409, 'SOFT_CAP_EXCEEDED',
      jsonb_build_object('softCapPoints', v_call.reward_soft_cap_points, 'points', p_points));
  end if;
  if v_call.rewards_per_minute is not null then
    perform app.require_reward_rate(v_ctx, v_call.rewards_per_minute);
  end if;
  v_entry.player_id := v_loyalty.player_id;
  v_entry.visit_id := v_now.visit_id;

  return app.finish_with_entry(v_call, v_entry, 'loyalty.issue_mid_session_reward', v_loyalty);
end;
$$;
comment on function public.rpc_issue_mid_session_reward(uuid, integer, text, text, text, boolean, uuid) is
  'Bonus points on a live slip; player and visit come from the slip. Answers {is_existing, entry, balance}: '
  'entry.balance_after is the balance right after the entry, balance the one now. Capability reward.issue. '
  'VALIDATION_FAILED, NOTE_REQUIRED, IDEMPOTENCY_KEY_REUSED, SLIP_NOT_FOUND, SLIP_CLOSED, PLAYER_NOT_ENROLLED, '
  'PLAYER_EXCLUDED, SOFT_CAP_EXCEEDED, RATE_LIMITED, POINTS_OUT_OF_RANGE.';

create function app.requested_reward(
  p_rating_slip_id uuid,
  p_points integer,
  p_reason text,
  p_note text,
  p_override boolean
)
returns public.loyalty_ledger
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_entry public.loyalty_ledger;
begin
  if p_points is null or p_points <= 0 then
    perform app.invalid('points', 'pointsAboveZero');
  end if;
  if p_reason is null or p_reason not in ('mid_session_bonus', 'supervisor_discretion', 'promotion', 'correction') then
    perform app.invalid('reason', 'oneOf',
      jsonb_build_object('options', 'mid_session_bonus, supervisor_discretion, promotion, correction'));
  end if;
  if length(p_note) > 500 then
    perform app.invalid('note', 'noteTooLong');
  end if;
  if p_override and p_note is null then
    perform app.fail(422, 'NOTE_REQUIRED');
  end if;
  v_entry.rating_slip_id := p_rating_slip_id;
  v_entry.points := p_points;
  v_entry.reason := p_reason::public.loyalty_reason;
  v_entry.note := p_note;
  return v_entry;
end;
$$;
comment on function app.requested_reward(uuid, integer, text, text, boolean) is
  'The entry as far as the request alone says it: VALIDATION_FAILED, and NOTE_REQUIRED for an override without a '
  'note.';

-- ---- 25_loyalty/rpc/lift_player_exclusion.sql ----

create function public.rpc_lift_player_exclusion(
  p_exclusion_id uuid,
  p_reason text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text := nullif(btrim(p_reason), '');
  v_call app.call := app.begin_call('lift_player_exclusion', 'exclusion.write', p_idempotency_key,
    jsonb_build_array(p_exclusion_id, v_reason), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.player_exclusion;
  v_exclusion public.player_exclusion;
begin
  if v_reason is null or length(v_reason) > 500 then
    perform app.invalid('reason', 'characters', jsonb_build_object('lowest', 1, 'highest', 500));
  end if;
  if v_call.is_replay then
    return app.exclusion_answer(v_ctx, app.replay(v_call));
  end if;

  select * into v_before from public.player_exclusion
  where casino_id = v_ctx.casino_id and id = p_exclusion_id and lifted_at is null
  for no key update;
  if not found then
    perform app.fail(404, 'EXCLUSION_NOT_FOUND');
  end if;
  update public.player_exclusion
  set lifted_at = now(), lifted_by_staff_id = v_ctx.staff_id, lift_reason = v_reason
  where casino_id = v_ctx.casino_id and id = p_exclusion_id
  returning * into v_exclusion;
  return app.exclusion_answer(v_ctx, app.finish_call(v_call, 'exclusion.lift_player_exclusion', 'player',
    v_exclusion.player_id, app.exclusion_json(v_before), app.exclusion_json(v_exclusion)));
end;
$$;
comment on function public.rpc_lift_player_exclusion(uuid, text, text, uuid) is
  'Ends an exclusion now, with a reason; the row stays. Answers {id, player_id, kind, reason, source_reference, '
  'starts_at, ends_at, lifted_at, is_existing}. Capability exclusion.write. EXCLUSION_NOT_FOUND (also when lifted '
  'before), VALIDATION_FAILED.';

-- ---- 25_loyalty/rpc/list_ledger_entries.sql ----

create function public.rpc_list_ledger_entries(
  p_player_id uuid,
  p_before_entry_no bigint default null,
  p_limit integer default 50,
  p_reason text default null,
  p_from_gaming_day date default null,
  p_to_gaming_day date default null
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
-- Planned for the filters at hand.
set plan_cache_mode = force_custom_plan
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_reason public.loyalty_reason;
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  if p_reason is not null then
    if p_reason <> all (enum_range(null::public.loyalty_reason)::text[]) then
      perform app.invalid('reason', 'ledgerReason');
    end if;
    v_reason := p_reason::public.loyalty_reason;
  end if;
  select coalesce(jsonb_agg(app.ledger_entry_json(page.e, app.reversal_id(page.e)) order by (page.e).entry_no desc),
    '[]'::jsonb) into v_items
  from (
    select e from public.loyalty_ledger e
    where e.casino_id = v_ctx.casino_id and e.player_id = p_player_id
      and (p_before_entry_no is null or e.entry_no < p_before_entry_no)
      and (v_reason is null or e.reason = v_reason)
      and (p_from_gaming_day is null or e.gaming_day >= p_from_gaming_day)
      and (p_to_gaming_day is null or e.gaming_day <= p_to_gaming_day)
    order by e.entry_no desc
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit and (v_items -> -1 ->> 'entry_no')::bigint > 1
      then v_items -> -1 ->> 'entry_no' end);
end;
$$;
comment on function public.rpc_list_ledger_entries(uuid, bigint, integer, text, date, date) is
  'A player''s entries, newest first, of one reason and of gaming days from and to where given, paged by entry '
  'number: {items, next_cursor}. Capability floor.read. PLAYER_NOT_FOUND, VALIDATION_FAILED.';

-- ---- 25_loyalty/rpc/list_slip_rewards.sql ----

create function public.rpc_list_slip_rewards(p_rating_slip_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_player_id uuid;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  select player_id into v_player_id from public.rating_slip where casino_id = v_ctx.casino_id and id = p_rating_slip_id;
  if not found then
    perform app.fail(404, 'SLIP_NOT_FOUND');
  end if;
  return jsonb_build_object(
    'items', coalesce((
      select jsonb_agg(app.ledger_entry_json(e, app.reversal_id(e)) order by e.entry_no desc)
      from public.loyalty_ledger e
      where e.casino_id = v_ctx.casino_id and e.rating_slip_id = p_rating_slip_id
    ), '[]'::jsonb),
    'balance', coalesce((select balance from public.player_loyalty where casino_id = v_ctx.casino_id
      and player_id = v_player_id), 0)
  );
end;
$$;
comment on function public.rpc_list_slip_rewards(uuid) is
  'What was given on a slip, newest first, and the player''s balance now: {items, balance}. Capability floor.read. '
  'SLIP_NOT_FOUND.';

-- ---- 25_loyalty/rpc/post_correction.sql ----

create function public.rpc_post_correction(
  p_player_id uuid,
  p_points bigint,
  p_note text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := nullif(btrim(p_note), '');
  v_call app.call := app.begin_call('post_correction', 'ledger.correct', p_idempotency_key,
    jsonb_build_array(p_player_id, p_points, v_note), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_loyalty public.player_loyalty;
  v_debt_limit bigint;
  v_entry public.loyalty_ledger;
begin
  if p_points is null or p_points = 0 or p_points not between -1000000000 and 1000000000 then
    perform app.invalid('points', 'pointsNotZero');
  end if;
  perform app.require_correction_note(v_note);
  if v_call.is_replay then
    return app.replay_entry(v_call);
  end if;

  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  v_loyalty := app.lock_player_loyalty(v_ctx, p_player_id);
  -- The casino says how far a debt may go; a correction that lessens one is always right.
  v_debt_limit := (select correction_debt_limit_points from public.casino_settings where casino_id = v_ctx.casino_id);
  if p_points < 0 and v_loyalty.balance + p_points < -v_debt_limit then
    perform app.fail(409, 'INSUFFICIENT_POINTS', jsonb_strip_nulls(jsonb_build_object('balance', v_loyalty.balance,
      'points', p_points, 'debtLimitPoints', nullif(v_debt_limit, 0))));
  end if;

  v_entry.player_id := p_player_id;
  v_entry.points := p_points;
  v_entry.reason := 'correction';
  v_entry.note := v_note;
  return app.finish_with_entry(v_call, v_entry, 'loyalty.post_correction', v_loyalty);
end;
$$;
comment on function public.rpc_post_correction(uuid, bigint, text, text, uuid) is
  'A manager''s correction of a player''s points, up or down, with a note. It mends the record and gives nothing, so '
  'an exclusion does not stop it; lifetime points and tier stay. Answers {is_existing, entry, balance}. Capability '
  'ledger.correct. VALIDATION_FAILED, NOTE_REQUIRED, PLAYER_NOT_FOUND, PLAYER_NOT_ENROLLED, INSUFFICIENT_POINTS '
  '(below zero by more than correction_debt_limit_points of the settings; balance, points, debtLimitPoints where it '
  'is not 0), POINTS_OUT_OF_RANGE.';

-- ---- 25_loyalty/rpc/reverse_entry.sql ----

create function public.rpc_reverse_entry(p_entry_id uuid, p_note text, p_idempotency_key text,
  p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := nullif(btrim(p_note), '');
  v_call app.call := app.begin_call('reverse_entry', 'ledger.correct', p_idempotency_key,
    jsonb_build_array(p_entry_id, v_note), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_answer jsonb;
  v_reversed public.loyalty_ledger;
  v_before public.player_loyalty;
  v_entry public.loyalty_ledger;
begin
  perform app.require_correction_note(v_note);
  if v_call.is_replay then
    return app.reversal_answer(app.replay_entry(v_call));
  end if;

  select * into v_reversed from public.loyalty_ledger where casino_id = v_ctx.casino_id and id = p_entry_id;
  if not found then
    perform app.fail(404, 'ENTRY_NOT_FOUND');
  end if;
  v_before := app.lock_player_loyalty(v_ctx, v_reversed.player_id);
  v_reversed := app.entry_to_reverse(v_reversed);
  v_entry.player_id := v_reversed.player_id;
  v_entry.visit_id := v_reversed.visit_id;
  v_entry.rating_slip_id := v_reversed.rating_slip_id;
  v_entry.reward_id := v_reversed.reward_id;
  v_entry.points := -v_reversed.points;
  v_entry.reason := 'reversal';
  v_entry.note := v_note;
  v_entry.reversed_entry_id := v_reversed.id;
  v_entry.metadata := app.reversal_metadata(v_reversed);

  v_answer := app.finish_with_entry(v_call, v_entry, 'loyalty.reverse_entry', v_before);
  if v_reversed.reason = 'session_accrual' then
    -- The slip has no points any more; somebody may settle it again.
    update public.rating_slip set accrual_status = 'none' where casino_id = v_ctx.casino_id
      and id = v_reversed.rating_slip_id;
  end if;
  perform app.reopen_after_lowering(v_ctx, v_before, v_note,
    jsonb_build_object('by', 'reversal', 'entryId', v_answer #> '{entry,id}'));
  return app.reversal_answer(v_answer);
end;
$$;
comment on function public.rpc_reverse_entry(uuid, text, text, uuid) is
  'Takes one entry back, once, with a note: an entry of the opposite points that names it. The balance may go below '
  'zero by it; what an entry had earned towards the next tier goes too, and so does a tier that only its points had '
  'reached: not one that later points, a legacy row or a manager justify (app.justified_tier). Rows of imports that '
  'were kept because of that tier wait again (app.reopen_kept_rows). A redemption taken back is free to be given '
  'again, a slip whose accrual was taken back to be settled again. A reversal is taken back in the same way, once, '
  'unless it is of an accrual: the entry counts again, with the lifetime points and the tier that it had brought; it '
  'can then be reversed anew, by its own id or by that of the entry that reinstated it. Answers {is_existing, entry, '
  'balance, tier_before, tier_after}. Capability ledger.correct. NOTE_REQUIRED, VALIDATION_FAILED, ENTRY_NOT_FOUND, '
  'ENTRY_ALREADY_REVERSED (detail: entryId, at, staffName), ENTRY_NOT_REVERSIBLE (the reversal of an accrual: '
  'originalReason, ratingSlipId), POINTS_OUT_OF_RANGE.';

create function app.entry_to_reverse(p_entry public.loyalty_ledger)
returns public.loyalty_ledger
language plpgsql
stable
set search_path = ''
as $$
declare
  v_last public.loyalty_ledger := app.last_reversal(p_entry);
  v_root public.loyalty_ledger;
begin
  if v_last.id is not null and (p_entry.reason = 'reversal' or sign(v_last.points) <> sign(p_entry.points)) then
    perform app.fail(409, 'ENTRY_ALREADY_REVERSED', jsonb_build_object('entryId', v_last.id, 'at', v_last.created_at,
      'staffName', app.staff_name(v_last.casino_id, v_last.staff_id)));
  end if;
  if p_entry.reason = 'reversal' then
    v_root := app.root_entry(p_entry.casino_id, p_entry.id);
    if v_root.reason = 'session_accrual' then
      -- Points for play come back by settling the slip, and by nothing else: the slip would be paid twice otherwise.
      perform app.fail(409, 'ENTRY_NOT_REVERSIBLE',
        jsonb_build_object('reason', p_entry.reason, 'originalReason', v_root.reason,
        'ratingSlipId', v_root.rating_slip_id));
    end if;
  end if;
  -- Each entry is taken back once, which an index holds, too. To take back one that was reinstated is to take back
  -- the entry that reinstated it.
  return coalesce(v_last, p_entry);
end;
$$;
comment on function app.entry_to_reverse(public.loyalty_ledger) is
  'Which entry is taken back, so that this one counts no more: itself, or the one by which it was reinstated last. '
  'Asked under the player''s lock. ENTRY_ALREADY_REVERSED; ENTRY_NOT_REVERSIBLE for the reversal of an accrual.';

create function app.reversal_answer(p_answer jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return p_answer || jsonb_build_object('tier_before', p_answer #> '{entry,tier_before}', 'tier_after',
    p_answer #> '{entry,tier_after}');
end;
$$;
comment on function app.reversal_answer(jsonb) is
  'The answer to a reversal, also to a repeated one: as every posting''s, with the player''s tier before and after '
  'it.';

create function app.reversal_metadata(p_reversed public.loyalty_ledger)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_build_object('reversed_entry_no', p_reversed.entry_no, 'reversed_reason', p_reversed.reason)
    || coalesce(jsonb_strip_nulls(jsonb_build_object('reward_code', p_reversed.metadata -> 'reward_code',
      'reward_name', p_reversed.metadata -> 'reward_name')), '{}'::jsonb);
end;
$$;
comment on function app.reversal_metadata(public.loyalty_ledger) is
  'What a reversal says of the entry that it takes back.';

-- ---- 25_loyalty/policies.sql ----

alter table public.loyalty_tier enable row level security;
alter table public.player_loyalty enable row level security;
alter table public.loyalty_ledger enable row level security;
alter table public.loyalty_tier_change enable row level security;
alter table public.loyalty_outbox enable row level security;
alter table public.player_exclusion enable row level security;

create policy "Staff read the tiers of their own casino" on public.loyalty_tier
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the balances of their own casino" on public.player_loyalty
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read ledger entries of their own casino" on public.loyalty_ledger
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read changes of tiers of their own casino" on public.loyalty_tier_change
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Auditors read the events of their own casino" on public.loyalty_outbox
  for select to authenticated
  using (
    casino_id = (select app.current_casino_id())
    and (select app.current_staff_can('audit.read'))
    and (event_type <> 'exclusion.hit' or (select app.current_staff_can('exclusion.read')))
  );
create policy "Compliance and admin read exclusions of their own casino" on public.player_exclusion
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('exclusion.read')));

grant select on public.loyalty_tier, public.player_loyalty, public.loyalty_ledger, public.loyalty_tier_change,
  public.loyalty_outbox, public.player_exclusion
  to authenticated, service_role;

-- ---- 30_earning/tables.sql ----

-- Earning: what turns theo into points, the tiers a casino has, and accrual when a slip closes.

create type public.rounding_policy as enum ('floor', 'nearest', 'ceil');

create table public.loyalty_earn_config (
  casino_id uuid primary key references public.casino (id),
  points_per_theo integer not null default 10 check (points_per_theo between 0 and 10000),
  default_point_multiplier numeric(5, 2) not null default 1.00 check (default_point_multiplier between 0 and 10),
  rounding_policy public.rounding_policy not null default 'floor',
  is_active boolean not null default true,
  version integer not null default 1,
  updated_at timestamptz not null default now()
);
comment on table public.loyalty_earn_config is
  'How a casino''s players earn: points for each whole currency unit of theo, times a multiplier for all, times the '
  'tier''s own.';
comment on column public.loyalty_earn_config.points_per_theo is 'Points for one dollar (a hundred cents) of theo.';
comment on column public.loyalty_earn_config.is_active is
  'While it is off, slips that close earn nothing, and never will.';

-- ---- 30_earning/internal/accrual.sql ----

-- The points of a closed slip.

create function app.accrual_key(p_rating_slip_id uuid, p_earlier integer default 0)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return 'accrue:' || p_rating_slip_id || case when p_earlier > 0 then ':' || (p_earlier + 1)::text else '' end;
end;
$$;
comment on function app.accrual_key(uuid, integer) is
  'The idempotency key of a slip''s accrual, whoever asks for it: a slip accrues once, and once again each time the '
  'accruals before (p_earlier of them) were all taken back.';

create function app.last_accrual(p_casino_id uuid, p_rating_slip_id uuid)
returns public.loyalty_ledger
language plpgsql
stable
set search_path = ''
as $$
declare
  v_entry public.loyalty_ledger;
begin
  select * into v_entry from public.loyalty_ledger
  where casino_id = p_casino_id and rating_slip_id = p_rating_slip_id and reason = 'session_accrual'
  order by entry_no desc
  limit 1;
  return v_entry;
end;
$$;
comment on function app.last_accrual(uuid, uuid) is
  'The newest accrual of a slip, taken back or not; an empty row when there was none. All before it were taken back.';

create function app.accrual_entry(p_slip public.rating_slip, p_snapshot jsonb)
returns public.loyalty_ledger
language plpgsql
stable
set search_path = ''
as $$
declare
  v_entry public.loyalty_ledger;
begin
  v_entry.player_id := p_slip.player_id;
  v_entry.visit_id := p_slip.visit_id;
  v_entry.rating_slip_id := p_slip.id;
  v_entry.points := app.accrual_points(app.slip_theo_x3600(p_slip, p_slip.ended_at), p_snapshot);
  v_entry.reason := 'session_accrual';
  v_entry.metadata := p_snapshot - array['is_active', 'tier_change_no']
    || jsonb_build_object('theo_cents', p_slip.theo_cents,
      'average_bet_cents', p_slip.average_bet_cents, 'play_seconds', app.play_seconds(p_slip, p_slip.ended_at),
      'policy', p_slip.policy_snapshot, 'stretches', app.all_stretches(p_slip, p_slip.ended_at));
  v_entry.idempotency_key := app.accrual_key(p_slip.id, (
      select count(*)::integer from public.loyalty_ledger
      where casino_id = p_slip.casino_id and rating_slip_id = p_slip.id and reason = 'session_accrual'));
  v_entry.request_hash := app.request_hash('accrue_on_close', jsonb_build_array(p_slip.id));
  return v_entry;
end;
$$;
comment on function app.accrual_entry(public.rating_slip, jsonb) is
  'The entry that a closed slip earns, with every input of its formula in the metadata.';

create function app.no_accrual(p_ctx app.rls_context, p_slip public.rating_slip, p_why text)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  -- A slip that the house closed stays held until somebody settles it, however often settling was refused.
  update public.rating_slip set accrual_status = 'none'
  where casino_id = p_ctx.casino_id and id = p_slip.id and accrual_status is distinct from 'held';
  return jsonb_build_object('status', 'none', 'why', p_why, 'points', 0, 'tier_upgrade', null, 'entry', null, 'balance',
    (select balance from public.player_loyalty where casino_id = p_ctx.casino_id and player_id = p_slip.player_id));
end;
$$;
comment on function app.no_accrual(app.rls_context, public.rating_slip, text) is
  'Settles a closed slip that earns nothing, and says why. One that is held stays so.';

create function app.posted_accrual(p_ctx app.rls_context, p_slip public.rating_slip, p_entry public.loyalty_ledger)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  update public.rating_slip set accrual_status = 'posted' where casino_id = p_ctx.casino_id and id = p_slip.id;
  return jsonb_build_object('status', 'posted', 'why', null, 'points', p_entry.points, 'balance', p_entry.balance_after,
    'tier_upgrade', p_entry.metadata -> 'tier_upgrade', 'entry', app.ledger_entry_json(p_entry));
end;
$$;
comment on function app.posted_accrual(app.rls_context, public.rating_slip, public.loyalty_ledger) is
  'Settles a closed slip whose points are in the ledger.';

create function app.accrual_obstacle(p_ctx app.rls_context, p_slip public.rating_slip, p_snapshot jsonb)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  return case
    when exists (select from public.visit where casino_id = p_ctx.casino_id and id = p_slip.visit_id
      and kind = 'unrated') then 'VISIT_UNRATED'
    when p_snapshot is null then 'NO_EARN_CONFIG'
    when app.is_player_excluded(p_ctx, p_slip.player_id) then 'PLAYER_EXCLUDED'
    when not (p_snapshot -> 'is_active')::boolean then 'EARNING_OFF'
    when app.accrual_points(app.slip_theo_x3600(p_slip, p_slip.ended_at), p_snapshot) = 0 then 'NO_POINTS'
  end;
end;
$$;
comment on function app.accrual_obstacle(app.rls_context, public.rating_slip, jsonb) is
  'Why the play of a slip with an end earns nothing now, at the rates given: VISIT_UNRATED, NO_EARN_CONFIG, '
  'PLAYER_EXCLUDED, EARNING_OFF or NO_POINTS, the first that holds; null when it earns.';

create function app.accrue_slip(p_ctx app.rls_context, p_slip public.rating_slip, p_note text default null)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_ctx app.rls_context := p_ctx;
  v_snapshot jsonb := app.settled_snapshot(p_slip);
  v_entry public.loyalty_ledger;
  v_obstacle text;
begin
  perform app.lock_player_loyalty(p_ctx, p_slip.player_id);
  -- Looked up under the player's lock, under which every entry is posted: no slip gets two accruals in force.
  v_entry := app.last_accrual(p_ctx.casino_id, p_slip.id);
  if v_entry.id is not null and app.reversal_id(v_entry) is null then
    return app.posted_accrual(p_ctx, p_slip, v_entry);
  end if;
  v_obstacle := app.accrual_obstacle(p_ctx, p_slip, v_snapshot);
  if v_obstacle = 'NO_EARN_CONFIG' then
    perform app.fail(409, 'NO_EARN_CONFIG');
  end if;
  if v_obstacle = 'PLAYER_EXCLUDED' then
    perform app.meets_exclusion(p_ctx, p_slip.player_id, 'exclusion.refuse_accrual',
      jsonb_build_object('rating_slip_id', p_slip.id));
  end if;
  if v_obstacle is not null then
    return app.no_accrual(p_ctx, p_slip, v_obstacle);
  end if;

  v_entry := app.accrual_entry(p_slip, v_snapshot);
  v_entry.note := p_note;
  if p_note is null then
    -- Without a note nobody settled the slip: the entry is posted by the system and names no person.
    v_ctx.staff_id := null;
    v_ctx.role := null;
  end if;
  v_entry := app.post_ledger_entry(v_ctx, v_entry, 'loyalty.post_accrual');
  if v_entry.id is null then
    perform app.fail(409, 'ALREADY_SETTLED');
  end if;
  return app.posted_accrual(p_ctx, p_slip, v_entry);
end;
$$;
comment on function app.accrue_slip(app.rls_context, public.rating_slip, text) is
  'Accrues a closed slip that has no accrual in force: {status: posted | none, why, points, balance, tier_upgrade, '
  'entry}. why is VISIT_UNRATED, PLAYER_EXCLUDED (put on record), EARNING_OFF or NO_POINTS. With a note it is the '
  'caller''s, else the system''s. PLAYER_NOT_ENROLLED, NO_EARN_CONFIG, POINTS_OUT_OF_RANGE, ALREADY_SETTLED when the '
  'trail has an accrual that the ledger has lost.';

create function app.floor_word(p_obstacle text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case when p_obstacle = 'PLAYER_EXCLUDED' then 'NO_POINTS' else p_obstacle end;
end;
$$;
comment on function app.floor_word(text) is
  'Why play earned nothing, as the floor and its trail may know it: somebody who may receive nothing reads like '
  'anybody whose play earned nothing.';

create function app.try_accrual(p_ctx app.rls_context, p_slip public.rating_slip)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_accrual jsonb;
begin
  v_accrual := app.accrue_slip(p_ctx, p_slip) - 'entry';
  return v_accrual || jsonb_build_object('why', app.floor_word(v_accrual ->> 'why'));
exception when others then
  -- Closing a slip must not fail because its points could not be posted. The slip stays pending, and the worker tries
  -- again.
  raise warning 'accrual of slip % failed: % %', p_slip.id, sqlstate, sqlerrm;
  update public.rating_slip set accrual_tried_at = clock_timestamp() where casino_id = p_ctx.casino_id
    and id = p_slip.id;
  return jsonb_build_object('status', 'pending', 'why', null, 'points', null, 'tier_upgrade', null, 'balance',
    (select balance from public.player_loyalty where casino_id = p_ctx.casino_id and player_id = p_slip.player_id));
end;
$$;
comment on function app.try_accrual(app.rls_context, public.rating_slip) is
  'As accrue_slip without the entry, and without a word of an exclusion (why is NO_POINTS then); a failure leaves '
  'nothing behind but the slip pending, with when it was tried, and answers status pending.';

create function app.accrual_preview(p_ctx app.rls_context, p_slip public.rating_slip)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_snapshot constant jsonb := app.settled_snapshot(p_slip);
  v_obstacle constant text := app.accrual_obstacle(p_ctx, p_slip, v_snapshot);
begin
  -- Without rates closing leaves the accrual pending: its points are unknown (null), which is not 0.
  return jsonb_build_object('why', app.floor_word(nullif(v_obstacle, 'NO_EARN_CONFIG')), 'points', case
    when v_obstacle is null then app.accrual_points(app.slip_theo_x3600(p_slip, p_slip.ended_at), v_snapshot)
    when v_obstacle <> 'NO_EARN_CONFIG' then 0 end);
end;
$$;
comment on function app.accrual_preview(app.rls_context, public.rating_slip) is
  'What a slip with an end would earn now, in the words of the floor: {points, why}. Nothing is posted.';

-- ---- 30_earning/internal/due_slips.sql ----

-- Closed slips that have no points yet.

create function app.due_slip_json(p_ctx app.rls_context, p_slip public.rating_slip)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_entry public.loyalty_ledger;
  v_points bigint;
begin
  -- The worker posts what is pending. Everybody may see that a slip is held; that play earned nothing at first, or that
  -- its points were taken back, is shown only to those who may settle the slip.
  if p_slip.status <> 'closed' or p_slip.accrual_status = 'pending'
    or (p_slip.accrual_status <> 'held' and 'ledger.correct' <> all (app.role_capabilities(p_ctx.role))) then
    return null;
  end if;
  v_entry := app.last_accrual(p_ctx.casino_id, p_slip.id);
  if v_entry.id is not null and app.reversal_id(v_entry) is null then
    return null;
  end if;
  v_points := coalesce((app.accrual_preview(p_ctx, p_slip) ->> 'points')::bigint, 0);
  if p_slip.accrual_status <> 'held' and v_points = 0 then
    return null;
  end if;
  return app.rating_slip_json(p_slip) || jsonb_build_object('due_points', v_points,
    'tier_corrected', app.settled_snapshot(p_slip) -> 'tier_corrected', 'due_because', case
    when p_slip.accrual_status = 'held' then 'held' when v_entry.id is not null then 'taken_back'
      else 'earned_nothing' end);
end;
$$;
comment on function app.due_slip_json(app.rls_context, public.rating_slip) is
  'A closed slip that a manager can settle or leave, as a slip with due_points (what settling would post now), '
  'tier_corrected ({from, to} where the tier of its closing was given by mistake, and is not counted) and '
  'due_because: held (the house closed it), taken_back (its accrual was), earned_nothing (it was closed when its '
  'player could receive nothing). Null when nothing is due; a held one is due whatever it is worth. The last two are '
  'told to who may settle only.';

create function app.lock_many_standings(p_casino_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('many_standings' || p_casino_id::text, 0));
end;
$$;
comment on function app.lock_many_standings(uuid) is
  'The first lock of whoever goes on to lock the balance rows of several players: one of them at a time in a casino, '
  'since late accruals go by slip and not by player.';

create function app.accrue_missing(p_ctx app.rls_context, p_limit integer, out tried integer, out accrued integer)
language plpgsql
set search_path = ''
as $$
declare
  v_slip public.rating_slip;
begin
  tried := 0;
  accrued := 0;
  perform app.lock_many_standings(p_ctx.casino_id);
  for v_slip in
    select * from public.rating_slip
    where casino_id = p_ctx.casino_id and accrual_status = 'pending'
    order by accrual_tried_at nulls first, id
    limit p_limit
  loop
    tried := tried + 1;
    -- The player's row and then the slip's, as everywhere; a slip that is settled by now is left alone.
    v_slip := app.lock_slip(p_ctx, v_slip.id);
    if v_slip.accrual_status = 'pending' and app.try_accrual(p_ctx, v_slip) ->> 'status' <> 'pending' then
      accrued := accrued + 1;
    end if;
  end loop;
end;
$$;
comment on function app.accrue_missing(app.rls_context, integer) is
  'Accrues up to p_limit slips of one casino that closed without: how many it tried, and how many are settled. One '
  'that fails again is put behind the others.';

-- ---- 30_earning/internal/formula.sql ----

-- From theo to points.

create function app.accrual_points(p_theo_x3600 numeric, p_snapshot jsonb)
returns bigint
language plpgsql
immutable
set search_path = ''
as $$
declare
  -- A dollar is 360,000 of the units of theo (3600ths of a cent). A product of numerics is exact and a quotient may be
  -- cut off, so there is one division only, the one that gives whole points.
  v_per_point constant numeric := 360000;
  v_points numeric := p_theo_x3600 * (p_snapshot ->> 'points_per_theo')::numeric
    * (p_snapshot ->> 'default_point_multiplier')::numeric
    * (p_snapshot ->> 'tier_multiplier')::numeric;
begin
  return case (p_snapshot ->> 'rounding_policy')::public.rounding_policy
    when 'floor' then div(v_points, v_per_point)
    when 'nearest' then div(2 * v_points + v_per_point, 2 * v_per_point)
    when 'ceil' then div(v_points, v_per_point) + (mod(v_points, v_per_point) > 0)::integer
  end::bigint;
end;
$$;
comment on function app.accrual_points(numeric, jsonb) is
  'Points of a closed slip: exact theo (in 3600ths of a cent) in dollars x points per theo x default multiplier x '
  'tier multiplier, rounded once, by the casino''s policy: down, up, or to the nearest, half away from zero '
  '(ADR-033). Exact: no float, no rounding before the last.';

create function app.earn_snapshot(p_casino_id uuid, p_player_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('points_per_theo', c.points_per_theo, 'default_point_multiplier',
      c.default_point_multiplier,
      'rounding_policy', c.rounding_policy, 'is_active', c.is_active, 'tier', l.tier, 'tier_multiplier', t.multiplier,
        'tier_change_no', coalesce((
        select max(change_no) from public.loyalty_tier_change where casino_id = l.casino_id
          and player_id = l.player_id), 0))
    from public.loyalty_earn_config c
    join public.player_loyalty l on l.casino_id = c.casino_id and l.player_id = p_player_id
    join public.loyalty_tier t on t.casino_id = l.casino_id and t.code = l.tier
    where c.casino_id = p_casino_id
  );
end;
$$;
comment on function app.earn_snapshot(uuid, uuid) is
  'What a player''s theo is worth now, for a slip to freeze when it closes; null where the casino has no earn config '
  'or the player no standing.';

create function app.tier_left_since(p_casino_id uuid, p_player_id uuid, p_change_no integer, p_tier text)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select c.to_tier from public.loyalty_tier_change c
    where c.casino_id = p_casino_id and c.player_id = p_player_id and c.change_no > p_change_no
      and app.tier_rank(p_casino_id, c.to_tier) < app.tier_rank(p_casino_id, p_tier)
      -- Once a manager has set a tier, later changes say nothing of the tier that the player had at this close.
      and not exists (
        select from public.loyalty_tier_change m
        where m.casino_id = c.casino_id and m.player_id = c.player_id and m.source = 'manager'
          and m.change_no between p_change_no + 1 and c.change_no)
      and case c.source
        when 'reversal' then app.reversal_id((select e from public.loyalty_ledger e where e.casino_id = c.casino_id
          and e.id = c.entry_id)) is null
        when 'reconciliation_revert' then not exists (
          select from public.loyalty_reconciliation r
          join public.loyalty_reconciliation again on again.casino_id = r.casino_id and again.row_id = r.row_id
            and again.seq > r.seq
          where r.casino_id = c.casino_id and r.id = c.reconciliation_id and again.outcome = 'applied'
            and not app.is_taken_back(again))
        else false end
    order by app.tier_rank(p_casino_id, c.to_tier)
    limit 1
  );
end;
$$;
comment on function app.tier_left_since(uuid, uuid, integer, text) is
  'The tier that a player is left with of one held after their change p_change_no, where that was given by mistake: '
  'an entry or a legacy row that it came of was taken back since, and was not reinstated or applied again. The lowest '
  'of several; null where the tier held stands.';

create function app.settled_snapshot(p_slip public.rating_slip)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_snapshot jsonb := coalesce(p_slip.earn_snapshot, app.earn_snapshot(p_slip.casino_id, p_slip.player_id));
  v_tier text := app.tier_left_since(p_slip.casino_id, p_slip.player_id, (v_snapshot -> 'tier_change_no')::integer,
    v_snapshot ->> 'tier');
begin
  if v_tier is null then
    return v_snapshot;
  end if;
  return v_snapshot || jsonb_build_object('tier', v_tier, 'tier_multiplier',
    least((v_snapshot -> 'tier_multiplier')::numeric, (
    select multiplier from public.loyalty_tier where casino_id = p_slip.casino_id and code = v_tier)),
    'tier_corrected', jsonb_build_object('from', v_snapshot -> 'tier', 'to', v_tier));
end;
$$;
comment on function app.settled_snapshot(public.rating_slip) is
  'What the theo of a closed slip is worth: the rates of its closing (of now, where it has none). Where the tier of '
  'then was given by mistake and taken back since, that of the tier the player was left with counts, by its '
  'multiplier of now and never by more than the frozen one, and tier_corrected {from, to} says so.';

-- ---- 30_earning/internal/player_tier.sql ----

create function app.tier_source_json(p_casino_id uuid, p_player_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('source', c.source, 'from', c.from_tier, 'to', c.to_tier, 'created_at', c.created_at,
      'staff_name', app.staff_name(c.casino_id, c.staff_id), 'reason', c.reason, 'entry_id', c.entry_id,
        'reconciliation_id', c.reconciliation_id)
    from public.loyalty_tier_change c
    where c.casino_id = p_casino_id and c.player_id = p_player_id
    order by c.change_no desc
    limit 1
  );
end;
$$;
comment on function app.tier_source_json(uuid, uuid) is
  'Where a player''s tier comes from: {source: earned | reversal | reconciliation | reconciliation_revert | manager, '
  'from, to, created_at, staff_name, reason, entry_id, reconciliation_id}; null for the tier of the enrolment.';

create function app.write_tier(p_loyalty public.player_loyalty, p_tier text)
returns public.player_loyalty
language plpgsql
set search_path = ''
as $$
declare
  v_loyalty public.player_loyalty;
  v_standing app.tier_standing := app.tier_standing(p_loyalty.casino_id, p_tier, p_loyalty.lifetime_points);
begin
  if p_tier = p_loyalty.tier then
    return p_loyalty;
  end if;
  update public.player_loyalty
  -- Points that reach beyond this tier lift nobody before more are earned.
  set tier = p_tier, tier_progress = case when v_standing.tier = p_tier then v_standing.tier_progress else 100 end,
    updated_at = now()
  where casino_id = p_loyalty.casino_id and player_id = p_loyalty.player_id
  returning * into v_loyalty;
  return v_loyalty;
end;
$$;
comment on function app.write_tier(public.player_loyalty, text) is
  'Gives a player, whose row is locked, this tier; points and ledger stay as they are. The caller records why.';

-- ---- 30_earning/internal/rules.sql ----

-- The casino's earn config and tiers: how they are told, and who was first to change them.

create function app.last_change(p_ctx app.rls_context, p_entity_type text)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_build_object('at', a.at, 'staffName', app.staff_name(a.casino_id, a.staff_id))
    from public.audit_log a
    where a.casino_id = p_ctx.casino_id and a.entity_type = p_entity_type and a.entity_id is null and a.outcome = 'done'
    order by a.id desc
    limit 1
  ), '{}'::jsonb);
end;
$$;
comment on function app.last_change(app.rls_context, text) is
  'Who last changed something that a casino has once, and when, from the audit trail, for whoever comes second: {at, '
  'staffName}; empty when nobody did.';

create function app.earn_config_json(p_config public.loyalty_earn_config)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return to_jsonb(p_config) - 'casino_id';
end;
$$;
comment on function app.earn_config_json(public.loyalty_earn_config) is 'The earn config as every RPC answers it.';

create function app.loyalty_tiers_json(p_casino_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_tiers jsonb;
begin
  select coalesce(jsonb_agg(jsonb_build_object('code', code, 'name', name, 'rank', rank, 'multiplier', multiplier,
    'threshold_points', threshold_points) order by rank), '[]'::jsonb)
  into v_tiers
  from public.loyalty_tier
  where casino_id = p_casino_id;
  return jsonb_build_object('items', v_tiers, 'version', md5(v_tiers::text));
end;
$$;
comment on function app.loyalty_tiers_json(uuid) is
  'The tiers from the lowest up, and a version that changes whenever one of them does: {items, version}.';

-- ---- 30_earning/rpc/accrue_missing.sql ----

create function public.rpc_accrue_missing(p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('accrue_missing', 'ledger.correct', p_idempotency_key,
    '[]'::jsonb, p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_outcome record;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;
  v_outcome := app.accrue_missing(v_ctx, 50);
  return app.finish_call(v_call, 'loyalty.accrue_missing', 'rating_slip', null, null,
    jsonb_build_object('accrued_count', v_outcome.accrued, 'failed_count', v_outcome.tried - v_outcome.accrued));
end;
$$;
comment on function public.rpc_accrue_missing(text, uuid) is
  'Accrues the slips of the caller''s casino that closed without, at most 50 a call, by hand; the worker does it by '
  'itself. Answers {is_existing, accrued_count, failed_count}. Capability ledger.correct.';

-- ---- 30_earning/rpc/accrue_on_close.sql ----

create function public.rpc_accrue_on_close(p_rating_slip_id uuid, p_idempotency_key text,
  p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('accrue_on_close', 'slip.manage', p_idempotency_key,
    jsonb_build_array(p_rating_slip_id), p_correlation_id, app.accrual_key(p_rating_slip_id));
  v_ctx app.rls_context := v_call.ctx;
  v_answer jsonb;
  v_slip public.rating_slip;
begin
  -- A replay is looked up only to refuse a key that was used for something else: the accrual is known by its slip,
  -- whoever asks for it and however often.
  if v_call.is_replay then
    perform app.replay(v_call);
  end if;
  v_answer := app.accrual_answer(v_ctx, p_rating_slip_id);
  if v_answer is not null then
    return v_answer;
  end if;

  v_slip := app.lock_slip(v_ctx, p_rating_slip_id);
  -- While this call waited, the worker may have come by.
  v_answer := app.accrual_answer(v_ctx, p_rating_slip_id);
  if v_answer is not null then
    return v_answer;
  end if;
  if v_slip.status <> 'closed' then
    perform app.fail(409, 'SLIP_NOT_CLOSED');
  end if;
  if v_slip.accrual_status = 'held' then
    perform app.fail(409, 'SLIP_HELD');
  end if;
  -- A slip that has its points, or that a manager has to settle, is not accrued by this call.
  if v_slip.accrual_status <> 'pending' then
    perform app.fail(409, 'NOTHING_TO_ACCRUE', jsonb_build_object('accrualStatus', v_slip.accrual_status));
  end if;
  v_answer := app.accrue_slip(v_ctx, v_slip);
  if v_answer ->> 'why' = 'PLAYER_EXCLUDED' then
    -- The audit row of the attempt is written already; raising here would take it away.
    return app.answer_refusal(409, 'PLAYER_EXCLUDED');
  end if;
  if v_answer ->> 'status' = 'none' then
    perform app.fail(409, 'NOTHING_TO_ACCRUE');
  end if;
  -- The entry has its own audit row, under the slip's key; this one says who asked.
  v_call.idempotency_key := nullif(p_idempotency_key, app.accrual_key(p_rating_slip_id));
  perform app.finish_call(v_call, 'loyalty.accrue_on_close', 'rating_slip', p_rating_slip_id, null,
    jsonb_build_object('entry_id', v_answer #> '{entry,id}', 'balance', v_answer -> 'balance'));
  return jsonb_build_object('is_existing', false, 'entry', v_answer -> 'entry', 'balance', v_answer -> 'balance');
end;
$$;
comment on function public.rpc_accrue_on_close(uuid, text, uuid) is
  'Accrues one closed slip by hand, where closing could not. Once per slip: later calls answer the entry there is; '
  'one that was taken back is for rpc_settle_rating_slip. Answers {is_existing, entry, balance}. Capability '
  'slip.manage. SLIP_NOT_FOUND, SLIP_NOT_CLOSED, SLIP_HELD, NOTHING_TO_ACCRUE, PLAYER_NOT_ENROLLED, PLAYER_EXCLUDED, '
  'NO_EARN_CONFIG, POINTS_OUT_OF_RANGE.';

create function app.accrual_answer(p_ctx app.rls_context, p_rating_slip_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_entry public.loyalty_ledger := app.last_accrual(p_ctx.casino_id, p_rating_slip_id);
begin
  if v_entry.id is null then
    return null;
  end if;
  return jsonb_build_object('is_existing', true, 'entry', app.ledger_entry_json(v_entry), 'balance', (
    select balance from public.player_loyalty where casino_id = p_ctx.casino_id and player_id = v_entry.player_id));
end;
$$;
comment on function app.accrual_answer(app.rls_context, uuid) is
  'The answer to who asks for an accrual that is there: the newest of the slip, as an existing one; null when there '
  'is none.';

-- ---- 30_earning/rpc/get_earn_config.sql ----

create function public.rpc_get_earn_config()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_config public.loyalty_earn_config;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  select * into v_config from public.loyalty_earn_config where casino_id = v_ctx.casino_id;
  if not found then
    perform app.fail(409, 'NO_EARN_CONFIG');
  end if;
  return app.earn_config_json(v_config);
end;
$$;
comment on function public.rpc_get_earn_config() is
  'How players earn: {points_per_theo, default_point_multiplier, rounding_policy, is_active, version, updated_at}. '
  'Capability floor.read. NO_EARN_CONFIG.';

-- ---- 30_earning/rpc/list_held_slips.sql ----

create function public.rpc_list_held_slips(p_before_slip_id uuid default null, p_limit integer default 50)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  if p_before_slip_id is not null
    and not exists (select from public.rating_slip where casino_id = v_ctx.casino_id and id = p_before_slip_id) then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  select coalesce(jsonb_agg(app.due_slip_json(v_ctx, page.s) order by (page.s).id desc), '[]'::jsonb) into v_items
  from (
    select s from public.rating_slip s
    where s.casino_id = v_ctx.casino_id and s.accrual_status = 'held'
      and (p_before_slip_id is null or s.id < p_before_slip_id)
    order by s.id desc
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_held_slips(uuid, integer) is
  'The slips that the house closed, since nobody did, and that nobody has settled, newest first, paged by the last '
  'one seen: {items: [slip with due_points, tier_corrected and due_because], next_cursor}. Capability floor.read. '
  'VALIDATION_FAILED for a cursor that is none.';

-- ---- 30_earning/rpc/list_loyalty_tiers.sql ----

create function public.rpc_list_loyalty_tiers()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  perform app.require_capability(v_ctx, 'floor.read');
  return app.loyalty_tiers_json(v_ctx.casino_id);
end;
$$;
comment on function public.rpc_list_loyalty_tiers() is
  'The tiers, lowest first: {items: [{code, name, rank, multiplier, threshold_points}], version}. Capability '
  'floor.read.';

-- ---- 30_earning/rpc/replace_loyalty_tiers.sql ----

create function public.rpc_replace_loyalty_tiers(
  p_tiers jsonb,
  p_expected_version text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('replace_loyalty_tiers', 'catalog.write', p_idempotency_key,
    jsonb_build_array(p_tiers, p_expected_version), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before jsonb;
  v_codes text[];
begin
  if jsonb_typeof(p_tiers) is distinct from 'array' or jsonb_array_length(p_tiers) not between 1 and 20 then
    perform app.invalid('tiers', 'tiersList');
  end if;
  for v_place in 0 .. jsonb_array_length(p_tiers) - 1 loop
    perform app.require_valid_tier(v_place, p_tiers -> v_place, case
      when v_place > 0 then p_tiers -> (v_place - 1) end);
  end loop;
  v_codes := array(select tier ->> 'code' from jsonb_array_elements(p_tiers) tier);
  if cardinality(v_codes) <> (select count(distinct code) from unnest(v_codes) code) then
    perform app.invalid('tiers', 'tierCodeOwn');
  end if;
  if (select count(*) <> count(distinct lower(btrim(tier ->> 'name'))) from jsonb_array_elements(p_tiers) tier) then
    perform app.invalid('tiers', 'tierNameOwn');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  perform app.lock_standings(v_ctx);
  perform 1 from public.loyalty_tier where casino_id = v_ctx.casino_id order by id for update;
  v_before := app.loyalty_tiers_json(v_ctx.casino_id);
  if v_before ->> 'version' is distinct from p_expected_version then
    perform app.fail(409, 'TIERS_CHANGED', jsonb_build_object('version', v_before -> 'version')
      || app.last_change(v_ctx, 'loyalty_tier'));
  end if;
  perform app.require_tiers_unused(v_ctx.casino_id, v_codes);
  perform app.require_tiers_in_order(v_ctx.casino_id, v_codes);
  perform app.write_tiers(v_ctx.casino_id, p_tiers, v_codes);
  return app.finish_call(v_call, 'loyalty.replace_loyalty_tiers', 'loyalty_tier', null, v_before,
    app.loyalty_tiers_json(v_ctx.casino_id));
end;
$$;
comment on function public.rpc_replace_loyalty_tiers(jsonb, text, text, uuid) is
  'Sets the casino''s tiers, lowest first, by code: [{code, name, multiplier, threshold_points}]; rank is the place '
  'in the list. p_expected_version is the version they were read at. Nobody loses a tier by it, and who reaches a '
  'lowered threshold gets the tier with the next points earned. Answers {items, version, is_existing}. Capability '
  'catalog.write. VALIDATION_FAILED, TIERS_CHANGED (detail: version, at, staffName), TIER_IN_USE (tier, tierName, '
  'players, rewards, and isMoved where it was to come below another).';

create function app.require_valid_tier(p_place integer, p_tier jsonb, p_below jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_path text := 'tiers.' || p_place || '.';
begin
  if jsonb_typeof(p_tier) is distinct from 'object' then
    perform app.invalid('tiers.' || p_place, 'object');
  end if;
  if (p_tier ->> 'code' ~ '^[a-z][a-z0-9_]{0,30}$') is not true then
    perform app.invalid(v_path || 'code', 'smallLetters', jsonb_build_object('highest', 31));
  end if;
  if (jsonb_typeof(p_tier -> 'name') = 'string' and length(btrim(p_tier ->> 'name')) between 1 and 50) is not true then
    perform app.invalid(v_path || 'name', 'characters', jsonb_build_object('lowest', 1, 'highest', 50));
  end if;
  if not app.is_number_between(p_tier -> 'multiplier', 0.01, 10, false)
    or scale(trim_scale((p_tier ->> 'multiplier')::numeric)) > 2 then
    perform app.invalid(v_path || 'multiplier', 'hundredthsBetween', jsonb_build_object('lowest', 0.01, 'highest', 10));
  end if;
  if not app.is_number_between(p_tier -> 'threshold_points', 0, 1000000000000, true) then
    perform app.invalid(v_path || 'thresholdPoints', 'wholeBetween',
      jsonb_build_object('lowest', 0, 'highest', 1000000000000));
  end if;
  if p_below is null and (p_tier ->> 'threshold_points')::bigint <> 0 then
    perform app.invalid(v_path || 'thresholdPoints', 'lowestTierZero');
  end if;
  if (p_tier ->> 'threshold_points')::bigint <= (p_below ->> 'threshold_points')::bigint then
    perform app.invalid(v_path || 'thresholdPoints', 'tierAboveBelow');
  end if;
end;
$$;
comment on function app.require_valid_tier(integer, jsonb, jsonb) is
  'VALIDATION_FAILED by field, unless the tier at a place (0 the lowest) is sound by itself and begins above the one '
  'below.';

create function app.require_tiers_unused(p_casino_id uuid, p_codes text[])
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_tier record;
begin
  select * into v_tier
  from (
    select t.code, t.name, t.rank,
      (select count(*) from public.player_loyalty l where l.casino_id = p_casino_id and l.tier = t.code) as players,
      (select count(distinct r) from (
        select e.reward_id as r from public.reward_entitlement_tier e where e.casino_id = p_casino_id
          and e.tier = t.code
        union all
        select g.reward_id from public.reward_eligibility g where g.casino_id = p_casino_id
          and t.code in (g.min_tier, g.max_tier)
      ) rewards) as rewards
    from public.loyalty_tier t
    where t.casino_id = p_casino_id and t.code <> all (p_codes)
  ) removed
  where players > 0 or rewards > 0
  order by rank
  limit 1;
  if found then
    perform app.fail(409, 'TIER_IN_USE',
      jsonb_build_object('tier', v_tier.code, 'tierName', v_tier.name, 'players', v_tier.players, 'rewards',
      v_tier.rewards));
  end if;
end;
$$;
comment on function app.require_tiers_unused(uuid, text[]) is
  'TIER_IN_USE, with who uses it, when a tier that is not among these codes has players or is named by a reward.';

create function app.require_tiers_in_order(p_casino_id uuid, p_codes text[])
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_tier record;
begin
  select held.code, held.name,
    (select count(*) from public.player_loyalty l where l.casino_id = p_casino_id and l.tier = held.code) as players
  into v_tier
  from public.loyalty_tier held
  where held.casino_id = p_casino_id
    and exists (select from public.player_loyalty l where l.casino_id = p_casino_id and l.tier = held.code)
    and exists (
      select from public.loyalty_tier other
      where other.casino_id = p_casino_id and other.rank < held.rank
        and array_position(p_codes, other.code) > array_position(p_codes, held.code)
    )
  order by held.rank desc
  limit 1;
  if found then
    perform app.fail(409, 'TIER_IN_USE',
      jsonb_build_object('tier', v_tier.code, 'tierName', v_tier.name, 'players', v_tier.players, 'rewards', 0,
      'isMoved', true));
  end if;
end;
$$;
comment on function app.require_tiers_in_order(uuid, text[]) is
  'TIER_IN_USE with isMoved, when a tier that players hold would come below one it was above: they would lose by it.';

create function app.lock_standings(p_ctx app.rls_context)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.lock_many_standings(p_ctx.casino_id);
  perform 1 from public.player_loyalty where casino_id = p_ctx.casino_id order by player_id for no key update;
end;
$$;
comment on function app.lock_standings(app.rls_context) is
  'Locks every player''s balance row of the casino, before the tiers: whoever is lifted into a tier refers to it '
  'while holding the player''s row.';

create function app.write_tiers(p_casino_id uuid, p_tiers jsonb, p_codes text[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  set constraints all deferred;
  delete from public.loyalty_tier where casino_id = p_casino_id and code <> all (p_codes);
  insert into public.loyalty_tier (casino_id, code, name, rank, multiplier, threshold_points)
  select p_casino_id, tier ->> 'code', btrim(tier ->> 'name'), place, (tier ->> 'multiplier')::numeric,
    (tier ->> 'threshold_points')::bigint
  from jsonb_array_elements(p_tiers) with ordinality listed (tier, place)
  on conflict (casino_id, code) do update
  set name = excluded.name, rank = excluded.rank, multiplier = excluded.multiplier,
    threshold_points = excluded.threshold_points
  -- A tier that stays as it is keeps its row, and with it the version of every screen that shows it.
  where (loyalty_tier.name, loyalty_tier.rank, loyalty_tier.multiplier, loyalty_tier.threshold_points)
    is distinct from (excluded.name, excluded.rank, excluded.multiplier, excluded.threshold_points);
  set constraints all immediate;

  update public.player_loyalty l
  set tier_progress = p.progress
  from (
    select casino_id, player_id, case when t.to_points is null then 100
      else least(100, greatest(0, (held.lifetime_points - t.from_points)
        * 100 / (t.to_points - t.from_points))) end as progress
    from public.player_loyalty held
    join (
      select code, threshold_points as from_points, lead(threshold_points) over (order by threshold_points) as to_points
      from public.loyalty_tier
      where casino_id = p_casino_id
    ) t on t.code = held.tier
    where held.casino_id = p_casino_id
  ) p
  where l.casino_id = p.casino_id and l.player_id = p.player_id and l.tier_progress <> p.progress;
end;
$$;
comment on function app.write_tiers(uuid, jsonb, text[]) is
  'Makes the tiers what the list says and draws every player''s progress anew; tiers of players stay.';

-- ---- 30_earning/rpc/set_player_tier.sql ----

create function public.rpc_set_player_tier(
  p_player_id uuid,
  p_tier text,
  p_reason text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text := app.clean_text(p_reason);
  v_call app.call := app.begin_call('set_player_tier', 'ledger.correct', p_idempotency_key,
    jsonb_build_array(p_player_id, p_tier, v_reason), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.player_loyalty;
  v_after public.player_loyalty;
begin
  if v_reason is null or length(v_reason) > 500 then
    perform app.invalid('reason', 'characters', jsonb_build_object('lowest', 1, 'highest', 500));
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  v_before := app.lock_player_loyalty(v_ctx, p_player_id);
  perform app.require_known_tier(v_ctx.casino_id, 'tier', coalesce(to_jsonb(p_tier), 'null'));
  v_after := app.write_tier(v_before, p_tier);
  perform app.record_tier_change(v_ctx, v_before, v_after, 'manager', null, v_reason);
  perform app.reopen_after_lowering(v_ctx, v_before, v_reason,
    jsonb_build_object('by', 'manager', 'tier', v_after.tier));
  return app.finish_call(v_call, 'loyalty.set_player_tier', 'player', p_player_id,
    jsonb_build_object('tier', v_before.tier),
    jsonb_build_object('player_id', p_player_id, 'tier_before', v_before.tier, 'tier_after', v_after.tier,
      'tier_progress', v_after.tier_progress, 'reason', v_reason));
end;
$$;
comment on function public.rpc_set_player_tier(uuid, text, text, text, uuid) is
  'A manager sets a player''s tier, up or down, with a reason; points stay as they are. It holds whatever is taken '
  'back of earlier points; who has the points of a higher tier comes to it with the next points they earn. The tier '
  'held may be set too: then it holds for this reason. Rows of imports that were kept because of a higher tier wait '
  'again (app.reopen_kept_rows). It mends the record and gives nothing, so an exclusion does not stop it. Answers '
  '{player_id, tier_before, tier_after, tier_progress, reason, is_existing}. Capability ledger.correct. '
  'VALIDATION_FAILED, PLAYER_NOT_FOUND, PLAYER_NOT_ENROLLED, UNKNOWN_TIER.';

-- ---- 30_earning/rpc/settle_rating_slip.sql ----

create function public.rpc_settle_rating_slip(
  p_rating_slip_id uuid,
  p_note text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := app.clean_text(p_note);
  v_call app.call := app.begin_call('settle_rating_slip', 'ledger.correct', p_idempotency_key,
    jsonb_build_array(p_rating_slip_id, v_note), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_answer jsonb;
  v_slip public.rating_slip;
  v_entry public.loyalty_ledger;
begin
  perform app.require_correction_note(v_note);
  if v_call.is_replay then
    v_answer := app.replay(v_call);
    return v_answer || jsonb_build_object('balance', (
      select balance from public.player_loyalty
      where casino_id = v_ctx.casino_id and player_id = (v_answer #>> '{entry,player_id}')::uuid));
  end if;

  v_slip := app.lock_slip(v_ctx, p_rating_slip_id);
  if v_slip.status <> 'closed' then
    perform app.fail(409, 'SLIP_NOT_CLOSED');
  end if;
  v_entry := app.last_accrual(v_ctx.casino_id, p_rating_slip_id);
  if v_entry.id is not null and app.reversal_id(v_entry) is null then
    perform app.fail(409, 'ALREADY_SETTLED',
      jsonb_build_object('entryId', v_entry.id, 'points', v_entry.points, 'at', v_entry.created_at));
  end if;
  v_answer := app.accrue_slip(v_ctx, v_slip, v_note);
  if v_answer ->> 'why' = 'PLAYER_EXCLUDED' then
    -- The audit row of the attempt is written already; raising here would take it away.
    return app.answer_refusal(409, 'PLAYER_EXCLUDED');
  end if;
  if v_answer ->> 'status' = 'none' then
    perform app.fail(409, 'NOTHING_TO_ACCRUE', jsonb_build_object('why', v_answer -> 'why'));
  end if;
  -- The entry has its own audit row, under the slip's key; this one says who settled the slip, and why it was due.
  return app.finish_call(v_call, 'loyalty.settle_rating_slip', 'rating_slip', p_rating_slip_id,
    jsonb_build_object('accrual_status', v_slip.accrual_status),
    jsonb_build_object('entry', v_answer -> 'entry', 'balance', v_answer -> 'balance'));
end;
$$;
comment on function public.rpc_settle_rating_slip(uuid, text, text, uuid) is
  'A manager posts, with a note, what a closed slip is due that has no accrual in force: one that was taken back, '
  'that earned nothing because the player was excluded then, that waits for it, or that the house closed. With the '
  'rates of its closing, but for a tier that was given by mistake (app.settled_snapshot), under a key of its own each '
  'time (accrue:<slip>, accrue:<slip>:2, ...). Answers {is_existing, entry, balance}. Capability ledger.correct. '
  'NOTE_REQUIRED, VALIDATION_FAILED, SLIP_NOT_FOUND, SLIP_NOT_CLOSED, ALREADY_SETTLED (detail: entryId, points, at), '
  'NOTHING_TO_ACCRUE (why: NO_POINTS, EARNING_OFF, VISIT_UNRATED), PLAYER_NOT_ENROLLED, PLAYER_EXCLUDED, '
  'NO_EARN_CONFIG, POINTS_OUT_OF_RANGE.';

-- ---- 30_earning/rpc/update_earn_config.sql ----

create function public.rpc_update_earn_config(
  p_points_per_theo integer,
  p_default_point_multiplier numeric,
  p_rounding_policy text,
  p_is_active boolean,
  p_expected_version integer,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('update_earn_config', 'catalog.write', p_idempotency_key,
    jsonb_build_array(p_points_per_theo, trim_scale(p_default_point_multiplier), p_rounding_policy, p_is_active,
      p_expected_version), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.loyalty_earn_config;
  v_config public.loyalty_earn_config;
begin
  if (p_points_per_theo between 0 and 10000) is not true then
    perform app.invalid('pointsPerTheo', 'wholeBetween', jsonb_build_object('lowest', 0, 'highest', 10000));
  end if;
  if (p_default_point_multiplier between 0 and 10 and scale(p_default_point_multiplier) <= 2) is not true then
    perform app.invalid('defaultPointMultiplier', 'hundredthsBetween', jsonb_build_object('lowest', 0, 'highest', 10));
  end if;
  if (p_rounding_policy in ('floor', 'nearest', 'ceil')) is not true then
    perform app.invalid('roundingPolicy', 'oneOf', jsonb_build_object('options', 'floor, nearest, ceil'));
  end if;
  if p_is_active is null then
    perform app.invalid('isActive', 'trueOrFalse');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  select * into v_before from public.loyalty_earn_config where casino_id = v_ctx.casino_id for no key update;
  if not found then
    perform app.fail(409, 'NO_EARN_CONFIG');
  end if;
  if v_before.version is distinct from p_expected_version then
    perform app.fail(409, 'EARN_CONFIG_CHANGED', jsonb_build_object('version', v_before.version)
      || app.last_change(v_ctx, 'loyalty_earn_config'));
  end if;
  update public.loyalty_earn_config
  set points_per_theo = p_points_per_theo, default_point_multiplier = p_default_point_multiplier,
    rounding_policy = p_rounding_policy::public.rounding_policy, is_active = p_is_active, version = version + 1,
      updated_at = now()
  where casino_id = v_ctx.casino_id
  returning * into v_config;
  return app.finish_call(v_call, 'loyalty.update_earn_config', 'loyalty_earn_config', null,
    app.earn_config_json(v_before),
    app.earn_config_json(v_config));
end;
$$;
comment on function public.rpc_update_earn_config(integer, numeric, text, boolean, integer, text, uuid) is
  'Sets how players earn, for slips that close from now on. p_expected_version is the version it was read at. Answers '
  'the config and is_existing. Capability catalog.write. VALIDATION_FAILED, NO_EARN_CONFIG, EARN_CONFIG_CHANGED '
  '(detail: version, at, staffName).';

-- ---- 30_earning/rpc/worker_accrue_missing.sql ----

create function public.rpc_worker_accrue_missing()
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_batch constant integer := 50;
  v_ctx app.rls_context;
  v_casino_id uuid;
  v_outcome record;
  v_done integer := 0;
  v_failed integer := 0;
  v_has_more boolean := false;
begin
  for v_casino_id in select id from public.casino order by id loop
    -- One casino's trouble is not the others'.
    begin
      v_ctx := app.worker_context(v_casino_id);
      v_outcome := app.accrue_missing(v_ctx, v_batch);
      if v_outcome.accrued > 0 then
        perform app.write_audit(v_ctx, 'loyalty.accrue_missing', 'rating_slip', null, null,
          jsonb_build_object('accrued_count', v_outcome.accrued));
      end if;
      v_done := v_done + v_outcome.accrued;
      v_failed := v_failed + (v_outcome.tried > v_outcome.accrued)::integer;
      v_has_more := v_has_more or (v_outcome.tried = v_batch and v_outcome.accrued > 0);
    exception when query_canceled or others then
      v_failed := v_failed + 1;
      raise warning 'accrue_missing of casino %: % %', v_casino_id, sqlstate, sqlerrm;
    end;
  end loop;
  return jsonb_build_object('done', v_done, 'has_more', v_has_more, 'failed', v_failed);
end;
$$;
comment on function public.rpc_worker_accrue_missing() is
  'Accrues slips of every casino that closed without, up to 50 each: {done, has_more, failed (casinos with a slip '
  'that failed again)}. For the worker only.';

-- ---- 30_earning/policies.sql ----

alter table public.loyalty_earn_config enable row level security;
create policy "Staff read the earn config of their own casino" on public.loyalty_earn_config
  for select to authenticated using (casino_id = (select app.current_casino_id()));
grant select on public.loyalty_earn_config to authenticated, service_role;

-- ---- 35_pit/tables.sql ----

-- Pit: where floor and loyalty meet. Enrolment, the player's card, and the whole floor in one call.

-- Finding a player: by words in any order, folded as app.name_key folds them, whatever the database's locale takes for
-- a letter.
--
-- A page costs what it shows, not what it was found among. What begins a name or an id is a range of an ordered index,
-- read as far as the page needs. What stands inside is either rare, and then found by the index of its letters and put
-- in order, or common, and then soon come by in an index that has everybody in an order of no meaning: in an order of
-- names it could be all at the end.

create function app.search_grams(p_casino_id uuid, p_text text)
returns text[]
language plpgsql
immutable
-- It is there to be indexed, and costs so much that no plan works it out row by row.
cost 100000
set search_path = ''
as $$
declare
  v_casino text := right(p_casino_id::text, 12);
begin
  -- Nobody searches for the pieces that have a blank in them, but leaving them out would cost more than keeping them.
  return array(select v_casino || substr(p_text, place, size) from generate_series(1, length(p_text)) place cross
    join generate_series(1, 3) size);
end;
$$;
comment on function app.search_grams(uuid, text) is
  'Every one, two and three letters that stand together in a text, each under its casino, so that one casino''s '
  'search never reads what another''s players put into the index.';

create index player_last_name on public.player (casino_id, last_key, first_key, id);
create index player_first_name on public.player (casino_id, first_key, last_key, id);

-- All players in an order as if drawn by lot, with the text that a search is compared with.
create index player_lot on public.player (casino_id, uuid_hash(id), id) include (search_text);

-- No pending list (fastupdate): after a large enrolment every search would read it from end to end.
create index player_search
  on public.player using gin (app.search_grams(casino_id, search_text)) with (fastupdate = off);

create type app.player_query as (
  -- The words of the search; each has to stand somewhere in the name or the loyalty id.
  terms text[],
  -- All words as they were typed, which a name may be or begin with (de la Cruz).
  phrase text,
  -- The terms as patterns for like.
  patterns text[],
  -- The first few words; a name may begin with any of them.
  words text[],
  card_key text
);

create type app.player_place as (rank integer, first_part text collate "C", second_part text collate "C",
  player_id uuid);

-- ---- 35_pit/internal/players.sql ----

create function app.player_json(p_player public.player)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', p_player.id,
    'first_name', p_player.first_name,
    'last_name', p_player.last_name,
    'name', p_player.first_name || ' ' || p_player.last_name,
    'loyalty_id', p_player.loyalty_id,
    'birth_date', p_player.birth_date,
    'version', p_player.version,
    'created_at', p_player.created_at,
    'open_visit_id', (
      select v.id from public.visit v
      where v.casino_id = p_player.casino_id and v.player_id = p_player.id and v.ended_at is null
    ),
    'loyalty', (
      select jsonb_build_object('player_id', l.player_id, 'balance', l.balance, 'lifetime_points', l.lifetime_points,
        'tier', l.tier,
        'tier_name', t.name, 'tier_progress', l.tier_progress, 'tier_source',
          app.tier_source_json(l.casino_id, l.player_id), 'starting_balance', l.starting_balance, 'updated_at',
          l.updated_at)
      from public.player_loyalty l
      join public.loyalty_tier t on t.casino_id = l.casino_id and t.code = l.tier
      where l.casino_id = p_player.casino_id and l.player_id = p_player.id
    )
  );
end;
$$;
comment on function app.player_json(public.player) is
  'A player with standing and running visit, as every RPC answers it.';

create function app.enrol_player(p_casino_id uuid, p_player_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into public.player_loyalty (casino_id, player_id, tier, tier_progress)
  select p_casino_id, p_player_id, code, (app.tier_standing(p_casino_id, code, 0)).tier_progress
  from public.loyalty_tier
  where casino_id = p_casino_id
  order by rank
  limit 1;
  if not found then
    perform app.fail(409, 'NO_TIERS');
  end if;
end;
$$;
comment on function app.enrol_player(uuid, uuid) is
  'Makes the player''s balance row, in the lowest tier. The only place that does. NO_TIERS while the casino has none.';

create function app.require_name(p_field text, p_name text)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_name is null or length(p_name) not between 1 and 100 then
    perform app.invalid(p_field, 'characters', jsonb_build_object('lowest', 1, 'highest', 100));
  end if;
end;
$$;
comment on function app.require_name(text, text) is
  'VALIDATION_FAILED for firstName or lastName, unless it is a name as app.clean_text leaves one.';

create function app.require_birth_date(p_ctx app.rls_context, p_birth_date date)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_birth_date < date '1900-01-01' or p_birth_date > p_ctx.gaming_day + 1 then
    perform app.invalid('birthDate', 'pastBirthDate');
  end if;
  if not app.is_of_age(p_ctx.casino_id, p_birth_date) then
    perform app.invalid('birthDate', case minimum_age_years when 0 then 'pastBirthDate' else 'minimumAge' end,
      jsonb_build_object('years', minimum_age_years))
    from public.casino_settings where casino_id = p_ctx.casino_id;
  end if;
end;
$$;
comment on function app.require_birth_date(app.rls_context, date) is
  'VALIDATION_FAILED for a birth date that nobody has, or under the casino''s minimum age; none at all is as good as '
  'one.';

create function app.refuse_likely_existing_player(p_player public.player)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_players jsonb;
begin
  -- Two people who enrol the same player at once wait for each other: neither could see the other's row yet.
  perform pg_advisory_xact_lock(hashtextextended(format('enrol:%s:%s', p_player.casino_id, p_player.birth_date), 0));
  select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.first_name || ' ' || p.last_name, 'loyaltyId', p.loyalty_id,
    'birthDate', p.birth_date) order by p.created_at, p.id) into v_players
  from public.player p
  where p.casino_id = p_player.casino_id and p.birth_date = p_player.birth_date and p.id <> p_player.id
    and p.person_key = p_player.person_key;
  if v_players is not null then
    perform app.fail(409, 'PLAYER_LIKELY_EXISTS', jsonb_build_object('players', v_players));
  end if;
end;
$$;
comment on function app.refuse_likely_existing_player(public.player) is
  'PLAYER_LIKELY_EXISTS when another player of the casino has the same name, folded and in any order of words, and '
  'the same birth date: {players: [{id, name, loyaltyId, birthDate}]}. Without a birth date nobody is taken for '
  'another.';

-- ---- 35_pit/internal/search_filter.sql ----

create function app.player_filter_condition(p_filter jsonb)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_last_day constant text :=
    '(select v.gaming_day from public.visit v where v.casino_id = $1 and v.player_id = p.id '
      'order by v.started_at desc limit 1)';
begin
  -- The text of the condition depends only on which filters are set; their values are always the parameter $2.
  return ' and (true' || concat(
    case when p_filter ? 'tier' then
      ' and (select l.tier from public.player_loyalty l where l.casino_id = $1 and l.player_id = p.id) '
        '= $2 ->> ''tier''' end,
    case when p_filter ? 'in_house' then case when (p_filter ->> 'in_house')::boolean then ' and' else ' and not' end
      || ' exists (select from public.visit v where v.casino_id = $1 and v.player_id = p.id '
        'and v.ended_at is null)' end,
    case when p_filter ? 'visited_since' then ' and coalesce(' || v_last_day
      || ' >= ($2 ->> ''visited_since'')::date, false)' end,
    case when p_filter ? 'not_visited_since' then ' and coalesce(' || v_last_day
      || ' < ($2 ->> ''not_visited_since'')::date, true)' end)
    -- The planner takes a condition that it can't estimate for one that few rows meet, and would sort all rows instead
    -- of reading on in the index. Of `is distinct from false` it expects nearly all rows to pass.
    || ') is distinct from false';
end;
$$;
comment on function app.player_filter_condition(jsonb) is
  'A filter {tier, in_house, visited_since, not_visited_since} as conditions on p, a player; $1 is the casino, $2 the '
  'filter.';

create function app.few_by_filter(p_casino_id uuid, p_filter jsonb)
returns uuid[]
language plpgsql
stable
set search_path = ''
as $$
declare
  v_at_most constant integer := 3000;
  v_few uuid[];
begin
  if (p_filter ->> 'in_house')::boolean then
    return array(select player_id from public.visit where casino_id = p_casino_id and ended_at is null);
  end if;
  if p_filter ? 'visited_since' then
    v_few := array(
      select player_id from public.visit
      where casino_id = p_casino_id and gaming_day >= (p_filter ->> 'visited_since')::date
      limit v_at_most + 1);
  end if;
  if p_filter ? 'tier' and (v_few is null or cardinality(v_few) > v_at_most) then
    v_few := array(
      select player_id from public.player_loyalty
      where casino_id = p_casino_id and tier = p_filter ->> 'tier'
      limit v_at_most + 1);
  end if;
  return case when cardinality(v_few) <= v_at_most then v_few end;
end;
$$;
comment on function app.few_by_filter(uuid, jsonb) is
  'All whom a filter can leave over, where they are few enough to be looked at one by one (who is in the house always '
  'is). Null when they are not.';

-- ---- 35_pit/internal/search_order.sql ----

-- The order of what is found.

create function app.word_pairs(p_query app.player_query)
returns table (last_word text, first_word text)
language plpgsql
immutable
set search_path = ''
as $$
begin
  return query
  select l.word, f.word
  from unnest(p_query.words) with ordinality l (word, place)
  join unnest(p_query.words) with ordinality f (word, place) on f.place <> l.place;
end;
$$;
comment on function app.word_pairs(app.player_query) is
  'Each of the first few words as the beginning of a last name, with each other one as that of a first name.';

create function app.player_rank_expression(p_query app.player_query)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_is_last text;
  v_begins_last text;
begin
  select string_agg(format('p.last_key = %L and starts_with(p.first_key, %L)', last_word, first_word), ' or '),
    string_agg(format('starts_with(p.last_key, %L) and starts_with(p.first_key, %L)', last_word, first_word), ' or ')
  into v_is_last, v_begins_last from app.word_pairs(p_query);
  return format('(case
    when p.loyalty_id_key = %1$L then 0
    when %3$s then 1
    when %4$s then 2
    when p.last_key = %2$L then 3
    when p.first_key = %2$L then 4
    when starts_with(p.last_key, %2$L) then 5
    when starts_with(p.first_key, %2$L) then 6
    when starts_with(p.loyalty_id_key, %1$L) then 7
    else 8 end)', p_query.card_key, p_query.phrase, coalesce(v_is_last, 'false'), coalesce(v_begins_last, 'false'));
end;
$$;
comment on function app.player_rank_expression(app.player_query) is
  'How well p, a player who holds all terms of a query, is meant by it: whose loyalty id it is (0), whose last name '
  'is one of several words and whose first name begins with another (1), both of whose names begin with one each (2), '
  'whose last (3) or first name (4) is what was typed, begins with it (5, 6), whose loyalty id begins so (7), all '
  'others (8). As text, to be planned with what it is asked for.';

create function app.player_place(p_player public.player, p_query app.player_query)
returns app.player_place
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_rank integer;
begin
  execute 'select ' || app.player_rank_expression(p_query) || ' from (select ($1).*) p' into v_rank using p_player;
  return row(v_rank,
    case when v_rank in (0, 7) then p_player.loyalty_id_key when v_rank in (4, 6) then p_player.first_key
      else p_player.last_key end,
    case when v_rank in (0, 4, 6, 7) then p_player.last_key else p_player.first_key end,
    p_player.id)::app.player_place;
end;
$$;
comment on function app.player_place(public.player, app.player_query) is
  'Where a player stands among those found: by app.player_rank_expression, then by name or id. One order for every '
  'way to the page, so that pages meet; only among others (8) that are too many to be sorted it is their lot.';

-- ---- 35_pit/internal/search_query.sql ----

-- What was typed.

create function app.term_grams(p_casino_id uuid, p_terms text[])
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_casino text := right(p_casino_id::text, 12);
begin
  return array(
    select distinct v_casino || substr(term, place, 3)
    from unnest(p_terms) term
    cross join lateral generate_series(1, greatest(1, length(term) - 2)) place);
end;
$$;
comment on function app.term_grams(uuid, text[]) is
  'The longest grams of what is looked for: who holds the terms has all of these among app.search_grams.';

create function app.search_terms(p_text text)
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
begin
  return string_to_array(nullif(app.name_key(app.clean_loyalty_id(p_text)), ''), ' ');
end;
$$;
comment on function app.search_terms(text) is
  'The words that somebody looks for, as names and loyalty ids are kept for the search. Null when nothing but '
  'punctuation is left.';

create function app.read_player_query(p_text text)
returns app.player_query
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_query app.player_query;
begin
  v_query.terms := coalesce(app.search_terms(p_text), '{}');
  v_query.phrase := nullif(array_to_string(v_query.terms, ' '), '');
  v_query.patterns := array(select app.search_pattern(term) from unnest(v_query.terms) term);
  v_query.words := v_query.terms[1:4];
  v_query.card_key := app.loyalty_id_key(p_text);
  return v_query;
end;
$$;
comment on function app.read_player_query(text) is 'What was typed into a search of players, ready to be compared.';

-- ---- 35_pit/internal/search_ways.sql ----

-- The ways to a page.

create function app.gather_players(
  p_casino_id uuid,
  p_filter jsonb,
  p_query app.player_query,
  p_least_rank integer,
  p_few uuid[],
  p_after app.player_place,
  p_limit integer
)
returns public.player[]
language plpgsql
stable
set search_path = ''
as $$
declare
  v_found public.player[];
begin
  execute 'select array(
    select p from (
      select p, rank,
        case when rank in (0, 7) then (p).loyalty_id_key when rank in (4, 6) then (p).first_key else (p).last_key
          end as first_part,
        case when rank in (0, 4, 6, 7) then (p).last_key else (p).first_key end as second_part
      from (
        select p, ' || app.player_rank_expression(p_query) || ' as rank from public.player p
        where p.casino_id = $1 and p.search_text like all (($3).patterns)'
        || case when p_few is null
          then ' and app.search_grams(p.casino_id, p.search_text) @> app.term_grams($1, ($3).terms)'
          else ' and p.id = any ($7)' end
        || app.player_filter_condition(p_filter) || '
      ) ranked
      where rank >= $4
    ) placed
    where $5 is null or row(rank, first_part, second_part, (p).id)::app.player_place > $5
    order by rank, first_part, second_part, (p).id
    limit $6)'
  into v_found using p_casino_id, p_filter, p_query, p_least_rank, p_after, p_limit, p_few;
  return v_found;
end;
$$;
comment on function app.gather_players(uuid, jsonb, app.player_query, integer, uuid[], app.player_place, integer) is
  'A page of players of a rank or worse, in order, by finding all there are and sorting them: among p_few, or by the '
  'index of their letters.';

create function app.list_players(p_casino_id uuid, p_filter jsonb, p_after app.player_place, p_limit integer)
returns public.player[]
language plpgsql
stable
set search_path = ''
as $$
declare
  v_found public.player[];
begin
  execute 'select array(select p from public.player p where p.casino_id = $1' || app.player_filter_condition(p_filter)
    || case when p_after.rank is not null
      then ' and (p.last_key, p.first_key, p.id) > (($3).first_part, ($3).second_part, ($3).player_id)' else '' end
    || ' order by p.last_key, p.first_key, p.id limit $4)'
  into v_found using p_casino_id, p_filter, p_after, p_limit;
  return v_found;
end;
$$;
comment on function app.list_players(uuid, jsonb, app.player_place, integer) is
  'A page of everybody, by name, whom a filter lets through.';

create function app.rank_range(p_rank integer, p_first text, p_second text, p_after app.player_place, p_columns text[])
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_highest constant text := chr(1114111);
  v_lowest_id constant uuid := '00000000-0000-0000-0000-000000000000';
  v_first constant text := format('p.%I', p_columns[1]);
  v_second constant text := format('p.%I', p_columns[2]);
begin
  -- One lower bound only, that of the range or that of the page: of two the planner would take the wrong one for the
  -- index, and read everything before the page.
  if p_rank in (0, 1, 3, 4) then
    return case when p_after.first_part > p_first collate "C" then 'false'
      when p_after.first_part = p_first and p_after.second_part >= p_second collate "C"
        then format('%s = %L and (%s, p.id) > (%L, %L)', v_first, p_first, v_second, p_after.second_part,
          p_after.player_id)
      else format('%s = %L and (%s, p.id) > (%L, %L)', v_first, p_first, v_second, p_second, v_lowest_id) end
      || format(' and %s < %L', v_second, p_second || v_highest);
  end if;
  return case when p_after.first_part > p_first collate "C"
      then format('(%s, %s, p.id) > (%L, %L, %L)', v_first, v_second, p_after.first_part, p_after.second_part,
        p_after.player_id)
    else format('(%s, %s, p.id) > (%L, %L, %L)', v_first, v_second, p_first, v_highest, v_lowest_id) end
    || format(' and %s < %L', v_first, p_first || v_highest)
    || case when p_second <> ''
      then format(' and %1$s >= %2$L and %1$s < %3$L', v_second, p_second, p_second || v_highest) else '' end;
end;
$$;
comment on function app.rank_range(integer, text, text, app.player_place, text[]) is
  'A part of an index as a condition: who has a text in the first of two columns, or in ranks of beginnings one that '
  'is longer and begins so, and in the second one that begins with another; after a place in this rank.';

create function app.walk_players_of_rank(p_casino_id uuid, p_filter jsonb, p_query app.player_query, p_rank integer,
  p_after app.player_place, p_limit integer)
returns public.player[]
language plpgsql
stable
set search_path = ''
as $$
declare
  v_columns constant text[] := case when p_rank in (0, 7) then array['loyalty_id_key', 'last_key']
    when p_rank in (4, 6) then array['first_key', 'last_key'] else array['last_key', 'first_key'] end;
  v_ranges text;
  v_found public.player[];
begin
  -- The bounds of each range stand in the text, so that the planner knows how many players are in it.
  select string_agg(format('(
      select p from public.player p
      where p.casino_id = $1 and %s and (p.search_text like all (($3).patterns) and %s = %s) is distinct from false %s
      order by p.%I, p.%I, p.id
      limit $4)', app.rank_range(p_rank, head, second, p_after, v_columns), app.player_rank_expression(p_query), p_rank,
    app.player_filter_condition(p_filter), v_columns[1], v_columns[2]), ' union all ') into v_ranges
  from (
    select last_word, first_word from app.word_pairs(p_query) where p_rank in (1, 2)
    union all
    select case when p_rank in (0, 7) then p_query.card_key else p_query.phrase end, '' where p_rank not in (1, 2)
  ) begun (head, second);
  execute format('select array(
      select p from (
        select distinct on ((p).%1$I, (p).%2$I, (p).id) p from (%3$s) ranges
        order by (p).%1$I, (p).%2$I, (p).id limit $4
      ) found)',
    v_columns[1], v_columns[2], v_ranges)
  into v_found using p_casino_id, p_filter, p_query, p_limit;
  return v_found;
end;
$$;
comment on function app.walk_players_of_rank(uuid, jsonb, app.player_query, integer, app.player_place, integer) is
  'The players of one rank before the last, in order, by reading an index as far as the page needs.';

create function app.walk_players(p_casino_id uuid, p_filter jsonb, p_query app.player_query, p_after app.player_place,
  p_limit integer)
returns public.player[]
language plpgsql
stable
set search_path = ''
as $$
declare
  v_found public.player[] := '{}';
begin
  for v_rank in coalesce(p_after.rank, 0)..7 loop
    exit when cardinality(v_found) >= p_limit;
    continue when v_rank in (1, 2) and cardinality(p_query.terms) = 1;
    v_found := v_found || app.walk_players_of_rank(p_casino_id, p_filter, p_query, v_rank,
      case when v_rank = p_after.rank then p_after end, p_limit - cardinality(v_found));
  end loop;
  return v_found;
end;
$$;
comment on function app.walk_players(uuid, jsonb, app.player_query, app.player_place, integer) is
  'A page of the players of all ranks but the last, in order, rank after rank until it is full.';

create function app.are_many_players(p_casino_id uuid, p_filter jsonb, p_query app.player_query, p_least_rank integer)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
declare
  v_many boolean;
begin
  -- The sample: the one player in 200 whose lot begins so.
  execute 'select count(*) = 8 from (
      select from public.player lot
      cross join lateral (
        select from public.player p
        where p.casino_id = lot.casino_id and p.id = lot.id
          and ' || app.player_rank_expression(p_query) || ' >= $4' || app.player_filter_condition(p_filter) || '
        offset 0
      ) drawn
      where lot.casino_id = $1 and uuid_hash(lot.id) < -2126008812 and lot.search_text like all (($3).patterns)
      limit 8
    ) sample'
  into v_many using p_casino_id, p_filter, p_query, p_least_rank;
  return v_many;
end;
$$;
comment on function app.are_many_players(uuid, jsonb, app.player_query, integer) is
  'Whether so many players (about 1600) are of a rank or worse that they are better come by than sorted: judged by a '
  'sample that is the same for all pages.';

create function app.draw_players(p_casino_id uuid, p_filter jsonb, p_query app.player_query, p_after uuid,
  p_limit integer)
returns public.player[]
language plpgsql
stable
set search_path = ''
as $$
declare
  v_found public.player[];
begin
  execute 'select array(
      select drawn.p from public.player lot
      cross join lateral (
        select p from public.player p
        where p.casino_id = lot.casino_id and p.id = lot.id
          and ' || app.player_rank_expression(p_query) || ' = 8' || app.player_filter_condition(p_filter) || '
        offset 0
      ) drawn
      where lot.casino_id = $1 and lot.search_text like all (($3).patterns)'
      || case when p_after is not null then ' and (uuid_hash(lot.id), lot.id) > (uuid_hash($4), $4)' else '' end || '
      order by uuid_hash(lot.id), lot.id
      limit $5)'
  into v_found using p_casino_id, p_filter, p_query, p_after, p_limit;
  return v_found;
end;
$$;
comment on function app.draw_players(uuid, jsonb, app.player_query, uuid, integer) is
  'Players of the last rank, of whom there are many, in the order of their lots.';

create function app.find_players(p_casino_id uuid, p_filter jsonb, p_query app.player_query, p_after public.player,
  p_limit integer)
returns public.player[]
language plpgsql
stable
set search_path = ''
-- A page takes a few milliseconds; to start parallel workers takes longer.
set max_parallel_workers_per_gather = 0
as $$
declare
  v_after constant app.player_place := case when p_after.id is not null then app.player_place(p_after, p_query) end;
  v_few constant uuid[] := app.few_by_filter(p_casino_id, p_filter);
  -- Several words may each be common and yet rarely stand together. One word is rare only if no name begins with it.
  v_rare_from constant integer := case when cardinality(p_query.terms) > 1 then 0 else 8 end;
  v_found public.player[] := '{}';
begin
  if v_few is not null then
    return app.gather_players(p_casino_id, p_filter, p_query, 0, v_few, v_after, p_limit);
  elsif p_query.terms = '{}' then
    return app.list_players(p_casino_id, p_filter, v_after, p_limit);
  end if;
  if v_rare_from = 8 or app.are_many_players(p_casino_id, p_filter, p_query, 0) then
    v_found := app.walk_players(p_casino_id, p_filter, p_query, v_after, p_limit);
    if cardinality(v_found) >= p_limit then
      return v_found;
    end if;
    if v_rare_from = 0 or app.are_many_players(p_casino_id, p_filter, p_query, 8) then
      return v_found || app.draw_players(p_casino_id, p_filter, p_query, case
        when v_after.rank = 8 then p_after.id end, p_limit - cardinality(v_found));
    end if;
  end if;
  return v_found || app.gather_players(p_casino_id, p_filter, p_query, v_rare_from, null, v_after,
    p_limit - cardinality(v_found));
end;
$$;
comment on function app.find_players(uuid, jsonb, app.player_query, public.player, integer) is
  'Up to p_limit players of a casino that a filter and a query name, in the order of app.player_place, after p_after.';

-- ---- 35_pit/rpc/correct_player.sql ----

create function public.rpc_correct_player(
  p_player_id uuid,
  p_reason text,
  p_expected_version integer,
  p_idempotency_key text,
  p_first_name text default null,
  p_last_name text default null,
  p_birth_date date default null,
  p_has_no_birth_date boolean default false,
  p_confirm_new boolean default false,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text := app.clean_text(p_reason);
  v_call app.call := app.begin_call('correct_player', 'slip.manage', p_idempotency_key,
    jsonb_build_array(p_player_id, v_reason, p_expected_version, app.clean_text(p_first_name),
      app.clean_text(p_last_name), p_birth_date - date '2000-01-01', coalesce(p_has_no_birth_date, false)),
      p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.player;
  v_player public.player;
begin
  if v_reason is null or length(v_reason) not between 1 and 500 then
    perform app.invalid('reason', 'characters', jsonb_build_object('lowest', 1, 'highest', 500));
  end if;
  if p_first_name is not null then
    perform app.require_name('firstName', app.clean_text(p_first_name));
  end if;
  if p_last_name is not null then
    perform app.require_name('lastName', app.clean_text(p_last_name));
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  perform app.require_birth_date(v_ctx, p_birth_date);
  v_before := app.lock_player(v_ctx, p_player_id, p_expected_version);
  update public.player
  set first_name = coalesce(app.clean_text(p_first_name), first_name),
    last_name = coalesce(app.clean_text(p_last_name), last_name),
    birth_date = case when not coalesce(p_has_no_birth_date, false) then coalesce(p_birth_date, birth_date) end,
      version = version + 1
  where casino_id = v_ctx.casino_id and id = p_player_id
  returning * into v_player;
  if not coalesce(p_confirm_new, false) and v_player.birth_date is not null
    and (v_player.person_key, v_player.birth_date) is distinct from (v_before.person_key, v_before.birth_date) then
    perform app.refuse_likely_existing_player(v_player);
  end if;
  return app.finish_call(v_call, 'floor.correct_player', 'player', p_player_id,
    jsonb_build_object('first_name', v_before.first_name,
    'last_name', v_before.last_name, 'birth_date', v_before.birth_date, 'version', v_before.version),
    app.player_json(v_player) || jsonb_build_object('reason', v_reason));
end;
$$;
comment on function public.rpc_correct_player(uuid, text, integer, text, text, text, date, boolean, boolean, uuid) is
  'Corrects what was mistyped of a player, with a reason: the names given, the birth date given or '
  '(p_has_no_birth_date) none; what is left out stays. Rows of imports are compared anew with who the player is then, '
  'and what was confirmed of them is asked again. Somebody else of this name and birth date is a refusal unless '
  'p_confirm_new says that they are two. Needs the version it was read at. Answers the player, reason and '
  'is_existing. Capability slip.manage. VALIDATION_FAILED (also of a birth date under the casino''s minimum age), '
  'PLAYER_NOT_FOUND, PLAYER_CHANGED (detail: version, at, staffName), PLAYER_LIKELY_EXISTS.';

create function app.lock_player(p_ctx app.rls_context, p_player_id uuid, p_expected_version integer)
returns public.player
language plpgsql
set search_path = ''
as $$
declare
  v_player public.player;
begin
  select * into v_player from public.player where casino_id = p_ctx.casino_id and id = p_player_id for no key update;
  if not found then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  if v_player.version is distinct from p_expected_version then
    perform app.fail(409, 'PLAYER_CHANGED', jsonb_build_object('version', v_player.version) || coalesce((
      select jsonb_build_object('at', a.at, 'staffName', app.staff_name(a.casino_id, a.staff_id))
        from public.audit_log a
      where a.casino_id = p_ctx.casino_id and a.entity_type = 'player' and a.entity_id = p_player_id
        and a.action = 'floor.correct_player'
      order by a.id desc limit 1), '{}'));
  end if;
  return v_player;
end;
$$;
comment on function app.lock_player(app.rls_context, uuid, integer) is
  'Locks a player for an edit. PLAYER_NOT_FOUND; PLAYER_CHANGED, with who and when, when somebody else edited since '
  'the expected version.';

-- ---- 35_pit/rpc/create_player.sql ----

create function public.rpc_create_player(
  p_first_name text,
  p_last_name text,
  p_idempotency_key text,
  p_loyalty_id text default null,
  p_birth_date date default null,
  p_correlation_id uuid default null,
  p_confirm_new boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_first_name text := app.clean_text(p_first_name);
  v_last_name text := app.clean_text(p_last_name);
  v_loyalty_id text := app.clean_loyalty_id(p_loyalty_id);
  v_call app.call := app.begin_call('create_player', 'slip.manage', p_idempotency_key,
    jsonb_build_array(v_first_name, v_last_name, v_loyalty_id, p_birth_date - date '2000-01-01'), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_player public.player;
begin
  perform app.require_name('firstName', v_first_name);
  perform app.require_name('lastName', v_last_name);
  if length(v_loyalty_id) > 50 then
    perform app.invalid('loyaltyId', 'charactersAtMost', jsonb_build_object('highest', 50));
  end if;
  if app.has_lost_digits(v_loyalty_id) then
    perform app.invalid('loyaltyId', 'shortenedId');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  perform app.require_birth_date(v_ctx, p_birth_date);

  insert into public.player (casino_id, first_name, last_name, loyalty_id, birth_date)
  values (v_ctx.casino_id, v_first_name, v_last_name, v_loyalty_id, p_birth_date)
  on conflict (casino_id, loyalty_id_key) do nothing
  returning * into v_player;
  if not found then
    perform app.fail(409, 'LOYALTY_ID_TAKEN');
  end if;
  if not coalesce(p_confirm_new, false) and p_birth_date is not null then
    perform app.refuse_likely_existing_player(v_player);
  end if;
  perform app.enrol_player(v_ctx.casino_id, v_player.id);
  perform app.emit_event(v_ctx, 'player.enrolled', v_player.id, jsonb_build_object('player_id', v_player.id));
  return app.finish_call(v_call, 'floor.create_player', 'player', v_player.id, null, app.player_json(v_player));
end;
$$;
comment on function public.rpc_create_player(text, text, text, text, date, uuid, boolean) is
  'Enrols a player: the player and the balance row, in one transaction. Names and loyalty id are kept without what '
  'nobody sees; a loyalty id is taken also when its case differs. Somebody of this name and birth date who is here '
  'already is a refusal unless p_confirm_new says that this is another person. Answers the player and is_existing. '
  'Capability slip.manage. VALIDATION_FAILED (also of a birth date under the casino''s minimum age), '
  'LOYALTY_ID_TAKEN, PLAYER_LIKELY_EXISTS, NO_TIERS.';

-- ---- 35_pit/rpc/get_floor.sql ----

create function public.rpc_get_floor(p_known_version text default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_version text;
  v_pits jsonb;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  v_version := app.floor_version(v_ctx);
  if v_version = p_known_version then
    return jsonb_build_object('version', v_version, 'floor', null);
  end if;

  with seats as (
    select t.id as table_id,
      jsonb_agg(jsonb_build_object('seat', n.seat, 'slip', case when s.id is not null then app.floor_slip_json(s) end)
      order by n.seat) as seats
    from public.gaming_table t
    cross join lateral generate_series(1, t.seat_count) n (seat)
    left join public.rating_slip s
      on s.casino_id = t.casino_id and s.table_id = t.id and s.seat = n.seat and s.status <> 'closed'
    where t.casino_id = v_ctx.casino_id
    group by t.id
  ),
  tables as (
    select t.pit_id, jsonb_agg(jsonb_build_object('id', t.id, 'label', t.label, 'game_type', t.game_type, 'status',
      t.status,
      'min_bet_cents', t.min_bet_cents, 'max_bet_cents', t.max_bet_cents, 'seats', seats.seats)
        order by t.label) as tables
    from public.gaming_table t
    join seats on seats.table_id = t.id
    where t.casino_id = v_ctx.casino_id
    group by t.pit_id
  )
  select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'tables',
    coalesce(tables.tables, '[]'::jsonb))
    order by p.sort_order, p.name), '[]'::jsonb)
  into v_pits
  from public.pit p
  left join tables on tables.pit_id = p.id
  where p.casino_id = v_ctx.casino_id;

  return jsonb_build_object('version', v_version, 'floor',
    jsonb_build_object('gaming_day', v_ctx.gaming_day, 'as_of', now(), 'pits', v_pits));
end;
$$;
comment on function public.rpc_get_floor(text) is
  'Pits, tables, seats and live slips with player, tier, balance and last reward, and the version of it all: '
  '{version, floor}. With p_known_version equal to the version, floor is null. Capability floor.read.';

create function app.floor_version(p_ctx app.rls_context)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  -- What the pit screen shows is drawn from these rows, and a row's xmin changes exactly when the row does. So this is
  -- an exact version of the screen that costs the writers nothing: no counter, no trigger, no notification.
  return (
    select md5(p_ctx.gaming_day::text || coalesce(string_agg(part, ',' order by part), ''))
    from (
      select 'p' || id || xmin from public.pit where casino_id = p_ctx.casino_id
      union all
      select 't' || id || xmin from public.gaming_table where casino_id = p_ctx.casino_id
      union all
      select 'r' || id || xmin from public.loyalty_tier where casino_id = p_ctx.casino_id
      union all
      select 's' || s.id || s.xmin || '.' || p.xmin || '.' || coalesce(l.xmin::text, '')
      from public.rating_slip s
      join public.player p on p.casino_id = s.casino_id and p.id = s.player_id
      left join public.player_loyalty l on l.casino_id = s.casino_id and l.player_id = s.player_id
      where s.casino_id = p_ctx.casino_id and s.status <> 'closed'
    ) parts (part)
  );
end;
$$;
comment on function app.floor_version(app.rls_context) is
  'Changes whenever anything on the pit screen does, and not otherwise.';

create function app.floor_slip_json(p_slip public.rating_slip)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select app.rating_slip_json(p_slip) || jsonb_build_object(
      'tier', l.tier,
      'tier_name', t.name,
      'balance', l.balance,
      'last_reward', (
        select jsonb_build_object('points', e.points, 'reason', e.reason, 'reward_name', e.metadata -> 'reward_name',
          'created_at', e.created_at)
        from public.loyalty_ledger e
        where e.casino_id = p_slip.casino_id and e.rating_slip_id = p_slip.id
          and e.reason not in ('session_accrual', 'reversal')
          and app.reversal_id(e) is null
        order by e.entry_no desc
        limit 1
      )
    )
    from (select 1) one
    left join public.player_loyalty l on l.casino_id = p_slip.casino_id and l.player_id = p_slip.player_id
    left join public.loyalty_tier t on t.casino_id = l.casino_id and t.code = l.tier
  );
end;
$$;
comment on function app.floor_slip_json(public.rating_slip) is
  'A live slip with the player''s standing and the last reward on it that was not taken back.';

-- ---- 35_pit/rpc/get_player.sql ----

create function public.rpc_get_player(p_player_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_player public.player;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  select * into v_player from public.player where casino_id = v_ctx.casino_id and id = p_player_id;
  if not found then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  return app.player_json(v_player);
end;
$$;
comment on function public.rpc_get_player(uuid) is
  'A player with standing and running visit. Capability floor.read. PLAYER_NOT_FOUND.';

-- ---- 35_pit/rpc/list_player_visits.sql ----

create function public.rpc_list_player_visits(p_player_id uuid, p_before_visit_id uuid default null,
  p_limit integer default 50)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_before public.visit;
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  if p_before_visit_id is not null then
    select * into v_before from public.visit where casino_id = v_ctx.casino_id and player_id = p_player_id
      and id = p_before_visit_id;
    if not found then
      perform app.invalid('cursor', 'nextCursor');
    end if;
  end if;
  select coalesce(jsonb_agg(app.visit_json(page.v) || played.summary order by (page.v).started_at desc,
    (page.v).id desc), '[]'::jsonb) into v_items
  from (
    select v from public.visit v
    where v.casino_id = v_ctx.casino_id and v.player_id = p_player_id
      and (p_before_visit_id is null or (v.started_at, v.id) < (v_before.started_at, v_before.id))
    order by v.started_at desc, v.id desc
    limit v_limit
  ) page
  cross join lateral (
    select jsonb_build_object('slip_count', count(*), 'play_seconds', coalesce(sum(app.play_seconds(s, now())), 0),
      'theo_cents', coalesce(sum(app.slip_theo_cents(s, now())), 0), 'held_slip_ids',
      coalesce(jsonb_agg(s.id order by s.id) filter (where s.accrual_status = 'held'), '[]'::jsonb),
      'due_slips', coalesce(jsonb_agg(due.slip order by s.id) filter (where due.slip is not null),
        '[]'::jsonb)) as summary
    from public.rating_slip s
    cross join lateral app.due_slip_json(v_ctx, s) due (slip)
    where s.casino_id = (page.v).casino_id and s.visit_id = (page.v).id
  ) played;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_player_visits(uuid, uuid, integer) is
  'A player''s visits, newest first, each with how many slips, seconds of play and theo it brought, held_slip_ids '
  'that wait to be settled, and due_slips: those, and for who may settle any other that has no points in force and '
  'would earn some now, with due_points and due_because; paged by the last visit seen: {items, next_cursor}. '
  'Capability floor.read. PLAYER_NOT_FOUND, VALIDATION_FAILED for a cursor that is none.';

-- ---- 35_pit/rpc/player_balance_history.sql ----

create function public.rpc_player_balance_history(p_player_id uuid, p_days integer default 90)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_from date := v_ctx.gaming_day - least(730, greatest(1, coalesce(p_days, 90)));
begin
  perform app.require_capability(v_ctx, 'floor.read');
  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  return (
    with days as (
      -- The entry of each gaming day with the highest number holds the balance that the day ended with.
      select distinct on (e.gaming_day) e.gaming_day, e.balance_after, e.entry_no
      from public.loyalty_ledger e
      where e.casino_id = v_ctx.casino_id and e.player_id = p_player_id and e.gaming_day > v_from
      order by e.gaming_day, e.entry_no desc
    )
    select jsonb_build_object(
      'from_gaming_day', v_from, 'to_gaming_day', v_ctx.gaming_day,
      'opening_balance', coalesce((
        select e.balance_after from public.loyalty_ledger e
        where e.casino_id = v_ctx.casino_id and e.player_id = p_player_id and e.gaming_day <= v_from
        order by e.entry_no desc
        limit 1
      ), 0),
      'items', coalesce((select jsonb_agg(jsonb_build_object('gaming_day', gaming_day, 'balance', balance_after)
        order by gaming_day) from days), '[]'::jsonb)
    )
  );
end;
$$;
comment on function public.rpc_player_balance_history(uuid, integer) is
  'A player''s balance at the end of each gaming day that moved it, over the last p_days (1 to 730): '
  '{from_gaming_day, to_gaming_day, opening_balance, items: [{gaming_day, balance}]}. Capability floor.read. '
  'PLAYER_NOT_FOUND.';

-- ---- 35_pit/rpc/search_players.sql ----

create function public.rpc_search_players(
  p_query text default null,
  p_after_player_id uuid default null,
  p_limit integer default 50,
  p_tier text default null,
  p_in_house boolean default null,
  p_visited_within_days integer default null,
  p_not_visited_for_days integer default null
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit constant integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_filter jsonb;
  v_query constant app.player_query := app.read_player_query(p_query);
  v_after public.player;
  v_found public.player[] := '{}';
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  v_filter := app.read_player_filter(v_ctx, p_tier, p_in_house, p_visited_within_days, p_not_visited_for_days);
  if p_after_player_id is not null then
    select * into v_after from public.player
    where casino_id = v_ctx.casino_id and id = p_after_player_id and search_text like all (v_query.patterns);
    if not found then
      perform app.invalid('cursor', 'nextCursor');
    end if;
  end if;
  -- A search of punctuation alone finds nobody; an empty one asks for everybody.
  if v_query.terms <> '{}' or app.clean_text(p_query) is null then
    v_found := app.find_players(v_ctx.casino_id, v_filter, v_query, v_after, v_limit + 1);
  end if;
  select coalesce(jsonb_agg(app.player_json(v_found[place]) || jsonb_build_object('last_visit_at', (
      select v.started_at from public.visit v
      where v.casino_id = v_ctx.casino_id and v.player_id = v_found[place].id
      order by v.started_at desc
      limit 1)) order by place), '[]'::jsonb) into v_items
  from generate_series(1, least(v_limit, cardinality(v_found))) place;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when cardinality(v_found) > v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_search_players(text, uuid, integer, text, boolean, integer, integer) is
  'Players of whom every word of p_query stands in the name or the loyalty id, whatever the order, case, accents and '
  'apostrophes; all without it. Of a tier, in the house or not, seen within so many gaming days (1: today), or not '
  'seen for so many. The best first: whose loyalty id it is, whose name has the word, whose name or id begins so, all '
  'others; each by name, paged by the last player seen: {items: [player and last_visit_at], next_cursor}. Capability '
  'floor.read. UNKNOWN_TIER, VALIDATION_FAILED, also for a cursor that is none.';

create function app.read_player_filter(
  p_ctx app.rls_context,
  p_tier text,
  p_in_house boolean,
  p_visited_within_days integer,
  p_not_visited_for_days integer
)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_tier is not null
    and not exists (select from public.loyalty_tier where casino_id = p_ctx.casino_id and code = p_tier) then
    perform app.fail(422, 'UNKNOWN_TIER', jsonb_build_object('tiers', jsonb_build_array(p_tier)));
  end if;
  if p_visited_within_days not between 1 and 3650 then
    perform app.invalid('visitedWithinDays', 'days');
  end if;
  if p_not_visited_for_days not between 1 and 3650 then
    perform app.invalid('notVisitedForDays', 'days');
  end if;
  -- Today counts as one of the days.
  return jsonb_strip_nulls(jsonb_build_object('tier', p_tier, 'in_house', p_in_house,
    'visited_since', p_ctx.gaming_day - p_visited_within_days + 1, 'not_visited_since',
      p_ctx.gaming_day - p_not_visited_for_days + 1));
end;
$$;
comment on function app.read_player_filter(app.rls_context, text, boolean, integer, integer) is
  'What app.player_filter_condition takes, from what a caller asks for. UNKNOWN_TIER, VALIDATION_FAILED.';

-- ---- 35_pit/rpc/worker_end_visits.sql ----

create function public.rpc_worker_end_visits()
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_batch constant integer := 50;
  v_casino_id uuid;
  v_ended integer;
  v_done integer := 0;
  v_failed integer := 0;
  v_has_more boolean := false;
begin
  for v_casino_id in select id from public.casino order by id loop
    -- One casino's trouble is not the others'.
    begin
      v_ended := app.end_forgotten_visits(app.worker_context(v_casino_id), v_batch);
      v_done := v_done + v_ended;
      v_has_more := v_has_more or v_ended = v_batch;
    exception when query_canceled or others then
      v_failed := v_failed + 1;
      raise warning 'end_visits of casino %: % %', v_casino_id, sqlstate, sqlerrm;
    end;
  end loop;
  return jsonb_build_object('done', v_done, 'failed', v_failed, 'has_more', v_has_more);
end;
$$;
comment on function public.rpc_worker_end_visits() is
  'Ends the visits that nobody ended, at most 50 of each casino, where its settings say so; their slips are closed at '
  'the last sign of play, held and not paid. Answers {done, failed (casinos), has_more}. service_role only.';

create function app.last_sign_of_play(p_slip public.rating_slip)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
declare
  v_last jsonb := p_slip.stretches -> -1;
begin
  return least(now(), greatest(p_slip.started_at, p_slip.ended_at, p_slip.paused_at,
    (p_slip.bet_entry ->> 'at')::timestamptz,
    (v_last ->> 'started_at')::timestamptz
      + make_interval(secs => (v_last ->> 'until_seconds')::bigint - (v_last ->> 'from_seconds')::bigint),
    (select max(created_at) from public.loyalty_ledger where casino_id = p_slip.casino_id
      and rating_slip_id = p_slip.id)));
end;
$$;
comment on function app.last_sign_of_play(public.rating_slip) is
  'When somebody last saw the player of a slip play: its opening, a change of bet, table or clock, a reward on it. '
  'Later play nobody vouches for.';

create function app.end_forgotten_visit(p_ctx app.rls_context, p_visit_id uuid, p_since timestamptz)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_slip public.rating_slip;
  v_before public.visit;
  v_visit public.visit;
  v_held uuid[] := '{}';
  v_last timestamptz;
  -- Unrated play earns nothing, so that there is nothing for a manager to settle.
  v_accrual constant public.accrual_status := case when exists (
    select from public.visit where casino_id = p_ctx.casino_id and id = p_visit_id and kind = 'unrated') then 'none'
      else 'held' end;
begin
  for v_slip in select * from public.rating_slip where casino_id = p_ctx.casino_id and visit_id = p_visit_id
    and status <> 'closed' order by id loop
    v_slip := app.lock_slip(p_ctx, v_slip.id);
    if v_slip.status <> 'closed' then
      v_slip := app.close_slip(p_ctx,
        app.slip_until(v_slip, greatest(v_slip.started_at, app.last_sign_of_play(v_slip))), v_accrual);
      v_held := v_held || case v_accrual when 'held' then array[v_slip.id] end;
      perform app.note_end_of_play(v_slip);
    end if;
  end loop;
  select * into v_before from public.visit where casino_id = p_ctx.casino_id and id = p_visit_id for update;
  select greatest(v_before.started_at, max(ended_at)) into v_last
  from public.rating_slip where casino_id = p_ctx.casino_id and visit_id = p_visit_id;
  if v_before.ended_at is not null or v_last >= p_since
    or exists (select from public.rating_slip where casino_id = p_ctx.casino_id and visit_id = p_visit_id
      and status <> 'closed') then
    -- Somebody played on meanwhile: the refusal lets the caller undo what was closed here.
    perform app.fail(409, 'VISIT_HAS_LIVE_SLIP');
  end if;
  update public.visit set ended_at = greatest(started_at, least(now(), (
    select app.gaming_day_start(p_ctx.casino_id, app.gaming_day(p_ctx.casino_id, v_last) + s.auto_end_visits_after_days)
    from public.casino_settings s where s.casino_id = p_ctx.casino_id)))
  where casino_id = p_ctx.casino_id and id = p_visit_id
  returning * into v_visit;
  perform app.write_audit(p_ctx, 'floor.end_forgotten_visit', 'visit', p_visit_id, app.visit_json(v_before),
    app.visit_json(v_visit) || jsonb_build_object('held_slip_ids', v_held));
  return true;
exception when sqlstate 'PT409' then
  return false;
end;
$$;
comment on function app.end_forgotten_visit(app.rls_context, uuid, timestamptz) is
  'Ends a visit that nobody ended: its live slips are closed at the last sign of play and held (on an unrated visit '
  'they just earn nothing), the visit ends where the setting says. One audit row names the slips. False, and nothing '
  'done, when somebody came back to it.';

create function app.end_forgotten_visits(p_ctx app.rls_context, p_limit integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_since timestamptz := (
    select app.gaming_day_start(p_ctx.casino_id, p_ctx.gaming_day - auto_end_visits_after_days + 1)
    from public.casino_settings where casino_id = p_ctx.casino_id);
  v_visit_id uuid;
  v_done integer := 0;
begin
  perform app.lock_many_standings(p_ctx.casino_id);
  for v_visit_id in
    select v.id from public.visit v
    where v.casino_id = p_ctx.casino_id and v.ended_at is null and v.started_at < v_since and not exists (
      select from public.rating_slip s
      where s.casino_id = v.casino_id and s.visit_id = v.id and app.last_sign_of_play(s) >= v_since
    )
    order by v.id
    limit p_limit
  loop
    v_done := v_done + app.end_forgotten_visit(p_ctx, v_visit_id, v_since)::integer;
  end loop;
  return v_done;
end;
$$;
comment on function app.end_forgotten_visits(app.rls_context, integer) is
  'Ends up to p_limit visits of one casino on which nothing happened since the gaming day that the setting counts '
  'from; how many. None while it is off.';

-- ---- 45_promo/tables.sql ----

-- Promo: programs, coupons with their validation numbers, what became of each, and what they expose the house to.

create type public.promo_type_enum as enum ('match_play', 'free_play');
create type public.promo_program_status as enum ('active', 'inactive');
create type public.promo_coupon_status as enum ('issued', 'voided', 'replaced', 'expired', 'cleared');

create table public.promo_program (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  name text not null check (length(name) between 1 and 100),
  promo_type public.promo_type_enum not null,
  face_value_cents bigint not null check (face_value_cents between 1 and 100000000),
  required_match_wager_cents bigint not null check (required_match_wager_cents between 0 and 100000000),
  status public.promo_program_status not null default 'active',
  start_at timestamptz not null default now(),
  end_at timestamptz check (end_at > start_at),
  valid_hours integer not null default 24 check (valid_hours between 1 and 8784),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (casino_id, id),
  check ((promo_type = 'match_play') = (required_match_wager_cents > 0))
);
comment on table public.promo_program is
  'A kind of coupon. Its figures are copied into each coupon when it is issued: an edit is for later coupons only. '
  'Programs are never deleted.';
comment on column public.promo_program.required_match_wager_cents is
  'What the player must stake for a match play; 0 for free play.';
comment on column public.promo_program.valid_hours is
  'How long a coupon is good for, from its issue, unless its issuer says otherwise.';
create unique index promo_program_name on public.promo_program (casino_id, lower(name));

create table public.promo_coupon (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  promo_program_id uuid not null,
  validation_number text not null check (length(validation_number) between 4 and 40),
  validation_key text not null,
  status public.promo_coupon_status not null default 'issued',
  face_value_cents bigint not null check (face_value_cents > 0),
  required_match_wager_cents bigint not null check (required_match_wager_cents >= 0),
  player_id uuid,
  visit_id uuid,
  gaming_day date not null,
  issued_at timestamptz not null default now(),
  issued_by_staff_id uuid,
  expires_at timestamptz not null,
  voided_at timestamptz,
  voided_by_staff_id uuid,
  void_reason text check (length(void_reason) between 1 and 500),
  replaced_at timestamptz,
  replaced_by_staff_id uuid,
  replace_reason text check (length(replace_reason) between 1 and 500),
  replacement_coupon_id uuid,
  replaces_coupon_id uuid,
  first_issued_at timestamptz,
  valid_until timestamptz,
  expired_at timestamptz,
  cleared_at timestamptz,
  reward_id uuid,
  metadata jsonb not null default '{}'::jsonb,
  correlation_id uuid not null,
  primary key (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, visit_id) references public.visit (casino_id, id),
  foreign key (casino_id, replacement_coupon_id) references public.promo_coupon (casino_id, id),
  foreign key (casino_id, replaces_coupon_id) references public.promo_coupon (casino_id, id),
  check (expires_at > issued_at),
  check (valid_until >= expires_at),
  check (first_issued_at is null or (replaces_coupon_id is not null and first_issued_at <= issued_at)),
  check ((status = 'voided') = (voided_at is not null) and (status = 'voided') = (void_reason is not null)),
  check ((status = 'replaced') = (replaced_at is not null)
    and (status = 'replaced') = (replacement_coupon_id is not null)),
  check ((status = 'expired') = (expired_at is not null)),
  check ((status = 'cleared') = (cleared_at is not null))
);
comment on table public.promo_coupon is
  'One issued instrument. Its value, owner and number never change; its status goes from issued to one other, once. '
  'Overdue means expired, whether or not the row says so yet: app.coupon_status.';
comment on column public.promo_coupon.promo_program_id is
  'No foreign key: every issue would share-lock the one program row of the night. Programs are never deleted, and the '
  'RPC looks the program up in the caller''s casino.';
comment on column public.promo_coupon.issued_by_staff_id is
  'Who issued it; null for the system. No foreign key, as in the ledger; staff rows are never deleted.';
comment on column public.promo_coupon.reward_id is
  'The catalog reward it was given as, if any. No foreign key, as in the ledger; rewards are never deleted.';
comment on column public.promo_coupon.metadata is
  'Of a reward: {reward_code, reward_name, reward_kind, tier, note} as they were when it was given.';
comment on column public.promo_coupon.validation_number is
  'As printed: given with pre-printed stock, else made by app.new_validation_number.';
comment on column public.promo_coupon.validation_key is
  'The number as it is looked up, by app.validation_key: capitals and digits only, O read as 0, I and L as 1.';
comment on column public.promo_coupon.first_issued_at is
  'Of a replacement: when the first coupon of its line was issued. Null for a coupon that replaces none: that is '
  'issued_at.';
comment on column public.promo_coupon.valid_until is
  'Until when its program (or the tier of its reward) lets a coupon of its line be good, from the first issue; later '
  'where its issuer said so. What replaces it may not outlive this. Null: its expiry.';
comment on column public.promo_coupon.expired_at is 'When it expired, which is expires_at, whenever that was noticed.';
create unique index promo_coupon_validation_key on public.promo_coupon (casino_id, validation_key);

-- A replacement is not an issuance, and is not in the index that issuances are counted from.
create index promo_coupon_issued on public.promo_coupon (casino_id, issued_at)
  include (face_value_cents, required_match_wager_cents) where replaces_coupon_id is null;
create index promo_coupon_outstanding on public.promo_coupon (casino_id, expires_at)
  include (issued_at, first_issued_at, valid_until, face_value_cents, required_match_wager_cents, promo_program_id)
    where status = 'issued';
create index promo_coupon_expired on public.promo_coupon (casino_id, expires_at)
  include (face_value_cents, required_match_wager_cents) where status = 'expired';
create index promo_coupon_voided on public.promo_coupon (casino_id, voided_at)
  include (face_value_cents, required_match_wager_cents) where status = 'voided';
create index promo_coupon_replaced on public.promo_coupon (casino_id, replaced_at)
  include (face_value_cents, required_match_wager_cents, replaced_by_staff_id) where status = 'replaced';
create index promo_coupon_cleared on public.promo_coupon (casino_id, cleared_at) where status = 'cleared';
create index promo_coupon_program on public.promo_coupon (casino_id, promo_program_id, id);
create index promo_coupon_player on public.promo_coupon (casino_id, player_id, id) where player_id is not null;
create index promo_coupon_reward on public.promo_coupon (casino_id, player_id, issued_at) where reward_id is not null;
create index promo_coupon_visit on public.promo_coupon (casino_id, visit_id) where visit_id is not null;
create index promo_coupon_replacement on public.promo_coupon (casino_id, replacement_coupon_id)
  where replacement_coupon_id is not null;
create unique index promo_coupon_replaces on public.promo_coupon (casino_id, replaces_coupon_id)
  where replaces_coupon_id is not null;

-- Settled coupons leave the index of outstanding ones only when vacuumed, and the ordinary fifth of a long history is
-- far too late.
alter table public.promo_coupon set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.01);
create trigger promo_coupon_no_truncate before truncate on public.promo_coupon
  for each statement execute function app.refuse_append_only();
alter table public.promo_coupon enable always trigger promo_coupon_no_truncate;

create table public.promo_day_rollup (
  casino_id uuid not null references public.casino (id),
  gaming_day date not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  is_open boolean not null,
  issued_count bigint not null,
  issued_face_value_cents bigint not null,
  issued_patron_risk_cents bigint not null,
  voided_count bigint not null,
  voided_face_value_cents bigint not null,
  voided_patron_risk_cents bigint not null,
  replaced_count bigint not null,
  replaced_face_value_cents bigint not null,
  replaced_patron_risk_cents bigint not null,
  expired_count bigint not null,
  expired_face_value_cents bigint not null,
  expired_patron_risk_cents bigint not null,
  issued_count_by_hour bigint[] not null,
  issued_face_value_cents_by_hour bigint[] not null,
  closed_at timestamptz not null default now(),
  primary key (casino_id, gaming_day)
);
comment on table public.promo_day_rollup is
  'What a closed gaming day came to, written once, some time after its end. A closed day can''t change any more: '
  'coupons are issued, voided, replaced and expire in their own time. Days follow each other without gaps; what comes '
  'after the last one is counted live.';
comment on column public.promo_day_rollup.is_open is
  'Whether the casino was open: somebody checked in, or a coupon was issued or replaced. A day that was not is no day '
  'of a baseline.';
comment on column public.promo_day_rollup.issued_count is
  'Without replacements, as are the figures beside it and those by hour.';
comment on column public.promo_day_rollup.replaced_count is
  'Coupons replaced, and so the replacements too: the two are made at one instant, of one value.';
comment on column public.promo_day_rollup.issued_count_by_hour is
  'By hour of the gaming day; the first element is its first hour, and there are 23, 24 or 25.';

-- ---- 45_promo/internal/coupons.sql ----

-- What a coupon is, what of it never changes, and until when.

create function app.guard_promo_coupon()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  -- The columns that say what became of the coupon. All others stay as they were issued.
  v_fate text[] := array['status', 'voided_at', 'voided_by_staff_id', 'void_reason', 'replaced_at',
    'replaced_by_staff_id',
    'replace_reason', 'replacement_coupon_id', 'expired_at', 'cleared_at'];
begin
  if tg_op = 'DELETE' or to_jsonb(new) - v_fate is distinct from to_jsonb(old) - v_fate then
    perform app.fail(409, 'APPEND_ONLY', jsonb_build_object('table', tg_table_name, 'operation', tg_op));
  end if;
  if old.status <> 'issued' then
    perform app.fail(409, 'COUPON_NOT_OUTSTANDING', jsonb_build_object('status', old.status));
  end if;
  return new;
end;
$$;
comment on function app.guard_promo_coupon() is
  'Trigger: value, owner and number of a coupon never change, its status changes once, from issued, and no coupon is '
  'deleted; not by the owner either.';

create trigger promo_coupon_guard before update or delete on public.promo_coupon
  for each row execute function app.guard_promo_coupon();
alter table public.promo_coupon enable always trigger promo_coupon_guard;

create function app.coupon_status(p_coupon public.promo_coupon)
returns public.promo_coupon_status
language plpgsql
stable
set search_path = ''
as $$
begin
  return case when p_coupon.status = 'issued' and p_coupon.expires_at <= now() then 'expired' else p_coupon.status end;
end;
$$;
comment on function app.coupon_status(public.promo_coupon) is
  'The status that counts: an overdue coupon is expired, also before anything marked it.';

create function app.is_coupon_held(p_coupon public.promo_coupon)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return p_coupon.player_id is not null and app.coupon_status(p_coupon) = 'issued'
    and app.has_exclusion_in_force(p_coupon.casino_id, p_coupon.player_id);
end;
$$;
comment on function app.is_coupon_held(public.promo_coupon) is
  'Whether an outstanding coupon is held: its player may receive nothing now. It is outstanding all the same, expires '
  'when it would, and is good again once the exclusion is lifted or over.';

create function app.latest_expiry(p_coupon public.promo_coupon, p_program_end timestamptz)
returns timestamptz
language plpgsql
immutable
set search_path = ''
as $$
begin
  return greatest(p_coupon.expires_at, least(coalesce(p_coupon.valid_until, p_coupon.expires_at), p_program_end));
end;
$$;
comment on function app.latest_expiry(public.promo_coupon, timestamptz) is
  'The latest expiry that a replacement may have: what the program gave the first coupon of the line, not beyond the '
  'program''s end; its own expiry may always stay.';

create function app.promo_coupon_json(p_coupon public.promo_coupon)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'id', p_coupon.id, 'promo_program_id', p_coupon.promo_program_id, 'program_name', g.name, 'promo_type',
        g.promo_type,
      'validation_number', p_coupon.validation_number,
      'status', case when app.is_coupon_held(p_coupon) then 'held' else app.coupon_status(p_coupon)::text end,
      'face_value_cents', p_coupon.face_value_cents, 'required_match_wager_cents', p_coupon.required_match_wager_cents,
      'player_id', p_coupon.player_id, 'player_name', (
        select first_name || ' ' || last_name from public.player where casino_id = p_coupon.casino_id
          and id = p_coupon.player_id
      ),
      'visit_id', p_coupon.visit_id, 'gaming_day', p_coupon.gaming_day, 'issued_at', p_coupon.issued_at,
      'issued_by_staff_id', p_coupon.issued_by_staff_id, 'issued_by_staff_name',
        app.staff_name(p_coupon.casino_id, p_coupon.issued_by_staff_id),
      'expires_at', p_coupon.expires_at, 'latest_expires_at', app.latest_expiry(p_coupon, g.end_at),
      'voided_at', p_coupon.voided_at, 'voided_by_staff_name',
        app.staff_name(p_coupon.casino_id, p_coupon.voided_by_staff_id),
      'void_reason', p_coupon.void_reason, 'replaced_at', p_coupon.replaced_at,
      'replaced_by_staff_name', app.staff_name(p_coupon.casino_id, p_coupon.replaced_by_staff_id),
      'replace_reason', p_coupon.replace_reason, 'replacement_coupon_id', p_coupon.replacement_coupon_id,
      'replaces_coupon_id', p_coupon.replaces_coupon_id, 'reward_id', p_coupon.reward_id,
      'reward_name', p_coupon.metadata -> 'reward_name', 'note', p_coupon.metadata -> 'note', 'correlation_id',
        p_coupon.correlation_id)
    from public.promo_program g
    where g.casino_id = p_coupon.casino_id and g.id = p_coupon.promo_program_id
  );
end;
$$;
comment on function app.promo_coupon_json(public.promo_coupon) is
  'A coupon as every RPC answers it. Its status is the one that counts: overdue is expired, and held while its player '
  'may receive nothing.';

create function app.lock_outstanding_coupon(p_ctx app.rls_context, p_coupon_id uuid)
returns public.promo_coupon
language plpgsql
set search_path = ''
as $$
declare
  v_coupon public.promo_coupon;
  v_status public.promo_coupon_status;
begin
  select * into v_coupon from public.promo_coupon
  where casino_id = p_ctx.casino_id and id = p_coupon_id
  for no key update;
  if not found then
    perform app.fail(404, 'COUPON_NOT_FOUND');
  end if;
  v_status := app.coupon_status(v_coupon);
  if v_status <> 'issued' then
    perform app.fail(409, 'COUPON_NOT_OUTSTANDING', jsonb_build_object('status', v_status,
      'at', coalesce(v_coupon.voided_at, v_coupon.replaced_at, v_coupon.cleared_at, v_coupon.expires_at),
      'staffName', app.staff_name(v_coupon.casino_id,
        coalesce(v_coupon.voided_by_staff_id, v_coupon.replaced_by_staff_id)),
      'replacementCouponId', v_coupon.replacement_coupon_id));
  end if;
  return v_coupon;
end;
$$;
comment on function app.lock_outstanding_coupon(app.rls_context, uuid) is
  'Locks a coupon that can still change. COUPON_NOT_FOUND; COUPON_NOT_OUTSTANDING, with what became of it, when and '
  'by whom, for one that was voided, replaced or cleared, or is overdue.';

-- ---- 45_promo/internal/expiry.sql ----

create function app.expire_promo_coupons(p_ctx app.rls_context, p_limit integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_coupon public.promo_coupon;
  v_count integer := 0;
begin
  -- In the order of ids, as coupons are always locked; one that is being voided or replaced is left for the next time.
  for v_coupon in
    update public.promo_coupon c
    set status = 'expired', expired_at = c.expires_at
    from (
      select casino_id, id from public.promo_coupon
      where casino_id = p_ctx.casino_id and status = 'issued' and expires_at <= now()
      order by id
      limit p_limit
      for no key update skip locked
    ) overdue
    where c.casino_id = overdue.casino_id and c.id = overdue.id
    returning c.*
  loop
    perform app.emit_coupon_event(p_ctx, 'promo.coupon_expired', v_coupon);
    v_count := v_count + 1;
  end loop;
  return v_count;
end;
$$;
comment on function app.expire_promo_coupons(app.rls_context, integer) is
  'Marks up to p_limit overdue coupons of one casino as expired, each with its event, and returns how many. Nothing '
  'depends on when it runs: every read treats an overdue coupon as expired, and expired_at is expires_at.';

-- ---- 45_promo/internal/exposure.sql ----

-- What the house is exposed to.

create function app.promo_totals(p_casino_id uuid, p_gaming_day date, p_day_start timestamptz, p_from timestamptz,
  p_to timestamptz)
returns public.promo_day_rollup
language plpgsql
stable
set search_path = ''
as $$
declare
  v_totals public.promo_day_rollup;
begin
  v_totals.casino_id := p_casino_id;
  v_totals.gaming_day := p_gaming_day;
  v_totals.starts_at := p_from;
  v_totals.ends_at := p_to;
  -- One index-only scan each, of the window alone: the cost grows with the window, never with the history.
  with issued as (
    select floor(extract(epoch from issued_at - p_day_start) / 3600)::integer as hour, count(*) as coupons,
      sum(face_value_cents) as cents,
      sum(required_match_wager_cents) as risk
    from public.promo_coupon
    where casino_id = p_casino_id and issued_at >= p_from and issued_at < p_to and replaces_coupon_id is null
    group by 1
  )
  select coalesce(sum(i.coupons), 0), coalesce(sum(i.cents), 0), coalesce(sum(i.risk), 0),
    array_agg(coalesce(i.coupons, 0) order by h.hour), array_agg(coalesce(i.cents, 0) order by h.hour)
  into v_totals.issued_count, v_totals.issued_face_value_cents, v_totals.issued_patron_risk_cents,
    v_totals.issued_count_by_hour, v_totals.issued_face_value_cents_by_hour
  from generate_series(floor(extract(epoch from p_from - p_day_start) / 3600)::integer,
    ceil(extract(epoch from p_to - p_day_start) / 3600)::integer - 1) h (hour)
  left join issued i on i.hour = h.hour;

  select count(*), coalesce(sum(face_value_cents), 0), coalesce(sum(required_match_wager_cents), 0)
  into v_totals.voided_count, v_totals.voided_face_value_cents, v_totals.voided_patron_risk_cents
  from public.promo_coupon
  where casino_id = p_casino_id and status = 'voided' and voided_at >= p_from and voided_at < p_to;

  select count(*), coalesce(sum(face_value_cents), 0), coalesce(sum(required_match_wager_cents), 0)
  into v_totals.replaced_count, v_totals.replaced_face_value_cents, v_totals.replaced_patron_risk_cents
  from public.promo_coupon
  where casino_id = p_casino_id and status = 'replaced' and replaced_at >= p_from and replaced_at < p_to;

  -- Coupons that are marked as expired, and overdue ones that the worker has not marked yet.
  select count(*), coalesce(sum(face_value_cents), 0), coalesce(sum(required_match_wager_cents), 0)
  into v_totals.expired_count, v_totals.expired_face_value_cents, v_totals.expired_patron_risk_cents
  from (
    select face_value_cents, required_match_wager_cents from public.promo_coupon
    where casino_id = p_casino_id and status = 'expired' and expires_at >= p_from and expires_at < p_to
    union all
    select face_value_cents, required_match_wager_cents from public.promo_coupon
    where casino_id = p_casino_id and status = 'issued' and expires_at >= p_from and expires_at < p_to
      and expires_at <= now()
  ) expired;

  v_totals.is_open := v_totals.issued_count + v_totals.replaced_count > 0
    or exists (select 1 from public.visit where casino_id = p_casino_id and gaming_day = p_gaming_day);
  return v_totals;
end;
$$;
comment on function app.promo_totals(uuid, date, timestamptz, timestamptz, timestamptz) is
  'Coupons of a window, counted now: issued in it (replacements left out, whatever became of the others), and voided, '
  'replaced or expired in it, with face value and match wager in cents; issued by whole hour of the gaming day, of '
  'which the first and the last may lie in the window in part.';

create function app.promo_day(p_casino_id uuid, p_gaming_day date)
returns public.promo_day_rollup
language plpgsql
stable
set search_path = ''
as $$
declare
  v_day public.promo_day_rollup;
  v_from timestamptz;
begin
  select * into v_day from public.promo_day_rollup where casino_id = p_casino_id and gaming_day = p_gaming_day;
  if not found then
    -- The first day that is not closed begins where the last closed one ended, also when the settings moved the gaming
    -- day in between.
    v_from := coalesce(
      (select ends_at from public.promo_day_rollup where casino_id = p_casino_id and gaming_day = p_gaming_day - 1),
      app.gaming_day_start(p_casino_id, p_gaming_day));
    v_day := app.promo_totals(p_casino_id, p_gaming_day, v_from, v_from,
      app.gaming_day_start(p_casino_id, p_gaming_day + 1));
  end if;
  return v_day;
end;
$$;
comment on function app.promo_day(uuid, date) is
  'A gaming day''s totals: as kept when the day is closed, else counted now. The two are equal.';

create function app.promo_baseline_days(p_casino_id uuid, p_gaming_day date, p_limit integer)
returns setof public.promo_day_rollup
language plpgsql
stable
set search_path = ''
as $$
declare
  v_day public.promo_day_rollup;
  v_found integer := 0;
begin
  for v_back in 1 .. 28 loop
    exit when v_found >= p_limit;
    v_day := app.promo_day(p_casino_id, p_gaming_day - v_back);
    if v_day.is_open then
      v_found := v_found + 1;
      return next v_day;
    end if;
  end loop;
end;
$$;
comment on function app.promo_baseline_days(uuid, date, integer) is
  'The p_limit most recent gaming days before p_gaming_day on which the casino was open, newest first, at most 28 '
  'days back. A day without a coupon counts; a day on which the casino was closed is no day.';

create function app.promo_outstanding(p_casino_id uuid, p_soon interval)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    with groups as (
      -- One pass over the coupons. Their age is told by comparing times, which needs no arithmetic per coupon.
      select
        case when coalesce(first_issued_at, issued_at) > now() - interval '4 hours' then 0
          when coalesce(first_issued_at, issued_at) > now() - interval '12 hours' then 4
          when coalesce(first_issued_at, issued_at) > now() - interval '24 hours' then 12
          when coalesce(first_issued_at, issued_at) > now() - interval '72 hours' then 24 else 72 end as from_hours,
        count(*) as coupons, sum(face_value_cents) as cents, sum(required_match_wager_cents) as risk,
        count(*) filter (where is_soon) as soon, sum(face_value_cents) filter (where is_soon) as soon_cents
      from public.promo_coupon
      -- A coupon that was made for a few hours is not expiring soon from its first minute on.
      cross join lateral (select expires_at <= now() + p_soon
        and expires_at - now() <= (coalesce(valid_until, expires_at)
          - coalesce(first_issued_at, issued_at)) / 2 as is_soon) s
      where casino_id = p_casino_id and status = 'issued' and expires_at > now()
      group by 1
    )
    select jsonb_build_object(
      'outstanding_count', coalesce(sum(g.coupons), 0),
      'outstanding_face_value_cents', coalesce(sum(g.cents), 0),
      'outstanding_patron_risk_cents', coalesce(sum(g.risk), 0),
      'expiring_soon_count', coalesce(sum(g.soon), 0),
      'expiring_soon_face_value_cents', coalesce(sum(g.soon_cents), 0),
      'outstanding_by_age', jsonb_agg(jsonb_build_object('from_hours', b.from_hours, 'to_hours', b.to_hours,
        'count', coalesce(g.coupons, 0), 'face_value_cents', coalesce(g.cents, 0)) order by b.from_hours)
    )
    from (values (0, 4), (4, 12), (12, 24), (24, 72), (72, null)) b (from_hours, to_hours)
    left join groups g on g.from_hours = b.from_hours
  );
end;
$$;
comment on function app.promo_outstanding(uuid, interval) is
  'What is outstanding now: count, face value and patron risk (required match wagers) in cents, how many expire soon '
  '(within p_soon, and with no more than half of the validity left that their line was given) and their face value, '
  'and count and face value by hours since issue, a replacement''s being the first issue of its line. From the index '
  'of issued coupons alone.';

create function app.promo_held(p_casino_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  -- By way of the few who are excluded, not of the many coupons that are outstanding.
  return (
    select jsonb_build_object('held_count', count(*), 'held_face_value_cents', coalesce(sum(c.face_value_cents), 0),
      'held_patron_risk_cents', coalesce(sum(c.required_match_wager_cents), 0))
    from public.promo_coupon c
    where c.casino_id = p_casino_id and c.status = 'issued' and c.expires_at > now() and c.player_id in (
      select e.player_id from public.player_exclusion e where e.casino_id = p_casino_id and app.is_in_force(e)));
end;
$$;
comment on function app.promo_held(uuid) is
  'What of the outstanding coupons is held now, because their players may receive nothing: {held_count, '
  'held_face_value_cents, held_patron_risk_cents}.';

-- ---- 45_promo/internal/issuing.sql ----

create function app.require_coupon_request(p_validation_number text, p_expires_at timestamptz)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_validation_number is not null and (
    p_validation_number !~ '^[0-9A-Za-z][0-9A-Za-z _./-]*$'
    or length(p_validation_number) > 40
    or length(app.validation_key(p_validation_number)) < 4
  ) then
    perform app.invalid('validationNumber', 'validationNumber');
  end if;
  if p_expires_at is not null
    and (not isfinite(p_expires_at) or p_expires_at <= now() or p_expires_at > now() + interval '366 days') then
    perform app.invalid('expiresAt', 'timeAhead');
  end if;
end;
$$;
comment on function app.require_coupon_request(text, timestamptz) is
  'What can be said of a number and an expiry by themselves: VALIDATION_FAILED.';

create function app.insert_promo_coupon(p_ctx app.rls_context, p_coupon public.promo_coupon)
returns public.promo_coupon
language plpgsql
set search_path = ''
as $$
declare
  v_coupon public.promo_coupon := p_coupon;
begin
  v_coupon.casino_id := p_ctx.casino_id;
  v_coupon.id := app.uuid_v7();
  v_coupon.status := 'issued';
  v_coupon.gaming_day := p_ctx.gaming_day;
  v_coupon.issued_at := now();
  v_coupon.issued_by_staff_id := p_ctx.staff_id;
  v_coupon.metadata := coalesce(p_coupon.metadata, '{}'::jsonb);
  v_coupon.correlation_id := p_ctx.correlation_id;
  loop
    v_coupon.validation_number := coalesce(p_coupon.validation_number, app.new_validation_number());
    v_coupon.validation_key := app.validation_key(v_coupon.validation_number);
    insert into public.promo_coupon select (v_coupon).*
    on conflict (casino_id, validation_key) do nothing;
    exit when found;
    -- A number of our own that exists already, by chance or in pre-printed stock, is simply drawn again.
    if p_coupon.validation_number is not null then
      perform app.fail(409, 'VALIDATION_NUMBER_TAKEN');
    end if;
  end loop;
  return v_coupon;
end;
$$;
comment on function app.insert_promo_coupon(app.rls_context, public.promo_coupon) is
  'The only writer of new coupons. Takes program, value, owner, expiry and perhaps a number from p_coupon and sets '
  'the rest. VALIDATION_NUMBER_TAKEN for a given number that this casino has used before.';

create function app.emit_coupon_event(p_ctx app.rls_context, p_event_type text, p_coupon public.promo_coupon)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- Not the validation number: whoever holds it holds the coupon, and events leave the house.
  perform app.emit_event(p_ctx, p_event_type, p_coupon.player_id, jsonb_build_object(
    'coupon_id', p_coupon.id, 'promo_program_id', p_coupon.promo_program_id, 'player_id', p_coupon.player_id,
      'visit_id', p_coupon.visit_id,
    'status', p_coupon.status, 'face_value_cents', p_coupon.face_value_cents,
    'required_match_wager_cents', p_coupon.required_match_wager_cents, 'expires_at', p_coupon.expires_at, 'gaming_day',
      p_coupon.gaming_day,
    'replaces_coupon_id', p_coupon.replaces_coupon_id)
    || case when p_coupon.reward_id is null then '{}'::jsonb
      else jsonb_build_object('reward_id', p_coupon.reward_id, 'reward_code', p_coupon.metadata -> 'reward_code') end);
end;
$$;
comment on function app.emit_coupon_event(app.rls_context, text, public.promo_coupon) is
  'Puts what happened to a coupon into the outbox.';

-- ---- 45_promo/internal/programs.sql ----

create function app.promo_program_json(p_program public.promo_program)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', p_program.id, 'name', p_program.name, 'promo_type', p_program.promo_type,
    'face_value_cents', p_program.face_value_cents, 'required_match_wager_cents', p_program.required_match_wager_cents,
    'status', p_program.status, 'start_at', p_program.start_at, 'end_at', p_program.end_at, 'valid_hours',
      p_program.valid_hours,
    'version', p_program.version, 'created_at', p_program.created_at, 'updated_at', p_program.updated_at);
end;
$$;
comment on function app.promo_program_json(public.promo_program) is 'A program as every RPC answers it.';

create function app.require_valid_program(p_program public.promo_program)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_program.name is null or length(p_program.name) not between 1 and 100 then
    perform app.invalid('name', 'characters', jsonb_build_object('lowest', 1, 'highest', 100));
  end if;
  if (p_program.face_value_cents between 1 and 100000000) is not true then
    perform app.invalid('faceValueCents', 'faceValue');
  end if;
  perform app.require_sound_wager('requiredMatchWagerCents', p_program.promo_type::text,
    to_jsonb(p_program.required_match_wager_cents));
  if (p_program.valid_hours between 1 and 8784) is not true then
    perform app.invalid('validHours', 'validHours');
  end if;
  -- Not infinity either, which no client could read.
  if (p_program.start_at between '2000-01-01Z' and '2999-12-31Z') is not true then
    perform app.invalid('startAt', 'aTime');
  end if;
  if p_program.end_at not between '2000-01-01Z' and '2999-12-31Z' then
    perform app.invalid('endAt', 'aTime');
  end if;
  if p_program.end_at <= p_program.start_at then
    perform app.invalid('endAt', 'endAfterStart');
  end if;
end;
$$;
comment on function app.require_valid_program(public.promo_program) is
  'What a program must be, whether new or edited: VALIDATION_FAILED by field.';

create function app.require_exact_match(p_program public.promo_program)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if app.takes_wager(p_program.promo_type::text) and p_program.required_match_wager_cents <> p_program.face_value_cents
    and (select promo_require_exact_match from public.casino_settings where casino_id = p_program.casino_id)
  then
    perform app.fail(409, 'MATCH_NOT_EXACT', jsonb_build_object('faceValueCents', p_program.face_value_cents,
      'requiredMatchWagerCents', p_program.required_match_wager_cents));
  end if;
end;
$$;
comment on function app.require_exact_match(public.promo_program) is
  'MATCH_NOT_EXACT when the casino wants the match wager equal to the face value and a match play''s is not. Asked of '
  'programs, and again of each coupon: the setting may have come later.';

-- ---- 45_promo/internal/promo_types.sql ----

-- What a promo type is: a value of promo_type_enum, and what it asks of the player. Nothing else knows one from
-- another.

create function app.takes_wager(p_promo_type text)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return p_promo_type = 'match_play';
end;
$$;
comment on function app.takes_wager(text) is
  'Whether the player stakes something of their own along with a coupon of a promo type.';

create function app.require_promo_type(p_field text, p_promo_type text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_types text[] := enum_range(null::public.promo_type_enum)::text[];
begin
  if (p_promo_type = any (v_types)) is not true then
    perform app.invalid(p_field, 'oneOf', jsonb_build_object('options', array_to_string(v_types, ', ')));
  end if;
end;
$$;
comment on function app.require_promo_type(text, text) is
  'VALIDATION_FAILED, naming the field, unless a text is a promo type.';

create function app.require_sound_wager(p_field text, p_promo_type text, p_wager_cents jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if app.takes_wager(p_promo_type) and not app.is_number_between(p_wager_cents, 1, 100000000, true) then
    perform app.invalid(p_field, 'wagerNeeded');
  elsif not app.takes_wager(p_promo_type) and not app.is_number_between(p_wager_cents, 0, 0, true) then
    perform app.invalid(p_field, 'wagerNone');
  end if;
end;
$$;
comment on function app.require_sound_wager(text, text, jsonb) is
  'VALIDATION_FAILED, naming the field, unless there is a wager where the promo type takes one, and none where it '
  'does not.';

-- ---- 45_promo/internal/validation_numbers.sql ----

create function app.validation_key(p_validation_number text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return translate(upper(regexp_replace(p_validation_number, '[^0-9A-Za-z]', '', 'g')), 'OIL', '011');
end;
$$;
comment on function app.validation_key(text) is
  'A validation number as it is compared: letters and digits only, capitals, O read as 0, I and L as 1 (Crockford), '
  'so that a number copied by hand or scanned finds its coupon.';

create function app.new_validation_number()
returns text
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_alphabet constant text := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  v_random bytea;
  v_value bigint;
  v_number text;
begin
  -- 55 random bits of PostgreSQL's strong source: the bytes of a random uuid that carry no version and no variant.
  -- Crockford's check is the value modulo 37, a prime above 32, so that every wrong character and every swap of two
  -- neighbours shows. A number whose check would be one of the five signs that aren't letters or digits is drawn again,
  -- and so is one with fewer than two letters: numbers of pre-printed stock are often digits only, and must not look
  -- like ours, nor ours like them for one wrong character.
  loop
    v_random := uuid_send(gen_random_uuid());
    v_value := 0;
    for v_byte in 0 .. 5 loop
      v_value := (v_value << 8) | get_byte(v_random, v_byte);
    end loop;
    v_value := (v_value << 7) | (get_byte(v_random, 15) & 127);
    v_number := '';
    for v_place in reverse 10 .. 0 loop
      v_number := v_number || substr(v_alphabet, ((v_value >> (5 * v_place)) & 31)::integer + 1, 1);
    end loop;
    exit when v_value % 37 < 32 and v_number ~ '[A-Z].*[A-Z]';
  end loop;
  return v_number || substr(v_alphabet, (v_value % 37)::integer + 1, 1);
end;
$$;
comment on function app.new_validation_number() is
  'A new validation number: eleven random Crockford base-32 characters (55 bits) and a check character, the value '
  'modulo 37.';

-- ---- 45_promo/rpc/create_promo_program.sql ----

create function public.rpc_create_promo_program(
  p_name text,
  p_promo_type text,
  p_face_value_cents bigint,
  p_required_match_wager_cents bigint,
  p_idempotency_key text,
  p_valid_hours integer default 24,
  p_status text default 'active',
  p_start_at timestamptz default null,
  p_end_at timestamptz default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('create_promo_program', 'catalog.write', p_idempotency_key,
    jsonb_build_array(btrim(p_name), p_promo_type, p_face_value_cents, p_required_match_wager_cents, p_valid_hours,
      p_status, extract(epoch from p_start_at), extract(epoch from p_end_at)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_program public.promo_program;
begin
  perform app.require_promo_type('promoType', p_promo_type);
  if p_status is null or p_status not in ('active', 'inactive') then
    perform app.invalid('status', 'oneOf', jsonb_build_object('options', 'active, inactive'));
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_program.casino_id := v_ctx.casino_id;
  v_program.id := app.uuid_v7();
  v_program.name := btrim(p_name);
  v_program.promo_type := p_promo_type::public.promo_type_enum;
  v_program.face_value_cents := p_face_value_cents;
  v_program.required_match_wager_cents := p_required_match_wager_cents;
  v_program.status := p_status::public.promo_program_status;
  v_program.start_at := coalesce(p_start_at, now());
  v_program.end_at := p_end_at;
  v_program.valid_hours := p_valid_hours;
  v_program.version := 1;
  v_program.created_at := now();
  v_program.updated_at := now();
  perform app.require_valid_program(v_program);
  perform app.require_exact_match(v_program);
  insert into public.promo_program select (v_program).*
  on conflict (casino_id, lower(name)) do nothing;
  if not found then
    perform app.fail(409, 'PROGRAM_NAME_TAKEN');
  end if;
  return app.finish_call(v_call, 'promo.create_promo_program', 'promo_program', v_program.id, null,
    app.promo_program_json(v_program));
end;
$$;
comment on function public.rpc_create_promo_program(text, text, bigint, bigint, text, integer, text, timestamptz,
  timestamptz, uuid) is
  'Makes a program: match_play with a required wager, or free_play with 0; cents; p_valid_hours is the validity of '
  'its coupons from issue. Answers the program and is_existing. Capability catalog.write. VALIDATION_FAILED, '
  'MATCH_NOT_EXACT, PROGRAM_NAME_TAKEN.';

-- ---- 45_promo/rpc/expire_promo_coupons.sql ----

create function public.rpc_expire_promo_coupons(p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('expire_promo_coupons', 'coupon.manage', p_idempotency_key,
    '[]'::jsonb, p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;
  return app.finish_call(v_call, 'promo.expire_promo_coupons', 'promo_coupon', null, null,
    jsonb_build_object('expired_count', app.expire_promo_coupons(v_ctx, 5000)));
end;
$$;
comment on function public.rpc_expire_promo_coupons(text, uuid) is
  'Marks the overdue coupons of the caller''s casino, at most 5,000 a call, by hand; the worker does it by itself. '
  'Answers {is_existing, expired_count}. Capability coupon.manage.';

-- ---- 45_promo/rpc/get_promo_coupon.sql ----

create function public.rpc_get_promo_coupon(p_coupon_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_coupon public.promo_coupon;
begin
  perform app.require_capability(v_ctx, 'dashboard.read');
  select * into v_coupon from public.promo_coupon where casino_id = v_ctx.casino_id and id = p_coupon_id;
  if not found then
    perform app.fail(404, 'COUPON_NOT_FOUND');
  end if;
  return app.promo_coupon_json(v_coupon);
end;
$$;
comment on function public.rpc_get_promo_coupon(uuid) is 'One coupon. Capability dashboard.read. COUPON_NOT_FOUND.';

-- ---- 45_promo/rpc/get_promo_program.sql ----

create function public.rpc_get_promo_program(p_promo_program_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_program public.promo_program;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  select * into v_program from public.promo_program where casino_id = v_ctx.casino_id and id = p_promo_program_id;
  if not found then
    perform app.fail(404, 'PROGRAM_NOT_FOUND');
  end if;
  return app.promo_program_json(v_program);
end;
$$;
comment on function public.rpc_get_promo_program(uuid) is 'One program. Capability floor.read. PROGRAM_NOT_FOUND.';

-- ---- 45_promo/rpc/issue_promo_coupon.sql ----

create function public.rpc_issue_promo_coupon(
  p_promo_program_id uuid,
  p_idempotency_key text,
  p_validation_number text default null,
  p_player_id uuid default null,
  p_visit_id uuid default null,
  p_expires_at timestamptz default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_number text := nullif(btrim(p_validation_number), '');
  v_call app.call := app.begin_call('issue_promo_coupon', 'coupon.manage', p_idempotency_key,
    jsonb_build_array(p_promo_program_id, app.validation_key(v_number), p_player_id, p_visit_id,
      extract(epoch from p_expires_at)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_program public.promo_program;
  v_coupon public.promo_coupon;
  v_answer jsonb;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  perform app.require_coupon_request(v_number, p_expires_at);
  v_program := app.require_issuable_program(v_ctx, p_promo_program_id);
  v_coupon.player_id := app.coupon_player_id(v_ctx, p_player_id, p_visit_id);
  if v_coupon.player_id is not null then
    -- An exclusion that is being set waits for this row too: it lands before the coupon, or the coupon before it.
    perform app.lock_player_loyalty(v_ctx, v_coupon.player_id);
    v_answer := app.refuse_excluded(v_ctx, v_coupon.player_id, 'exclusion.refuse_promo_coupon',
      jsonb_build_object('promo_program_id', p_promo_program_id));
    if v_answer is not null then
      return v_answer;
    end if;
  end if;

  v_coupon.promo_program_id := p_promo_program_id;
  v_coupon.validation_number := v_number;
  v_coupon.visit_id := p_visit_id;
  v_coupon.face_value_cents := v_program.face_value_cents;
  v_coupon.required_match_wager_cents := v_program.required_match_wager_cents;
  v_coupon.expires_at := coalesce(p_expires_at, now() + make_interval(hours => v_program.valid_hours));
  v_coupon.valid_until := greatest(v_coupon.expires_at, now() + make_interval(hours => v_program.valid_hours));
  v_coupon := app.insert_promo_coupon(v_ctx, v_coupon);
  perform app.emit_coupon_event(v_ctx, 'promo.coupon_issued', v_coupon);
  return app.finish_call(v_call, 'promo.issue_promo_coupon', 'promo_coupon', v_coupon.id, null,
    jsonb_build_object('coupon', app.promo_coupon_json(v_coupon)));
end;
$$;
comment on function public.rpc_issue_promo_coupon(uuid, text, text, uuid, uuid, timestamptz, uuid) is
  'Issues one coupon of a program, to a player, to the player of a running visit, or to nobody where the casino '
  'allows it. Without p_validation_number one is made; without p_expires_at the program''s validity holds. Answers '
  '{is_existing, coupon}; a replay answers the coupon as it was issued. Capability coupon.manage. VALIDATION_FAILED, '
  'PROGRAM_NOT_FOUND, PROGRAM_INACTIVE, PROGRAM_NOT_STARTED, PROGRAM_ENDED, MATCH_NOT_EXACT, PLAYER_NOT_FOUND, '
  'VISIT_NOT_FOUND, VISIT_ENDED, PLAYER_MISMATCH, ANONYMOUS_ISSUANCE_DISABLED, PLAYER_NOT_ENROLLED, PLAYER_EXCLUDED, '
  'VALIDATION_NUMBER_TAKEN.';

create function app.require_issuable_program(p_ctx app.rls_context, p_promo_program_id uuid)
returns public.promo_program
language plpgsql
stable
set search_path = ''
as $$
declare
  v_program public.promo_program;
begin
  select * into v_program from public.promo_program where casino_id = p_ctx.casino_id and id = p_promo_program_id;
  if not found then
    perform app.fail(404, 'PROGRAM_NOT_FOUND');
  end if;
  if v_program.status <> 'active' then
    perform app.fail(409, 'PROGRAM_INACTIVE');
  end if;
  if v_program.start_at > now() then
    perform app.fail(409, 'PROGRAM_NOT_STARTED', jsonb_build_object('startAt', v_program.start_at));
  end if;
  if v_program.end_at <= now() then
    perform app.fail(409, 'PROGRAM_ENDED', jsonb_build_object('endAt', v_program.end_at));
  end if;
  perform app.require_exact_match(v_program);
  return v_program;
end;
$$;
comment on function app.require_issuable_program(app.rls_context, uuid) is
  'A program of the caller''s casino that coupons may be issued of now. PROGRAM_NOT_FOUND, PROGRAM_INACTIVE, '
  'PROGRAM_NOT_STARTED, PROGRAM_ENDED, MATCH_NOT_EXACT.';

create function app.coupon_player_id(p_ctx app.rls_context, p_player_id uuid, p_visit_id uuid)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
declare
  v_visit public.visit;
begin
  if p_player_id is not null
    and not exists (select 1 from public.player where casino_id = p_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  if p_visit_id is null then
    if p_player_id is null
      and not (select promo_allow_anonymous_issuance from public.casino_settings where casino_id = p_ctx.casino_id)
      then
      perform app.fail(409, 'ANONYMOUS_ISSUANCE_DISABLED');
    end if;
    return p_player_id;
  end if;

  select * into v_visit from public.visit where casino_id = p_ctx.casino_id and id = p_visit_id;
  if not found then
    perform app.fail(404, 'VISIT_NOT_FOUND');
  end if;
  if v_visit.player_id <> p_player_id then
    perform app.fail(409, 'PLAYER_MISMATCH');
  end if;
  if v_visit.ended_at is not null then
    perform app.fail(409, 'VISIT_ENDED', jsonb_build_object('endedAt', v_visit.ended_at));
  end if;
  return v_visit.player_id;
end;
$$;
comment on function app.coupon_player_id(app.rls_context, uuid, uuid) is
  'Whom a coupon is for: the player given, else the visit''s; null for an anonymous one. PLAYER_NOT_FOUND, '
  'VISIT_NOT_FOUND, VISIT_ENDED, PLAYER_MISMATCH, ANONYMOUS_ISSUANCE_DISABLED.';

-- ---- 45_promo/rpc/list_promo_coupons.sql ----

create function public.rpc_list_promo_coupons(
  p_status text default null,
  p_promo_program_id uuid default null,
  p_player_id uuid default null,
  p_validation_number text default null,
  p_before_coupon_id uuid default null,
  p_limit integer default 50
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
-- Planned for the filters at hand: each has its index.
set plan_cache_mode = force_custom_plan
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_is_held constant boolean := case p_status when 'held' then true when 'issued' then false end;
  v_status public.promo_coupon_status;
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'dashboard.read');
  if p_status not in ('issued', 'held', 'voided', 'replaced', 'expired', 'cleared') then
    perform app.invalid('status', 'oneOf',
      jsonb_build_object('options', 'issued, held, voided, replaced, expired, cleared'));
  end if;
  -- Cast once, into a variable: the planner doesn't fold the cast of a parameter, and would not see that a partial
  -- index fits.
  v_status := case p_status when 'held' then 'issued' else p_status end;
  perform app.require_coupon_filters(v_ctx, p_promo_program_id, p_player_id, p_before_coupon_id);
  select coalesce(jsonb_agg(app.promo_coupon_json(page.c) order by (page.c).id desc), '[]'::jsonb) into v_items
  from (
    select c from public.promo_coupon c
    where c.casino_id = v_ctx.casino_id
      and (v_status is null
        or (c.status = v_status and (v_status <> 'issued' or c.expires_at > now()))
        or (v_status = 'expired' and c.status = 'issued' and c.expires_at <= now()))
      and (v_is_held is null or v_is_held = (c.player_id is not null and exists (
        select from public.player_exclusion e
        where e.casino_id = v_ctx.casino_id and e.player_id = c.player_id and app.is_in_force(e))))
      and (p_promo_program_id is null or c.promo_program_id = p_promo_program_id)
      and (p_player_id is null or c.player_id = p_player_id)
      and (p_validation_number is null or c.validation_key = app.validation_key(p_validation_number))
      and (p_before_coupon_id is null or c.id < p_before_coupon_id)
    order by c.id desc
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_promo_coupons(text, uuid, uuid, text, uuid, integer) is
  'Coupons, newest first, by status (overdue ones are expired; held ones are not among the issued), program, player '
  'or validation number (as copied by hand: case, dashes and O/0, I/L/1 make no difference), paged by the last coupon '
  'seen: {items, next_cursor}. Capability dashboard.read. PROGRAM_NOT_FOUND, PLAYER_NOT_FOUND, VALIDATION_FAILED.';

create function app.require_coupon_filters(p_ctx app.rls_context, p_promo_program_id uuid, p_player_id uuid,
  p_before_coupon_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_promo_program_id is not null and not exists (
    select 1 from public.promo_program where casino_id = p_ctx.casino_id and id = p_promo_program_id
  ) then
    perform app.fail(404, 'PROGRAM_NOT_FOUND');
  end if;
  if p_player_id is not null
    and not exists (select 1 from public.player where casino_id = p_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  if p_before_coupon_id is not null and not exists (
    select 1 from public.promo_coupon where casino_id = p_ctx.casino_id and id = p_before_coupon_id
  ) then
    perform app.invalid('cursor', 'nextCursor');
  end if;
end;
$$;
comment on function app.require_coupon_filters(app.rls_context, uuid, uuid, uuid) is
  'PROGRAM_NOT_FOUND, PLAYER_NOT_FOUND, VALIDATION_FAILED for ids that are not of the caller''s casino.';

-- ---- 45_promo/rpc/list_promo_programs.sql ----

create function public.rpc_list_promo_programs()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  perform app.require_capability(v_ctx, 'floor.read');
  return jsonb_build_object('items', coalesce((
    select jsonb_agg(app.promo_program_json(g) || jsonb_build_object('outstanding_count', coalesce(o.coupons, 0),
      'outstanding_face_value_cents', coalesce(o.cents, 0)) order by g.status, lower(g.name))
    from public.promo_program g
    left join (
      select promo_program_id, count(*) as coupons, sum(face_value_cents) as cents
      from public.promo_coupon
      where casino_id = v_ctx.casino_id and status = 'issued' and expires_at > now()
      group by promo_program_id
    ) o on o.promo_program_id = g.id
    where g.casino_id = v_ctx.casino_id
  ), '[]'::jsonb));
end;
$$;
comment on function public.rpc_list_promo_programs() is
  'All programs, active ones first, each with outstanding_count and outstanding_face_value_cents: {items}. Capability '
  'floor.read.';

-- ---- 45_promo/rpc/promo_coupon_inventory.sql ----

create function public.rpc_promo_coupon_inventory()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_live_from timestamptz;
  v_totals record;
  v_now jsonb;
begin
  perform app.require_capability(v_ctx, 'dashboard.read');
  -- Closed days from what they came to, the time since counted now. An hour ahead: a coupon that was committed while
  -- this waited may bear a later time than this transaction.
  select coalesce(max(ends_at),
    (select min(issued_at) from public.promo_coupon where casino_id = v_ctx.casino_id and replaces_coupon_id is null))
  into v_live_from
  from public.promo_day_rollup where casino_id = v_ctx.casino_id;
  select
    coalesce(sum(issued_count), 0) as issued, coalesce(sum(issued_face_value_cents), 0) as issued_cents,
      coalesce(sum(issued_patron_risk_cents), 0) as issued_risk,
    coalesce(sum(voided_count), 0) as voided, coalesce(sum(voided_face_value_cents), 0) as voided_cents,
      coalesce(sum(voided_patron_risk_cents), 0) as voided_risk,
    coalesce(sum(replaced_count), 0) as replaced, coalesce(sum(replaced_face_value_cents), 0) as replaced_cents,
      coalesce(sum(replaced_patron_risk_cents), 0) as replaced_risk,
    coalesce(sum(expired_count), 0) as expired, coalesce(sum(expired_face_value_cents), 0) as expired_cents,
      coalesce(sum(expired_patron_risk_cents), 0) as expired_risk
  into v_totals
  from (
    select * from public.promo_day_rollup where casino_id = v_ctx.casino_id
    union all
    select * from app.promo_totals(v_ctx.casino_id, v_ctx.gaming_day, v_live_from, v_live_from,
      now() + interval '1 hour')
  ) days;
  v_now := app.promo_outstanding(v_ctx.casino_id, interval '24 hours') || app.promo_held(v_ctx.casino_id);

  return jsonb_build_object('as_of', now(), 'items', (
    select jsonb_agg(jsonb_build_object('status', s.status, 'count', s.coupons, 'face_value_cents', s.cents,
      'patron_risk_cents', s.risk) order by s.place)
    from (values
      (1, 'issued', (v_now ->> 'outstanding_count')::numeric - (v_now ->> 'held_count')::numeric,
        (v_now ->> 'outstanding_face_value_cents')::numeric - (v_now ->> 'held_face_value_cents')::numeric,
        (v_now ->> 'outstanding_patron_risk_cents')::numeric - (v_now ->> 'held_patron_risk_cents')::numeric),
      (2, 'held', (v_now ->> 'held_count')::numeric, (v_now ->> 'held_face_value_cents')::numeric,
        (v_now ->> 'held_patron_risk_cents')::numeric),
      (3, 'voided', v_totals.voided, v_totals.voided_cents, v_totals.voided_risk),
      (4, 'replaced', v_totals.replaced, v_totals.replaced_cents, v_totals.replaced_risk),
      (5, 'expired', v_totals.expired, v_totals.expired_cents, v_totals.expired_risk),
      -- Whatever was issued and is none of the others was cleared. A coupon that was replaced lives on in its
      -- replacement, which is not issued anew: the two cancel out.
      (6, 'cleared',
        v_totals.issued - v_totals.voided - v_totals.expired - (v_now ->> 'outstanding_count')::numeric,
        v_totals.issued_cents - v_totals.voided_cents - v_totals.expired_cents
          - (v_now ->> 'outstanding_face_value_cents')::numeric,
        v_totals.issued_risk - v_totals.voided_risk - v_totals.expired_risk
          - (v_now ->> 'outstanding_patron_risk_cents')::numeric)
    ) s (place, status, coupons, cents, risk)
    where s.status <> 'held' or s.coupons > 0
  ));
end;
$$;
comment on function public.rpc_promo_coupon_inventory() is
  'Every coupon there ever was, by what it is now: {as_of, items: [{status, count, face_value_cents, '
  'patron_risk_cents}]}; issued means outstanding and not held; held, where there are any, outstanding of players who '
  'may receive nothing; overdue ones count as expired. Flat in cost: closed days come from their totals. Capability '
  'dashboard.read.';

-- ---- 45_promo/rpc/promo_exposure_rollup.sql ----

create function public.rpc_promo_exposure_rollup(p_gaming_day date default null, p_shift_id uuid default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_gaming_day date := coalesce(p_gaming_day, v_ctx.gaming_day);
  v_day_start timestamptz;
  v_from timestamptz;
  v_to timestamptz;
  v_totals public.promo_day_rollup;
begin
  perform app.require_capability(v_ctx, 'dashboard.read');
  perform app.require_gaming_day(v_ctx, v_gaming_day);
  v_day_start := app.gaming_day_start(v_ctx.casino_id, v_gaming_day);
  if p_shift_id is null then
    v_totals := app.promo_day(v_ctx.casino_id, v_gaming_day);
  else
    select starts_at, ends_at into v_from, v_to from app.shifts_of_day(v_ctx.casino_id, v_gaming_day)
      where id = p_shift_id;
    if not found then
      perform app.fail(404, 'SHIFT_NOT_FOUND');
    end if;
    v_totals := app.promo_totals(v_ctx.casino_id, v_gaming_day, v_day_start, v_from, v_to);
  end if;
  return jsonb_build_object(
    'gaming_day', v_gaming_day, 'shift_id', p_shift_id, 'as_of', now(),
    'issued_count', v_totals.issued_count, 'issued_face_value_cents', v_totals.issued_face_value_cents,
    'issued_patron_risk_cents', v_totals.issued_patron_risk_cents, 'voided_count', v_totals.voided_count,
    'replaced_count', v_totals.replaced_count, 'expired_count', v_totals.expired_count,
    'void_rate', round(v_totals.voided_count::numeric / nullif(v_totals.issued_count, 0), 4),
    'replacement_count', v_totals.replaced_count,
    'replacement_rate', round(v_totals.replaced_count::numeric / nullif(v_totals.issued_count, 0), 4),
    'by_hour', app.promo_hours(v_ctx.casino_id, v_totals, v_day_start)
  ) || app.promo_outstanding(v_ctx.casino_id, interval '24 hours') || app.promo_held(v_ctx.casino_id);
end;
$$;
comment on function public.rpc_promo_exposure_rollup(date, uuid) is
  'Promo exposure of a gaming day (default now) or of one of its shifts: issued (without replacements), voided, '
  'replaced and expired in that time, replacement_count, void_rate = voided / issued and replacement_rate = '
  'replacements / issued (fractions, null when nothing was issued), by_hour with the baseline''s median and deviation '
  'and the band of the spike rule (low, high, is_above, method, readiness); and, as of now, what is outstanding, '
  'expires soon (within 24 hours, and half of its validity over), how old it is, and what of it is held because its '
  'player may receive nothing. Cents. Capability dashboard.read. SHIFT_NOT_FOUND, VALIDATION_FAILED.';

create function app.promo_hours(p_casino_id uuid, p_totals public.promo_day_rollup, p_day_start timestamptz)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_rules jsonb := (select alert_thresholds from public.casino_settings where casino_id = p_casino_id);
  v_first_hour integer := greatest(0, floor(extract(epoch from p_totals.starts_at - p_day_start) / 3600));
begin
  return (
    with history as (
      select h.hour - 1 as hour, array_agg(h.coupons::numeric) as counts, max(d.gaming_day) as newest_day
      from app.promo_baseline_days(p_casino_id, p_totals.gaming_day, (v_rules #>> '{baseline,gaming_days}')::integer) d
      cross join lateral unnest(d.issued_count_by_hour) with ordinality h (coupons, hour)
      group by h.hour
    )
    select coalesce(jsonb_agg(jsonb_build_object('hour', v_first_hour + t.place - 1,
      'starts_at', greatest(p_totals.starts_at,
        p_day_start + make_interval(hours => v_first_hour + t.place::integer - 1)),
      'issued_count', t.coupons, 'issued_face_value_cents', t.cents, 'baseline_median', v.median, 'baseline_mad', v.mad,
      'low', case when v.threshold is not null then trim_scale(round(greatest(0, v.median - v.threshold), 4)) end,
      'high', trim_scale(round(v.median + v.threshold, 4)),
      'is_above', v.is_firing, 'method', v.method, 'readiness', v.readiness) order by t.place), '[]'::jsonb)
    from unnest(p_totals.issued_count_by_hour, p_totals.issued_face_value_cents_by_hour) with ordinality t (coupons,
      cents, place)
    left join history b on b.hour = v_first_hour + t.place - 1
    -- The alert's own rule, so that the chart and the alert cannot disagree.
    cross join lateral app.judge_by_rule(t.coupons::numeric, 'count', b.counts, b.newest_day, p_totals.gaming_day, 'up',
      v_rules -> 'promo_issuance_spike', v_rules -> 'baseline') v
  );
end;
$$;
comment on function app.promo_hours(uuid, public.promo_day_rollup, timestamptz) is
  'Issuance by hour of the gaming day (0 is its first; elapsed hours, so there are 23 or 25 when the clocks change), '
  'each with median and median absolute deviation of the same hour on the days of the baseline, and judged by the '
  'rule of the spike alert: low and high are the median less and plus what is allowed (null without history), '
  'is_above says whether the rule would fire, method and readiness how it came to that.';

-- ---- 45_promo/rpc/replace_promo_coupon.sql ----

create function public.rpc_replace_promo_coupon(
  p_coupon_id uuid,
  p_idempotency_key text,
  p_reason text default null,
  p_validation_number text default null,
  p_expires_at timestamptz default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text := nullif(btrim(p_reason), '');
  v_number text := nullif(btrim(p_validation_number), '');
  v_call app.call := app.begin_call('replace_promo_coupon', 'coupon.manage', p_idempotency_key,
    jsonb_build_array(p_coupon_id, v_reason, app.validation_key(v_number), extract(epoch from p_expires_at)),
      p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_player_id uuid;
  v_before public.promo_coupon;
  v_replaced public.promo_coupon;
  v_coupon public.promo_coupon;
  v_answer jsonb;
begin
  if length(v_reason) > 500 then
    perform app.invalid('reason', 'charactersAtMost', jsonb_build_object('highest', 500));
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;
  perform app.require_coupon_request(v_number, p_expires_at);

  -- A replacement gives something, so the player comes first: their row is locked before the coupon's, as everywhere.
  select player_id into v_player_id from public.promo_coupon where casino_id = v_ctx.casino_id and id = p_coupon_id;
  if v_player_id is not null then
    perform app.lock_player_loyalty(v_ctx, v_player_id);
  end if;
  v_before := app.lock_outstanding_coupon(v_ctx, p_coupon_id);
  v_answer := app.refuse_excluded(v_ctx, v_player_id, 'exclusion.refuse_promo_coupon',
    jsonb_build_object('replaces_coupon_id', p_coupon_id));
  if v_answer is not null then
    return v_answer;
  end if;
  perform app.require_replacement_expiry(v_before, p_expires_at, v_reason);

  v_coupon := app.insert_promo_coupon(v_ctx, app.replacement_for(v_before, v_number, p_expires_at));
  update public.promo_coupon
  set status = 'replaced', replaced_at = now(), replaced_by_staff_id = v_ctx.staff_id, replace_reason = v_reason,
    replacement_coupon_id = v_coupon.id
  where casino_id = v_ctx.casino_id and id = p_coupon_id
  returning * into v_replaced;
  perform app.emit_coupon_event(v_ctx, 'promo.coupon_replaced', v_coupon);
  return app.finish_call(v_call, 'promo.replace_promo_coupon', 'promo_coupon', v_coupon.id,
    jsonb_build_object('coupon', app.promo_coupon_json(v_before)),
    jsonb_build_object('coupon', app.promo_coupon_json(v_coupon), 'replaced_coupon',
      app.promo_coupon_json(v_replaced)));
end;
$$;
comment on function public.rpc_replace_promo_coupon(uuid, text, text, text, timestamptz, uuid) is
  'Puts a new coupon in the place of an outstanding one: same program, value, player and visit; same expiry, unless '
  'p_expires_at says otherwise: a longer one needs a reason and ends with the coupon''s latest_expires_at. The two '
  'name each other. Answers {is_existing, coupon (the new one), replaced_coupon}. Capability coupon.manage. '
  'VALIDATION_FAILED, COUPON_NOT_FOUND, COUPON_NOT_OUTSTANDING, PLAYER_NOT_ENROLLED, PLAYER_EXCLUDED, '
  'VALIDATION_NUMBER_TAKEN.';

create function app.replacement_for(p_coupon public.promo_coupon, p_validation_number text, p_expires_at timestamptz)
returns public.promo_coupon
language plpgsql
stable
set search_path = ''
as $$
declare
  v_coupon public.promo_coupon;
begin
  v_coupon.promo_program_id := p_coupon.promo_program_id;
  v_coupon.validation_number := p_validation_number;
  v_coupon.player_id := p_coupon.player_id;
  v_coupon.visit_id := p_coupon.visit_id;
  v_coupon.face_value_cents := p_coupon.face_value_cents;
  v_coupon.required_match_wager_cents := p_coupon.required_match_wager_cents;
  v_coupon.expires_at := coalesce(p_expires_at, p_coupon.expires_at);
  v_coupon.replaces_coupon_id := p_coupon.id;
  -- Nothing was first issued after its replacement, also when the clock was set back.
  v_coupon.first_issued_at := least(now(), coalesce(p_coupon.first_issued_at, p_coupon.issued_at));
  v_coupon.valid_until := greatest(p_coupon.valid_until, v_coupon.expires_at);
  v_coupon.reward_id := p_coupon.reward_id;
  v_coupon.metadata := p_coupon.metadata;
  return v_coupon;
end;
$$;
comment on function app.replacement_for(public.promo_coupon, text, timestamptz) is
  'What takes a coupon''s place: the same program, value, player and visit, and the same expiry unless another is '
  'given.';

create function app.require_replacement_expiry(p_coupon public.promo_coupon, p_expires_at timestamptz, p_reason text)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_expires_at > app.latest_expiry(p_coupon,
    (select end_at from public.promo_program where casino_id = p_coupon.casino_id and id = p_coupon.promo_program_id))
  then
    perform app.invalid('expiresAt', 'laterThanProgram');
  end if;
  if p_expires_at > p_coupon.expires_at and p_reason is null then
    perform app.invalid('reason', 'livesLonger');
  end if;
end;
$$;
comment on function app.require_replacement_expiry(public.promo_coupon, timestamptz, text) is
  'VALIDATION_FAILED for a replacement that would outlive what the program allows its line, however often it is '
  'replaced (app.latest_expiry), or live longer than the coupon without a reason.';

-- ---- 45_promo/rpc/update_promo_program.sql ----

create function public.rpc_update_promo_program(
  p_promo_program_id uuid,
  p_idempotency_key text,
  p_name text default null,
  p_face_value_cents bigint default null,
  p_required_match_wager_cents bigint default null,
  p_valid_hours integer default null,
  p_status text default null,
  p_start_at timestamptz default null,
  p_end_at timestamptz default null,
  p_has_no_end boolean default false,
  p_expected_version integer default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('update_promo_program', 'catalog.write', p_idempotency_key,
    jsonb_build_array(p_promo_program_id, btrim(p_name), p_face_value_cents, p_required_match_wager_cents,
      p_valid_hours, p_status, extract(epoch from p_start_at), extract(epoch from p_end_at), p_has_no_end,
      p_expected_version), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.promo_program;
  v_program public.promo_program;
begin
  if p_status not in ('active', 'inactive') then
    perform app.invalid('status', 'oneOf', jsonb_build_object('options', 'active, inactive'));
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_before := app.lock_program(v_ctx, p_promo_program_id, p_expected_version);
  v_program := v_before;
  v_program.name := coalesce(btrim(p_name), v_before.name);
  v_program.face_value_cents := coalesce(p_face_value_cents, v_before.face_value_cents);
  v_program.required_match_wager_cents := coalesce(p_required_match_wager_cents, v_before.required_match_wager_cents);
  v_program.valid_hours := coalesce(p_valid_hours, v_before.valid_hours);
  v_program.start_at := coalesce(p_start_at, v_before.start_at);
  v_program.end_at := case when p_has_no_end then null else coalesce(p_end_at, v_before.end_at) end;
  v_program.status := coalesce(p_status::public.promo_program_status, v_before.status);
  perform app.require_valid_program(v_program);
  -- A program that is inexact since before the setting can still be renamed and switched off, but not made anew so.
  if (v_program.face_value_cents, v_program.required_match_wager_cents) <> (v_before.face_value_cents,
    v_before.required_match_wager_cents)
    or (v_program.status = 'active' and v_before.status <> 'active')
  then
    perform app.require_exact_match(v_program);
  end if;
  begin
    update public.promo_program
    set name = v_program.name, face_value_cents = v_program.face_value_cents,
      required_match_wager_cents = v_program.required_match_wager_cents, valid_hours = v_program.valid_hours,
      status = v_program.status, start_at = v_program.start_at, end_at = v_program.end_at,
      version = version + 1, updated_at = now()
    where casino_id = v_ctx.casino_id and id = p_promo_program_id
    returning * into v_program;
  exception when unique_violation then
    perform app.fail(409, 'PROGRAM_NAME_TAKEN');
  end;
  return app.finish_call(v_call, 'promo.update_promo_program', 'promo_program', v_program.id,
    app.promo_program_json(v_before),
    app.promo_program_json(v_program));
end;
$$;
comment on function public.rpc_update_promo_program(uuid, text, text, bigint, bigint, integer, text, timestamptz,
  timestamptz, boolean, integer, uuid) is
  'Changes what is given of a program, for coupons issued from now on; p_has_no_end takes the end away. With '
  'p_expected_version, PROGRAM_CHANGED when somebody else edited in between. Answers the program and is_existing. '
  'Capability catalog.write. PROGRAM_NOT_FOUND, PROGRAM_CHANGED, PROGRAM_NAME_TAKEN, VALIDATION_FAILED, '
  'MATCH_NOT_EXACT.';

create function app.lock_program(p_ctx app.rls_context, p_promo_program_id uuid, p_expected_version integer)
returns public.promo_program
language plpgsql
set search_path = ''
as $$
declare
  v_program public.promo_program;
begin
  select * into v_program from public.promo_program
  where casino_id = p_ctx.casino_id and id = p_promo_program_id
  for no key update;
  if not found then
    perform app.fail(404, 'PROGRAM_NOT_FOUND');
  end if;
  if v_program.version <> p_expected_version then
    perform app.fail(409, 'PROGRAM_CHANGED', jsonb_build_object('version', v_program.version));
  end if;
  return v_program;
end;
$$;
comment on function app.lock_program(app.rls_context, uuid, integer) is
  'Locks a program for an edit. PROGRAM_NOT_FOUND; PROGRAM_CHANGED when a version is expected and it is not the '
  'current one: somebody else edited in between.';

-- ---- 45_promo/rpc/void_promo_coupon.sql ----

create function public.rpc_void_promo_coupon(
  p_coupon_id uuid,
  p_reason text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text := nullif(btrim(p_reason), '');
  v_call app.call := app.begin_call('void_promo_coupon', 'coupon.manage', p_idempotency_key,
    jsonb_build_array(p_coupon_id, v_reason), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.promo_coupon;
  v_coupon public.promo_coupon;
begin
  if v_reason is null or length(v_reason) > 500 then
    perform app.invalid('reason', 'characters', jsonb_build_object('lowest', 1, 'highest', 500));
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_before := app.lock_outstanding_coupon(v_ctx, p_coupon_id);
  update public.promo_coupon
  set status = 'voided', voided_at = now(), voided_by_staff_id = v_ctx.staff_id, void_reason = v_reason
  where casino_id = v_ctx.casino_id and id = p_coupon_id
  returning * into v_coupon;
  perform app.emit_coupon_event(v_ctx, 'promo.coupon_voided', v_coupon);
  return app.finish_call(v_call, 'promo.void_promo_coupon', 'promo_coupon', v_coupon.id,
    jsonb_build_object('coupon', app.promo_coupon_json(v_before)),
      jsonb_build_object('coupon', app.promo_coupon_json(v_coupon)));
end;
$$;
comment on function public.rpc_void_promo_coupon(uuid, text, text, uuid) is
  'Takes an outstanding coupon out of play, with a reason. Answers {is_existing, coupon}. Capability coupon.manage. '
  'VALIDATION_FAILED, COUPON_NOT_FOUND, COUPON_NOT_OUTSTANDING (detail: status, at, staffName).';

-- ---- 45_promo/rpc/worker_close_promo_days.sql ----

create function public.rpc_worker_close_promo_days()
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_batch constant integer := 31;
  v_casino_id uuid;
  v_count integer;
  v_done integer := 0;
  v_failed integer := 0;
  v_has_more boolean := false;
begin
  for v_casino_id in select id from public.casino order by id loop
    -- One casino's trouble is not the others'.
    begin
      v_count := app.close_promo_days(v_casino_id, v_batch);
      v_done := v_done + v_count;
      v_has_more := v_has_more or v_count = v_batch;
    exception when query_canceled or others then
      v_failed := v_failed + 1;
      raise warning 'close_promo_days of casino %: % %', v_casino_id, sqlstate, sqlerrm;
    end;
  end loop;
  return jsonb_build_object('done', v_done, 'has_more', v_has_more, 'failed', v_failed);
end;
$$;
comment on function public.rpc_worker_close_promo_days() is
  'Closes ended gaming days of every casino for the promo rollups, up to 31 each: {done, has_more, failed (casinos)}. '
  'For the worker only.';

create function app.close_promo_days(p_casino_id uuid, p_limit integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_last public.promo_day_rollup;
  v_day public.promo_day_rollup;
  v_gaming_day date;
  v_from timestamptz;
  v_to timestamptz;
  v_count integer := 0;
begin
  select * into v_last from public.promo_day_rollup where casino_id = p_casino_id order by gaming_day desc limit 1;
  -- A day begins where the one before ended, also when the casino's settings moved the gaming day in between. The first
  -- is the first coupon's, or as far back as a baseline looks: a young house has days without coupons too, and to count
  -- them anew for every reader would cost more than all the others.
  v_gaming_day := coalesce(v_last.gaming_day + 1, least(
    app.gaming_day(p_casino_id,
      (select min(issued_at) from public.promo_coupon where casino_id = p_casino_id and replaces_coupon_id is null)),
    app.gaming_day(p_casino_id) - 28));
  v_from := coalesce(v_last.ends_at, app.gaming_day_start(p_casino_id, v_gaming_day));
  while v_count < p_limit loop
    v_to := app.gaming_day_start(p_casino_id, v_gaming_day + 1);
    -- An hour's grace: whatever was on its way when the day ended has long been committed or given up.
    exit when v_to is null or v_to > now() - interval '1 hour';
    if v_to <= v_from then
      -- The gaming day was moved so far back that nothing is left of this one.
      v_gaming_day := v_gaming_day + 1;
      continue;
    end if;
    v_day := app.promo_totals(p_casino_id, v_gaming_day, v_from, v_from, v_to);
    v_day.closed_at := now();
    insert into public.promo_day_rollup select (v_day).* on conflict do nothing;
    v_count := v_count + 1;
    v_gaming_day := v_gaming_day + 1;
    v_from := v_to;
  end loop;
  return v_count;
end;
$$;
comment on function app.close_promo_days(uuid, integer) is
  'Writes the totals of up to p_limit gaming days that ended more than an hour ago and are not closed yet, one after '
  'another without gaps, and returns how many. Two that run at once write the same.';

-- ---- 45_promo/rpc/worker_expire_promo_coupons.sql ----

create function public.rpc_worker_expire_promo_coupons()
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_batch constant integer := 500;
  v_ctx app.rls_context;
  v_casino_id uuid;
  v_count integer;
  v_done integer := 0;
  v_failed integer := 0;
  v_has_more boolean := false;
begin
  for v_casino_id in select id from public.casino order by id loop
    -- One casino's trouble is not the others'.
    begin
      v_ctx := app.worker_context(v_casino_id);
      v_count := app.expire_promo_coupons(v_ctx, v_batch);
      if v_count > 0 then
        perform app.write_audit(v_ctx, 'promo.expire_promo_coupons', 'promo_coupon', null, null,
          jsonb_build_object('expired_count', v_count));
      end if;
      v_done := v_done + v_count;
      v_has_more := v_has_more or v_count = v_batch;
    exception when query_canceled or others then
      v_failed := v_failed + 1;
      raise warning 'expire_promo_coupons of casino %: % %', v_casino_id, sqlstate, sqlerrm;
    end;
  end loop;
  return jsonb_build_object('done', v_done, 'has_more', v_has_more, 'failed', v_failed);
end;
$$;
comment on function public.rpc_worker_expire_promo_coupons() is
  'Marks overdue coupons of every casino, up to 500 each: {done, has_more, failed (casinos)}. For the worker only.';

-- ---- 45_promo/policies.sql ----

alter table public.promo_program enable row level security;
alter table public.promo_coupon enable row level security;
alter table public.promo_day_rollup enable row level security;

create policy "Staff read the promo programs of their own casino" on public.promo_program
  for select to authenticated using (casino_id = (select app.current_casino_id()));

-- An overdue coupon that nothing has marked yet would read `issued` here. It is hidden until it says what it is; the
-- RPCs answer it as expired all along.
create policy "Who sees the dashboard reads coupons of their own casino" on public.promo_coupon
  for select to authenticated
  using (
    casino_id = (select app.current_casino_id())
    and (select app.current_staff_can('dashboard.read'))
    and (status <> 'issued' or expires_at > now())
  );
create policy "Who sees the dashboard reads promo totals of their own casino" on public.promo_day_rollup
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('dashboard.read')));

grant select on public.promo_program, public.promo_coupon, public.promo_day_rollup to authenticated, service_role;

-- ---- 50_shift/tables.sql ----

-- Shift: the shifts of a gaming day, what each table held and won, and the alerts a shift manager is called by.

create type public.alert_kind as enum ('table_idle', 'slip_duration', 'pause_duration', 'drop_anomaly',
  'promo_issuance_spike',
  'promo_void_rate', 'promo_replacement_rate', 'outstanding_aging', 'expiring_soon');
create type app.alert_figure as (field text, standard numeric, lowest numeric, highest numeric, is_whole boolean);
comment on type app.alert_figure is
  'A figure that an alert goes by: what it is to begin with, and from where to where it may be set.';
create type public.alert_severity as enum ('none', 'warn', 'critical');

create table public.shift_pattern (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  name text not null check (length(name) between 1 and 50),
  starts_at_local time not null,
  sort_order integer not null default 0,
  primary key (casino_id, id),
  unique (casino_id, name),
  unique (casino_id, starts_at_local)
);
comment on table public.shift_pattern is
  'The shifts of an ordinary gaming day, by wall time. Each lasts until the next one begins.';

create table public.shift (
  casino_id uuid not null references public.casino (id),
  id uuid not null,
  gaming_day date not null,
  name text not null check (length(name) between 1 and 50),
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  primary key (casino_id, id),
  unique (casino_id, gaming_day, name)
);
comment on table public.shift is
  'One shift of one gaming day. The shifts of a day follow each other without gap or overlap, from its start to the '
  'start of the next day.';
comment on column public.shift.id is
  'app.shift_id: known before the shift is stored, so that a day nobody planned yet can already be shown and counted.';

create table public.table_count (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  table_id uuid not null,
  shift_id uuid not null,
  opening_cents bigint not null check (opening_cents >= 0),
  closing_cents bigint check (closing_cents >= 0),
  fills_cents bigint not null check (fills_cents >= 0),
  credits_cents bigint not null check (credits_cents >= 0),
  drop_cents bigint not null check (drop_cents >= 0),
  version integer not null default 1,
  recorded_by_staff_id uuid not null,
  at timestamptz not null default now(),
  primary key (casino_id, id),
  unique (casino_id, table_id, shift_id),
  foreign key (casino_id, table_id) references public.gaming_table (casino_id, id),
  foreign key (casino_id, shift_id) references public.shift (casino_id, id)
);
comment on table public.table_count is
  'What one table held and took in one shift: chips at its beginning and end, chips brought (fills) and taken away '
  '(credits), cash in its box (drop). The last figures given; the audit trail has those before.';
comment on column public.table_count.closing_cents is
  'Null until the table is counted at the end of the shift; win is not known before.';
comment on column public.table_count.version is
  'Grows by one with every change, so that two tablets notice each other.';
comment on column public.table_count.recorded_by_staff_id is
  'Who gave the figures. No foreign key, as in the ledger; staff rows are never deleted.';
create index table_count_shift on public.table_count (casino_id, shift_id);

create table public.alert_acknowledgement (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  gaming_day date not null,
  kind public.alert_kind not null,
  entity_key text not null check (length(entity_key) between 1 and 200),
  severity public.alert_severity not null check (severity <> 'none'),
  since_at timestamptz,
  value numeric not null,
  figures jsonb not null,
  times integer not null check (times > 0),
  note text check (length(note) between 1 and 500),
  staff_id uuid not null,
  at timestamptz not null default now(),
  primary key (casino_id, id),
  -- With the beginning of what lasts: a table that is idle again is news. With their number: of two who acknowledge the
  -- same at once, one is first.
  unique nulls not distinct (casino_id, gaming_day, kind, entity_key, since_at, times)
);
comment on table public.alert_acknowledgement is
  'Who has seen which alert of a gaming day, and what they say about it. Once per occurrence, and again each time it '
  'has outgrown what was seen.';
comment on column public.alert_acknowledgement.since_at is
  'When what was seen began: the idle time, the slip, the pause. Null for alerts that have no beginning.';
comment on column public.alert_acknowledgement.value is 'The figure that fired, as it was when it was seen.';
comment on column public.alert_acknowledgement.figures is
  'What the alert can grow by, as it was when it was seen: app.alert_figures.';
comment on column public.alert_acknowledgement.times is 'How often this occurrence was acknowledged by then, from 1.';
comment on column public.alert_acknowledgement.staff_id is
  'Who has seen it. No foreign key, as in the ledger; staff rows are never deleted.';

create type app.table_figures as (
  pit_id uuid,
  table_id uuid,
  label text,
  game_type public.game_type,
  status public.table_status,
  opening_cents bigint,
  closing_cents bigint,
  fills_cents bigint,
  credits_cents bigint,
  drop_cents bigint,
  win_cents bigint,
  counted_drop_cents bigint,
  version integer
);
comment on type app.table_figures is
  'What one table came to over some shifts of a day. win_cents and counted_drop_cents are those of the counted '
  'shifts, and null when there is none.';

create type app.baseline_verdict as (
  median numeric,
  mad numeric,
  n integer,
  method text,
  threshold numeric,
  is_firing boolean,
  readiness text
);
comment on type app.baseline_verdict is
  'How a value compares with the days before: their median, unscaled MAD and number, how the allowed deviation '
  '(threshold) was found (mad, mean_ad, fallback), and whether the history is ready, building or stale.';

-- Each rule answers alerts as rows. What a person reads is written by the web app, from these figures.
create type app.alert as (
  kind public.alert_kind,
  severity public.alert_severity,
  entity_type text,
  entity_id uuid,
  entity_label text,
  metric text,
  entity_key text,
  value numeric,
  unit text,
  baseline app.baseline_verdict,
  threshold numeric,
  readiness_text text,
  details jsonb
);
comment on type app.alert is
  'One evaluated rule on one thing. entity_key names the thing within the rule for as long as the gaming day lasts; '
  'details are the figures the rule went by.';

-- ---- 50_shift/internal/acknowledgements.sql ----

create function app.acknowledgement_json(p_acknowledgement public.alert_acknowledgement)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('id', p_acknowledgement.id, 'gaming_day', p_acknowledgement.gaming_day, 'kind',
      p_acknowledgement.kind,
      'entity_key', p_acknowledgement.entity_key, 'severity', p_acknowledgement.severity, 'value',
        p_acknowledgement.value,
      'note', p_acknowledgement.note, 'staff_name', s.full_name,
      'at', to_char(p_acknowledgement.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    from public.staff s
    where s.casino_id = p_acknowledgement.casino_id and s.id = p_acknowledgement.staff_id
  );
end;
$$;
comment on function app.acknowledgement_json(public.alert_acknowledgement) is
  'Who has seen an alert, when, and their note, as every RPC answers it.';

create function app.alert_since(p_alert app.alert)
returns timestamptz
language plpgsql
immutable
set search_path = ''
as $$
begin
  return (p_alert.details ->> 'since_at')::timestamptz;
end;
$$;
comment on function app.alert_since(app.alert) is 'When what an alert is about began; null for alerts about a figure.';

create function app.alert_figures(p_alert app.alert)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_details jsonb := p_alert.details;
  v_change numeric := p_alert.value - (p_alert.baseline).median;
begin
  -- Without a median there is no distance from it.
  return jsonb_strip_nulls(case p_alert.kind
    when 'drop_anomaly' then jsonb_build_object(case when v_change < 0 then 'cents_below' else 'cents_above' end,
      abs(v_change))
    when 'promo_issuance_spike' then jsonb_build_object(p_alert.unit, v_change)
    -- Of a rate the number behind it: that can double while the rate stays.
    when 'promo_void_rate' then jsonb_build_object('count', v_details -> 'voided_count')
    when 'promo_replacement_rate' then jsonb_build_object('count', v_details -> 'replaced_count')
    when 'outstanding_aging'
      then jsonb_build_object('count', v_details -> 'coupon_count', 'cents', v_details -> 'face_value_cents')
    else jsonb_build_object(p_alert.unit, p_alert.value)
  end);
end;
$$;
comment on function app.alert_figures(app.alert) is
  'What an alert can grow by: minutes, count or cents; of one with a baseline the distance from the median, of a drop '
  'on its side of it. Nothing where there is no median to be distant from.';

create function app.has_outgrown(p_figures jsonb, p_seen jsonb, p_baseline jsonb)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return exists (
    select from jsonb_each(p_figures) f
    cross join lateral (select split_part(f.key, '_', 1) as unit, coalesce((p_seen -> f.key)::numeric, 0) as seen) s
    cross join lateral (select f.value::numeric - s.seen as growth) g
    where g.growth > 0 and g.growth >= (p_baseline -> 'min_change_percent')::numeric * 0.01 * s.seen
      and g.growth >= case s.unit when 'minutes' then 60 else (p_baseline -> app.change_floor(s.unit))::numeric end
  );
end;
$$;
comment on function app.has_outgrown(jsonb, jsonb, jsonb) is
  'Whether a figure of an alert has grown materially since it was seen: by both floors of the baseline, '
  'min_change_percent of what was seen and min_change_coupons or min_change_cents; of what is counted in minutes, an '
  'hour.';

create function app.last_acknowledgement(p_casino_id uuid, p_gaming_day date, p_alert app.alert)
returns public.alert_acknowledgement
language plpgsql
stable
set search_path = ''
as $$
declare
  v_acknowledgement public.alert_acknowledgement;
begin
  select * into v_acknowledgement
  from public.alert_acknowledgement
  where casino_id = p_casino_id and gaming_day = p_gaming_day and kind = p_alert.kind
    and entity_key = p_alert.entity_key
    and since_at is not distinct from app.alert_since(p_alert)
  order by times desc
  limit 1;
  return v_acknowledgement;
end;
$$;
comment on function app.last_acknowledgement(uuid, date, app.alert) is
  'Who was the last to acknowledge this occurrence of an alert; all null when nobody has.';

create function app.is_acknowledged(p_alert app.alert, p_acknowledgement public.alert_acknowledgement)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return p_acknowledgement.id is not null and p_acknowledgement.severity >= p_alert.severity
    and not app.has_outgrown(app.alert_figures(p_alert), p_acknowledgement.figures, (
      select alert_thresholds -> 'baseline' from public.casino_settings where casino_id = p_acknowledgement.casino_id
    ));
end;
$$;
comment on function app.is_acknowledged(app.alert, public.alert_acknowledgement) is
  'Whether an acknowledgement still holds: the alert is no more severe than what was seen, and has not outgrown it.';

-- ---- 50_shift/internal/alert_thresholds.sql ----

-- The kinds of alert, a row for each: how it is looked for, and which figures it goes by.

create function app.alert_rules()
returns table (rule text, is_of_now boolean, call text, figures app.alert_figure[])
language sql
immutable
set search_path = ''
as $$
  values
    ('table_idle', true, 'app.list_table_idle_alerts($1, $3)',
      array[('warn_minutes', 20, 1, 2880, true), ('critical_minutes', 45, 1, 2880, true)]::app.alert_figure[]),
    ('slip_duration', true, $call$app.list_slip_alerts($1, 'slip_duration', $3)$call$,
      array[('warn_minutes', 240, 1, 2880, true), ('critical_minutes', 480, 1, 2880, true)]::app.alert_figure[]),
    ('pause_duration', true, $call$app.list_slip_alerts($1, 'pause_duration', $3)$call$,
      array[('warn_minutes', 30, 1, 2880, true)]::app.alert_figure[]),
    ('outstanding_aging', true, 'app.outstanding_aging_alert($1, $3)',
      array[('older_than_hours', 24, 1, 8784, true), ('max_face_value_cents', 200000, 0, 100000000000, true),
        ('max_coupons', 25, 0, 1000000, true)]::app.alert_figure[]),
    ('expiring_soon', true, 'app.expiring_soon_alert($1, $3)',
      array[('within_hours', 24, 1, 8784, true), ('min_coupons', 1, 1, 1000000, true)]::app.alert_figure[]),
    ('drop_anomaly', false, 'app.list_drop_alerts($1, $2, $3, $4)',
      array[('mad_multiplier', 3, 0.5, 20, false), ('fallback_percent', 50, 1, 1000, false)]::app.alert_figure[]),
    ('promo_issuance_spike', false, 'app.list_promo_spike_alerts($1, $5, $3, $4)',
      array[('mad_multiplier', 3, 0.5, 20, false), ('fallback_percent', 100, 1, 1000, false)]::app.alert_figure[]),
    ('promo_void_rate', false, 'app.promo_void_alert($5, $3)',
      array[('warn_percent', 5, 0, 100, false), ('min_issued', 20, 1, 100000, true)]::app.alert_figure[]),
    ('promo_replacement_rate', false, 'app.promo_replacement_alert($5, $3)',
      array[('warn_percent', 5, 0, 1000, false), ('min_issued', 20, 1, 100000, true),
        ('min_replaced', 10, 1, 100000, true)]::app.alert_figure[]),
    ('baseline', null, null,
      array[('gaming_days', 7, 1, 28, true), ('min_history_days', 3, 1, 28, true),
        ('min_change_coupons', 5, 0, 1000000, true), ('min_change_cents', 20000, 0, 100000000000, true),
        ('min_change_percent', 25, 0, 1000, false)]::app.alert_figure[]);
$$;
comment on function app.alert_rules() is
  'Every kind of alert, and baseline, which several compare with: whether it is known for now only, what answers its '
  'alerts, of $1 the casino, $2 the gaming day, $3 its own and $4 the baseline''s figures as they are set, $5 the '
  'coupons of the day, and every figure that it goes by.';

create function app.alert_threshold_fields()
returns table (rule text, field text, standard numeric, lowest numeric, highest numeric, is_whole boolean)
language plpgsql
immutable
set search_path = ''
as $$
begin
  return query select r.rule, f.* from app.alert_rules() r cross join lateral unnest(r.figures) f;
end;
$$;
comment on function app.alert_threshold_fields() is
  'Every figure an alert rule goes by: what it is to begin with, and from where to where it may be set. Each rule but '
  'baseline also has enabled.';

create function app.default_alert_thresholds()
returns jsonb
language plpgsql
-- Not immutable: a column's default would be worked out while planning, before it is asked who may write the table.
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_object_agg(rule, case rule when 'baseline' then fields else fields || '{"enabled": true}' end)
    from (select rule, jsonb_object_agg(field, standard) as fields from app.alert_threshold_fields()
      group by rule) rules
  );
end;
$$;
comment on function app.default_alert_thresholds() is 'The thresholds a casino begins with, complete.';
alter table public.casino_settings alter column alert_thresholds set default app.default_alert_thresholds();

create function app.require_alert_rule(p_rule text, p_fields jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_path text := 'alertThresholds.' || app.camel_case(p_rule);
  v_field text;
  v_limit record;
begin
  if jsonb_typeof(p_fields) is distinct from 'object' then
    perform app.invalid(v_path, 'everyFigure');
  end if;
  for v_field in select jsonb_object_keys(p_fields) loop
    if not (v_field = 'enabled' and p_rule <> 'baseline')
      and not exists (select 1 from app.alert_threshold_fields() f where f.rule = p_rule and f.field = v_field) then
      perform app.invalid(v_path || '.' || left(app.camel_case(v_field), 60), 'noSuchFigure');
    end if;
  end loop;
  if p_rule <> 'baseline' and jsonb_typeof(p_fields -> 'enabled') is distinct from 'boolean' then
    perform app.invalid(v_path || '.enabled', 'trueOrFalse');
  end if;
  for v_limit in select * from app.alert_threshold_fields() f where f.rule = p_rule loop
    if not app.is_number_between(p_fields -> v_limit.field, v_limit.lowest, v_limit.highest, v_limit.is_whole) then
      perform app.invalid(v_path || '.' || app.camel_case(v_limit.field),
        case when v_limit.is_whole then 'wholeBetween' else 'numberBetween' end,
        jsonb_build_object('lowest', v_limit.lowest, 'highest', v_limit.highest));
    end if;
  end loop;
end;
$$;
comment on function app.require_alert_rule(text, jsonb) is
  'VALIDATION_FAILED, naming the figure, unless a rule has exactly its figures, each of the right type and within its '
  'bounds.';

create function app.check_alert_thresholds()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_thresholds jsonb := new.alert_thresholds;
  v_rule text;
begin
  if jsonb_typeof(v_thresholds) is distinct from 'object' then
    perform app.invalid('alertThresholds', 'everyRule');
  end if;
  for v_rule in select jsonb_object_keys(v_thresholds) loop
    if not exists (select 1 from app.alert_threshold_fields() f where f.rule = v_rule) then
      perform app.invalid('alertThresholds.' || left(app.camel_case(v_rule), 60), 'noSuchRule');
    end if;
  end loop;
  for v_rule in select distinct f.rule from app.alert_threshold_fields() f order by f.rule loop
    perform app.require_alert_rule(v_rule, v_thresholds -> v_rule);
  end loop;

  for v_rule in select f.rule from app.alert_threshold_fields() f where f.field = 'critical_minutes' loop
    if (v_thresholds -> v_rule -> 'warn_minutes')::numeric >= (v_thresholds -> v_rule -> 'critical_minutes')::numeric
      then
      perform app.invalid('alertThresholds.' || app.camel_case(v_rule) || '.criticalMinutes', 'criticalAfterWarning');
    end if;
  end loop;
  if (v_thresholds #> '{baseline,min_history_days}')::numeric > (v_thresholds #> '{baseline,gaming_days}')::numeric then
    perform app.invalid('alertThresholds.baseline.minHistoryDays', 'baselineDays');
  end if;
  return new;
end;
$$;
comment on function app.check_alert_thresholds() is
  'Refuses thresholds that are not complete, have a figure nobody knows, or contradict themselves: a rule that can''t '
  'be judged would be silent.';
create trigger casino_settings_alert_thresholds before insert or update of alert_thresholds on public.casino_settings
  for each row execute function app.check_alert_thresholds();

-- ---- 50_shift/internal/alerts.sql ----

create function app.list_alerts(p_ctx app.rls_context, p_gaming_day date)
returns setof app.alert
language plpgsql
stable
set search_path = ''
as $$
declare
  v_rules jsonb := (select alert_thresholds from public.casino_settings where casino_id = p_ctx.casino_id);
  v_promo_day public.promo_day_rollup := app.promo_day(p_ctx.casino_id, p_gaming_day);
  v_rule record;
begin
  for v_rule in
    select r.rule, r.call from app.alert_rules() r
    -- What happens on the floor and what is outstanding is known for now only, and so belongs to the gaming day of now.
    where (v_rules -> r.rule ->> 'enabled')::boolean and (p_gaming_day = p_ctx.gaming_day or not r.is_of_now)
  loop
    return query execute 'select * from ' || v_rule.call
      using p_ctx.casino_id, p_gaming_day, v_rules -> v_rule.rule, v_rules -> 'baseline', v_promo_day;
  end loop;
end;
$$;
comment on function app.list_alerts(app.rls_context, date) is
  'Every enabled rule, evaluated now for a gaming day. Rules about tables, slips and pauses answer only what fires; '
  'the others also what does not, so that one sees why.';

-- ---- 50_shift/internal/baseline.sql ----

-- What is ordinary.

create function app.judge_against_baseline(
  p_value numeric,
  p_history numeric[],
  p_multiplier numeric,
  p_fallback_percent numeric,
  p_min_change_absolute numeric,
  p_min_change_percent numeric,
  p_min_history integer,
  p_direction text,
  p_is_stale boolean
)
returns app.baseline_verdict
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_verdict app.baseline_verdict;
  v_total_ad numeric := app.total_absolute_deviation(p_history);
  v_change numeric;
begin
  v_verdict.n := cardinality(p_history);
  v_verdict.median := app.median(p_history);
  v_verdict.mad := app.median_absolute_deviation(p_history);
  v_verdict.readiness := case when p_is_stale then 'stale' when v_verdict.n < p_min_history then 'building'
    else 'ready' end;

  -- 1.4826 and 1.2533 (the square root of pi / 2) turn MAD and mean deviation into a standard deviation of normally
  -- spread figures. A MAD of 0 says that most days were alike, not that every other day is wrong.
  if v_verdict.readiness = 'ready' and v_verdict.mad > 0 then
    v_verdict.method := 'mad';
    v_verdict.threshold := p_multiplier * 1.4826 * v_verdict.mad;
  elsif v_verdict.readiness = 'ready' and v_total_ad > 0 then
    v_verdict.method := 'mean_ad';
    -- Divided last: a mean of 5/6 that was rounded first would turn 3.13325 into 3.1332.
    v_verdict.threshold := p_multiplier * 1.2533 * v_total_ad / v_verdict.n;
  else
    v_verdict.method := 'fallback';
    v_verdict.threshold := p_fallback_percent * 0.01 * abs(v_verdict.median);
  end if;

  v_change := case p_direction when 'up' then p_value - v_verdict.median else abs(p_value - v_verdict.median) end;
  -- Without any history everything here is null, and nothing fires. Any percent of a median of 0 is 0: the absolute
  -- floor alone decides then, so that the first coupon after quiet days is no alarm and the fifth is one.
  v_verdict.is_firing := coalesce(v_change > v_verdict.threshold and v_change >= p_min_change_absolute
    and v_change >= p_min_change_percent * 0.01 * abs(v_verdict.median), false);
  return v_verdict;
end;
$$;
comment on function app.judge_against_baseline(numeric, numeric[], numeric, numeric, numeric, numeric, integer, text,
  boolean) is
  'The one robust rule: a value fires when it is further from the median of its history than the multiplier times the '
  'spread (direction both, or up: above it only) and the change reaches both floors. Too little or stale history, or '
  'one without any spread, is judged by a fixed percent of the median. See docs/alert-rules.md.';

create function app.change_floor(p_unit text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case p_unit when 'cents' then 'min_change_cents' else 'min_change_coupons' end;
end;
$$;
comment on function app.change_floor(text) is
  'Which figure of the baseline says how big a change has to be to count, for a unit.';

create function app.judge_by_rule(
  p_value numeric,
  p_unit text,
  p_history numeric[],
  p_newest_day date,
  p_gaming_day date,
  p_direction text,
  p_rule jsonb,
  p_baseline jsonb
)
returns app.baseline_verdict
language plpgsql
immutable
set search_path = ''
as $$
begin
  return app.judge_against_baseline(p_value, coalesce(p_history, '{}'), (p_rule -> 'mad_multiplier')::numeric,
    (p_rule -> 'fallback_percent')::numeric, (p_baseline -> app.change_floor(p_unit))::numeric,
      (p_baseline -> 'min_change_percent')::numeric,
    (p_baseline -> 'min_history_days')::integer, p_direction, coalesce(p_newest_day < p_gaming_day - 7, false));
end;
$$;
comment on function app.judge_by_rule(numeric, text, numeric[], date, date, text, jsonb, jsonb) is
  'Judges a value (count or cents) by the figures of a rule and of the baseline, for the alert as for the chart. '
  'History whose newest day is more than 7 days back is stale.';

create function app.baseline_alert(
  p_alert app.alert,
  p_history numeric[],
  p_newest_day date,
  p_gaming_day date,
  p_direction text,
  p_rule jsonb,
  p_baseline jsonb
)
returns app.alert
language plpgsql
stable
set search_path = ''
as $$
declare
  v_alert app.alert := p_alert;
  v_verdict app.baseline_verdict;
begin
  v_verdict := app.judge_by_rule(p_alert.value, p_alert.unit, p_history, p_newest_day, p_gaming_day, p_direction,
    p_rule, p_baseline);
  v_alert.baseline := v_verdict;
  v_alert.threshold := v_verdict.threshold;
  v_alert.severity := case when v_verdict.is_firing then 'warn' else 'none' end;
  v_alert.readiness_text := case v_verdict.readiness
    when 'building' then 'building ' || v_verdict.n || '/' || (p_baseline ->> 'min_history_days')
    else v_verdict.readiness
  end;
  v_alert.details := coalesce(p_alert.details, '{}'::jsonb) || (p_rule - 'enabled')
    || jsonb_build_object('newest_day', p_newest_day,
    'min_change', p_baseline -> app.change_floor(p_alert.unit), 'min_change_percent',
      p_baseline -> 'min_change_percent', 'direction', p_direction,
    'min_history_days', p_baseline -> 'min_history_days',
    'place', case
      when v_verdict.median is null then null
      when v_verdict.is_firing then 'beyond'
      when p_direction = 'up' and p_alert.value < v_verdict.median then 'below'
      when abs(p_alert.value - v_verdict.median) <= v_verdict.threshold then 'within'
      else 'too_small'
    end);
  return v_alert;
end;
$$;
comment on function app.baseline_alert(app.alert, numeric[], date, date, text, jsonb, jsonb) is
  'Judges the value of an alert against the same figure of earlier days. details.place says where it lies: beyond '
  'what is allowed (it fires), below where only more is an alert, within, or too_small a change to count; null '
  'without any history.';

-- ---- 50_shift/internal/cash.sql ----

create function app.win_cents(p_count public.table_count)
returns bigint
language plpgsql
immutable
set search_path = ''
as $$
begin
  return p_count.drop_cents + p_count.closing_cents + p_count.credits_cents - p_count.opening_cents
    - p_count.fills_cents;
end;
$$;
comment on function app.win_cents(public.table_count) is
  'Win of a table in a shift: drop + closing + credits - opening - fills. Null until the closing is counted.';

create function app.hold_percent(p_win_cents numeric, p_drop_cents numeric)
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
begin
  return round(100 * p_win_cents / nullif(p_drop_cents, 0), 2);
end;
$$;
comment on function app.hold_percent(numeric, numeric) is
  'Hold: win in percent of drop, with 2 decimals. Null without a win, and when nothing was dropped.';

-- ---- 50_shift/internal/drop_alerts.sql ----

create function app.list_drop_histories(p_casino_id uuid, p_gaming_day date, p_gaming_days integer)
returns table (table_id uuid, shift_name text, history numeric[], newest_day date)
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
    select d.table_id, d.name, array_agg(d.drop_cents::numeric), max(d.gaming_day)
    from (
      select c.table_id, s.name, s.gaming_day, c.drop_cents,
        row_number() over (partition by c.table_id, s.name order by s.gaming_day desc) as place
      from public.shift s
      join public.table_count c on c.casino_id = s.casino_id and c.shift_id = s.id
      where s.casino_id = p_casino_id and s.gaming_day between p_gaming_day - 28 and p_gaming_day - 1
        and c.closing_cents is not null
    ) d
    where d.place <= p_gaming_days
    group by d.table_id, d.name;
end;
$$;
comment on function app.list_drop_histories(uuid, date, integer) is
  'Drop of each table by shift name on the most recent days before p_gaming_day on which it was counted, at most 28 '
  'days back. A table that was not counted was closed, and that is no day; a counted drop of 0 is one.';

create function app.list_drop_alerts(p_casino_id uuid, p_gaming_day date, p_rule jsonb, p_baseline jsonb)
returns setof app.alert
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
    select a.*
    from public.shift s
    join public.table_count c on c.casino_id = s.casino_id and c.shift_id = s.id
    join public.gaming_table t on t.casino_id = p_casino_id and t.id = c.table_id
    left join app.list_drop_histories(p_casino_id, p_gaming_day, (p_baseline -> 'gaming_days')::integer) h
      on h.table_id = c.table_id and h.shift_name = s.name
    cross join lateral app.baseline_alert(
      row('drop_anomaly', 'none', 'table', t.id, t.label, s.name, t.id || ':' || s.name, c.drop_cents, 'cents', null,
        null, null,
        jsonb_build_object('shift_id', s.id, 'shift_name', s.name))::app.alert,
      h.history, h.newest_day, p_gaming_day, 'both', p_rule, p_baseline) a
    where s.casino_id = p_casino_id and s.gaming_day = p_gaming_day and c.closing_cents is not null;
end;
$$;
comment on function app.list_drop_alerts(uuid, date, jsonb, jsonb) is
  'Every counted drop of a gaming day against the same table and shift name before; too much is as odd as too little.';

-- ---- 50_shift/internal/floor_alerts.sql ----

create function app.duration_alert(
  p_kind public.alert_kind,
  p_entity_type text,
  p_entity_id uuid,
  p_entity_label text,
  p_since timestamptz,
  p_rule jsonb,
  p_details jsonb
)
returns app.alert
language plpgsql
stable
set search_path = ''
as $$
declare
  v_alert app.alert;
  v_warn_minutes numeric := (p_rule -> 'warn_minutes')::numeric;
  v_critical_minutes numeric := (p_rule -> 'critical_minutes')::numeric;
begin
  v_alert.kind := p_kind;
  v_alert.entity_type := p_entity_type;
  v_alert.entity_id := p_entity_id;
  v_alert.entity_label := p_entity_label;
  v_alert.entity_key := p_entity_id::text;
  v_alert.value := floor(extract(epoch from now() - p_since) / 60);
  v_alert.unit := 'minutes';
  v_alert.severity := case when v_alert.value >= v_critical_minutes then 'critical'
    when v_alert.value >= v_warn_minutes then 'warn' else 'none' end;
  v_alert.threshold := case v_alert.severity when 'critical' then v_critical_minutes else v_warn_minutes end;
  v_alert.details := p_rule - 'enabled' || p_details || jsonb_build_object('since_at', p_since);
  return v_alert;
end;
$$;
comment on function app.duration_alert(public.alert_kind, text, uuid, text, timestamptz, jsonb, jsonb) is
  'An alert about how many whole minutes something has lasted; the threshold is the one it reached. A rule without '
  'critical_minutes only warns.';

create function app.list_table_idle_alerts(p_casino_id uuid, p_rule jsonb)
returns setof app.alert
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
    select a.*
    from public.gaming_table t
    cross join lateral app.duration_alert('table_idle', 'table', t.id, t.label, t.last_played_at, p_rule, '{}'::jsonb) a
    where t.casino_id = p_casino_id and t.status = 'open' and a.severity <> 'none'
      and not exists (select 1 from public.rating_slip s where s.casino_id = p_casino_id and s.table_id = t.id
        and s.status <> 'closed');
end;
$$;
comment on function app.list_table_idle_alerts(uuid, jsonb) is
  'Open tables at which nobody has had a slip, running or paused, for too long.';

create function app.list_slip_alerts(p_casino_id uuid, p_kind public.alert_kind, p_rule jsonb)
returns setof app.alert
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
    select a.*
    from public.rating_slip s
    join public.gaming_table t on t.casino_id = p_casino_id and t.id = s.table_id
    join public.player p on p.casino_id = p_casino_id and p.id = s.player_id
    cross join lateral app.duration_alert(p_kind, 'slip', s.id, t.label || '/' || s.seat,
      case p_kind when 'pause_duration' then s.paused_at else s.started_at end, p_rule,
      jsonb_build_object('table_label', t.label, 'seat', s.seat, 'player_name', p.first_name || ' ' || p.last_name)) a
    where s.casino_id = p_casino_id and s.status <> 'closed' and a.severity <> 'none';
end;
$$;
comment on function app.list_slip_alerts(uuid, public.alert_kind, jsonb) is
  'Live slips that began too long ago (slip_duration, pauses included: it is the player who has been there), or whose '
  'pause did (pause_duration).';

-- ---- 50_shift/internal/promo_alerts.sql ----

create function app.sum_of_first(p_values bigint[], p_count integer)
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
begin
  return (select coalesce(sum(value), 0) from unnest(p_values[1:p_count]) value);
end;
$$;
comment on function app.sum_of_first(bigint[], integer) is
  'The sum of the first elements of an array; of all, when there are fewer.';

create function app.list_promo_spike_alerts(p_casino_id uuid, p_day public.promo_day_rollup, p_rule jsonb,
  p_baseline jsonb)
returns setof app.alert
language plpgsql
stable
set search_path = ''
as $$
declare
  -- The running day is held against what earlier days had given out by the end of the same hour. The hour is not over
  -- yet, so that this can fire late but never early. A day that is over is held against whole days.
  v_hours integer := case
    when now() >= p_day.ends_at then 25
    else greatest(0, floor(extract(epoch from now() - p_day.starts_at) / 3600)::integer + 1)
  end;
  v_counts numeric[];
  v_face_values numeric[];
  v_newest_day date;
  v_details jsonb := jsonb_build_object('hours', case when v_hours < 25 then v_hours end);
begin
  select array_agg(app.sum_of_first(d.issued_count_by_hour, v_hours)),
    array_agg(app.sum_of_first(d.issued_face_value_cents_by_hour, v_hours)),
    max(d.gaming_day)
  into v_counts, v_face_values, v_newest_day
  from app.promo_baseline_days(p_casino_id, p_day.gaming_day, (p_baseline -> 'gaming_days')::integer) d;

  return next app.baseline_alert(
    row('promo_issuance_spike', 'none', 'casino', null, null, 'count', 'count', p_day.issued_count, 'count', null,
      null, null, v_details)::app.alert,
    v_counts, v_newest_day, p_day.gaming_day, 'up', p_rule, p_baseline);
  return next app.baseline_alert(
    row('promo_issuance_spike', 'none', 'casino', null, null, 'face_value', 'face_value',
      p_day.issued_face_value_cents, 'cents', null, null, null,
      v_details)::app.alert,
    v_face_values, v_newest_day, p_day.gaming_day, 'up', p_rule, p_baseline);
end;
$$;
comment on function app.list_promo_spike_alerts(uuid, public.promo_day_rollup, jsonb, jsonb) is
  'Coupons issued in a gaming day, by number and by face value, against the open days before; only more than usual is '
  'an alert.';

create function app.promo_void_alert(p_day public.promo_day_rollup, p_rule jsonb)
returns app.alert
language plpgsql
stable
set search_path = ''
as $$
declare
  v_alert app.alert;
  v_is_enough boolean := p_day.issued_count >= (p_rule -> 'min_issued')::numeric;
begin
  v_alert.kind := 'promo_void_rate';
  v_alert.entity_type := 'casino';
  v_alert.entity_key := 'casino';
  v_alert.value := coalesce(round(100.0 * p_day.voided_count / nullif(p_day.issued_count, 0), 2), 0);
  v_alert.unit := 'percent';
  v_alert.threshold := (p_rule -> 'warn_percent')::numeric;
  -- The quotient itself and not its rounded form: 5.001 % is more than 5 %.
  v_alert.severity := case when v_is_enough and 100 * p_day.voided_count > v_alert.threshold * p_day.issued_count
    then 'warn' else 'none' end;
  v_alert.readiness_text := case when not v_is_enough then 'too few' end;
  v_alert.details := p_rule - 'enabled'
    || jsonb_build_object('issued_count', p_day.issued_count, 'voided_count', p_day.voided_count);
  return v_alert;
end;
$$;
comment on function app.promo_void_alert(public.promo_day_rollup, jsonb) is
  'Coupons voided in percent of those issued in a gaming day. Of a few coupons one void is a large share and means '
  'nothing: too few, and nothing fires.';

create function app.promo_replacement_alert(p_day public.promo_day_rollup, p_rule jsonb)
returns app.alert
language plpgsql
stable
set search_path = ''
as $$
declare
  v_alert app.alert;
  v_most record;
  v_is_over boolean := 100 * p_day.replaced_count > (p_rule -> 'warn_percent')::numeric * p_day.issued_count;
  v_is_of_one boolean;
begin
  with replaced as (
    select replaced_by_staff_id, promo_program_id, player_id, coalesce(first_issued_at, issued_at) as first_issued_at
    from public.promo_coupon
    where casino_id = p_day.casino_id and status = 'replaced' and replaced_at >= p_day.starts_at
      and replaced_at < p_day.ends_at
  )
  select by_one.staff_name, coalesce(by_one.coupons, 0) as by_count, coalesce(of_one.coupons, 0) as of_count into v_most
  -- The coupons of a line have program, player and first issue in common.
  from (select max(coupons) as coupons
    from (select count(*) as coupons from replaced group by promo_program_id, player_id, first_issued_at) line) of_one
  left join lateral (
    select app.staff_name(p_day.casino_id, replaced_by_staff_id) as staff_name, count(*) as coupons
    from replaced group by replaced_by_staff_id order by 2 desc, 1 limit 1
  ) by_one on true;
  v_is_of_one := v_most.of_count >= (p_rule -> 'min_replaced')::numeric;
  v_alert.kind := 'promo_replacement_rate';
  v_alert.entity_type := 'casino';
  v_alert.entity_key := 'casino';
  if p_day.issued_count >= (p_rule -> 'min_issued')::numeric then
    v_alert.value := round(100.0 * p_day.replaced_count / p_day.issued_count, 2);
    v_alert.unit := 'percent';
    v_alert.threshold := (p_rule -> 'warn_percent')::numeric;
    v_alert.severity := case when v_is_over or v_is_of_one then 'warn' else 'none' end;
  else
    -- Of few coupons a rate says nothing, so the number replaced counts: one that is replaced over and over is news.
    v_alert.value := p_day.replaced_count;
    v_alert.unit := 'count';
    v_alert.threshold := (p_rule -> 'min_replaced')::numeric;
    v_alert.severity := case when v_alert.value >= v_alert.threshold then 'warn' else 'none' end;
    v_alert.readiness_text := case v_alert.severity when 'none' then 'too few' end;
  end if;

  v_alert.details := p_rule - 'enabled'
    || jsonb_build_object('issued_count', p_day.issued_count, 'replaced_count', p_day.replaced_count,
    'most_by_staff_name', v_most.staff_name, 'most_by_count', v_most.by_count, 'most_of_one_count', v_most.of_count,
    'is_over', v_is_over, 'is_of_one', v_is_of_one);
  return v_alert;
end;
$$;
comment on function app.promo_replacement_alert(public.promo_day_rollup, jsonb) is
  'Coupons replaced in percent of those issued in a gaming day, who replaced most of them, and how often the one '
  'replaced most often was (most_of_one_count): from min_replaced on that fires whatever the rate. Where fewer than '
  'min_issued were issued, the number of all decides, from min_replaced on.';

create function app.outstanding_aging_alert(p_casino_id uuid, p_rule jsonb)
returns app.alert
language plpgsql
stable
set search_path = ''
as $$
declare
  v_alert app.alert;
  v_count numeric;
  v_face_value_cents numeric;
  v_max_coupons numeric := (p_rule -> 'max_coupons')::numeric;
  v_max_face_value_cents numeric := (p_rule -> 'max_face_value_cents')::numeric;
begin
  select count(*), coalesce(sum(face_value_cents), 0) into v_count, v_face_value_cents
  from public.promo_coupon
  where casino_id = p_casino_id and status = 'issued' and expires_at > now()
    and coalesce(first_issued_at, issued_at) < now() - make_interval(hours => (p_rule -> 'older_than_hours')::integer);

  v_alert.kind := 'outstanding_aging';
  v_alert.entity_type := 'casino';
  v_alert.entity_key := 'casino';
  -- Value and threshold show the figure that is over its limit; if both or neither are, the face value.
  if v_count > v_max_coupons and v_face_value_cents <= v_max_face_value_cents then
    v_alert.value := v_count;
    v_alert.unit := 'count';
    v_alert.threshold := v_max_coupons;
  else
    v_alert.value := v_face_value_cents;
    v_alert.unit := 'cents';
    v_alert.threshold := v_max_face_value_cents;
  end if;
  v_alert.severity := case when v_alert.value > v_alert.threshold then 'warn' else 'none' end;
  v_alert.details := p_rule - 'enabled'
    || jsonb_build_object('coupon_count', v_count, 'face_value_cents', v_face_value_cents);
  return v_alert;
end;
$$;
comment on function app.outstanding_aging_alert(uuid, jsonb) is
  'Coupons issued long ago and still good now: too many of them, or worth too much. A replacement is as old as the '
  'first coupon of its line.';

create function app.expiring_soon_alert(p_casino_id uuid, p_rule jsonb)
returns app.alert
language plpgsql
stable
set search_path = ''
as $$
declare
  v_alert app.alert;
  v_outstanding jsonb := app.promo_outstanding(p_casino_id,
    make_interval(hours => (p_rule -> 'within_hours')::integer));
begin
  v_alert.kind := 'expiring_soon';
  v_alert.entity_type := 'casino';
  v_alert.entity_key := 'casino';
  v_alert.value := (v_outstanding -> 'expiring_soon_count')::numeric;
  v_alert.unit := 'count';
  v_alert.threshold := (p_rule -> 'min_coupons')::numeric;
  v_alert.severity := case when v_alert.value >= v_alert.threshold then 'warn' else 'none' end;
  v_alert.details := p_rule - 'enabled'
    || jsonb_build_object('face_value_cents', v_outstanding -> 'expiring_soon_face_value_cents');
  return v_alert;
end;
$$;
comment on function app.expiring_soon_alert(uuid, jsonb) is
  'Coupons that are good now and will not be for long, as the rollup counts them.';

-- ---- 50_shift/internal/shifts.sql ----

create function app.shift_id(p_casino_id uuid, p_gaming_day date, p_name text)
returns uuid
language plpgsql
immutable
set search_path = ''
as $$
declare
  -- The day as a number: how a date is written depends on the session.
  v_digest text := md5(p_casino_id::text || ' ' || (p_gaming_day - date '2000-01-01') || ' ' || p_name);
begin
  return (substr(v_digest, 1, 12) || '8' || substr(v_digest, 14, 3) || '8' || substr(v_digest, 18, 15))::uuid;
end;
$$;
comment on function app.shift_id(uuid, date, text) is
  'The id of a shift, from what names it: a UUID version 8 (RFC 9562). Two who plan a day at once make the same rows.';

create function app.shifts_of_day(p_casino_id uuid, p_gaming_day date)
returns setof public.shift
language plpgsql
stable
set search_path = ''
as $$
declare
  v_settings public.casino_settings;
  v_day_start timestamptz := app.gaming_day_start(p_casino_id, p_gaming_day);
  v_day_end timestamptz := app.gaming_day_start(p_casino_id, p_gaming_day + 1);
begin
  return query select s.* from public.shift s where s.casino_id = p_casino_id and s.gaming_day = p_gaming_day
    order by s.starts_at;
  if found then
    return;
  end if;

  select * into v_settings from public.casino_settings where casino_id = p_casino_id;
  return query
    with starts as (
      -- A shift that begins before the gaming day does, by the clock, belongs to the next date.
      select p.name, (p_gaming_day + p.starts_at_local
        + make_interval(days => (p.starts_at_local < v_settings.gaming_day_start)::integer))
        at time zone v_settings.time_zone as starts_at
      from public.shift_pattern p
      where p.casino_id = p_casino_id
    ),
    windows as (
      -- By instant and not by wall time, which runs backwards when the clocks are put back. The first shift begins
      -- with the day.
      select s.name, case when row_number() over by_start = 1 then v_day_start else s.starts_at end as starts_at,
        lead(s.starts_at, 1, v_day_end) over by_start as ends_at
      from starts s
      window by_start as (order by s.starts_at, s.name)
    )
    select p_casino_id, app.shift_id(p_casino_id, p_gaming_day, w.name), p_gaming_day, w.name, w.starts_at, w.ends_at
    from windows w
    -- Two shifts whose starts fall into the hour that the clocks skip begin at one instant; the first of them does not
    -- take place.
    where w.ends_at > w.starts_at
    order by w.starts_at;
end;
$$;
comment on function app.shifts_of_day(uuid, date) is
  'The shifts of a gaming day in their order: as stored, or else as the pattern makes them. They tile the day '
  'exactly, also when it has 23 or 25 hours.';

create function app.plan_shifts(p_casino_id uuid, p_gaming_day date)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_count integer;
begin
  insert into public.shift
  select * from app.shifts_of_day(p_casino_id, p_gaming_day)
  on conflict do nothing;
  get diagnostics v_count = row_count;
  return v_count;
end;
$$;
comment on function app.plan_shifts(uuid, date) is
  'Stores the shifts of a gaming day and returns how many are new; 0 for a day that has its shifts. A later change of '
  'the pattern is for later days.';

-- ---- 50_shift/rpc/acknowledge_alert.sql ----

create function public.rpc_acknowledge_alert(
  p_gaming_day date,
  p_kind public.alert_kind,
  p_entity_key text,
  p_idempotency_key text,
  p_note text default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := nullif(btrim(p_note), '');
  v_call app.call := app.begin_call('acknowledge_alert', 'shift.manage', p_idempotency_key,
    jsonb_build_array(case when isfinite(p_gaming_day) then p_gaming_day - date '2000-01-01' end, p_kind, p_entity_key,
      v_note), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_answer jsonb;
  v_alert app.alert;
  v_last public.alert_acknowledgement;
  v_acknowledgement public.alert_acknowledgement;
begin
  perform app.require_gaming_day(v_ctx, p_gaming_day);
  if length(v_note) > 500 then
    perform app.invalid('note', 'noteTooLong');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  -- Evaluated again: what is acknowledged is what is true now, not what a tablet showed a while ago.
  select * into v_alert from app.list_alerts(v_ctx, p_gaming_day) a
  where a.kind = p_kind and a.entity_key = p_entity_key and a.severity <> 'none';
  if not found then
    perform app.fail(409, 'ALERT_NOT_FIRING');
  end if;
  v_last := app.last_acknowledgement(v_ctx.casino_id, p_gaming_day, v_alert);
  if not app.is_acknowledged(v_alert, v_last) then
    insert into public.alert_acknowledgement (casino_id, gaming_day, kind, entity_key, severity, since_at, value,
      figures, times, note, staff_id)
    values (v_ctx.casino_id, p_gaming_day, p_kind, p_entity_key, v_alert.severity, app.alert_since(v_alert),
      v_alert.value,
      app.alert_figures(v_alert), coalesce(v_last.times, 0) + 1, v_note, v_ctx.staff_id)
    on conflict (casino_id, gaming_day, kind, entity_key, since_at, times) do nothing
    returning * into v_acknowledgement;
  end if;
  if v_acknowledgement.id is null then
    v_answer := app.acknowledgement_json(app.last_acknowledgement(v_ctx.casino_id, p_gaming_day, v_alert));
    perform app.fail(409, 'ALERT_ACKNOWLEDGED',
      jsonb_build_object('staffName', v_answer -> 'staff_name', 'at', v_answer -> 'at'));
  end if;
  return app.finish_call(v_call, 'shift.acknowledge_alert', 'alert_acknowledgement', v_acknowledgement.id, null,
    app.acknowledgement_json(v_acknowledgement));
end;
$$;
comment on function public.rpc_acknowledge_alert(date, public.alert_kind, text, text, text, uuid) is
  'Notes that the caller has seen an alert as it is now; it calls again when it has become more severe or grown '
  'materially. Answers {id, gaming_day, kind, entity_key, severity, value, note, staff_name, at} and is_existing. '
  'Capability shift.manage. ALERT_NOT_FIRING, ALERT_ACKNOWLEDGED (with staffName and at of who was first), '
  'VALIDATION_FAILED.';

-- ---- 50_shift/rpc/record_table_count.sql ----

create function public.rpc_record_table_count(
  p_table_id uuid,
  p_shift_id uuid,
  p_opening_cents bigint,
  p_fills_cents bigint,
  p_credits_cents bigint,
  p_drop_cents bigint,
  p_idempotency_key text,
  p_closing_cents bigint default null,
  p_expected_version integer default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('record_table_count', 'shift.manage', p_idempotency_key,
    jsonb_build_array(p_table_id, p_shift_id, p_opening_cents, p_closing_cents, p_fills_cents, p_credits_cents,
      p_drop_cents, p_expected_version), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.table_count;
  v_count public.table_count;
begin
  perform app.require_count_cents('openingCents', p_opening_cents),
    app.require_count_cents('closingCents', coalesce(p_closing_cents, 0)),
    app.require_count_cents('fillsCents', p_fills_cents), app.require_count_cents('creditsCents', p_credits_cents),
    app.require_count_cents('dropCents', p_drop_cents);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  -- The table's row is the lock: there may be no count yet to lock.
  perform 1 from public.gaming_table where casino_id = v_ctx.casino_id and id = p_table_id for no key update;
  if not found then
    perform app.fail(404, 'TABLE_NOT_FOUND');
  end if;
  perform app.require_shift(v_ctx, p_shift_id);
  select * into v_before from public.table_count
  where casino_id = v_ctx.casino_id and table_id = p_table_id and shift_id = p_shift_id;
  if p_expected_version <> coalesce(v_before.version, 0) then
    perform app.fail(409, 'COUNT_CHANGED', jsonb_build_object('version', coalesce(v_before.version, 0)));
  end if;

  insert into public.table_count as c (casino_id, table_id, shift_id, opening_cents, closing_cents, fills_cents,
    credits_cents,
    drop_cents, recorded_by_staff_id)
  values (v_ctx.casino_id, p_table_id, p_shift_id, p_opening_cents, p_closing_cents, p_fills_cents, p_credits_cents,
    p_drop_cents,
    v_ctx.staff_id)
  on conflict (casino_id, table_id, shift_id) do update
  set opening_cents = excluded.opening_cents, closing_cents = excluded.closing_cents,
    fills_cents = excluded.fills_cents,
    credits_cents = excluded.credits_cents, drop_cents = excluded.drop_cents, version = c.version + 1,
    recorded_by_staff_id = excluded.recorded_by_staff_id, at = excluded.at
  returning * into v_count;
  return app.finish_call(v_call, 'shift.record_table_count', 'table_count', v_count.id,
    case when v_before.id is not null then app.table_count_json(v_before) end, app.table_count_json(v_count));
end;
$$;
comment on function public.rpc_record_table_count(uuid, uuid, bigint, bigint, bigint, bigint, text, bigint, integer,
  uuid) is
  'Records what a table held and took in a shift, in cents, or replaces what was recorded; p_closing_cents is null '
  'until it is counted. With p_expected_version (0: nothing recorded yet) only if nobody changed it since. Answers '
  'the count with win and hold, and is_existing. Capability shift.manage. TABLE_NOT_FOUND, SHIFT_NOT_FOUND, '
  'COUNT_CHANGED, VALIDATION_FAILED.';

create function app.table_count_json(p_count public.table_count)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', p_count.id,
    'table_id', p_count.table_id,
    'shift_id', p_count.shift_id,
    'opening_cents', p_count.opening_cents,
    'closing_cents', p_count.closing_cents,
    'fills_cents', p_count.fills_cents,
    'credits_cents', p_count.credits_cents,
    'drop_cents', p_count.drop_cents,
    'win_cents', app.win_cents(p_count),
    'hold_percent', app.hold_percent(app.win_cents(p_count), p_count.drop_cents),
    'is_counted', p_count.closing_cents is not null,
    'version', p_count.version,
    'recorded_by_staff_id', p_count.recorded_by_staff_id,
    'recorded_at', p_count.at
  );
end;
$$;
comment on function app.table_count_json(public.table_count) is
  'A count as every RPC answers it, with the win and hold that follow from it.';

create function app.require_count_cents(p_field text, p_cents bigint)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_cents is null or p_cents not between 0 and 100000000000 then
    perform app.invalid(p_field, 'centsBetween', jsonb_build_object('lowest', 0, 'highest', 100000000000));
  end if;
end;
$$;
comment on function app.require_count_cents(text, bigint) is
  'VALIDATION_FAILED unless a figure of a count is 0 to 1 billion in the currency''s units.';

create function app.require_shift(p_ctx app.rls_context, p_shift_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if exists (select 1 from public.shift where casino_id = p_ctx.casino_id and id = p_shift_id) then
    return;
  end if;
  -- The worker plans a day ahead. Where it did not, the first count of a day does, from the last gaming week on.
  perform app.plan_shifts(p_ctx.casino_id, p_ctx.gaming_day - back) from generate_series(-1, 7) back;
  if not exists (select 1 from public.shift where casino_id = p_ctx.casino_id and id = p_shift_id) then
    perform app.fail(404, 'SHIFT_NOT_FOUND');
  end if;
end;
$$;
comment on function app.require_shift(app.rls_context, uuid) is
  'SHIFT_NOT_FOUND unless the casino has the shift; the shifts of recent days are stored if nobody did.';

-- ---- 50_shift/rpc/shift_alerts.sql ----

create function public.rpc_shift_alerts(p_gaming_day date default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_gaming_day date := coalesce(p_gaming_day, v_ctx.gaming_day);
  v_currency text;
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'dashboard.read');
  perform app.require_gaming_day(v_ctx, v_gaming_day);
  select currency into v_currency from public.casino_settings where casino_id = v_ctx.casino_id;
  select coalesce(jsonb_agg(app.alert_json(a, app.last_acknowledgement(v_ctx.casino_id, v_gaming_day, a))
    order by a.severity desc, a.kind, a.entity_label, a.entity_key), '[]'::jsonb)
  into v_items
  from app.list_alerts(v_ctx, v_gaming_day) a;
  return jsonb_build_object('gaming_day', v_gaming_day, 'currency', v_currency, 'as_of', now(), 'items', v_items);
end;
$$;
comment on function public.rpc_shift_alerts(date) is
  'The alert rules evaluated now for a gaming day (today without p_gaming_day), the most severe first, each with '
  'value, baseline, threshold and who has seen it (acknowledgement), or who had before it grew '
  '(outgrown_acknowledgement): {gaming_day, currency, as_of, items}. Capability dashboard.read. VALIDATION_FAILED for '
  'a day after tomorrow.';

create function app.alert_json(p_alert app.alert, p_acknowledgement public.alert_acknowledgement)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_is_acknowledged boolean := app.is_acknowledged(p_alert, p_acknowledgement);
begin
  return jsonb_build_object(
    'kind', p_alert.kind,
    'severity', p_alert.severity,
    'is_firing', p_alert.severity <> 'none',
    'entity', jsonb_build_object('type', p_alert.entity_type, 'id', p_alert.entity_id, 'label', p_alert.entity_label,
      'metric', p_alert.metric),
    'entity_key', p_alert.entity_key,
    'value', p_alert.value,
    'unit', p_alert.unit,
    'baseline', case when (p_alert.baseline).n is not null then
      to_jsonb(p_alert.baseline) - 'threshold' - 'is_firing'
        || jsonb_build_object('readiness_text', p_alert.readiness_text) end,
    'threshold', trim_scale(round(p_alert.threshold, 4)),
    'readiness_text', p_alert.readiness_text,
    'message', '',
    'details', p_alert.details,
    'acknowledgement', case when v_is_acknowledged then app.acknowledgement_json(p_acknowledgement) end,
    'outgrown_acknowledgement', case when not v_is_acknowledged then app.acknowledgement_json(p_acknowledgement) end
  );
end;
$$;
comment on function app.alert_json(app.alert, public.alert_acknowledgement) is
  'An alert as every RPC answers it, with who has seen it, or whom it has outgrown since. The message is left to the '
  'web app, where the English lives.';

-- ---- 50_shift/rpc/shift_dashboard.sql ----

create function public.rpc_shift_dashboard(p_gaming_day date default null, p_shift_id uuid default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_gaming_day date := coalesce(p_gaming_day, v_ctx.gaming_day);
  v_shifts public.shift[];
  v_tables app.table_figures[];
begin
  perform app.require_capability(v_ctx, 'dashboard.read');
  perform app.require_gaming_day(v_ctx, v_gaming_day);
  v_shifts := array(select s from app.shifts_of_day(v_ctx.casino_id, v_gaming_day) s);
  if p_shift_id is not null and not exists (select 1 from unnest(v_shifts) s where s.id = p_shift_id) then
    perform app.fail(404, 'SHIFT_NOT_FOUND');
  end if;
  v_tables := array(select t from app.list_table_figures(v_ctx.casino_id, v_gaming_day, p_shift_id) t);

  return jsonb_build_object(
    'gaming_day', v_gaming_day,
    'shift_id', p_shift_id,
    'as_of', now(),
    'shifts', (
      select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'starts_at', s.starts_at, 'ends_at',
        s.ends_at,
        'is_current', now() >= s.starts_at and now() < s.ends_at) order by s.starts_at), '[]'::jsonb)
      from unnest(v_shifts) s
    ),
    'casino', app.group_figures_json(v_tables),
    'pits', (
      select coalesce(jsonb_agg(app.group_figures_json(of_pit.tables)
        || jsonb_build_object('id', p.id, 'name', p.name, 'tables', (
        select coalesce(jsonb_agg(app.table_figures_json(t) order by t.label), '[]'::jsonb) from unnest(of_pit.tables) t
      )) order by p.sort_order, p.name), '[]'::jsonb)
      from public.pit p
      cross join lateral (select array(select t from unnest(v_tables) t where t.pit_id = p.id) as tables) of_pit
      where p.casino_id = v_ctx.casino_id
    )
  );
end;
$$;
comment on function public.rpc_shift_dashboard(date, uuid) is
  'Drop, win, hold, fills and credits of a gaming day (today without p_gaming_day) or of one of its shifts, for the '
  'casino, its pits and tables: {gaming_day, shift_id, as_of, shifts, casino, pits}. Win and hold are of counted '
  'tables only. Capability dashboard.read. SHIFT_NOT_FOUND, VALIDATION_FAILED for a day after tomorrow.';

create function app.list_table_figures(p_casino_id uuid, p_gaming_day date, p_shift_id uuid)
returns setof app.table_figures
language plpgsql
stable
set search_path = ''
as $$
begin
  -- Win is the sum of the shifts' wins. Opening of the first and closing of the last shift would give the same only
  -- while each shift opens with what the one before closed with, which nobody promises.
  return query
    with counts as (
      select c.*, s.starts_at, app.win_cents(c) as win_cents
      from public.shift s
      join public.table_count c on c.casino_id = s.casino_id and c.shift_id = s.id
      where s.casino_id = p_casino_id and s.gaming_day = p_gaming_day and s.id = coalesce(p_shift_id, s.id)
    ),
    figures as (
      select c.table_id,
        (array_agg(c.opening_cents order by c.starts_at))[1] as opening_cents,
        (array_agg(c.closing_cents
          order by c.starts_at desc) filter (where c.closing_cents is not null))[1] as closing_cents,
        sum(c.fills_cents)::bigint as fills_cents,
        sum(c.credits_cents)::bigint as credits_cents,
        sum(c.drop_cents)::bigint as drop_cents,
        sum(c.win_cents)::bigint as win_cents,
        (sum(c.drop_cents) filter (where c.win_cents is not null))::bigint as counted_drop_cents,
        max(c.version) as version
      from counts c
      group by c.table_id
    )
    select t.pit_id, t.id, t.label, t.game_type, t.status, f.opening_cents, f.closing_cents, coalesce(f.fills_cents, 0),
      coalesce(f.credits_cents, 0), coalesce(f.drop_cents, 0), f.win_cents, f.counted_drop_cents,
      -- A version belongs to one count; the whole day has several.
      case when p_shift_id is not null then coalesce(f.version, 0) end
    from public.gaming_table t
    left join figures f on f.table_id = t.id
    where t.casino_id = p_casino_id
    order by t.label;
end;
$$;
comment on function app.list_table_figures(uuid, date, uuid) is
  'Every table of the casino with its figures of one shift, or of the whole gaming day when p_shift_id is null.';

create function app.table_figures_json(p_table app.table_figures)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return to_jsonb(p_table) - 'pit_id' - 'counted_drop_cents' || jsonb_build_object(
    'hold_percent', app.hold_percent(p_table.win_cents, p_table.counted_drop_cents),
    'is_counted', p_table.win_cents is not null
  );
end;
$$;
comment on function app.table_figures_json(app.table_figures) is 'One table of the dashboard.';

create function app.group_figures_json(p_tables app.table_figures[])
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'drop_cents', coalesce(sum(t.drop_cents), 0),
      'win_cents', sum(t.win_cents),
      'hold_percent', app.hold_percent(sum(t.win_cents), sum(t.counted_drop_cents)),
      'counted_tables', count(t.win_cents),
      'open_tables', count(*) filter (where t.status = 'open'),
      'fills_cents', coalesce(sum(t.fills_cents), 0),
      'credits_cents', coalesce(sum(t.credits_cents), 0)
    )
    from unnest(p_tables) t
  );
end;
$$;
comment on function app.group_figures_json(app.table_figures[]) is
  'The figures of a pit or of the casino. Win and hold are of what is counted; win over all drop would show a loss '
  'that is only a table not yet counted.';

-- ---- 50_shift/rpc/worker_plan_shifts.sql ----

create function public.rpc_worker_plan_shifts()
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context;
  v_casino_id uuid;
  v_planned integer;
  v_done integer := 0;
  v_failed integer := 0;
begin
  for v_casino_id in select id from public.casino order by id loop
    -- One casino's trouble is not the others'.
    begin
      v_ctx := app.worker_context(v_casino_id);
      v_planned := app.plan_shifts(v_ctx.casino_id, v_ctx.gaming_day)
        + app.plan_shifts(v_ctx.casino_id, v_ctx.gaming_day + 1);
      if v_planned > 0 then
        perform app.write_audit(v_ctx, 'shift.plan_shifts', 'shift', null, null,
          jsonb_build_object('planned', v_planned));
      end if;
      v_done := v_done + v_planned;
    exception when query_canceled or others then
      v_failed := v_failed + 1;
      raise warning 'plan_shifts of casino %: % %', v_casino_id, sqlstate, sqlerrm;
    end;
  end loop;
  return jsonb_build_object('done', v_done, 'has_more', false, 'failed', v_failed);
end;
$$;
comment on function public.rpc_worker_plan_shifts() is
  'Stores the shifts of today and tomorrow at every casino. Answers {done: <new shifts>, has_more: false, failed: '
  '<casinos>}. For service_role only.';

-- ---- 50_shift/policies.sql ----

alter table public.shift_pattern enable row level security;
alter table public.shift enable row level security;
alter table public.table_count enable row level security;
alter table public.alert_acknowledgement enable row level security;

create policy "Staff read the shift pattern of their own casino" on public.shift_pattern
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the shifts of their own casino" on public.shift
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Who reads the dashboard reads the counts of their own casino" on public.table_count
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('dashboard.read')));
create policy "Who reads the dashboard reads the acknowledgements of their own casino" on public.alert_acknowledgement
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('dashboard.read')));

grant select on public.shift_pattern, public.shift, public.table_count, public.alert_acknowledgement to authenticated,
  service_role;

-- ---- 55_events/tables.sql ----

-- Events: what happened is delivered to the casino's webhooks, at least once and in order per player.
--
-- The outbox is handed out (one delivery per event and webhook), a worker claims deliveries, posts them and reports.
-- The worker is no person: its functions are named rpc_worker_*, belong to no casino, and are executable by
-- service_role alone.

create type public.webhook_delivery_status as enum ('pending', 'delivered', 'dead');

create function app.is_webhook_url(p_url text)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- No user and password, no fragment, nothing but printable ASCII: what is checked here is what the worker calls.
  return coalesce(
    length(p_url) <= 2000
    and p_url ~ '^(https://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])|http://(127\.0\.0\.1|localhost|\[::1\]))(:[0-9]{1,5})?'
      '([/?][!$-~]*)?$',
    false);
end;
$$;
comment on function app.is_webhook_url(text) is
  'Whether a webhook may have this address: https, or http on the loopback interface. Not who answers there: that is '
  'the admin''s choice.';

create function app.new_webhook_secret()
returns text
language plpgsql
volatile
set search_path = ''
as $$
begin
  -- A UUID has 122 random bits and six fixed ones; the hash of four of them is 32 bytes without any fixed bit.
  return 'whsec_' || encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
    || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'base64');
end;
$$;
comment on function app.new_webhook_secret() is
  'A signing secret as Standard Webhooks writes it: whsec_ and 32 random bytes in base64.';

create table public.webhook_endpoint (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  url text not null check (app.is_webhook_url(url)),
  description text not null default '' check (length(description) <= 200),
  event_types text[] check (cardinality(event_types) between 1 and 50),
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  created_by_staff_id uuid not null,
  updated_at timestamptz not null default now(),
  updated_by_staff_id uuid,
  primary key (casino_id, id),
  foreign key (casino_id, created_by_staff_id) references public.staff (casino_id, id),
  foreign key (casino_id, updated_by_staff_id) references public.staff (casino_id, id)
);
comment on table public.webhook_endpoint is
  'Where a casino wants its events posted. While it is not active it gets no new events, and what is pending for it '
  'waits.';
comment on column public.webhook_endpoint.event_types is
  'The events it wants; null means every one, those that later versions add too, but exclusion.hit, which has to be '
  'named.';
comment on column public.webhook_endpoint.updated_by_staff_id is
  'Who changed it last; null when the worker switched it off because the receiver answered 410 Gone.';
create index webhook_endpoint_created_by on public.webhook_endpoint (casino_id, created_by_staff_id);
create index webhook_endpoint_updated_by on public.webhook_endpoint (casino_id, updated_by_staff_id);

create table app.webhook_secret (
  casino_id uuid not null,
  endpoint_id uuid not null,
  secret text not null default app.new_webhook_secret(),
  valid_until timestamptz,
  primary key (casino_id, endpoint_id, secret),
  foreign key (casino_id, endpoint_id) references public.webhook_endpoint (casino_id, id)
);
comment on table app.webhook_secret is
  'The keys that sign what a webhook gets. Apart from the endpoint, in a schema that the API does not expose and '
  'without any grant: only functions of the owner reach it.';
comment on column app.webhook_secret.valid_until is
  'Null for the current one. Each one before it signs along until its own end, however often is rotated meanwhile, so '
  'that a receiver can change over without refusing anything.';
create unique index webhook_secret_current on app.webhook_secret (casino_id, endpoint_id) where valid_until is null;

create table public.webhook_delivery (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  endpoint_id uuid not null,
  event_id uuid not null,
  seq bigint not null,
  order_key uuid not null,
  status public.webhook_delivery_status not null default 'pending',
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  claimed_until timestamptz,
  claim_token uuid,
  last_status integer,
  last_error text check (length(last_error) <= 200),
  created_at timestamptz not null default now(),
  delivered_at timestamptz,
  primary key (casino_id, id),
  foreign key (casino_id, endpoint_id) references public.webhook_endpoint (casino_id, id),
  foreign key (casino_id, event_id) references public.loyalty_outbox (casino_id, id)
);
comment on table public.webhook_delivery is
  'One event on its way to one webhook. The pending ones of one endpoint and order key are a line: only its head has '
  'a next_attempt_at and can be claimed.';
comment on column public.webhook_delivery.order_key is
  'The player, else the first coupon of a chain of replacements, else the event itself: what shares it arrives one '
  'after another.';
comment on column public.webhook_delivery.next_attempt_at is
  'Null while it waits behind an earlier delivery of its line, and once it is delivered or dead.';
comment on column public.webhook_delivery.claim_token is
  'Who may report: given with each claim. A worker that took too long holds an old one, and its report changes '
  'nothing.';
comment on column public.webhook_delivery.attempts is
  'Counted when claimed, so that an attempt whose worker died counts too.';
create unique index webhook_delivery_event on public.webhook_delivery (casino_id, event_id, endpoint_id);
create index webhook_delivery_endpoint on public.webhook_delivery (casino_id, endpoint_id, delivered_at);
create index webhook_delivery_status on public.webhook_delivery (casino_id, status, id);
create index webhook_delivery_line on public.webhook_delivery (casino_id, endpoint_id, order_key, seq)
  where status = 'pending';
create index webhook_delivery_due on public.webhook_delivery (casino_id, endpoint_id, next_attempt_at)
  where status = 'pending' and next_attempt_at is not null;
create index webhook_delivery_claimed on public.webhook_delivery (casino_id, endpoint_id, claimed_until)
  where claimed_until is not null;

-- ---- 55_events/internal/attempts.sql ----

create function app.webhook_retry_delay(p_attempts integer)
returns interval
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_full double precision := least(21600, 10 * 2 ^ (least(greatest(p_attempts, 1), 30) - 1));
begin
  -- Half of it fixed, half by chance: a receiver that comes back is not met by everything it missed in one moment.
  return make_interval(secs => v_full / 2 + random() * v_full / 2);
end;
$$;
comment on function app.webhook_retry_delay(integer) is
  'How long to wait after this many attempts: 10 seconds doubled with each attempt, at most 6 hours, of which the '
  'second half is left to chance.';

create function app.is_last_webhook_attempt(p_attempts integer)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return p_attempts >= 15;
end;
$$;
comment on function app.is_last_webhook_attempt(integer) is
  'Whether a delivery that failed this often is given up: with the delays of app.webhook_retry_delay, after 12 to 24 '
  'hours.';

create function app.end_webhook_attempt(
  p_delivery public.webhook_delivery,
  p_http_status integer,
  p_error text,
  p_retry_after_seconds integer
)
returns public.webhook_delivery_status
language plpgsql
set search_path = ''
as $$
declare
  v_is_delivered boolean := coalesce(p_http_status between 200 and 299, false);
  v_status public.webhook_delivery_status := case
    when v_is_delivered then 'delivered'
    when app.is_last_webhook_attempt(p_delivery.attempts) then 'dead'
    else 'pending' end;
  v_is_behind boolean;
begin
  -- The event is locked before its deliveries are looked at: of the last two, one has to see that it is the last.
  perform 1 from public.loyalty_outbox where casino_id = p_delivery.casino_id
    and id = p_delivery.event_id for no key update;

  -- A dead letter of the same line that was sent again meanwhile is older, and goes before this one's next attempt.
  v_is_behind := exists (
    select from public.webhook_delivery d
    where d.casino_id = p_delivery.casino_id and d.endpoint_id = p_delivery.endpoint_id
      and d.order_key = p_delivery.order_key
      and d.status = 'pending' and d.seq < p_delivery.seq);
  update public.webhook_delivery
  set status = v_status, claimed_until = null, claim_token = null, last_status = p_http_status,
    last_error = case when not v_is_delivered then left(p_error, 200) end,
    delivered_at = case when v_is_delivered then now() end,
    next_attempt_at = case when v_status = 'pending' and not v_is_behind then now() + greatest(
      app.webhook_retry_delay(attempts),
        make_interval(secs => least(21600, greatest(0, coalesce(p_retry_after_seconds, 0))))) end
  where casino_id = p_delivery.casino_id and id = p_delivery.id;
  update public.loyalty_outbox o
  set attempts = o.attempts + 1, last_error = case when v_is_delivered then o.last_error else left(p_error, 200) end,
    delivered_at = case when not exists (
      select from public.webhook_delivery d
      where d.casino_id = o.casino_id and d.event_id = o.id and d.status <> 'delivered') then now() end
  where o.casino_id = p_delivery.casino_id and o.id = p_delivery.event_id;
  perform app.advance_webhook_line(p_delivery);
  return v_status;
end;
$$;
comment on function app.end_webhook_attempt(public.webhook_delivery, integer, text, integer) is
  'What comes of an attempt: delivered after a 2xx, else due again later, or dead after the last; then the next of '
  'the line becomes its head. The caller holds the delivery''s row and, before that, app.lock_webhook_lines(false). '
  'Answers the new status.';

-- ---- 55_events/internal/deliveries.sql ----

create function app.webhook_delivery_json(p_delivery public.webhook_delivery)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'id', p_delivery.id, 'endpoint_id', p_delivery.endpoint_id, 'endpoint_url', e.url, 'event_id',
        p_delivery.event_id,
      'event_type', o.event_type, 'player_id', o.player_id, 'status', p_delivery.status, 'attempts',
        p_delivery.attempts,
      'next_attempt_at', p_delivery.next_attempt_at, 'last_error', p_delivery.last_error, 'last_status',
        p_delivery.last_status,
      'created_at', p_delivery.created_at, 'delivered_at', p_delivery.delivered_at)
    from public.webhook_endpoint e
    join public.loyalty_outbox o on o.casino_id = p_delivery.casino_id and o.id = p_delivery.event_id
    where e.casino_id = p_delivery.casino_id and e.id = p_delivery.endpoint_id
  );
end;
$$;
comment on function app.webhook_delivery_json(public.webhook_delivery) is
  'A delivery as every RPC answers it: never with what the event says.';

create function app.lock_webhook_lines(p_is_changing boolean)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_key constant bigint := hashtextextended('webhook_lines', 0);
begin
  if p_is_changing then
    perform pg_advisory_xact_lock(v_key);
  else
    perform pg_advisory_xact_lock_shared(v_key);
  end if;
end;
$$;
comment on function app.lock_webhook_lines(boolean) is
  'Who adds to lines (true) works alone; who takes the head off one (false) only keeps those out. Without it, one '
  'that joins behind a head that leaves in the same moment would wait forever.';

create function app.advance_webhook_line(p_delivery public.webhook_delivery)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if exists (
    select from public.webhook_delivery d
    where d.casino_id = p_delivery.casino_id and d.endpoint_id = p_delivery.endpoint_id
      and d.order_key = p_delivery.order_key
      and d.status = 'pending' and d.next_attempt_at is not null
  ) then
    return;
  end if;
  update public.webhook_delivery set next_attempt_at = now()
  where casino_id = p_delivery.casino_id and id = (
    select d.id from public.webhook_delivery d
    where d.casino_id = p_delivery.casino_id and d.endpoint_id = p_delivery.endpoint_id
      and d.order_key = p_delivery.order_key
      and d.status = 'pending'
    order by d.seq
    limit 1
  );
end;
$$;
comment on function app.advance_webhook_line(public.webhook_delivery) is
  'Gives the line of a delivery a head, if it has none: the earliest that is pending, due now.';

-- ---- 55_events/internal/endpoints.sql ----

create function app.webhook_endpoint_json(p_endpoint public.webhook_endpoint)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', p_endpoint.id, 'url', p_endpoint.url, 'description', p_endpoint.description,
    'event_types', to_jsonb(p_endpoint.event_types), 'is_active', p_endpoint.is_active,
    'created_at', p_endpoint.created_at, 'updated_at', p_endpoint.updated_at,
    'pending_count', (
      select count(*) from public.webhook_delivery
      where casino_id = p_endpoint.casino_id and endpoint_id = p_endpoint.id and status = 'pending'),
    'dead_count', (
      select count(*) from public.webhook_delivery
      where casino_id = p_endpoint.casino_id and status = 'dead' and endpoint_id = p_endpoint.id),
    'last_delivered_at', (
      select max(delivered_at) from public.webhook_delivery
      where casino_id = p_endpoint.casino_id and endpoint_id = p_endpoint.id)
  );
end;
$$;
comment on function app.webhook_endpoint_json(public.webhook_endpoint) is
  'An endpoint as every RPC answers it and as the audit trail keeps it: never with its secret.';

create function app.validate_webhook_endpoint(p_url text, p_description text, p_event_types text[])
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if not app.is_webhook_url(p_url) then
    perform app.invalid('url', 'httpsAddress');
  end if;
  if length(p_description) > 200 then
    perform app.invalid('description', 'charactersAtMost', jsonb_build_object('highest', 200));
  end if;
  if cardinality(p_event_types) > 50
    or exists (select from unnest(p_event_types) t where t is null or length(t) > 100 or t !~ '^[a-z_]+\.[a-z_]+$') then
    perform app.invalid('eventTypes', 'eventTypes');
  end if;
end;
$$;
comment on function app.validate_webhook_endpoint(text, text, text[]) is
  'VALIDATION_FAILED for what an endpoint cannot be.';

create function app.lock_webhook_endpoint(p_ctx app.rls_context, p_endpoint_id uuid)
returns public.webhook_endpoint
language plpgsql
set search_path = ''
as $$
declare
  v_endpoint public.webhook_endpoint;
begin
  select * into v_endpoint from public.webhook_endpoint
  where casino_id = p_ctx.casino_id and id = p_endpoint_id
  for no key update;
  if not found then
    perform app.fail(404, 'WEBHOOK_ENDPOINT_NOT_FOUND');
  end if;
  return v_endpoint;
end;
$$;
comment on function app.lock_webhook_endpoint(app.rls_context, uuid) is
  'Locks and returns an endpoint of the caller''s casino. WEBHOOK_ENDPOINT_NOT_FOUND.';

-- ---- 55_events/rpc/create_webhook_endpoint.sql ----

create function public.rpc_create_webhook_endpoint(
  p_url text,
  p_idempotency_key text,
  p_description text default '',
  p_event_types text[] default '{}',
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_description text := btrim(coalesce(p_description, ''));
  v_event_types text[] := nullif(p_event_types, '{}');
  v_call app.call := app.begin_call('create_webhook_endpoint', 'settings.write', p_idempotency_key,
    jsonb_build_array(p_url, v_description, v_event_types), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_answer jsonb;
  v_endpoint public.webhook_endpoint;
  v_secret text;
begin
  perform app.validate_webhook_endpoint(p_url, v_description, v_event_types);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  insert into public.webhook_endpoint (casino_id, url, description, event_types, created_by_staff_id,
    updated_by_staff_id)
  values (v_ctx.casino_id, p_url, v_description, v_event_types, v_ctx.staff_id, v_ctx.staff_id)
  returning * into v_endpoint;
  insert into app.webhook_secret (casino_id, endpoint_id) values (v_ctx.casino_id, v_endpoint.id)
    returning secret into v_secret;

  -- The trail keeps the answer for replays, and a secret must not lie in the trail: it is put in after that, once.
  v_answer := app.finish_call(v_call, 'webhook.create_endpoint', 'webhook_endpoint', v_endpoint.id, null,
    app.webhook_endpoint_json(v_endpoint) || jsonb_build_object('secret', null));
  return v_answer || jsonb_build_object('secret', v_secret);
end;
$$;
comment on function public.rpc_create_webhook_endpoint(text, text, text, text[], uuid) is
  'Makes a webhook for the event types given (none: every one). Answers {id, url, description, event_types, '
  'is_active, created_at, updated_at, pending_count, dead_count, last_delivered_at, secret, is_existing}. The secret '
  'is told this once and never again: a replay answers secret null; who lost the answer rotates. Capability '
  'settings.write. VALIDATION_FAILED.';

-- ---- 55_events/rpc/list_webhook_deliveries.sql ----

create function public.rpc_list_webhook_deliveries(p_status text default null, p_before_id uuid default null,
  p_limit integer default 50)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
-- Planned for the arguments at hand: with and without a status are two different ways through the indexes.
set plan_cache_mode = force_custom_plan
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'audit.read');
  if p_status not in ('pending', 'delivered', 'dead') then
    perform app.invalid('status', 'oneOf', jsonb_build_object('options', 'pending, delivered, dead'));
  end if;
  if p_before_id is not null
    and not exists (select 1 from public.webhook_delivery where casino_id = v_ctx.casino_id and id = p_before_id) then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  select coalesce(jsonb_agg(app.webhook_delivery_json(page.d) order by (page.d).id desc), '[]'::jsonb) into v_items
  from (
    select d from public.webhook_delivery d
    where d.casino_id = v_ctx.casino_id and (p_status is null or d.status = p_status::public.webhook_delivery_status)
      and (p_before_id is null or d.id < p_before_id)
    order by d.id desc
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items,
    'next_cursor', case when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_webhook_deliveries(text, uuid, integer) is
  'Deliveries, newest first, of one status (pending, delivered, dead) or of all, paged by id: {items: [{id, '
  'endpoint_id, endpoint_url, event_id, event_type, player_id, status, attempts, next_attempt_at, last_error, '
  'last_status, created_at, delivered_at}], next_cursor}. Capability audit.read. VALIDATION_FAILED, also for a cursor '
  'that is none.';

-- ---- 55_events/rpc/list_webhook_endpoints.sql ----

create function public.rpc_list_webhook_endpoints()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  perform app.require_capability(v_ctx, 'audit.read');
  return jsonb_build_object('items', coalesce((
    select jsonb_agg(app.webhook_endpoint_json(e) order by e.id)
    from public.webhook_endpoint e where e.casino_id = v_ctx.casino_id
  ), '[]'::jsonb));
end;
$$;
comment on function public.rpc_list_webhook_endpoints() is
  'The casino''s webhooks, oldest first, each with how many deliveries are pending and dead and when the last one was '
  'delivered: {items}. Never a secret. Capability audit.read.';

-- ---- 55_events/rpc/redeliver_webhook_delivery.sql ----

create function public.rpc_redeliver_webhook_delivery(p_delivery_id uuid, p_idempotency_key text,
  p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('redeliver_webhook_delivery', 'settings.write', p_idempotency_key,
    jsonb_build_array(p_delivery_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.webhook_delivery;
  v_delivery public.webhook_delivery;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  perform app.lock_webhook_lines(true);
  select * into v_before from public.webhook_delivery where casino_id = v_ctx.casino_id
    and id = p_delivery_id for no key update;
  if not found then
    perform app.fail(404, 'WEBHOOK_DELIVERY_NOT_FOUND');
  end if;
  if v_before.status <> 'dead' then
    perform app.fail(409, 'DELIVERY_NOT_DEAD', jsonb_build_object('status', v_before.status));
  end if;

  -- It is the oldest of its line, so it goes to the head: whoever stood there steps back, unless it is being posted
  -- now.
  update public.webhook_delivery set next_attempt_at = null, claimed_until = null, claim_token = null
  where casino_id = v_ctx.casino_id and endpoint_id = v_before.endpoint_id and order_key = v_before.order_key
    and status = 'pending'
    and next_attempt_at is not null and (claimed_until is null or claimed_until <= now());
  update public.webhook_delivery set status = 'pending', attempts = 0 where casino_id = v_ctx.casino_id
    and id = p_delivery_id;
  perform app.advance_webhook_line(v_before);
  select * into v_delivery from public.webhook_delivery where casino_id = v_ctx.casino_id and id = p_delivery_id;
  return app.finish_call(v_call, 'webhook.redeliver', 'webhook_delivery', v_delivery.id,
    app.webhook_delivery_json(v_before), app.webhook_delivery_json(v_delivery));
end;
$$;
comment on function public.rpc_redeliver_webhook_delivery(uuid, text, uuid) is
  'Sends a dead letter again, with all its attempts before it, ahead of what else waits in its line. Answers the '
  'delivery and is_existing. Capability settings.write. WEBHOOK_DELIVERY_NOT_FOUND, DELIVERY_NOT_DEAD.';

-- ---- 55_events/rpc/rotate_webhook_secret.sql ----

create function public.rpc_rotate_webhook_secret(p_endpoint_id uuid, p_idempotency_key text,
  p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('rotate_webhook_secret', 'settings.write', p_idempotency_key,
    jsonb_build_array(p_endpoint_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_answer jsonb;
  v_endpoint public.webhook_endpoint;
  v_secret text;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_endpoint := app.lock_webhook_endpoint(v_ctx, p_endpoint_id);
  delete from app.webhook_secret where casino_id = v_ctx.casino_id and endpoint_id = p_endpoint_id
    and valid_until <= now();
  -- Only the current secret gets an end. One from an earlier rotation keeps the end it has: it may be the one that the
  -- receiver still knows.
  update app.webhook_secret set valid_until = now() + interval '24 hours'
  where casino_id = v_ctx.casino_id and endpoint_id = p_endpoint_id and valid_until is null;
  insert into app.webhook_secret (casino_id, endpoint_id) values (v_ctx.casino_id, p_endpoint_id)
    returning secret into v_secret;
  -- As for a new endpoint: the secret goes into this answer and not into the trail.
  v_answer := app.finish_call(v_call, 'webhook.rotate_secret', 'webhook_endpoint', v_endpoint.id, null,
    app.webhook_endpoint_json(v_endpoint) || jsonb_build_object('secret', null));
  return v_answer || jsonb_build_object('secret', v_secret);
end;
$$;
comment on function public.rpc_rotate_webhook_secret(uuid, text, uuid) is
  'Gives an endpoint a new signing secret; the one before signs along for 24 hours, and those before it to their own '
  'end. Answers the endpoint, secret and is_existing. The secret is told this once: a replay answers secret null. '
  'Capability settings.write. WEBHOOK_ENDPOINT_NOT_FOUND.';

-- ---- 55_events/rpc/update_webhook_endpoint.sql ----

create function public.rpc_update_webhook_endpoint(
  p_endpoint_id uuid,
  p_idempotency_key text,
  p_url text default null,
  p_description text default null,
  p_event_types text[] default null,
  p_is_active boolean default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('update_webhook_endpoint', 'settings.write', p_idempotency_key,
    jsonb_build_array(p_endpoint_id, p_url, p_description, p_event_types, p_is_active), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.webhook_endpoint;
  v_endpoint public.webhook_endpoint;
begin
  perform app.validate_webhook_endpoint(coalesce(p_url, 'https://unchanged'), p_description, p_event_types);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_before := app.lock_webhook_endpoint(v_ctx, p_endpoint_id);
  update public.webhook_endpoint
  set url = coalesce(p_url, url), description = coalesce(btrim(p_description), description),
    event_types = case when p_event_types is null then event_types else nullif(p_event_types, '{}') end,
    is_active = coalesce(p_is_active, is_active), updated_at = now(), updated_by_staff_id = v_ctx.staff_id
  where casino_id = v_ctx.casino_id and id = p_endpoint_id
  returning * into v_endpoint;
  return app.finish_call(v_call, 'webhook.update_endpoint', 'webhook_endpoint', v_endpoint.id,
    app.webhook_endpoint_json(v_before), app.webhook_endpoint_json(v_endpoint));
end;
$$;
comment on function public.rpc_update_webhook_endpoint(uuid, text, text, text, text[], boolean, uuid) is
  'Changes what is given and leaves the rest; an empty list of event types means every one. Switched off, an endpoint '
  'gets no new events and its pending deliveries wait. Answers the endpoint and is_existing. Capability '
  'settings.write. WEBHOOK_ENDPOINT_NOT_FOUND, VALIDATION_FAILED.';

-- ---- 55_events/rpc/worker_claim_deliveries.sql ----

create function public.rpc_worker_claim_deliveries(
  p_limit integer default 16,
  p_lease_seconds integer default 60,
  p_per_endpoint integer default 16
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_until timestamptz := now() + make_interval(secs => least(600, greatest(5, coalesce(p_lease_seconds, 60))));
  v_lost public.webhook_delivery;
  v_items jsonb;
begin
  -- One claim at a time: two that count what a webhook has under way in the same moment would each give it all that is
  -- allowed.
  perform pg_advisory_xact_lock(hashtextextended('webhook_claims', 0));
  -- A lease that ran out is an attempt that failed. Otherwise what kills its worker would be tried for ever, and
  -- without a pause.
  if exists (select from public.webhook_delivery where claimed_until <= now()) then
    perform app.lock_webhook_lines(false);
    for v_lost in select * from public.webhook_delivery where claimed_until <= now() for no key update skip locked loop
      perform app.end_webhook_attempt(v_lost, null, 'No report: the worker was lost', null);
    end loop;
  end if;

  with due as (
    select head.casino_id, head.id, head.place
    from public.webhook_endpoint e
    cross join lateral (
      select d.casino_id, d.id, d.next_attempt_at as place from public.webhook_delivery d
      where d.casino_id = e.casino_id and d.endpoint_id = e.id and d.status = 'pending' and d.next_attempt_at <= now()
        and d.claimed_until is null
      order by d.next_attempt_at
      -- A receiver that is slow keeps this many busy at once, and no more: the others go on.
      limit greatest(0, least(p_limit, p_per_endpoint - (
        select count(*) from public.webhook_delivery busy
        where busy.casino_id = e.casino_id and busy.endpoint_id = e.id and busy.claimed_until > now())))
      for update skip locked
    ) head
    where e.is_active
    order by head.place
    limit p_limit
  ),
  claimed as (
    update public.webhook_delivery d
    set claimed_until = v_until, claim_token = gen_random_uuid(), attempts = d.attempts + 1
    from due where d.casino_id = due.casino_id and d.id = due.id
    returning d.*
  )
  select jsonb_agg(jsonb_build_object(
    'id', c.id, 'casino_id', c.casino_id, 'claim_token', c.claim_token, 'attempts', c.attempts, 'url', e.url,
    'secrets', (
      select jsonb_agg(s.secret order by s.valid_until desc nulls first) from app.webhook_secret s
      where s.casino_id = c.casino_id and s.endpoint_id = c.endpoint_id
        and (s.valid_until is null or s.valid_until > now())),
    'event_id', o.id, 'event_type', o.event_type, 'created_at', o.created_at, 'payload', o.payload))
  into v_items
  from claimed c
  join public.webhook_endpoint e on e.casino_id = c.casino_id and e.id = c.endpoint_id
  join public.loyalty_outbox o on o.casino_id = c.casino_id and o.id = c.event_id;
  return jsonb_build_object('items', coalesce(v_items, '[]'::jsonb));
end;
$$;
comment on function public.rpc_worker_claim_deliveries(integer, integer, integer) is
  'Claims due heads of lines for p_lease_seconds, at most p_limit, and at most p_per_endpoint of one webhook by all '
  'workers together: {items: [{id, casino_id, claim_token, attempts, url, secrets, event_id, event_type, created_at, '
  'payload}]}. What was claimed and not reported in time has failed, and waits for its next attempt or is dead. '
  'Answers signing secrets: the current one first, then those before it that are still valid; for the worker: '
  'executable by service_role alone.';

-- ---- 55_events/rpc/worker_fan_out_events.sql ----

create function public.rpc_worker_fan_out_events(p_limit integer default 500)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_limit integer := least(5000, greatest(1, coalesce(p_limit, 500)));
  v_done integer;
begin
  perform app.lock_webhook_lines(true);
  with batch as (
    select first.casino_id, first.id, first.seq, first.event_type,
      coalesce(first.player_id, app.coupon_event_order_key(first.casino_id, first.payload ->> 'coupon_id'),
        first.id) as order_key
    from (
      -- Settled is what is below the oldest transaction that still runs. One event that is not holds back all that have
      -- a higher number, settled or not: the transaction that emitted for the player later may have the lower xid.
      select o.*, bool_and(o.xid < pg_snapshot_xmin(pg_current_snapshot())) over (order by o.seq) as is_settled
      from public.loyalty_outbox o
      where o.claimed_at is null
      order by o.seq
      limit v_limit
    ) first
    where first.is_settled
  ),
  wanted as (
    select b.casino_id, b.id as event_id, b.seq, b.order_key, e.id as endpoint_id
    from batch b
    join public.webhook_endpoint e on e.casino_id = b.casino_id and e.is_active
      -- That somebody is excluded is told to whom it is meant for by name alone.
      and (b.event_type = any (e.event_types) or e.event_types is null and b.event_type <> 'exclusion.hit')
  ),
  planned as (
    insert into public.webhook_delivery (casino_id, endpoint_id, event_id, seq, order_key, next_attempt_at)
    select w.casino_id, w.endpoint_id, w.event_id, w.seq, w.order_key, case
      when w.seq = min(w.seq) over (partition by w.casino_id, w.endpoint_id, w.order_key) and not exists (
        select from public.webhook_delivery ahead
        where ahead.casino_id = w.casino_id and ahead.endpoint_id = w.endpoint_id and ahead.order_key = w.order_key
          and ahead.status = 'pending')
      then now() end
    from wanted w
    order by w.seq
  )
  update public.loyalty_outbox o
  set claimed_at = now(), delivered_at = case when not exists (
    select from wanted w where w.casino_id = o.casino_id and w.event_id = o.id) then now() end
  from batch b
  where o.casino_id = b.casino_id and o.id = b.id;
  get diagnostics v_done = row_count;
  return jsonb_build_object('done', v_done, 'has_more', v_done = v_limit);
end;
$$;
comment on function public.rpc_worker_fan_out_events(integer) is
  'Makes a delivery for each new event and active webhook that wants it (an exclusion.hit has to be named), in the '
  'order of the outbox up to the first event that a running transaction holds back, one caller at a time: {done, '
  'has_more}. For the worker: executable by service_role alone.';

create function app.coupon_event_order_key(p_casino_id uuid, p_coupon_id text)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
declare
  v_key uuid;
  v_replaced_id uuid;
begin
  -- A payload is anyone's to shape: one that names no coupon has no order key, and stops nothing.
  if p_coupon_id !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    return null;
  end if;
  v_key := p_coupon_id::uuid;
  loop
    select replaces_coupon_id into v_replaced_id from public.promo_coupon where casino_id = p_casino_id and id = v_key;
    exit when v_replaced_id is null;
    v_key := v_replaced_id;
  end loop;
  return v_key;
end;
$$;
comment on function app.coupon_event_order_key(uuid, text) is
  'What orders the events of a coupon without a player: the coupon at the beginning of its replacements, so that a '
  'replacement''s events follow those of what it replaced. Null when the text names no coupon.';

-- ---- 55_events/rpc/worker_purge_deliveries.sql ----

create function public.rpc_worker_purge_deliveries()
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_limit constant integer := 1000;
  v_done integer;
begin
  delete from public.webhook_delivery d
  using (
    select old.casino_id, old.id
    from public.webhook_endpoint e
    cross join lateral (
      select o.casino_id, o.id from public.webhook_delivery o
      where o.casino_id = e.casino_id and o.endpoint_id = e.id and o.delivered_at < now() - interval '30 days'
      limit v_limit
      for update skip locked
    ) old
    limit v_limit
  ) gone
  where d.casino_id = gone.casino_id and d.id = gone.id;
  get diagnostics v_done = row_count;
  return jsonb_build_object('done', v_done, 'has_more', v_done = v_limit);
end;
$$;
comment on function public.rpc_worker_purge_deliveries() is
  'Deletes up to 1000 deliveries that were delivered more than 30 days ago; dead ones stay. The events themselves '
  'stay too: {done, has_more}. For the worker: executable by service_role alone.';

-- ---- 55_events/rpc/worker_report_delivery.sql ----

create function public.rpc_worker_report_delivery(
  p_casino_id uuid,
  p_delivery_id uuid,
  p_claim_token uuid,
  p_http_status integer default null,
  p_error text default null,
  p_retry_after_seconds integer default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_delivery public.webhook_delivery;
  v_status public.webhook_delivery_status;
begin
  perform app.lock_webhook_lines(false);
  select * into v_delivery from public.webhook_delivery
  where casino_id = p_casino_id and id = p_delivery_id and claim_token = p_claim_token and status = 'pending'
  for no key update;
  if not found then
    return jsonb_build_object('is_current', false, 'status', null);
  end if;
  v_status := app.end_webhook_attempt(v_delivery, p_http_status, p_error, p_retry_after_seconds);
  if p_http_status = 410 then
    perform app.switch_off_webhook_endpoint(app.worker_context(p_casino_id), v_delivery.endpoint_id, 'gone');
  end if;
  return jsonb_build_object('is_current', true, 'status', v_status);
end;
$$;
comment on function public.rpc_worker_report_delivery(uuid, uuid, uuid, integer, text, integer) is
  'What came of a claimed delivery: the receiver''s status, or null and why there was none. 2xx: delivered; else '
  'tried again later (never before p_retry_after_seconds), and dead after the last attempt. The next of the line then '
  'becomes its head. 410 Gone switches the endpoint off, on record in the audit trail. Answers {is_current, status}; '
  'is_current false: the claim ran out or was reported, and nothing was changed. For the worker: executable by '
  'service_role alone.';

create function app.switch_off_webhook_endpoint(p_ctx app.rls_context, p_endpoint_id uuid, p_reason text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_before public.webhook_endpoint := app.lock_webhook_endpoint(p_ctx, p_endpoint_id);
  v_endpoint public.webhook_endpoint;
begin
  -- Of several answers under way only the first switches it off.
  if not v_before.is_active then
    return;
  end if;
  update public.webhook_endpoint set is_active = false, updated_at = now(), updated_by_staff_id = null
  where casino_id = p_ctx.casino_id and id = p_endpoint_id
  returning * into v_endpoint;
  perform app.write_audit(p_ctx, 'webhook.switch_off_endpoint', 'webhook_endpoint', p_endpoint_id,
    app.webhook_endpoint_json(v_before), app.webhook_endpoint_json(v_endpoint)
      || jsonb_build_object('reason', p_reason));
end;
$$;
comment on function app.switch_off_webhook_endpoint(app.rls_context, uuid, text) is
  'Switches an endpoint off without anyone asking for it, on record in the audit trail; nothing when it is off '
  'already.';

-- ---- 55_events/policies.sql ----

alter table public.webhook_endpoint enable row level security;
alter table public.webhook_delivery enable row level security;
alter table app.webhook_secret enable row level security;

create policy "Auditors read the webhooks of their own casino" on public.webhook_endpoint
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('audit.read')));
create policy "Auditors read the deliveries of their own casino" on public.webhook_delivery
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('audit.read')));

-- The API does not expose schema app and nobody has a grant there; this policy holds even if that changes.
create policy "Nobody reads signing secrets" on app.webhook_secret for select to authenticated using (false);

grant select on public.webhook_endpoint, public.webhook_delivery to authenticated, service_role;

-- ---- 57_mtl/tables.sql ----

-- Mtl: the multiple transaction log. Cash in and cash out per patron and gaming day, who unknown patrons turned out to
-- be, and the cases that are due a currency transaction report.

create type public.mtl_direction as enum ('in', 'out');
create type public.mtl_kind as enum ('chip_purchase', 'front_money_in', 'safekeeping_in', 'marker_payment', 'cash_bet',
  'money_play_rebet', 'cheque_purchase', 'wire_in', 'exchange_in', 'chip_redemption', 'front_money_out',
  'safekeeping_out', 'marker_advance', 'payout', 'money_play_return', 'cheque_cashing', 'wire_out', 'exchange_out',
  'cash_comp', 'prize', 'jackpot_hand_pay');
create type public.mtl_tender as enum ('currency', 'chips', 'ticket', 'cheque', 'wire', 'card', 'other');
create type public.mtl_area as enum ('pit', 'cage', 'slots');
create type public.mtl_party_role as enum ('principal', 'joint');
create type public.mtl_level as enum ('none', 'watchlist', 'near_ctr', 'ctr');
create type public.ctr_case_status as enum ('open', 'information_missing', 'ready', 'filed', 'not_required');

create type app.mtl_patron as (player_id uuid, unknown_patron_id uuid);
comment on type app.mtl_patron is
  'Whose cash it is: a player, or somebody who is known by a description only. One of the two.';

create table public.mtl_day (
  casino_id uuid not null references public.casino (id),
  gaming_day date not null,
  last_entry_no integer not null check (last_entry_no >= 0),
  primary key (casino_id, gaming_day)
);
comment on table public.mtl_day is
  'The last number of a gaming day''s log. Its row is what everybody who changes the day waits for, so that '
  'entries are numbered without gaps in the order in which they become visible, and sums are never worked out '
  'twice at once.';

create table public.mtl_unknown_patron (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  gaming_day date not null,
  description text not null check (length(description) between 1 and 500),
  sex text check (sex in ('female', 'male')),
  age_range text check (length(age_range) between 1 and 50),
  hair text check (length(hair) between 1 and 100),
  height text check (length(height) between 1 and 50),
  clothing text check (length(clothing) between 1 and 200),
  table_id uuid,
  seat integer check (seat between 1 and 20),
  staff_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (casino_id, id),
  foreign key (casino_id, table_id) references public.gaming_table (casino_id, id)
);
comment on table public.mtl_unknown_patron is
  'Append-only: somebody whose name nobody knew when their cash was logged, as they looked. Who they turned out to be '
  'stands in mtl_patron_link.';
comment on column public.mtl_unknown_patron.table_id is 'Where they were seen, with the seat.';
comment on column public.mtl_unknown_patron.staff_id is
  'Who described them. No foreign key, as in the ledger; staff rows are never deleted.';
create index mtl_unknown_patron_day on public.mtl_unknown_patron (casino_id, gaming_day);
create index mtl_unknown_patron_table on public.mtl_unknown_patron (casino_id, table_id) where table_id is not null;

create table public.mtl_patron_link (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  unknown_patron_id uuid not null,
  link_no integer not null check (link_no > 0),
  player_id uuid,
  reason text not null check (length(reason) between 1 and 500),
  staff_id uuid not null,
  gaming_day date not null,
  correlation_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (casino_id, id),
  unique (casino_id, unknown_patron_id, link_no),
  foreign key (casino_id, unknown_patron_id) references public.mtl_unknown_patron (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id)
);
comment on table public.mtl_patron_link is
  'Append-only: who an unknown patron turned out to be. The latest row holds; one without a player takes back the one '
  'before it. It moves no entry: totals follow it.';
comment on column public.mtl_patron_link.staff_id is
  'Who acted. No foreign key, as in the ledger; staff rows are never deleted.';
create index mtl_patron_link_player on public.mtl_patron_link (casino_id, player_id) where player_id is not null;

create table public.mtl_entry (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  gaming_day date not null,
  entry_no integer not null check (entry_no > 0),
  direction public.mtl_direction not null,
  kind public.mtl_kind not null,
  tender public.mtl_tender not null,
  amount_cents bigint not null check (amount_cents between 1 and 100000000000),
  counts_toward_ctr boolean not null,
  area public.mtl_area not null,
  table_id uuid,
  rating_slip_id uuid,
  player_id uuid,
  unknown_patron_id uuid,
  note text check (length(note) between 1 and 500),
  is_after_close boolean not null,
  voids_entry_id uuid,
  staff_id uuid not null,
  correlation_id uuid not null,
  occurred_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (casino_id, id),
  unique (casino_id, gaming_day, entry_no),
  foreign key (casino_id, table_id) references public.gaming_table (casino_id, id),
  foreign key (casino_id, rating_slip_id) references public.rating_slip (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, unknown_patron_id) references public.mtl_unknown_patron (casino_id, id),
  foreign key (casino_id, voids_entry_id) references public.mtl_entry (casino_id, id),
  check (num_nonnulls(player_id, unknown_patron_id) = 1),
  check (voids_entry_id is null or (note is not null and not counts_toward_ctr))
);
comment on table public.mtl_entry is
  'Append-only: one movement of value between a patron and the house, numbered per gaming day without gaps. '
  'Written by app.post_mtl_entry. What was entered by mistake is voided by a row that names it, with the reason as '
  'its note.';
comment on column public.mtl_entry.counts_toward_ctr is
  'Whether the amount is part of the patron''s totals: currency, of a kind that is not exempt (app.mtl_kinds). As it '
  'was when the entry was made; one that was voided since counts no more. Never true of a row that voids.';
comment on column public.mtl_entry.is_after_close is 'Whether the day had been closed when this was written.';
comment on column public.mtl_entry.staff_id is
  'Who recorded it. No foreign key, as in the ledger; staff rows are never deleted.';
comment on column public.mtl_entry.occurred_at is
  'When the cash changed hands, which decides the gaming day; of a row that voids, when that was done, on the day of '
  'what it voids.';
create index mtl_entry_player on public.mtl_entry (casino_id, player_id, gaming_day) where player_id is not null;
create index mtl_entry_unknown_patron on public.mtl_entry (casino_id, unknown_patron_id, gaming_day)
  where unknown_patron_id is not null;
create index mtl_entry_table on public.mtl_entry (casino_id, table_id) where table_id is not null;
create index mtl_entry_slip on public.mtl_entry (casino_id, rating_slip_id) where rating_slip_id is not null;
create unique index mtl_entry_voided_once on public.mtl_entry (casino_id, voids_entry_id)
  where voids_entry_id is not null;

create table public.mtl_entry_party (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  entry_id uuid not null,
  role public.mtl_party_role not null,
  player_id uuid,
  unknown_patron_id uuid,
  primary key (casino_id, id),
  foreign key (casino_id, entry_id) references public.mtl_entry (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, unknown_patron_id) references public.mtl_unknown_patron (casino_id, id),
  check (num_nonnulls(player_id, unknown_patron_id) = 1),
  check (role = 'joint' or player_id is not null)
);
comment on table public.mtl_entry_party is
  'Append-only: who else an entry is about. The principal is who the patron of the entry acted for; joint are '
  'those who took part in one transaction. The whole amount is part of the totals of each, as it is of who stood '
  'at the window: a report is due for what is done by or on behalf of any person (31 CFR 1021.313).';
create index mtl_entry_party_entry on public.mtl_entry_party (casino_id, entry_id);
create unique index mtl_entry_party_principal on public.mtl_entry_party (casino_id, entry_id) where role = 'principal';
create index mtl_entry_party_player on public.mtl_entry_party (casino_id, player_id) where player_id is not null;
create index mtl_entry_party_unknown_patron on public.mtl_entry_party (casino_id, unknown_patron_id)
  where unknown_patron_id is not null;

create table public.mtl_patron_day (
  casino_id uuid not null,
  gaming_day date not null,
  patron_id uuid not null,
  player_id uuid,
  unknown_patron_id uuid,
  cash_in_cents bigint not null check (cash_in_cents >= 0),
  cash_out_cents bigint not null check (cash_out_cents >= 0),
  entry_count integer not null check (entry_count >= 0),
  primary key (casino_id, gaming_day, patron_id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, unknown_patron_id) references public.mtl_unknown_patron (casino_id, id),
  check (num_nonnulls(player_id, unknown_patron_id) = 1),
  check (patron_id = coalesce(player_id, unknown_patron_id))
);
comment on table public.mtl_patron_day is
  'What counts of a patron''s cash in a gaming day, in and out each on its own and never netted, with how many '
  'entries stand. Follows from the entries, their voids and the links; kept so that nobody adds up a day while '
  'somebody waits.';
comment on column public.mtl_patron_day.patron_id is 'The player, or the unknown patron nobody has identified.';
create index mtl_patron_day_player on public.mtl_patron_day (casino_id, player_id, gaming_day)
  where player_id is not null;
create index mtl_patron_day_unknown_patron on public.mtl_patron_day (casino_id, unknown_patron_id)
  where unknown_patron_id is not null;

create table public.ctr_case (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  gaming_day date not null,
  player_id uuid,
  unknown_patron_id uuid,
  status public.ctr_case_status not null default 'open',
  due_on date not null,
  opened_by_entry_id uuid not null,
  merged_into_case_id uuid,
  needs_amendment boolean not null default false,
  correlation_id uuid not null,
  opened_at timestamptz not null default now(),
  primary key (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, unknown_patron_id) references public.mtl_unknown_patron (casino_id, id),
  foreign key (casino_id, opened_by_entry_id) references public.mtl_entry (casino_id, id),
  foreign key (casino_id, merged_into_case_id) references public.ctr_case (casino_id, id),
  check (num_nonnulls(player_id, unknown_patron_id) > 0)
);
comment on table public.ctr_case is
  'A currency transaction report that is due for one patron and gaming day. Opens by itself when cash in, or cash '
  'out, passes the threshold; nothing closes it but a person.';
comment on column public.ctr_case.unknown_patron_id is
  'Under whom it opened, where nobody knew the name by then; player_id is then who that turned out to be.';
comment on column public.ctr_case.due_on is '15 days after the gaming day (31 CFR 1010.306(a)(1)).';
comment on column public.ctr_case.opened_by_entry_id is 'The last entry that counted when the line was passed.';
comment on column public.ctr_case.merged_into_case_id is
  'The case of the same person and day that this one became part of when the person was identified.';
comment on column public.ctr_case.needs_amendment is
  'The figures have changed since it was filed, or found not to be required. What was filed stays as it was filed.';
create unique index ctr_case_patron_day on public.ctr_case (casino_id, gaming_day,
  (coalesce(player_id, unknown_patron_id))) where merged_into_case_id is null;
create index ctr_case_player on public.ctr_case (casino_id, player_id) where player_id is not null;
create index ctr_case_unknown_patron on public.ctr_case (casino_id, unknown_patron_id)
  where unknown_patron_id is not null;
create index ctr_case_opened_by on public.ctr_case (casino_id, opened_by_entry_id);
create index ctr_case_merged on public.ctr_case (casino_id, merged_into_case_id) where merged_into_case_id is not null;

create table public.mtl_gaming_day_close (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  gaming_day date not null,
  last_entry_no integer not null check (last_entry_no >= 0),
  entry_count integer not null check (entry_count >= 0),
  cash_in_cents bigint not null check (cash_in_cents >= 0),
  cash_out_cents bigint not null check (cash_out_cents >= 0),
  staff_id uuid not null,
  note text check (length(note) between 1 and 500),
  correlation_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (casino_id, id),
  unique (casino_id, gaming_day)
);
comment on table public.mtl_gaming_day_close is
  'Append-only: a gaming day whose log a second person looked through and signed, with what it held by then. What is '
  'entered later is marked.';
comment on column public.mtl_gaming_day_close.staff_id is
  'Who closed it: nobody who had recorded anything in it. No foreign key, as in the ledger.';

create trigger mtl_unknown_patron_append_only before update or delete on public.mtl_unknown_patron
  for each row execute function app.refuse_append_only();
create trigger mtl_unknown_patron_no_truncate before truncate on public.mtl_unknown_patron
  for each statement execute function app.refuse_append_only();
alter table public.mtl_unknown_patron enable always trigger mtl_unknown_patron_append_only;
alter table public.mtl_unknown_patron enable always trigger mtl_unknown_patron_no_truncate;
create trigger mtl_patron_link_append_only before update or delete on public.mtl_patron_link
  for each row execute function app.refuse_append_only();
create trigger mtl_patron_link_no_truncate before truncate on public.mtl_patron_link
  for each statement execute function app.refuse_append_only();
alter table public.mtl_patron_link enable always trigger mtl_patron_link_append_only;
alter table public.mtl_patron_link enable always trigger mtl_patron_link_no_truncate;
create trigger mtl_entry_append_only before update or delete on public.mtl_entry
  for each row execute function app.refuse_append_only();
create trigger mtl_entry_no_truncate before truncate on public.mtl_entry
  for each statement execute function app.refuse_append_only();
alter table public.mtl_entry enable always trigger mtl_entry_append_only;
alter table public.mtl_entry enable always trigger mtl_entry_no_truncate;
create trigger mtl_entry_party_append_only before update or delete on public.mtl_entry_party
  for each row execute function app.refuse_append_only();
create trigger mtl_entry_party_no_truncate before truncate on public.mtl_entry_party
  for each statement execute function app.refuse_append_only();
alter table public.mtl_entry_party enable always trigger mtl_entry_party_append_only;
alter table public.mtl_entry_party enable always trigger mtl_entry_party_no_truncate;
create trigger mtl_gaming_day_close_append_only before update or delete on public.mtl_gaming_day_close
  for each row execute function app.refuse_append_only();
create trigger mtl_gaming_day_close_no_truncate before truncate on public.mtl_gaming_day_close
  for each statement execute function app.refuse_append_only();
alter table public.mtl_gaming_day_close enable always trigger mtl_gaming_day_close_append_only;
alter table public.mtl_gaming_day_close enable always trigger mtl_gaming_day_close_no_truncate;

-- ---- 57_mtl/internal/cases.sql ----

-- Cases that are due a currency transaction report: how they open, and what becomes of them when figures change.

create function app.find_ctr_case_id(p_casino_id uuid, p_gaming_day date, p_patron app.mtl_patron)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select id from public.ctr_case
    where casino_id = p_casino_id and gaming_day = p_gaming_day and merged_into_case_id is null
      and coalesce(player_id, unknown_patron_id) = coalesce(p_patron.player_id, p_patron.unknown_patron_id)
  );
end;
$$;
comment on function app.find_ctr_case_id(uuid, date, app.mtl_patron) is
  'The case of a patron and gaming day; null where none has opened.';

create function app.open_ctr_case(p_ctx app.rls_context, p_day public.mtl_patron_day, p_entry_id uuid)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_case public.ctr_case;
begin
  insert into public.ctr_case (casino_id, gaming_day, player_id, unknown_patron_id, due_on, opened_by_entry_id,
    correlation_id)
  values (p_day.casino_id, p_day.gaming_day, p_day.player_id, p_day.unknown_patron_id, p_day.gaming_day + 15,
    p_entry_id, p_ctx.correlation_id)
  returning * into v_case;
  perform app.emit_event(p_ctx, 'ctr.case_opened', v_case.player_id, jsonb_build_object('case_id', v_case.id,
    'gaming_day', v_case.gaming_day, 'player_id', v_case.player_id, 'unknown_patron_id', v_case.unknown_patron_id,
    'due_on', v_case.due_on, 'opened_by_entry_id', v_case.opened_by_entry_id));
  return v_case.id;
end;
$$;
comment on function app.open_ctr_case(app.rls_context, public.mtl_patron_day, uuid) is
  'Opens the one case of a patron and gaming day and tells the webhooks, with ids and days only.';

create function app.follow_ctr_line(
  p_ctx app.rls_context,
  p_settings public.casino_settings,
  p_day public.mtl_patron_day,
  p_entry_id uuid
)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_case_id uuid := app.find_ctr_case_id(p_day.casino_id, p_day.gaming_day,
    row(p_day.player_id, p_day.unknown_patron_id)::app.mtl_patron);
begin
  if v_case_id is null then
    if greatest(p_day.cash_in_cents, p_day.cash_out_cents) > p_settings.ctr_threshold_cents then
      v_case_id := app.open_ctr_case(p_ctx, p_day, p_entry_id);
    end if;
  else
    -- What was decided on other figures is for a person to look at again.
    update public.ctr_case set needs_amendment = true
    where casino_id = p_day.casino_id and id = v_case_id and status in ('filed', 'not_required')
      and not needs_amendment;
  end if;
  return v_case_id;
end;
$$;
comment on function app.follow_ctr_line(app.rls_context, public.casino_settings, public.mtl_patron_day, uuid) is
  'Called whenever a patron''s totals of a gaming day have changed, under the day''s lock: opens the case when one '
  'direction is strictly more than the threshold and there is none yet, and marks one that was filed or dismissed. '
  'Falling below closes nothing. Returns the case, if there is one.';

create function app.last_counting_entry_id(p_day public.mtl_patron_day)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select e.id from public.mtl_entry e
    where e.casino_id = p_day.casino_id and e.counts_toward_ctr and e.id = any (app.mtl_entry_ids(p_day.casino_id,
      row(p_day.player_id, p_day.unknown_patron_id)::app.mtl_patron, p_day.gaming_day))
    order by e.entry_no desc
    limit 1
  );
end;
$$;
comment on function app.last_counting_entry_id(public.mtl_patron_day) is
  'The last entry of a patron''s day that is part of a total: the one that is said to have passed the line when a '
  'link made one sum of two.';

-- ---- 57_mtl/internal/entries.sql ----

-- What an entry is, and the one way it gets into the log.

create function app.require_mtl_table(p_ctx app.rls_context, p_table_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_table_id is not null
    and not exists (select from public.gaming_table where casino_id = p_ctx.casino_id and id = p_table_id) then
    perform app.fail(404, 'TABLE_NOT_FOUND');
  end if;
end;
$$;
comment on function app.require_mtl_table(app.rls_context, uuid) is
  'TABLE_NOT_FOUND for a table that is not of the caller''s casino; none at all is as good as one.';

create function app.mtl_entry_of_request(
  p_ctx app.rls_context,
  p_kind text,
  p_tender text,
  p_amount_cents bigint,
  p_area text,
  p_note text,
  p_occurred_at timestamptz
)
returns public.mtl_entry
language plpgsql
stable
set search_path = ''
as $$
declare
  v_entry public.mtl_entry;
begin
  perform app.mtl_options(enum_range(null::public.mtl_kind)::text[], 'kind', p_kind),
    app.mtl_options(enum_range(null::public.mtl_tender)::text[], 'tender', p_tender);
  if p_area is not null then
    perform app.mtl_options(enum_range(null::public.mtl_area)::text[], 'area', p_area);
  end if;
  if (p_amount_cents between 1 and 100000000000) is not true then
    perform app.invalid('amountCents', 'centsBetween', jsonb_build_object('lowest', 1, 'highest', 100000000000));
  end if;
  if length(p_note) > 500 then
    perform app.invalid('note', 'noteTooLong');
  end if;
  if p_occurred_at is not null and (p_occurred_at between timestamptz '2000-01-02 00:00Z'
    and now() + interval '5 minutes') is not true then
    perform app.invalid('occurredAt', 'timePast');
  end if;
  select p_ctx.casino_id, k.direction, k.kind, k.counts and p_tender = 'currency'
  into v_entry.casino_id, v_entry.direction, v_entry.kind, v_entry.counts_toward_ctr
  from app.mtl_kinds() k where k.kind = p_kind::public.mtl_kind;
  v_entry.tender := p_tender;
  v_entry.amount_cents := p_amount_cents;
  v_entry.area := p_area;
  v_entry.note := p_note;
  -- A tablet's clock may be a little ahead.
  v_entry.occurred_at := least(coalesce(p_occurred_at, now()), now());
  return v_entry;
end;
$$;
comment on function app.mtl_entry_of_request(app.rls_context, text, text, bigint, text, text, timestamptz) is
  'What can be said of an entry by itself: its kind gives the direction and, with the tender, whether it counts. '
  'VALIDATION_FAILED.';

create function app.place_mtl_entry(
  p_entry public.mtl_entry,
  p_table_id uuid,
  p_rating_slip_id uuid
)
returns public.mtl_entry
language plpgsql
stable
set search_path = ''
as $$
declare
  v_entry public.mtl_entry := p_entry;
  v_slip public.rating_slip;
begin
  v_entry.table_id := p_table_id;
  v_entry.rating_slip_id := p_rating_slip_id;
  if p_rating_slip_id is not null then
    select * into v_slip from public.rating_slip where casino_id = p_entry.casino_id and id = p_rating_slip_id;
    if not found then
      perform app.fail(404, 'SLIP_NOT_FOUND');
    end if;
    v_entry.table_id := coalesce(p_table_id, v_slip.table_id);
    if v_entry.player_id <> v_slip.player_id then
      perform app.fail(409, 'PLAYER_MISMATCH');
    end if;
    if v_entry.unknown_patron_id is null then
      v_entry.player_id := v_slip.player_id;
    end if;
  end if;
  if v_entry.table_id is null
    and (select needs_table from app.mtl_kinds() k where k.kind = v_entry.kind) then
    perform app.invalid('tableId', 'tableNeeded');
  end if;
  v_entry.area := coalesce(v_entry.area, case
    when v_entry.table_id is not null then 'pit'
    when v_entry.kind = 'jackpot_hand_pay' then 'slots'
    else 'cage'
  end::public.mtl_area);
  return v_entry;
end;
$$;
comment on function app.place_mtl_entry(public.mtl_entry, uuid, uuid) is
  'Where it was, and by whom where a slip says so: the slip''s table, unless another is given, and its player. '
  'SLIP_NOT_FOUND, PLAYER_MISMATCH, VALIDATION_FAILED.';

create function app.post_mtl_entry(p_ctx app.rls_context, p_entry public.mtl_entry)
returns public.mtl_entry
language plpgsql
set search_path = ''
as $$
declare
  v_entry public.mtl_entry := p_entry;
begin
  v_entry.casino_id := p_ctx.casino_id;
  v_entry.id := app.uuid_v7();
  v_entry.staff_id := p_ctx.staff_id;
  v_entry.correlation_id := p_ctx.correlation_id;
  v_entry.created_at := now();
  v_entry.entry_no := app.take_mtl_entry_no(v_entry.casino_id, v_entry.gaming_day);
  v_entry.is_after_close := exists (
    select from public.mtl_gaming_day_close
    where casino_id = v_entry.casino_id and gaming_day = v_entry.gaming_day);
  insert into public.mtl_entry select (v_entry).*;
  return v_entry;
end;
$$;
comment on function app.post_mtl_entry(app.rls_context, public.mtl_entry) is
  'The only writer of the log: numbers an entry under its day''s lock and marks it where the day had been closed.';

create function app.mtl_entry_json(p_entry public.mtl_entry)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('id', p_entry.id, 'entry_no', p_entry.entry_no, 'gaming_day', p_entry.gaming_day,
      'direction', p_entry.direction, 'kind', p_entry.kind, 'tender', p_entry.tender,
      'amount_cents', p_entry.amount_cents, 'counts_toward_ctr', p_entry.counts_toward_ctr, 'area', p_entry.area,
      'table_id', p_entry.table_id,
      'table_label', (select label from public.gaming_table
        where casino_id = p_entry.casino_id and id = p_entry.table_id),
      'rating_slip_id', p_entry.rating_slip_id, 'player_id', p_entry.player_id,
      'player_name', app.player_name(p_entry.casino_id, p_entry.player_id),
      'unknown_patron_id', p_entry.unknown_patron_id,
      'unknown_patron', case when p_entry.unknown_patron_id is not null
        then app.unknown_patron_json(p_entry.casino_id, p_entry.unknown_patron_id) end,
      'agent_of_player_id', p.principal_id, 'agent_of_player_name', app.player_name(p_entry.casino_id, p.principal_id),
      'shared_with', p.joint, 'staff_id', p_entry.staff_id,
      'staff_name', app.staff_name(p_entry.casino_id, p_entry.staff_id), 'note', p_entry.note,
      'is_after_close', p_entry.is_after_close, 'occurred_at', p_entry.occurred_at, 'created_at', p_entry.created_at,
      'voids_entry_id', p_entry.voids_entry_id,
      'voided_by_entry_id', (select id from public.mtl_entry
        where casino_id = p_entry.casino_id and voids_entry_id = p_entry.id),
      'correlation_id', p_entry.correlation_id)
    from app.mtl_parties(p_entry) p
  );
end;
$$;
comment on function app.mtl_entry_json(public.mtl_entry) is 'An entry of the log as every RPC answers it.';

create function app.mtl_parties(p_entry public.mtl_entry)
returns table (principal_id uuid, joint jsonb)
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  select min(p.player_id::text) filter (where p.role = 'principal')::uuid,
    coalesce(jsonb_agg(jsonb_build_object('player_id', p.player_id,
      'player_name', app.player_name(p.casino_id, p.player_id), 'unknown_patron_id', p.unknown_patron_id)
      order by coalesce(p.player_id, p.unknown_patron_id))
      filter (where p.role = 'joint'), '[]'::jsonb)
  from public.mtl_entry_party p
  where p.casino_id = p_entry.casino_id and p.entry_id = coalesce(p_entry.voids_entry_id, p_entry.id);
end;
$$;
comment on function app.mtl_parties(public.mtl_entry) is
  'Who else an entry is about, one row; of a row that voids, those of what it voids.';

create function app.mtl_patrons_of_entry(p_entry public.mtl_entry)
returns setof app.mtl_patron
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  select distinct now_known.player_id, now_known.unknown_patron_id
  from (
    select p_entry.player_id, p_entry.unknown_patron_id
    union all
    select p.player_id, p.unknown_patron_id from public.mtl_entry_party p
    where p.casino_id = p_entry.casino_id and p.entry_id = p_entry.id
  ) patron
  cross join lateral app.current_mtl_patron(p_entry.casino_id,
    row(patron.player_id, patron.unknown_patron_id)::app.mtl_patron) now_known
  order by 1, 2;
end;
$$;
comment on function app.mtl_patrons_of_entry(public.mtl_entry) is
  'Everybody whose totals an entry is part of, each once, as far as it is known today who they are.';

create function app.count_mtl_entry(p_ctx app.rls_context, p_entry public.mtl_entry, p_about public.mtl_entry)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_settings public.casino_settings;
  v_own app.mtl_patron := app.current_mtl_patron(p_about.casino_id,
    row(p_about.player_id, p_about.unknown_patron_id)::app.mtl_patron);
  v_patron app.mtl_patron;
  v_day public.mtl_patron_day;
  v_standing jsonb;
  v_answer jsonb := jsonb_build_object('entry', app.mtl_entry_json(p_entry));
  v_others jsonb := '[]';
begin
  select * into v_settings from public.casino_settings where casino_id = p_about.casino_id;
  for v_patron in select * from app.mtl_patrons_of_entry(p_about) loop
    if p_entry.voids_entry_id is null then
      v_day := app.add_to_mtl_patron_day(p_entry, v_patron);
    else
      v_day := app.recount_mtl_patron_day(p_about.casino_id, p_about.gaming_day, v_patron);
    end if;
    v_standing := jsonb_build_object(
      'totals', app.mtl_totals_json(v_settings, v_day.gaming_day, v_day.cash_in_cents, v_day.cash_out_cents),
      'ctr_case_id', case when p_about.counts_toward_ctr
        then app.follow_ctr_line(p_ctx, v_settings, v_day, p_about.id)
        else app.find_ctr_case_id(v_day.casino_id, v_day.gaming_day, v_patron) end);
    if v_patron is not distinct from v_own then
      v_answer := v_answer || v_standing;
    else
      v_others := v_others || (to_jsonb(v_patron) || v_standing);
    end if;
  end loop;
  return v_answer || jsonb_build_object('others', v_others);
end;
$$;
comment on function app.count_mtl_entry(app.rls_context, public.mtl_entry, public.mtl_entry) is
  'Brings the totals of everybody an entry is about up to date, opens the cases that are due, and returns the answer. '
  'p_about is the entry itself, or the one that it voids.';

-- ---- 57_mtl/internal/kinds.sql ----

-- What kinds of entries there are, and how near a sum is to a report.

create function app.mtl_kinds()
returns table (kind public.mtl_kind, direction public.mtl_direction, counts boolean, needs_table boolean)
language sql
immutable
begin atomic
  values
    ('chip_purchase'::public.mtl_kind, 'in'::public.mtl_direction, true, false),
    ('front_money_in', 'in', true, false),
    ('safekeeping_in', 'in', true, false),
    ('marker_payment', 'in', true, false),
    ('cash_bet', 'in', true, false),
    ('money_play_rebet', 'in', false, true),
    ('cheque_purchase', 'in', true, false),
    ('wire_in', 'in', true, false),
    ('exchange_in', 'in', true, false),
    ('chip_redemption', 'out', true, false),
    ('front_money_out', 'out', true, false),
    ('safekeeping_out', 'out', true, false),
    ('marker_advance', 'out', true, false),
    ('payout', 'out', true, false),
    ('money_play_return', 'out', false, true),
    ('cheque_cashing', 'out', true, false),
    ('wire_out', 'out', true, false),
    ('exchange_out', 'out', true, false),
    ('cash_comp', 'out', true, false),
    ('prize', 'out', true, false),
    ('jackpot_hand_pay', 'out', false, false);
end;
comment on function app.mtl_kinds() is
  'Every kind of entry: whether the house takes or gives, whether currency of that kind counts toward a report, and '
  'whether it is at a table. After 31 CFR 1021.311: (a) and (b) for what counts; (c)(2) for the two of a money play, '
  'the currency that was bet and won back, and bet again without leaving the table; (c)(4) for slot jackpots.';

create function app.mtl_level(p_settings public.casino_settings, p_cents bigint)
returns public.mtl_level
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case
    when p_cents > p_settings.ctr_threshold_cents then 'ctr'
    when p_cents * 100 >= p_settings.ctr_threshold_cents::numeric
      * least(p_settings.near_ctr_first_percent, p_settings.near_ctr_second_percent) then 'near_ctr'
    when p_cents >= p_settings.watchlist_floor_cents then 'watchlist'
    else 'none'
  end;
end;
$$;
comment on function app.mtl_level(public.casino_settings, bigint) is
  'How near a sum of one direction is to a report: ctr is strictly more than the threshold, near_ctr from the '
  'first of the two steps on, watchlist from the floor of the log on.';

create function app.near_ctr_percent(p_settings public.casino_settings, p_cents bigint)
returns integer
language plpgsql
immutable
set search_path = ''
as $$
begin
  return (
    select max(step) from unnest(array[p_settings.near_ctr_first_percent, p_settings.near_ctr_second_percent]) step
    where p_cents * 100 >= p_settings.ctr_threshold_cents::numeric * step
  );
end;
$$;
comment on function app.near_ctr_percent(public.casino_settings, bigint) is
  'The highest of the casino''s steps, in percent of the threshold, that a sum has reached; null below the first.';

create function app.mtl_totals_json(
  p_settings public.casino_settings,
  p_gaming_day date,
  p_cash_in_cents bigint,
  p_cash_out_cents bigint
)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- The higher of two that are judged each on its own: never their sum, never their difference.
  return jsonb_build_object('gaming_day', p_gaming_day, 'cash_in_cents', p_cash_in_cents,
    'cash_out_cents', p_cash_out_cents,
    'level', app.mtl_level(p_settings, greatest(p_cash_in_cents, p_cash_out_cents)),
    'near_ctr_percent', app.near_ctr_percent(p_settings, greatest(p_cash_in_cents, p_cash_out_cents)),
    'cash_in_level', app.mtl_level(p_settings, p_cash_in_cents),
    'cash_out_level', app.mtl_level(p_settings, p_cash_out_cents));
end;
$$;
comment on function app.mtl_totals_json(public.casino_settings, date, bigint, bigint) is
  'A patron''s cash of a gaming day as every RPC answers it.';

create function app.mtl_options(p_values text[], p_field text, p_value text)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if (p_value = any (p_values)) is not true then
    perform app.invalid(p_field, 'oneOf', jsonb_build_object('options', array_to_string(p_values, ', ')));
  end if;
end;
$$;
comment on function app.mtl_options(text[], text, text) is
  'VALIDATION_FAILED, naming the field and what there is, unless a value is one of them.';

-- ---- 57_mtl/internal/patrons.sql ----

-- Whose cash it is: players, people known by a description, and who those turned out to be.

create function app.current_mtl_patron(p_casino_id uuid, p_patron app.mtl_patron)
returns app.mtl_patron
language plpgsql
stable
set search_path = ''
as $$
declare
  v_player_id uuid;
begin
  if p_patron.player_id is not null then
    return p_patron;
  end if;
  select player_id into v_player_id from public.mtl_patron_link
  where casino_id = p_casino_id and unknown_patron_id = p_patron.unknown_patron_id
  order by link_no desc
  limit 1;
  if v_player_id is not null then
    return row(v_player_id, null)::app.mtl_patron;
  end if;
  return p_patron;
end;
$$;
comment on function app.current_mtl_patron(uuid, app.mtl_patron) is
  'Who an unknown patron turned out to be, as far as anybody knows; a player is themselves.';

create function app.require_known_patron(p_ctx app.rls_context, p_patron app.mtl_patron)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_patron.player_id is not null
    and not exists (select from public.player where casino_id = p_ctx.casino_id and id = p_patron.player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  if p_patron.unknown_patron_id is not null and not exists (
    select from public.mtl_unknown_patron where casino_id = p_ctx.casino_id and id = p_patron.unknown_patron_id) then
    perform app.fail(404, 'UNKNOWN_PATRON_NOT_FOUND');
  end if;
end;
$$;
comment on function app.require_known_patron(app.rls_context, app.mtl_patron) is
  'PLAYER_NOT_FOUND, UNKNOWN_PATRON_NOT_FOUND unless the patron, if there is one, is of the caller''s casino.';

create function app.hold_mtl_patron(p_ctx app.rls_context, p_patron app.mtl_patron)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.require_known_patron(p_ctx, p_patron);
  -- Who is being identified now is waited for: the entry must find the link, or be found by it.
  perform from public.mtl_unknown_patron where casino_id = p_ctx.casino_id and id = p_patron.unknown_patron_id
    for key share;
end;
$$;
comment on function app.hold_mtl_patron(app.rls_context, app.mtl_patron) is
  'As app.require_known_patron, and keeps an unknown patron from being identified until the transaction ends.';

create function app.require_description(p_patron jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_field text;
  v_longest integer;
begin
  perform app.require_known_fields('unknownPatron', p_patron,
    array['description', 'sex', 'age_range', 'hair', 'height', 'clothing', 'table_id', 'seat']);
  if app.clean_text(p_patron ->> 'description') is null or length(p_patron ->> 'description') > 500 then
    perform app.invalid('unknownPatron.description', 'characters', jsonb_build_object('lowest', 1, 'highest', 500));
  end if;
  if p_patron ->> 'sex' is not null then
    perform app.mtl_options(array['female', 'male'], 'unknownPatron.sex', p_patron ->> 'sex');
  end if;
  for v_field, v_longest in values ('age_range', 50), ('hair', 100), ('height', 50), ('clothing', 200) loop
    if length(p_patron ->> v_field) > v_longest then
      perform app.invalid('unknownPatron.' || app.camel_case(v_field), 'charactersAtMost',
        jsonb_build_object('highest', v_longest));
    end if;
  end loop;
  if p_patron ->> 'seat' is not null and not app.is_number_between(p_patron -> 'seat', 1, 20, true) then
    perform app.invalid('unknownPatron.seat', 'wholeBetween', jsonb_build_object('lowest', 1, 'highest', 20));
  end if;
  if p_patron ->> 'table_id' is not null and not pg_input_is_valid(p_patron ->> 'table_id', 'uuid') then
    perform app.invalid('unknownPatron.tableId', 'id');
  end if;
end;
$$;
comment on function app.require_description(jsonb) is
  'VALIDATION_FAILED unless it describes somebody: {description, sex, age_range, hair, height, clothing, table_id, '
  'seat}, all but the first optional.';

create function app.add_unknown_patron(p_ctx app.rls_context, p_gaming_day date, p_patron jsonb)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid := app.uuid_v7();
begin
  perform app.require_mtl_table(p_ctx, (p_patron ->> 'table_id')::uuid);
  insert into public.mtl_unknown_patron (casino_id, id, gaming_day, description, sex, age_range, hair, height, clothing,
    table_id, seat, staff_id)
  values (p_ctx.casino_id, v_id, p_gaming_day, app.clean_text(p_patron ->> 'description'), p_patron ->> 'sex',
    app.clean_text(p_patron ->> 'age_range'), app.clean_text(p_patron ->> 'hair'),
    app.clean_text(p_patron ->> 'height'), app.clean_text(p_patron ->> 'clothing'), (p_patron ->> 'table_id')::uuid,
    (p_patron ->> 'seat')::integer, p_ctx.staff_id);
  return v_id;
end;
$$;
comment on function app.add_unknown_patron(app.rls_context, date, jsonb) is
  'Writes down how somebody looked, and returns the id that stands for them. TABLE_NOT_FOUND.';

create function app.player_name(p_casino_id uuid, p_player_id uuid)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_player_id is null then
    return null;
  end if;
  return (
    select first_name || ' ' || last_name from public.player where casino_id = p_casino_id and id = p_player_id
  );
end;
$$;
comment on function app.player_name(uuid, uuid) is 'A player''s name; null for nobody.';

create function app.unknown_patron_json(p_casino_id uuid, p_unknown_patron_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_patron app.mtl_patron := app.current_mtl_patron(p_casino_id, row(null, p_unknown_patron_id)::app.mtl_patron);
begin
  return (
    select jsonb_build_object('id', u.id, 'description', u.description, 'sex', u.sex, 'age_range', u.age_range,
      'hair', u.hair, 'height', u.height, 'clothing', u.clothing, 'table_id', u.table_id,
      'table_label', (select label from public.gaming_table where casino_id = u.casino_id and id = u.table_id),
      'seat', u.seat, 'gaming_day', u.gaming_day, 'player_id', v_patron.player_id,
      'player_name', app.player_name(u.casino_id, v_patron.player_id))
    from public.mtl_unknown_patron u
    where u.casino_id = p_casino_id and u.id = p_unknown_patron_id
  );
end;
$$;
comment on function app.unknown_patron_json(uuid, uuid) is
  'An unknown patron as every RPC answers it: how they looked, and who they turned out to be, if anybody knows. Null '
  'for none.';

create function app.mtl_entry_ids(p_casino_id uuid, p_patron app.mtl_patron, p_gaming_day date default null)
returns uuid[]
language plpgsql
stable
set search_path = ''
as $$
declare
  -- The patron as they are, and everybody unknown who turned out to be them.
  v_unknown uuid[] := case when p_patron.player_id is null then array[p_patron.unknown_patron_id] else array(
    select l.unknown_patron_id from public.mtl_patron_link l
    where l.casino_id = p_casino_id and l.player_id = p_patron.player_id and not exists (
      select from public.mtl_patron_link later
      where later.casino_id = l.casino_id and later.unknown_patron_id = l.unknown_patron_id
        and later.link_no > l.link_no)
  ) end;
begin
  return array(
    select e.id from public.mtl_entry e
    where e.casino_id = p_casino_id and e.player_id = p_patron.player_id
      and (p_gaming_day is null or e.gaming_day = p_gaming_day)
    union
    select e.id from public.mtl_entry e
    where e.casino_id = p_casino_id and e.unknown_patron_id = any (v_unknown)
      and (p_gaming_day is null or e.gaming_day = p_gaming_day)
    union
    select e.id from public.mtl_entry_party p
    join public.mtl_entry e on e.casino_id = p.casino_id and e.id = p.entry_id
    where p.casino_id = p_casino_id and (p.player_id = p_patron.player_id or p.unknown_patron_id = any (v_unknown))
      and (p_gaming_day is null or e.gaming_day = p_gaming_day)
  );
end;
$$;
comment on function app.mtl_entry_ids(uuid, app.mtl_patron, date) is
  'The entries that are about a patron, of one gaming day or of all: their own, those of unknown patrons who '
  'turned out to be them, and those they are a party of. Each once, whatever they are in it. For an unknown patron '
  'only what was entered under that description. Rows that void are among them.';

-- ---- 57_mtl/internal/summary.sql ----

-- A gaming day's log as a sheet that two people sign.

create function app.mtl_day_patrons(p_settings public.casino_settings, p_gaming_day date)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('player_id', d.player_id,
      'player_name', p.first_name || ' ' || p.last_name, 'unknown_patron_id', d.unknown_patron_id,
      'description', u.description, 'cash_in_cents', d.cash_in_cents, 'cash_out_cents', d.cash_out_cents,
      'entry_count', d.entry_count,
      'level', app.mtl_level(p_settings, greatest(d.cash_in_cents, d.cash_out_cents)), 'ctr_case_id', c.id)
      order by greatest(d.cash_in_cents, d.cash_out_cents) desc, d.patron_id), '[]'::jsonb)
    from public.mtl_patron_day d
    left join public.player p on p.casino_id = d.casino_id and p.id = d.player_id
    left join public.mtl_unknown_patron u on u.casino_id = d.casino_id and u.id = d.unknown_patron_id
    left join public.ctr_case c on c.casino_id = d.casino_id and c.gaming_day = d.gaming_day
      and coalesce(c.player_id, c.unknown_patron_id) = d.patron_id and c.merged_into_case_id is null
    where d.casino_id = p_settings.casino_id and d.gaming_day = p_gaming_day and (d.entry_count > 0 or c.id is not null)
  );
end;
$$;
comment on function app.mtl_day_patrons(public.casino_settings, date) is
  'What counts of each patron''s cash of a gaming day, the highest first.';

create function app.mtl_day_figures(p_casino_id uuid, p_gaming_day date)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    with standing as (
      select e.area, e.table_id, e.kind, e.tender, e.direction, e.amount_cents,
        case when e.counts_toward_ctr then e.amount_cents else 0 end as counted_cents
      from public.mtl_entry e
      left join public.mtl_entry v on v.casino_id = e.casino_id and v.voids_entry_id = e.id
      where e.casino_id = p_casino_id and e.gaming_day = p_gaming_day and e.voids_entry_id is null and v.id is null
    ),
    sums as (
      select area, table_id, kind, tender, direction, count(*) as entry_count, sum(amount_cents) as amount_cents,
        sum(counted_cents) as counted_cents
      from standing group by 1, 2, 3, 4, 5
    ),
    areas as (
      select area, table_id, sum(entry_count) as entry_count,
        coalesce(sum(counted_cents) filter (where direction = 'in'), 0) as cash_in_cents,
        coalesce(sum(counted_cents) filter (where direction = 'out'), 0) as cash_out_cents
      from sums group by 1, 2
    ),
    kinds as (
      select kind, tender, direction, sum(entry_count) as entry_count, sum(amount_cents) as amount_cents,
        sum(counted_cents) as counted_cents
      from sums group by 1, 2, 3
    )
    select jsonb_build_object(
      'totals', (select jsonb_build_object('cash_in_cents', coalesce(sum(cash_in_cents), 0),
        'cash_out_cents', coalesce(sum(cash_out_cents), 0), 'entry_count', coalesce(sum(entry_count), 0)) from areas),
      'by_area', (select coalesce(jsonb_agg(jsonb_build_object('area', a.area, 'table_id', a.table_id,
        'table_label', t.label, 'cash_in_cents', a.cash_in_cents, 'cash_out_cents', a.cash_out_cents,
        'entry_count', a.entry_count) order by a.area, t.label), '[]'::jsonb)
        from areas a left join public.gaming_table t on t.casino_id = p_casino_id and t.id = a.table_id),
      'by_kind', (select coalesce(jsonb_agg(to_jsonb(k) order by k.kind, k.tender), '[]'::jsonb) from kinds k))
  );
end;
$$;
comment on function app.mtl_day_figures(uuid, date) is
  'The sums of a gaming day, each entry once however many patrons it is about, without what was voided: {totals, '
  'by_area, by_kind}. Cash is what counts; amount_cents is all of it.';

create function app.mtl_day_close_json(p_close public.mtl_gaming_day_close)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', p_close.id, 'gaming_day', p_close.gaming_day, 'closed_at', p_close.created_at,
    'closed_by_staff_id', p_close.staff_id,
    'closed_by_staff_name', app.staff_name(p_close.casino_id, p_close.staff_id), 'note', p_close.note,
    'last_entry_no', p_close.last_entry_no, 'entry_count', p_close.entry_count,
    'cash_in_cents', p_close.cash_in_cents, 'cash_out_cents', p_close.cash_out_cents);
end;
$$;
comment on function app.mtl_day_close_json(public.mtl_gaming_day_close) is
  'Who closed a gaming day, when, and what it held by then, as every RPC answers it.';

-- ---- 57_mtl/internal/totals.sql ----

-- What counts of each patron's cash in a gaming day. Whoever changes a day holds its row of mtl_day.

create function app.take_mtl_entry_no(p_casino_id uuid, p_gaming_day date)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_entry_no integer;
begin
  insert into public.mtl_day as d (casino_id, gaming_day, last_entry_no) values (p_casino_id, p_gaming_day, 1)
  on conflict (casino_id, gaming_day) do update set last_entry_no = d.last_entry_no + 1
  returning last_entry_no into v_entry_no;
  return v_entry_no;
end;
$$;
comment on function app.take_mtl_entry_no(uuid, date) is
  'The next number of a gaming day, whose lock the caller holds from here until the transaction ends.';

create function app.lock_mtl_day(p_casino_id uuid, p_gaming_day date)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_entry_no integer;
begin
  insert into public.mtl_day as d (casino_id, gaming_day, last_entry_no) values (p_casino_id, p_gaming_day, 0)
  on conflict (casino_id, gaming_day) do update set last_entry_no = d.last_entry_no
  returning last_entry_no into v_entry_no;
  return v_entry_no;
end;
$$;
comment on function app.lock_mtl_day(uuid, date) is
  'Waits for whoever changes a gaming day, and returns its last number; 0 for a day without entries.';

create function app.add_to_mtl_patron_day(p_entry public.mtl_entry, p_patron app.mtl_patron)
returns public.mtl_patron_day
language plpgsql
set search_path = ''
as $$
declare
  v_in_cents bigint := case when p_entry.counts_toward_ctr and p_entry.direction = 'in' then p_entry.amount_cents
    else 0 end;
  v_out_cents bigint := case when p_entry.counts_toward_ctr and p_entry.direction = 'out' then p_entry.amount_cents
    else 0 end;
  v_day public.mtl_patron_day;
begin
  insert into public.mtl_patron_day as d (casino_id, gaming_day, patron_id, player_id, unknown_patron_id, cash_in_cents,
    cash_out_cents, entry_count)
  values (p_entry.casino_id, p_entry.gaming_day, coalesce(p_patron.player_id, p_patron.unknown_patron_id),
    p_patron.player_id, p_patron.unknown_patron_id, v_in_cents, v_out_cents, 1)
  on conflict (casino_id, gaming_day, patron_id) do update
  set cash_in_cents = d.cash_in_cents + excluded.cash_in_cents,
    cash_out_cents = d.cash_out_cents + excluded.cash_out_cents, entry_count = d.entry_count + 1
  returning * into v_day;
  return v_day;
end;
$$;
comment on function app.add_to_mtl_patron_day(public.mtl_entry, app.mtl_patron) is
  'Adds a new entry to the totals of one of its patrons, and returns them.';

create function app.recount_mtl_patron_day(p_casino_id uuid, p_gaming_day date, p_patron app.mtl_patron)
returns public.mtl_patron_day
language plpgsql
set search_path = ''
as $$
declare
  v_ids uuid[] := app.mtl_entry_ids(p_casino_id, p_patron, p_gaming_day);
  v_day public.mtl_patron_day;
begin
  -- An unknown patron who was identified has no cash of their own any more.
  if app.current_mtl_patron(p_casino_id, p_patron) is distinct from p_patron then
    v_ids := '{}';
  end if;
  insert into public.mtl_patron_day as d (casino_id, gaming_day, patron_id, player_id, unknown_patron_id, cash_in_cents,
    cash_out_cents, entry_count)
  select p_casino_id, p_gaming_day, coalesce(p_patron.player_id, p_patron.unknown_patron_id), p_patron.player_id,
    p_patron.unknown_patron_id,
    coalesce(sum(e.amount_cents) filter (where e.counts_toward_ctr and e.direction = 'in'), 0),
    coalesce(sum(e.amount_cents) filter (where e.counts_toward_ctr and e.direction = 'out'), 0), count(*)
  from public.mtl_entry e
  where e.casino_id = p_casino_id and e.id = any (v_ids) and e.voids_entry_id is null and not exists (
    select from public.mtl_entry v where v.casino_id = e.casino_id and v.voids_entry_id = e.id)
  on conflict (casino_id, gaming_day, patron_id) do update
  set cash_in_cents = excluded.cash_in_cents, cash_out_cents = excluded.cash_out_cents,
    entry_count = excluded.entry_count
  returning * into v_day;
  return v_day;
end;
$$;
comment on function app.recount_mtl_patron_day(uuid, date, app.mtl_patron) is
  'Works a patron''s totals of a gaming day out anew, from the entries that stand and from who is known to be '
  'whom, and returns them.';

create function app.find_mtl_totals(p_casino_id uuid, p_gaming_day date, p_patron app.mtl_patron)
returns public.mtl_patron_day
language plpgsql
stable
set search_path = ''
as $$
declare
  v_day public.mtl_patron_day;
begin
  select * into v_day from public.mtl_patron_day
  where casino_id = p_casino_id and gaming_day = p_gaming_day
    and patron_id = coalesce(p_patron.player_id, p_patron.unknown_patron_id);
  if not found then
    v_day := row(p_casino_id, p_gaming_day, coalesce(p_patron.player_id, p_patron.unknown_patron_id),
      p_patron.player_id, p_patron.unknown_patron_id, 0, 0, 0)::public.mtl_patron_day;
  end if;
  return v_day;
end;
$$;
comment on function app.find_mtl_totals(uuid, date, app.mtl_patron) is
  'What counts of a patron''s cash of a gaming day; zeros where there is none.';

-- ---- 57_mtl/rpc/close_mtl_gaming_day.sql ----

create function public.rpc_close_mtl_gaming_day(
  p_gaming_day date,
  p_idempotency_key text,
  p_note text default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := nullif(btrim(p_note), '');
  v_call app.call := app.begin_call('close_mtl_gaming_day', 'mtl.write', p_idempotency_key,
    jsonb_build_array(p_gaming_day, v_note), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_close public.mtl_gaming_day_close;
  v_answer jsonb;
begin
  if (p_gaming_day between date '2000-01-01' and v_ctx.gaming_day) is not true then
    perform app.invalid('gamingDay', 'gamingDayPast');
  end if;
  if length(v_note) > 500 then
    perform app.invalid('note', 'noteTooLong');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_close.last_entry_no := app.lock_mtl_day(v_ctx.casino_id, p_gaming_day);
  perform app.require_open_mtl_day(v_ctx, p_gaming_day);
  perform app.require_second_person(v_ctx, p_gaming_day);
  insert into public.mtl_gaming_day_close (casino_id, gaming_day, last_entry_no, entry_count, cash_in_cents,
    cash_out_cents, staff_id, note, correlation_id)
  select v_ctx.casino_id, p_gaming_day, v_close.last_entry_no, t.entry_count, t.cash_in_cents, t.cash_out_cents,
    v_ctx.staff_id, v_note, v_ctx.correlation_id
  from jsonb_to_record(app.mtl_day_figures(v_ctx.casino_id, p_gaming_day) -> 'totals')
    t (entry_count integer, cash_in_cents bigint, cash_out_cents bigint)
  returning * into v_close;
  v_answer := app.mtl_day_close_json(v_close);
  perform app.emit_event(v_ctx, 'mtl.day_closed', null, jsonb_build_object('gaming_day', v_close.gaming_day,
    'last_entry_no', v_close.last_entry_no, 'entry_count', v_close.entry_count,
    'cash_in_cents', v_close.cash_in_cents, 'cash_out_cents', v_close.cash_out_cents));
  return app.finish_call(v_call, 'mtl.close_gaming_day', 'mtl_gaming_day_close', v_close.id, null, v_answer);
end;
$$;
comment on function public.rpc_close_mtl_gaming_day(date, text, text, uuid) is
  'A second person signs a gaming day''s log: somebody who recorded nothing in it. It may be entered into '
  'afterwards, which is marked. Answers {is_existing, id, gaming_day, closed_at, closed_by_staff_id, '
  'closed_by_staff_name, note, last_entry_no, entry_count, cash_in_cents, cash_out_cents}. Capability mtl.write. '
  'VALIDATION_FAILED, MTL_DAY_CLOSED ({staffName, at}), SECOND_PERSON_REQUIRED.';

create function app.require_open_mtl_day(p_ctx app.rls_context, p_gaming_day date)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_close public.mtl_gaming_day_close;
begin
  select * into v_close from public.mtl_gaming_day_close
  where casino_id = p_ctx.casino_id and gaming_day = p_gaming_day;
  if found then
    perform app.fail(409, 'MTL_DAY_CLOSED', jsonb_build_object(
      'staffName', app.staff_name(v_close.casino_id, v_close.staff_id), 'at', v_close.created_at));
  end if;
end;
$$;
comment on function app.require_open_mtl_day(app.rls_context, date) is
  'MTL_DAY_CLOSED, with who did it and when, for a gaming day that was closed.';

create function app.require_second_person(p_ctx app.rls_context, p_gaming_day date)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if exists (
    select from public.mtl_entry
    where casino_id = p_ctx.casino_id and gaming_day = p_gaming_day and staff_id = p_ctx.staff_id) then
    perform app.fail(409, 'SECOND_PERSON_REQUIRED');
  end if;
end;
$$;
comment on function app.require_second_person(app.rls_context, date) is
  'SECOND_PERSON_REQUIRED for whoever recorded something in the gaming day themselves.';

-- ---- 57_mtl/rpc/identify_unknown_patron.sql ----

create function public.rpc_identify_unknown_patron(
  p_unknown_patron_id uuid,
  p_reason text,
  p_idempotency_key text,
  p_player_id uuid default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text := nullif(btrim(p_reason), '');
  v_call app.call := app.begin_call('identify_unknown_patron', 'mtl.write', p_idempotency_key,
    jsonb_build_array(p_unknown_patron_id, p_player_id, v_reason), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_unknown app.mtl_patron := row(null, p_unknown_patron_id)::app.mtl_patron;
  v_before jsonb;
  v_link public.mtl_patron_link;
begin
  if v_reason is null or length(v_reason) > 500 then
    perform app.invalid('reason', 'characters', jsonb_build_object('lowest', 1, 'highest', 500));
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  -- Whoever is entering something under this description ends first, and finds the link afterwards.
  perform from public.mtl_unknown_patron where casino_id = v_ctx.casino_id and id = p_unknown_patron_id for update;
  if not found then
    perform app.fail(404, 'UNKNOWN_PATRON_NOT_FOUND');
  end if;
  perform app.require_known_patron(v_ctx, row(p_player_id, null)::app.mtl_patron);
  v_before := app.unknown_patron_json(v_ctx.casino_id, p_unknown_patron_id);
  if (v_before ->> 'player_id')::uuid is not distinct from p_player_id then
    perform app.fail(409, 'UNKNOWN_PATRON_IDENTIFIED', jsonb_build_object('playerId', p_player_id));
  end if;
  -- Every day that this concerns, in one order.
  perform app.lock_mtl_day(v_ctx.casino_id, days.gaming_day)
  from (
    select distinct gaming_day from public.mtl_entry
    where casino_id = v_ctx.casino_id and id = any (app.mtl_entry_ids(v_ctx.casino_id, v_unknown))
    order by gaming_day
  ) days;
  v_link := app.add_mtl_patron_link(v_ctx, p_unknown_patron_id, p_player_id, v_reason);
  return app.finish_call(v_call, 'mtl.identify_patron', 'mtl_unknown_patron', p_unknown_patron_id, v_before,
    app.apply_mtl_patron_link(v_ctx, v_link, (v_before ->> 'player_id')::uuid));
end;
$$;
comment on function public.rpc_identify_unknown_patron(uuid, text, text, uuid, uuid) is
  'Says who an unknown patron turned out to be: a new row of mtl_patron_link, which holds from now on; no player '
  'takes the identification back. No entry moves; totals follow, and where one sum of two is over the threshold, a '
  'case opens. A case that had opened under the description becomes the player''s, or part of the one they have. '
  'Answers {is_existing, unknown_patron, days: [{gaming_day, totals, ctr_case_id}]}, for whoever the patron is '
  'now. Capability mtl.write. VALIDATION_FAILED, UNKNOWN_PATRON_NOT_FOUND, PLAYER_NOT_FOUND, '
  'UNKNOWN_PATRON_IDENTIFIED.';

create function app.add_mtl_patron_link(
  p_ctx app.rls_context,
  p_unknown_patron_id uuid,
  p_player_id uuid,
  p_reason text
)
returns public.mtl_patron_link
language plpgsql
set search_path = ''
as $$
declare
  v_link public.mtl_patron_link;
begin
  insert into public.mtl_patron_link (casino_id, unknown_patron_id, link_no, player_id, reason, staff_id, gaming_day,
    correlation_id)
  select p_ctx.casino_id, p_unknown_patron_id, coalesce(max(link_no), 0) + 1, p_player_id, p_reason, p_ctx.staff_id,
    p_ctx.gaming_day, p_ctx.correlation_id
  from public.mtl_patron_link where casino_id = p_ctx.casino_id and unknown_patron_id = p_unknown_patron_id
  returning * into v_link;
  return v_link;
end;
$$;
comment on function app.add_mtl_patron_link(app.rls_context, uuid, uuid, text) is
  'Adds who an unknown patron turned out to be; the caller holds the patron''s row.';

create function app.apply_mtl_patron_link(
  p_ctx app.rls_context,
  p_link public.mtl_patron_link,
  p_former_player_id uuid
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_unknown app.mtl_patron := row(null, p_link.unknown_patron_id)::app.mtl_patron;
  v_now app.mtl_patron := app.current_mtl_patron(p_link.casino_id, v_unknown);
  v_gaming_day date;
  v_standing jsonb;
  v_days jsonb := '[]';
begin
  for v_gaming_day in
    select distinct gaming_day from public.mtl_entry
    where casino_id = p_link.casino_id and id = any (app.mtl_entry_ids(p_link.casino_id, v_unknown))
    order by gaming_day
  loop
    perform app.move_ctr_case(p_link, v_gaming_day, v_now);
    if p_former_player_id is not null then
      perform app.settle_mtl_patron_day(p_ctx, v_gaming_day, row(p_former_player_id, null)::app.mtl_patron);
    end if;
    v_standing := app.settle_mtl_patron_day(p_ctx, v_gaming_day, v_unknown);
    if v_now is distinct from v_unknown then
      v_standing := app.settle_mtl_patron_day(p_ctx, v_gaming_day, v_now);
    end if;
    v_days := v_days || (jsonb_build_object('gaming_day', v_gaming_day) || v_standing);
  end loop;
  return jsonb_build_object('unknown_patron', app.unknown_patron_json(p_link.casino_id, p_link.unknown_patron_id),
    'days', v_days);
end;
$$;
comment on function app.apply_mtl_patron_link(app.rls_context, public.mtl_patron_link, uuid) is
  'Lets cases and totals of every day follow a new link: of whom the patron was taken for, of the description itself '
  'and of whom the patron is now. Returns the answer.';

create function app.settle_mtl_patron_day(p_ctx app.rls_context, p_gaming_day date, p_patron app.mtl_patron)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_settings public.casino_settings;
  v_before public.mtl_patron_day := app.find_mtl_totals(p_ctx.casino_id, p_gaming_day, p_patron);
  v_day public.mtl_patron_day := app.recount_mtl_patron_day(p_ctx.casino_id, p_gaming_day, p_patron);
  v_case_id uuid;
begin
  select * into v_settings from public.casino_settings where casino_id = p_ctx.casino_id;
  if v_day.cash_in_cents <> v_before.cash_in_cents or v_day.cash_out_cents <> v_before.cash_out_cents then
    v_case_id := app.follow_ctr_line(p_ctx, v_settings, v_day, app.last_counting_entry_id(v_day));
  else
    v_case_id := app.find_ctr_case_id(p_ctx.casino_id, p_gaming_day, p_patron);
  end if;
  return jsonb_build_object(
    'totals', app.mtl_totals_json(v_settings, p_gaming_day, v_day.cash_in_cents, v_day.cash_out_cents),
    'ctr_case_id', v_case_id);
end;
$$;
comment on function app.settle_mtl_patron_day(app.rls_context, date, app.mtl_patron) is
  'Works out a patron''s totals of a gaming day anew and lets their case follow: {totals, ctr_case_id}.';

create function app.move_ctr_case(p_link public.mtl_patron_link, p_gaming_day date, p_now app.mtl_patron)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_other_id uuid := app.find_ctr_case_id(p_link.casino_id, p_gaming_day, p_now);
begin
  update public.ctr_case
  set player_id = case when v_other_id is null then p_link.player_id else player_id end,
    merged_into_case_id = v_other_id, needs_amendment = needs_amendment or status in ('filed', 'not_required')
  where casino_id = p_link.casino_id and gaming_day = p_gaming_day and unknown_patron_id = p_link.unknown_patron_id
    and merged_into_case_id is null and id is distinct from v_other_id;
end;
$$;
comment on function app.move_ctr_case(public.mtl_patron_link, date, app.mtl_patron) is
  'A case that opened under a description becomes that of whom the patron is now, or part of the one they have that '
  'day. One that was filed stays as it was filed, and needs an amendment.';

-- ---- 57_mtl/rpc/list_mtl_entries.sql ----

create function public.rpc_list_mtl_entries(
  p_gaming_day date default null,
  p_player_id uuid default null,
  p_unknown_patron_id uuid default null,
  p_direction text default null,
  p_kind text default null,
  p_table_id uuid default null,
  p_is_after_close boolean default null,
  p_before_entry_id uuid default null,
  p_limit integer default 50
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
-- Planned for the filters at hand: each has its index.
set plan_cache_mode = force_custom_plan
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_patron app.mtl_patron := row(p_player_id, p_unknown_patron_id)::app.mtl_patron;
  v_before public.mtl_entry;
  v_ids uuid[];
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'mtl.read');
  perform app.require_entry_filters(v_ctx, p_direction, p_kind, p_table_id);
  perform app.require_known_patron(v_ctx, v_patron);
  v_before := app.mtl_entry_cursor(v_ctx, p_before_entry_id);
  if num_nonnulls(p_player_id, p_unknown_patron_id) > 0 then
    v_ids := app.mtl_entry_ids(v_ctx.casino_id, v_patron, p_gaming_day);
  end if;
  select coalesce(jsonb_agg(app.mtl_entry_json(page.e) order by (page.e).gaming_day desc, (page.e).entry_no desc), '[]')
  into v_items
  from (
    select e from public.mtl_entry e
    where e.casino_id = v_ctx.casino_id
      and (p_gaming_day is null or e.gaming_day = p_gaming_day)
      and (v_ids is null or e.id = any (v_ids))
      and (p_direction is null or e.direction = p_direction::public.mtl_direction)
      and (p_kind is null or e.kind = p_kind::public.mtl_kind)
      and (p_table_id is null or e.table_id = p_table_id)
      and (p_is_after_close is null or e.is_after_close = p_is_after_close)
      and (v_before.id is null or (e.gaming_day, e.entry_no) < (v_before.gaming_day, v_before.entry_no))
    order by e.gaming_day desc, e.entry_no desc
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_mtl_entries(date, uuid, uuid, text, text, uuid, boolean, uuid, integer) is
  'Entries of the cash log, of the newest gaming day and the highest number first, by gaming day, patron (with '
  'what was entered under descriptions that turned out to be them, and what they are a party of), direction, kind, '
  'table and whether the day had been closed, paged by the last entry seen: {items, next_cursor}. Rows that void '
  'are among them. Capability mtl.read. PLAYER_NOT_FOUND, UNKNOWN_PATRON_NOT_FOUND, TABLE_NOT_FOUND, '
  'VALIDATION_FAILED.';

create function app.require_entry_filters(p_ctx app.rls_context, p_direction text, p_kind text, p_table_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_direction is not null then
    perform app.mtl_options(enum_range(null::public.mtl_direction)::text[], 'direction', p_direction);
  end if;
  if p_kind is not null then
    perform app.mtl_options(enum_range(null::public.mtl_kind)::text[], 'kind', p_kind);
  end if;
  perform app.require_mtl_table(p_ctx, p_table_id);
end;
$$;
comment on function app.require_entry_filters(app.rls_context, text, text, uuid) is
  'VALIDATION_FAILED, TABLE_NOT_FOUND for what no entry can have.';

create function app.mtl_entry_cursor(p_ctx app.rls_context, p_entry_id uuid)
returns public.mtl_entry
language plpgsql
stable
set search_path = ''
as $$
declare
  v_entry public.mtl_entry;
begin
  select * into v_entry from public.mtl_entry where casino_id = p_ctx.casino_id and id = p_entry_id;
  if not found and p_entry_id is not null then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  return v_entry;
end;
$$;
comment on function app.mtl_entry_cursor(app.rls_context, uuid) is
  'The last entry of the page before; all null on the first page. VALIDATION_FAILED for what is none.';

-- ---- 57_mtl/rpc/mtl_gaming_day_summary.sql ----

create function public.rpc_mtl_gaming_day_summary(p_gaming_day date default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_gaming_day date := coalesce(p_gaming_day, v_ctx.gaming_day);
  v_settings public.casino_settings;
  v_close public.mtl_gaming_day_close;
  v_late jsonb;
begin
  perform app.require_capability(v_ctx, 'mtl.read');
  perform app.require_gaming_day(v_ctx, v_gaming_day);
  select * into v_settings from public.casino_settings where casino_id = v_ctx.casino_id;
  select * into v_close from public.mtl_gaming_day_close
  where casino_id = v_ctx.casino_id and gaming_day = v_gaming_day;
  if v_close.id is not null then
    select jsonb_agg(app.mtl_entry_json(e) order by e.entry_no) into v_late from public.mtl_entry e
    where e.casino_id = v_ctx.casino_id and e.gaming_day = v_gaming_day and e.entry_no > v_close.last_entry_no;
  end if;
  return jsonb_build_object('gaming_day', v_gaming_day, 'is_closed', v_close.id is not null,
    'close', case when v_close.id is not null then app.mtl_day_close_json(v_close) end,
    'patrons', app.mtl_day_patrons(v_settings, v_gaming_day), 'late_entries', coalesce(v_late, '[]'::jsonb),
    'thresholds', jsonb_build_object('watchlist_floor_cents', v_settings.watchlist_floor_cents,
      'ctr_threshold_cents', v_settings.ctr_threshold_cents,
      'near_ctr_percents', jsonb_build_array(v_settings.near_ctr_first_percent, v_settings.near_ctr_second_percent)))
    || app.mtl_day_figures(v_ctx.casino_id, v_gaming_day);
end;
$$;
comment on function public.rpc_mtl_gaming_day_summary(date) is
  'The cash log of a gaming day (today''s unless given): {gaming_day, is_closed, close, patrons: [{player_id, '
  'player_name, unknown_patron_id, description, cash_in_cents, cash_out_cents, entry_count, level, ctr_case_id}], '
  'totals, by_area, by_kind, late_entries (what was entered after it was closed), thresholds}. In and out each on its '
  'own. Totals, areas and kinds have each entry once; a patron has all that is about them. Capability mtl.read. '
  'VALIDATION_FAILED.';

-- ---- 57_mtl/rpc/preview_mtl_entry.sql ----

create function public.rpc_preview_mtl_entry(
  p_kind text,
  p_tender text,
  p_amount_cents bigint default 0,
  p_player_id uuid default null,
  p_unknown_patron_id uuid default null,
  p_occurred_at timestamptz default null
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_patron app.mtl_patron := row(p_player_id, p_unknown_patron_id)::app.mtl_patron;
  v_settings public.casino_settings;
  v_entry public.mtl_entry;
  v_day public.mtl_patron_day;
  v_counted_cents bigint;
begin
  perform app.require_capability(v_ctx, 'mtl.read');
  if (p_amount_cents between 0 and 100000000000) is not true then
    perform app.invalid('amountCents', 'centsBetween', jsonb_build_object('lowest', 0, 'highest', 100000000000));
  end if;
  -- An amount that is not typed yet is as good as a cent to see what an entry of the kind would be.
  v_entry := app.mtl_entry_of_request(v_ctx, p_kind, p_tender, greatest(p_amount_cents, 1), null, null, p_occurred_at);
  perform app.require_known_patron(v_ctx, v_patron);
  select * into v_settings from public.casino_settings where casino_id = v_ctx.casino_id;
  v_day := app.find_mtl_totals(v_ctx.casino_id, app.gaming_day(v_ctx.casino_id, v_entry.occurred_at),
    app.current_mtl_patron(v_ctx.casino_id, v_patron));
  v_counted_cents := case when v_entry.counts_toward_ctr then p_amount_cents else 0 end;
  return jsonb_build_object('direction', v_entry.direction, 'counts_toward_ctr', v_entry.counts_toward_ctr,
    'before', app.mtl_totals_json(v_settings, v_day.gaming_day, v_day.cash_in_cents, v_day.cash_out_cents),
    'after', app.mtl_totals_json(v_settings, v_day.gaming_day,
      v_day.cash_in_cents + case v_entry.direction when 'in' then v_counted_cents else 0 end,
      v_day.cash_out_cents + case v_entry.direction when 'out' then v_counted_cents else 0 end),
    'ctr_case_id', app.find_ctr_case_id(v_ctx.casino_id, v_day.gaming_day,
      app.current_mtl_patron(v_ctx.casino_id, v_patron)));
end;
$$;
comment on function public.rpc_preview_mtl_entry(text, text, bigint, uuid, uuid, timestamptz) is
  'What an entry would make of a patron''s gaming day, for the badge that stands while the amount is typed: '
  '{direction, counts_toward_ctr, before, after, ctr_case_id}, before and after as totals of rpc_record_mtl_entry. '
  'Without a patron those of somebody new. Writes nothing, and refuses no amount. Capability mtl.read. '
  'VALIDATION_FAILED, PLAYER_NOT_FOUND, UNKNOWN_PATRON_NOT_FOUND.';

-- ---- 57_mtl/rpc/record_mtl_entry.sql ----

create function public.rpc_record_mtl_entry(
  p_kind text,
  p_tender text,
  p_amount_cents bigint,
  p_idempotency_key text,
  p_player_id uuid default null,
  p_unknown_patron_id uuid default null,
  p_unknown_patron jsonb default null,
  p_table_id uuid default null,
  p_rating_slip_id uuid default null,
  p_area text default null,
  p_agent_of_player_id uuid default null,
  p_shared_with jsonb default null,
  p_occurred_at timestamptz default null,
  p_note text default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := nullif(btrim(p_note), '');
  v_call app.call := app.begin_call('record_mtl_entry', 'mtl.write', p_idempotency_key,
    jsonb_build_array(p_kind, p_tender, p_amount_cents, p_player_id, p_unknown_patron_id, p_unknown_patron, p_table_id,
      p_rating_slip_id, p_area, p_agent_of_player_id, p_shared_with, extract(epoch from p_occurred_at), v_note),
    p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_entry public.mtl_entry := app.mtl_entry_of_request(v_ctx, p_kind, p_tender, p_amount_cents, p_area, v_note,
    p_occurred_at);
begin
  perform app.require_one_patron(p_player_id, p_unknown_patron_id, p_unknown_patron, p_rating_slip_id),
    app.require_parties(p_shared_with);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_entry.gaming_day := app.gaming_day(v_ctx.casino_id, v_entry.occurred_at);
  v_entry.player_id := p_player_id;
  v_entry.unknown_patron_id := p_unknown_patron_id;
  perform app.require_mtl_table(v_ctx, p_table_id),
    app.hold_mtl_patron(v_ctx, row(p_player_id, p_unknown_patron_id)::app.mtl_patron);
  if p_unknown_patron is not null then
    v_entry.unknown_patron_id := app.add_unknown_patron(v_ctx, v_entry.gaming_day, p_unknown_patron);
  end if;
  v_entry := app.place_mtl_entry(v_entry, p_table_id, p_rating_slip_id);
  if p_agent_of_player_id is not null or p_shared_with is not null then
    perform app.require_other_parties(v_ctx, v_entry, p_agent_of_player_id, p_shared_with);
  end if;

  v_entry := app.post_mtl_entry(v_ctx, v_entry);
  if p_agent_of_player_id is not null or p_shared_with is not null then
    perform app.add_mtl_parties(v_entry, p_agent_of_player_id, p_shared_with);
  end if;
  return app.finish_call(v_call, 'mtl.record_entry', 'mtl_entry', v_entry.id, null,
    app.count_mtl_entry(v_ctx, v_entry, v_entry));
end;
$$;
comment on function public.rpc_record_mtl_entry(text, text, bigint, text, uuid, uuid, jsonb, uuid, uuid, text, uuid,
  jsonb, timestamptz, text, uuid) is
  'Logs one movement of value between a patron and the house. The kind decides the direction and, with the tender, '
  'whether it counts (app.mtl_kinds). The patron is a player, an unknown patron, a description of a new one '
  '({description, sex, age_range, hair, height, clothing, table_id, seat}), or the player of the slip. '
  'p_agent_of_player_id is for whom the patron acts; p_shared_with are others in the same transaction, '
  '[{player_id} or {unknown_patron_id}]. The gaming day is that of p_occurred_at, else of now. Answers '
  '{is_existing, entry, totals of the patron''s gaming day, ctr_case_id, others: [{player_id, unknown_patron_id, '
  'totals, ctr_case_id}]}; a case opens by itself for everybody whose cash in or cash out is strictly more than '
  'the threshold. Capability mtl.write. VALIDATION_FAILED, PLAYER_NOT_FOUND, UNKNOWN_PATRON_NOT_FOUND, '
  'TABLE_NOT_FOUND, SLIP_NOT_FOUND, PLAYER_MISMATCH.';

create function app.require_one_patron(
  p_player_id uuid,
  p_unknown_patron_id uuid,
  p_unknown_patron jsonb,
  p_rating_slip_id uuid
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_count integer := num_nonnulls(p_player_id, p_unknown_patron_id, p_unknown_patron);
begin
  if v_count > 1 or (v_count = 0 and p_rating_slip_id is null) then
    perform app.invalid('playerId', 'onePatron');
  end if;
  if p_unknown_patron is not null then
    perform app.require_description(p_unknown_patron);
  end if;
end;
$$;
comment on function app.require_one_patron(uuid, uuid, jsonb, uuid) is
  'VALIDATION_FAILED unless an entry names one patron, or a slip that does.';

create function app.require_parties(p_shared_with jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_shared_with is null then
    return;
  end if;
  if jsonb_typeof(p_shared_with) is distinct from 'array' or jsonb_array_length(p_shared_with) not between 1 and 10
    or exists (
      select from jsonb_array_elements(p_shared_with) party
      where jsonb_typeof(party) is distinct from 'object'
        or num_nonnulls(party ->> 'player_id', party ->> 'unknown_patron_id') <> 1
        or not pg_input_is_valid(coalesce(party ->> 'player_id', party ->> 'unknown_patron_id'), 'uuid')) then
    perform app.invalid('sharedWith', 'parties');
  end if;
end;
$$;
comment on function app.require_parties(jsonb) is
  'VALIDATION_FAILED unless it is null or a list of 1 to 10 of {player_id} or {unknown_patron_id}.';

create function app.mtl_parties_of_request(p_shared_with jsonb)
returns setof app.mtl_patron
language plpgsql
immutable
set search_path = ''
as $$
begin
  return query
  select (party ->> 'player_id')::uuid, (party ->> 'unknown_patron_id')::uuid
  from jsonb_array_elements(p_shared_with) party
  order by 1, 2;
end;
$$;
comment on function app.mtl_parties_of_request(jsonb) is 'Those who share a transaction, in one order.';

create function app.require_other_parties(
  p_ctx app.rls_context,
  p_entry public.mtl_entry,
  p_agent_of_player_id uuid,
  p_shared_with jsonb
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_parties app.mtl_patron[] := array(select p from app.mtl_parties_of_request(p_shared_with) p);
  v_party app.mtl_patron;
  v_ids uuid[] := array(select coalesce(p.player_id, p.unknown_patron_id) from unnest(v_parties) p);
begin
  if p_agent_of_player_id = p_entry.player_id or p_agent_of_player_id = any (v_ids) then
    perform app.invalid('agentOfPlayerId', 'otherPerson');
  end if;
  if coalesce(p_entry.player_id, p_entry.unknown_patron_id) = any (v_ids)
    or cardinality(v_ids) <> (select count(distinct id) from unnest(v_ids) id) then
    perform app.invalid('sharedWith', 'otherPerson');
  end if;
  perform app.hold_mtl_patron(p_ctx, row(p_agent_of_player_id, null)::app.mtl_patron);
  foreach v_party in array v_parties loop
    perform app.hold_mtl_patron(p_ctx, v_party);
  end loop;
end;
$$;
comment on function app.require_other_parties(app.rls_context, public.mtl_entry, uuid, jsonb) is
  'Everybody else of an entry is somebody of the casino, and named once. VALIDATION_FAILED, PLAYER_NOT_FOUND, '
  'UNKNOWN_PATRON_NOT_FOUND.';

create function app.add_mtl_parties(p_entry public.mtl_entry, p_agent_of_player_id uuid, p_shared_with jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into public.mtl_entry_party (casino_id, entry_id, role, player_id, unknown_patron_id)
  select p_entry.casino_id, p_entry.id, 'principal'::public.mtl_party_role, p_agent_of_player_id, null
  where p_agent_of_player_id is not null
  union all
  select p_entry.casino_id, p_entry.id, 'joint', p.player_id, p.unknown_patron_id
  from app.mtl_parties_of_request(p_shared_with) p;
end;
$$;
comment on function app.add_mtl_parties(public.mtl_entry, uuid, jsonb) is
  'Writes down who else an entry is about.';

-- ---- 57_mtl/rpc/void_mtl_entry.sql ----

create function public.rpc_void_mtl_entry(
  p_entry_id uuid,
  p_reason text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text := nullif(btrim(p_reason), '');
  v_call app.call := app.begin_call('void_mtl_entry', 'mtl.write', p_idempotency_key,
    jsonb_build_array(p_entry_id, v_reason), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_voided public.mtl_entry;
  v_entry public.mtl_entry;
begin
  if v_reason is null or length(v_reason) > 500 then
    perform app.invalid('reason', 'characters', jsonb_build_object('lowest', 1, 'highest', 500));
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  select * into v_voided from public.mtl_entry where casino_id = v_ctx.casino_id and id = p_entry_id;
  if not found then
    perform app.fail(404, 'MTL_ENTRY_NOT_FOUND');
  end if;
  perform app.lock_mtl_day(v_ctx.casino_id, v_voided.gaming_day);
  perform app.require_standing_entry(v_voided);
  v_entry := v_voided;
  v_entry.voids_entry_id := v_voided.id;
  v_entry.counts_toward_ctr := false;
  v_entry.note := v_reason;
  v_entry.occurred_at := now();
  v_entry := app.post_mtl_entry(v_ctx, v_entry);
  return app.finish_call(v_call, 'mtl.void_entry', 'mtl_entry', v_voided.id,
    jsonb_build_object('entry', app.mtl_entry_json(v_voided)), app.count_mtl_entry(v_ctx, v_entry, v_voided));
end;
$$;
comment on function public.rpc_void_mtl_entry(uuid, text, text, uuid) is
  'Takes an entry out of the totals by one that names it, on the same gaming day, with the reason as its note. '
  'Answers as rpc_record_mtl_entry, with the voiding entry. A case that is open stays open and says what its '
  'figures are now. Capability mtl.write. VALIDATION_FAILED, MTL_ENTRY_NOT_FOUND, MTL_ENTRY_VOIDED (one that was '
  'voided, or is itself a void: {voidedByEntryId, staffName, at}).';

create function app.require_standing_entry(p_entry public.mtl_entry)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_void public.mtl_entry;
begin
  select * into v_void from public.mtl_entry
  where casino_id = p_entry.casino_id and (voids_entry_id = p_entry.id or (id = p_entry.id and p_entry.voids_entry_id
    is not null));
  if found then
    perform app.fail(409, 'MTL_ENTRY_VOIDED', jsonb_build_object('voidedByEntryId', v_void.id,
      'staffName', app.staff_name(v_void.casino_id, v_void.staff_id), 'at', v_void.created_at));
  end if;
end;
$$;
comment on function app.require_standing_entry(public.mtl_entry) is
  'MTL_ENTRY_VOIDED for an entry that was voided, and for one that voids: what was voided by mistake is entered anew.';

-- ---- 57_mtl/policies.sql ----

alter table public.mtl_day enable row level security;
alter table public.mtl_unknown_patron enable row level security;
alter table public.mtl_patron_link enable row level security;
alter table public.mtl_entry enable row level security;
alter table public.mtl_entry_party enable row level security;
alter table public.mtl_patron_day enable row level security;
alter table public.ctr_case enable row level security;
alter table public.mtl_gaming_day_close enable row level security;

create policy "Cash log readers read its numbers of their casino" on public.mtl_day
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('mtl.read')));
create policy "Cash log readers read unknown patrons of their casino" on public.mtl_unknown_patron
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('mtl.read')));
create policy "Cash log readers read identifications of their casino" on public.mtl_patron_link
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('mtl.read')));
create policy "Cash log readers read its entries of their casino" on public.mtl_entry
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('mtl.read')));
create policy "Cash log readers read parties of entries of their casino" on public.mtl_entry_party
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('mtl.read')));
create policy "Cash log readers read its totals of their casino" on public.mtl_patron_day
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('mtl.read')));
create policy "Cash log readers read CTR cases of their casino" on public.ctr_case
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('mtl.read')));
create policy "Cash log readers read closed days of their casino" on public.mtl_gaming_day_close
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('mtl.read')));

grant select on public.mtl_day, public.mtl_unknown_patron, public.mtl_patron_link, public.mtl_entry,
  public.mtl_entry_party, public.mtl_patron_day, public.ctr_case, public.mtl_gaming_day_close
  to authenticated, service_role;

-- ---- 60_catalog/tables.sql ----

-- Catalog: what the casino offers, who may get it, what it costs, and the one door through which it is given.

create type public.reward_family as enum ('points_comp', 'entitlement');
create type public.reward_fulfillment as enum ('immediate', 'voucher', 'external');
create type public.reward_limit_scope as enum ('per_visit', 'per_gaming_day', 'per_week', 'per_month');

create table public.reward_catalog (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  code text not null check (code ~ '^[A-Z][A-Z0-9_]{1,49}$'),
  name text not null check (length(name) between 1 and 100),
  family public.reward_family not null,
  kind text not null check (kind ~ '^[a-z][a-z0-9_]{0,39}$'),
  is_active boolean not null default true,
  fulfillment public.reward_fulfillment,
  ui_tags text[] check (cardinality(ui_tags) <= 10),
  metadata jsonb not null default '{}'::jsonb check (jsonb_typeof(metadata) = 'object'),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by_staff_id uuid,
  primary key (casino_id, id),
  unique (casino_id, code),
  foreign key (casino_id, updated_by_staff_id) references public.staff (casino_id, id)
);
comment on table public.reward_catalog is
  'What the casino offers: a points_comp is priced in points, an entitlement goes by tier and is given as a coupon. A '
  'definition, not an issue; never deleted, only switched off.';
comment on column public.reward_catalog.code is 'The key that never changes, such as COMP_MEAL_25.';
comment on column public.reward_catalog.kind is 'The leaf of the taxonomy: meal, beverage, match_play ...';
comment on column public.reward_catalog.version is 'Counts the edits of the reward with all that belongs to it.';
create index reward_catalog_active on public.reward_catalog (casino_id, is_active);
create index reward_catalog_updated_by on public.reward_catalog (casino_id, updated_by_staff_id);

create table public.reward_price_points (
  casino_id uuid not null,
  reward_id uuid not null,
  points_cost bigint not null check (points_cost between 1 and 1000000000),
  allow_overdraw boolean not null default false,
  primary key (casino_id, reward_id),
  foreign key (casino_id, reward_id) references public.reward_catalog (casino_id, id)
);
comment on table public.reward_price_points is
  'What a points_comp costs. With allow_overdraw the balance may go below zero by it, as far as '
  'comp_debt_limit_points of the settings.';

create table public.reward_entitlement_tier (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  reward_id uuid not null,
  tier text not null,
  benefit jsonb not null,
  primary key (casino_id, id),
  unique (casino_id, reward_id, tier),
  foreign key (casino_id, reward_id) references public.reward_catalog (casino_id, id),
  foreign key (casino_id, tier) references public.loyalty_tier (casino_id, code)
);
comment on table public.reward_entitlement_tier is
  'What an entitlement is worth to a tier. A tier without a row gets what the next lower one with a row gets, and '
  'nothing where none is lower.';
comment on column public.reward_entitlement_tier.benefit is
  '{instrument_type: match_play | free_play, face_value_cents, required_match_wager_cents, valid_hours (null: as the '
  'program says)}.';
create index reward_entitlement_tier_tier on public.reward_entitlement_tier (casino_id, tier);

create table public.reward_limits (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  reward_id uuid not null,
  scope public.reward_limit_scope not null,
  max_issues integer not null default 1 check (max_issues between 1 and 1000),
  cooldown_minutes integer check (cooldown_minutes between 1 and 44640),
  requires_note boolean not null default false,
  primary key (casino_id, id),
  unique (casino_id, reward_id, scope),
  foreign key (casino_id, reward_id) references public.reward_catalog (casino_id, id)
);
comment on table public.reward_limits is
  'How often one player may get a reward: max_issues within the scope, and no sooner than cooldown_minutes after the '
  'last one.';
comment on column public.reward_limits.scope is
  'The running visit, the gaming day, or the calendar week (from Monday) or month by the casino''s wall clock.';
comment on column public.reward_limits.cooldown_minutes is 'At most 31 days.';

create table public.reward_eligibility (
  casino_id uuid not null,
  reward_id uuid not null,
  min_tier text,
  max_tier text,
  min_points_balance bigint check (min_points_balance >= 0),
  visit_kinds public.visit_kind[] check (cardinality(visit_kinds) > 0),
  primary key (casino_id, reward_id),
  foreign key (casino_id, reward_id) references public.reward_catalog (casino_id, id),
  foreign key (casino_id, min_tier) references public.loyalty_tier (casino_id, code),
  foreign key (casino_id, max_tier) references public.loyalty_tier (casino_id, code)
);
comment on table public.reward_eligibility is
  'Who may get a reward at all; null is no condition. A reward without a row is open to every enrolled player.';
comment on column public.reward_eligibility.visit_kinds is 'The player must be on a visit of one of these kinds.';
create index reward_eligibility_min_tier on public.reward_eligibility (casino_id, min_tier);
create index reward_eligibility_max_tier on public.reward_eligibility (casino_id, max_tier);

create type app.reward_offer as (
  reward_id uuid,
  code text,
  name text,
  family public.reward_family,
  kind text,
  fulfillment public.reward_fulfillment,
  ui_tags text[],
  version integer,
  is_active boolean,
  requires_note boolean,
  points_cost bigint,
  allow_overdraw boolean,
  debt_limit_points bigint,
  balance bigint,
  balance_after bigint,
  tier text,
  instrument_type public.promo_type_enum,
  face_value_cents bigint,
  required_match_wager_cents bigint,
  valid_hours integer,
  promo_program_id uuid,
  remaining jsonb,
  unmet text[],
  reasons text[],
  eligible boolean,
  next_eligible_at timestamptz
);
comment on type app.reward_offer is
  'A reward as one player could get it now. reasons: the codes that issuing it would refuse with, the first one '
  'first; none: it would be issued. unmet: which conditions NOT_ELIGIBLE stands for. debt_limit_points: how far below '
  'zero a comp may take the balance.';

create type app.reward_request as (
  reward_id uuid,
  player_id uuid,
  visit_id uuid,
  rating_slip_id uuid,
  note text,
  expected_points_cost bigint,
  expected_face_value_cents bigint,
  expected_required_match_wager_cents bigint,
  expected_valid_hours integer
);
comment on type app.reward_request is
  'What is to be given to whom, and the figures the issuer saw; those that are null are not compared.';

-- ---- 60_catalog/internal/issuing.sql ----

-- The one door.

create function app.assert_offer_issuable(p_ctx app.rls_context, p_request app.reward_request, p_offer app.reward_offer)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_limit jsonb;
begin
  if not p_offer.is_active then
    perform app.fail(409, 'REWARD_INACTIVE');
  end if;
  if p_request.expected_points_cost <> p_offer.points_cost
    or p_request.expected_face_value_cents <> p_offer.face_value_cents
    or p_request.expected_required_match_wager_cents <> p_offer.required_match_wager_cents
      or p_request.expected_valid_hours <> p_offer.valid_hours
  then
    perform app.fail(409, 'OFFER_CHANGED',
      jsonb_build_object('pointsCost', p_offer.points_cost, 'faceValueCents', p_offer.face_value_cents,
      'requiredMatchWagerCents', p_offer.required_match_wager_cents, 'validHours', p_offer.valid_hours));
  end if;
  if p_offer.reasons = '{}' then
    if p_offer.requires_note and p_request.note is null then
      perform app.fail(422, 'NOTE_REQUIRED');
    end if;
    return;
  end if;
  select item into v_limit from jsonb_array_elements(p_offer.remaining) item
    where (item ->> 'left')::integer = 0 limit 1;
  perform app.fail(409, p_offer.reasons[1], case p_offer.reasons[1]
    when 'NOT_ELIGIBLE' then jsonb_build_object('unmet', to_jsonb(p_offer.unmet))
    when 'LIMIT_REACHED' then jsonb_build_object('scope', v_limit -> 'scope', 'maxIssues', v_limit -> 'max_issues',
      'nextEligibleAt', p_offer.next_eligible_at)
    when 'COOLDOWN_ACTIVE' then jsonb_build_object('nextEligibleAt', p_offer.next_eligible_at)
    when 'INSUFFICIENT_POINTS'
      then jsonb_strip_nulls(jsonb_build_object('balance', p_offer.balance, 'pointsCost', p_offer.points_cost,
      'debtLimitPoints', case when p_offer.allow_overdraw then p_offer.debt_limit_points end))
    when 'NO_ACTIVE_PROGRAM' then jsonb_build_object('instrumentType', p_offer.instrument_type)
    when 'MATCH_NOT_EXACT'
      then jsonb_build_object('faceValueCents', p_offer.face_value_cents, 'requiredMatchWagerCents',
      p_offer.required_match_wager_cents)
    else '{}'::jsonb
  end);
end;
$$;
comment on function app.assert_offer_issuable(app.rls_context, app.reward_request, app.reward_offer) is
  'REWARD_INACTIVE; OFFER_CHANGED, with the figures as they are, when they are not those the issuer saw; else the '
  'first reason against the offer, with its facts; else NOTE_REQUIRED.';

create function app.reward_metadata(p_offer app.reward_offer, p_note text)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_strip_nulls(jsonb_build_object('reward_id', p_offer.reward_id, 'reward_code', p_offer.code,
    'reward_name', p_offer.name,
    'reward_kind', p_offer.kind, 'reward_version', p_offer.version, 'tier', p_offer.tier, 'points_cost',
      p_offer.points_cost,
    'face_value_cents', p_offer.face_value_cents, 'required_match_wager_cents', p_offer.required_match_wager_cents,
      'note', p_note));
end;
$$;
comment on function app.reward_metadata(app.reward_offer, text) is
  'The reward as it was when it was given, for the entry or the coupon to keep.';

create function app.give_comp(
  p_call app.call,
  p_request app.reward_request,
  p_visit_id uuid,
  p_offer app.reward_offer,
  p_loyalty public.player_loyalty
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_entry public.loyalty_ledger;
begin
  v_entry.player_id := p_request.player_id;
  v_entry.visit_id := p_visit_id;
  v_entry.rating_slip_id := p_request.rating_slip_id;
  v_entry.points := -p_offer.points_cost;
  v_entry.reason := 'redemption';
  v_entry.note := p_request.note;
  v_entry.reward_id := p_offer.reward_id;
  v_entry.metadata := app.reward_metadata(p_offer, p_request.note);
  return app.finish_with_entry(p_call, v_entry, 'catalog.issue_reward', p_loyalty)
    || '{"family": "points_comp", "coupon": null}';
end;
$$;
comment on function app.give_comp(app.call, app.reward_request, uuid, app.reward_offer, public.player_loyalty) is
  'Debits the ledger, under the player''s lock, by the price of the offer, and answers.';

create function app.give_entitlement(p_ctx app.rls_context, p_request app.reward_request, p_visit_id uuid,
  p_offer app.reward_offer)
returns public.promo_coupon
language plpgsql
set search_path = ''
as $$
declare
  v_coupon public.promo_coupon;
begin
  v_coupon.promo_program_id := p_offer.promo_program_id;
  v_coupon.player_id := p_request.player_id;
  v_coupon.visit_id := p_visit_id;
  v_coupon.face_value_cents := p_offer.face_value_cents;
  v_coupon.required_match_wager_cents := p_offer.required_match_wager_cents;
  v_coupon.expires_at := now() + make_interval(hours => p_offer.valid_hours);
  v_coupon.valid_until := v_coupon.expires_at;
  v_coupon.reward_id := p_offer.reward_id;
  v_coupon.metadata := app.reward_metadata(p_offer, p_request.note);
  v_coupon := app.insert_promo_coupon(p_ctx, v_coupon);
  perform app.emit_coupon_event(p_ctx, 'promo.coupon_issued', v_coupon);
  return v_coupon;
end;
$$;
comment on function app.give_entitlement(app.rls_context, app.reward_request, uuid, app.reward_offer) is
  'Issues the coupon of the offer: the tier''s value, wager and validity, not the program''s.';

create function app.reward_for_request(p_ctx app.rls_context, p_request app.reward_request)
returns public.reward_catalog
language plpgsql
stable
set search_path = ''
as $$
declare
  v_reward public.reward_catalog;
begin
  select * into v_reward from public.reward_catalog where casino_id = p_ctx.casino_id and id = p_request.reward_id;
  if not found then
    perform app.fail(404, 'REWARD_NOT_FOUND');
  end if;
  if not exists (select 1 from public.player where casino_id = p_ctx.casino_id and id = p_request.player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  return v_reward;
end;
$$;
comment on function app.reward_for_request(app.rls_context, app.reward_request) is
  'The reward that is asked for, of the caller''s casino. REWARD_NOT_FOUND, PLAYER_NOT_FOUND.';

create function app.issue_reward(p_call app.call, p_request app.reward_request)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_ctx app.rls_context := p_call.ctx;
  v_reward public.reward_catalog;
  v_visit public.visit;
  v_loyalty public.player_loyalty;
  v_offer app.reward_offer;
  v_coupon public.promo_coupon;
  v_answer jsonb;
begin
  if p_call.is_replay and p_call.answer ? 'family' then
    return app.replay(p_call) || jsonb_build_object('balance', (
      select balance from public.player_loyalty where casino_id = v_ctx.casino_id and player_id = p_request.player_id));
  elsif p_call.is_replay then
    -- A comp's answer is made from its ledger entry.
    return app.replay_entry(p_call) || '{"family": "points_comp", "coupon": null}';
  end if;
  -- Read without a lock: rewards and players are never deleted, and whatever can change is read again under the lock.
  v_reward := app.reward_for_request(v_ctx, p_request);
  v_loyalty := app.lock_player_loyalty(v_ctx, p_request.player_id);
  v_visit := app.reward_visit(v_ctx, p_request.player_id, p_request.visit_id, p_request.rating_slip_id);
  v_answer := app.refuse_excluded(v_ctx, p_request.player_id, 'exclusion.refuse_reward',
    jsonb_build_object('reward_id', p_request.reward_id, 'reward_code', v_reward.code));
  if v_answer is not null then
    return v_answer;
  end if;
  select * into v_offer from app.reward_offers(v_ctx, v_loyalty, v_visit, false, p_request.reward_id);
  perform app.assert_offer_issuable(v_ctx, p_request, v_offer);
  if v_reward.family = 'points_comp' then
    -- The rate per minute counts ledger entries, which only a comp makes; coupons are watched by the spike alert.
    perform app.require_reward_rate(v_ctx, p_call.rewards_per_minute);
    return app.give_comp(p_call, p_request, v_visit.id, v_offer, v_loyalty);
  end if;
  v_coupon := app.give_entitlement(v_ctx, p_request, v_visit.id, v_offer);
  return app.finish_call(p_call, 'catalog.issue_reward', 'promo_coupon', v_coupon.id,
    jsonb_build_object('balance', v_loyalty.balance),
    jsonb_build_object('family', v_reward.family, 'entry', null, 'coupon', app.promo_coupon_json(v_coupon), 'balance',
      v_loyalty.balance));
end;
$$;
comment on function app.issue_reward(app.call, app.reward_request) is
  'Gives a reward of the catalog: replay, exclusion, conditions, limits and balance under the player''s lock, and '
  'then the debit or the coupon.';

create function app.require_reward_note(p_note text)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if length(p_note) > 500 then
    perform app.invalid('note', 'noteTooLong');
  end if;
end;
$$;
comment on function app.require_reward_note(text) is 'VALIDATION_FAILED for a note above 500 characters.';

-- ---- 60_catalog/internal/limits.sql ----

-- How often somebody had a reward, and since when that counts.

create function app.limit_windows(p_casino_id uuid, p_visit_started_at timestamptz, p_at timestamptz default now())
returns table (scope public.reward_limit_scope, starts_at timestamptz, ends_at timestamptz)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone text;
  v_start time;
  v_gaming_day date;
  v_today date;
  v_monday date;
  v_first date;
begin
  select time_zone, gaming_day_start into v_zone, v_start from public.casino_settings where casino_id = p_casino_id;
  v_gaming_day := app.local_gaming_day(p_at, v_zone, v_start);
  -- The calendar day is a gaming day that starts at midnight: right where the clocks skip or repeat that hour, too.
  v_today := app.local_gaming_day(p_at, v_zone, '00:00');
  v_monday := v_today - (extract(isodow from v_today)::integer - 1);
  v_first := v_today - (extract(day from v_today)::integer - 1);
  return query values
    ('per_visit'::public.reward_limit_scope, p_visit_started_at, null::timestamptz),
    ('per_gaming_day', app.local_gaming_day_start(v_gaming_day, v_zone, v_start),
      app.local_gaming_day_start(v_gaming_day + 1, v_zone, v_start)),
    ('per_week', app.local_gaming_day_start(v_monday, v_zone, '00:00'),
      app.local_gaming_day_start(v_monday + 7, v_zone, '00:00')),
    ('per_month', app.local_gaming_day_start(v_first, v_zone, '00:00'),
      app.local_gaming_day_start((v_first + interval '1 month')::date, v_zone, '00:00'));
end;
$$;
comment on function app.limit_windows(uuid, timestamptz, timestamptz) is
  'From when until when each scope of a limit counts at an instant: the running visit (open-ended), the gaming day, '
  'and the calendar week from Monday and month by the casino''s wall clock.';

create function app.final_coupon_status(p_coupon public.promo_coupon)
returns public.promo_coupon_status
language plpgsql
stable
set search_path = ''
as $$
declare
  v_coupon public.promo_coupon := p_coupon;
begin
  while v_coupon.status = 'replaced' loop
    select * into v_coupon from public.promo_coupon where casino_id = p_coupon.casino_id
      and id = v_coupon.replacement_coupon_id;
  end loop;
  return v_coupon.status;
end;
$$;
comment on function app.final_coupon_status(public.promo_coupon) is
  'What became in the end of a coupon: its own status, or that of the last of its replacements.';

create function app.reward_uses(p_casino_id uuid, p_player_id uuid, p_since timestamptz)
returns table (reward_id uuid, at timestamptz, visit_id uuid)
language plpgsql
stable
set search_path = ''
as $$
#variable_conflict use_column
begin
  -- A redemption that was reversed and a coupon that was voided were not given. A replacement is not given anew.
  return query
  select e.reward_id, e.created_at, e.visit_id
  from public.loyalty_ledger e
  where e.casino_id = p_casino_id and e.player_id = p_player_id and e.reward_id is not null and e.created_at >= p_since
    and e.reason = 'redemption'
    and app.reversal_id(e) is null
  union all
  select c.reward_id, c.issued_at, c.visit_id
  from public.promo_coupon c
  where c.casino_id = p_casino_id and c.player_id = p_player_id and c.reward_id is not null and c.issued_at >= p_since
    and c.replaces_coupon_id is null and c.status <> 'voided'
      and (c.status <> 'replaced' or app.final_coupon_status(c) <> 'voided');
end;
$$;
comment on function app.reward_uses(uuid, uuid, timestamptz) is
  'When a player was given which reward, and on which visit, since an instant: what the limits count.';

-- ---- 60_catalog/internal/offers.sql ----

-- Who may get what now.

create function app.reward_offers(
  p_ctx app.rls_context,
  p_loyalty public.player_loyalty,
  p_visit public.visit,
  p_is_excluded boolean,
  p_reward_id uuid default null
)
returns setof app.reward_offer
language plpgsql
stable
set search_path = ''
-- One plan suits a list and a single reward alike, and planning anew takes longer than the query.
set plan_cache_mode = force_generic_plan
as $$
declare
  v_rank integer := (select rank from public.loyalty_tier where casino_id = p_ctx.casino_id and code = p_loyalty.tier);
  v_exact_match boolean := (select promo_require_exact_match from public.casino_settings
    where casino_id = p_ctx.casino_id);
  v_debt_limit bigint := (select comp_debt_limit_points from public.casino_settings where casino_id = p_ctx.casino_id);
begin
  return query
  with win as materialized (
    select * from app.limit_windows(p_ctx.casino_id, p_visit.started_at)
  ),
  used as (
    -- How often and when last, as far back as any window or cooldown reaches. Hours and not days: a day is longer or
    -- shorter where the clocks change, a cooldown is not.
    select u.reward_id, win.scope, max(u.at) as last_at,
      count(*) filter (where case when win.scope = 'per_visit' then u.visit_id = p_visit.id
        else u.at >= win.starts_at end) as times
    from app.reward_uses(p_ctx.casino_id, p_loyalty.player_id,
      (select least(min(starts_at), now() - interval '744 hours') from win)) u
    cross join win
    where p_reward_id is null or u.reward_id = p_reward_id
    group by u.reward_id, win.scope
  ),
  limited as (
    select l.reward_id, bool_or(l.requires_note) as requires_note, bool_or(l.scope = 'per_visit') as is_per_visit,
      bool_or(l.max_issues <= used.times) as is_reached,
      bool_or(l.max_issues <= used.times and win.ends_at is null) as is_reached_for_good,
      max(win.ends_at) filter (where l.max_issues <= used.times) as reached_until,
      max(used.last_at + make_interval(mins => l.cooldown_minutes)) as cooling_until,
      jsonb_agg(jsonb_build_object('scope', l.scope, 'max_issues', l.max_issues, 'left',
        greatest(0, l.max_issues - coalesce(used.times, 0)))
        order by l.scope) as remaining
    from public.reward_limits l
    join win on win.scope = l.scope
    left join used on used.reward_id = l.reward_id and used.scope = l.scope
    where l.casino_id = p_ctx.casino_id and (p_reward_id is null or l.reward_id = p_reward_id)
    group by l.reward_id
  ),
  benefits as (
    -- The tier's own, or the next lower one's: a tier added above others takes nothing from who is lifted into it.
    select distinct on (own.reward_id) own.reward_id, own.benefit
    from public.reward_entitlement_tier own
    join public.loyalty_tier t on t.casino_id = own.casino_id and t.code = own.tier
    where own.casino_id = p_ctx.casino_id and (p_reward_id is null or own.reward_id = p_reward_id) and t.rank <= v_rank
    order by own.reward_id, t.rank desc
  ),
  offered as (
    select r, price.points_cost, price.allow_overdraw,
      case when price.allow_overdraw then v_debt_limit when price.points_cost is not null then 0 end as debt_limit,
        e.benefit, lim.is_reached, lim.is_reached_for_good, lim.reached_until,
      lim.cooling_until, coalesce(lim.requires_note, false) as requires_note,
        coalesce(lim.remaining, '[]'::jsonb) as remaining,
      case when r.family = 'entitlement' then program.id end as program_id,
      coalesce((e.benefit ->> 'valid_hours')::integer, program.valid_hours) as valid_hours,
      array_remove(array[
        case when v_rank < lowest.rank then 'min_tier' end,
        case when v_rank > highest.rank then 'max_tier' end,
        case when p_loyalty.balance < g.min_points_balance then 'min_points_balance' end,
        case when g.visit_kinds is not null and (p_visit.kind = any (g.visit_kinds)) is not true then 'visit_kind' end,
        case when lim.is_per_visit and p_visit.id is null then 'no_visit' end,
        case when r.family = 'entitlement' and e.benefit is null then 'no_benefit' end
      ], null) as unmet
    from public.reward_catalog r
    left join public.reward_price_points price on price.casino_id = r.casino_id and price.reward_id = r.id
    left join benefits e on e.reward_id = r.id
    left join public.reward_eligibility g on g.casino_id = r.casino_id and g.reward_id = r.id
    left join public.loyalty_tier lowest on lowest.casino_id = r.casino_id and lowest.code = g.min_tier
    left join public.loyalty_tier highest on highest.casino_id = r.casino_id and highest.code = g.max_tier
    left join limited lim on lim.reward_id = r.id
    left join lateral (
      -- The coupon carries the tier's figures; the program it is filed under is the one whose value comes nearest.
      select pr.id, pr.valid_hours from public.promo_program pr
      where pr.casino_id = r.casino_id and pr.promo_type = (e.benefit ->> 'instrument_type')::public.promo_type_enum
        and pr.status = 'active' and pr.start_at <= now() and (pr.end_at is null or pr.end_at > now())
      order by abs(pr.face_value_cents - (e.benefit ->> 'face_value_cents')::bigint), pr.start_at desc, pr.id desc
      limit 1
    ) program on true
    where r.casino_id = p_ctx.casino_id and case when p_reward_id is null then r.is_active else r.id = p_reward_id end
  ),
  judged as (
    select o.*, array_remove(array[
        case when p_is_excluded then 'PLAYER_EXCLUDED' end,
        case when o.unmet <> '{}' then 'NOT_ELIGIBLE' end,
        case when o.is_reached then 'LIMIT_REACHED' end,
        case when o.cooling_until > now() then 'COOLDOWN_ACTIVE' end,
        case when p_loyalty.balance - o.points_cost < -o.debt_limit then 'INSUFFICIENT_POINTS' end,
        case when o.benefit is not null and o.program_id is null then 'NO_ACTIVE_PROGRAM' end,
        case when v_exact_match and app.takes_wager(o.benefit ->> 'instrument_type')
          and o.benefit -> 'required_match_wager_cents' <> o.benefit -> 'face_value_cents' then 'MATCH_NOT_EXACT' end
      ], null) as reasons
    from offered o
  )
  select (j.r).id, (j.r).code, (j.r).name, (j.r).family, (j.r).kind, (j.r).fulfillment, (j.r).ui_tags, (j.r).version,
    (j.r).is_active,
    j.requires_note,
    j.points_cost, j.allow_overdraw, j.debt_limit, p_loyalty.balance, p_loyalty.balance - coalesce(j.points_cost, 0),
      p_loyalty.tier,
    (j.benefit ->> 'instrument_type')::public.promo_type_enum, (j.benefit ->> 'face_value_cents')::bigint,
    (j.benefit ->> 'required_match_wager_cents')::bigint, j.valid_hours, j.program_id, j.remaining, j.unmet, j.reasons,
      j.reasons = '{}',
    -- A time is promised only where time alone stands in the way.
    case when j.reasons <> '{}' and j.reasons <@ array['LIMIT_REACHED', 'COOLDOWN_ACTIVE']
      and j.is_reached_for_good is not true
      then greatest(j.reached_until, case when j.cooling_until > now() then j.cooling_until end) end
  from judged j
  order by (j.r).family, (j.r).kind, lower((j.r).name), (j.r).id;
end;
$$;
comment on function app.reward_offers(app.rls_context, public.player_loyalty, public.visit, boolean, uuid) is
  'The active rewards, or the one given whether active or not, as a player with this standing, on this visit (an '
  'empty row for none), could get them now. Both the list on the screen and the issuing itself go by it.';

create function app.reward_visit(p_ctx app.rls_context, p_player_id uuid, p_visit_id uuid,
  p_rating_slip_id uuid default null)
returns public.visit
language plpgsql
stable
set search_path = ''
as $$
declare
  v_slip public.rating_slip;
  v_visit public.visit;
begin
  if p_rating_slip_id is not null then
    select * into v_slip from public.rating_slip where casino_id = p_ctx.casino_id and id = p_rating_slip_id;
    if not found then
      perform app.fail(404, 'SLIP_NOT_FOUND');
    end if;
    if v_slip.player_id <> p_player_id or v_slip.visit_id <> p_visit_id then
      perform app.fail(409, 'PLAYER_MISMATCH');
    end if;
    if v_slip.status = 'closed' then
      perform app.fail(409, 'SLIP_CLOSED', jsonb_build_object('endedAt', v_slip.ended_at));
    end if;
  end if;
  if coalesce(p_visit_id, v_slip.visit_id) is null then
    -- Without a visit in the call the running one counts, so that leaving it out passes no limit per visit.
    select * into v_visit from public.visit where casino_id = p_ctx.casino_id and player_id = p_player_id
      and ended_at is null;
    return v_visit;
  end if;
  select * into v_visit from public.visit where casino_id = p_ctx.casino_id
    and id = coalesce(p_visit_id, v_slip.visit_id);
  if not found then
    perform app.fail(404, 'VISIT_NOT_FOUND');
  end if;
  if v_visit.player_id <> p_player_id then
    perform app.fail(409, 'PLAYER_MISMATCH');
  end if;
  if v_visit.ended_at is not null then
    perform app.fail(409, 'VISIT_ENDED', jsonb_build_object('endedAt', v_visit.ended_at));
  end if;
  return v_visit;
end;
$$;
comment on function app.reward_visit(app.rls_context, uuid, uuid, uuid) is
  'The visit a reward is given on: the one named, the slip''s, or the player''s running one; an empty row when there '
  'is none. VISIT_NOT_FOUND, VISIT_ENDED, SLIP_NOT_FOUND, SLIP_CLOSED, PLAYER_MISMATCH.';

-- ---- 60_catalog/internal/reward_checks.sql ----

-- What a reward must be.

create function app.require_reward_basics(p_reward jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.require_known_fields('reward', p_reward,
    array['code', 'name', 'family', 'kind', 'is_active', 'fulfillment', 'ui_tags',
    'metadata', 'price', 'tiers', 'limits', 'eligibility']);
  if (p_reward ->> 'code' ~ '^[A-Z][A-Z0-9_]{1,49}$') is not true then
    perform app.invalid('code', 'rewardCode');
  end if;
  if (jsonb_typeof(p_reward -> 'name') = 'string' and length(btrim(p_reward ->> 'name')) between 1 and 100) is not true
    then
    perform app.invalid('name', 'characters', jsonb_build_object('lowest', 1, 'highest', 100));
  end if;
  if (p_reward ->> 'family' in ('points_comp', 'entitlement')) is not true then
    perform app.invalid('family', 'oneOf', jsonb_build_object('options', 'points_comp, entitlement'));
  end if;
  if (jsonb_typeof(p_reward -> 'kind') = 'string' and p_reward ->> 'kind' ~ '^[a-z][a-z0-9_]{0,39}$') is not true then
    perform app.invalid('kind', 'smallLetters', jsonb_build_object('highest', 40));
  end if;
  if jsonb_typeof(p_reward -> 'is_active') is distinct from 'boolean' then
    perform app.invalid('isActive', 'trueOrFalse');
  end if;
  if p_reward ->> 'fulfillment' not in ('immediate', 'voucher', 'external') then
    perform app.invalid('fulfillment', 'oneOfOrNothing', jsonb_build_object('options', 'immediate, voucher, external'));
  end if;
  if jsonb_typeof(p_reward -> 'ui_tags') = 'array' then
    if jsonb_array_length(p_reward -> 'ui_tags') > 10 or exists (
      select 1 from jsonb_array_elements(p_reward -> 'ui_tags') tag
      where (jsonb_typeof(tag) = 'string' and length(btrim(tag #>> '{}')) between 1 and 30) is not true
    ) then
      perform app.invalid('uiTags', 'tags');
    end if;
  elsif coalesce(jsonb_typeof(p_reward -> 'ui_tags'), 'null') <> 'null' then
    perform app.invalid('uiTags', 'tagsOrNothing');
  end if;
  if jsonb_typeof(p_reward -> 'metadata') is distinct from 'object'
    or length((p_reward -> 'metadata')::text) > 4000 then
    perform app.invalid('metadata', 'smallObject', jsonb_build_object('highest', 4000));
  end if;
end;
$$;
comment on function app.require_reward_basics(jsonb) is
  'VALIDATION_FAILED by field, unless what a reward says of itself is sound.';

create function app.require_reward_price(p_reward jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_price jsonb := nullif(p_reward -> 'price', 'null');
begin
  if p_reward ->> 'family' = 'entitlement' then
    if v_price is not null then
      perform app.invalid('price', 'entitlementNoPrice');
    end if;
    return;
  end if;
  if v_price is null then
    perform app.invalid('price', 'compPrice');
  end if;
  perform app.require_known_fields('price', v_price, array['points_cost', 'allow_overdraw']);
  if not app.is_number_between(v_price -> 'points_cost', 1, 1000000000, true) then
    perform app.invalid('price.pointsCost', 'wholeBetween', jsonb_build_object('lowest', 1, 'highest', 1000000000));
  end if;
  if jsonb_typeof(coalesce(v_price -> 'allow_overdraw', 'false')) <> 'boolean' then
    perform app.invalid('price.allowOverdraw', 'trueOrFalse');
  end if;
end;
$$;
comment on function app.require_reward_price(jsonb) is
  'VALIDATION_FAILED unless a comp has a price and an entitlement none.';

create function app.require_known_tier(p_casino_id uuid, p_field text, p_tier jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if jsonb_typeof(p_tier) is distinct from 'string'
    or not exists (select 1 from public.loyalty_tier where casino_id = p_casino_id and code = p_tier #>> '{}') then
    perform app.fail(422, 'UNKNOWN_TIER', jsonb_build_object('field', p_field, 'tier', left(p_tier #>> '{}', 60)));
  end if;
end;
$$;
comment on function app.require_known_tier(uuid, text, jsonb) is
  'UNKNOWN_TIER, naming the field, unless it is the code of a tier of the casino.';

create function app.require_benefit(p_path text, p_benefit jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.require_known_fields(p_path, p_benefit,
    array['instrument_type', 'face_value_cents', 'required_match_wager_cents', 'valid_hours']);
  perform app.require_promo_type(p_path || '.instrumentType', p_benefit ->> 'instrument_type');
  if not app.is_number_between(p_benefit -> 'face_value_cents', 1, 100000000, true) then
    perform app.invalid(p_path || '.faceValueCents', 'faceValue');
  end if;
  perform app.require_sound_wager(p_path || '.requiredMatchWagerCents', p_benefit ->> 'instrument_type',
    p_benefit -> 'required_match_wager_cents');
  if coalesce(jsonb_typeof(p_benefit -> 'valid_hours'), 'null') <> 'null'
    and not app.is_number_between(p_benefit -> 'valid_hours', 1, 8784, true) then
    perform app.invalid(p_path || '.validHours', 'validHoursOrNothing');
  end if;
end;
$$;
comment on function app.require_benefit(text, jsonb) is
  'VALIDATION_FAILED by field, unless what a tier gets is sound.';

create function app.require_exact_benefits(p_casino_id uuid, p_reward jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_benefit jsonb;
begin
  if not (select promo_require_exact_match from public.casino_settings where casino_id = p_casino_id) then
    return;
  end if;
  for v_benefit in select tier -> 'benefit' from jsonb_array_elements(p_reward -> 'tiers') tier loop
    if app.takes_wager(v_benefit ->> 'instrument_type')
      and v_benefit -> 'required_match_wager_cents' <> v_benefit -> 'face_value_cents' then
      perform app.fail(409, 'MATCH_NOT_EXACT', jsonb_build_object('faceValueCents', v_benefit -> 'face_value_cents',
        'requiredMatchWagerCents', v_benefit -> 'required_match_wager_cents'));
    end if;
  end loop;
end;
$$;
comment on function app.require_exact_benefits(uuid, jsonb) is
  'MATCH_NOT_EXACT where the casino wants wager and value of a match play equal and a tier''s are not. The document '
  'has been found sound.';

create function app.require_reward_tiers(p_casino_id uuid, p_reward jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_tiers jsonb := p_reward -> 'tiers';
begin
  if jsonb_typeof(v_tiers) is distinct from 'array' or jsonb_array_length(v_tiers) > 20 then
    perform app.invalid('tiers', 'tierBenefits');
  end if;
  if p_reward ->> 'family' = 'points_comp' and v_tiers <> '[]' then
    perform app.invalid('tiers', 'compNoTiers');
  end if;
  if p_reward ->> 'family' = 'entitlement' and v_tiers = '[]' then
    perform app.invalid('tiers', 'oneTierGets');
  end if;
  for v_place in 0 .. jsonb_array_length(v_tiers) - 1 loop
    perform app.require_known_fields('tiers.' || v_place, v_tiers -> v_place, array['tier', 'benefit']);
    perform app.require_known_tier(p_casino_id, 'tiers.' || v_place || '.tier', v_tiers -> v_place -> 'tier');
    perform app.require_benefit('tiers.' || v_place || '.benefit', v_tiers -> v_place -> 'benefit');
  end loop;
  if (select count(*) <> count(distinct tier ->> 'tier') from jsonb_array_elements(v_tiers) tier) then
    perform app.invalid('tiers', 'eachTierOnce');
  end if;
end;
$$;
comment on function app.require_reward_tiers(uuid, jsonb) is
  'VALIDATION_FAILED, UNKNOWN_TIER, unless an entitlement has sound benefits by tier and a comp none.';

create function app.require_reward_limits(p_reward jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_limits jsonb := p_reward -> 'limits';
  v_limit jsonb;
  v_path text;
begin
  if jsonb_typeof(v_limits) is distinct from 'array' or jsonb_array_length(v_limits) > 4 then
    perform app.invalid('limits', 'limits');
  end if;
  for v_place in 0 .. jsonb_array_length(v_limits) - 1 loop
    v_limit := v_limits -> v_place;
    v_path := 'limits.' || v_place;
    perform app.require_known_fields(v_path, v_limit,
      array['scope', 'max_issues', 'cooldown_minutes', 'requires_note']);
    if (v_limit ->> 'scope' in ('per_visit', 'per_gaming_day', 'per_week', 'per_month')) is not true then
      perform app.invalid(v_path || '.scope', 'oneOf',
        jsonb_build_object('options', 'per_visit, per_gaming_day, per_week, per_month'));
    end if;
    if not app.is_number_between(v_limit -> 'max_issues', 1, 1000, true) then
      perform app.invalid(v_path || '.maxIssues', 'wholeBetween', jsonb_build_object('lowest', 1, 'highest', 1000));
    end if;
    if coalesce(jsonb_typeof(v_limit -> 'cooldown_minutes'), 'null') <> 'null'
      and not app.is_number_between(v_limit -> 'cooldown_minutes', 1, 44640, true) then
      perform app.invalid(v_path || '.cooldownMinutes', 'cooldown');
    end if;
    if jsonb_typeof(coalesce(v_limit -> 'requires_note', 'false')) <> 'boolean' then
      perform app.invalid(v_path || '.requiresNote', 'trueOrFalse');
    end if;
  end loop;
  if (select count(*) <> count(distinct item ->> 'scope') from jsonb_array_elements(v_limits) item) then
    perform app.invalid('limits', 'eachScopeOnce');
  end if;
end;
$$;
comment on function app.require_reward_limits(jsonb) is
  'VALIDATION_FAILED by field, unless the limits are sound, one a scope.';

create function app.require_reward_eligibility(p_casino_id uuid, p_reward jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_eligibility jsonb := nullif(p_reward -> 'eligibility', 'null');
  v_bound text;
begin
  if v_eligibility is null then
    return;
  end if;
  perform app.require_known_fields('eligibility', v_eligibility,
    array['min_tier', 'max_tier', 'min_points_balance', 'visit_kinds']);
  foreach v_bound in array array['min_tier', 'max_tier'] loop
    if nullif(v_eligibility -> v_bound, 'null') is not null then
      perform app.require_known_tier(p_casino_id, 'eligibility.' || app.camel_case(v_bound), v_eligibility -> v_bound);
    end if;
  end loop;
  if (select rank from public.loyalty_tier where casino_id = p_casino_id and code = v_eligibility ->> 'min_tier')
    > (select rank from public.loyalty_tier where casino_id = p_casino_id and code = v_eligibility ->> 'max_tier') then
    perform app.invalid('eligibility.maxTier', 'maxTierBelow');
  end if;
  if nullif(v_eligibility -> 'min_points_balance', 'null') is not null
    and not app.is_number_between(v_eligibility -> 'min_points_balance', 0, 1000000000, true) then
    perform app.invalid('eligibility.minPointsBalance', 'pointsBetweenOrNothing');
  end if;
  if nullif(v_eligibility -> 'visit_kinds', 'null') is not null and (
    jsonb_typeof(v_eligibility -> 'visit_kinds') = 'array'
      and jsonb_array_length(v_eligibility -> 'visit_kinds') between 1 and 2
    and v_eligibility -> 'visit_kinds' <@ '["rated", "unrated"]'
  ) is not true then
    perform app.invalid('eligibility.visitKinds', 'visitKinds');
  end if;
end;
$$;
comment on function app.require_reward_eligibility(uuid, jsonb) is
  'VALIDATION_FAILED, UNKNOWN_TIER, unless the conditions are sound.';

-- ---- 60_catalog/internal/rewards.sql ----

create function app.reward_document(p_reward public.reward_catalog)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'code', p_reward.code, 'name', p_reward.name, 'family', p_reward.family, 'kind', p_reward.kind, 'is_active',
      p_reward.is_active,
    'fulfillment', p_reward.fulfillment, 'ui_tags', to_jsonb(p_reward.ui_tags), 'metadata', p_reward.metadata,
    'price', (
      select jsonb_build_object('points_cost', points_cost, 'allow_overdraw', allow_overdraw)
      from public.reward_price_points where casino_id = p_reward.casino_id and reward_id = p_reward.id
    ),
    'tiers', (
      select coalesce(jsonb_agg(jsonb_build_object('tier', e.tier, 'benefit', e.benefit) order by t.rank), '[]'::jsonb)
      from public.reward_entitlement_tier e
      join public.loyalty_tier t on t.casino_id = e.casino_id and t.code = e.tier
      where e.casino_id = p_reward.casino_id and e.reward_id = p_reward.id
    ),
    'limits', (
      select coalesce(jsonb_agg(jsonb_build_object('scope', scope, 'max_issues', max_issues, 'cooldown_minutes',
        cooldown_minutes,
        'requires_note', requires_note) order by scope), '[]'::jsonb)
      from public.reward_limits where casino_id = p_reward.casino_id and reward_id = p_reward.id
    ),
    'eligibility', (
      select jsonb_build_object('min_tier', min_tier, 'max_tier', max_tier, 'min_points_balance', min_points_balance,
        'visit_kinds', to_jsonb(visit_kinds))
      from public.reward_eligibility where casino_id = p_reward.casino_id and reward_id = p_reward.id
    )
  );
end;
$$;
comment on function app.reward_document(public.reward_catalog) is
  'All of a reward that an editor writes: itself, price, tiers, limits and eligibility.';

create function app.reward_json(p_reward public.reward_catalog)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return app.reward_document(p_reward) || jsonb_build_object('id', p_reward.id, 'version', p_reward.version,
    'created_at', p_reward.created_at, 'updated_at', p_reward.updated_at,
    'updated_by_staff_name', app.staff_name(p_reward.casino_id, p_reward.updated_by_staff_id));
end;
$$;
comment on function app.reward_json(public.reward_catalog) is 'A reward as every RPC answers it.';

-- ---- 60_catalog/rpc/get_reward.sql ----

create function public.rpc_get_reward(p_reward_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_reward public.reward_catalog;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  select * into v_reward from public.reward_catalog where casino_id = v_ctx.casino_id and id = p_reward_id;
  if not found then
    perform app.fail(404, 'REWARD_NOT_FOUND');
  end if;
  return app.reward_json(v_reward);
end;
$$;
comment on function public.rpc_get_reward(uuid) is
  'One reward with price, tiers, limits and eligibility. Capability floor.read. REWARD_NOT_FOUND.';

-- ---- 60_catalog/rpc/issue_reward.sql ----

create function public.rpc_issue_reward(
  p_reward_id uuid,
  p_player_id uuid,
  p_idempotency_key text,
  p_visit_id uuid default null,
  p_rating_slip_id uuid default null,
  p_note text default null,
  p_expected_points_cost bigint default null,
  p_expected_face_value_cents bigint default null,
  p_expected_required_match_wager_cents bigint default null,
  p_expected_valid_hours integer default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_request app.reward_request := row(p_reward_id, p_player_id, p_visit_id, p_rating_slip_id, nullif(btrim(p_note), ''),
    p_expected_points_cost, p_expected_face_value_cents, p_expected_required_match_wager_cents, p_expected_valid_hours);
  v_call app.call := app.begin_call('issue_reward', 'reward.issue', p_idempotency_key, to_jsonb(v_request),
    p_correlation_id);
begin
  perform app.require_reward_note(v_request.note);
  return app.issue_reward(v_call, v_request);
end;
$$;
comment on function public.rpc_issue_reward(uuid, uuid, text, uuid, uuid, text, bigint, bigint, bigint, integer,
  uuid) is
  'The one door for comps and entitlements: a comp debits the ledger by its price of now, an entitlement issues a '
  'coupon with the tier''s value, wager and validity. The visit is the one given, the slip''s, or the player''s '
  'running one. What is given as expected must still be so. Answers {is_existing, family, entry, coupon, balance}; a '
  'replay answers the original with the balance of now. Capability reward.issue. VALIDATION_FAILED, REWARD_NOT_FOUND, '
  'PLAYER_NOT_FOUND, VISIT_NOT_FOUND, SLIP_NOT_FOUND, REWARD_INACTIVE, VISIT_ENDED, SLIP_CLOSED, PLAYER_MISMATCH, '
  'PLAYER_NOT_ENROLLED, PLAYER_EXCLUDED, OFFER_CHANGED, NOT_ELIGIBLE (detail: unmet), LIMIT_REACHED (scope, '
  'maxIssues, nextEligibleAt), COOLDOWN_ACTIVE (nextEligibleAt), INSUFFICIENT_POINTS (balance, pointsCost; where the '
  'price allows a debt, debtLimitPoints), NO_ACTIVE_PROGRAM, MATCH_NOT_EXACT, NOTE_REQUIRED, RATE_LIMITED, '
  'POINTS_OUT_OF_RANGE.';

-- ---- 60_catalog/rpc/list_reward_offers.sql ----

create function public.rpc_list_reward_offers(p_player_id uuid, p_visit_id uuid default null)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_loyalty public.player_loyalty;
  v_visit public.visit;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  select * into v_loyalty from public.player_loyalty where casino_id = v_ctx.casino_id and player_id = p_player_id;
  if not found then
    perform app.fail(409, 'PLAYER_NOT_ENROLLED', jsonb_build_object('playerId', p_player_id));
  end if;
  v_visit := app.reward_visit(v_ctx, p_player_id, p_visit_id);
  -- Written as text once: as jsonb, 200 offers would be taken apart and put together again for as long as the query
  -- takes.
  return json_build_object(
    'player_id', p_player_id, 'visit_id', v_visit.id, 'balance', v_loyalty.balance, 'tier', v_loyalty.tier,
    'tier_name', (select name from public.loyalty_tier where casino_id = v_ctx.casino_id and code = v_loyalty.tier),
      'as_of', now(),
    'items', (
      select coalesce(jsonb_agg(to_jsonb(o) || jsonb_build_object('conditions', case when o.unmet <> '{}' then (
        -- The conditions come along where one of them is not met: the screen says which players the reward is for.
        select jsonb_build_object(
          'min_tier_name', (select name from public.loyalty_tier where casino_id = g.casino_id and code = g.min_tier),
          'max_tier_name', (select name from public.loyalty_tier where casino_id = g.casino_id and code = g.max_tier),
          'min_points_balance', g.min_points_balance, 'visit_kinds', g.visit_kinds)
        from public.reward_eligibility g
        where g.casino_id = v_ctx.casino_id and g.reward_id = o.reward_id
      ) end)), '[]'::jsonb)
      from app.reward_offers(v_ctx, v_loyalty, v_visit, app.is_player_excluded(v_ctx, p_player_id)) o
    )
  );
end;
$$;
comment on function public.rpc_list_reward_offers(uuid, uuid) is
  'Every active reward as the player could get it now, on the visit given or the running one: {player_id, visit_id, '
  'balance, tier, tier_name, as_of, items: [{reward_id, code, name, family, kind, eligible, reasons (codes), unmet, '
  'points_cost, balance, balance_after, face_value_cents, required_match_wager_cents, valid_hours, remaining: '
  '[{scope, max_issues, left}], next_eligible_at, requires_note, conditions (where one is not met), ...}]}. A no is '
  'data, not an error. Capability floor.read. PLAYER_NOT_FOUND, PLAYER_NOT_ENROLLED, VISIT_NOT_FOUND, VISIT_ENDED, '
  'PLAYER_MISMATCH.';

-- ---- 60_catalog/rpc/list_rewards.sql ----

create function public.rpc_list_rewards(p_is_active boolean default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  perform app.require_capability(v_ctx, 'floor.read');
  return jsonb_build_object('items', coalesce((
    select jsonb_agg(app.reward_json(r) order by r.is_active desc, r.family, r.kind, lower(r.name), r.id)
    from public.reward_catalog r
    where r.casino_id = v_ctx.casino_id and (p_is_active is null or r.is_active = p_is_active)
  ), '[]'::jsonb));
end;
$$;
comment on function public.rpc_list_rewards(boolean) is
  'The whole catalog, or what is switched on or off of it: {items}, active ones first. Capability floor.read.';

-- ---- 60_catalog/rpc/preview_reward.sql ----

create function public.rpc_preview_reward(p_reward_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit constant integer := 500;
  v_preview jsonb;
begin
  perform app.require_capability(v_ctx, 'catalog.write');
  if not exists (select 1 from public.reward_catalog where casino_id = v_ctx.casino_id and id = p_reward_id) then
    perform app.fail(404, 'REWARD_NOT_FOUND');
  end if;
  with arrived as materialized (
    select v from public.visit v
    where v.casino_id = v_ctx.casino_id and v.ended_at is null
    order by v.started_at desc, v.id
    limit v_limit
  ),
  house as (
    -- Looked up one by one and not joined: for a casino the statistics have not heard of yet, a join pairs all with
    -- all.
    select v, (select l from public.player_loyalty l where l.casino_id = (v).casino_id
      and l.player_id = (v).player_id) as l,
      (select first_name || ' ' || last_name from public.player where casino_id = (v).casino_id
        and id = (v).player_id) as player_name
    from arrived
  ),
  judged as (
    select (h.v).player_id, h.player_name,
      (select name from public.loyalty_tier where casino_id = (h.v).casino_id and code = o.tier) as tier_name,
      o.tier, o.balance, o.points_cost, o.face_value_cents, o.required_match_wager_cents,
      o.reasons = '{}' as eligible,
      -- Beside a list of who could, a count of the excluded would name them in a small house.
      case when cardinality(o.reasons) > 0 then replace(o.reasons[1], 'PLAYER_EXCLUDED', 'NOT_ELIGIBLE') end as reason
    from house h
    cross join lateral app.reward_offers(v_ctx, h.l, h.v, app.is_player_excluded(v_ctx, (h.v).player_id), p_reward_id) o
    where (h.l).player_id is not null
    union all
    select (h.v).player_id, h.player_name, null, null, null, null, null, null, false, 'PLAYER_NOT_ENROLLED'
      from house h where (h.l).player_id is null
  )
  select jsonb_build_object('player_count', count(*), 'eligible_count', count(*) filter (where eligible),
    'reasons', (
      select coalesce(jsonb_agg(jsonb_build_object('code', reason, 'count', n) order by n desc, reason), '[]'::jsonb)
      from (select reason, count(*) as n from judged where not eligible group by reason) counted
    ),
    'items', coalesce(jsonb_agg(to_jsonb(judged) - 'eligible' - 'reason' order by player_name,
      player_id) filter (where eligible), '[]'::jsonb))
  into v_preview
  from judged;
  return v_preview || jsonb_build_object('reward_id', p_reward_id, 'as_of', now(), 'is_partial',
    exists (select from public.visit where casino_id = v_ctx.casino_id and ended_at is null offset v_limit));
end;
$$;
comment on function public.rpc_preview_reward(uuid) is
  'Who in the house (players on a running visit, the last 500 that came) could get a reward now, were it active: '
  '{reward_id, as_of, player_count, eligible_count, is_partial, reasons: [{code, count}] of the others (an exclusion '
  'counts as NOT_ELIGIBLE), items: [{player_id, player_name, tier, tier_name, balance, points_cost, face_value_cents, '
  'required_match_wager_cents}]}. Capability catalog.write. REWARD_NOT_FOUND.';

-- ---- 60_catalog/rpc/redeem_points.sql ----

create function public.rpc_redeem_points(
  p_reward_id uuid,
  p_player_id uuid,
  p_idempotency_key text,
  p_visit_id uuid default null,
  p_rating_slip_id uuid default null,
  p_note text default null,
  p_expected_points_cost bigint default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_request app.reward_request := row(p_reward_id, p_player_id, p_visit_id, p_rating_slip_id, nullif(btrim(p_note), ''),
    p_expected_points_cost, null, null, null);
  v_call app.call := app.begin_call('issue_reward', 'reward.issue', p_idempotency_key, to_jsonb(v_request),
    p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
begin
  perform app.require_reward_note(v_request.note);
  if exists (select 1 from public.reward_catalog where casino_id = v_ctx.casino_id and id = p_reward_id
    and family <> 'points_comp') then
    perform app.invalid('rewardId', 'onlyComp');
  end if;
  return app.issue_reward(v_call, v_request) - 'family' - 'coupon';
end;
$$;
comment on function public.rpc_redeem_points(uuid, uuid, text, uuid, uuid, text, bigint, uuid) is
  'A comp through the one door, as rpc_issue_reward. Answers {is_existing, entry, balance}. Capability reward.issue. '
  'VALIDATION_FAILED, REWARD_NOT_FOUND, PLAYER_NOT_FOUND, VISIT_NOT_FOUND, SLIP_NOT_FOUND, REWARD_INACTIVE, '
  'VISIT_ENDED, SLIP_CLOSED, PLAYER_MISMATCH, PLAYER_NOT_ENROLLED, PLAYER_EXCLUDED, OFFER_CHANGED, NOT_ELIGIBLE, '
  'LIMIT_REACHED, COOLDOWN_ACTIVE, INSUFFICIENT_POINTS, NOTE_REQUIRED, RATE_LIMITED, POINTS_OUT_OF_RANGE.';

-- ---- 60_catalog/rpc/upsert_reward.sql ----

create function public.rpc_upsert_reward(
  p_reward jsonb,
  p_idempotency_key text,
  p_reward_id uuid default null,
  p_expected_version integer default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('upsert_reward', 'catalog.write', p_idempotency_key,
    jsonb_build_array(p_reward, p_reward_id, p_expected_version), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.reward_catalog;
  v_before_json jsonb;
  v_document jsonb := '{"is_active": true, "metadata": {}, "tiers": [], "limits": []}';
  v_reward public.reward_catalog;
begin
  if jsonb_typeof(p_reward) is distinct from 'object' or p_reward = '{}'::jsonb then
    perform app.invalid('reward', 'objectWithField');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  if p_reward_id is not null then
    v_before := app.lock_reward(v_ctx, p_reward_id, p_expected_version);
    v_before_json := app.reward_json(v_before);
    v_document := app.reward_document(v_before);
    if v_document || jsonb_build_object('code', coalesce(p_reward -> 'code', v_document -> 'code'),
      'family', coalesce(p_reward -> 'family', v_document -> 'family')) <> v_document then
      perform app.invalid(case when p_reward -> 'code' <> v_document -> 'code' then 'code' else 'family' end,
        'codeStays');
    end if;
  end if;
  v_document := v_document || p_reward;
  -- A tier that this reward names stays until it is written: who takes tiers away waits here, or is waited for.
  perform 1 from public.loyalty_tier where casino_id = v_ctx.casino_id order by id for key share;
  perform app.require_reward_basics(v_document);
  perform app.require_reward_price(v_document);
  perform app.require_reward_tiers(v_ctx.casino_id, v_document);
  perform app.require_reward_limits(v_document);
  perform app.require_reward_eligibility(v_ctx.casino_id, v_document);
  -- A reward that is inexact since before the setting can still be renamed and switched off, but not made anew so.
  if v_before.id is null
    or not (v_document -> 'tiers' <@ (v_before_json -> 'tiers')
    and v_document -> 'tiers' @> (v_before_json -> 'tiers'))
    or ((v_document ->> 'is_active')::boolean and not v_before.is_active) then
    perform app.require_exact_benefits(v_ctx.casino_id, v_document);
  end if;

  v_reward := app.write_reward(v_ctx, v_before, v_document);
  return app.finish_call(v_call, 'catalog.upsert_reward', 'reward', v_reward.id, v_before_json,
    app.reward_json(v_reward));
end;
$$;
comment on function public.rpc_upsert_reward(jsonb, text, uuid, integer, uuid) is
  'Makes a reward, or changes the fields given of one, with price, tiers, limits and eligibility, all or nothing: '
  '{code, name, family, kind, is_active, fulfillment, ui_tags, metadata, price: {points_cost, allow_overdraw} | null, '
  'tiers: [{tier, benefit: {instrument_type, face_value_cents, required_match_wager_cents, valid_hours}}], limits: '
  '[{scope, max_issues, cooldown_minutes, requires_note}], eligibility: {min_tier, max_tier, min_points_balance, '
  'visit_kinds} | null}. A list that is given replaces the list. Changing needs the version it was read at; code and '
  'family never change. Answers the reward and is_existing. Capability catalog.write. VALIDATION_FAILED, '
  'UNKNOWN_TIER, MATCH_NOT_EXACT, REWARD_NOT_FOUND, REWARD_CHANGED (detail: version, at, staffName), '
  'REWARD_CODE_TAKEN.';

create function app.write_reward_parts(p_casino_id uuid, p_reward_id uuid, p_reward jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_eligibility jsonb := nullif(p_reward -> 'eligibility', 'null');
begin
  delete from public.reward_price_points where casino_id = p_casino_id and reward_id = p_reward_id;
  delete from public.reward_entitlement_tier where casino_id = p_casino_id and reward_id = p_reward_id;
  delete from public.reward_limits where casino_id = p_casino_id and reward_id = p_reward_id;
  delete from public.reward_eligibility where casino_id = p_casino_id and reward_id = p_reward_id;

  insert into public.reward_price_points (casino_id, reward_id, points_cost, allow_overdraw)
  select p_casino_id, p_reward_id, (price ->> 'points_cost')::bigint,
    coalesce((price ->> 'allow_overdraw')::boolean, false)
  from (select nullif(p_reward -> 'price', 'null') as price) given
  where price is not null;
  insert into public.reward_entitlement_tier (casino_id, reward_id, tier, benefit)
  select p_casino_id, p_reward_id, tier ->> 'tier', '{"valid_hours": null}' || (tier -> 'benefit')
  from jsonb_array_elements(p_reward -> 'tiers') tier;
  insert into public.reward_limits (casino_id, reward_id, scope, max_issues, cooldown_minutes, requires_note)
  select p_casino_id, p_reward_id, (item ->> 'scope')::public.reward_limit_scope, (item ->> 'max_issues')::integer,
    (item ->> 'cooldown_minutes')::integer, coalesce((item ->> 'requires_note')::boolean, false)
  from jsonb_array_elements(p_reward -> 'limits') item;
  insert into public.reward_eligibility (casino_id, reward_id, min_tier, max_tier, min_points_balance, visit_kinds)
  select p_casino_id, p_reward_id, v_eligibility ->> 'min_tier', v_eligibility ->> 'max_tier',
    (v_eligibility ->> 'min_points_balance')::bigint,
    case when jsonb_typeof(v_eligibility -> 'visit_kinds') = 'array' then
      array(select distinct kind::public.visit_kind from jsonb_array_elements_text(v_eligibility -> 'visit_kinds') kind
        order by 1) end
  where v_eligibility is not null and jsonb_strip_nulls(v_eligibility) <> '{}';
end;
$$;
comment on function app.write_reward_parts(uuid, uuid, jsonb) is
  'Makes price, tiers, limits and eligibility of a reward what its document says. The document has been found sound.';

create function app.lock_reward(p_ctx app.rls_context, p_reward_id uuid, p_expected_version integer)
returns public.reward_catalog
language plpgsql
set search_path = ''
as $$
declare
  v_reward public.reward_catalog;
begin
  select * into v_reward from public.reward_catalog
  where casino_id = p_ctx.casino_id and id = p_reward_id
  for no key update;
  if not found then
    perform app.fail(404, 'REWARD_NOT_FOUND');
  end if;
  if v_reward.version is distinct from p_expected_version then
    perform app.fail(409, 'REWARD_CHANGED', jsonb_build_object('version', v_reward.version, 'at', v_reward.updated_at,
      'staffName', app.staff_name(v_reward.casino_id, v_reward.updated_by_staff_id)));
  end if;
  return v_reward;
end;
$$;
comment on function app.lock_reward(app.rls_context, uuid, integer) is
  'Locks a reward for an edit. REWARD_NOT_FOUND; REWARD_CHANGED, with who and when, when somebody else edited since '
  'the expected version.';

create function app.write_reward(p_ctx app.rls_context, p_before public.reward_catalog, p_document jsonb)
returns public.reward_catalog
language plpgsql
set search_path = ''
as $$
declare
  v_reward public.reward_catalog;
  v_tags text[] := case when jsonb_typeof(p_document -> 'ui_tags') = 'array' then
    array(select btrim(tag) from jsonb_array_elements_text(p_document -> 'ui_tags') tag) end;
begin
  insert into public.reward_catalog (casino_id, id, code, name, family, kind, is_active, fulfillment, ui_tags,
    metadata, version, created_at, updated_by_staff_id)
  values (p_ctx.casino_id, coalesce(p_before.id, app.uuid_v7()), p_document ->> 'code', btrim(p_document ->> 'name'),
    (p_document ->> 'family')::public.reward_family, p_document ->> 'kind', (p_document ->> 'is_active')::boolean,
    (p_document ->> 'fulfillment')::public.reward_fulfillment, v_tags, p_document -> 'metadata',
      coalesce(p_before.version, 0) + 1,
    coalesce(p_before.created_at, now()), p_ctx.staff_id)
  on conflict (casino_id, code) do update
  set name = excluded.name, kind = excluded.kind, is_active = excluded.is_active, fulfillment = excluded.fulfillment,
    ui_tags = excluded.ui_tags,
    metadata = excluded.metadata, version = excluded.version, updated_at = now(),
      updated_by_staff_id = excluded.updated_by_staff_id
  where reward_catalog.id = excluded.id
  returning * into v_reward;
  if not found then
    perform app.fail(409, 'REWARD_CODE_TAKEN');
  end if;
  perform app.write_reward_parts(p_ctx.casino_id, v_reward.id, p_document);
  return v_reward;
end;
$$;
comment on function app.write_reward(app.rls_context, public.reward_catalog, jsonb) is
  'Writes a sound document: as a new reward (p_before without id), or over the one before. REWARD_CODE_TAKEN when '
  'another reward has the code.';

-- ---- 60_catalog/policies.sql ----

alter table public.reward_catalog enable row level security;
alter table public.reward_price_points enable row level security;
alter table public.reward_entitlement_tier enable row level security;
alter table public.reward_limits enable row level security;
alter table public.reward_eligibility enable row level security;

create policy "Staff read the rewards of their own casino" on public.reward_catalog
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the prices of their own casino" on public.reward_price_points
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the tier benefits of their own casino" on public.reward_entitlement_tier
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the reward limits of their own casino" on public.reward_limits
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the reward conditions of their own casino" on public.reward_eligibility
  for select to authenticated using (casino_id = (select app.current_casino_id()));

grant select on public.reward_catalog, public.reward_price_points, public.reward_entitlement_tier,
  public.reward_limits, public.reward_eligibility
  to authenticated, service_role;

-- ---- 65_imports/tables.sql ----

-- Imports: a legacy file is staged row by row. Nothing of it counts before somebody reconciles it.

create type public.import_status as enum ('staging', 'mapping', 'checking', 'ready', 'discarded');
create type public.import_row_status as enum ('staged', 'error', 'pending', 'applied', 'kept', 'reverted');
create type public.import_standing as enum ('upgrade', 'lower', 'same', 'none');

create table public.player_import (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  file_name text not null check (length(file_name) between 1 and 255),
  sha256 bytea not null check (length(sha256) = 32),
  size_bytes bigint not null check (size_bytes > 0),
  encoding text not null check (encoding in ('utf-8', 'utf-16le', 'utf-16be', 'windows-1252')),
  delimiter text not null check (delimiter in (',', ';', E'\t', '|')),
  sheet text check (length(sheet) between 1 and 255),
  sheets jsonb,
  headers jsonb not null,
  header_row integer not null check (header_row > 0),
  mapping jsonb not null,
  mapping_version integer not null default 1,
  evidence jsonb not null default '{}',
  gathered_through integer,
  readings jsonb not null default '{}',
  is_reread_due boolean not null default false,
  status public.import_status not null default 'staging',
  staff_id uuid not null,
  staged_bytes bigint not null default 0,
  staged_through integer not null,
  checked_through integer not null default 0,
  refreshed_through integer,
  row_count integer not null default 0,
  staged_count integer not null default 0,
  error_count integer not null default 0,
  pending_count integer not null default 0,
  applied_count integer not null default 0,
  kept_count integer not null default 0,
  reverted_count integer not null default 0,
  unmatched_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  staged_at timestamptz,
  discarded_at timestamptz,
  purged_at timestamptz,
  primary key (casino_id, id),
  foreign key (casino_id, staff_id) references public.staff (casino_id, id),
  -- Every row of the file is somewhere, always.
  check (row_count = staged_count + error_count + pending_count + applied_count + kept_count + reverted_count),
  check (unmatched_count between 0 and row_count),
  check (status <> 'discarded' or refreshed_through is null),
  check ((sheet is null) = (sheets is null))
);
comment on table public.player_import is
  'One legacy file: where it came from, how its columns are read, and how many of its rows are where.';
comment on column public.player_import.sha256 is
  'Of the file as it was sent. The same file twice is noticed by it, and an interrupted one goes on by it and by how '
  'it is read.';
comment on column public.player_import.sheet is
  'Of a workbook, the sheet that was read, written out as text of this encoding and delimiter. Null of a text.';
comment on column public.player_import.sheets is
  'Of a workbook, the names of its sheets, a JSON array. Null of a text.';
comment on column public.player_import.headers is
  'The column names as they stand in the file, a JSON array. Names may repeat: a column is known by its place.';
comment on column public.player_import.mapping is
  'How the columns are read: {columns: {<field>: <place from 0>}, date_order, tiers: [{text, tier}], formats: '
  '{<field>: <format that somebody said>}, date_system}.';
comment on column public.player_import.evidence is
  'What the cells of a column of dates or numbers prove, counted: {<field>: {<kind>: {cells, row, text}}}.';
comment on column public.player_import.gathered_through is
  'While status is checking: the last row of which the evidence is gathered; null when that of all is.';
comment on column public.player_import.readings is
  'How each column of dates or numbers is read, and why: {<field>: as app.decide_column answers}.';
comment on column public.player_import.is_reread_due is
  'While rows arrive: a later one proved that earlier ones are to be read differently. They are, when all are there.';
comment on column public.player_import.staged_through is
  'The last row of the file that arrived. Rows are numbered as a spreadsheet numbers them, from 1 and with the blank '
  'ones, which are not kept.';
comment on column public.player_import.checked_through is
  'While status is checking: the last row read by the mapping as it is now.';
comment on column public.player_import.refreshed_through is
  'Set when the casino''s tiers change, or the tier of a player with very many rows: the last row that was compared '
  'since. Null when all of them were.';
comment on column public.player_import.unmatched_count is 'Rows, not in error, that name no player of the casino.';
create unique index player_import_one_staging_per_file
  on public.player_import (casino_id, sha256, encoding, delimiter, header_row, coalesce(sheet, ''))
  where status = 'staging';
create index player_import_file on public.player_import (casino_id, sha256);
create index player_import_staff on public.player_import (casino_id, staff_id);
comment on column public.player_import.purged_at is 'When the last row of a discarded import was removed.';
create index player_import_untended on public.player_import (casino_id, id)
  where status = 'checking' or (status = 'discarded' and purged_at is null) or refreshed_through is not null;

create table public.player_import_row (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  import_id uuid not null,
  row_number integer not null check (row_number > 0),
  raw jsonb not null,
  fault jsonb,
  errors jsonb,
  status public.import_row_status not null,
  player_id uuid,
  imported_loyalty_id text,
  imported_player_id uuid,
  imported_first_name text,
  imported_last_name text,
  imported_birth_date date,
  imported_tier text,
  imported_points_balance bigint,
  imported_last_activity_at timestamptz,
  imported_last_activity_date date,
  tier_code text,
  standing public.import_standing not null default 'none',
  reconciliation_id uuid,
  has_namesake boolean not null default false,
  doubts text[] not null default '{}',
  confirmed_doubts text[] not null default '{}',
  confirmed_facts text,
  confirmed_by uuid,
  confirmed_at timestamptz,
  loyalty_id_key text collate "C" generated always as (app.loyalty_id_key(imported_loyalty_id)) stored,
  person_key text collate "C" generated always as (app.person_key(imported_first_name, imported_last_name)) stored,
  search_text text not null generated always as (coalesce(app.name_key(
    coalesce(imported_first_name, '') || ' ' || coalesce(imported_last_name, '') || ' '
      || coalesce(imported_loyalty_id, '')
  ), '')) stored,
  primary key (casino_id, id),
  unique (casino_id, import_id, row_number),
  foreign key (casino_id, import_id) references public.player_import (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  check (status <> 'error' or errors is not null),
  check (fault is null or status = 'error'),
  check (status <> 'staged' or player_id is null),
  check ((confirmed_by is null) = (confirmed_at is null))
);
comment on table public.player_import_row is
  'One row of a legacy file: its cells as they came, what the mapping reads in them, whom it names, and what became '
  'of it. status is staged until a mapping reads it; then error or pending; then what reconciling did.';
comment on column public.player_import_row.raw is
  'The cells as they stand in the file, a JSON array. The names of the columns are the import''s headers.';
comment on column public.player_import_row.fault is
  'What the reader of the file could not make sense of: {code, ...}. No mapping mends it.';
comment on column public.player_import_row.errors is
  'What can''t be read of the row: [{field, code, ...}]. Where it does not say who the row is about, the row is in '
  'error; else its other cells count.';
comment on column public.player_import_row.search_text is
  'Names and id folded by app.name_key, for the search of the queue.';
comment on column public.player_import_row.imported_tier is
  'The tier as the file spells it; tier_code is the casino''s tier it stands for, null while it stands for none.';
comment on column public.player_import_row.imported_last_activity_date is
  'The day of the last activity where the file says no time; imported_last_activity_at is then its first instant at '
  'the casino.';
comment on column public.player_import_row.standing is
  'How the imported tier compares with the one the player holds, kept for the filters of the queue; none where there '
  'is nothing to compare. Who judges a row compares anew.';
comment on column public.player_import_row.doubts is
  'What makes it doubtful whom the row is about: name_differs, birth_date_differs, duplicate_in_file. Nobody is '
  'enrolled or raised by it before somebody has confirmed it.';
comment on column public.player_import_row.has_namesake is
  'Nobody has the card, and somebody of this name and birth date is a player under another one.';
comment on column public.player_import_row.confirmed_doubts is
  'Those that somebody looked at, and said that the row is about who it seems to be all the same. None any more once '
  'what was seen then is no longer so.';
comment on column public.player_import_row.confirmed_facts is
  'What was seen then, of row and holder: app.identity_facts.';
comment on column public.player_import_row.confirmed_by is
  'Who said so. No foreign key: it would share-lock one person''s row in everything they confirm. Staff rows are '
  'never deleted.';
comment on column public.player_import_row.loyalty_id_key is 'What the imported loyalty id is compared by.';
comment on column public.player_import_row.person_key is 'The imported names however they are written.';
comment on column public.player_import_row.reconciliation_id is
  'What was last done with the row, in loyalty_reconciliation.';

-- A player's rows in the order of the files: read in this order from any other index, until statistics are there, they
-- would cost every row of the casino.
create index player_import_row_player on public.player_import_row (casino_id, player_id, import_id, row_number)
  where player_id is not null;
create index player_import_row_queue on public.player_import_row (casino_id, status, import_id, row_number);
create index player_import_row_standing
  on public.player_import_row (casino_id, status, standing, import_id, row_number);
create index player_import_row_unmatched on public.player_import_row (casino_id, status, import_id, row_number)
  where player_id is null;
create index player_import_row_unknown_tier on public.player_import_row (casino_id, status, import_id, row_number)
  where imported_tier is not null and tier_code is null;
create index player_import_row_doubts on public.player_import_row (casino_id, status, import_id, row_number)
  where doubts <> '{}';
create index player_import_row_namesake on public.player_import_row (casino_id, status, import_id, row_number)
  where has_namesake;
create index player_import_row_person on public.player_import_row (casino_id, person_key, imported_birth_date)
  where player_id is null and imported_birth_date is not null;
create index player_import_row_points
  on public.player_import_row (casino_id, status, coalesce(imported_points_balance, -9000000000000000), id);
create index player_import_row_activity
  on public.player_import_row (casino_id, status, coalesce(imported_last_activity_at, '-infinity'), id);
create index player_import_row_flawed on public.player_import_row (casino_id, import_id, row_number)
  where errors is not null;
create index player_import_row_search on public.player_import_row using gin (search_text extensions.gin_trgm_ops);

create table public.player_import_memory (
  casino_id uuid primary key references public.casino (id),
  columns jsonb not null default '{}'::jsonb,
  tiers jsonb not null default '[]'::jsonb,
  date_order text not null check (date_order in ('mdy', 'dmy', 'ymd')),
  updated_at timestamptz not null default now()
);
comment on table public.player_import_memory is
  'What the casino''s people said of their files, for the next one: columns {<header, small letters and digits only>: '
  '<field, null for none>}, tiers [{text, tier}], and the order of dates.';

create type app.import_time as (local_time timestamp, utc_offset interval);
comment on type app.import_time is
  'A time as a file writes it: by some wall clock, and how far that is ahead of UTC where the file says so.';

create type app.import_reading as (
  loyalty_id text,
  player_id uuid,
  first_name text,
  last_name text,
  birth_date date,
  tier text,
  points_balance bigint,
  last_activity_at timestamptz,
  last_activity_date date,
  errors jsonb
);
comment on type app.import_reading is
  'What a mapping reads in a row; errors is [{field, code, ...}], empty when every mapped cell makes sense.';

create type app.import_row_draft as (
  row_number integer,
  raw jsonb,
  fault jsonb,
  errors jsonb,
  status public.import_row_status,
  player_id uuid,
  reading app.import_reading,
  tier_code text,
  standing public.import_standing
);
comment on type app.import_row_draft is 'A row as it is to be written.';

-- ---- 65_imports/internal/answers.sql ----

create function app.import_json(p_import public.player_import)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(p_import)
    - array['casino_id', 'sha256', 'staff_id', 'refreshed_through', 'purged_at', 'evidence', 'is_reread_due']
    || jsonb_build_object(
    'sha256', encode(p_import.sha256, 'hex'), 'uploaded_by', app.staff_name(p_import.casino_id, p_import.staff_id),
    'is_mapped', app.is_mapping_complete(p_import.mapping),
    'blank_count', p_import.staged_through - p_import.header_row - p_import.row_count);
end;
$$;
comment on function app.import_json(public.player_import) is
  'An import as every RPC answers it. Rows after the header = row_count + blank_count; row_count = staged + error + '
  'pending + applied + kept + reverted.';

create function app.get_import(p_ctx app.rls_context, p_import_id uuid, p_for_update boolean default false)
returns public.player_import
language plpgsql
set search_path = ''
as $$
declare
  v_import public.player_import;
begin
  if p_for_update then
    select * into v_import from public.player_import where casino_id = p_ctx.casino_id
      and id = p_import_id for no key update;
  else
    select * into v_import from public.player_import where casino_id = p_ctx.casino_id and id = p_import_id;
  end if;
  if not found then
    perform app.fail(404, 'IMPORT_NOT_FOUND');
  end if;
  return v_import;
end;
$$;
comment on function app.get_import(app.rls_context, uuid, boolean) is
  'An import of the caller''s casino, locked when asked. IMPORT_NOT_FOUND.';

create function app.require_import_status(p_import public.player_import, p_statuses public.import_status[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_import.status <> all (p_statuses) then
    perform app.fail(409, 'IMPORT_NOT_READY', jsonb_build_object('status', p_import.status));
  end if;
end;
$$;
comment on function app.require_import_status(public.player_import, public.import_status[]) is
  'IMPORT_NOT_READY, with the status it has, unless an import is in one of these.';

create function app.import_row_json(p_row public.player_import_row, p_import public.player_import)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', p_row.id, 'import_id', p_row.import_id, 'row_number', p_row.row_number, 'status', p_row.status,
    'player_id', p_row.player_id, 'player_name', app.import_row_name(p_row),
    'imported_loyalty_id', p_row.imported_loyalty_id, 'imported_tier', p_row.imported_tier, 'tier_code',
      p_row.tier_code,
    'imported_points_balance', p_row.imported_points_balance, 'imported_last_activity_at',
      p_row.imported_last_activity_at,
    'imported_last_activity_date', p_row.imported_last_activity_date, 'raw', p_row.raw,
    'errors', coalesce((
      select jsonb_agg(error - 'field'
        || jsonb_build_object('column',
        p_import.headers ->> (p_import.mapping -> 'columns' ->> (error ->> 'field'))::integer))
      from jsonb_array_elements(p_row.errors) error
    ), '[]'::jsonb));
end;
$$;
comment on function app.import_row_json(public.player_import_row, public.player_import) is
  'A row as every RPC answers it; each error names its column as the file does, null where it is the row as a whole.';

create function app.import_row_name(p_row public.player_import_row)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce(
    (select first_name || ' ' || last_name from public.player where casino_id = p_row.casino_id
      and id = p_row.player_id),
    nullif(concat_ws(' ', p_row.imported_first_name, p_row.imported_last_name), ''));
end;
$$;
comment on function app.import_row_name(public.player_import_row) is
  'Who a row is about: the player it was matched to, else the names in the file, else null.';

-- ---- 65_imports/internal/cells.sql ----

-- Reading a cell.

create function app.read_import_number(p_text text, p_format text)
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_text text := p_text;
  v_sign text := '';
begin
  -- The short way for what most cells hold.
  if v_text ~ '^\d{1,15}$' then
    return v_text::numeric;
  elsif p_format = 'point' and v_text ~ '^(?!0+,)\d{1,3}(,\d{3})+$' then
    return replace(v_text, ',', '')::numeric;
  end if;
  v_text := regexp_replace(translate(v_text, U&'\2212\2012\2013\2019', '---'''),
    ' ?(pts?|points?|puntos?|punti|pontos?|pkte?|punkte?|p)\.?$', '', 'i');
  -- Negative amounts are written as (250), 250- or -250.
  if v_text ~ '^(\(.*\)|[^-]*\d ?-)$' then
    v_text := btrim(v_text, '()- ');
    v_sign := '-';
  end if;
  -- Blanks and apostrophes stand between thousands in every country.
  if v_text ~ '^[-+]?\d{1,3}([ '']\d{3})+([.,]\d*)?$' then
    v_text := translate(v_text, ' ''', '');
  end if;
  if p_format = 'comma' then
    v_text := translate(v_text, '.,', ',.');
  end if;
  if v_text !~ '^[-+]?(\d+|(?!0+,)\d{1,3}(,\d{3})+)(\.\d+)?$' or (v_sign = '-' and v_text ~ '^[-+]') then
    return null;
  end if;
  return (v_sign || replace(v_text, ',', ''))::numeric;
end;
$$;
comment on function app.read_import_number(text, text) is
  'A number as spreadsheets write it: 1234, 1,234, 1 234, 1''234, (250), 250-, 12.00, 5 pts. The format says whether '
  'a point or a comma stands before a fraction; the other one stands between thousands. Null when it is none.';

create function app.iso_date_text(p_text text, p_date_system text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_months constant jsonb := '{"jan":1,"ene":1,"gen":1,"feb":2,"fev":2,"mar":3,"apr":4,"abr":4,"avr":4,'
    '"may":5,"mai":5,"mag":5,"jun":6,"juin":6,"giu":6,"jul":7,"juil":7,"lug":7,"aug":8,"ago":8,"aou":8,"sep":9,"set":9,'
      '"oct":10,"okt":10,"ott":10,"out":10,"nov":11,"dec":12,"dez":12,"dic":12}';
  v_parts text[];
  v_month integer;
begin
  if p_text ~ '^\d{5}([.,]\d+)?$' then
    -- A serial number counts days from 30 December 1899, or from 1 January 1904 in workbooks of old Macintoshes.
    return to_char(case p_date_system when '1904' then timestamp '1904-01-01' else timestamp '1899-12-30' end
      + round(replace(p_text, ',', '.')::numeric * 86400)::double precision * interval '1 second',
        'YYYY-MM-DD HH24:MI:SS');
  elsif p_text ~ '^(19|20)\d{6}($|[ T])' then
    return overlay(overlay(p_text placing '-' from 7 for 0) placing '-' from 5 for 0);
  end if;
  -- Every pattern gives year, month, day and rest, in this order.
  v_parts := regexp_match(p_text,
    U&'^(\\d{4})[-/. \5e74]+([[:alpha:]]{3,10}|\\d{1,2})[-/. \6708]+(\\d{1,2})\65e5?(?:[ T]+(.*))?$', 'i');
  if v_parts is null then
    v_parts := (regexp_match(p_text,
      '^(?:[[:alpha:]]{2,10}[.,]* )?(\d{1,2})(?:st|nd|rd|th|er)?[-/., ]+(?:de )?([[:alpha:]]{3,10})[-/., ]+(?:de )?('
        '\d{4}|\d{2})(?:,?[ T]+(.*))?$', 'i'));
    v_parts := v_parts[3:3] || v_parts[2:2] || v_parts[1:1] || v_parts[4:4];
  end if;
  if coalesce(cardinality(v_parts), 0) = 0 then
    v_parts := (regexp_match(p_text,
      '^(?:[[:alpha:]]{2,10}[.,]* )?([[:alpha:]]{3,10})[-/., ]+(\d{1,2})(?:st|nd|rd|th)?[-/., ]+(\d{4}|\d{2})'
        '(?:,?[ T]+(.*))?$', 'i'));
    v_parts := v_parts[3:3] || v_parts[1:1] || v_parts[2:2] || v_parts[4:4];
  end if;
  v_month := case when v_parts[2] ~ '^\d' then v_parts[2]::integer
    else coalesce(v_months ->> left(app.name_key(v_parts[2]), 4),
      v_months ->> left(app.name_key(v_parts[2]), 3))::integer end;
  return case when length(v_parts[1]) = 4 then v_parts[1]
    when v_parts[1]::integer < 70 then '20' || v_parts[1] else '19' || v_parts[1] end || '-' || v_month || '-'
      || v_parts[3] || coalesce(' ' || v_parts[4], '');
end;
$$;
comment on function app.iso_date_text(text, text) is
  'A date that says its order itself, with the year first: 1-Oct-22, October 1, 2022, 1. Oktober 2022, 20221001, a '
  'spreadsheet''s serial number (by the system 1900 or 1904). What stands behind it stays. Null when it is none of '
  'these.';

create function app.read_import_time(p_text text, p_date_order text, p_date_system text)
returns app.import_time
language plpgsql
immutable
set search_path = ''
as $$
declare
  -- Tested without captures first: taking every date apart by one pattern costs several times as much.
  v_at integer := coalesce(nullif(strpos(translate(p_text, 'T', ' '), ' '), 0), length(p_text) + 1);
  v_date text := left(p_text, v_at - 1);
  v_clock text := ltrim(substr(p_text, v_at), 'T ');
  v_parts text[];
  v_time text[];
  v_year integer;
  v_month integer;
  v_day integer;
  v_hour integer;
  v_offset interval;
begin
  if v_date !~ '^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2}))$' then
    v_date := app.iso_date_text(p_text, p_date_system);
    return case when v_date is not null
      and v_date <> p_text then app.read_import_time(v_date, 'ymd', p_date_system) end;
  end if;
  v_parts := string_to_array(translate(v_date, '/.', '--'), '-');
  if length(v_parts[1]) < 4 then
    if p_date_order = 'ymd' then
      return null;
    end if;
    -- Put into the order year, month, day by what the mapping says of the column.
    v_parts := array[v_parts[3], v_parts[case p_date_order when 'mdy' then 1 else 2 end],
      v_parts[case p_date_order when 'mdy' then 2 else 1 end]];
  end if;
  if v_clock ~ '^\d{1,2}:\d{2}(:\d{2})?$' then
    v_time := string_to_array(v_clock, ':');
  elsif v_at <= length(p_text) then
    v_time := regexp_match(v_clock,
      '^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?: ?([AaPp])\.?[Mm]\.?)?'
        '(?: ?(Z|[-+](?:0\d|1[0-4])(?::?[0-5]\d)?))?$');
    if v_time is null then
      return null;
    end if;
  end if;
  v_year := v_parts[1]::integer + case when length(v_parts[1]) = 4 then 0 when v_parts[1]::integer < 70 then 2000
    else 1900 end;
  v_month := v_parts[2]::integer;
  v_day := v_parts[3]::integer;
  v_hour := coalesce(v_time[1]::integer, 0);
  if v_time[4] is not null then
    if v_hour not between 1 and 12 then
      return null;
    end if;
    v_hour := v_hour % 12 + case when upper(v_time[4]) = 'P' then 12 else 0 end;
  end if;
  if v_year < 1 or v_month not between 1 and 12 or v_day < 1 or v_hour > 23
    or coalesce(v_time[2]::integer, 0) > 59 or coalesce(v_time[3]::integer, 0) > 59
    or (v_day > 28 and v_day > extract(day from make_date(v_year, v_month, 1) + interval '1 month' - interval '1 day'))
      then
    return null;
  end if;
  if v_time[5] is not null then
    v_offset := case when v_time[5] = 'Z' then interval '0'
      else (left(v_time[5], 1) || '1')::integer * make_interval(hours => substr(v_time[5], 2, 2)::integer,
        mins => coalesce(nullif(right(replace(v_time[5], ':', ''), -3), '')::integer, 0)) end;
  end if;
  return row(make_timestamp(v_year, v_month, v_day, v_hour, coalesce(v_time[2]::integer, 0),
    coalesce(v_time[3]::integer, 0)), v_offset)::app.import_time;
end;
$$;
comment on function app.read_import_time(text, text, text) is
  'A date, perhaps with a time, as spreadsheets write them: the year first and a month by its name always, else by '
  'the order of its column (mdy, dmy). Null when it is none, such as 30 February.';

create function app.clean_name_cell(p_text text)
returns text
language plpgsql
immutable
strict
set search_path = ''
as $$
begin
  if p_text collate "C" ~ '^[A-Za-z]+([-. ][A-Za-z]+)*$' then
    return p_text;
  end if;
  -- A leading apostrophe stays, since it may belong to the name: 't Hooft.
  return app.clean_text(coalesce(substring(app.clean_text(p_text) collate "C" from '^=\s*"(.*)"$'), p_text));
end;
$$;
comment on function app.clean_name_cell(text) is
  'A name as a person sees it in a spreadsheet, which writes ="Lee" for a text.';

-- ---- 65_imports/internal/changed_tiers.sql ----

-- When tiers change elsewhere.

create function app.refresh_player_standing()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_many constant integer := 1000;
  v_rows integer;
begin
  -- The rows are locked in the order of their files, like everywhere.
  with own as materialized (
    select id, tier_code, standing from public.player_import_row
    where casino_id = new.casino_id and player_id = new.player_id
    order by import_id, row_number
    limit v_many + 1
    for no key update
  ), compared as (
    update public.player_import_row r
    set standing = app.import_standing(imported.rank, held.rank)
    from own
    join public.loyalty_tier imported on imported.casino_id = new.casino_id and imported.code = own.tier_code
    join public.loyalty_tier held on held.casino_id = new.casino_id and held.code = new.tier
    where r.casino_id = new.casino_id and r.id = own.id
      and own.standing <> app.import_standing(imported.rank, held.rank)
  )
  select count(*) into v_rows from own;
  -- A file may name one player in thousands of rows, which must not hold up the close of that player's slip: the worker
  -- compares those.
  if v_rows > v_many then
    perform 1 from public.player_import
    where casino_id = new.casino_id and status in ('staging', 'checking', 'ready')
    order by id
    for no key update;
    update public.player_import set refreshed_through = 0
    where casino_id = new.casino_id and status in ('staging', 'checking', 'ready') and refreshed_through is distinct
      from 0;
  end if;
  return null;
end;
$$;
comment on function app.refresh_player_standing() is
  'Trigger of the balance row: the player''s rows in the queue compare with the new tier, those that were applied or '
  'kept too: taken back, they wait again. Of a player with more than a thousand, the worker compares them.';
create trigger player_loyalty_tier_changed after update of tier on public.player_loyalty
  for each row when (old.tier is distinct from new.tier) execute function app.refresh_player_standing();

create function app.note_changed_tiers()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  -- A casino may have a million rows in the queue: the worker compares them, after whoever changes the tiers is done.
  perform 1 from public.player_import
  where casino_id in (select casino_id from changed) and status in ('staging', 'checking', 'ready')
  order by id
  for no key update;
  update public.player_import set refreshed_through = 0
  where casino_id in (select casino_id from changed) and status in ('staging', 'checking', 'ready')
    and refreshed_through is distinct from 0;
  return null;
end;
$$;
comment on function app.note_changed_tiers() is
  'Trigger of the tiers: the casino''s imports are to be compared with them anew.';
create trigger loyalty_tier_added after insert on public.loyalty_tier
  referencing new table as changed for each statement execute function app.note_changed_tiers();
create trigger loyalty_tier_changed after update on public.loyalty_tier
  referencing new table as changed for each statement execute function app.note_changed_tiers();
create trigger loyalty_tier_removed after delete on public.loyalty_tier
  referencing old table as changed for each statement execute function app.note_changed_tiers();

-- ---- 65_imports/internal/checking.sql ----

-- Reading the rows anew.

create function app.gather_more(p_import public.player_import, p_limit integer)
returns public.player_import
language plpgsql
stable
set search_path = ''
as $$
declare
  v_read public.player_import;
  v_numbers integer[];
  v_cells jsonb[];
begin
  select array_agg(row_number order by row_number), array_agg(case when fault is null then raw end order by row_number)
    into v_numbers, v_cells
  from (
    select row_number, raw, fault from public.player_import_row
    where casino_id = p_import.casino_id and import_id = p_import.id and row_number > p_import.gathered_through
    order by row_number
    limit p_limit
  ) batch;
  v_read := app.with_evidence(p_import,
    app.gather_evidence(p_import.evidence, p_import.mapping -> 'columns', v_numbers, v_cells));
  v_read.gathered_through := case when cardinality(v_numbers) = p_limit then v_numbers[p_limit] end;
  return v_read;
end;
$$;
comment on function app.gather_more(public.player_import, integer) is
  'An import with the evidence of its next rows, as it is to be written. Cells never change: no row is locked for it.';

create function app.check_import_rows(p_import public.player_import, p_limit integer)
returns public.player_import
language plpgsql
set search_path = ''
as $$
declare
  v_import public.player_import;
  v_read public.player_import := p_import;
  v_ids uuid[];
  v_through integer;
begin
  if p_import.gathered_through is not null then
    v_read := app.gather_more(p_import, p_limit * 10);
  end if;
  -- The casino's lock comes before any row, since whoever applies rows holds it while they lock the players whom the
  -- rows name. Then rows first and the import last, as everywhere.
  perform app.lock_many_standings(p_import.casino_id);
  select array_agg(id), max(row_number) into v_ids, v_through
  from (
    select id, row_number from public.player_import_row
    where casino_id = p_import.casino_id and import_id = p_import.id and row_number > p_import.checked_through
    order by row_number
    limit p_limit
    for no key update
  ) batch;
  select * into v_import from public.player_import where casino_id = p_import.casino_id
    and id = p_import.id for no key update;
  if v_import.status <> 'checking' or (v_import.mapping_version, v_import.checked_through, v_import.gathered_through)
    is distinct from (p_import.mapping_version, p_import.checked_through, p_import.gathered_through) then
    return v_import;
  end if;
  update public.player_import
  set evidence = v_read.evidence, readings = v_read.readings, gathered_through = v_read.gathered_through,
    updated_at = clock_timestamp()
  where casino_id = v_import.casino_id and id = v_import.id
  returning * into v_import;
  if v_import.gathered_through is not null then
    return v_import;
  end if;

  update public.player_import_row r
  set errors = d.errors, status = d.status, player_id = d.player_id, imported_loyalty_id = (d.reading).loyalty_id,
    imported_player_id = (d.reading).player_id, imported_first_name = (d.reading).first_name,
      imported_last_name = (d.reading).last_name,
    imported_birth_date = (d.reading).birth_date, imported_tier = (d.reading).tier,
      imported_points_balance = (d.reading).points_balance,
    imported_last_activity_at = (d.reading).last_activity_at,
      imported_last_activity_date = (d.reading).last_activity_date, tier_code = d.tier_code, standing = d.standing,
    has_namesake = false, doubts = '{}', confirmed_doubts = '{}', confirmed_facts = null, confirmed_by = null,
      confirmed_at = null
  from (
    select array_agg(row_number) as numbers, array_agg(raw) as cells, array_agg(fault) as faults
    from public.player_import_row where casino_id = v_import.casino_id and id = any (v_ids)
  ) batch
  cross join lateral app.draft_import_rows(v_import, batch.numbers, batch.cells, batch.faults) d
  where r.casino_id = v_import.casino_id and r.import_id = v_import.id and r.row_number = d.row_number;
  perform app.note_doubts(v_import.casino_id, v_ids);
  update public.player_import
  set checked_through = coalesce(v_through, checked_through), updated_at = clock_timestamp(),
    status = case when coalesce(cardinality(v_ids), 0) < p_limit then 'ready' else status end
  where casino_id = v_import.casino_id and id = v_import.id
  returning * into v_import;
  if v_import.status = 'ready' then
    perform app.note_duplicates(v_import);
  end if;
  return v_import;
end;
$$;
comment on function app.check_import_rows(public.player_import, integer) is
  'Reads the next rows of an import that is being checked by its mapping as it is now; with the last ones it is '
  'ready. Before that it gathers what the columns prove, where they are other ones. Does nothing when another was '
  'quicker.';

-- ---- 65_imports/internal/columns.sql ----

-- Reading a column.
--
-- A cell alone does not say what 11/05/2026 or 1.234 is. Its column does, nearly always: every cell is counted by what
-- it proves, and what was decided is kept with the cell that proves it.

create function app.date_kind(p_text text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_parts text[];
  v_first integer;
  v_second integer;
begin
  -- Tested without captures, which cost several times as much.
  if p_text !~ '^\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})($|[ T])' then
    return case when p_text ~ '^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}($|[ T])' then 'year_first'
      when p_text ~ '^\d{5}([.,]\d+)?$' then 'serial' when app.iso_date_text(p_text, '1900') is not null then 'written'
        else 'other' end;
  end if;
  v_parts := string_to_array(translate(left(p_text, 6), '/.', '--'), '-');
  v_first := v_parts[1];
  v_second := v_parts[2];
  return case when v_first not between 1 and 31 or v_second not between 1 and 31
    or least(v_first, v_second) > 12 then 'other'
    when v_first > 12 then 'day_first' when v_second > 12 then 'month_first'
    when v_first = v_second then 'written' else 'either' end;
end;
$$;
comment on function app.date_kind(text) is
  'What a cell proves of the order of dates: day_first (26/04/1966), month_first (04/26/1966), either (11/05/2026), '
  'year_first, written (it says its order itself), serial (a number of days), other.';

create function app.number_kind(p_text text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_number text;
begin
  if p_text ~ '^\d+$' then
    return 'plain';
  elsif p_text ~ '^(?!0+[.,])\d{1,3}[.,]\d{3}$' then
    return case when p_text ~ ',' then 'comma_group' else 'point_group' end;
  elsif app.read_import_number(p_text, 'point') is null and app.read_import_number(p_text, 'comma') is null then
    return 'other';
  end if;
  v_number := substring(translate(p_text, U&' ''\2019', '') from '\d[\d.,]*');
  return case
    when v_number ~ '^(?!0+\.)\d{1,3}\.\d{3}$' then 'point_group'
    when v_number ~ '^(?!0+,)\d{1,3},\d{3}$' then 'comma_group'
    when v_number ~ '^\d*(,\d{3})*\.\d+$' or v_number ~ '^\d+(,\d{3}){2,}$' then 'point'
    when v_number ~ '^\d*(\.\d{3})*,\d+$' or v_number ~ '^\d+(\.\d{3}){2,}$' then 'comma'
    else 'plain' end;
end;
$$;
comment on function app.number_kind(text) is
  'What a cell proves of how numbers are written: point (1,234.5 or 0.500: a point before the fraction), comma '
  '(1.234,5), point_group (1.234) and comma_group (1,234), which could be thousands or a fraction, plain, other.';

create function app.merge_evidence(p_one jsonb, p_other jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_object_agg(kind, jsonb_build_object('cells', cells, 'row', first_row, 'text', texts[1]))
    from (
      select key as kind, sum((value ->> 'cells')::integer) as cells, min((value ->> 'row')::integer) as first_row,
        array_agg(value ->> 'text' order by (value ->> 'row')::integer) as texts
      from (select * from jsonb_each(p_one) union all select * from jsonb_each(p_other)) both_parts
      group by key
    ) kinds
  ), '{}'::jsonb);
end;
$$;
comment on function app.merge_evidence(jsonb, jsonb) is
  'The evidence of two parts of a column as one: {<kind>: {cells, row, text}}, with the first cell of each kind.';

create function app.gather_evidence(p_evidence jsonb, p_columns jsonb, p_numbers integer[], p_cells jsonb[])
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_evidence jsonb := coalesce(p_evidence, '{}');
  v_field text;
  v_part jsonb;
begin
  foreach v_field in array array['birth_date', 'last_activity_at', 'points_balance'] loop
    continue when not p_columns ? v_field;
    -- Materialized, or each text would be cleaned and judged once more for every mention.
    with texts as materialized (
      select given.row_number, app.clean_loyalty_id(given.cells ->> (p_columns ->> v_field)::integer) as text
      from unnest(p_numbers, p_cells) given (row_number, cells)
    ), judged as materialized (
      select row_number, text, case v_field when 'points_balance' then app.number_kind(text)
        else app.date_kind(text) end as kind
      from texts
      where text is not null
    )
    select jsonb_object_agg(kinds.kind,
      jsonb_build_object('cells', kinds.cells, 'row', kinds.first_row, 'text', left(judged.text, 40))) into v_part
    from (select kind, count(*) as cells, min(row_number) as first_row from judged group by kind) kinds
    join judged on judged.row_number = kinds.first_row;
    v_evidence := v_evidence || jsonb_build_object(v_field, app.merge_evidence(v_evidence -> v_field, v_part));
  end loop;
  return v_evidence;
end;
$$;
comment on function app.gather_evidence(jsonb, jsonb, integer[], jsonb[]) is
  'Adds rows to the evidence of the columns that are dates or numbers: {<field>: {<kind>: {cells, row, text}}}, by '
  'app.date_kind and app.number_kind.';

create function app.decide_between(p_kinds jsonb, p_one text, p_one_format text, p_other text, p_other_format text)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_one integer := coalesce((p_kinds -> p_one ->> 'cells')::integer, 0);
  v_other integer := coalesce((p_kinds -> p_other ->> 'cells')::integer, 0);
begin
  return case when v_one <> v_other then jsonb_build_object(
    'format', case when v_one > v_other then p_one_format else p_other_format end,
    'because', case when least(v_one, v_other) = 0 then 'column' else 'majority' end,
    'row', p_kinds -> case when v_one > v_other then p_one else p_other end -> 'row',
    'text', p_kinds -> case when v_one > v_other then p_one else p_other end -> 'text',
    'cells', greatest(v_one, v_other), 'cells_against', least(v_one, v_other)) end;
end;
$$;
comment on function app.decide_between(jsonb, text, text, text, text) is
  'Which of two kinds a column has more cells of, and the format that those prove, with the first of them: {format, '
  'because: column | majority, row, text, cells, cells_against}. Null for a tie.';

create function app.decide_column(p_field text, p_evidence jsonb, p_mapping jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_kinds jsonb := coalesce(p_evidence -> p_field, '{}');
  v_said text := p_mapping -> 'formats' ->> p_field;
  v_other text := case p_field when 'birth_date' then 'last_activity_at' when 'last_activity_at' then 'birth_date' end;
  v_found jsonb;
begin
  if v_said is not null then
    return jsonb_build_object('format', v_said, 'because', 'person');
  elsif p_field = 'points_balance' then
    return coalesce(
      app.decide_between(v_kinds, 'point', 'point', 'comma', 'comma'),
      -- Points are whole: what could be thousands is.
      app.decide_between(v_kinds, 'comma_group', 'point', 'point_group', 'comma') || '{"because": "whole"}',
      '{"format": "point", "because": "nothing"}');
  end if;
  v_found := app.decide_between(v_kinds, 'month_first', 'mdy', 'day_first', 'dmy');
  if v_found is null and v_kinds ? 'either' then
    v_found := app.decide_between(p_evidence -> v_other, 'month_first', 'mdy', 'day_first', 'dmy')
      || jsonb_build_object('because', 'other_column', 'field', v_other);
  end if;
  return coalesce(v_found, jsonb_build_object('format', p_mapping ->> 'date_order',
    'because', case when v_kinds ? 'either' then 'default' else 'nothing' end));
end;
$$;
comment on function app.decide_column(text, jsonb, jsonb) is
  'How a column is read, and why: {format, because, row, text, cells, cells_against, field}. because is person '
  '(somebody said so), column (its cells prove it), majority (most of them do), other_column (those of field do), '
  'whole (groups of three digits are thousands, since points are whole), default (the mapping''s date_order) or '
  'nothing (no cell hangs on it).';

create function app.with_evidence(p_import public.player_import, p_evidence jsonb)
returns public.player_import
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_import public.player_import := p_import;
begin
  v_import.evidence := p_evidence;
  v_import.readings := coalesce((
    select jsonb_object_agg(field, app.decide_column(field, p_evidence, p_import.mapping))
    from jsonb_object_keys(p_evidence) field
  ), '{}'::jsonb);
  return v_import;
end;
$$;
comment on function app.with_evidence(public.player_import, jsonb) is
  'An import whose columns are read as the evidence and its mapping say; nothing is written.';

create function app.import_formats(p_import public.player_import)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return coalesce((select jsonb_object_agg(key, value -> 'format') from jsonb_each(p_import.readings)), '{}'::jsonb)
    || jsonb_build_object('date_system', coalesce(p_import.mapping ->> 'date_system', '1900'));
end;
$$;
comment on function app.import_formats(public.player_import) is
  'The format of each column, as app.read_import_cells takes it.';

-- ---- 65_imports/internal/counts.sql ----

create function app.count_import_rows()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if tg_op = 'INSERT' then
    update public.player_import i
    set row_count = i.row_count + d.rows, staged_count = i.staged_count + d.staged,
      error_count = i.error_count + d.error,
      pending_count = i.pending_count + d.pending, unmatched_count = i.unmatched_count + d.unmatched
    from (
      select casino_id, import_id, count(*) as rows, count(*) filter (where status = 'staged') as staged,
        count(*) filter (where status = 'error') as error, count(*) filter (where status = 'pending') as pending,
        count(*) filter (where status not in ('staged', 'error') and player_id is null) as unmatched
      from added group by casino_id, import_id
    ) d
    where i.casino_id = d.casino_id and i.id = d.import_id;
    return null;
  end if;
  update public.player_import i
  set staged_count = i.staged_count + d.staged, error_count = i.error_count + d.error,
    pending_count = i.pending_count + d.pending,
    applied_count = i.applied_count + d.applied, kept_count = i.kept_count + d.kept,
      reverted_count = i.reverted_count + d.reverted,
    unmatched_count = i.unmatched_count + d.unmatched
  from (
    select casino_id, import_id, coalesce(sum(n) filter (where status = 'staged'), 0) as staged,
      coalesce(sum(n) filter (where status = 'error'), 0) as error,
        coalesce(sum(n) filter (where status = 'pending'), 0) as pending,
      coalesce(sum(n) filter (where status = 'applied'), 0) as applied,
        coalesce(sum(n) filter (where status = 'kept'), 0) as kept,
      coalesce(sum(n) filter (where status = 'reverted'), 0) as reverted,
      coalesce(sum(n) filter (where status not in ('staged', 'error') and player_id is null), 0) as unmatched
    from (
      select casino_id, import_id, status, player_id, 1 as n from added
      union all
      select casino_id, import_id, status, player_id, -1 from removed
    ) changed
    group by casino_id, import_id
  ) d
  where i.casino_id = d.casino_id and i.id = d.import_id
    and (d.staged, d.error, d.pending, d.applied, d.kept, d.reverted, d.unmatched) is distinct
      from (0, 0, 0, 0, 0, 0, 0);
  return null;
end;
$$;
comment on function app.count_import_rows() is
  'Trigger of the rows: keeps the counts of their imports true, whoever moves a row. Statement by statement, and '
  'without touching an import whose counts stay.';
create trigger player_import_row_added after insert on public.player_import_row
  referencing new table as added for each statement execute function app.count_import_rows();
create trigger player_import_row_changed after update on public.player_import_row
  referencing old table as removed new table as added for each statement execute function app.count_import_rows();

-- ---- 65_imports/internal/doubts.sql ----

-- Identity: whom a row of a legacy file is about is never taken on trust. What makes it doubtful is noted on the row,
-- and who looked at it says so before anybody is enrolled or raised by it.

create function app.names_differ(p_row public.player_import_row, p_person_key text)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- What a row leaves out is no difference: of one name alone it is enough that the other one has it too.
  return case
    when num_nonnulls(p_row.imported_first_name, p_row.imported_last_name) = 2 then p_row.person_key <> p_person_key
    else not string_to_array(p_row.person_key, ' ') <@ string_to_array(p_person_key, ' ') end is true;
end;
$$;
comment on function app.names_differ(public.player_import_row, text) is
  'Whether a row names another person than this key does: the same words in any order are one name, and a missing '
  'name is no difference.';

create function app.identity_facts(p_row public.player_import_row)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  -- A card without a holder would become that of the person in the row. So the row's own figures stand in for the
  -- holder's, and enrolling that very person does not void a confirmation.
  return (
    select encode(sha256(convert_to(jsonb_build_array(own.loyalty_id_key, own.person_key,
      num_nonnulls(own.imported_first_name, own.imported_last_name), own.imported_birth_date, case
        when holder.id is null then jsonb_build_array(own.loyalty_id_key, own.person_key, own.imported_birth_date)
        else jsonb_build_array(holder.loyalty_id_key, holder.person_key, holder.birth_date) end)::text, 'UTF8')), 'hex')
    from (select p_row.*) own
    left join public.player holder on holder.casino_id = own.casino_id and holder.id = own.player_id
  );
end;
$$;
comment on function app.identity_facts(public.player_import_row) is
  'A digest of what tells whom a row is about: card, name and birth date in the file, and those of the holder, or of '
  'who would be. What is confirmed is confirmed of these.';

create function app.identity_version(p_row public.player_import_row)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  -- The mapping's version stands for what other rows of the file say of the card: only a new reading changes that.
  return app.identity_facts(p_row) || '.' || (
    select mapping_version from public.player_import where casino_id = p_row.casino_id and id = p_row.import_id);
end;
$$;
comment on function app.identity_version(public.player_import_row) is
  'What a screen shows of whom a row is about, in short: another one once row, holder or the other rows of the card '
  'are no longer as shown.';

create function app.note_doubts(p_casino_id uuid, p_row_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.player_import_row r
  set doubts = noted.doubts, has_namesake = noted.has_namesake, confirmed_doubts = noted.confirmed_doubts
  from (
    select own.id, array_remove(array[
      case when app.names_differ(own, holder.person_key) then 'name_differs' end,
      case when own.imported_birth_date <> holder.birth_date then 'birth_date_differs' end,
      case when 'duplicate_in_file' = any (own.doubts) then 'duplicate_in_file' end], null) as doubts,
      own.player_id is null and exists (
        select from public.player p
        where p.casino_id = own.casino_id and p.person_key = own.person_key and p.birth_date = own.imported_birth_date
          and p.loyalty_id_key is distinct from own.loyalty_id_key
      ) as has_namesake,
      -- A confirmation counts for the facts it was given on: the same doubt about another person is a new one.
      case when own.confirmed_doubts = '{}' or app.identity_facts(own) = own.confirmed_facts then own.confirmed_doubts
        else '{}' end as confirmed_doubts
    from public.player_import_row own
    left join public.player holder on holder.casino_id = own.casino_id and holder.id = own.player_id
    where own.casino_id = p_casino_id and own.id = any (p_row_ids) and own.status not in ('staged', 'error')
  ) noted
  where r.casino_id = p_casino_id and r.id = noted.id
    and (r.doubts, r.has_namesake, r.confirmed_doubts) <> (noted.doubts, noted.has_namesake, noted.confirmed_doubts);
end;
$$;
comment on function app.note_doubts(uuid, uuid[]) is
  'Notes what makes it doubtful whom locked rows are about: name_differs and birth_date_differs, from the player who '
  'has the card; duplicate_in_file stays as app.note_duplicates found it. And whether nobody has the card while '
  'somebody of this name and birth date is a player under another: that is said, and stops nobody. What somebody '
  'confirmed is confirmed no more where they saw another holder, or another name or birth date of theirs.';

create function app.note_duplicates(p_import public.player_import)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_ids uuid[];
begin
  -- By one sort each, and never by a join of the file with itself: right after it was staged nobody knows how long it
  -- is, and a plan for a few rows would take the square of them.
  select array_agg(id) into v_ids
  from (
    select id, count(*) over (partition by loyalty_id_key) as times from public.player_import_row
    where casino_id = p_import.casino_id and import_id = p_import.id and status not in ('staged', 'error')
      and loyalty_id_key is not null
  ) counted
  where times > 1;
  update public.player_import_row r
  set doubts = array_append(r.doubts, 'duplicate_in_file')
  from (
    select id, bool_or(app.names_differ(line, person_key)
      or (line).imported_birth_date <> birth_date) over (partition by card) as is_doubtful
    from (
      -- The person whom the card names, taken from a row with both names where there is one.
      select own.id, own as line, own.loyalty_id_key as card, min(own.imported_birth_date) over of_card as birth_date,
        coalesce(
        min(own.person_key) filter (where num_nonnulls(own.imported_first_name,
          own.imported_last_name) = 2) over of_card,
        min(own.person_key) over of_card) as person_key
      from public.player_import_row own
      where own.casino_id = p_import.casino_id and own.id = any (v_ids)
      window of_card as (partition by own.loyalty_id_key)
    ) named
  ) judged
  where r.casino_id = p_import.casino_id and r.id = judged.id and judged.is_doubtful
    and not 'duplicate_in_file' = any (r.doubts);
end;
$$;
comment on function app.note_duplicates(public.player_import) is
  'Once all rows of a file are read: notes duplicate_in_file on every row of a card that the file has with different '
  'names or birth dates.';

create function app.refresh_player_doubts()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_ids uuid[];
begin
  -- Rows that are locked by another call are left out: enrolling by them judges them anew.
  select array_agg(id) into v_ids
  from (
    select id from public.player_import_row
    where casino_id = new.casino_id and player_id is null and imported_birth_date in (new.birth_date, old.birth_date)
      and person_key in (new.person_key, old.person_key)
    order by import_id, row_number
    for no key update skip locked
  ) unmatched;
  perform app.note_doubts(new.casino_id, v_ids);
  if tg_op = 'UPDATE' then
    select array_agg(id) into v_ids
    from (
      select id from public.player_import_row
      where casino_id = new.casino_id and player_id = new.id
      order by import_id, row_number
      for no key update
    ) own;
    perform app.note_doubts(new.casino_id, v_ids);
  end if;
  return null;
end;
$$;
comment on function app.refresh_player_doubts() is
  'Trigger of the players: the rows that name one, and those of whoever has the same name and birth date, are '
  'compared with who the player is now.';
create trigger player_enrolled_doubts after insert on public.player
  for each row when (new.birth_date is not null) execute function app.refresh_player_doubts();
create trigger player_changed_doubts after update of first_name, last_name, birth_date, loyalty_id on public.player
  for each row execute function app.refresh_player_doubts();

-- ---- 65_imports/internal/mapping.sql ----

-- What the columns mean.

create function app.import_fields()
returns table (field text, place integer, names text[])
language sql
immutable
set search_path = ''
as $$
  values
    ('loyalty_id', 1, array['loyaltyid', 'importedloyaltyid', 'loyaltynumber', 'loyaltyno', 'loyaltycard',
      'loyaltycardnumber', 'playerscard',
      'playerscardnumber', 'playercard', 'playercardnumber', 'cardnumber', 'cardno', 'cardid', 'card', 'membernumber',
        'memberid',
      'memberno', 'membershipnumber', 'clubnumber', 'clubid', 'patronnumber', 'patronid', 'playernumber',
        'accountnumber',
      'accountno', 'accountid', 'account', 'legacyid', 'playerid', 'customerid', 'customernumber']),
    ('player_id', 2, array['pitsideid', 'pitsideplayerid']),
    ('first_name', 3, array['firstname', 'first', 'givenname', 'forename', 'fname']),
    ('last_name', 4, array['lastname', 'last', 'surname', 'familyname', 'lname']),
    ('birth_date', 5, array['birthdate', 'dateofbirth', 'dob', 'birthday']),
    ('tier', 6, array['tier', 'importedtier', 'tiername', 'tiercode', 'tierlevel', 'loyaltytier', 'currenttier',
      'playertier', 'clublevel',
      'cardlevel', 'cardtier', 'memberlevel', 'membershiplevel', 'level', 'rank']),
    ('points_balance', 7,
      array['pointsbalance', 'importedpointsbalance', 'pointbalance', 'points', 'currentpoints', 'availablepoints',
      'loyaltypoints', 'pointstotal', 'balance', 'currentbalance']),
    ('last_activity_at', 8,
      array['lastactivityat', 'importedlastactivityat', 'lastactivity', 'lastactivitydate', 'lastactive', 'lastvisit',
      'lastvisitdate', 'lastvisitat', 'lastplay', 'lastplaydate', 'lastplayed', 'lastseen', 'lasttrip', 'lasttripdate',
      'lasttransaction', 'lasttransactiondate', 'lastrated', 'lastrateddate']);
$$;
comment on function app.import_fields() is
  'What a column of a legacy file can be, and the names it goes by (small letters and digits only), the likeliest '
  'first.';

create function app.header_key(p_header text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return left(regexp_replace(app.name_key(p_header) collate pg_catalog.pg_c_utf8, '[^[:alnum:]]+', '', 'g'), 100);
end;
$$;
comment on function app.header_key(text) is
  'A column''s name without case, accents, blanks and signs, as names are compared and remembered: `Last Visit (UTC)` '
  'is lastvisitutc. Letters of every script count.';

create function app.suggest_import_mapping(p_casino_id uuid, p_headers jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_memory public.player_import_memory;
  v_columns jsonb := '{}'::jsonb;
  v_choice record;
begin
  select * into v_memory from public.player_import_memory where casino_id = p_casino_id;
  -- A column that people chose before comes first, then the likeliest name, then the first of several with one name.
  for v_choice in
    select f.field, h.place - 1 as place
    from jsonb_array_elements_text(p_headers) with ordinality h (header, place)
    join app.import_fields() f
      on case when v_memory.columns ? app.header_key(h.header)
        then v_memory.columns ->> app.header_key(h.header) = f.field
        else app.header_key(h.header) = any (f.names) end
    order by f.place, coalesce(v_memory.columns ? app.header_key(h.header), false) desc,
      array_position(f.names, app.header_key(h.header)), h.place
  loop
    if not v_columns ? v_choice.field then
      v_columns := v_columns || jsonb_build_object(v_choice.field, v_choice.place);
    end if;
  end loop;
  return jsonb_build_object('columns', v_columns, 'tiers', coalesce(v_memory.tiers, '[]'::jsonb), 'date_order',
    coalesce(v_memory.date_order, (
    -- Where dates are written month first, nearly everybody lives in America.
    select case when time_zone ~ '^(America|US|Pacific/Honolulu)' then 'mdy' else 'dmy' end from public.casino_settings
      where casino_id = p_casino_id
  )));
end;
$$;
comment on function app.suggest_import_mapping(uuid, jsonb) is
  'How a file''s columns are probably to be read: as people of this casino said of columns with these names, or by '
  'the names that columns usually have.';

create function app.is_mapping_complete(p_mapping jsonb)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return p_mapping -> 'columns' ?| array['loyalty_id', 'player_id']
    and p_mapping -> 'columns' ?| array['tier', 'points_balance'];
end;
$$;
comment on function app.is_mapping_complete(jsonb) is
  'Whether rows can be read by it: it says who a row is about, and names a tier or points.';

create function app.require_formats(p_mapping jsonb)
returns void
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_field text;
begin
  if p_mapping ? 'date_system' and (p_mapping ->> 'date_system' in ('1900', '1904')) is not true then
    perform app.invalid('dateSystem', 'dateSystem');
  end if;
  perform app.require_known_fields('formats', coalesce(p_mapping -> 'formats', '{}'),
    array['birth_date', 'last_activity_at', 'points_balance']);
  for v_field in select jsonb_object_keys(coalesce(p_mapping -> 'formats', '{}')) loop
    if v_field = 'points_balance' and (p_mapping -> 'formats' ->> v_field in ('point', 'comma')) is not true then
      perform app.invalid('formats.pointsBalance', 'decimalMark');
    elsif v_field <> 'points_balance' and (p_mapping -> 'formats' ->> v_field in ('mdy', 'dmy', 'ymd')) is not true then
      perform app.invalid('formats.' || app.camel_case(v_field), 'oneOf',
        jsonb_build_object('options', 'mdy, dmy, ymd'));
    end if;
  end loop;
end;
$$;
comment on function app.require_formats(jsonb) is
  'VALIDATION_FAILED by field, unless what a mapping says of its columns'' formats is sound.';

create function app.require_mapping(p_casino_id uuid, p_headers jsonb, p_mapping jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_column record;
  v_tier jsonb;
begin
  if jsonb_typeof(p_mapping) is distinct from 'object' or jsonb_typeof(p_mapping -> 'columns') is distinct
    from 'object' then
    perform app.invalid('columns', 'columnPlaces');
  end if;
  perform app.require_known_fields('mapping', p_mapping,
    array['columns', 'date_order', 'tiers', 'formats', 'date_system']);
  perform app.require_formats(p_mapping);
  for v_column in select key, value from jsonb_each(p_mapping -> 'columns') loop
    if not exists (select 1 from app.import_fields() f where f.field = v_column.key) then
      perform app.invalid('columns.' || left(app.camel_case(v_column.key), 60), 'noSuchField');
    end if;
    if not app.is_number_between(v_column.value, 0, jsonb_array_length(p_headers) - 1, true) then
      perform app.invalid('columns.' || app.camel_case(v_column.key), 'columnPlace');
    end if;
  end loop;
  if (select count(*) <> count(distinct value) from jsonb_each(p_mapping -> 'columns')) then
    perform app.invalid('columns', 'columnOnce');
  end if;
  if not app.is_mapping_complete(p_mapping) then
    perform app.invalid('columns', 'columnsNeeded');
  end if;
  if (p_mapping ->> 'date_order' in ('mdy', 'dmy', 'ymd')) is not true then
    perform app.invalid('dateOrder', 'oneOf', jsonb_build_object('options', 'mdy, dmy, ymd'));
  end if;
  if jsonb_typeof(p_mapping -> 'tiers') is distinct from 'array' or jsonb_array_length(p_mapping -> 'tiers') > 200 then
    perform app.invalid('tiers', 'spellings');
  end if;
  for v_tier in select value from jsonb_array_elements(p_mapping -> 'tiers') loop
    if (jsonb_typeof(v_tier -> 'text') = 'string' and length(v_tier ->> 'text') between 1 and 100) is not true then
      perform app.invalid('tiers', 'spellingText');
    end if;
    perform app.require_known_fields('tiers', v_tier, array['text', 'tier']);
    if jsonb_typeof(v_tier -> 'tier') is distinct from 'string' then
      perform app.invalid('tiers', 'spellingTier');
    elsif not exists (select 1 from public.loyalty_tier t where t.casino_id = p_casino_id
      and t.code = v_tier ->> 'tier') then
      perform app.fail(422, 'UNKNOWN_TIER', jsonb_build_object('tier', left(v_tier ->> 'tier', 60)));
    end if;
  end loop;
end;
$$;
comment on function app.require_mapping(uuid, jsonb, jsonb) is
  'VALIDATION_FAILED by field, or UNKNOWN_TIER, unless a mapping is sound, complete, and made for a file with these '
  'columns.';

create function app.remember_mapping(p_casino_id uuid, p_headers jsonb, p_mapping jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  -- A column that nobody wanted is remembered as such, so that it isn't suggested again.
  v_columns jsonb := (
    select jsonb_object_agg(app.header_key(header), field order by field nulls first)
    from jsonb_array_elements_text(p_headers) with ordinality h (header, place)
    left join (select key as field, value::integer as used from jsonb_each(p_mapping -> 'columns')) c
      on c.used = h.place - 1
    where app.header_key(header) <> ''
  );
begin
  insert into public.player_import_memory as m (casino_id, columns, tiers, date_order)
  values (p_casino_id, coalesce(v_columns, '{}'), p_mapping -> 'tiers', p_mapping ->> 'date_order')
  on conflict (casino_id) do update
  set columns = m.columns || excluded.columns, tiers = excluded.tiers, date_order = excluded.date_order,
    updated_at = now();
end;
$$;
comment on function app.remember_mapping(uuid, jsonb, jsonb) is
  'Keeps how somebody read these columns, for the casino''s next file.';

-- ---- 65_imports/internal/rows.sql ----

-- Reading a row.

create function app.read_import_ids(p_cells jsonb, p_columns jsonb)
returns app.import_reading
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_read app.import_reading;
  v_text text;
begin
  v_read.errors := '[]'::jsonb;
  v_read.loyalty_id := app.clean_loyalty_id(p_cells ->> (p_columns ->> 'loyalty_id')::integer);
  if app.has_lost_digits(v_read.loyalty_id) then
    v_read.errors := v_read.errors || jsonb_build_object('field', 'loyalty_id', 'code', 'ID_IN_SCIENTIFIC_NOTATION');
    v_read.loyalty_id := null;
  elsif length(v_read.loyalty_id) > 50 then
    v_read.errors := v_read.errors || jsonb_build_object('field', 'loyalty_id', 'code', 'VALUE_TOO_LONG', 'max', 50);
    v_read.loyalty_id := null;
  end if;
  v_text := app.clean_loyalty_id(p_cells ->> (p_columns ->> 'player_id')::integer);
  if v_text ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    v_read.player_id := v_text::uuid;
  elsif v_text is not null then
    v_read.errors := v_read.errors || jsonb_build_object('field', 'player_id', 'code', 'NOT_A_PLAYER_ID');
  end if;
  if v_read.loyalty_id is null and v_text is null and v_read.errors = '[]' then
    v_read.errors := v_read.errors
      || jsonb_build_object('field', case when p_columns ? 'loyalty_id' then 'loyalty_id' else 'player_id' end, 'code',
      'IDENTIFIER_MISSING');
  end if;
  return v_read;
end;
$$;
comment on function app.read_import_ids(jsonb, jsonb) is
  'Whom the cells of one row are about: the loyalty id and player id of app.read_import_cells, with their errors.';

create function app.find_sheet_errors(p_cells jsonb, p_columns jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- The short way for what nearly every row is like.
  if p_cells::text not like '%#%' then
    return '[]';
  end if;
  return coalesce((
    select jsonb_agg(jsonb_build_object('field', key, 'code', 'CELL_IS_ERROR') order by value::integer)
    from jsonb_each_text(p_columns)
    where key in ('loyalty_id', 'first_name', 'last_name', 'tier')
      and upper(app.clean_text(p_cells ->> value::integer)) ~ '^#(N/A|NV|GETTING_DATA|[A-Z0/]{3,10}[!?])$'
  ), '[]');
end;
$$;
comment on function app.find_sheet_errors(jsonb, jsonb) is
  'The cells of a row that would be taken for an id, a name or a tier, and in which a spreadsheet says that a formula '
  'came to nothing (#N/A, #REF!): [{field, code}], by their place. As a date or a number they make no sense anyway.';

create function app.read_import_words(p_read app.import_reading, p_cells jsonb, p_columns jsonb)
returns app.import_reading
language plpgsql
stable
set search_path = ''
as $$
declare
  v_read app.import_reading := p_read;
begin
  v_read.first_name := app.clean_name_cell(p_cells ->> (p_columns ->> 'first_name')::integer);
  v_read.last_name := app.clean_name_cell(p_cells ->> (p_columns ->> 'last_name')::integer);
  v_read.tier := app.clean_loyalty_id(p_cells ->> (p_columns ->> 'tier')::integer);
  if length(v_read.first_name) > 100 then
    v_read.errors := v_read.errors || jsonb_build_object('field', 'first_name', 'code', 'VALUE_TOO_LONG', 'max', 100);
    v_read.first_name := null;
  end if;
  if length(v_read.last_name) > 100 then
    v_read.errors := v_read.errors || jsonb_build_object('field', 'last_name', 'code', 'VALUE_TOO_LONG', 'max', 100);
    v_read.last_name := null;
  end if;
  if length(v_read.tier) > 100 then
    v_read.errors := v_read.errors || jsonb_build_object('field', 'tier', 'code', 'VALUE_TOO_LONG', 'max', 100);
    v_read.tier := left(v_read.tier, 100);
  end if;
  return v_read;
end;
$$;
comment on function app.read_import_words(app.import_reading, jsonb, jsonb) is
  'What was read of a row so far, with its names and its tier as they are kept.';

create function app.read_import_cells(p_cells jsonb, p_columns jsonb, p_formats jsonb, p_time_zone text)
returns app.import_reading
language plpgsql
stable
set search_path = ''
as $$
declare
  v_read app.import_reading;
  v_text text;
  v_time app.import_time;
  v_number numeric;
  v_sheet_errors constant jsonb := app.find_sheet_errors(p_cells, p_columns);
begin
  if v_sheet_errors <> '[]' then
    -- The columns whose cells hold an error of the sheet are left out, and the others are read without them.
    v_read := app.read_import_cells(p_cells,
      p_columns - array(select e ->> 'field' from jsonb_array_elements(v_sheet_errors) e), p_formats, p_time_zone);
    if jsonb_path_exists(v_sheet_errors, '$[*] ? (@.field == "loyalty_id" || @.field == "player_id")') then
      v_read.errors := jsonb_path_query_array(v_read.errors, '$[*] ? (@.code != "IDENTIFIER_MISSING")');
    end if;
    v_read.errors := v_sheet_errors || v_read.errors;
    return v_read;
  end if;
  v_read := app.read_import_words(app.read_import_ids(p_cells, p_columns), p_cells, p_columns);

  v_text := app.clean_loyalty_id(p_cells ->> (p_columns ->> 'birth_date')::integer);
  if v_text is not null then
    v_time := app.read_import_time(v_text, p_formats ->> 'birth_date', p_formats ->> 'date_system');
    -- A year of two digits is of the last century where it would make the player a child.
    if v_time.local_time > current_date - interval '18 years' and v_text !~ '\d{4}' then
      v_time.local_time := v_time.local_time - interval '100 years';
    end if;
    if v_time.local_time::date between date '1880-01-01' and current_date then
      v_read.birth_date := v_time.local_time::date;
    else
      v_read.errors := v_read.errors || jsonb_build_object('field', 'birth_date', 'code',
        case when v_time.local_time is null then 'DATE_UNREADABLE' else 'DATE_OUT_OF_RANGE' end);
    end if;
  end if;

  v_text := app.clean_loyalty_id(p_cells ->> (p_columns ->> 'points_balance')::integer);
  if v_text is not null then
    v_number := app.read_import_number(v_text, p_formats ->> 'points_balance');
    if abs(v_number) >= 1000000000000000 then
      v_read.errors := v_read.errors
        || jsonb_build_object('field', 'points_balance', 'code', 'TOO_MANY_POINTS', 'max', 15);
    elsif v_number = trunc(v_number) then
      v_read.points_balance := v_number;
    else
      v_read.errors := v_read.errors || jsonb_build_object('field', 'points_balance', 'code', 'NOT_WHOLE_POINTS');
    end if;
  end if;

  v_text := app.clean_loyalty_id(p_cells ->> (p_columns ->> 'last_activity_at')::integer);
  if v_text is not null then
    v_time := app.read_import_time(v_text, p_formats ->> 'last_activity_at', p_formats ->> 'date_system');
    v_read.last_activity_at := case when v_time.utc_offset is null then v_time.local_time at time zone p_time_zone
      else (v_time.local_time - v_time.utc_offset) at time zone 'UTC' end;
    if (v_read.last_activity_at between '1950-01-01' and now() + interval '1 day') is not true then
      v_read.errors := v_read.errors || jsonb_build_object('field', 'last_activity_at', 'code', case
        when v_read.last_activity_at is null then 'DATE_UNREADABLE'
        when v_read.last_activity_at > now() then 'DATE_IN_FUTURE' else 'DATE_OUT_OF_RANGE' end);
      v_read.last_activity_at := null;
    -- A day without a time is kept as a day: its first instant at the casino is the day before in other time zones.
    elsif strpos(v_text, ':') = 0 and v_time.local_time = date_trunc('day', v_time.local_time) then
      v_read.last_activity_date := v_time.local_time::date;
    end if;
  end if;
  return v_read;
end;
$$;
comment on function app.read_import_cells(jsonb, jsonb, jsonb, text) is
  'What a mapping reads in the cells of one row, each column by its format: {birth_date, last_activity_at: mdy | dmy '
  '| ymd, points_balance: point | comma, date_system: 1900 | 1904}. A cell that makes no sense is left out and in the '
  'errors. A time without a zone is the casino''s own. Errors: CELL_IS_ERROR, ID_IN_SCIENTIFIC_NOTATION, '
  'VALUE_TOO_LONG (max), NOT_A_PLAYER_ID, IDENTIFIER_MISSING, DATE_UNREADABLE, DATE_OUT_OF_RANGE, DATE_IN_FUTURE, '
  'NOT_WHOLE_POINTS, TOO_MANY_POINTS (max).';

create function app.import_standing(p_imported_rank integer, p_held_rank integer)
returns public.import_standing
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case when p_imported_rank > p_held_rank then 'upgrade' when p_imported_rank < p_held_rank then 'lower'
    when p_imported_rank = p_held_rank then 'same' else 'none' end::public.import_standing;
end;
$$;
comment on function app.import_standing(integer, integer) is
  'How an imported tier compares with the one held, by rank.';

create function app.import_tier_codes(p_casino_id uuid, p_mapping jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  -- Of equal spellings the last one wins: names, then codes, then what people said of a spelling.
  return coalesce((
    select jsonb_object_agg(spelling, code order by weight)
    from (
      select app.name_key(name) as spelling, code, 1 as weight from public.loyalty_tier where casino_id = p_casino_id
      union all
      select app.name_key(code), code, 2 from public.loyalty_tier where casino_id = p_casino_id
      union all
      select app.name_key(tier ->> 'text'), tier ->> 'tier', 3 from jsonb_array_elements(p_mapping -> 'tiers') tier
      where exists (select 1 from public.loyalty_tier t where t.casino_id = p_casino_id and t.code = tier ->> 'tier')
    ) spellings
    where spelling is not null
  ), '{}'::jsonb);
end;
$$;
comment on function app.import_tier_codes(uuid, jsonb) is
  'Which tier a spelling stands for, by the spelling as app.name_key folds it: {<spelling>: <code>}.';

create function app.draft_import_rows(p_import public.player_import, p_numbers integer[], p_cells jsonb[],
  p_faults jsonb[])
returns setof app.import_row_draft
language plpgsql
stable
set search_path = ''
as $$
declare
  v_columns jsonb := p_import.mapping -> 'columns';
  v_is_mapped boolean := app.is_mapping_complete(p_import.mapping);
  v_tiers jsonb := app.import_tier_codes(p_import.casino_id, p_import.mapping);
  v_formats jsonb := app.import_formats(p_import);
  v_time_zone text := (select time_zone from public.casino_settings where casino_id = p_import.casino_id);
begin
  return query
  select given.row_number, given.cells, given.fault, nullif(problem.errors, '[]'),
    (case when problem.is_nobody then 'error' when v_is_mapped then 'pending'
      else 'staged' end)::public.import_row_status,
    case when not problem.is_nobody then coalesce(by_id.id, by_card.id) end,
    reading, imported.code,
    case when problem.is_nobody then 'none' else app.import_standing(imported.rank, held.rank) end
  from unnest(p_numbers, p_cells, p_faults) given (row_number, cells, fault)
  left join lateral app.read_import_cells(given.cells, v_columns, v_formats, v_time_zone) reading
    on v_is_mapped and given.fault is null
  left join public.player by_id on by_id.casino_id = p_import.casino_id and by_id.id = (reading).player_id
  left join public.player by_card on by_card.casino_id = p_import.casino_id
    and by_card.loyalty_id_key = app.loyalty_id_key((reading).loyalty_id)
  left join public.player_loyalty l on l.casino_id = p_import.casino_id and l.player_id = coalesce(by_id.id, by_card.id)
  left join public.loyalty_tier held on held.casino_id = p_import.casino_id and held.code = l.tier
  left join public.loyalty_tier imported on imported.casino_id = p_import.casino_id
    and imported.code = v_tiers ->> app.name_key((reading).tier)
  cross join lateral (
    select case when given.fault is not null then jsonb_build_array(given.fault) else coalesce((reading).errors, '[]')
      || case
      when (reading).player_id is null then '[]'::jsonb
      when by_id.id is null then '[{"field": "player_id", "code": "PLAYER_NOT_FOUND"}]'
      when app.loyalty_id_key((reading).loyalty_id) <> coalesce(by_id.loyalty_id_key, '')
        then '[{"field": "loyalty_id", "code": "IDENTIFIERS_DISAGREE"}]'
      else '[]' end end as errors
  ) found
  cross join lateral (
    -- A cell that can't be read is left out and the others count, unless it is the id: the row then names nobody.
    select found.errors, given.fault is not null or found.errors @> '[{"field": "loyalty_id"}]'
      or found.errors @> '[{"field": "player_id"}]' as is_nobody
  ) problem
  order by given.row_number;
end;
$$;
comment on function app.draft_import_rows(public.player_import, integer[], jsonb[], jsonb[]) is
  'Rows of an import as its mapping reads them now: whom they name, by loyalty id (without regard to case) or player '
  'id only, and how their tier compares. Only what can''t be read at all, and who it is about, puts a row in error. '
  'Beside the errors of read_import_cells: PLAYER_NOT_FOUND (a player id that nobody here has), IDENTIFIERS_DISAGREE.';

-- ---- 65_imports/rpc/begin_player_import.sql ----

create function public.rpc_begin_player_import(
  p_file_name text,
  p_sha256 text,
  p_size_bytes bigint,
  p_encoding text,
  p_delimiter text,
  p_headers jsonb,
  p_header_row integer,
  p_idempotency_key text,
  p_allow_duplicate boolean default false,
  p_sheet text default null,
  p_sheets jsonb default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('begin_player_import', 'import.manage', p_idempotency_key,
    jsonb_build_array(p_file_name, p_sha256, p_encoding, p_delimiter, p_header_row, p_sheet,
      coalesce(p_allow_duplicate, false)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_import public.player_import;
  v_is_resumed boolean;
begin
  perform app.require_import_file(p_file_name, p_sha256, p_size_bytes, p_encoding, p_delimiter, p_headers,
    p_header_row);
  perform app.require_import_sheet(p_sheet, p_sheets);
  if v_call.is_replay then
    -- A replay answers the import as it is now: whoever comes back for it goes on from there.
    return app.import_json(app.get_import(v_ctx, (app.replay(v_call) ->> 'id')::uuid))
      || jsonb_build_object('is_existing', true, 'is_resumed', false);
  end if;

  -- An upload goes on where it was interrupted only if the file is read the same way; otherwise the rows that arrived
  -- already would be other ones, and it begins anew.
  select * into v_import from public.player_import
  where casino_id = v_ctx.casino_id and sha256 = decode(p_sha256, 'hex') and status <> 'discarded'
  order by (status = 'staging'
    and (encoding, delimiter, header_row, coalesce(sheet, '')) = (p_encoding, p_delimiter, p_header_row,
    coalesce(p_sheet, ''))) desc, id desc
  limit 1;
  v_is_resumed := found and v_import.status = 'staging'
    and (v_import.encoding, v_import.delimiter, v_import.header_row, coalesce(v_import.sheet, '')) = (p_encoding,
      p_delimiter, p_header_row, coalesce(p_sheet, ''));
  if v_import.id is not null and not v_is_resumed and not coalesce(p_allow_duplicate, false) then
    perform app.fail(409, 'IMPORT_EXISTS', jsonb_build_object('importId', v_import.id, 'fileName', v_import.file_name,
      'uploadedAt', v_import.created_at, 'uploadedBy', app.staff_name(v_ctx.casino_id, v_import.staff_id)));
  end if;
  if not v_is_resumed then
    insert into public.player_import (casino_id, file_name, sha256, size_bytes, encoding, delimiter, sheet, sheets,
      headers, header_row, mapping, staff_id, staged_through)
    values (v_ctx.casino_id, btrim(p_file_name), decode(p_sha256, 'hex'), p_size_bytes, p_encoding, p_delimiter,
      p_sheet, p_sheets, p_headers, p_header_row,
      app.suggest_import_mapping(v_ctx.casino_id, p_headers), v_ctx.staff_id, p_header_row)
    on conflict (casino_id, sha256, encoding, delimiter, header_row, coalesce(sheet, ''))
      where status = 'staging' do nothing
    returning * into v_import;
    if found then
      return app.finish_call(v_call, 'imports.begin_player_import', 'player_import', v_import.id, null,
        app.import_json(v_import) || jsonb_build_object('is_resumed', false));
    end if;
    select * into v_import from public.player_import
    where casino_id = v_ctx.casino_id and sha256 = decode(p_sha256, 'hex') and status = 'staging'
      and encoding = p_encoding and delimiter = p_delimiter and header_row = p_header_row
        and coalesce(sheet, '') = coalesce(p_sheet, '');
    if not found then
      -- Another upload of the same file ended just now: the next attempt is answered by what that one left.
      perform app.fail(503, 'UNAVAILABLE');
    end if;
  end if;
  return app.finish_call(v_call, 'imports.resume_player_import', 'player_import', v_import.id, null,
    app.import_json(v_import) || jsonb_build_object('is_resumed', true));
end;
$$;
comment on function public.rpc_begin_player_import(text, text, bigint, text, text, jsonb, integer, text, boolean, text,
  jsonb, uuid) is
  'Begins to stage a file, or goes on with the same one (by SHA-256), read the same way (encoding, delimiter, sheet, '
  'header row), where it was interrupted. Answers {id, file_name, sha256, size_bytes, encoding, delimiter, sheet, '
  'sheets, headers, header_row, mapping: {columns, date_order, tiers, formats, date_system}, mapping_version, '
  'readings: {<field>: {format, because, row, text, cells, cells_against, field}}, gathered_through, is_mapped, '
  'status, staged_bytes, staged_through, checked_through, row_count, staged_count, error_count, pending_count, '
  'applied_count, kept_count, reverted_count, unmatched_count, blank_count, uploaded_by, created_at, updated_at, '
  'staged_at, discarded_at, is_resumed, is_existing}. Capability import.manage. VALIDATION_FAILED, IMPORT_EXISTS '
  '(detail: importId, fileName, uploadedAt, uploadedBy) for a file that was staged before, or is being staged and '
  'read otherwise, unless p_allow_duplicate.';

create function app.require_import_file(p_file_name text, p_sha256 text, p_size_bytes bigint, p_encoding text,
  p_delimiter text, p_headers jsonb, p_header_row integer)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_file_name is null or length(btrim(p_file_name)) not between 1 and 255
    or p_file_name ~ '[[:cntrl:]\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]' then
    perform app.invalid('fileName', 'characters', jsonb_build_object('lowest', 1, 'highest', 255));
  end if;
  if (p_sha256 ~ '^[0-9a-f]{64}$') is not true then
    perform app.invalid('sha256', 'sha256');
  end if;
  if (p_size_bytes between 1 and 104857600) is not true then
    perform app.invalid('sizeBytes', 'fileSize');
  end if;
  if (p_encoding in ('utf-8', 'utf-16le', 'utf-16be', 'windows-1252')) is not true then
    perform app.invalid('encoding', 'oneOf', jsonb_build_object('options', 'utf-8, utf-16le, utf-16be, windows-1252'));
  end if;
  if (p_delimiter in (',', ';', E'\t', '|')) is not true then
    perform app.invalid('delimiter', 'delimiter');
  end if;
  if jsonb_typeof(p_headers) is distinct from 'array' or jsonb_array_length(p_headers) not between 1 and 200
    or exists (select from jsonb_array_elements(p_headers) h where jsonb_typeof(h) <> 'string'
      or length(h #>> '{}') > 200) then
    perform app.invalid('headers', 'headers');
  end if;
  if (p_header_row between 1 and 100) is not true then
    perform app.invalid('headerRow', 'headerRow');
  end if;
end;
$$;
comment on function app.require_import_file(text, text, bigint, text, text, jsonb, integer) is
  'VALIDATION_FAILED, naming the field, unless this can be a file.';

create function app.require_import_sheet(p_sheet text, p_sheets jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_sheet is null and p_sheets is null then
    return;
  end if;
  if jsonb_typeof(p_sheets) is distinct from 'array' or jsonb_array_length(p_sheets) not between 1 and 10000
    or exists (select from jsonb_array_elements(p_sheets) s where jsonb_typeof(s) <> 'string'
      or length(s #>> '{}') not between 1 and 255) then
    perform app.invalid('sheets', 'sheets');
  end if;
  if not coalesce(p_sheets ? p_sheet, false) then
    perform app.invalid('sheet', 'sheet');
  end if;
end;
$$;
comment on function app.require_import_sheet(text, jsonb) is
  'VALIDATION_FAILED, naming the field, unless there are no sheets, or the one that was read is among them.';

-- ---- 65_imports/rpc/check_player_import.sql ----

create function public.rpc_check_player_import(p_import_id uuid, p_idempotency_key text,
  p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('check_player_import', 'import.manage', p_idempotency_key,
    jsonb_build_array(p_import_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_import public.player_import;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;
  v_import := app.get_import(v_ctx, p_import_id);
  if v_import.status = 'checking' then
    v_import := app.check_import_rows(v_import, 5000);
  end if;
  return app.finish_call(v_call, 'imports.check_player_import', 'player_import', p_import_id, null,
    app.import_json(v_import));
end;
$$;
comment on function public.rpc_check_player_import(uuid, text, uuid) is
  'Reads the next 5000 rows of an import by its mapping as it is now; call it until status is no longer checking. The '
  'worker goes on with one that is left. Answers the import and is_existing. Capability import.manage. '
  'IMPORT_NOT_FOUND.';

-- ---- 65_imports/rpc/confirm_import_identity.sql ----

create function public.rpc_confirm_import_identity(
  p_row_ids uuid[],
  p_idempotency_key text,
  p_note text default null,
  p_correlation_id uuid default null,
  p_expected jsonb default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := nullif(btrim(p_note), '');
  v_call app.call := app.begin_call('confirm_import_identity', 'reconcile.apply', p_idempotency_key,
    jsonb_build_array(to_jsonb(p_row_ids), v_note, p_expected), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_row_ids uuid[];
  v_import_id uuid;
  v_before jsonb;
  v_rows jsonb;
begin
  if length(v_note) > 500 then
    perform app.invalid('note', 'charactersAtMost', jsonb_build_object('highest', 500));
  end if;
  if jsonb_typeof(p_expected) <> 'object' then
    perform app.invalid('expected', 'identityVersions');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_row_ids := app.require_rows(v_ctx, p_row_ids);
  perform app.lock_import_rows(v_ctx, v_row_ids);
  perform app.require_identity_seen(v_ctx, v_row_ids, p_expected);
  select jsonb_agg(jsonb_build_object('row_id', id, 'confirmed', confirmed_doubts) order by import_id, row_number),
    (array_agg(import_id))[1]
  into v_before, v_import_id
  from public.player_import_row where casino_id = v_ctx.casino_id and id = any (v_row_ids);
  with confirmed as (
    update public.player_import_row r
    set confirmed_doubts = doubts, confirmed_facts = app.identity_facts(r), confirmed_by = v_ctx.staff_id,
      confirmed_at = now()
    where r.casino_id = v_ctx.casino_id and r.id = any (v_row_ids) and r.status in ('pending', 'reverted')
      and not r.doubts <@ r.confirmed_doubts
    returning *
  )
  select coalesce(jsonb_agg(jsonb_build_object('row_id', id, 'import_id', import_id, 'row_number', row_number,
    'player_id', player_id,
    'confirmed', confirmed_doubts) order by import_id, row_number), '[]') into v_rows
  from confirmed;
  return app.finish_call(v_call, 'imports.confirm_identity', 'player_import', v_import_id,
    jsonb_build_object('rows', v_before),
    jsonb_build_object('confirmed_count', jsonb_array_length(v_rows), 'rows', v_rows, 'note', v_note));
end;
$$;
comment on function public.rpc_confirm_import_identity(uuid[], text, text, uuid, jsonb) is
  'Somebody looked at these rows (1 to 1000) and says that each is about who it seems to be, all the same: of a row '
  'that names a player, that it is this person; of one that does not, that the card is this person''s, though the '
  'file has it for others too. What comes up later is asked again, and so is everything once the holder''s card, name '
  'or birth date is no longer what it was. p_expected {<row id>: <identity_version as read>} refuses where it is no '
  'longer what the screen shows. Rows that nothing is doubtful of, or that were applied, stay as they are. Answers '
  '{confirmed_count, rows: [{row_id, import_id, row_number, player_id, confirmed: [name_differs, birth_date_differs, '
  'duplicate_in_file]}], note, is_existing}. Capability reconcile.apply. VALIDATION_FAILED, IMPORT_ROW_NOT_FOUND, '
  'IDENTITY_CHANGED (rowIds).';

create function app.lock_import_rows(p_ctx app.rls_context, p_row_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.lock_many_standings(p_ctx.casino_id);
  perform 1 from public.player_import_row where casino_id = p_ctx.casino_id and id = any (p_row_ids)
    order by import_id, row_number for no key update;
end;
$$;
comment on function app.lock_import_rows(app.rls_context, uuid[]) is
  'Locks rows as they stand in their files, and nobody else''s many at a time.';

create function app.require_identity_seen(p_ctx app.rls_context, p_row_ids uuid[], p_expected jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_changed uuid[] := array(
    select r.id from public.player_import_row r
    where r.casino_id = p_ctx.casino_id and r.id = any (p_row_ids)
      and p_expected ->> r.id::text <> app.identity_version(r)
    order by r.import_id, r.row_number);
begin
  if v_changed <> '{}' then
    perform app.fail(409, 'IDENTITY_CHANGED', jsonb_build_object('rowIds', v_changed));
  end if;
end;
$$;
comment on function app.require_identity_seen(app.rls_context, uuid[], jsonb) is
  'IDENTITY_CHANGED with the rows (rowIds) of whom p_expected {<row id>: <identity_version>} says something else than '
  'is known now. What it says nothing of is not asked about.';

-- ---- 65_imports/rpc/discard_player_import.sql ----

create function public.rpc_discard_player_import(p_import_id uuid, p_idempotency_key text,
  p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('discard_player_import', 'import.manage', p_idempotency_key,
    jsonb_build_array(p_import_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.player_import;
  v_import public.player_import;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;
  v_before := app.get_import(v_ctx, p_import_id, true);
  perform app.require_import_status(v_before, '{staging,mapping,checking,ready}');
  if v_before.applied_count + v_before.kept_count + v_before.reverted_count > 0 then
    perform app.fail(409, 'IMPORT_IN_USE',
      jsonb_build_object('reconciled', v_before.applied_count + v_before.kept_count + v_before.reverted_count));
  end if;
  update public.player_import set status = 'discarded', discarded_at = now(), refreshed_through = null,
    updated_at = clock_timestamp()
  where casino_id = v_ctx.casino_id and id = p_import_id
  returning * into v_import;
  return app.finish_call(v_call, 'imports.discard_player_import', 'player_import', p_import_id,
    app.import_json(v_before),
    app.import_json(v_import));
end;
$$;
comment on function public.rpc_discard_player_import(uuid, text, uuid) is
  'Stops an import that is being staged, or takes away one that nobody reconciled anything of. What it was stays on '
  'record; its rows are gone for everybody at once, and the worker removes them. Answers the import and is_existing. '
  'Capability import.manage. IMPORT_NOT_FOUND, IMPORT_NOT_READY (discarded before), IMPORT_IN_USE.';

-- ---- 65_imports/rpc/enrol_import_players.sql ----

create function public.rpc_enrol_import_players(
  p_import_id uuid,
  p_idempotency_key text,
  p_after_row integer default 0,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('enrol_import_players', 'import.manage', p_idempotency_key,
    jsonb_build_array(p_import_id, p_after_row), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_batch constant integer := 1000;
  v_ids uuid[];
  v_through integer;
  v_enrolled uuid[];
  v_matched integer;
  v_left integer;
  v_unconfirmed integer;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  perform app.get_import(v_ctx, p_import_id);
  -- The casino's lock first: a call that replaces the tiers holds them and waits for imports, and this one holds an
  -- import and waits for a tier.
  perform app.lock_many_standings(v_ctx.casino_id);
  select array_agg(id), max(row_number) into v_ids, v_through
  from (
    select id, row_number from public.player_import_row
    where casino_id = v_ctx.casino_id and import_id = p_import_id and status = 'pending' and player_id is null
      and row_number > coalesce(p_after_row, 0)
    order by row_number
    limit v_batch
    for no key update
  ) batch;
  perform app.require_import_status(app.get_import(v_ctx, p_import_id, true), '{ready}');
  perform app.refuse_rows_under_age(v_ctx.casino_id, v_ids);

  -- Doubts are noted anew: somebody who was enrolled meanwhile may make a row doubtful.
  perform app.note_doubts(v_ctx.casino_id, v_ids);
  v_enrolled := app.enrol_named_players(v_ctx.casino_id, v_ids);
  perform app.enrol_player(v_ctx.casino_id, id),
    app.emit_event(v_ctx, 'player.enrolled', id, jsonb_build_object('player_id', id))
  from unnest(v_enrolled) id;
  v_matched := app.match_enrolled_rows(p_import_id, v_ctx.casino_id, v_ids, v_through, v_enrolled);
  select count(*), count(*) filter (where num_nulls(imported_loyalty_id, imported_first_name, imported_last_name) = 0)
  into v_left, v_unconfirmed
  from public.player_import_row
  where casino_id = v_ctx.casino_id and import_id = p_import_id and status = 'pending' and player_id is null
    and row_number <= v_through;
  return app.finish_call(v_call, 'imports.enrol_import_players', 'player_import', p_import_id, null, jsonb_build_object(
    'enrolled_count', cardinality(v_enrolled), 'enrolled_ids', v_enrolled, 'matched_count', v_matched, 'left_count',
      v_left,
    'unconfirmed_count', v_unconfirmed, 'next_row', case when cardinality(v_ids) = v_batch then v_through end));
end;
$$;
comment on function public.rpc_enrol_import_players(uuid, text, integer, uuid) is
  'Enrols the players that rows of an import name and nobody knows yet, in the lowest tier, 1000 rows a call from '
  'after row p_after_row on; a row that somebody has come to be known for meanwhile is only matched. A row needs a '
  'loyalty id and both names; those without stay unmatched, and so do those of whom it is doubtful who they are, '
  'until somebody confirms it; one of somebody under the casino''s minimum age becomes an error. Answers '
  '{enrolled_count (people), enrolled_ids, matched_count (rows that now name a player), left_count (rows up to here '
  'that name nobody still), unconfirmed_count (of these, rows that wait for somebody to confirm who they are), '
  'next_row (null: done), is_existing}. Capability import.manage. IMPORT_NOT_FOUND, IMPORT_NOT_READY, NO_TIERS.';

create function app.refuse_rows_under_age(p_casino_id uuid, p_row_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.player_import_row r
  set status = 'error', errors = coalesce(r.errors, '[]')
    || jsonb_build_array(jsonb_build_object('code', 'UNDER_AGE', 'field', 'birth_date', 'min', s.minimum_age_years))
  from public.casino_settings s
  where r.casino_id = p_casino_id and r.id = any (p_row_ids) and not app.is_of_age(p_casino_id, r.imported_birth_date)
    and s.casino_id = r.casino_id;
end;
$$;
comment on function app.refuse_rows_under_age(uuid, uuid[]) is
  'Makes rows that would enrol somebody under the casino''s minimum age errors (UNDER_AGE with min), as enrolment by '
  'hand refuses them.';

create function app.enrol_named_players(p_casino_id uuid, p_row_ids uuid[])
returns uuid[]
language plpgsql
set search_path = ''
as $$
declare
  v_ids uuid[];
begin
  -- Without a loyalty id the next file could not find the player again, and would make another. Of several people whom
  -- the file has a card for, the one that somebody confirmed is the player.
  with made as (
    insert into public.player (casino_id, first_name, last_name, loyalty_id, birth_date)
    select distinct on (loyalty_id_key) casino_id, imported_first_name, imported_last_name, imported_loyalty_id,
      imported_birth_date
    from public.player_import_row
    where casino_id = p_casino_id and id = any (p_row_ids) and doubts <@ confirmed_doubts
      and status = 'pending' and num_nulls(imported_loyalty_id, imported_first_name, imported_last_name) = 0
    order by loyalty_id_key, confirmed_at desc nulls last, row_number
    on conflict (casino_id, loyalty_id_key) do nothing
    returning id
  )
  select coalesce(array_agg(id), '{}') into v_ids from made;
  return v_ids;
end;
$$;
comment on function app.enrol_named_players(uuid, uuid[]) is
  'Makes players of those that locked rows name, unless the row is an error by now or something is doubtful of them; '
  'the ids of the new ones.';

create function app.match_enrolled_rows(p_import_id uuid, p_casino_id uuid, p_row_ids uuid[], p_through integer,
  p_enrolled uuid[])
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_matched uuid[];
begin
  with matched as (
    update public.player_import_row r
    set player_id = p.id, standing = app.import_standing(
      (select imported.rank from public.loyalty_tier imported where imported.casino_id = own.casino_id
        and imported.code = own.tier_code),
      (select held.rank from public.loyalty_tier held where held.casino_id = l.casino_id and held.code = l.tier))
    from public.player p
    join public.player_loyalty l on l.casino_id = p.casino_id and l.player_id = p.id
    cross join public.player_import_row own
    where own.casino_id = p_casino_id and own.import_id = p_import_id and own.status = 'pending'
      and own.player_id is null
      -- Earlier rows without names enrolled nobody; a later row of the same card may have, and they are that player's.
      and own.row_number <= p_through and (own.id = any (p_row_ids) or p.id = any (p_enrolled))
      and p.casino_id = own.casino_id and p.loyalty_id_key = own.loyalty_id_key
      and r.casino_id = own.casino_id and r.id = own.id
    returning r.id
  )
  select coalesce(array_agg(id), '{}') into v_matched from matched;
  perform app.note_doubts(p_casino_id, v_matched);
  return cardinality(v_matched);
end;
$$;
comment on function app.match_enrolled_rows(uuid, uuid, uuid[], integer, uuid[]) is
  'Rows of these, or of those just enrolled, name their player now and are compared with who that is; how many do.';

-- ---- 65_imports/rpc/get_player_import.sql ----

create function public.rpc_get_player_import(p_import_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_import public.player_import;
begin
  perform app.require_capability(v_ctx, 'audit.read');
  v_import := app.get_import(v_ctx, p_import_id);
  return app.import_json(v_import) || jsonb_build_object(
    'enrolment', app.enrolment_json(v_import),
    'sample_rows', case when v_import.status = 'discarded' then '[]' else coalesce((
      select jsonb_agg(jsonb_build_object('row_number', row_number, 'raw', raw) order by row_number)
      from (
        select row_number, raw from public.player_import_row
        where casino_id = v_ctx.casino_id and import_id = v_import.id and fault is null
        order by row_number
        limit 5
      ) first
    ), '[]') end,
    'cell_errors', case when v_import.status <> 'ready' then '[]' else coalesce((
      select jsonb_agg(jsonb_build_object(
        'column', v_import.headers ->> (v_import.mapping -> 'columns' ->> field)::integer,
        'code', code, 'max', highest, 'min', lowest, 'rows', rows, 'row_number', row_number, 'text', left((
          select raw ->> (v_import.mapping -> 'columns' ->> field)::integer from public.player_import_row r
          where r.casino_id = v_ctx.casino_id and r.import_id = v_import.id and r.row_number = counted.row_number),
            40)) order by rows desc, field, code)
      from (
        select error ->> 'field' as field, error ->> 'code' as code, count(*) as rows, min(row_number) as row_number,
          max((error ->> 'max')::integer) as highest, min((error ->> 'min')::integer) as lowest
        from public.player_import_row, jsonb_array_elements(errors) error
        where casino_id = v_ctx.casino_id and import_id = v_import.id and errors is not null and error ? 'field'
        group by 1, 2
      ) counted
    ), '[]') end,
    'unknown_tiers', case when v_import.status <> 'ready' then '[]' else coalesce((
      select jsonb_agg(jsonb_build_object('text', imported_tier, 'rows', rows) order by rows desc, imported_tier)
      from (
        select imported_tier, count(*) as rows from public.player_import_row
        where casino_id = v_ctx.casino_id and import_id = v_import.id and status in ('pending', 'reverted')
          and imported_tier is not null and tier_code is null
        group by imported_tier
        order by rows desc, imported_tier
        limit 50
      ) unknown
    ), '[]') end);
end;
$$;
comment on function public.rpc_get_player_import(uuid) is
  'One import, with what helps to map it: sample_rows (the first 5: [{row_number, raw}]), cell_errors (what can''t be '
  'read of which column: [{column, code, max, min, rows, row_number, text}], with the first such cell), unknown_tiers '
  '(spellings that stand for no tier yet: [{text, rows}], at most 50) and enrolment: {people_count, row_count, '
  'unconfirmed_count, unnamed_count, namesake_count}, what enrolling would do with the rows that name nobody. '
  'Capability audit.read. IMPORT_NOT_FOUND.';

create function app.enrolment_json(p_import public.player_import)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('people_count', count(distinct loyalty_id_key) filter (where is_named and is_settled),
      'row_count', count(*) filter (where is_named and is_settled), 'unconfirmed_count',
        count(*) filter (where is_named and not is_settled),
      'unnamed_count', count(*) filter (where not is_named),
      'namesake_count', count(distinct loyalty_id_key) filter (where is_named and is_settled and has_namesake))
    from (
      select loyalty_id_key, has_namesake, doubts <@ confirmed_doubts as is_settled,
        num_nulls(imported_loyalty_id, imported_first_name, imported_last_name) = 0 as is_named
      from public.player_import_row
      where casino_id = p_import.casino_id and import_id = p_import.id and status = 'pending' and player_id is null
    ) unmatched
  );
end;
$$;
comment on function app.enrolment_json(public.player_import) is
  'What enrolling by an import would do: {people_count, row_count (rows that name them), unconfirmed_count (rows that '
  'wait for somebody to confirm who they are), unnamed_count (rows without a loyalty id or a name), namesake_count '
  '(of the people, those of whose name and birth date somebody is a player already)}.';

-- ---- 65_imports/rpc/list_player_import_rows.sql ----

create function public.rpc_list_player_import_rows(
  p_import_id uuid,
  p_status text default null,
  p_after_row integer default 0,
  p_limit integer default 50
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_import public.player_import;
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'audit.read');
  v_import := app.get_import(v_ctx, p_import_id);
  if p_status is not null and p_status <> all (enum_range(null::public.import_row_status)::text[]) then
    perform app.invalid('status', 'oneOf',
      jsonb_build_object('options', 'staged, error, pending, applied, kept, reverted'));
  end if;
  select coalesce(jsonb_agg(app.import_row_json(page.r, v_import) order by (page.r).row_number), '[]'::jsonb)
    into v_items
  from (
    select r from public.player_import_row r
    where r.casino_id = v_ctx.casino_id and r.import_id = v_import.id and r.row_number > coalesce(p_after_row, 0)
      and (p_status is null or r.status = p_status::public.import_row_status) and v_import.status <> 'discarded'
    order by r.row_number
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'row_number' end);
end;
$$;
comment on function public.rpc_list_player_import_rows(uuid, text, integer, integer) is
  'Rows of an import in the order of the file, of one status or of all, paged by the last row number seen: {items: '
  '[{id, import_id, row_number, status, player_id, player_name, imported_loyalty_id, imported_tier, tier_code, '
  'imported_points_balance, imported_last_activity_at, imported_last_activity_date (where the file says no time), '
  'raw, errors: [{column, code, ...}]}], next_cursor}. Capability audit.read. IMPORT_NOT_FOUND, VALIDATION_FAILED.';

-- ---- 65_imports/rpc/list_player_imports.sql ----

create function public.rpc_list_player_imports(p_before_import_id uuid default null, p_limit integer default 50)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'audit.read');
  if p_before_import_id is not null
    and not exists (select 1 from public.player_import where casino_id = v_ctx.casino_id and id = p_before_import_id)
      then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  select coalesce(jsonb_agg(app.import_json(page.i) order by (page.i).id desc), '[]'::jsonb) into v_items
  from (
    select i from public.player_import i
    where i.casino_id = v_ctx.casino_id and (p_before_import_id is null or i.id < p_before_import_id)
    order by i.id desc
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_player_imports(uuid, integer) is
  'The casino''s imports, newest first, paged by the last one seen: {items, next_cursor}. Capability audit.read. '
  'VALIDATION_FAILED for a cursor that is none.';

-- ---- 65_imports/rpc/map_player_import.sql ----

create function public.rpc_map_player_import(
  p_import_id uuid,
  p_mapping jsonb,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('map_player_import', 'import.manage', p_idempotency_key,
    jsonb_build_array(p_import_id, p_mapping), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_is_same boolean;
  v_mapping_before jsonb;
  v_before public.player_import;
  v_import public.player_import;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_before := app.get_import(v_ctx, p_import_id, true);
  v_mapping_before := v_before.mapping;
  perform app.require_mapping(v_ctx.casino_id, v_before.headers, p_mapping);
  perform app.require_import_status(v_before, '{mapping,checking,ready}');
  if v_before.applied_count + v_before.kept_count + v_before.reverted_count > 0 then
    perform app.fail(409, 'IMPORT_IN_USE',
      jsonb_build_object('reconciled', v_before.applied_count + v_before.kept_count + v_before.reverted_count));
  end if;
  perform app.remember_mapping(v_ctx.casino_id, v_before.headers, p_mapping);
  -- What the columns prove is kept only where the mapping takes the same columns.
  v_is_same := p_mapping -> 'columns' = v_before.mapping -> 'columns' and v_before.gathered_through is null;
  v_before.mapping := p_mapping;
  v_import := app.with_evidence(v_before, case when v_is_same then v_before.evidence else '{}' end);
  update public.player_import
  set mapping = p_mapping, mapping_version = mapping_version + 1, status = 'checking', checked_through = header_row,
    evidence = v_import.evidence, readings = v_import.readings, gathered_through = case
      when not v_is_same then header_row end,
    refreshed_through = null, updated_at = clock_timestamp()
  where casino_id = v_ctx.casino_id and id = p_import_id
  returning * into v_import;
  return app.finish_call(v_call, 'imports.map_player_import', 'player_import', p_import_id,
    jsonb_build_object('mapping', v_mapping_before), app.import_json(v_import));
end;
$$;
comment on function public.rpc_map_player_import(uuid, jsonb, text, uuid) is
  'Says how the columns of an import are to be read: {columns: {<field>: <place from 0>}, date_order: mdy | dmy | '
  'ymd, tiers: [{text, tier}], and where somebody knows better than the cells formats: {birth_date, last_activity_at: '
  'mdy | dmy | ymd, points_balance: point | comma} and date_system: 1900 | 1904 of serial dates}; fields are '
  'loyalty_id, player_id, first_name, last_name, birth_date, tier, points_balance, last_activity_at. Remembered for '
  'the casino''s next file. The import is then checking: rpc_check_player_import reads its rows anew. Answers the '
  'import and is_existing. Capability import.manage. VALIDATION_FAILED, UNKNOWN_TIER, IMPORT_NOT_FOUND, '
  'IMPORT_NOT_READY (still being staged, or discarded), IMPORT_IN_USE once rows were reconciled.';

-- ---- 65_imports/rpc/stage_player_import.sql ----

create function public.rpc_stage_player_import(
  p_import_id uuid,
  p_rows jsonb,
  p_through integer,
  p_staged_bytes bigint,
  p_is_last boolean,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_is_last constant boolean := coalesce(p_is_last, false);
  v_call app.call := app.begin_call('stage_player_import', 'import.manage', p_idempotency_key,
    jsonb_build_array(p_import_id, p_rows, p_through, v_is_last), p_correlation_id, 'stage:' || p_import_id || ':%');
  v_ctx app.rls_context := v_call.ctx;
  v_import public.player_import;
  v_read public.player_import;
  v_numbers integer[];
  v_cells jsonb[];
  v_sound_cells jsonb[];
  v_faults jsonb[];
  v_is_reread_due boolean;
begin
  perform app.require_staged_rows(p_rows, p_through);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_import := app.get_import(v_ctx, p_import_id, true);
  perform app.require_import_status(v_import, '{staging}');
  -- Rows that arrived before, from whoever else sent this file, are not taken again. Where a row's cells are too many
  -- or too few, none is where it belongs: it proves nothing.
  select array_agg((r -> 'n')::integer), array_agg(r -> 'cells'), array_agg(r -> 'fault'),
    array_agg(case when not r ? 'fault' then r -> 'cells' end)
  into v_numbers, v_cells, v_faults, v_sound_cells
  from jsonb_array_elements(p_rows) r
  where (r -> 'n')::integer > v_import.staged_through;
  v_read := app.with_evidence(v_import,
    app.gather_evidence(v_import.evidence, v_import.mapping -> 'columns', v_numbers, v_sound_cells));
  insert into public.player_import_row (casino_id, import_id, row_number, raw, fault, errors, status, player_id,
    imported_loyalty_id,
    imported_player_id, imported_first_name, imported_last_name, imported_birth_date, imported_tier,
      imported_points_balance,
    imported_last_activity_at, imported_last_activity_date, tier_code, standing)
  select v_ctx.casino_id, v_import.id, d.row_number, d.raw, d.fault, d.errors, d.status, d.player_id,
    (d.reading).loyalty_id,
    (d.reading).player_id, (d.reading).first_name, (d.reading).last_name, (d.reading).birth_date, (d.reading).tier,
      (d.reading).points_balance,
    (d.reading).last_activity_at, (d.reading).last_activity_date, d.tier_code, d.standing
  from app.draft_import_rows(v_read, v_numbers, v_cells, v_faults) d;
  v_is_reread_due := v_import.is_reread_due
    or (v_import.row_count > 0 and app.import_formats(v_import) <> app.import_formats(v_read));
  perform app.note_doubts(v_ctx.casino_id, array(
    select id from public.player_import_row
    where casino_id = v_ctx.casino_id and import_id = v_import.id and row_number > v_import.staged_through));
  update public.player_import
  set evidence = v_read.evidence, readings = v_read.readings, is_reread_due = v_is_reread_due and not v_is_last,
    checked_through = case when v_is_last then header_row else checked_through end,
    staged_through = greatest(staged_through, p_through),
      staged_bytes = least(size_bytes, greatest(staged_bytes, p_staged_bytes)),
    updated_at = clock_timestamp(), staged_at = case when v_is_last then now() end,
    status = case when not v_is_last then status when not app.is_mapping_complete(mapping) then 'mapping'
      when v_is_reread_due then 'checking' else 'ready' end
  where casino_id = v_ctx.casino_id and id = v_import.id
  returning * into v_import;
  if v_is_last and v_import.row_count >= 1000 then
    -- Or connections keep plans from when the queue was nearly empty, and read all of it for each player of a bulk
    -- apply.
    analyze public.player_import_row;
  end if;
  if v_import.status = 'ready' then
    perform app.note_duplicates(v_import);
  end if;
  return app.finish_call(v_call, 'imports.stage_player_import', 'player_import', v_import.id, null,
    jsonb_build_object('id', v_import.id, 'status', v_import.status, 'staged_through', v_import.staged_through,
      'row_count', v_import.row_count, 'error_count', v_import.error_count));
end;
$$;
comment on function public.rpc_stage_player_import(uuid, jsonb, integer, bigint, boolean, text, uuid) is
  'Stages the next rows of a file: [{n: <number in the file>, cells: [<text>], fault?: {code}}], at most 5000, all up '
  'to row p_through (those that are not given were blank). Nothing is applied. The last ones make the import ready, '
  'or leave it to somebody to say what its columns are (status mapping), or to rpc_check_player_import to read rows '
  'anew that came before what proved how they are written (status checking). Answers {id, status, staged_through, '
  'row_count, error_count, is_existing}. Capability import.manage. VALIDATION_FAILED, IMPORT_NOT_FOUND, '
  'IMPORT_NOT_READY (it was stopped, or is complete).';

create function app.require_staged_rows(p_rows jsonb, p_through integer)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if jsonb_typeof(p_rows) is distinct from 'array' or jsonb_array_length(p_rows) > 5000 then
    perform app.invalid('rows', 'rowsAtMost');
  end if;
  if p_through is null or exists (
    select from jsonb_array_elements(p_rows) r
    where jsonb_typeof(r) is distinct from 'object' or not app.is_number_between(r -> 'n', 1, p_through, true)
      or jsonb_typeof(r -> 'cells') is distinct from 'array'
      or (r ? 'fault' and (r -> 'fault' ->> 'code' ~ '^[A-Z][A-Z_]{1,49}$') is not true)
  ) then
    perform app.invalid('rows', 'rowShape');
  end if;
  if exists (
    select from jsonb_array_elements(p_rows) r, jsonb_array_elements(r -> 'cells') c where jsonb_typeof(c) <> 'string'
  ) then
    perform app.invalid('rows', 'cellText');
  end if;
  if (select count(*) <> count(distinct r -> 'n') from jsonb_array_elements(p_rows) r) then
    perform app.invalid('rows', 'rowOnce');
  end if;
end;
$$;
comment on function app.require_staged_rows(jsonb, integer) is
  'VALIDATION_FAILED unless these are rows of a file: [{n, cells: [<text>], fault?: {code, ...}}].';

-- ---- 65_imports/rpc/worker_tend_imports.sql ----

create function public.rpc_worker_tend_imports()
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_import public.player_import;
  v_done integer := 0;
  v_failed integer := 0;
begin
  for v_import in
    select * from public.player_import
    where (status = 'discarded' and purged_at is null)
      or (status = 'checking' and updated_at < now() - interval '30 seconds')
      or refreshed_through is not null
    order by casino_id, id
    limit 20
  loop
    -- One import's trouble is not the others'. One batch a call: what is locked for it is let go before the next one's.
    begin
      v_done := v_done + app.tend_import(v_import)::integer;
    exception when query_canceled or others then
      v_failed := v_failed + 1;
      raise warning 'import %: % %', v_import.id, sqlstate, sqlerrm;
    end;
    exit when v_done > 0;
  end loop;
  return jsonb_build_object('done', v_done, 'has_more', v_done > 0, 'failed', v_failed);
end;
$$;
comment on function public.rpc_worker_tend_imports() is
  'Goes on with one of the imports that wait for no person, up to 5000 rows of it: {done, has_more, failed (imports '
  'that were tried before it)}. For the worker only.';

create function app.tend_import(p_import public.player_import)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_batch constant integer := 5000;
  v_tiers constant jsonb := app.import_tier_codes(p_import.casino_id, p_import.mapping);
  v_through integer;
  v_count integer;
begin
  -- The casino's lock comes before any row: whoever applies rows holds some when a player's new tier makes them lock
  -- that player's other rows.
  perform app.lock_many_standings(p_import.casino_id);
  if p_import.status = 'discarded' then
    delete from public.player_import_row
    where casino_id = p_import.casino_id and id in (
      select id from public.player_import_row where casino_id = p_import.casino_id and import_id = p_import.id
      order by row_number limit v_batch for update
    );
    get diagnostics v_count = row_count;
    if v_count < v_batch then
      update public.player_import set purged_at = now() where casino_id = p_import.casino_id and id = p_import.id;
    end if;
    return v_count > 0;
  elsif p_import.status = 'checking' then
    perform app.check_import_rows(p_import, v_batch);
    -- `updated_at` stays, so that the import still counts as left alone and the worker takes its next batch, too.
    update public.player_import set updated_at = p_import.updated_at
    where casino_id = p_import.casino_id and id = p_import.id and status = 'checking'
      and mapping_version = p_import.mapping_version;
    return true;
  end if;

  -- In the order of the file, like everybody who locks rows: a slip that closes may lift a player who has several.
  select max(row_number), count(*) into v_through, v_count
  from (
    select row_number from public.player_import_row
    where casino_id = p_import.casino_id and import_id = p_import.id and row_number > p_import.refreshed_through
    order by row_number
    limit v_batch
    for no key update
  ) batch;
  update public.player_import_row r
  set tier_code = imported.code, standing = app.import_standing(imported.rank, held.rank)
  from public.player_import_row own
  left join public.loyalty_tier imported on imported.casino_id = own.casino_id
    and imported.code = v_tiers ->> app.name_key(own.imported_tier)
  left join public.player_loyalty l on l.casino_id = own.casino_id and l.player_id = own.player_id
  left join public.loyalty_tier held on held.casino_id = l.casino_id and held.code = l.tier
  where own.casino_id = p_import.casino_id and own.import_id = p_import.id
    and own.row_number > p_import.refreshed_through and own.row_number <= v_through
      and own.status not in ('staged', 'error')
    and r.casino_id = own.casino_id and r.id = own.id
    and (r.tier_code, r.standing) is distinct from (imported.code, app.import_standing(imported.rank, held.rank));
  -- Unless the tiers changed again meanwhile: then it begins anew.
  update public.player_import set refreshed_through = case when v_count = v_batch then v_through end
  where casino_id = p_import.casino_id and id = p_import.id and refreshed_through = p_import.refreshed_through;
  return v_count > 0;
end;
$$;
comment on function app.tend_import(public.player_import) is
  'A batch of what an import needs that no person does: the rows of a discarded one are removed, one that was left in '
  'the middle of checking is checked, and after a change of the tiers every row is compared with them anew.';

-- ---- 65_imports/policies.sql ----

alter table public.player_import enable row level security;
alter table public.player_import_row enable row level security;
alter table public.player_import_memory enable row level security;

create policy "Auditors read the imports of their own casino" on public.player_import
  for select to authenticated using (casino_id = (select app.current_casino_id())
    and (select app.current_staff_can('audit.read')));
create policy "Auditors read the imported rows of their own casino" on public.player_import_row
  for select to authenticated using (casino_id = (select app.current_casino_id())
    and (select app.current_staff_can('audit.read')));
create policy "Who may import reads what was said of files of their own casino" on public.player_import_memory
  for select to authenticated using (casino_id = (select app.current_casino_id())
    and (select app.current_staff_can('import.manage')));

grant select on public.player_import, public.player_import_row, public.player_import_memory to authenticated,
  service_role;

-- ---- 68_exclusions/tables.sql ----

-- Exclusions as compliance works with them: what is on record, who was met by one, and the lists of others.

create table public.exclusion_hit_review (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  hit_id uuid not null,
  note text check (length(note) between 1 and 500),
  staff_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (casino_id, id),
  unique (casino_id, hit_id),
  foreign key (casino_id, hit_id) references public.audit_log (casino_id, id),
  foreign key (casino_id, staff_id) references public.staff (casino_id, id)
);
comment on table public.exclusion_hit_review is
  'Who of compliance looked into a hit, and what they say of it. The hit is the row of the audit trail that the '
  'attempt left. Append-only: one a hit.';
create index exclusion_hit_review_staff on public.exclusion_hit_review (casino_id, staff_id);
create trigger exclusion_hit_review_append_only before update or delete on public.exclusion_hit_review
  for each row execute function app.refuse_append_only();
create trigger exclusion_hit_review_no_truncate before truncate on public.exclusion_hit_review
  for each statement execute function app.refuse_append_only();
alter table public.exclusion_hit_review enable always trigger exclusion_hit_review_append_only;
alter table public.exclusion_hit_review enable always trigger exclusion_hit_review_no_truncate;

create table public.exclusion_list (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  file_name text not null check (length(file_name) between 1 and 255),
  sha256 bytea not null check (length(sha256) = 32),
  columns jsonb not null,
  date_order text not null check (date_order in ('mdy', 'dmy', 'ymd')),
  read_through integer not null default 0,
  row_count integer not null default 0,
  proposed_count integer not null default 0,
  known_count integer not null default 0,
  over_count integer not null default 0,
  error_count integer not null default 0,
  errors jsonb not null default '[]',
  staff_id uuid not null,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (casino_id, id),
  foreign key (casino_id, staff_id) references public.staff (casino_id, id)
);
comment on table public.exclusion_list is
  'A list of excluded people, such as a state''s, that was compared with the casino''s players. Of people whom it '
  'names and the casino does not know, nothing is kept but that the file had so many rows.';
comment on column public.exclusion_list.columns is
  'Where in a row its facts stand, from 0: {name | first_name, last_name, birth_date, starts_on, ends_on, reference}.';
comment on column public.exclusion_list.proposed_count is 'Proposals that it was the first to make.';
comment on column public.exclusion_list.known_count is
  'Matches that another list, or another row, had proposed before, whatever became of it.';
comment on column public.exclusion_list.over_count is 'Matches whose exclusion is over: nothing is proposed.';
comment on column public.exclusion_list.errors is
  'The first hundred rows that could not be read, and why: [{row_number, code}], without what stands in them.';
create index exclusion_list_staff on public.exclusion_list (casino_id, staff_id);

create type public.exclusion_proposal_status as enum ('proposed', 'confirmed', 'dismissed');

create table public.exclusion_proposal (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  list_id uuid not null,
  row_number integer not null check (row_number > 0),
  player_id uuid not null,
  starts_on date,
  ends_on date check (ends_on >= starts_on),
  reference text check (length(reference) between 1 and 200),
  status public.exclusion_proposal_status not null default 'proposed',
  exclusion_id uuid,
  dismiss_reason text check (length(dismiss_reason) between 1 and 500),
  decided_by_staff_id uuid,
  decided_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (casino_id, id),
  unique nulls not distinct (casino_id, player_id, reference, starts_on, ends_on),
  foreign key (casino_id, list_id) references public.exclusion_list (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, exclusion_id) references public.player_exclusion (casino_id, id),
  foreign key (casino_id, decided_by_staff_id) references public.staff (casino_id, id),
  check ((status = 'confirmed') = (exclusion_id is not null)),
  check ((status = 'dismissed') = (dismiss_reason is not null)),
  check ((status = 'proposed') = (decided_at is null) and (decided_at is null) = (decided_by_staff_id is null))
);
comment on table public.exclusion_proposal is
  'A row of a list that has a player''s name and birth date. A person confirms it, which sets the exclusion, or '
  'dismisses it. The same entry of a later list is not proposed again.';
comment on column public.exclusion_proposal.ends_on is 'The last day of it, which is included; null without an end.';
create index exclusion_proposal_list on public.exclusion_proposal (casino_id, list_id);
create index exclusion_proposal_status on public.exclusion_proposal (casino_id, status, id);
create index exclusion_proposal_exclusion on public.exclusion_proposal (casino_id, exclusion_id);
create index exclusion_proposal_decided_by on public.exclusion_proposal (casino_id, decided_by_staff_id);

-- ---- 68_exclusions/internal/hits.sql ----

create function app.is_exclusion_hit(p_action text)
returns boolean
language sql
immutable
return p_action = 'exclusion.confirm_seat' or starts_with(p_action, 'exclusion.refuse_');
comment on function app.is_exclusion_hit(text) is
  'Whether an action of the audit trail is a hit: an excluded player was to be given something or seated.';

create function app.exclusion_hits(p_exclusion public.player_exclusion)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('hit_count', count(*), 'last_hit_at', max(at)) from public.audit_log
    where casino_id = p_exclusion.casino_id and entity_type = 'player' and entity_id = p_exclusion.player_id
      and domain = 'exclusion' and app.is_exclusion_hit(action) and at >= p_exclusion.created_at
      and at <= coalesce(p_exclusion.lifted_at, 'infinity') and at <= coalesce(p_exclusion.ends_at, 'infinity'));
end;
$$;
comment on function app.exclusion_hits(public.player_exclusion) is
  'How often its player was met while the exclusion was on record and in force, and when last: {hit_count, '
  'last_hit_at}.';

create function app.exclusion_hit_json(p_hit public.audit_log)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'id', p_hit.id, 'attempted_at', p_hit.at, 'gaming_day', p_hit.gaming_day, 'player_id', p_hit.entity_id,
      'player_name', p.first_name || ' ' || p.last_name, 'attempt', split_part(p_hit.action, '.', 2),
      'outcome', p_hit.outcome, 'step', p_hit.after -> 'step', 'table_label', t.label, 'seat', p_hit.after -> 'seat',
      'staff_id', p_hit.staff_id, 'staff_name', app.staff_name(p_hit.casino_id, p_hit.staff_id),
      'staff_role', p_hit.staff_role, 'correlation_id', p_hit.correlation_id, 'reviewed_at', r.created_at,
      'reviewed_by_name', app.staff_name(p_hit.casino_id, r.staff_id), 'review_note', r.note)
    from public.player p
    left join public.gaming_table t on t.casino_id = p.casino_id and t.id = (p_hit.after ->> 'table_id')::uuid
    left join public.exclusion_hit_review r on r.casino_id = p.casino_id and r.hit_id = p_hit.id
    where p.casino_id = p_hit.casino_id and p.id = p_hit.entity_id);
end;
$$;
comment on function app.exclusion_hit_json(public.audit_log) is
  'A hit as the RPCs answer it: who was met, by whom, with what (attempt; of a seat its step and where), and whether '
  'somebody looked into it.';

-- ---- 68_exclusions/internal/listing.sql ----

create function app.exclusion_item(p_exclusion public.player_exclusion)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select app.exclusion_json(p_exclusion) || app.exclusion_hits(p_exclusion) || jsonb_build_object(
      'player_name', p.first_name || ' ' || p.last_name, 'loyalty_id', p.loyalty_id, 'kind', p_exclusion.kind,
      'reason', p_exclusion.reason, 'source_reference', p_exclusion.source_reference,
      'is_in_force', app.is_in_force(p_exclusion), 'created_at', p_exclusion.created_at,
      'set_by_name', app.staff_name(p.casino_id, p_exclusion.set_by_staff_id),
      'lifted_by_name', app.staff_name(p.casino_id, p_exclusion.lifted_by_staff_id),
      'lift_reason', p_exclusion.lift_reason, 'is_in_house', exists (
        select from public.visit where casino_id = p.casino_id and player_id = p.id and ended_at is null))
    from public.player p
    where p.casino_id = p_exclusion.casino_id and p.id = p_exclusion.player_id);
end;
$$;
comment on function app.exclusion_item(public.player_exclusion) is
  'An exclusion as who may read it sees it: of whom, why, by whom, whether it is in force, how often it was met, and '
  'whether its player is in the house.';

-- ---- 68_exclusions/internal/lists.sql ----

create function app.exclusion_list_columns(p_headers jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_object_agg(field, place) from (
      select distinct on (f.field) f.field, h.place - 1 as place
      from jsonb_array_elements_text(p_headers) with ordinality h (header, place)
      join (values
        ('name', array['name', 'fullname', 'personname', 'patronname', 'excludedperson']),
        ('first_name', array['firstname', 'first', 'givenname', 'forename', 'fname']),
        ('last_name', array['lastname', 'last', 'surname', 'familyname', 'lname']),
        ('birth_date', array['birthdate', 'dateofbirth', 'dob', 'birthday']),
        ('starts_on', array['from', 'startdate', 'start', 'effectivedate', 'effective', 'begindate', 'enrollmentdate',
          'exclusiondate', 'datefrom', 'validfrom']),
        ('ends_on', array['until', 'enddate', 'end', 'expirationdate', 'expires', 'expirydate', 'dateto', 'to',
          'validuntil', 'validto', 'removaldate']),
        ('reference', array['reference', 'referencenumber', 'referenceno', 'ref', 'id', 'listid', 'entryid',
          'casenumber', 'exclusionid', 'exclusionnumber', 'number'])
      ) f (field, names) on app.header_key(h.header) = any (f.names)
      order by f.field, array_position(f.names, app.header_key(h.header)), h.place
    ) found
  ), '{}'::jsonb);
end;
$$;
comment on function app.exclusion_list_columns(jsonb) is
  'Which columns of a list hold what, by the names that they usually have: {<field>: <place from 0>}.';

create function app.exclusion_list_day(p_cell text, p_date_order text)
returns date
language plpgsql
immutable
set search_path = ''
as $$
begin
  return ((app.read_import_time(app.clean_loyalty_id(p_cell), p_date_order, '1900')).local_time)::date;
end;
$$;
comment on function app.exclusion_list_day(text, text) is
  'The day that a cell of a list says, by the order of its dates (mdy, dmy, ymd); null when it says none.';

create function app.exclusion_list_rows(p_list public.exclusion_list, p_rows jsonb)
returns table (
  row_number integer,
  person_key text,
  birth_date date,
  starts_on date,
  ends_on date,
  reference text,
  error text,
  is_period_unread boolean
)
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  with given as materialized (
    select (r ->> 'n')::integer as n, r ? 'fault' as is_broken,
      app.person_key(app.clean_name_cell(coalesce(c.cell ->> (p_list.columns ->> 'name')::integer,
        c.cell ->> (p_list.columns ->> 'first_name')::integer)),
        app.clean_name_cell(c.cell ->> (p_list.columns ->> 'last_name')::integer)) as person,
      app.exclusion_list_day(c.cell ->> (p_list.columns ->> 'birth_date')::integer, p_list.date_order) as born,
      app.clean_text(c.cell ->> (p_list.columns ->> 'starts_on')::integer) as starts,
      app.clean_text(c.cell ->> (p_list.columns ->> 'ends_on')::integer) as ends,
      left(app.clean_loyalty_id(c.cell ->> (p_list.columns ->> 'reference')::integer), 200) as ref
    from jsonb_array_elements(p_rows) r
    cross join lateral (select r -> 'cells' as cell) c
    where (r ->> 'n')::integer > p_list.read_through
  )
  select g.n, g.person, g.born, d.starts_on, d.ends_on, g.ref,
    case when g.is_broken then 'CELL_COUNT' when g.person is null then 'NAME_MISSING'
      when g.born is null then 'BIRTH_DATE_UNREADABLE' end,
    (g.starts is not null and d.starts_on is null) or (g.ends is not null and d.ends_on is null)
      or coalesce(d.ends_on < d.starts_on, false)
  from given g
  cross join lateral (select app.exclusion_list_day(g.starts, p_list.date_order) as starts_on,
    app.exclusion_list_day(g.ends, p_list.date_order) as ends_on) d;
end;
$$;
comment on function app.exclusion_list_rows(public.exclusion_list, jsonb) is
  'Rows of a list ([{n, cells, fault?}]) that were not read yet, in the normal forms that players are compared by. '
  'error says why a row names nobody: CELL_COUNT, NAME_MISSING, BIRTH_DATE_UNREADABLE; is_period_unread that it does '
  'not say from when until when.';

create function app.lock_exclusion_list(p_ctx app.rls_context, p_list_id uuid)
returns public.exclusion_list
language plpgsql
set search_path = ''
as $$
declare
  v_list public.exclusion_list;
begin
  select * into v_list from public.exclusion_list
  where casino_id = p_ctx.casino_id and id = p_list_id
  for no key update;
  if not found then
    perform app.fail(404, 'EXCLUSION_LIST_NOT_FOUND');
  end if;
  return v_list;
end;
$$;
comment on function app.lock_exclusion_list(app.rls_context, uuid) is
  'Locks and returns a list of the caller''s casino. EXCLUSION_LIST_NOT_FOUND.';

create function app.exclusion_list_json(p_list public.exclusion_list)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', p_list.id, 'file_name', p_list.file_name, 'date_order', p_list.date_order,
    'read_through', p_list.read_through, 'row_count', p_list.row_count, 'proposed_count', p_list.proposed_count,
    'known_count', p_list.known_count, 'over_count', p_list.over_count, 'error_count', p_list.error_count,
    'errors', p_list.errors, 'created_at', p_list.created_at, 'finished_at', p_list.finished_at,
    'uploaded_by_name', app.staff_name(p_list.casino_id, p_list.staff_id));
end;
$$;
comment on function app.exclusion_list_json(public.exclusion_list) is
  'A list as the RPCs answer it: how many rows it has and what became of them.';

create function app.exclusion_proposal_json(p_proposal public.exclusion_proposal)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'id', p_proposal.id, 'list_id', l.id, 'file_name', l.file_name, 'row_number', p_proposal.row_number,
      'player_id', p.id, 'player_name', p.first_name || ' ' || p.last_name, 'loyalty_id', p.loyalty_id,
      'birth_date', p.birth_date, 'starts_on', p_proposal.starts_on, 'ends_on', p_proposal.ends_on,
      'reference', p_proposal.reference, 'status', p_proposal.status, 'exclusion_id', p_proposal.exclusion_id,
      'is_excluded', app.has_exclusion_in_force(p.casino_id, p.id), 'dismiss_reason', p_proposal.dismiss_reason,
      'decided_by_name', app.staff_name(p.casino_id, p_proposal.decided_by_staff_id),
      'decided_at', p_proposal.decided_at, 'created_at', p_proposal.created_at)
    from public.player p
    join public.exclusion_list l on l.casino_id = p.casino_id and l.id = p_proposal.list_id
    where p.casino_id = p_proposal.casino_id and p.id = p_proposal.player_id);
end;
$$;
comment on function app.exclusion_proposal_json(public.exclusion_proposal) is
  'A proposal as the RPCs answer it: the player as they are known here, the row of the list, and what was decided.';

create function app.proposal_decision(p_proposal public.exclusion_proposal)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', p_proposal.id, 'list_id', p_proposal.list_id, 'row_number', p_proposal.row_number,
    'status', p_proposal.status, 'exclusion_id', p_proposal.exclusion_id);
end;
$$;
comment on function app.proposal_decision(public.exclusion_proposal) is
  'A decision on a proposal as the audit trail keeps it: by ids.';

create function app.decided_proposal(p_ctx app.rls_context, p_answer jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return p_answer || (
    select app.exclusion_proposal_json(o) from public.exclusion_proposal o
    where o.casino_id = p_ctx.casino_id and o.id = (p_answer ->> 'id')::uuid);
end;
$$;
comment on function app.decided_proposal(app.rls_context, jsonb) is
  'The answer to who decided on a proposal, now or before: a decision is final.';

create function app.lock_exclusion_proposal(p_ctx app.rls_context, p_proposal_id uuid)
returns public.exclusion_proposal
language plpgsql
set search_path = ''
as $$
declare
  v_proposal public.exclusion_proposal;
begin
  select * into v_proposal from public.exclusion_proposal
  where casino_id = p_ctx.casino_id and id = p_proposal_id
  for no key update;
  if not found then
    perform app.fail(404, 'EXCLUSION_PROPOSAL_NOT_FOUND');
  end if;
  if v_proposal.status <> 'proposed' then
    perform app.fail(409, 'PROPOSAL_DECIDED', jsonb_build_object('status', v_proposal.status,
      'at', v_proposal.decided_at, 'staffName', app.staff_name(p_ctx.casino_id, v_proposal.decided_by_staff_id)));
  end if;
  return v_proposal;
end;
$$;
comment on function app.lock_exclusion_proposal(app.rls_context, uuid) is
  'Locks a proposal that waits for a person. EXCLUSION_PROPOSAL_NOT_FOUND, PROPOSAL_DECIDED (detail: status, at, '
  'staffName).';

-- ---- 68_exclusions/rpc/begin_exclusion_list.sql ----

create function public.rpc_begin_exclusion_list(
  p_file_name text,
  p_sha256 text,
  p_headers jsonb,
  p_idempotency_key text,
  p_date_order text default 'mdy',
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('begin_exclusion_list', 'exclusion.write', p_idempotency_key,
    jsonb_build_array(p_file_name, p_sha256, p_date_order), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_list public.exclusion_list;
begin
  perform app.require_exclusion_list(p_file_name, p_sha256, p_headers, p_date_order);
  if v_call.is_replay then
    -- As it is now: where it stood when it began helps nobody who comes back for it.
    return app.exclusion_list_json(app.lock_exclusion_list(v_ctx, (app.replay(v_call) ->> 'id')::uuid))
      || jsonb_build_object('is_existing', true);
  end if;

  -- The file whose upload broke off goes on where it was.
  select * into v_list from public.exclusion_list
  where casino_id = v_ctx.casino_id and sha256 = decode(p_sha256, 'hex') and date_order = p_date_order
    and finished_at is null
  order by id desc
  limit 1;
  if not found then
    insert into public.exclusion_list (casino_id, file_name, sha256, columns, date_order, staff_id)
    values (v_ctx.casino_id, btrim(p_file_name), decode(p_sha256, 'hex'), app.exclusion_list_columns(p_headers),
      p_date_order, v_ctx.staff_id)
    returning * into v_list;
  end if;
  return app.finish_call(v_call, 'exclusion.begin_list', 'exclusion_list', v_list.id, null,
    app.exclusion_list_json(v_list));
end;
$$;
comment on function public.rpc_begin_exclusion_list(text, text, jsonb, text, text, uuid) is
  'Begins to compare a list of excluded people with the players, or goes on with the same file (by SHA-256) where it '
  'was interrupted. Dates are read by p_date_order (mdy, dmy, ymd). Answers {id, file_name, date_order, read_through, '
  'row_count, proposed_count, known_count, over_count, error_count, errors: [{row_number, code}], created_at, '
  'finished_at, uploaded_by_name, is_existing}. Capability exclusion.write. VALIDATION_FAILED, LIST_COLUMNS_MISSING '
  '(detail: missing, headers).';

create function app.require_exclusion_list(p_file_name text, p_sha256 text, p_headers jsonb, p_date_order text)
returns void
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_columns constant jsonb := app.exclusion_list_columns(p_headers);
begin
  if length(btrim(p_file_name)) between 1 and 255 is not true then
    perform app.invalid('fileName', 'characters', jsonb_build_object('lowest', 1, 'highest', 255));
  end if;
  if p_sha256 ~ '^[0-9a-f]{64}$' is not true then
    perform app.invalid('sha256', 'sha256');
  end if;
  if p_date_order in ('mdy', 'dmy', 'ymd') is not true then
    perform app.invalid('dateOrder', 'oneOf', jsonb_build_object('options', 'mdy, dmy, ymd'));
  end if;
  if not (v_columns ? 'birth_date' and (v_columns ? 'name' or v_columns ?& array['first_name', 'last_name'])) then
    perform app.fail(422, 'LIST_COLUMNS_MISSING', jsonb_build_object('headers', p_headers, 'missing',
      case when v_columns ? 'name' or v_columns ?& array['first_name', 'last_name'] then '[]'::jsonb
        else '["name"]'::jsonb end || case when v_columns ? 'birth_date' then '[]'::jsonb else '["birthDate"]' end));
  end if;
end;
$$;
comment on function app.require_exclusion_list(text, text, jsonb, text) is
  'VALIDATION_FAILED, and LIST_COLUMNS_MISSING for a file without a column for the name or for the birth date.';

-- ---- 68_exclusions/rpc/confirm_exclusion_proposal.sql ----

create function public.rpc_confirm_exclusion_proposal(
  p_proposal_id uuid,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('confirm_exclusion_proposal', 'exclusion.write', p_idempotency_key,
    jsonb_build_array(p_proposal_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_proposal public.exclusion_proposal;
  v_exclusion public.player_exclusion;
begin
  if v_call.is_replay then
    return app.decided_proposal(v_ctx, app.replay(v_call));
  end if;

  v_proposal := app.lock_exclusion_proposal(v_ctx, p_proposal_id);
  v_exclusion := app.insert_exclusion(v_ctx, app.exclusion_of_proposal(v_proposal));
  update public.exclusion_proposal
  set status = 'confirmed', exclusion_id = v_exclusion.id, decided_by_staff_id = v_ctx.staff_id, decided_at = now()
  where casino_id = v_ctx.casino_id and id = p_proposal_id
  returning * into v_proposal;
  return app.decided_proposal(v_ctx, app.finish_call(v_call, 'exclusion.confirm_proposal', 'player',
    v_proposal.player_id, null, app.proposal_decision(v_proposal)));
end;
$$;
comment on function public.rpc_confirm_exclusion_proposal(uuid, text, uuid) is
  'A person says that a row of a list means this player: sets a self exclusion from its first day on (without one: '
  'now) to the end of its last, by the calendar of the casino, with the row and its reference as the source. Answers '
  'the proposal, as rpc_list_exclusion_proposals, and is_existing. Capability exclusion.write. '
  'EXCLUSION_PROPOSAL_NOT_FOUND, PROPOSAL_DECIDED, PROPOSAL_OVER.';

create function app.exclusion_of_proposal(p_proposal public.exclusion_proposal)
returns public.player_exclusion
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone constant text := (select time_zone from public.casino_settings where casino_id = p_proposal.casino_id);
  v_exclusion public.player_exclusion;
begin
  v_exclusion.player_id := p_proposal.player_id;
  v_exclusion.kind := 'self';
  v_exclusion.starts_at := coalesce(p_proposal.starts_on::timestamp at time zone v_zone, now());
  v_exclusion.ends_at := (p_proposal.ends_on + 1)::timestamp at time zone v_zone;
  v_exclusion.source_reference := p_proposal.reference;
  v_exclusion.reason := (
    select l.file_name || ', ' || p_proposal.row_number::text from public.exclusion_list l
    where l.casino_id = p_proposal.casino_id and l.id = p_proposal.list_id);
  -- It waited too long for a person.
  if v_exclusion.ends_at <= now() then
    perform app.fail(409, 'PROPOSAL_OVER', jsonb_build_object('endedAt', v_exclusion.ends_at));
  end if;
  return v_exclusion;
end;
$$;
comment on function app.exclusion_of_proposal(public.exclusion_proposal) is
  'The exclusion that a proposal stands for, its reason the file and row that it comes from. PROPOSAL_OVER (detail: '
  'endedAt).';

-- ---- 68_exclusions/rpc/dismiss_exclusion_proposal.sql ----

create function public.rpc_dismiss_exclusion_proposal(
  p_proposal_id uuid,
  p_reason text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text := nullif(btrim(p_reason), '');
  v_call app.call := app.begin_call('dismiss_exclusion_proposal', 'exclusion.write', p_idempotency_key,
    jsonb_build_array(p_proposal_id, v_reason), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_proposal public.exclusion_proposal;
begin
  if v_reason is null or length(v_reason) > 500 then
    perform app.invalid('reason', 'characters', jsonb_build_object('lowest', 1, 'highest', 500));
  end if;
  if v_call.is_replay then
    return app.decided_proposal(v_ctx, app.replay(v_call));
  end if;

  v_proposal := app.lock_exclusion_proposal(v_ctx, p_proposal_id);
  update public.exclusion_proposal
  set status = 'dismissed', dismiss_reason = v_reason, decided_by_staff_id = v_ctx.staff_id, decided_at = now()
  where casino_id = v_ctx.casino_id and id = p_proposal_id
  returning * into v_proposal;
  return app.decided_proposal(v_ctx, app.finish_call(v_call, 'exclusion.dismiss_proposal', 'player',
    v_proposal.player_id, null, app.proposal_decision(v_proposal)));
end;
$$;
comment on function public.rpc_dismiss_exclusion_proposal(uuid, text, text, uuid) is
  'A person says, with a reason, that a row of a list does not mean this player. It is not proposed again. Answers '
  'the proposal, as rpc_list_exclusion_proposals, and is_existing. Capability exclusion.write. VALIDATION_FAILED, '
  'EXCLUSION_PROPOSAL_NOT_FOUND, PROPOSAL_DECIDED.';

-- ---- 68_exclusions/rpc/list_exclusion_hits.sql ----

create function public.rpc_list_exclusion_hits(
  p_player_id uuid default null,
  p_is_reviewed boolean default null,
  p_before_hit_id uuid default null,
  p_limit integer default 50
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'exclusion.read');
  perform app.require_player_filter(v_ctx, p_player_id);
  if p_before_hit_id is not null and not exists (
    select from public.audit_log where casino_id = v_ctx.casino_id and id = p_before_hit_id and domain = 'exclusion'
  ) then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  select coalesce(jsonb_agg(app.exclusion_hit_json(page.a) order by (page.a).id desc), '[]'::jsonb) into v_items
  from (
    select a from public.audit_log a
    where a.casino_id = v_ctx.casino_id and a.domain = 'exclusion' and app.is_exclusion_hit(a.action)
      and (p_player_id is null or a.entity_type = 'player' and a.entity_id = p_player_id)
      and (p_is_reviewed is null or p_is_reviewed = exists (
        select from public.exclusion_hit_review r where r.casino_id = v_ctx.casino_id and r.hit_id = a.id))
      and (p_before_hit_id is null or a.id < p_before_hit_id)
    order by a.id desc
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_exclusion_hits(uuid, boolean, uuid, integer) is
  'Hits: whenever an excluded player was to be given something or seated, newest first, by player and whether '
  'somebody looked into it, paged by the last one seen: {items: [{id, attempted_at, gaming_day, player_id, '
  'player_name, attempt (refuse_seat, confirm_seat, refuse_reward, ...), outcome, step, table_label, seat, staff_id, '
  'staff_name, staff_role, correlation_id, reviewed_at, reviewed_by_name, review_note}], next_cursor}. Capability '
  'exclusion.read. PLAYER_NOT_FOUND, VALIDATION_FAILED.';

-- ---- 68_exclusions/rpc/list_exclusion_lists.sql ----

create function public.rpc_list_exclusion_lists(p_before_list_id uuid default null, p_limit integer default 50)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'exclusion.read');
  if p_before_list_id is not null
    and not exists (select from public.exclusion_list where casino_id = v_ctx.casino_id and id = p_before_list_id) then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  select coalesce(jsonb_agg(app.exclusion_list_json(page.l) order by (page.l).id desc), '[]'::jsonb) into v_items
  from (
    select l from public.exclusion_list l
    where l.casino_id = v_ctx.casino_id and (p_before_list_id is null or l.id < p_before_list_id)
    order by l.id desc
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_exclusion_lists(uuid, integer) is
  'The lists that were compared, newest first, paged by the last one seen: {items, next_cursor}, each as '
  'rpc_begin_exclusion_list answers it. Capability exclusion.read. VALIDATION_FAILED.';

-- ---- 68_exclusions/rpc/list_exclusion_proposals.sql ----

create function public.rpc_list_exclusion_proposals(
  p_status text default null,
  p_before_proposal_id uuid default null,
  p_limit integer default 50
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'exclusion.read');
  if p_status not in ('proposed', 'confirmed', 'dismissed') then
    perform app.invalid('status', 'oneOf', jsonb_build_object('options', 'proposed, confirmed, dismissed'));
  end if;
  if p_before_proposal_id is not null and not exists (
    select from public.exclusion_proposal where casino_id = v_ctx.casino_id and id = p_before_proposal_id
  ) then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  select coalesce(jsonb_agg(app.exclusion_proposal_json(page.o) order by (page.o).id desc), '[]'::jsonb) into v_items
  from (
    select o from public.exclusion_proposal o
    where o.casino_id = v_ctx.casino_id
      and (p_status is null or o.status = p_status::public.exclusion_proposal_status)
      and (p_before_proposal_id is null or o.id < p_before_proposal_id)
    order by o.id desc
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_exclusion_proposals(text, uuid, integer) is
  'Whom lists name, newest first, by status (proposed, confirmed, dismissed), paged by the last one seen: {items: '
  '[{id, list_id, file_name, row_number, player_id, player_name, loyalty_id, birth_date, starts_on, ends_on, '
  'reference, status, exclusion_id, is_excluded, dismiss_reason, decided_by_name, decided_at, created_at}], '
  'next_cursor}. Capability exclusion.read. VALIDATION_FAILED.';

-- ---- 68_exclusions/rpc/list_exclusions.sql ----

create function public.rpc_list_exclusions(
  p_player_id uuid default null,
  p_kind text default null,
  p_is_in_force boolean default null,
  p_has_hits boolean default null,
  p_before_exclusion_id uuid default null,
  p_limit integer default 50
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'exclusion.read');
  if p_kind not in ('self', 'barred', 'responsible_gaming') then
    perform app.invalid('kind', 'oneOf', jsonb_build_object('options', 'self, barred, responsible_gaming'));
  end if;
  perform app.require_player_filter(v_ctx, p_player_id);
  if p_before_exclusion_id is not null and not exists (
    select from public.player_exclusion where casino_id = v_ctx.casino_id and id = p_before_exclusion_id
  ) then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  select coalesce(jsonb_agg(app.exclusion_item(page.e) order by (page.e).id desc), '[]'::jsonb) into v_items
  from (
    select e from public.player_exclusion e
    where e.casino_id = v_ctx.casino_id
      and (p_player_id is null or e.player_id = p_player_id)
      and (p_kind is null or e.kind::text = p_kind)
      and (p_is_in_force is null or app.is_in_force(e) = p_is_in_force)
      and (p_has_hits is null or ((app.exclusion_hits(e) ->> 'hit_count')::integer > 0) = p_has_hits)
      and (p_before_exclusion_id is null or e.id < p_before_exclusion_id)
    order by e.id desc
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_exclusions(uuid, text, boolean, boolean, uuid, integer) is
  'Exclusions, newest first, by player, kind, whether in force now and whether their player was met, paged by the '
  'last one seen: {items: [{id, player_id, player_name, loyalty_id, kind, reason, source_reference, starts_at, '
  'ends_at, is_in_force, set_by_name, created_at, lifted_at, lifted_by_name, lift_reason, hit_count, last_hit_at, '
  'is_in_house}], next_cursor}. Capability exclusion.read. PLAYER_NOT_FOUND, VALIDATION_FAILED.';

create function app.require_player_filter(p_ctx app.rls_context, p_player_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_player_id is not null
    and not exists (select from public.player where casino_id = p_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
end;
$$;
comment on function app.require_player_filter(app.rls_context, uuid) is
  'PLAYER_NOT_FOUND for a player that is asked for and is not of the caller''s casino.';

-- ---- 68_exclusions/rpc/read_exclusion_list.sql ----

create function public.rpc_read_exclusion_list(
  p_list_id uuid,
  p_rows jsonb,
  p_through integer,
  p_is_last boolean,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('read_exclusion_list', 'exclusion.write', p_idempotency_key,
    jsonb_build_array(p_list_id, app.rows_digest(p_rows), p_through, coalesce(p_is_last, false)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_list public.exclusion_list;
  v_found record;
begin
  perform app.require_staged_rows(p_rows, p_through);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_list := app.lock_exclusion_list(v_ctx, p_list_id);
  if v_list.finished_at is null then
    v_found := app.propose_exclusions(v_ctx, v_list, p_rows);
    update public.exclusion_list
    set read_through = greatest(read_through, p_through), row_count = row_count + v_found.row_count,
      proposed_count = proposed_count + v_found.proposed_count, known_count = known_count + v_found.known_count,
      over_count = over_count + v_found.over_count, error_count = error_count + v_found.error_count,
      errors = case when jsonb_array_length(errors) < 100 then errors || v_found.errors else errors end,
      finished_at = case when p_is_last then now() end
    where casino_id = v_ctx.casino_id and id = p_list_id
    returning * into v_list;
  end if;
  return app.finish_call(v_call, 'exclusion.read_list', 'exclusion_list', v_list.id, null,
    app.exclusion_list_json(v_list));
end;
$$;
comment on function public.rpc_read_exclusion_list(uuid, jsonb, integer, boolean, text, uuid) is
  'Compares the next rows of a list ([{n, cells, fault?}], at most 5,000) with the players: who has the very name, in '
  'its normal form, and birth date is proposed, unless the same entry was before. Nothing of other rows is kept. '
  'Answers the list, as rpc_begin_exclusion_list, and is_existing. Capability exclusion.write. VALIDATION_FAILED, '
  'EXCLUSION_LIST_NOT_FOUND.';

create function app.rows_digest(p_rows jsonb)
returns text
language sql
immutable
return encode(sha256(convert_to(p_rows::text, 'UTF8')), 'hex');
comment on function app.rows_digest(jsonb) is 'What rows are told apart by, so that they need not be kept.';

create function app.propose_exclusions(
  p_ctx app.rls_context,
  p_list public.exclusion_list,
  p_rows jsonb,
  out row_count integer,
  out proposed_count integer,
  out known_count integer,
  out over_count integer,
  out error_count integer,
  out errors jsonb
)
language plpgsql
set search_path = ''
as $$
declare
  v_today constant date := (now() at time zone (
    select time_zone from public.casino_settings where casino_id = p_ctx.casino_id))::date;
begin
  with rows as materialized (
    select * from app.exclusion_list_rows(p_list, p_rows)
  ), matched as materialized (
    select r.*, p.id as player_id, coalesce(r.ends_on < v_today, false) as is_over
    from rows r
    join public.player p
      on p.casino_id = p_ctx.casino_id and p.person_key = r.person_key and p.birth_date = r.birth_date
    where r.error is null
  ), proposed as (
    insert into public.exclusion_proposal (casino_id, list_id, row_number, player_id, starts_on, ends_on, reference)
    select p_ctx.casino_id, p_list.id, m.row_number, m.player_id, m.starts_on, m.ends_on, m.reference
    from matched m
    where not m.is_period_unread and not m.is_over
    order by m.row_number
    on conflict (casino_id, player_id, reference, starts_on, ends_on) do nothing
    returning 1
  ), faults as (
    select r.row_number, r.error as code from rows r where r.error is not null
    union
    -- Who is not known here may have stood there from any day to any day.
    select m.row_number, 'PERIOD_UNREADABLE' from matched m where m.is_period_unread
  )
  select (select count(*) from rows), (select count(*) from proposed),
    (select count(*) from matched m where not m.is_period_unread and not m.is_over) - (select count(*) from proposed),
    (select count(*) from matched m where not m.is_period_unread and m.is_over), (select count(*) from faults),
    (select coalesce(jsonb_agg(f order by f.row_number), '[]') from (
      select * from faults order by row_number limit 100) f)
  into row_count, proposed_count, known_count, over_count, error_count, errors;
end;
$$;
comment on function app.propose_exclusions(app.rls_context, public.exclusion_list, jsonb) is
  'Proposes an exclusion for each player whom a row names by name and birth date, and counts what became of the rows. '
  'What nobody of the casino is named by is counted and forgotten.';

-- ---- 68_exclusions/rpc/review_exclusion_hit.sql ----

create function public.rpc_review_exclusion_hit(
  p_hit_id uuid,
  p_idempotency_key text,
  p_note text default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := nullif(btrim(p_note), '');
  v_call app.call := app.begin_call('review_exclusion_hit', 'exclusion.write', p_idempotency_key,
    jsonb_build_array(p_hit_id, v_note), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_hit public.audit_log;
  v_review public.exclusion_hit_review;
begin
  if length(v_note) > 500 then
    perform app.invalid('note', 'noteTooLong');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  select * into v_hit from public.audit_log
  where casino_id = v_ctx.casino_id and id = p_hit_id and domain = 'exclusion' and app.is_exclusion_hit(action);
  if not found then
    perform app.fail(404, 'EXCLUSION_HIT_NOT_FOUND');
  end if;
  insert into public.exclusion_hit_review (casino_id, hit_id, note, staff_id)
  values (v_ctx.casino_id, p_hit_id, v_note, v_ctx.staff_id)
  on conflict (casino_id, hit_id) do nothing;
  if not found then
    select * into v_review from public.exclusion_hit_review where casino_id = v_ctx.casino_id and hit_id = p_hit_id;
    perform app.fail(409, 'EXCLUSION_HIT_REVIEWED', jsonb_build_object('at', v_review.created_at,
      'staffName', app.staff_name(v_ctx.casino_id, v_review.staff_id)));
  end if;
  return app.finish_call(v_call, 'exclusion.review_hit', 'player', v_hit.entity_id, null,
    app.exclusion_hit_json(v_hit));
end;
$$;
comment on function public.rpc_review_exclusion_hit(uuid, text, text, uuid) is
  'Says that somebody looked into a hit, with a note, once. Answers the hit, as rpc_list_exclusion_hits, and '
  'is_existing. Capability exclusion.write. VALIDATION_FAILED, EXCLUSION_HIT_NOT_FOUND, EXCLUSION_HIT_REVIEWED '
  '(detail: at, staffName).';

-- ---- 68_exclusions/policies.sql ----

alter table public.exclusion_hit_review enable row level security;
alter table public.exclusion_list enable row level security;
alter table public.exclusion_proposal enable row level security;

create policy "Compliance and admin read reviews of hits of their own casino" on public.exclusion_hit_review
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('exclusion.read')));
create policy "Compliance and admin read exclusion lists of their own casino" on public.exclusion_list
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('exclusion.read')));
create policy "Compliance and admin read proposed exclusions of their own casino" on public.exclusion_proposal
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('exclusion.read')));

grant select on public.exclusion_hit_review, public.exclusion_list, public.exclusion_proposal
  to authenticated, service_role;

-- ---- 70_reconciliation/tables.sql ----

-- Reconciliation: imported tiers become the players' own, row by row, by a policy, on record, and back again.

create type public.reconciliation_action as enum ('apply', 'revert');
create type public.reconciliation_outcome as enum ('applied', 'kept', 'reverted', 'reopened', 'skipped');
create type public.reconciliation_run_status as enum ('running', 'finished', 'stopped');

create table public.reconciliation_run (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  action public.reconciliation_action not null,
  status public.reconciliation_run_status not null default 'running',
  policy text check (policy = 'upgrade_only'),
  confirm_unknown_freshness boolean not null default false,
  confirm_tier_changed boolean not null default false,
  filter jsonb,
  row_ids uuid[],
  last_import_id uuid,
  unready_import_ids uuid[] not null default '{}',
  reverts_run_id uuid,
  reason text check (length(reason) between 1 and 500),
  staff_id uuid not null,
  total_count integer not null,
  applied_count integer not null default 0,
  kept_count integer not null default 0,
  reverted_count integer not null default 0,
  reopened_count integer not null default 0,
  skipped_count integer not null default 0,
  after_id uuid,
  after_import_id uuid,
  after_row_number integer,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (casino_id, id),
  foreign key (casino_id, reverts_run_id) references public.reconciliation_run (casino_id, id),
  foreign key (casino_id, staff_id) references public.staff (casino_id, id),
  check ((action = 'apply') = (policy is not null)),
  check ((action = 'revert') = (reverts_run_id is not null and reason is not null)),
  check ((action = 'apply') = (num_nonnulls(filter, row_ids) = 1))
);
comment on table public.reconciliation_run is
  'One decision over many rows: to apply those selected or all that match a filter, or to revert an earlier run. Done '
  'in batches; what is done stays done, and a run that was interrupted goes on.';
comment on column public.reconciliation_run.last_import_id is
  'The newest import when an apply by filter began: what is imported later is not what was decided on.';
comment on column public.reconciliation_run.unready_import_ids is
  'Imports that were not in the queue when an apply by filter began: one that is ready by the time the run comes to '
  'it was not decided on either.';
comment on column public.reconciliation_run.confirm_tier_changed is
  'Of a revert: rows are taken back also where the player''s tier has changed since, or more was earned; the tier '
  'that stands without them stays.';
comment on column public.reconciliation_run.reopened_count is
  'Rows of whatever import that wait again because this run took back the tier they were kept for; beside '
  'total_count.';
comment on column public.reconciliation_run.after_id is
  'How far it came: the last row, or of a revert the last reconciliation, of the batch before.';
comment on column public.reconciliation_run.after_row_number is
  'How far an apply by filter came, in the file of after_import_id: the row itself may be gone by the time the run '
  'goes on.';
create index reconciliation_run_reverts on public.reconciliation_run (casino_id, reverts_run_id)
  where reverts_run_id is not null;
create index reconciliation_run_staff on public.reconciliation_run (casino_id, staff_id);

create table public.loyalty_reconciliation (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  seq bigint generated by default as identity,
  run_id uuid,
  row_id uuid not null,
  import_id uuid not null,
  player_id uuid,
  action public.reconciliation_action not null,
  outcome public.reconciliation_outcome not null,
  code text,
  details jsonb,
  policy text,
  is_freshness_confirmed boolean not null default false,
  flags text[] not null default '{}',
  before jsonb,
  after jsonb,
  provenance jsonb not null,
  reason text check (length(reason) between 1 and 500),
  reverts_id uuid,
  staff_id uuid not null,
  gaming_day date not null,
  correlation_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (casino_id, id),
  foreign key (casino_id, run_id) references public.reconciliation_run (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, reverts_id) references public.loyalty_reconciliation (casino_id, id),
  check ((outcome = 'skipped') = (code is not null)),
  check (details is null or outcome in ('skipped', 'reopened')),
  check (outcome = 'skipped' or (player_id is not null and before is not null and after is not null)),
  check (outcome not in ('reverted', 'reopened') or (reason is not null and reverts_id is not null))
);
comment on table public.loyalty_reconciliation is
  'Append-only: what an apply or a revert did with one row, or why it left it. before and after are the player''s '
  'standing {tier, tier_progress, lifetime_points, entry_count, starting_balance}; provenance says which row of which '
  'file, who sent it and when, and what it said.';
comment on column public.loyalty_reconciliation.seq is
  'Taken while the row''s player is locked: the order in which a player''s rows were applied and reverted. Ids are '
  'random within a millisecond.';
comment on column public.loyalty_reconciliation.details is
  'What happened, where code and outcome alone do not say it: the details of the refusal, as reverting the row by '
  'itself is answered with; of a reopened row which revert it was.';
comment on column public.loyalty_reconciliation.row_id is
  'Which row. No foreign key: of an import whose rows were only skipped the rows go when somebody takes it away, and '
  'provenance still says which row it was. One that was applied, kept or reverted holds its import.';
comment on column public.loyalty_reconciliation.staff_id is
  'Who decided. No foreign key: it would share-lock one person''s row in everything they reconcile. Staff rows are '
  'never deleted.';
create index loyalty_reconciliation_run on public.loyalty_reconciliation (casino_id, run_id, seq)
  where run_id is not null;
create index loyalty_reconciliation_row on public.loyalty_reconciliation (casino_id, row_id, seq);
create index loyalty_reconciliation_player on public.loyalty_reconciliation (casino_id, player_id, seq);
create index loyalty_reconciliation_reverts on public.loyalty_reconciliation (casino_id, reverts_id)
  where reverts_id is not null;
create trigger loyalty_reconciliation_append_only before update or delete on public.loyalty_reconciliation
  for each row execute function app.refuse_append_only();
create trigger loyalty_reconciliation_no_truncate before truncate on public.loyalty_reconciliation
  for each statement execute function app.refuse_append_only();
alter table public.loyalty_reconciliation enable always trigger loyalty_reconciliation_append_only;
alter table public.loyalty_reconciliation enable always trigger loyalty_reconciliation_no_truncate;

alter table public.loyalty_tier_change
  add foreign key (casino_id, reconciliation_id) references public.loyalty_reconciliation (casino_id, id);
alter table public.player_import_row
  add foreign key (casino_id, reconciliation_id) references public.loyalty_reconciliation (casino_id, id);
create index player_import_row_reconciliation on public.player_import_row (casino_id, reconciliation_id)
  where reconciliation_id is not null;

create type app.verdict as (outcome text, code text);
comment on type app.verdict is 'What applying a row does: applied, kept, or skipped with the code that says why.';

-- ---- 70_reconciliation/internal/applying.sql ----

create function app.lock_rows_and_imports(p_ctx app.rls_context, p_row_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform 1 from public.player_import_row where casino_id = p_ctx.casino_id and id = any (p_row_ids)
    order by import_id, row_number for no key update;
  perform 1 from public.player_import
  where casino_id = p_ctx.casino_id and id in (
    select import_id from public.player_import_row where casino_id = p_ctx.casino_id and id = any (p_row_ids)
  )
  order by id
  for no key update;
end;
$$;
comment on function app.lock_rows_and_imports(app.rls_context, uuid[]) is
  'Locks rows as they stand in their files, then their imports by id. Their players are locked before.';

create function app.lock_reconciled_rows(p_ctx app.rls_context, p_row_ids uuid[], p_with_kept boolean default false)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_row_ids uuid[] := p_row_ids;
begin
  perform app.lock_many_standings(p_ctx.casino_id);
  perform 1 from public.player_loyalty
  where casino_id = p_ctx.casino_id and player_id in (
    select player_id from public.player_import_row where casino_id = p_ctx.casino_id and id = any (p_row_ids)
  )
  order by player_id
  for no key update;
  if p_with_kept then
    v_row_ids := v_row_ids || array(
      select kept.id from public.player_import_row kept
      where kept.casino_id = p_ctx.casino_id and kept.status = 'kept' and kept.player_id in (
        select player_id from public.player_import_row where casino_id = p_ctx.casino_id and id = any (p_row_ids)));
  end if;
  perform app.lock_rows_and_imports(p_ctx, v_row_ids);
end;
$$;
comment on function app.lock_reconciled_rows(app.rls_context, uuid[], boolean) is
  'Locks what applying or reverting rows touches, in the one order: players by id, rows as they stand in their files, '
  'imports by id. Who reverts locks the players'' kept rows too: they may wait again.';

create function app.apply_import_row(p_ctx app.rls_context, p_run public.reconciliation_run,
  p_row public.player_import_row)
returns public.loyalty_reconciliation
language plpgsql
set search_path = ''
as $$
declare
  v_import public.player_import;
  v_loyalty public.player_loyalty;
  v_before public.player_loyalty;
  v_done public.loyalty_reconciliation;
  v_verdict app.verdict;
begin
  select * into v_import from public.player_import where casino_id = p_ctx.casino_id and id = p_row.import_id;
  select * into v_loyalty from public.player_loyalty where casino_id = p_ctx.casino_id and player_id = p_row.player_id;
  v_done.id := app.uuid_v7();
  v_done.run_id := p_run.id;
  v_done.row_id := p_row.id;
  v_done.import_id := p_row.import_id;
  v_done.player_id := p_row.player_id;
  v_done.action := 'apply';
  v_done.policy := p_run.policy;
  v_done.is_freshness_confirmed := p_run.confirm_unknown_freshness;
  v_done.provenance := app.row_provenance(p_row, v_import);
  v_done.flags := app.reconciliation_flags(p_row,
    (select rank from public.loyalty_tier where casino_id = p_ctx.casino_id and code = p_row.tier_code),
    (select rank from public.loyalty_tier where casino_id = p_ctx.casino_id and code = v_loyalty.tier),
      app.stale_before(p_ctx.casino_id));
  v_verdict := case when v_import.status = 'ready'
    then app.reconciliation_verdict(p_row, v_done.flags, p_run.confirm_unknown_freshness)
    else row('skipped', 'IMPORT_NOT_READY')::app.verdict end;
  v_done.outcome := v_verdict.outcome::public.reconciliation_outcome;
  v_done.code := v_verdict.code;
  if v_done.outcome = 'skipped' then
    return app.write_reconciliation(p_ctx, v_done);
  end if;

  v_before := v_loyalty;
  v_done.before := app.standing_snapshot(v_before);
  v_loyalty := app.set_standing(v_loyalty, case when v_done.outcome = 'applied' then p_row.tier_code
    else v_loyalty.tier end,
    app.newer_balance(v_loyalty.starting_balance, app.starting_balance_of(v_done)));
  v_done.after := app.standing_snapshot(v_loyalty);
  v_done := app.write_reconciliation(p_ctx, v_done);
  if v_done.outcome = 'applied' then
    perform app.record_tier_change(p_ctx, v_before, v_loyalty, 'reconciliation', v_done.id);
  end if;
  return v_done;
end;
$$;
comment on function app.apply_import_row(app.rls_context, public.reconciliation_run, public.player_import_row) is
  'Applies one locked row: the tier where it is higher than the one held, and the imported points as '
  'starting_balance, which is no balance, unless newer ones are there. Nothing else changes; the ledger is not '
  'touched.';

-- ---- 70_reconciliation/internal/judgement.sql ----

-- The judgement of one row.

create function app.stale_before(p_casino_id uuid)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
begin
  return (select now() - make_interval(days => import_stale_after_days) from public.casino_settings
    where casino_id = p_casino_id);
end;
$$;
comment on function app.stale_before(uuid) is
  'Last activity before this instant makes a row stale: import_stale_after_days ago.';

create function app.reconciliation_flags(
  p_row public.player_import_row,
  p_imported_rank integer,
  p_held_rank integer,
  p_stale_before timestamptz
)
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
begin
  return array_remove(array[
    case when p_held_rank is null then 'missing_canonical' end,
    case when p_imported_rank <> p_held_rank then 'tier_conflict' end,
    case when p_imported_rank > p_held_rank then 'upgrade' end,
    case when p_held_rank is not null and (p_row.imported_tier is null or p_imported_rank = p_held_rank)
      then 'no_change' end,
    case when p_row.imported_tier is not null and p_imported_rank is null then 'unknown_tier' end,
    case when p_row.imported_last_activity_at is null then 'unknown_freshness' end,
    case when p_row.imported_last_activity_at < p_stale_before then 'stale' end,
    case when p_row.has_namesake then 'namesake' end
  ], null) || p_row.doubts;
end;
$$;
comment on function app.reconciliation_flags(public.player_import_row, integer, integer, timestamptz) is
  'What to know of a row before it is applied: missing_canonical (it names no player here), tier_conflict (another '
  'tier than the one held), upgrade (a higher one), no_change, unknown_tier (a spelling that stands for no tier), '
  'unknown_freshness (no last activity), stale, namesake (somebody of this name and birth date is a player under '
  'another card); and what makes it doubtful whom it is about: name_differs, birth_date_differs, duplicate_in_file.';

create function app.reconciliation_verdict(p_row public.player_import_row, p_flags text[],
  p_confirm_unknown_freshness boolean)
returns app.verdict
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case
    when p_row.status in ('staged', 'error') then row('skipped', 'IMPORT_ROW_UNUSABLE')::app.verdict
    when p_row.status not in ('pending', 'reverted') then row('skipped', 'ALREADY_RECONCILED')::app.verdict
    when 'missing_canonical' = any (p_flags) then row('skipped', 'PLAYER_NOT_ENROLLED')::app.verdict
    when not p_row.doubts <@ p_row.confirmed_doubts then row('skipped', 'IDENTITY_UNCONFIRMED')::app.verdict
    when 'unknown_tier' = any (p_flags) then row('skipped', 'UNKNOWN_TIER')::app.verdict
    when 'unknown_freshness' = any (p_flags) and not p_confirm_unknown_freshness
      then row('skipped', 'FRESHNESS_UNCONFIRMED')::app.verdict
    when 'upgrade' = any (p_flags) then row('applied', null)::app.verdict
    else row('kept', null)::app.verdict end;
end;
$$;
comment on function app.reconciliation_verdict(public.player_import_row, text[], boolean) is
  'The policy upgrade_only, in its one place: a higher imported tier becomes the player''s, otherwise the tier held '
  'is kept. Skipped: IMPORT_ROW_UNUSABLE, ALREADY_RECONCILED, PLAYER_NOT_ENROLLED, IDENTITY_UNCONFIRMED, '
  'UNKNOWN_TIER, FRESHNESS_UNCONFIRMED.';

-- ---- 70_reconciliation/internal/queue.sql ----

-- The queue.

create function app.queue_flags()
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
begin
  return array['conflict', 'upgrade', 'missing', 'stale', 'unknown_freshness', 'unknown_tier',
    'name_differs', 'birth_date_differs', 'duplicate_in_file', 'namesake', 'identity_unconfirmed'];
end;
$$;
comment on function app.queue_flags() is 'What a filter of the queue can say true or false of, and what is counted.';

create function app.require_queue_filter(p_filter jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_flag text;
begin
  perform app.require_known_fields('filter', p_filter, array['import_id', 'status', 'search'] || app.queue_flags());
  if p_filter ? 'import_id' and (p_filter ->> 'import_id' ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$') is not true
    then
    perform app.invalid('importId', 'importId');
  end if;
  if p_filter ? 'status' and (p_filter ->> 'status' in ('pending', 'applied', 'kept', 'reverted')) is not true then
    perform app.invalid('status', 'oneOf', jsonb_build_object('options', 'pending, applied, kept, reverted'));
  end if;
  if p_filter ? 'search'
    and (jsonb_typeof(p_filter -> 'search') = 'string' and length(p_filter ->> 'search') between 2 and 100) is not true
    then
    perform app.invalid('search', 'search');
  end if;
  foreach v_flag in array app.queue_flags() loop
    if p_filter ? v_flag and jsonb_typeof(p_filter -> v_flag) <> 'boolean' then
      perform app.invalid(app.camel_case(v_flag), 'trueOrFalse');
    end if;
  end loop;
end;
$$;
comment on function app.require_queue_filter(jsonb) is
  'VALIDATION_FAILED by field, unless it is a filter of the queue: {import_id, status, search, and of '
  'app.queue_flags() any}, each of which may be left out.';

create function app.queue_condition(p_filter jsonb)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  -- $1 the casino, $2 the filter, $3 before when a row is stale, $4 imports that are not ready. What a caller gives is
  -- always a parameter; only the shape of the condition depends on it, so that each has a plan of its own.
  v_condition text := 'r.casino_id = $1 and r.import_id <> all ($4) and r.status ' || case
    when p_filter ? 'status' then '= ($2 ->> ''status'')::public.import_row_status'
    else 'not in (''staged'', ''error'')' end;
  v_flag record;
begin
  if p_filter ? 'import_id' then
    v_condition := v_condition || ' and r.import_id = ($2 ->> ''import_id'')::uuid';
  end if;
  for v_flag in
    select f.condition, (p_filter -> f.name)::boolean as wanted
    from (values
      ('conflict', 'r.standing in (''upgrade'', ''lower'')'),
      ('upgrade', 'r.standing = ''upgrade'''),
      ('missing', 'r.player_id is null'),
      ('stale', 'coalesce(r.imported_last_activity_at, ''-infinity'') < $3 and coalesce(r.imported_last_activity_at,'
        ' ''-infinity'') > ''-infinity'''),
      ('unknown_freshness', 'coalesce(r.imported_last_activity_at, ''-infinity'') = ''-infinity'''),
      ('unknown_tier', 'r.imported_tier is not null and r.tier_code is null'),
      -- That there are doubts at all is said apart: it is what the index of the doubtful rows is about.
      ('name_differs', 'r.doubts <> ''{}'' and ''name_differs'' = any (r.doubts)'),
      ('birth_date_differs', 'r.doubts <> ''{}'' and ''birth_date_differs'' = any (r.doubts)'),
      ('duplicate_in_file', 'r.doubts <> ''{}'' and ''duplicate_in_file'' = any (r.doubts)'),
      ('namesake', 'r.has_namesake'),
      ('identity_unconfirmed', 'r.doubts <> ''{}'' and not r.doubts <@ r.confirmed_doubts')
    ) f (name, condition)
    where p_filter ? f.name
  loop
    v_condition := v_condition || ' and ' || case when v_flag.wanted then '' else 'not ' end || '(' || v_flag.condition
      || ')';
  end loop;
  if p_filter ? 'search' then
    v_condition := v_condition || coalesce((
        -- One condition a word: the index of the rows knows like, but not like all.
        select ' and (' || string_agg(format('r.search_text like app.search_pattern('
          '(app.search_terms($2 ->> ''search''))[%s])', place), ' and ')
        from generate_subscripts(app.search_terms(p_filter ->> 'search'), 1) place)
      || ' or r.player_id = any (array(select p.id from public.player p where p.casino_id = $1'
      || ' and app.search_grams(p.casino_id, p.search_text) @> app.term_grams($1, app.search_terms($2 ->> ''search''))'
      || ' and p.search_text like all ((app.read_player_query($2 ->> ''search'')).patterns) limit 1000)))',
        ' and false');
  end if;
  return v_condition;
end;
$$;
comment on function app.queue_condition(jsonb) is
  'A filter of the queue as a condition on r, a row. A search looks for every word, folded as app.name_key folds, '
  'into what the file says and, for up to 1000 of them, into the players'' own names.';

create function app.unready_imports(p_casino_id uuid)
returns uuid[]
language plpgsql
stable
set search_path = ''
as $$
begin
  return array(select id from public.player_import where casino_id = p_casino_id and status <> 'ready'
    and purged_at is null);
end;
$$;
comment on function app.unready_imports(uuid) is
  'Imports whose rows are not in the queue: still being staged or read, or taken away.';

create function app.reconciliation_item(p_row public.player_import_row, p_stale_before timestamptz)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_player public.player;
  v_loyalty public.player_loyalty;
  v_held public.loyalty_tier;
  v_imported public.loyalty_tier;
  v_done public.loyalty_reconciliation;
  v_flags text[];
  v_verdict app.verdict;
begin
  select * into v_player from public.player where casino_id = p_row.casino_id and id = p_row.player_id;
  select * into v_loyalty from public.player_loyalty where casino_id = p_row.casino_id and player_id = p_row.player_id;
  select * into v_held from public.loyalty_tier where casino_id = p_row.casino_id and code = v_loyalty.tier;
  select * into v_imported from public.loyalty_tier where casino_id = p_row.casino_id and code = p_row.tier_code;
  select * into v_done from public.loyalty_reconciliation where casino_id = p_row.casino_id
    and id = p_row.reconciliation_id;
  v_flags := app.reconciliation_flags(p_row, v_imported.rank, v_held.rank, p_stale_before);
  v_verdict := app.reconciliation_verdict(p_row, v_flags, true);
  return jsonb_build_object(
    'row_id', p_row.id, 'import_id', p_row.import_id, 'row_number', p_row.row_number, 'status', p_row.status, 'flags',
      to_jsonb(v_flags),
    'file_name', (select file_name from public.player_import where casino_id = p_row.casino_id
      and id = p_row.import_id),
    'player', jsonb_build_object('id', p_row.player_id, 'name', app.import_row_name(p_row), 'loyalty_id',
      coalesce(v_player.loyalty_id, p_row.imported_loyalty_id)),
    'staged', jsonb_build_object('tier', coalesce(v_imported.code, p_row.imported_tier), 'tier_name', v_imported.name,
      'tier_text', p_row.imported_tier,
      'points_balance', p_row.imported_points_balance, 'last_activity_at', p_row.imported_last_activity_at,
      'last_activity_date', p_row.imported_last_activity_date),
    'canonical', case when v_loyalty.player_id is not null
      then jsonb_build_object('tier', v_held.code, 'tier_name', v_held.name,
      'balance', v_loyalty.balance) end,
    'tier_delta', v_imported.rank - v_held.rank,
    'would', jsonb_build_object('outcome', v_verdict.outcome, 'code', v_verdict.code),
    'is_identity_unconfirmed', not p_row.doubts <@ p_row.confirmed_doubts, 'identity_version',
      app.identity_version(p_row),
    'identity_confirmed_at', p_row.confirmed_at, 'identity_confirmed_by',
      app.staff_name(p_row.casino_id, p_row.confirmed_by),
    'reconciliation_id', v_done.id, 'reconciled_at', v_done.created_at, 'reconciled_by',
      app.staff_name(v_done.casino_id, v_done.staff_id));
end;
$$;
comment on function app.reconciliation_item(public.player_import_row, timestamptz) is
  'A row of the queue as every RPC answers it. would is what applying does now, given that an unknown freshness is '
  'confirmed; tier_delta how many ranks the imported tier is above the one held.';

create function app.count_queue(p_ctx app.rls_context, p_filter jsonb, p_limit integer)
returns integer
language plpgsql
stable
set search_path = ''
as $$
declare
  v_count integer;
begin
  execute format('select count(*) from (select from public.player_import_row r where %s limit $5) counted',
    app.queue_condition(p_filter))
  into v_count
  using p_ctx.casino_id, p_filter, app.stale_before(p_ctx.casino_id), app.unready_imports(p_ctx.casino_id), p_limit;
  return v_count;
end;
$$;
comment on function app.count_queue(app.rls_context, jsonb, integer) is
  'Rows of the queue that match a filter, counted no further than p_limit (null: all).';

create function app.applicable_filter(p_filter jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  perform app.require_queue_filter(p_filter);
  if p_filter ->> 'status' in ('applied', 'kept') then
    perform app.invalid('filter.status', 'pendingOrReverted');
  end if;
  return '{"status": "pending"}'::jsonb || p_filter;
end;
$$;
comment on function app.applicable_filter(jsonb) is
  'A filter of rows that can be applied: pending ones unless it says reverted. VALIDATION_FAILED.';

-- ---- 70_reconciliation/internal/record.sql ----

-- What is kept of it.

create function app.row_provenance(p_row public.player_import_row, p_import public.player_import)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('import_id', p_import.id, 'file_name', p_import.file_name, 'sha256',
    encode(p_import.sha256, 'hex'),
    'row_id', p_row.id, 'row_number', p_row.row_number, 'uploaded_at', p_import.created_at,
    'uploaded_by', app.staff_name(p_import.casino_id, p_import.staff_id), 'imported_tier', p_row.imported_tier,
      'tier_code', p_row.tier_code,
    'imported_points_balance', p_row.imported_points_balance, 'imported_last_activity_at',
      p_row.imported_last_activity_at,
    'imported_last_activity_date', p_row.imported_last_activity_date, 'imported_loyalty_id', p_row.imported_loyalty_id,
    'identity_confirmed_at', p_row.confirmed_at, 'identity_confirmed_by',
      app.staff_name(p_import.casino_id, p_row.confirmed_by));
end;
$$;
comment on function app.row_provenance(public.player_import_row, public.player_import) is
  'Where figures came from: file, hash, row, who sent it and when, what it said, and who confirmed whom it is about.';

create function app.standing_snapshot(p_loyalty public.player_loyalty)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_build_object('tier', p_loyalty.tier, 'tier_progress', p_loyalty.tier_progress, 'lifetime_points',
    p_loyalty.lifetime_points,
    'entry_count', p_loyalty.entry_count, 'starting_balance', p_loyalty.starting_balance);
end;
$$;
comment on function app.standing_snapshot(public.player_loyalty) is
  'A player''s standing as a reconciliation keeps it, before and after.';

create function app.reconciliation_json(p_done public.loyalty_reconciliation)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(p_done) - array['casino_id', 'staff_id', 'seq']
    || jsonb_build_object('staff_name', app.staff_name(p_done.casino_id, p_done.staff_id));
end;
$$;
comment on function app.reconciliation_json(public.loyalty_reconciliation) is
  'A reconciliation as every RPC answers it.';

create function app.write_reconciliation(p_ctx app.rls_context, p_done public.loyalty_reconciliation)
returns public.loyalty_reconciliation
language plpgsql
set search_path = ''
as $$
declare
  v_done public.loyalty_reconciliation := p_done;
begin
  v_done.casino_id := p_ctx.casino_id;
  v_done.id := coalesce(p_done.id, app.uuid_v7());
  v_done.seq := nextval('public.loyalty_reconciliation_seq_seq');
  v_done.staff_id := p_ctx.staff_id;
  v_done.gaming_day := p_ctx.gaming_day;
  v_done.correlation_id := p_ctx.correlation_id;
  v_done.created_at := now();
  v_done.is_freshness_confirmed := coalesce(p_done.is_freshness_confirmed, false);
  v_done.flags := coalesce(p_done.flags, '{}');
  insert into public.loyalty_reconciliation select (v_done).*;
  if v_done.outcome <> 'skipped' then
    perform app.write_audit(p_ctx, case v_done.action when 'apply' then 'imports.apply_reconciliation'
      else 'imports.revert_reconciliation' end,
      'player', v_done.player_id, v_done.before, v_done.after
        || jsonb_build_object('reconciliation_id', v_done.id, 'run_id', v_done.run_id,
        'outcome', v_done.outcome, 'policy', v_done.policy, 'reason', v_done.reason, 'reverts_id', v_done.reverts_id,
          'flags', v_done.flags,
        'is_freshness_confirmed', v_done.is_freshness_confirmed, 'provenance', v_done.provenance));
  end if;
  return v_done;
end;
$$;
comment on function app.write_reconciliation(app.rls_context, public.loyalty_reconciliation) is
  'Puts on record what was done with a row, or why nothing was; what was done in the audit trail too, under the '
  'player, with before, after and provenance.';

create function app.set_standing(p_loyalty public.player_loyalty, p_tier text, p_starting_balance jsonb)
returns public.player_loyalty
language plpgsql
set search_path = ''
as $$
declare
  v_loyalty public.player_loyalty := app.write_tier(p_loyalty, p_tier);
begin
  if p_starting_balance is not distinct from p_loyalty.starting_balance then
    return v_loyalty;
  end if;
  update public.player_loyalty
  set starting_balance = p_starting_balance, updated_at = now()
  where casino_id = p_loyalty.casino_id and player_id = p_loyalty.player_id
  returning * into v_loyalty;
  return v_loyalty;
end;
$$;
comment on function app.set_standing(public.player_loyalty, text, jsonb) is
  'Gives a player, whose row is locked, this tier and this starting balance; points and ledger stay as they are.';

-- ---- 70_reconciliation/internal/reopening.sql ----

-- Rows that were kept wait again when what they were kept for is gone.

create function app.reopen_kept_rows(p_ctx app.rls_context, p_player_id uuid, p_reason text, p_cause jsonb,
  p_run_id uuid default null)
returns public.loyalty_reconciliation[]
language plpgsql
set search_path = ''
as $$
declare
  v_kept public.loyalty_reconciliation;
  v_loyalty public.player_loyalty;
  v_done public.loyalty_reconciliation;
  v_reopened public.loyalty_reconciliation[] := '{}';
begin
  for v_kept in
    select l.* from public.player_import_row r
    join public.loyalty_reconciliation l on l.casino_id = r.casino_id and l.id = r.reconciliation_id
    join public.loyalty_tier imported on imported.casino_id = r.casino_id and imported.code = r.tier_code
    join public.player_loyalty standing on standing.casino_id = r.casino_id and standing.player_id = r.player_id
    join public.loyalty_tier held on held.casino_id = r.casino_id and held.code = standing.tier
    where r.casino_id = p_ctx.casino_id and r.player_id = p_player_id and r.status = 'kept'
      and imported.rank > held.rank
      -- Reconciliations that this batch has taken back are left out; they are marked together at its end.
      and not app.is_taken_back(l)
    order by l.seq desc
  loop
    select * into v_loyalty from public.player_loyalty where casino_id = p_ctx.casino_id and player_id = p_player_id;
    v_done := v_kept;
    v_done.id := null;
    v_done.run_id := p_run_id;
    v_done.action := 'revert';
    v_done.outcome := 'reopened';
    v_done.policy := null;
    v_done.is_freshness_confirmed := null;
    v_done.reason := p_reason;
    v_done.reverts_id := v_kept.id;
    v_done.details := p_cause;
    v_done.before := app.standing_snapshot(v_loyalty);
    v_done.after := app.standing_snapshot(app.take_back(v_kept, v_loyalty, v_loyalty.tier));
    v_reopened := array_append(v_reopened, app.write_reconciliation(p_ctx, v_done));
  end loop;
  return v_reopened;
end;
$$;
comment on function app.reopen_kept_rows(app.rls_context, uuid, text, jsonb, uuid) is
  'After a player''s tier was taken back: their rows that were kept, and whose tier is above the one held now, wait '
  'again as if nobody had applied them, their starting balances too. On record as reopened, with what did it: p_cause '
  'is {by: reconciliation, action, reconciliationId, fileName, rowNumber}, {by: reversal, entryId} or {by: manager, '
  'tier}. The caller has locked the rows, and marks them.';

create function app.reopen_after_lowering(p_ctx app.rls_context, p_before public.player_loyalty, p_reason text,
  p_cause jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if (
    select now_held.rank >= held.rank
    from public.player_loyalty standing
    join public.loyalty_tier now_held on now_held.casino_id = standing.casino_id and now_held.code = standing.tier
    join public.loyalty_tier held on held.casino_id = standing.casino_id and held.code = p_before.tier
    where standing.casino_id = p_ctx.casino_id and standing.player_id = p_before.player_id
  ) then
    return;
  end if;
  perform app.lock_rows_and_imports(p_ctx, array(
    select id from public.player_import_row where casino_id = p_ctx.casino_id and player_id = p_before.player_id
      and status = 'kept'));
  perform app.settle_rows(p_ctx, app.reopen_kept_rows(p_ctx, p_before.player_id, p_reason, p_cause));
end;
$$;
comment on function app.reopen_after_lowering(app.rls_context, public.player_loyalty, text, jsonb) is
  'Whoever lowers the tier of a player, whose row is locked, calls it with the row as it was: rows of imports that '
  'had been kept because of the tier that is gone wait again (app.reopen_kept_rows).';

-- ---- 70_reconciliation/internal/revert_refusals.sql ----

-- What stands against taking something back.

create function app.tier_change_since(p_done public.loyalty_reconciliation)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('at', c.created_at, 'by', case c.source when 'earned' then 'points'
      when 'reconciliation_revert' then 'reconciliation'
        else c.source::text end)
      || case
        when e.id is not null
          then jsonb_build_object('entryId', e.id, 'reason', e.reason, 'staffName',
          app.staff_name(e.casino_id, e.staff_id))
        when r.id is not null then jsonb_build_object('reconciliationId', r.id, 'action', r.action,
          'staffName', app.staff_name(r.casino_id, r.staff_id), 'fileName', r.provenance -> 'file_name', 'rowNumber',
            r.provenance -> 'row_number')
        else jsonb_build_object('staffName', app.staff_name(c.casino_id, c.staff_id), 'reason', c.reason) end
    from public.loyalty_tier_change own
    join public.loyalty_tier_change c on c.casino_id = own.casino_id and c.player_id = own.player_id
      and c.change_no > own.change_no
    left join public.loyalty_ledger e on e.casino_id = c.casino_id and e.id = c.entry_id
    left join public.loyalty_reconciliation r on r.casino_id = c.casino_id and r.id = c.reconciliation_id
    where own.casino_id = p_done.casino_id and own.reconciliation_id = p_done.id
    order by c.change_no desc
    limit 1
  );
end;
$$;
comment on function app.tier_change_since(public.loyalty_reconciliation) is
  'What last changed a player''s tier after a reconciliation: {by: points | reversal | reconciliation | manager, at, '
  'staffName}, with entryId and reason, or reconciliationId, action, fileName and rowNumber, or a manager''s reason.';

create function app.has_earned_since(p_loyalty public.player_loyalty, p_entry_no bigint)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (
    select from public.loyalty_ledger e
    where e.casino_id = p_loyalty.casino_id and e.player_id = p_loyalty.player_id and e.entry_no > p_entry_no
      and app.is_earned(e) and app.reversal_id(e) is null
  );
end;
$$;
comment on function app.has_earned_since(public.player_loyalty, bigint) is
  'Whether points that count towards a tier, and still stand, came, or came back, after this entry of a player.';

create function app.is_taken_back(p_done public.loyalty_reconciliation)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (
    select from public.loyalty_reconciliation r
    where r.casino_id = p_done.casino_id and r.reverts_id = p_done.id and r.outcome in ('reverted', 'reopened')
  );
end;
$$;
comment on function app.is_taken_back(public.loyalty_reconciliation) is
  'Whether what a reconciliation did was reverted, or its row waits again.';

create function app.revert_refusal(
  p_done public.loyalty_reconciliation,
  p_row public.player_import_row,
  p_loyalty public.player_loyalty,
  p_confirm_tier_changed boolean,
  out code text,
  out facts jsonb
)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_prior text := p_done.before ->> 'tier';
  v_earned text := v_prior;
begin
  facts := '{}';
  if p_done.outcome not in ('applied', 'kept') or p_row.reconciliation_id is distinct from p_done.id
    or app.is_taken_back(p_done) then
    code := 'ALREADY_RECONCILED';
    facts := jsonb_build_object('status', p_row.status);
    return;
  elsif p_done.outcome = 'kept' then
    return;
  end if;
  -- Where the tier is still the applied one, play since may have earned more than the prior one, which the player
  -- keeps.
  if app.has_earned_since(p_loyalty, (p_done.before ->> 'entry_count')::bigint) then
    v_earned := (app.tier_standing(p_done.casino_id, v_prior, p_loyalty.lifetime_points)).tier;
  end if;
  if p_loyalty.tier <> p_done.after ->> 'tier' then
    code := 'TIER_CHANGED_SINCE';
    facts := coalesce(app.tier_change_since(p_done), '{}') || jsonb_build_object('tier', p_loyalty.tier);
  elsif not exists (select from public.loyalty_tier t where t.casino_id = p_done.casino_id and t.code = v_prior) then
    code := 'UNKNOWN_TIER';
    facts := jsonb_build_object('tier', v_prior);
  elsif v_earned <> v_prior then
    code := 'TIER_CHANGED_SINCE';
    facts := jsonb_build_object('by', 'earned', 'tier', v_earned);
  end if;
  if code = 'TIER_CHANGED_SINCE' and p_confirm_tier_changed then
    code := null;
    facts := '{}';
    return;
  end if;
  facts := facts || coalesce((
    select jsonb_build_object('tierName', name) from public.loyalty_tier t where t.casino_id = p_done.casino_id
      and t.code = facts ->> 'tier'), '{}');
end;
$$;
comment on function app.revert_refusal(public.loyalty_reconciliation, public.player_import_row, public.player_loyalty,
  boolean) is
  'Why a reconciliation can''t be taken back, or a null code: ALREADY_RECONCILED (it is not the last word on its '
  'row), TIER_CHANGED_SINCE (by points, by another reconciliation, by a manager, or the player has earned more than '
  'the prior tier since; unless somebody confirms that), UNKNOWN_TIER (the prior tier is gone).';

create function app.require_revert_reason(p_reason text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_reason is null then
    perform app.fail(422, 'NOTE_REQUIRED');
  end if;
  if length(p_reason) > 500 then
    perform app.invalid('reason', 'charactersAtMost', jsonb_build_object('highest', 500));
  end if;
end;
$$;
comment on function app.require_revert_reason(text) is
  'Who takes back what was applied says why: NOTE_REQUIRED, VALIDATION_FAILED above 500 characters.';

-- ---- 70_reconciliation/internal/reverting.sql ----

create function app.tier_without(p_done public.loyalty_reconciliation, p_loyalty public.player_loyalty)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_justified text := app.justified_tier(p_loyalty, p_loyalty.lifetime_points, p_done.id);
begin
  if p_loyalty.tier <> p_done.after ->> 'tier'
    or app.has_earned_since(p_loyalty, (p_done.before ->> 'entry_count')::bigint) then
    return v_justified;
  end if;
  -- Nothing else decided on the tier since: it is the one from before, or a lower one where the cause of that one was
  -- taken back.
  return (
    select t.code from public.loyalty_tier t
    where t.casino_id = p_done.casino_id and t.code in (p_done.before ->> 'tier', v_justified)
    order by t.rank
    limit 1
  );
end;
$$;
comment on function app.tier_without(public.loyalty_reconciliation, public.player_loyalty) is
  'The tier a player is left with when a reconciliation is taken back: the prior one, or a lower one where the prior '
  'is not justified any more; where points or another decision came since, what is justified without it '
  '(app.justified_tier), never above the tier held.';

create function app.revert_row(
  p_ctx app.rls_context,
  p_source public.loyalty_reconciliation,
  p_run_id uuid,
  p_reason text,
  p_confirm_tier_changed boolean,
  out done public.loyalty_reconciliation,
  out facts jsonb,
  out reopened public.loyalty_reconciliation[]
)
language plpgsql
set search_path = ''
as $$
declare
  v_row public.player_import_row;
  v_loyalty public.player_loyalty;
  v_before public.player_loyalty;
  v_refusal record;
begin
  select * into v_row from public.player_import_row where casino_id = p_ctx.casino_id and id = p_source.row_id;
  select * into v_loyalty from public.player_loyalty where casino_id = p_ctx.casino_id
    and player_id = p_source.player_id;
  v_refusal := app.revert_refusal(p_source, v_row, v_loyalty, p_confirm_tier_changed);
  facts := v_refusal.facts;
  reopened := '{}';
  done.run_id := p_run_id;
  done.row_id := p_source.row_id;
  done.import_id := p_source.import_id;
  done.player_id := p_source.player_id;
  done.action := 'revert';
  done.outcome := case when v_refusal.code is null then 'reverted' else 'skipped' end;
  done.code := v_refusal.code;
  done.details := case when v_refusal.code is not null then nullif(v_refusal.facts, '{}') end;
  done.reason := p_reason;
  done.reverts_id := p_source.id;
  done.flags := p_source.flags;
  done.provenance := p_source.provenance;
  if v_refusal.code is not null then
    if p_run_id is not null then
      done := app.write_reconciliation(p_ctx, done);
    end if;
    return;
  end if;

  v_before := v_loyalty;
  done.before := app.standing_snapshot(v_before);
  v_loyalty := app.take_back(p_source, v_loyalty, case when p_source.outcome = 'applied'
    then app.tier_without(p_source, v_before) else v_before.tier end);
  done.after := app.standing_snapshot(v_loyalty);
  done := app.write_reconciliation(p_ctx, done);
  if p_source.outcome = 'applied' then
    if v_loyalty.tier <> v_before.tier then
      perform app.record_tier_change(p_ctx, v_before, v_loyalty, 'reconciliation_revert', done.id);
    end if;
    reopened := app.reopen_kept_rows(p_ctx, done.player_id, p_reason,
      jsonb_build_object('by', 'reconciliation', 'action', 'revert',
      'reconciliationId', done.id, 'fileName', done.provenance -> 'file_name', 'rowNumber',
        done.provenance -> 'row_number'), p_run_id);
  end if;
end;
$$;
comment on function app.revert_row(app.rls_context, public.loyalty_reconciliation, uuid, text, boolean) is
  'Takes back what a reconciliation did, under the locks of its row: its tier (app.tier_without), and the starting '
  'balance of the newest row that still stands where it is still the one this row brought. Rows that were kept '
  'because of the tier it gave are reopened. Where it can''t be, done has outcome skipped and the code, on record in '
  'a run only.';

create function app.take_back(
  p_source public.loyalty_reconciliation,
  p_loyalty public.player_loyalty,
  p_tier text
)
returns public.player_loyalty
language plpgsql
set search_path = ''
as $$
begin
  -- A starting balance that another row brought stays.
  return app.set_standing(p_loyalty, p_tier, case
    when p_loyalty.starting_balance ->> 'reconciliation_id' = p_source.id::text then app.standing_balance(p_source)
    else p_loyalty.starting_balance end);
end;
$$;
comment on function app.take_back(public.loyalty_reconciliation, public.player_loyalty, text) is
  'Gives a player this tier, and the starting balance that is theirs without what a reconciliation brought.';

create function app.settle_rows(p_ctx app.rls_context, p_done public.loyalty_reconciliation[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.player_import_row r
  set status = case d.outcome when 'reopened' then 'pending' else d.outcome::text end::public.import_row_status,
    reconciliation_id = d.id
  from unnest(p_done) d
  where r.casino_id = p_ctx.casino_id and r.id = d.row_id and d.outcome <> 'skipped';
end;
$$;
comment on function app.settle_rows(app.rls_context, public.loyalty_reconciliation[]) is
  'Marks rows with what became of them, all at once, so that their imports are counted once.';

-- ---- 70_reconciliation/internal/runs.sql ----

create function app.run_json(p_run public.reconciliation_run)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(p_run)
    - array['casino_id', 'staff_id', 'row_ids', 'last_import_id', 'unready_import_ids', 'after_id', 'after_import_id',
    'after_row_number'] || jsonb_build_object(
    'started_by', app.staff_name(p_run.casino_id, p_run.staff_id), 'selected_count', cardinality(p_run.row_ids),
    'done_count', p_run.applied_count + p_run.kept_count + p_run.reverted_count + p_run.skipped_count,
    'reverted_by_run_id', (
      select id from public.reconciliation_run where casino_id = p_run.casino_id and reverts_run_id = p_run.id
        order by id desc limit 1
    ));
end;
$$;
comment on function app.run_json(public.reconciliation_run) is 'A run as every RPC answers it.';

create function app.next_in_run(p_run public.reconciliation_run, p_limit integer)
returns uuid[]
language plpgsql
stable
set search_path = ''
as $$
declare
  v_place integer := coalesce(array_position(p_run.row_ids, p_run.after_id), 0);
  v_after_seq bigint := (select seq from public.loyalty_reconciliation where casino_id = p_run.casino_id
    and id = p_run.after_id);
  v_ids uuid[];
begin
  if p_run.row_ids is not null then
    return p_run.row_ids[v_place + 1 : v_place + p_limit];
  elsif p_run.action = 'revert' then
    -- The last one first: of two rows of one player the later one stands on the earlier one's tier.
    return array(
      select id from public.loyalty_reconciliation
      where casino_id = p_run.casino_id and run_id = p_run.reverts_run_id and outcome in ('applied', 'kept')
        and (v_after_seq is null or seq < v_after_seq)
      order by seq desc
      limit p_limit
    );
  end if;
  execute format('select array(select r.id from public.player_import_row r where %s and r.import_id <= $7%s order by '
    'r.import_id, r.row_number limit $5)',
    app.queue_condition(p_run.filter), case when p_run.after_row_number is not null
      then ' and (r.import_id, r.row_number) > ($6, $8)' else '' end)
  into v_ids
  using p_run.casino_id, p_run.filter, app.stale_before(p_run.casino_id), app.unready_imports(p_run.casino_id)
    || p_run.unready_import_ids, p_limit,
    p_run.after_import_id, p_run.last_import_id, p_run.after_row_number;
  return v_ids;
end;
$$;
comment on function app.next_in_run(public.reconciliation_run, integer) is
  'The next rows of a run that applies, or the next reconciliations of one that reverts, in the order to do them; '
  'empty when it is done.';

create function app.do_run_batch(p_ctx app.rls_context, p_run public.reconciliation_run, p_ids uuid[])
returns public.loyalty_reconciliation[]
language plpgsql
set search_path = ''
as $$
declare
  v_row public.player_import_row;
  v_source public.loyalty_reconciliation;
  v_reverted record;
  v_done public.loyalty_reconciliation[] := '{}';
begin
  if p_run.action = 'apply' then
    perform app.lock_reconciled_rows(p_ctx, p_ids);
    for v_row in
      select r.* from unnest(p_ids) with ordinality chosen (id, place)
      join public.player_import_row r on r.casino_id = p_ctx.casino_id and r.id = chosen.id
      order by chosen.place
    loop
      v_done := array_append(v_done, app.apply_import_row(p_ctx, p_run, v_row));
    end loop;
  else
    perform app.lock_reconciled_rows(p_ctx,
      array(select row_id from public.loyalty_reconciliation where casino_id = p_ctx.casino_id and id = any (p_ids)),
      true);
    for v_source in select * from public.loyalty_reconciliation where casino_id = p_ctx.casino_id and id = any (p_ids)
      order by seq desc loop
      v_reverted := app.revert_row(p_ctx, v_source, p_run.id, p_run.reason, p_run.confirm_tier_changed);
      v_done := array_append(v_done, v_reverted.done) || v_reverted.reopened;
    end loop;
  end if;
  perform app.settle_rows(p_ctx, v_done);
  return v_done;
end;
$$;
comment on function app.do_run_batch(app.rls_context, public.reconciliation_run, uuid[]) is
  'Does some rows of a run, under their locks: all of them or, if the transaction fails, none.';

create function app.continue_run(p_ctx app.rls_context, p_run public.reconciliation_run)
returns public.reconciliation_run
language plpgsql
set search_path = ''
as $$
declare
  -- So small that a batch ends within a statement's time limit on a machine that is ten times slower.
  v_batch constant integer := 200;
  v_ids uuid[] := app.next_in_run(p_run, v_batch);
  v_done public.loyalty_reconciliation[] := app.do_run_batch(p_ctx, p_run, v_ids);
  v_last public.loyalty_reconciliation := v_done[cardinality(v_done)];
  v_run public.reconciliation_run;
begin
  update public.reconciliation_run r
  set applied_count = r.applied_count + d.applied, kept_count = r.kept_count + d.kept,
    reverted_count = r.reverted_count + d.reverted,
    reopened_count = r.reopened_count + d.reopened, skipped_count = r.skipped_count + d.skipped,
      after_id = coalesce(v_ids[cardinality(v_ids)], r.after_id),
    after_import_id = coalesce(v_last.import_id, r.after_import_id),
    after_row_number = coalesce((v_last.provenance ->> 'row_number')::integer, r.after_row_number),
      updated_at = clock_timestamp(),
    status = case when cardinality(v_ids) < v_batch then 'finished' else r.status end,
    finished_at = case when cardinality(v_ids) < v_batch then clock_timestamp() end
  from (
    select count(*) filter (where outcome = 'applied') as applied, count(*) filter (where outcome = 'kept') as kept,
      count(*) filter (where outcome = 'reverted') as reverted,
        count(*) filter (where outcome = 'reopened') as reopened,
      count(*) filter (where outcome = 'skipped') as skipped
    from unnest(v_done)
  ) d
  where r.casino_id = p_run.casino_id and r.id = p_run.id
  returning r.* into v_run;
  return v_run;
end;
$$;
comment on function app.continue_run(app.rls_context, public.reconciliation_run) is
  'Does the next 200 rows of a run that is running and locked; with the last ones it is finished.';

create function app.start_run(p_ctx app.rls_context, p_run public.reconciliation_run)
returns public.reconciliation_run
language plpgsql
set search_path = ''
as $$
declare
  v_run public.reconciliation_run;
begin
  insert into public.reconciliation_run (casino_id, action, policy, confirm_unknown_freshness, confirm_tier_changed,
    filter, row_ids, last_import_id,
    unready_import_ids, reverts_run_id, reason, staff_id, total_count)
  values (p_ctx.casino_id, p_run.action, p_run.policy, coalesce(p_run.confirm_unknown_freshness, false),
    coalesce(p_run.confirm_tier_changed, false), p_run.filter, p_run.row_ids,
    p_run.last_import_id, coalesce(p_run.unready_import_ids, '{}'), p_run.reverts_run_id, p_run.reason, p_ctx.staff_id,
      p_run.total_count)
  returning * into v_run;
  return app.continue_run(p_ctx, v_run);
end;
$$;
comment on function app.start_run(app.rls_context, public.reconciliation_run) is
  'Puts a run on record and does its first 200 rows.';

create function app.require_rows(p_ctx app.rls_context, p_row_ids uuid[])
returns uuid[]
language plpgsql
stable
set search_path = ''
as $$
declare
  v_row_ids uuid[] := array(select distinct id from unnest(p_row_ids) id where id is not null order by id);
begin
  if cardinality(v_row_ids) not between 1 and 1000 then
    perform app.invalid('rowIds', 'rowIds');
  end if;
  if (select count(*) <> cardinality(v_row_ids) from public.player_import_row
    where casino_id = p_ctx.casino_id and id = any (v_row_ids)
      and import_id <> all (app.unready_imports(p_ctx.casino_id))) then
    perform app.fail(404, 'IMPORT_ROW_NOT_FOUND');
  end if;
  -- In the order of their files, as by a filter: of two rows of one player the first one counts first.
  return array(select id from public.player_import_row where casino_id = p_ctx.casino_id and id = any (v_row_ids)
    order by import_id, row_number);
end;
$$;
comment on function app.require_rows(app.rls_context, uuid[]) is
  'These rows, each once, in the order of their files. VALIDATION_FAILED, IMPORT_ROW_NOT_FOUND when one is not in the '
  'queue.';

create function app.lock_run(p_ctx app.rls_context, p_run_id uuid)
returns public.reconciliation_run
language plpgsql
set search_path = ''
as $$
declare
  v_run public.reconciliation_run;
begin
  select * into v_run from public.reconciliation_run where casino_id = p_ctx.casino_id
    and id = p_run_id for no key update;
  if not found then
    perform app.fail(404, 'RUN_NOT_FOUND');
  end if;
  return v_run;
end;
$$;
comment on function app.lock_run(app.rls_context, uuid) is
  'Locks a run of the caller''s casino, before anything it works on. RUN_NOT_FOUND.';

-- ---- 70_reconciliation/internal/starting_balances.sql ----

create function app.starting_balance_of(p_done public.loyalty_reconciliation)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case when p_done.provenance ->> 'imported_points_balance' is not null then jsonb_build_object(
    'points', p_done.provenance -> 'imported_points_balance', 'tier', p_done.provenance -> 'imported_tier',
    'last_activity_at', p_done.provenance -> 'imported_last_activity_at', 'last_activity_date',
      p_done.provenance -> 'imported_last_activity_date',
    'file_name', p_done.provenance -> 'file_name', 'import_id', p_done.provenance -> 'import_id',
    'row_number', p_done.provenance -> 'row_number', 'reconciliation_id', p_done.id) end;
end;
$$;
comment on function app.starting_balance_of(public.loyalty_reconciliation) is
  'The starting balance that a reconciled row brings: {points, tier, last_activity_at, last_activity_date, file_name, '
  'import_id, row_number, reconciliation_id}, or null where the row has no points.';

create function app.balance_age(p_balance jsonb)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce(to_char((p_balance ->> 'last_activity_at')::timestamptz at time zone 'UTC', 'YYYYMMDDHH24MISSUS'),
    repeat('0', 20))
    || (p_balance ->> 'import_id') || lpad(p_balance ->> 'row_number', 10, '0');
end;
$$;
comment on function app.balance_age(jsonb) is
  'What starting balances are ordered by, whatever the order in which rows are applied: the last activity (unknown is '
  'the oldest), then the later file, then the later row. A text whose bytes sort.';

create function app.newer_balance(p_held jsonb, p_other jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return case when p_other is null or app.balance_age(p_held) collate "C" > app.balance_age(p_other) collate "C"
    then p_held else p_other end;
end;
$$;
comment on function app.newer_balance(jsonb, jsonb) is
  'Of two starting balances the newer one: figures of last year never take the place of this year''s.';

create function app.standing_balance(p_done public.loyalty_reconciliation)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select app.starting_balance_of(l) from public.loyalty_reconciliation l
    where l.casino_id = p_done.casino_id and l.player_id = p_done.player_id and l.id <> p_done.id
      and l.outcome in ('applied', 'kept')
      and app.starting_balance_of(l) is not null and not app.is_taken_back(l)
    order by app.balance_age(app.starting_balance_of(l)) collate "C" desc
    limit 1
  );
end;
$$;
comment on function app.standing_balance(public.loyalty_reconciliation) is
  'The starting balance a player has without what this reconciliation brought: the newest of the rows that stand, or '
  'null.';

-- ---- 70_reconciliation/rpc/apply_reconciliation.sql ----

create function public.rpc_apply_reconciliation(
  p_policy text,
  p_idempotency_key text,
  p_row_ids uuid[] default null,
  p_filter jsonb default null,
  p_confirm_unknown_freshness boolean default false,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('apply_reconciliation', 'reconcile.apply', p_idempotency_key,
    jsonb_build_array(p_policy, to_jsonb(p_row_ids), p_filter, coalesce(p_confirm_unknown_freshness, false)),
      p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_run public.reconciliation_run;
begin
  if p_policy is distinct from 'upgrade_only' then
    perform app.invalid('policy', 'policy');
  end if;
  if num_nonnulls(p_row_ids, p_filter) <> 1 then
    perform app.invalid('rowIds', 'rowsOrFilter');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_run.action := 'apply';
  v_run.policy := p_policy;
  v_run.confirm_unknown_freshness := p_confirm_unknown_freshness;
  if p_row_ids is not null then
    v_run.row_ids := app.require_rows(v_ctx, p_row_ids);
    v_run.total_count := cardinality(v_run.row_ids);
  else
    v_run.filter := app.applicable_filter(p_filter);
    v_run.last_import_id := (select max(id::text)::uuid from public.player_import where casino_id = v_ctx.casino_id
      and status = 'ready');
    v_run.unready_import_ids := app.unready_imports(v_ctx.casino_id);
    v_run.total_count := app.count_queue(v_ctx, v_run.filter, null);
  end if;
  v_run := app.start_run(v_ctx, v_run);
  return app.finish_call(v_call, 'imports.start_apply', 'reconciliation_run', v_run.id, null, app.run_json(v_run));
end;
$$;
comment on function public.rpc_apply_reconciliation(text, text, uuid[], jsonb, boolean, uuid) is
  'Applies rows of the queue, up to 1000 selected ones or all that match a filter (as rpc_list_reconciliations; '
  'pending unless it says reverted), by the policy upgrade_only. A row whose freshness is unknown is only applied '
  'when that is confirmed. Begins a run and does its first 200 rows; rpc_continue_reconciliation_run does the rest. '
  'Each row is applied, kept (the tier held was as high), or skipped with a code, and is on record; doing it again is '
  'harmless. Answers the run {id, action, status: running | finished | stopped, policy, confirm_unknown_freshness, '
  'confirm_tier_changed, filter, selected_count, reverts_run_id, reverted_by_run_id, reason, started_by, total_count, '
  'done_count, applied_count, kept_count, reverted_count, reopened_count (by a revert, beside done_count), '
  'skipped_count, created_at, updated_at, finished_at} and is_existing. Capability reconcile.apply. '
  'VALIDATION_FAILED, IMPORT_ROW_NOT_FOUND.';

-- ---- 70_reconciliation/rpc/continue_reconciliation_run.sql ----

create function public.rpc_continue_reconciliation_run(p_run_id uuid, p_idempotency_key text,
  p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('continue_reconciliation_run', 'reconcile.apply', p_idempotency_key,
    jsonb_build_array(p_run_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_run public.reconciliation_run;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;
  v_run := app.lock_run(v_ctx, p_run_id);
  -- Going on with a run takes the capability that starting it took.
  if v_run.action = 'revert' then
    perform app.require_capability(v_ctx, 'reconcile.revert');
  end if;
  if v_run.status = 'running' then
    v_run := app.continue_run(v_ctx, v_run);
  end if;
  return app.finish_call(v_call, 'imports.continue_run', 'reconciliation_run', v_run.id, null, app.run_json(v_run));
end;
$$;
comment on function public.rpc_continue_reconciliation_run(uuid, text, uuid) is
  'Does the next 200 rows of a run; call it until status is no longer running. One that was interrupted goes on where '
  'it was. Answers the run and is_existing. Capability reconcile.apply. A run that reverts takes reconcile.revert '
  'too. RUN_NOT_FOUND.';

-- ---- 70_reconciliation/rpc/count_reconciliations.sql ----

create function public.rpc_count_reconciliations(p_filter jsonb default '{}')
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_cap constant integer := 10000;
  v_import_id uuid;
  v_counts jsonb;
  v_flag text;
begin
  perform app.require_capability(v_ctx, 'audit.read');
  perform app.require_queue_filter(p_filter);
  v_import_id := (p_filter ->> 'import_id')::uuid;
  select jsonb_build_object('status',
    jsonb_build_object('pending', coalesce(sum(pending_count), 0), 'applied', coalesce(sum(applied_count), 0),
    'kept', coalesce(sum(kept_count), 0), 'reverted', coalesce(sum(reverted_count), 0)))
  into v_counts
  from public.player_import
  where casino_id = v_ctx.casino_id and status = 'ready' and (v_import_id is null or id = v_import_id);
  foreach v_flag in array app.queue_flags() loop
    v_counts := v_counts || jsonb_build_object(v_flag, app.count_queue(v_ctx,
      case when p_filter ? 'import_id' then jsonb_build_object('import_id', v_import_id) else '{}' end
        || jsonb_build_object('status', coalesce(p_filter ->> 'status', 'pending'), v_flag, true), v_cap));
  end loop;
  return v_counts || jsonb_build_object('cap', v_cap);
end;
$$;
comment on function public.rpc_count_reconciliations(jsonb) is
  'How many rows of the queue are where: {status: {pending, applied, kept, reverted}, exact; and of one status '
  '(pending unless the filter says another) conflict, upgrade, missing, stale, unknown_freshness, unknown_tier, '
  'name_differs, birth_date_differs, duplicate_in_file, namesake and identity_unconfirmed, each counted up to cap; '
  'cap}. Of the filter only import_id and status count. Capability audit.read. VALIDATION_FAILED.';

-- ---- 70_reconciliation/rpc/get_reconciliation_row.sql ----

create function public.rpc_get_reconciliation_row(p_row_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_row public.player_import_row;
  v_import public.player_import;
begin
  perform app.require_capability(v_ctx, 'audit.read');
  select * into v_row from public.player_import_row
  where casino_id = v_ctx.casino_id and id = p_row_id and import_id <> all (app.unready_imports(v_ctx.casino_id));
  if not found then
    perform app.fail(404, 'IMPORT_ROW_NOT_FOUND');
  end if;
  v_import := app.get_import(v_ctx, v_row.import_id);
  return app.reconciliation_item(v_row, app.stale_before(v_ctx.casino_id)) || jsonb_build_object(
    'cells', (
      select coalesce(jsonb_agg(jsonb_build_object('column', v_import.headers ->> (place - 1)::integer, 'value', value)
        order by place), '[]'::jsonb)
      from jsonb_array_elements_text(v_row.raw) with ordinality c (value, place)
    ),
    'errors', app.import_row_json(v_row, v_import) -> 'errors',
    'first_name', v_row.imported_first_name, 'last_name', v_row.imported_last_name, 'birth_date',
      v_row.imported_birth_date,
    'player_birth_date', (select birth_date from public.player where casino_id = v_row.casino_id
      and id = v_row.player_id),
    'provenance', app.row_provenance(v_row, v_import),
    'history', (
      select coalesce(jsonb_agg(app.reconciliation_json(l) order by (l).seq desc), '[]'::jsonb)
      from (select h from public.loyalty_reconciliation h where casino_id = v_row.casino_id and row_id = v_row.id
        order by seq desc limit 50) latest (l)
    ),
    'other_rows', (
      select coalesce(jsonb_agg(jsonb_build_object('row_id', o.id, 'row_number', o.row_number, 'status', o.status,
        'tier_text', o.imported_tier,
        'file_name', i.file_name) order by o.import_id, o.row_number), '[]'::jsonb)
      from (
        select * from public.player_import_row
        where casino_id = v_row.casino_id and player_id = v_row.player_id and id <> v_row.id
          and import_id <> all (app.unready_imports(v_row.casino_id))
        order by import_id desc, row_number desc
        limit 10
      ) o
      join public.player_import i on i.casino_id = o.casino_id and i.id = o.import_id
    ),
    'same_card', app.rows_of_card(v_row), 'namesakes', app.namesakes_of(v_row));
end;
$$;
comment on function public.rpc_get_reconciliation_row(uuid) is
  'One row of the queue as in the list, with cells [{column, value}] as they stand in the file, errors [{column, '
  'code, ...}] (cells that can''t be read, while the row counts), first_name, last_name, birth_date and '
  'player_birth_date to tell whether it is the same person, same_card [{row_id, row_number, name, birth_date}] (other '
  'rows of its file with its loyalty id, where these are of several people, at most 10), namesakes [{id, name, '
  'loyalty_id, birth_date}] (players of its name and birth date under another loyalty id, where the row names none, '
  'at most 10), provenance, history (what was done with it, newest first) and other_rows (of the same player, at most '
  '10). Capability audit.read. IMPORT_ROW_NOT_FOUND.';

create function app.rows_of_card(p_row public.player_import_row)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_agg(jsonb_build_object('row_id', id, 'row_number', row_number,
      'name', nullif(concat_ws(' ', imported_first_name, imported_last_name), ''), 'birth_date', imported_birth_date)
        order by row_number)
    from (
      select * from public.player_import_row
      where casino_id = p_row.casino_id and import_id = p_row.import_id and id <> p_row.id and doubts <> '{}'
        and status not in ('staged', 'error') and 'duplicate_in_file' = any (doubts)
          and 'duplicate_in_file' = any (p_row.doubts)
        and loyalty_id_key = p_row.loyalty_id_key
      order by row_number
      limit 10
    ) other
  ), '[]');
end;
$$;
comment on function app.rows_of_card(public.player_import_row) is
  'Whom else the file has a row''s loyalty id for: [{row_id, row_number, name, birth_date}].';

create function app.namesakes_of(p_row public.player_import_row)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_agg(jsonb_build_object('id', id, 'name', first_name || ' ' || last_name, 'loyalty_id', loyalty_id,
      'birth_date', birth_date) order by id)
    from (
      select * from public.player
      where casino_id = p_row.casino_id and person_key = p_row.person_key and birth_date = p_row.imported_birth_date
        and loyalty_id_key is distinct from p_row.loyalty_id_key and p_row.player_id is null
      order by id
      limit 10
    ) other
  ), '[]');
end;
$$;
comment on function app.namesakes_of(public.player_import_row) is
  'Players of a row''s name and birth date under another loyalty id, where the row names none: [{id, name, '
  'loyalty_id, birth_date}].';

-- ---- 70_reconciliation/rpc/get_reconciliation_run.sql ----

create function public.rpc_get_reconciliation_run(p_run_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_run public.reconciliation_run;
begin
  perform app.require_capability(v_ctx, 'audit.read');
  select * into v_run from public.reconciliation_run where casino_id = v_ctx.casino_id and id = p_run_id;
  if not found then
    perform app.fail(404, 'RUN_NOT_FOUND');
  end if;
  return app.run_json(v_run);
end;
$$;
comment on function public.rpc_get_reconciliation_run(uuid) is
  'One run, with how far it is. Capability audit.read. RUN_NOT_FOUND.';

-- ---- 70_reconciliation/rpc/list_import_report.sql ----

create function public.rpc_list_import_report(p_import_id uuid, p_after_row integer default 0,
  p_limit integer default 500)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(1000, greatest(1, coalesce(p_limit, 500)));
  v_import public.player_import;
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'audit.read');
  v_import := app.get_import(v_ctx, p_import_id);
  select coalesce(jsonb_agg(app.import_row_json(page.r, v_import) - 'raw' || jsonb_build_object(
    'provenance', app.row_provenance(page.r, v_import),
    'reconciliations', (
      select coalesce(jsonb_agg(app.reconciliation_json(l) order by l.seq), '[]'::jsonb)
      from public.loyalty_reconciliation l
      where l.casino_id = (page.r).casino_id and l.row_id = (page.r).id and l.outcome <> 'skipped'
    )) order by (page.r).row_number), '[]'::jsonb) into v_items
  from (
    select r from public.player_import_row r
    where r.casino_id = v_ctx.casino_id and r.import_id = v_import.id and r.row_number > coalesce(p_after_row, 0)
      and v_import.status <> 'discarded'
    order by r.row_number
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'row_number' end);
end;
$$;
comment on function public.rpc_list_import_report(uuid, integer, integer) is
  'Every row of an import with all that was done with it, in the order of the file, paged by the last row number seen '
  '(at most 1000): {items: [as rpc_list_player_import_rows without raw, and provenance, reconciliations], '
  'next_cursor}. Capability audit.read. IMPORT_NOT_FOUND.';

-- ---- 70_reconciliation/rpc/list_reconciliation_runs.sql ----

create function public.rpc_list_reconciliation_runs(p_before_run_id uuid default null, p_limit integer default 50)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'audit.read');
  if p_before_run_id is not null
    and not exists (select 1 from public.reconciliation_run where casino_id = v_ctx.casino_id and id = p_before_run_id)
      then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  select coalesce(jsonb_agg(app.run_json(page.r) order by (page.r).id desc), '[]'::jsonb) into v_items
  from (
    select r from public.reconciliation_run r
    where r.casino_id = v_ctx.casino_id and (p_before_run_id is null or r.id < p_before_run_id)
    order by r.id desc
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_reconciliation_runs(uuid, integer) is
  'Runs that applied or reverted, newest first, paged by the last one seen: {items, next_cursor}. Capability '
  'audit.read. VALIDATION_FAILED for a cursor that is none.';

-- ---- 70_reconciliation/rpc/list_reconciliations.sql ----

create function public.rpc_list_reconciliations(
  p_filter jsonb default '{}',
  p_sort text default 'row',
  p_after_row_id uuid default null,
  p_limit integer default 50
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_stale_before timestamptz := app.stale_before(v_ctx.casino_id);
  v_order text := case p_sort when 'row' then 'r.import_id, r.row_number'
    when 'points' then 'coalesce(r.imported_points_balance, -9000000000000000) desc, r.id desc'
    when 'activity' then 'coalesce(r.imported_last_activity_at, ''-infinity'') desc, r.id desc' end;
  v_after text := case when p_after_row_id is null then '' else case p_sort
    when 'row' then ' and (r.import_id, r.row_number) > ($6.import_id, $6.row_number)'
    when 'points' then ' and (coalesce(r.imported_points_balance, -9000000000000000), r.id) < ('
      'coalesce($6.imported_points_balance, -9000000000000000), $6.id)'
    when 'activity' then ' and (coalesce(r.imported_last_activity_at, ''-infinity''), r.id) < ('
      'coalesce($6.imported_last_activity_at, ''-infinity''), $6.id)' end end;
  v_last public.player_import_row;
  v_row public.player_import_row;
  v_items jsonb := '[]';
begin
  perform app.require_capability(v_ctx, 'audit.read');
  perform app.require_queue_filter(p_filter);
  if v_order is null then
    perform app.invalid('sort', 'oneOf', jsonb_build_object('options', 'row, points, activity'));
  end if;
  if p_after_row_id is not null then
    select * into v_last from public.player_import_row where casino_id = v_ctx.casino_id and id = p_after_row_id;
    if not found then
      perform app.invalid('cursor', 'nextCursor');
    end if;
  end if;
  for v_row in
    execute format('select r.* from public.player_import_row r where %s%s order by %s limit $5',
      app.queue_condition(p_filter), v_after, v_order)
    using v_ctx.casino_id, p_filter, v_stale_before, app.unready_imports(v_ctx.casino_id), v_limit, v_last
  loop
    v_items := v_items || app.reconciliation_item(v_row, v_stale_before);
  end loop;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'row_id' end);
end;
$$;
comment on function public.rpc_list_reconciliations(jsonb, text, uuid, integer) is
  'The queue: staged rows that match a filter {import_id, status, search, conflict, upgrade, missing, stale, '
  'unknown_freshness, unknown_tier, name_differs, birth_date_differs, duplicate_in_file, namesake, '
  'identity_unconfirmed}, in the order of the files (row), by points or by last activity (highest and latest first), '
  'paged by the last row seen: {items: [{row_id, import_id, file_name, row_number, status, flags, player: {id, name, '
  'loyalty_id}, staged: {tier, tier_name, tier_text, points_balance, last_activity_at, last_activity_date}, '
  'canonical: {tier, tier_name, balance} or null, tier_delta, would: {outcome, code}, is_identity_unconfirmed, '
  'identity_version, identity_confirmed_at, identity_confirmed_by, reconciliation_id, reconciled_at, reconciled_by}], '
  'next_cursor}. Capability audit.read. VALIDATION_FAILED.';

-- ---- 70_reconciliation/rpc/list_run_results.sql ----

create function public.rpc_list_run_results(p_run_id uuid, p_after_id uuid default null, p_limit integer default 50)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(1000, greatest(1, coalesce(p_limit, 50)));
  v_after_seq bigint := 0;
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'audit.read');
  if not exists (select from public.reconciliation_run where casino_id = v_ctx.casino_id and id = p_run_id) then
    perform app.fail(404, 'RUN_NOT_FOUND');
  end if;
  if p_after_id is not null then
    v_after_seq := (select seq from public.loyalty_reconciliation where casino_id = v_ctx.casino_id
      and id = p_after_id);
    if v_after_seq is null then
      perform app.invalid('cursor', 'nextCursor');
    end if;
  end if;
  select coalesce(jsonb_agg(app.reconciliation_json(page.l) order by (page.l).seq), '[]'::jsonb) into v_items
  from (
    select l from public.loyalty_reconciliation l
    where l.casino_id = v_ctx.casino_id and l.run_id = p_run_id and l.seq > v_after_seq
    order by l.seq
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_run_results(uuid, uuid, integer) is
  'What a run did with each row, in the order it did them, paged by the last one seen (at most 1000): {items: [as '
  'rpc_revert_reconciliation answers], next_cursor}. Capability audit.read. RUN_NOT_FOUND, VALIDATION_FAILED for '
  'a cursor that is none.';

-- ---- 70_reconciliation/rpc/preview_reconciliation.sql ----

create function public.rpc_preview_reconciliation(p_filter jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_filter jsonb;
  v_preview jsonb;
begin
  perform app.require_capability(v_ctx, 'reconcile.apply');
  v_filter := app.applicable_filter(p_filter);
  execute format($query$
    select jsonb_build_object('total', count(*),
      'upgrade', count(*) filter (where is_known and standing = 'upgrade'), 'keep',
        count(*) filter (where is_known and standing <> 'upgrade'),
      'missing', count(*) filter (where player_id is null),
      'unconfirmed', count(*) filter (where player_id is not null and not is_settled),
      'unknown_tier', count(*) filter (where player_id is not null and is_settled and not is_known),
      'unknown_freshness', count(*) filter (where is_known and imported_last_activity_at is null),
      'unknown_freshness_upgrade',
        count(*) filter (where is_known and standing = 'upgrade' and imported_last_activity_at is null),
      'stale', count(*) filter (where is_known and imported_last_activity_at < $3))
    from (
      select r.*, r.doubts <@ r.confirmed_doubts as is_settled,
        r.player_id is not null and r.doubts <@ r.confirmed_doubts
          and (r.imported_tier is null or r.tier_code is not null) as is_known
      from public.player_import_row r where %s
    ) matching $query$, app.queue_condition(v_filter))
  into v_preview
  using v_ctx.casino_id, v_filter, app.stale_before(v_ctx.casino_id), app.unready_imports(v_ctx.casino_id);
  return v_preview;
end;
$$;
comment on function public.rpc_preview_reconciliation(jsonb) is
  'What applying all that match a filter would do: {total, upgrade, keep, missing, unconfirmed (whom they are about '
  'waits for somebody), unknown_tier (the three are skipped), and of those that would be applied or kept '
  'unknown_freshness (skipped unless confirmed; unknown_freshness_upgrade of them are upgrades) and stale}. '
  'Capability reconcile.apply. VALIDATION_FAILED.';

-- ---- 70_reconciliation/rpc/revert_reconciliation.sql ----

create function public.rpc_revert_reconciliation(
  p_id uuid,
  p_reason text,
  p_idempotency_key text,
  p_correlation_id uuid default null,
  p_confirm_tier_changed boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text := nullif(btrim(p_reason), '');
  v_call app.call := app.begin_call('revert_reconciliation', 'reconcile.revert', p_idempotency_key,
    jsonb_build_array(p_id, v_reason, coalesce(p_confirm_tier_changed, false)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_done public.loyalty_reconciliation;
  v_outcome record;
begin
  perform app.require_revert_reason(v_reason);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  select * into v_done from public.loyalty_reconciliation where casino_id = v_ctx.casino_id and id = p_id;
  if not found then
    perform app.fail(404, 'RECONCILIATION_NOT_FOUND');
  end if;
  perform app.lock_reconciled_rows(v_ctx, array[v_done.row_id], true);
  v_outcome := app.revert_row(v_ctx, v_done, null, v_reason, coalesce(p_confirm_tier_changed, false));
  v_done := v_outcome.done;
  if v_done.outcome = 'skipped' then
    perform app.fail(case v_done.code when 'UNKNOWN_TIER' then 422 else 409 end, v_done.code, v_outcome.facts);
  end if;
  perform app.settle_rows(v_ctx, v_outcome.reopened || v_done);
  return app.finish_call(v_call, 'imports.revert_one', 'loyalty_reconciliation', v_done.id, null,
    app.reconciliation_json(v_done) || jsonb_build_object('reopened_count', cardinality(v_outcome.reopened)));
end;
$$;
comment on function public.rpc_revert_reconciliation(uuid, text, text, uuid, boolean) is
  'Takes back what was applied from one row: the player has the prior tier and the starting balance of the other rows '
  'again, and the row can be applied anew. Where the tier has changed since, somebody confirms it '
  '(p_confirm_tier_changed): then the player is left with the tier that is justified without the row, and all else is '
  'taken back. The player''s rows that were kept because of that tier wait again (reopened_count). Answers the '
  'reconciliation {id, run_id, row_id, import_id, player_id, action, outcome, code, details, policy, '
  'is_freshness_confirmed, flags, before, after, provenance, reason, reverts_id, staff_name, gaming_day, '
  'correlation_id, created_at}, reopened_count and is_existing. Capability reconcile.revert. NOTE_REQUIRED, '
  'VALIDATION_FAILED, RECONCILIATION_NOT_FOUND, ALREADY_RECONCILED, TIER_CHANGED_SINCE (unless confirmed; detail: '
  'tier, tierName, by: points | reversal | reconciliation | manager | earned, at, and by which entry or whom), '
  'UNKNOWN_TIER.';

-- ---- 70_reconciliation/rpc/revert_reconciliation_run.sql ----

create function public.rpc_revert_reconciliation_run(
  p_run_id uuid,
  p_reason text,
  p_idempotency_key text,
  p_correlation_id uuid default null,
  p_confirm_tier_changed boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text := nullif(btrim(p_reason), '');
  v_call app.call := app.begin_call('revert_reconciliation_run', 'reconcile.revert', p_idempotency_key,
    jsonb_build_array(p_run_id, v_reason, coalesce(p_confirm_tier_changed, false)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_source public.reconciliation_run;
  v_run public.reconciliation_run;
begin
  perform app.require_revert_reason(v_reason);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_source := app.lock_run(v_ctx, p_run_id);
  if v_source.action <> 'apply' then
    perform app.invalid('runId', 'runReverts');
  end if;
  if v_source.status = 'running' then
    perform app.fail(409, 'RUN_STILL_RUNNING');
  end if;
  v_run.action := 'revert';
  v_run.reverts_run_id := v_source.id;
  v_run.reason := v_reason;
  v_run.confirm_tier_changed := p_confirm_tier_changed;
  v_run.total_count := v_source.applied_count + v_source.kept_count;
  v_run := app.start_run(v_ctx, v_run);
  return app.finish_call(v_call, 'imports.start_revert', 'reconciliation_run', v_run.id, null, app.run_json(v_run));
end;
$$;
comment on function public.rpc_revert_reconciliation_run(uuid, text, text, uuid, boolean) is
  'Takes back all that a run applied or kept, the last row first: begins a run that reverts and does its first 200 '
  'rows; rpc_continue_reconciliation_run does the rest. What can''t be taken back is skipped with the code of '
  'rpc_revert_reconciliation; a tier that has changed since is no obstacle where p_confirm_tier_changed says so. '
  'Answers the run and is_existing. Capability reconcile.revert. NOTE_REQUIRED, VALIDATION_FAILED, RUN_NOT_FOUND, '
  'RUN_STILL_RUNNING.';

-- ---- 70_reconciliation/rpc/stop_reconciliation_run.sql ----

create function public.rpc_stop_reconciliation_run(p_run_id uuid, p_idempotency_key text,
  p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('stop_reconciliation_run', 'reconcile.apply', p_idempotency_key,
    jsonb_build_array(p_run_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_run public.reconciliation_run;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;
  v_run := app.lock_run(v_ctx, p_run_id);
  if v_run.status = 'running' then
    update public.reconciliation_run set status = 'stopped', finished_at = clock_timestamp(),
      updated_at = clock_timestamp()
    where casino_id = v_ctx.casino_id and id = v_run.id
    returning * into v_run;
  end if;
  return app.finish_call(v_call, 'imports.stop_run', 'reconciliation_run', v_run.id, null, app.run_json(v_run));
end;
$$;
comment on function public.rpc_stop_reconciliation_run(uuid, text, uuid) is
  'Stops a run after the batch it is at; what is done stays done and can be reverted. A run that ended stays as it '
  'is. Answers the run and is_existing. Capability reconcile.apply. RUN_NOT_FOUND.';

-- ---- 70_reconciliation/policies.sql ----

alter table public.reconciliation_run enable row level security;
alter table public.loyalty_reconciliation enable row level security;

create policy "Auditors read the runs of their own casino" on public.reconciliation_run
  for select to authenticated using (casino_id = (select app.current_casino_id())
    and (select app.current_staff_can('audit.read')));
create policy "Auditors read the reconciliations of their own casino" on public.loyalty_reconciliation
  for select to authenticated using (casino_id = (select app.current_casino_id())
    and (select app.current_staff_can('audit.read')));

grant select on public.reconciliation_run, public.loyalty_reconciliation to authenticated, service_role;

-- ---- 75_seals/tables.sql ----

-- Seals: each closed gaming day of a record is summed up in one root, chained to the day before and told to the
-- outside.
--
-- A seal of the ledger covers a beginning of every player's chain: up to the newest entry of that gaming day or an
-- earlier one. What was still on its way when a day was sealed is above that place, and falls into the next seal by
-- itself: nothing has to be waited for.
--
-- The other records have no chains of their own: what is sealed of them is every row, in the order of its id, which is
-- that of time. A day of theirs is not sealed before nothing can come late (app.settled_through).
create type public.seal_kind as enum ('ledger', 'audit', 'mtl');

create table public.seal (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  kind public.seal_kind not null,
  gaming_day date not null,
  entry_count bigint not null check (entry_count >= 0),
  total_count bigint not null check (total_count >= entry_count),
  root bytea not null,
  previous_seal bytea,
  through_id uuid,
  sealed_at timestamptz not null default now(),
  primary key (casino_id, id),
  unique (casino_id, kind, gaming_day),
  check ((kind = 'ledger') = (through_id is null))
);
comment on table public.seal is
  'Append-only: one row per closed gaming day and kind, without gaps. What each root is computed from is written in '
  'docs/seals.md.';
comment on column public.seal.entry_count is
  'Entries that this seal covers and the one before did not; total_count is all it covers.';
comment on column public.seal.root is 'SHA-256 of app.seal_text.';
comment on column public.seal.previous_seal is 'The root of the gaming day before; null for the first.';
comment on column public.seal.through_id is
  'Rows of the record up to this id are covered, the highest that the day could make; null for the ledger, where a '
  'seal lists heads.';
create trigger seal_append_only before update or delete on public.seal
  for each row execute function app.refuse_append_only();
create trigger seal_no_truncate before truncate on public.seal
  for each statement execute function app.refuse_append_only();
alter table public.seal enable always trigger seal_append_only;
alter table public.seal enable always trigger seal_no_truncate;

create table public.ledger_seal_head (
  casino_id uuid not null,
  seal_id uuid not null,
  player_id uuid not null,
  entry_no bigint not null check (entry_no > 0),
  entry_id uuid not null,
  entry_hash bytea not null,
  primary key (casino_id, seal_id, player_id)
);
comment on table public.ledger_seal_head is
  'Append-only: where the chains of the players ended that grew since the seal before. A player who is not in a seal '
  'still ends where the last seal that has them says.';
comment on column public.ledger_seal_head.seal_id is
  'No foreign key: the root is computed from the heads, so they are written first, in the transaction of their seal. '
  'A seal whose heads don''t fit it has another root.';
create unique index ledger_seal_head_entry on public.ledger_seal_head (casino_id, player_id, entry_no);
create trigger ledger_seal_head_append_only before update or delete on public.ledger_seal_head
  for each row execute function app.refuse_append_only();
create trigger ledger_seal_head_no_truncate before truncate on public.ledger_seal_head
  for each statement execute function app.refuse_append_only();
alter table public.ledger_seal_head enable always trigger ledger_seal_head_append_only;
alter table public.ledger_seal_head enable always trigger ledger_seal_head_no_truncate;

create table public.seal_block (
  casino_id uuid not null,
  kind public.seal_kind not null check (kind <> 'ledger'),
  gaming_day date not null,
  block_no integer not null check (block_no > 0),
  last_id uuid not null,
  row_count integer not null check (row_count > 0),
  hash bytea not null,
  primary key (casino_id, kind, gaming_day, block_no)
);
comment on table public.seal_block is
  'Append-only: the rows of a gaming day of a record, some thousand at a time, each block hashed together with the '
  'hash of the one before; so that a long day is sealed in short statements. The day''s seal comes last.';
comment on column public.seal_block.hash is
  'SHA-256 of a text: the hash of the block before (of the first: the root of the day before), then a line a row.';
create trigger seal_block_append_only before update or delete on public.seal_block
  for each row execute function app.refuse_append_only();
create trigger seal_block_no_truncate before truncate on public.seal_block
  for each statement execute function app.refuse_append_only();
alter table public.seal_block enable always trigger seal_block_append_only;
alter table public.seal_block enable always trigger seal_block_no_truncate;

create table app.day_end (
  casino_id uuid primary key references public.casino (id),
  gaming_day date not null,
  xid xid8 not null,
  noted_at timestamptz not null default now()
);
comment on table app.day_end is
  'When somebody first looked after a gaming day had ended, and the number of their transaction. What had begun to '
  'write before has a lower one.';

-- ---- 75_seals/internal/blocks.sql ----

-- The audit trail, sealed: every row, in the order of its id, in blocks that are chained.

create function app.audit_line(p_row public.audit_log)
returns text
language sql
stable
parallel safe
-- A JSON array has one text form and no ambiguity between neighbouring fields. Every column is in it; times as
-- microseconds, so that no session setting changes the text. An infinite one can only be a forgery; it must not stop
-- the proof.
return jsonb_build_array(
  p_row.id, case when isfinite(p_row.at) then (extract(epoch from p_row.at) * 1000000)::bigint end,
  case when isfinite(p_row.gaming_day) then p_row.gaming_day - date '2000-01-01' end,
  p_row.staff_id, p_row.staff_role, p_row.domain, p_row.action, p_row.entity_type, p_row.entity_id, p_row.outcome,
  p_row.before, p_row.after, p_row.correlation_id, p_row.idempotency_key, encode(p_row.request_hash, 'hex')
)::text;
comment on function app.audit_line(public.audit_log) is 'A row of the audit trail as its seal has it.';

create function app.record_lines(p_casino_id uuid, p_kind public.seal_kind, p_after uuid, p_through uuid,
  p_limit integer)
returns table (id uuid, line text)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  case p_kind
    when 'audit' then
      return query
      select a.id, app.audit_line(a) from public.audit_log a
      where a.casino_id = p_casino_id and (p_after is null or a.id > p_after) and a.id <= p_through
      order by a.id
      limit p_limit;
  end case;
end;
$$;
comment on function app.record_lines(uuid, public.seal_kind, uuid, uuid, integer) is
  'Rows of a record after one id (null: from the first on) and up to another, in the order of their ids, each as '
  'a line that its seal covers.';

create type app.sealed_rows as (last_id uuid, row_count integer, hash bytea);
comment on type app.sealed_rows is 'What a block says of its rows.';

create function app.hash_rows(p_casino_id uuid, p_kind public.seal_kind, p_previous bytea, p_after uuid, p_through uuid,
  p_limit integer)
returns app.sealed_rows
language plpgsql
stable
set search_path = ''
as $$
declare
  v_rows app.sealed_rows;
begin
  select (array_agg(l.id order by l.id desc))[1], count(*),
    sha256(convert_to(concat(encode(p_previous, 'hex'), E'\n', string_agg(l.line || E'\n', '' order by l.id)), 'UTF8'))
  into v_rows
  from app.record_lines(p_casino_id, p_kind, p_after, p_through, p_limit) l;
  return v_rows;
end;
$$;
comment on function app.hash_rows(uuid, public.seal_kind, bytea, uuid, uuid, integer) is
  'The hash over a block of rows: SHA-256 of a text whose first line is the hash before it in hexadecimal (empty for '
  'none), and that then has a line a row.';

create function app.first_record_day(p_casino_id uuid, p_kind public.seal_kind)
returns date
language plpgsql
stable
set search_path = ''
as $$
begin
  return case p_kind
    when 'audit' then (select gaming_day from public.audit_log where casino_id = p_casino_id order by id limit 1) end;
end;
$$;
comment on function app.first_record_day(uuid, public.seal_kind) is 'The gaming day with which a record begins.';

create function app.note_day_end(p_casino_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- A number of one's own is higher than all that were given before it; the end of a snapshot may not be, for it ends
  -- after the last transaction that has finished.
  insert into app.day_end as noted (casino_id, gaming_day, xid)
  values (p_casino_id, app.gaming_day(p_casino_id) - 1, pg_current_xact_id())
  on conflict (casino_id) do update
  set gaming_day = excluded.gaming_day, xid = excluded.xid, noted_at = now()
  -- A database that was restored counts from where it was: what was noted for later numbers is void.
  where noted.gaming_day < excluded.gaming_day or noted.xid > excluded.xid;
end;
$$;
comment on function app.note_day_end(uuid) is
  'Notes, at the first look after a gaming day has ended, a transaction number that is higher than all given by then.';

create function app.settled_through(p_casino_id uuid)
returns date
language plpgsql
stable
set search_path = ''
as $$
begin
  return (select gaming_day from app.day_end
    where casino_id = p_casino_id and xid <= pg_snapshot_xmin(pg_current_snapshot()));
end;
$$;
comment on function app.settled_through(uuid) is
  'The gaming day up to which no row can come late: of the transactions that had begun to write when it was seen to be '
  'over, none runs any more. Null while one does.';

create function app.last_block(p_casino_id uuid, p_kind public.seal_kind, p_gaming_day date)
returns public.seal_block
language plpgsql
stable
set search_path = ''
as $$
begin
  return (select b from public.seal_block b
    where b.casino_id = p_casino_id and b.kind = p_kind and b.gaming_day = p_gaming_day
    order by b.block_no desc limit 1);
end;
$$;
comment on function app.last_block(uuid, public.seal_kind, date) is 'The last block of a gaming day that is there.';

create function app.seal_rows(p_ctx app.rls_context, p_kind public.seal_kind, p_gaming_day date)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_block_rows constant integer := 1000;
  v_previous constant public.seal := app.newest_seal(p_ctx.casino_id, p_kind);
  v_last constant public.seal_block := app.last_block(p_ctx.casino_id, p_kind, p_gaming_day);
  v_through constant uuid := app.highest_id_before(app.gaming_day_start(p_ctx.casino_id, p_gaming_day + 1));
  v_rows app.sealed_rows;
  v_seal public.seal;
begin
  v_rows := app.hash_rows(p_ctx.casino_id, p_kind, coalesce(v_last.hash, v_previous.root),
    coalesce(v_last.last_id, v_previous.through_id), v_through, v_block_rows);
  if v_rows.row_count > 0 then
    insert into public.seal_block (casino_id, kind, gaming_day, block_no, last_id, row_count, hash)
    values (p_ctx.casino_id, p_kind, p_gaming_day, coalesce(v_last.block_no, 0) + 1, v_rows.last_id, v_rows.row_count,
      v_rows.hash);
    return false;
  end if;
  v_seal.casino_id := p_ctx.casino_id;
  v_seal.id := app.uuid_v7();
  v_seal.kind := p_kind;
  v_seal.gaming_day := p_gaming_day;
  v_seal.through_id := v_through;
  v_seal.entry_count := (select coalesce(sum(row_count), 0) from public.seal_block
    where casino_id = p_ctx.casino_id and kind = p_kind and gaming_day = p_gaming_day);
  perform app.put_seal(p_ctx, v_seal);
  return true;
end;
$$;
comment on function app.seal_rows(app.rls_context, public.seal_kind, date) is
  'One step of sealing a gaming day of a record: the next block of rows or, where none is left, the seal. Returns '
  'whether that was the seal. The caller holds the lock of app.seal_record_days.';

create function app.seal_record_days(p_casino_id uuid, p_kind public.seal_kind, p_limit integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.worker_context(p_casino_id);
  v_day date;
  v_settled date;
  v_steps integer := 0;
begin
  perform pg_advisory_xact_lock(hashtextextended('seals' || p_casino_id::text, 0));
  perform app.note_day_end(p_casino_id);
  v_settled := app.settled_through(p_casino_id);
  v_day := coalesce((app.newest_seal(p_casino_id, p_kind)).gaming_day + 1, app.first_record_day(p_casino_id, p_kind));
  while v_steps < p_limit and v_day <= v_settled and app.is_day_closed(p_casino_id, v_day) loop
    v_day := v_day + app.seal_rows(v_ctx, p_kind, v_day)::integer;
    v_steps := v_steps + 1;
  end loop;
  return v_steps;
end;
$$;
comment on function app.seal_record_days(uuid, public.seal_kind, integer) is
  'Seals closed gaming days of a record that has no chains of its own, from that of its first row on, in up to p_limit '
  'steps, and returns how many it took.';

-- ---- 75_seals/internal/sealing.sql ----

create function app.find_sealed_head(p_casino_id uuid, p_player_id uuid)
returns public.ledger_seal_head
language plpgsql
stable
set search_path = ''
as $$
declare
  v_head public.ledger_seal_head;
begin
  select * into v_head from public.ledger_seal_head
  where casino_id = p_casino_id and player_id = p_player_id
  order by entry_no desc
  limit 1;
  return v_head;
end;
$$;
comment on function app.find_sealed_head(uuid, uuid) is
  'Where a player''s chain ended when it was last sealed; null when it never was.';

create function app.write_seal_heads(p_seal public.seal)
returns bigint
language plpgsql
set search_path = ''
as $$
declare
  v_count bigint;
begin
  with heads as (
    select l.player_id, e.entry_no, e.id as entry_id, e.entry_hash, s.entry_no as sealed_no
    from public.player_loyalty l
    cross join lateral (select coalesce((app.find_sealed_head(l.casino_id, l.player_id)).entry_no, 0) as entry_no) s
    cross join lateral (
      select n.entry_no, n.id, n.entry_hash from public.loyalty_ledger n
      where n.casino_id = l.casino_id and n.player_id = l.player_id and n.entry_no > s.entry_no
        and n.gaming_day <= p_seal.gaming_day
      order by n.entry_no desc
      limit 1
    ) e
    where l.casino_id = p_seal.casino_id and l.entry_count > s.entry_no
  ),
  written as (
    insert into public.ledger_seal_head (casino_id, seal_id, player_id, entry_no, entry_id, entry_hash)
    select p_seal.casino_id, p_seal.id, player_id, entry_no, entry_id, entry_hash from heads
  )
  select coalesce(sum(entry_no - sealed_no), 0) into v_count from heads;
  return v_count;
end;
$$;
comment on function app.write_seal_heads(public.seal) is
  'Writes the heads of the players whose chain has an entry of the seal''s gaming day or an earlier one that no seal '
  'covers yet, and returns how many entries they cover anew.';

create function app.newest_seal(p_casino_id uuid, p_kind public.seal_kind)
returns public.seal
language plpgsql
stable
set search_path = ''
as $$
begin
  return (select s from public.seal s where s.casino_id = p_casino_id and s.kind = p_kind
    order by s.gaming_day desc limit 1);
end;
$$;
comment on function app.newest_seal(uuid, public.seal_kind) is 'The newest seal of a record; null before the first.';

create function app.put_seal(p_ctx app.rls_context, p_seal public.seal)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_previous constant public.seal := app.newest_seal(p_ctx.casino_id, p_seal.kind);
  v_seal public.seal := p_seal;
  v_facts jsonb;
begin
  v_seal.previous_seal := v_previous.root;
  v_seal.total_count := coalesce(v_previous.total_count, 0) + v_seal.entry_count;
  v_seal.root := sha256(convert_to(app.seal_text(v_seal), 'UTF8'));
  v_seal.sealed_at := now();
  insert into public.seal select (v_seal).*;

  v_facts := app.seal_json(v_seal);
  perform app.emit_event(p_ctx, v_seal.kind || '.sealed', null, v_facts);
  perform app.write_audit(p_ctx, case v_seal.kind when 'ledger' then 'loyalty' else v_seal.kind::text end
    || '.seal_gaming_day', 'seal', v_seal.id, null, v_facts);
end;
$$;
comment on function app.put_seal(app.rls_context, public.seal) is
  'Puts a seal, of which kind, day and number of entries are known and whose heads or blocks are there, after that of '
  'the day before, tells it to the webhooks and puts it on record.';

create function app.seal_ledger_day(p_ctx app.rls_context, p_gaming_day date)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_seal public.seal;
begin
  v_seal.casino_id := p_ctx.casino_id;
  v_seal.id := app.uuid_v7();
  v_seal.kind := 'ledger';
  v_seal.gaming_day := p_gaming_day;
  v_seal.entry_count := app.write_seal_heads(v_seal);
  perform app.put_seal(p_ctx, v_seal);
end;
$$;
comment on function app.seal_ledger_day(app.rls_context, date) is
  'Seals one gaming day of a casino''s ledger after the day before it. The caller holds the lock of '
  'app.seal_ledger_days.';

create function app.is_day_closed(p_casino_id uuid, p_gaming_day date)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  -- An hour's grace, as for the promo rollups: whatever was on its way when the day ended has long been committed or
  -- given up.
  return app.gaming_day_start(p_casino_id, p_gaming_day + 1) <= now() - interval '1 hour';
end;
$$;
comment on function app.is_day_closed(uuid, date) is 'Whether a gaming day ended more than an hour ago.';

create function app.seal_ledger_days(p_casino_id uuid, p_limit integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.worker_context(p_casino_id);
  v_day date;
  v_count integer := 0;
begin
  perform pg_advisory_xact_lock(hashtextextended('seals' || p_casino_id::text, 0));
  v_day := coalesce(
    (select max(gaming_day) + 1 from public.seal where casino_id = p_casino_id and kind = 'ledger'),
    (select gaming_day from public.loyalty_ledger where casino_id = p_casino_id order by id limit 1));
  while v_count < p_limit and app.is_day_closed(p_casino_id, v_day) loop
    perform app.seal_ledger_day(v_ctx, v_day);
    v_count := v_count + 1;
    v_day := v_day + 1;
  end loop;
  return v_count;
end;
$$;
comment on function app.seal_ledger_days(uuid, integer) is
  'Seals up to p_limit gaming days that are closed and not sealed yet, from that of the first entry on, one after '
  'another without gaps, and returns how many. Several at once wait for each other.';

-- ---- 75_seals/internal/seals.sql ----

create function app.seal_text(p_seal public.seal)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  return concat_ws(E'\n', 'pitside seal 1', 'casino ' || p_seal.casino_id, 'kind ' || p_seal.kind,
    'day ' || to_char(p_seal.gaming_day, 'YYYY-MM-DD'), 'previous '
      || coalesce(encode(p_seal.previous_seal, 'hex'), '-'),
    'entries ' || p_seal.entry_count, 'total ' || p_seal.total_count, 'through ' || p_seal.through_id, case
      when p_seal.kind = 'ledger' then (
        select string_agg(format('%s %s %s %s', player_id, entry_no, entry_id, encode(entry_hash, 'hex')), E'\n'
          order by player_id)
        from public.ledger_seal_head
        where casino_id = p_seal.casino_id and seal_id = p_seal.id)
      else (
        select string_agg(format('%s %s %s %s', block_no, last_id, row_count, encode(hash, 'hex')), E'\n'
          order by block_no)
        from public.seal_block
        where casino_id = p_seal.casino_id and kind = p_seal.kind and gaming_day = p_seal.gaming_day)
    end) || E'\n';
end;
$$;
comment on function app.seal_text(public.seal) is
  'What a seal says, as lines of text with a line feed after each: the heading, then of the ledger `<player> <number> '
  '<entry> <hash>` of each head by player, of another record `<number> <last id> <rows> <hash>` of each block. Its '
  'SHA-256 is the root: whoever has the text needs no program of ours to check it.';

create function app.seal_json(p_seal public.seal)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_build_object('seal_id', p_seal.id, 'kind', p_seal.kind, 'gaming_day',
    to_char(p_seal.gaming_day, 'YYYY-MM-DD'),
    'entry_count', p_seal.entry_count, 'total_count', p_seal.total_count, 'root', encode(p_seal.root, 'hex'),
    'previous_seal', encode(p_seal.previous_seal, 'hex'), 'sealed_at', p_seal.sealed_at);
end;
$$;
comment on function app.seal_json(public.seal) is
  'A seal as the RPC answers it, as its event tells it and as the audit trail keeps it; roots in hexadecimal.';

create function app.require_seal_kind(p_kind text)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_kind <> all (enum_range(null::public.seal_kind)::text[]) then
    perform app.invalid('kind', 'oneOf', jsonb_build_object('options', 'ledger, audit, mtl'));
  end if;
end;
$$;
comment on function app.require_seal_kind(text) is
  'VALIDATION_FAILED for a kind of seal there is not; null is none, and fine.';

-- ---- 75_seals/rpc/get_seal_text.sql ----

create function public.rpc_get_seal_text(p_kind text, p_gaming_day date)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_seal public.seal;
begin
  perform app.require_capability(v_ctx, 'audit.read');
  perform app.require_seal_kind(coalesce(p_kind, ''));
  select * into v_seal from public.seal
  where casino_id = v_ctx.casino_id and kind = p_kind::public.seal_kind and gaming_day = p_gaming_day;
  if not found then
    perform app.fail(404, 'SEAL_NOT_FOUND');
  end if;
  return app.seal_json(v_seal) || jsonb_build_object('text', app.seal_text(v_seal));
end;
$$;
comment on function public.rpc_get_seal_text(text, date) is
  'A seal with the text that it is the SHA-256 of, as the casino''s rows say it now: as in rpc_list_seals, and text. '
  'Capability audit.read. SEAL_NOT_FOUND, VALIDATION_FAILED.';

-- ---- 75_seals/rpc/list_seals.sql ----

create function public.rpc_list_seals(p_kind text default null, p_from date default null, p_to date default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  perform app.require_capability(v_ctx, 'audit.read');
  perform app.require_seal_kind(p_kind);
  return jsonb_build_object('items', (
    select coalesce(jsonb_agg(app.seal_json(listed.s) order by (listed.s).gaming_day desc, (listed.s).kind),
      '[]'::jsonb)
    from (
      select s from public.seal s
      where s.casino_id = v_ctx.casino_id and (p_kind is null or s.kind = p_kind::public.seal_kind)
        and (p_from is null or s.gaming_day >= p_from) and (p_to is null or s.gaming_day <= p_to)
      order by s.gaming_day desc
      -- A leap year of days, of each of three kinds.
      limit 1098
    ) listed
  ));
end;
$$;
comment on function public.rpc_list_seals(text, date, date) is
  'The casino''s seals, newest gaming day first, of one kind and of gaming days from and to where given, at most '
  '1098: {items: [{seal_id, kind, gaming_day, entry_count, total_count, root, previous_seal, sealed_at}]}; root and '
  'previous_seal (null for the first) in hexadecimal. Capability audit.read. VALIDATION_FAILED.';

-- ---- 75_seals/rpc/worker_seal_days.sql ----

create function public.rpc_worker_seal_days()
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_days constant integer := 7;
  v_steps constant integer := 25;
  v_record record;
  v_count integer;
  v_done integer := 0;
  v_failed integer := 0;
  v_has_more boolean := false;
begin
  for v_record in
    select c.id as casino_id, k as kind
    from public.casino c
    cross join unnest(enum_range(null::public.seal_kind)) k
    order by c.id, k
  loop
    -- One casino's trouble is not the others', and one record's not that of the others.
    begin
      v_count := case v_record.kind when 'ledger' then app.seal_ledger_days(v_record.casino_id, v_days)
        else app.seal_record_days(v_record.casino_id, v_record.kind, v_steps) end;
      v_done := v_done + v_count;
      v_has_more := v_has_more or v_count >= case v_record.kind when 'ledger' then v_days else v_steps end;
    exception when query_canceled or others then
      v_failed := v_failed + 1;
      raise warning 'seal_days of casino %, %: % %', v_record.casino_id, v_record.kind, sqlstate, sqlerrm;
    end;
  end loop;
  return jsonb_build_object('done', v_done, 'has_more', v_has_more, 'failed', v_failed);
end;
$$;
comment on function public.rpc_worker_seal_days() is
  'Seals closed gaming days of every casino: of the ledger up to 7, of the other records up to 25 steps of a thousand '
  'rows each: {done, has_more, failed (records of casinos)}. For the worker only.';

-- ---- 75_seals/policies.sql ----

alter table public.seal enable row level security;
alter table public.ledger_seal_head enable row level security;
alter table public.seal_block enable row level security;

create policy "Auditors read the seals of their own casino" on public.seal
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('audit.read')));
create policy "Auditors read the sealed heads of their own casino" on public.ledger_seal_head
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('audit.read')));
create policy "Auditors read the sealed blocks of their own casino" on public.seal_block
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('audit.read')));

grant select on public.seal, public.ledger_seal_head, public.seal_block to authenticated, service_role;

-- ---- 77_audit/internal/filter.sql ----

-- What is asked of the audit trail: a filter, read and checked, and the way to its rows.
--
-- No index is about time: ids are, and so a time is a range of ids. A filter becomes a few steps (an action, an
-- entity), each of which an index reads from its newest row on; the newest of all steps are the page.

create function app.audit_domain_capability(p_domain text)
returns text
language sql
immutable
return case p_domain when 'exclusion' then 'exclusion.read' when 'mtl' then 'mtl.read' when 'ctr' then 'mtl.read'
  else 'audit.read' end;
comment on function app.audit_domain_capability(text) is
  'What it takes to read the rows of a domain of the audit trail, as its policy says, too.';

create function app.hidden_audit_domains(p_ctx app.rls_context)
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
begin
  return array(select d from unnest(array['exclusion', 'mtl', 'ctr']) d
    where not app.may(p_ctx.role, app.audit_domain_capability(d)));
end;
$$;
comment on function app.hidden_audit_domains(app.rls_context) is
  'The domains of the audit trail that a caller may not read.';

create function app.audit_instant(p_ctx app.rls_context, p_text text, p_is_end boolean)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_text ~ '^\d{4}-\d\d-\d\d$' then
    return app.gaming_day_start(p_ctx.casino_id, p_text::date + p_is_end::integer);
  end if;
  return p_text::timestamptz;
end;
$$;
comment on function app.audit_instant(app.rls_context, text, boolean) is
  'The instant that a bound of a filter means: a time is itself; a gaming day is its beginning or, p_is_end, that of '
  'the next one.';

create function app.require_audit_time(p_field text, p_text text)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if (p_text ~ '^[12]\d{3}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$'
    and pg_input_is_valid(p_text, 'timestamptz') and p_text >= '2000') is not true then
    perform app.invalid(p_field, 'aTime');
  end if;
end;
$$;
comment on function app.require_audit_time(text, text) is
  'VALIDATION_FAILED unless it is a gaming day or a time with its offset, between the years 2000 and 2999.';

create function app.require_audit_filter(p_filter jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_id constant text := '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
  v_name constant text := '^[a-z_]{1,60}(\.[a-z_]{1,60})?$';
  v_field text;
begin
  perform app.require_known_fields('filter', p_filter, array['entity', 'entity_id', 'is_whole', 'actor', 'action',
    'domain', 'from', 'to', 'gaming_day', 'correlation_id', 'outcome']);
  foreach v_field in array array['entity_id', 'correlation_id'] loop
    if p_filter ? v_field and (p_filter ->> v_field ~* v_id) is not true then
      perform app.invalid(app.camel_case(v_field), 'id');
    end if;
  end loop;
  foreach v_field in array array['entity', 'action', 'domain'] loop
    if p_filter ? v_field and (p_filter ->> v_field ~ v_name) is not true then
      perform app.invalid(v_field, 'smallLetters', jsonb_build_object('highest', 60));
    end if;
  end loop;
  if p_filter ? 'actor' and (p_filter ->> 'actor' = 'system' or p_filter ->> 'actor' ~* v_id) is not true then
    perform app.invalid('actor', 'id');
  end if;
  foreach v_field in array array['from', 'to', 'gaming_day'] loop
    if p_filter ? v_field then
      perform app.require_audit_time(app.camel_case(v_field), p_filter ->> v_field);
    end if;
  end loop;
  if p_filter ? 'gaming_day' and not pg_input_is_valid(p_filter ->> 'gaming_day', 'date') then
    perform app.invalid('gamingDay', 'gamingDay');
  end if;
  if p_filter ? 'outcome' and (p_filter ->> 'outcome' in ('done', 'refused')) is not true then
    perform app.invalid('outcome', 'oneOf', jsonb_build_object('options', 'done, refused'));
  end if;
  if p_filter ? 'is_whole' and (jsonb_typeof(p_filter -> 'is_whole') = 'boolean' and p_filter ? 'entity'
    and p_filter ? 'entity_id') is not true then
    perform app.invalid('isWhole', 'trueOrFalse');
  end if;
end;
$$;
comment on function app.require_audit_filter(jsonb) is
  'VALIDATION_FAILED by field, unless it is a filter of the audit trail: {entity, entity_id, is_whole (of an entity '
  'with its id: also of what belongs to it), actor (a member of staff, or system), action, domain, from, to (times, or '
  'gaming days, both included), gaming_day, correlation_id, outcome (done, refused)}, each of which may be left out.';

create type app.audit_range as (from_id uuid, below_id uuid);
comment on type app.audit_range is 'Ids of the audit trail, from one on and below another.';

create function app.read_audit_range(p_ctx app.rls_context, p_filter jsonb)
returns app.audit_range
language plpgsql
stable
set search_path = ''
as $$
declare
  v_day constant date := (p_filter ->> 'gaming_day')::date;
  v_from constant timestamptz := greatest(app.audit_instant(p_ctx, p_filter ->> 'from', false),
    app.gaming_day_start(p_ctx.casino_id, v_day));
  -- A row has the gaming day in which its call began, and may have been written when the next one had begun.
  v_to constant timestamptz := least(app.audit_instant(p_ctx, p_filter ->> 'to', true),
    app.gaming_day_start(p_ctx.casino_id, v_day + 1) + interval '10 minutes');
begin
  return row(coalesce(app.lowest_id_at(v_from), '00000000-0000-0000-0000-000000000000'),
    coalesce(app.lowest_id_at(v_to), 'ffffffff-ffff-ffff-ffff-ffffffffffff'))::app.audit_range;
end;
$$;
comment on function app.read_audit_range(app.rls_context, jsonb) is 'The ids that the times of a filter leave.';

create function app.is_of_whole(p_filter jsonb)
returns boolean
language sql
immutable
return coalesce((p_filter -> 'is_whole')::boolean, false);
comment on function app.is_of_whole(jsonb) is 'Whether a filter is about a thing and all that belongs to it.';

create function app.audit_condition(p_filter jsonb)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- $1 the casino, $2 the filter, $3 the range of ids, $4 domains that the caller may not read. What a caller gives is
  -- always a parameter; only the shape of the condition depends on it, so that each has a plan of its own.
  return 'a.casino_id = $1 and a.id >= ($3).from_id and a.id < ($3).below_id' || concat(
    -- What belongs to a thing is of other kinds.
    case when not app.is_of_whole(p_filter) then concat(
      case when p_filter ? 'entity' then ' and a.entity_type = $2 ->> ''entity''' end,
      case when p_filter ? 'entity_id' then ' and a.entity_id = ($2 ->> ''entity_id'')::uuid' end) end,
    case when p_filter ? 'action' then ' and a.action = $2 ->> ''action''' end,
    case when p_filter ? 'domain' then ' and a.domain = $2 ->> ''domain''' end,
    case when p_filter ->> 'actor' = 'system' then ' and a.staff_id is null'
      when p_filter ? 'actor' then ' and a.staff_id = ($2 ->> ''actor'')::uuid' end,
    case when p_filter ? 'gaming_day' then ' and a.gaming_day = ($2 ->> ''gaming_day'')::date' end,
    case when p_filter ? 'correlation_id' then ' and a.correlation_id = ($2 ->> ''correlation_id'')::uuid' end,
    case when p_filter ->> 'outcome' = 'refused' then ' and a.outcome = ''refused'''
      when p_filter ? 'outcome' then ' and a.outcome = ''done''' end);
end;
$$;
comment on function app.audit_condition(jsonb) is 'A filter of the audit trail as a condition on a, a row of it.';

create function app.audit_actions(p_casino_id uuid)
returns table (entity_type text, action text)
language plpgsql
stable
set search_path = ''
as $$
#variable_conflict use_column
begin
  -- From each to the next one: as many look-ups as there are actions, however long the trail is.
  return query
  with recursive known as (
    (select a.entity_type, a.action from public.audit_log a where a.casino_id = p_casino_id
      order by a.entity_type, a.action limit 1)
    union all
    select next.entity_type, next.action from known
    cross join lateral (
      select a.entity_type, a.action from public.audit_log a
      where a.casino_id = p_casino_id and (a.entity_type, a.action) > (known.entity_type, known.action)
      order by a.entity_type, a.action
      limit 1
    ) next
  )
  select known.entity_type, known.action from known;
end;
$$;
comment on function app.audit_actions(uuid) is
  'What was ever done in a casino, and to what kind of thing: every pair that the trail has.';

create type app.audit_way as (steps text, condition text);
comment on type app.audit_way is
  'The steps in which a filter of the audit trail is read, a from clause, and what a row a has of its step: what an '
  'index has from the newest row on.';

create function app.find_audit_way(p_filter jsonb)
returns app.audit_way
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_actions constant text := '(select * from app.audit_actions($1) k where true' || concat(
    case when p_filter ? 'entity' then ' and k.entity_type = $2 ->> ''entity''' end,
    case when p_filter ? 'action' then ' and k.action = $2 ->> ''action''' end,
    case when p_filter ? 'domain' then ' and starts_with(k.action, ($2 ->> ''domain'') || ''.'')' end) || ')';
begin
  if app.is_of_whole(p_filter) then
    return row('(select * from app.audit_subjects($1, $2 ->> ''entity'', ($2 ->> ''entity_id'')::uuid)) step',
      'a.entity_type = step.entity_type and a.entity_id = step.entity_id')::app.audit_way;
  elsif p_filter ? 'correlation_id' then
    return row('(select) step', 'true')::app.audit_way;
  elsif p_filter ? 'entity_id' then
    return row(format('(select distinct entity_type from %s k) step', v_actions),
      'a.entity_type = step.entity_type')::app.audit_way;
  elsif p_filter ? 'actor' then
    return row(format('(select distinct action from %s k) step', v_actions), 'a.action = step.action')::app.audit_way;
  elsif p_filter ?| array['entity', 'action', 'domain'] then
    return row(format('%s step', v_actions),
      'a.entity_type = step.entity_type and a.action = step.action')::app.audit_way;
  end if;
  return row('(select) step', 'true')::app.audit_way;
end;
$$;
comment on function app.find_audit_way(jsonb) is
  'How the rows that a filter leaves are found: by what there is most of in an index.';

create function app.audit_page(p_ctx app.rls_context, p_filter jsonb, p_range app.audit_range, p_limit integer)
returns setof public.audit_log
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
declare
  v_way constant app.audit_way := app.find_audit_way(p_filter);
  v_hidden constant text[] := app.hidden_audit_domains(p_ctx);
begin
  return query execute format('select a.* from (select a.id from %s cross join lateral (select a.id from '
    'public.audit_log a where %s and %s%s order by %sa.id desc limit $5) a order by a.id desc limit $5) page '
    'join public.audit_log a on a.casino_id = $1 and a.id = page.id order by a.id desc',
    v_way.steps, v_way.condition, app.audit_condition(p_filter),
    case when v_hidden <> '{}' then ' and a.domain <> all ($4)' end,
    -- The planner knows that a column equal to something orders nothing, and does not know it of one that is null.
    case when p_filter ->> 'actor' = 'system' then 'a.staff_id desc, ' end)
    using p_ctx.casino_id, p_filter, p_range, v_hidden, p_limit;
end;
$$;
comment on function app.audit_page(app.rls_context, jsonb, app.audit_range, integer) is
  'The newest rows of the audit trail that a filter leaves, of a range of ids, without domains that the caller may not '
  'read.';

-- ---- 77_audit/internal/rows.sql ----

create function app.audit_json(p_row public.audit_log)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', p_row.id, 'at', app.utc_text(p_row.at), 'gaming_day', p_row.gaming_day,
    'staff_id', p_row.staff_id, 'staff_name', app.staff_name(p_row.casino_id, p_row.staff_id),
    'staff_role', p_row.staff_role, 'domain', p_row.domain, 'action', p_row.action, 'entity_type', p_row.entity_type,
    'entity_id', p_row.entity_id, 'before', p_row.before, 'after', p_row.after,
    'correlation_id', p_row.correlation_id, 'outcome', p_row.outcome);
end;
$$;
comment on function app.audit_json(public.audit_log) is
  'A row of the audit trail as the RPCs answer it; staff is null for what the system did by itself.';

-- ---- 77_audit/internal/subjects.sql ----

-- What belongs to a thing: whose rows in the audit trail are also about it.

create function app.player_subjects(p_casino_id uuid, p_player_id uuid)
returns table (entity_type text, entity_id uuid)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
begin
  return query
  select 'visit', v.id from public.visit v where v.casino_id = p_casino_id and v.player_id = p_player_id
  union all
  select 'rating_slip', s.id from public.rating_slip s where s.casino_id = p_casino_id and s.player_id = p_player_id
  union all
  select 'loyalty_ledger', e.id from public.loyalty_ledger e
  where e.casino_id = p_casino_id and e.player_id = p_player_id
  union all
  select 'promo_coupon', c.id from public.promo_coupon c
  where c.casino_id = p_casino_id and c.player_id = p_player_id
  union all
  select 'loyalty_reconciliation', r.id from public.loyalty_reconciliation r
  where r.casino_id = p_casino_id and r.player_id = p_player_id;
end;
$$;
comment on function app.player_subjects(uuid, uuid) is
  'A player''s visits, slips, ledger entries, coupons and reconciliations.';

create function app.coupon_chain(p_casino_id uuid, p_coupon_id uuid)
returns setof uuid
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  with recursive chain as (
    select c.id, c.replaces_coupon_id, c.replacement_coupon_id from public.promo_coupon c
    where c.casino_id = p_casino_id and c.id = p_coupon_id
    union
    select c.id, c.replaces_coupon_id, c.replacement_coupon_id from chain
    join public.promo_coupon c on c.casino_id = p_casino_id
      and c.id in (chain.replaces_coupon_id, chain.replacement_coupon_id)
  )
  select chain.id from chain;
end;
$$;
comment on function app.coupon_chain(uuid, uuid) is 'A coupon with those that it replaces and that replaced it.';

create function app.audit_subjects(p_casino_id uuid, p_entity_type text, p_entity_id uuid)
returns table (entity_type text, entity_id uuid)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
begin
  return query select p_entity_type, p_entity_id;
  case p_entity_type
    when 'player' then
      return query select * from app.player_subjects(p_casino_id, p_entity_id);
    when 'rating_slip' then
      return query
      select 'loyalty_ledger', e.id from public.loyalty_ledger e
      where e.casino_id = p_casino_id and e.rating_slip_id = p_entity_id;
      return query
      select 'visit', s.visit_id from public.rating_slip s where s.casino_id = p_casino_id and s.id = p_entity_id;
    when 'promo_coupon' then
      return query
      select 'promo_coupon', c from app.coupon_chain(p_casino_id, p_entity_id) c where c <> p_entity_id;
    when 'player_import' then
      return query
      select 'reconciliation_run', r.id from public.reconciliation_run r
      where r.casino_id = p_casino_id and (r.filter ->> 'import_id' = p_entity_id::text or exists (
        select from public.player_import_row w
        where w.casino_id = r.casino_id and w.id = any (r.row_ids) and w.import_id = p_entity_id));
    else null;
  end case;
end;
$$;
comment on function app.audit_subjects(uuid, text, uuid) is
  'A thing and what belongs to it, once each: of a player the visits, slips, entries, coupons and reconciliations; of '
  'a slip its entries and visit; of a coupon the chain of replacements; of an import the runs over it or over rows of '
  'it.';

-- ---- 77_audit/rpc/begin_audit_export.sql ----

create function public.rpc_begin_audit_export(
  p_filter jsonb,
  p_format text,
  p_filter_sha256 text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('begin_audit_export', 'audit.read', p_idempotency_key,
    jsonb_build_array(p_filter, p_format, p_filter_sha256), p_correlation_id);
  v_newest_id uuid;
begin
  perform app.require_audit_filter(p_filter);
  if (p_format in ('csv', 'jsonl')) is not true then
    perform app.invalid('format', 'oneOf', jsonb_build_object('options', 'csv, jsonl'));
  end if;
  if (p_filter_sha256 ~ '^[0-9a-f]{64}$') is not true then
    perform app.invalid('filterSha256', 'characters', jsonb_build_object('lowest', 64, 'highest', 64));
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;
  v_newest_id := (select id from public.audit_log where casino_id = (v_call.ctx).casino_id order by id desc limit 1);
  return app.finish_call(v_call, 'audit.export_trail', 'audit_log', null, null, jsonb_build_object('filter', p_filter,
    'filter_sha256', p_filter_sha256, 'format', p_format, 'newest_id', v_newest_id));
end;
$$;
comment on function public.rpc_begin_audit_export(jsonb, text, text, text, uuid) is
  'Puts on record that the audit trail is taken out under a filter, as rpc_list_audit takes it, before the first row '
  'is: {is_existing, filter, filter_sha256, format (csv, jsonl), newest_id (the last row of the trail by then, null '
  'for none)}. Capability audit.read. VALIDATION_FAILED, IDEMPOTENCY_KEY_REUSED.';

-- ---- 77_audit/rpc/get_audit_trace.sql ----

create function public.rpc_get_audit_trace(p_correlation_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_at_most constant integer := 200;
  v_filter constant jsonb := jsonb_build_object('correlation_id', p_correlation_id);
  v_rows public.audit_log[];
begin
  perform app.require_capability(v_ctx, 'audit.read');
  v_rows := array(select a from app.audit_page(v_ctx, v_filter, app.read_audit_range(v_ctx, '{}'), v_at_most + 1) a);
  if v_rows = '{}' then
    perform app.fail(404, 'CORRELATION_NOT_FOUND');
  end if;
  return jsonb_build_object(
    'has_more', cardinality(v_rows) > v_at_most,
    'audit', (select coalesce(jsonb_agg(app.audit_json(a) order by a.id), '[]'::jsonb)
      from (select * from unnest(v_rows) order by id desc limit v_at_most) a),
    'entries', app.traced_entries(v_ctx.casino_id, v_rows),
    'events', app.traced_events(v_ctx, p_correlation_id, v_rows));
end;
$$;
comment on function public.rpc_get_audit_trace(uuid) is
  'All that was done under one correlation id, oldest first: {audit: [as rpc_list_audit, at most the '
  'newest 200], has_more, entries: [ledger entries, as rpc_list_ledger_entries], events: [{id, event_type, player_id, '
  'payload, created_at, deliveries: [as rpc_list_webhook_deliveries]}]}. Capability audit.read. CORRELATION_NOT_FOUND.';

create function app.traced_entries(p_casino_id uuid, p_rows public.audit_log[])
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(app.ledger_entry_json(e, null, app.staff_name(e.casino_id, e.staff_id)) order by e.id),
      '[]'::jsonb)
    from public.loyalty_ledger e
    where e.casino_id = p_casino_id
      and e.id in (select r.entity_id from unnest(p_rows) r where r.entity_type = 'loyalty_ledger'));
end;
$$;
comment on function app.traced_entries(uuid, public.audit_log[]) is 'The ledger entries that rows of the trail name.';

create function app.traced_events(p_ctx app.rls_context, p_correlation_id uuid, p_rows public.audit_log[])
returns jsonb
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
begin
  -- An event is written in the transaction of its audit row, so that its id tells where to look for it.
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'event_type', o.event_type, 'player_id', o.player_id,
      'payload', o.payload, 'created_at', o.created_at, 'deliveries', (
        select coalesce(jsonb_agg(app.webhook_delivery_json(d) order by d.id), '[]'::jsonb)
        from public.webhook_delivery d where d.casino_id = o.casino_id and d.event_id = o.id
      )) order by o.seq), '[]'::jsonb)
    from (
      select unnest(range_agg(tstzrange(r.at, r.at + interval '1 minute'))) as span from unnest(p_rows) r
    ) spans
    cross join lateral (
      select * from public.loyalty_outbox
      where casino_id = p_ctx.casino_id and id >= app.lowest_id_at(lower(span)) and id < app.lowest_id_at(upper(span))
        and correlation_id = p_correlation_id
        and split_part(event_type, '.', 1) <> all (app.hidden_audit_domains(p_ctx))
    ) o);
end;
$$;
comment on function app.traced_events(app.rls_context, uuid, public.audit_log[]) is
  'The events that were told under a correlation id when these rows were written, each with its deliveries; '
  'without domains that the caller may not read.';

-- ---- 77_audit/rpc/list_audit.sql ----

create function public.rpc_list_audit(p_filter jsonb default '{}', p_before_id uuid default null,
  p_limit integer default 50)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(500, greatest(1, coalesce(p_limit, 50)));
  v_range app.audit_range;
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'audit.read');
  perform app.require_audit_filter(p_filter);
  v_range := app.read_audit_range(v_ctx, p_filter);
  if p_before_id is not null then
    if not exists (select from public.audit_log where casino_id = v_ctx.casino_id and id = p_before_id) then
      perform app.invalid('cursor', 'nextCursor');
    end if;
    v_range.below_id := least(v_range.below_id, p_before_id);
  end if;
  select coalesce(jsonb_agg(app.audit_json(a) order by a.id desc), '[]'::jsonb) into v_items
  from app.audit_page(v_ctx, p_filter, v_range, v_limit) a;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_audit(jsonb, uuid, integer) is
  'The audit trail under a filter {entity, entity_id, is_whole, actor, action, domain, from, to, gaming_day, '
  'correlation_id, outcome}, newest first, paged by the last row seen (at most 500): {items: [{id, at, gaming_day, '
  'staff_id, staff_name, staff_role (null: the system), domain, action, entity_type, entity_id, before, after, '
  'correlation_id, outcome}], next_cursor}. from and to are times or gaming days, both included; is_whole, of an '
  'entity with its id, is also about what belongs to it. Domains that the caller may not read are left out. Capability '
  'audit.read. VALIDATION_FAILED, also for a cursor that is none.';

-- ---- 78_packs/internal/changes.sql ----

-- What was changed in how the house gives, and what was done against its own rules, as the audit trail has both.

create function app.pack_audit_actions(p_table text)
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case p_table
    when 'configuration_changes' then array['casino.update_settings', 'catalog.upsert_reward',
      'loyalty.replace_loyalty_tiers', 'loyalty.update_earn_config', 'promo.create_promo_program',
      'promo.update_promo_program']
    when 'overrides' then array['loyalty.post_correction', 'loyalty.reverse_entry', 'loyalty.set_player_tier',
      'loyalty.settle_rating_slip', 'promo.void_promo_coupon', 'promo.replace_promo_coupon', 'exclusion.confirm_seat',
      'imports.confirm_identity']
  end;
end;
$$;
comment on function app.pack_audit_actions(text) is
  'Which actions of the audit trail a table of a pack lists; null for a table that is none of the trail.';

create function app.pack_audit_rows(p_ctx app.rls_context, p_table text, p_from date, p_to date, p_after_id uuid,
  p_limit integer)
returns setof public.audit_log
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  select a.*
  from app.day_ids(p_ctx.casino_id, p_from, p_to) days, public.audit_log a
  where a.casino_id = p_ctx.casino_id and a.id >= days.lowest and a.id < days.highest
    and (p_after_id is null or a.id > p_after_id) and a.gaming_day between p_from and p_to
    and a.action = any (app.pack_audit_actions(p_table))
  order by a.id
  limit p_limit;
end;
$$;
comment on function app.pack_audit_rows(app.rls_context, text, date, date, uuid, integer) is
  'What the audit trail says of the actions of a table, on gaming days, in their order.';

-- ---- 78_packs/internal/coupons.sql ----

-- What became of coupons: each came into the days from one place and went to one.

create type app.pack_coupon as (
  id uuid,
  program text,
  promo_type text,
  face_value_cents bigint,
  player_id uuid,
  issued_at timestamptz,
  gaming_day date,
  issued_by_staff_id uuid,
  replaces_coupon_id uuid,
  origin text,
  fate text,
  fate_at timestamptz,
  fate_by_staff_id uuid,
  fate_reason text
);
comment on type app.pack_coupon is
  'A coupon with its origin (outstanding_at_start, issued, issued_as_replacement) and its fate by the end of the days '
  '(voided, replaced, expired, cleared, outstanding_at_end).';

create function app.pack_coupons(p_casino_id uuid, p_from date, p_to date, p_after_id uuid default null,
  p_limit integer default null)
returns setof app.pack_coupon
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  select c.id, p.name, p.promo_type::text, c.face_value_cents, c.player_id, c.issued_at, c.gaming_day,
    c.issued_by_staff_id, c.replaces_coupon_id,
    case when c.issued_at < days.starts_at then 'outstanding_at_start' when c.replaces_coupon_id is null then 'issued'
      else 'issued_as_replacement' end,
    case when settled.at < days.ends_at then settled.status else 'outstanding_at_end' end,
    case when settled.at < days.ends_at then settled.at end,
    case when settled.at < days.ends_at then coalesce(c.voided_by_staff_id, c.replaced_by_staff_id) end,
    case when settled.at < days.ends_at then coalesce(c.void_reason, c.replace_reason) end
  from (
    select app.gaming_day_start(p_casino_id, p_from) as starts_at,
      app.gaming_day_start(p_casino_id, p_to + 1) as ends_at
  ) days,
    public.promo_coupon c
  join public.promo_program p on p.casino_id = c.casino_id and p.id = c.promo_program_id
  -- An overdue coupon is expired, also before anything marked it.
  cross join lateral (
    select case c.status when 'issued' then 'expired' else c.status::text end as status,
      coalesce(c.voided_at, c.replaced_at, c.cleared_at, c.expires_at) as at
  ) settled
  where c.casino_id = p_casino_id and (p_after_id is null or c.id > p_after_id)
    -- No coupon is good for longer than a year and a day.
    and c.id >= app.lowest_id_at(days.starts_at - interval '367 days')
    and c.id < app.lowest_id_at(days.ends_at + interval '1 hour')
    and c.issued_at < days.ends_at and settled.at >= days.starts_at
  order by c.id
  limit p_limit;
end;
$$;
comment on function app.pack_coupons(uuid, date, date, uuid, integer) is
  'Every coupon that was outstanding at any time of the gaming days, in the order of their ids.';

create function app.pack_coupon_row(p_casino_id uuid, p_coupon app.pack_coupon)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(p_coupon) || jsonb_build_object('coupon_id', p_coupon.id,
    'issuer', app.staff_name(p_casino_id, p_coupon.issued_by_staff_id),
    'fate_by', app.staff_name(p_casino_id, p_coupon.fate_by_staff_id),
    p_coupon.origin, 1, p_coupon.origin || '_cents', p_coupon.face_value_cents,
    p_coupon.fate, 1, p_coupon.fate || '_cents', p_coupon.face_value_cents);
end;
$$;
comment on function app.pack_coupon_row(uuid, app.pack_coupon) is
  'A coupon of a pack with a 1 and its face value in the columns of its origin and its fate.';

create function app.pack_coupon_sums(p_casino_id uuid, p_from date, p_to date)
returns setof jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  with places as (
    select c.program, place.name, count(*) as coupons, sum(c.face_value_cents) as cents
    from app.pack_coupons(p_casino_id, p_from, p_to) c
    cross join lateral (values (c.origin), (c.fate)) place (name)
    group by c.program, place.name
  )
  select jsonb_build_object('program', program) || jsonb_object_agg(name, coupons)
    || jsonb_object_agg(name || '_cents', cents)
  from places
  group by program
  order by program;
end;
$$;
comment on function app.pack_coupon_sums(uuid, date, date) is
  'The reconciliation by program: how many coupons, of which face value in cents, came from each origin and went to '
  'each fate; what is none is left out.';

-- ---- 78_packs/internal/days.sql ----

-- The gaming days of a pack: closed and sealed ones, so that what a pack says of them can be held against their seals.

create function app.require_pack_days(p_ctx app.rls_context, p_from date, p_to date)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_last_sealed date;
begin
  perform app.require_gaming_day(p_ctx, p_to);
  if (p_from between p_to - 366 and p_to) is not true then
    perform app.invalid('from', 'packDays', jsonb_build_object('most', 367));
  end if;
  v_last_sealed := (select max(gaming_day) from public.seal where casino_id = p_ctx.casino_id and kind = 'ledger');
  if p_to > v_last_sealed or v_last_sealed is null then
    perform app.fail(409, 'PACK_DAYS_NOT_SEALED', jsonb_build_object('lastSealedDay', v_last_sealed));
  end if;
end;
$$;
comment on function app.require_pack_days(app.rls_context, date, date) is
  'The days of a pack, both included: at most 367 of them (VALIDATION_FAILED), the last one sealed '
  '(PACK_DAYS_NOT_SEALED, with the last day that is).';

create function app.day_ids(p_casino_id uuid, p_from date, p_to date, out lowest uuid, out highest uuid)
returns record
language plpgsql
stable
set search_path = ''
as $$
begin
  -- An id is drawn within the transaction whose beginning decides the gaming day: an hour is far more than one may
  -- take.
  lowest := app.lowest_id_at(app.gaming_day_start(p_casino_id, p_from) - interval '1 hour');
  highest := app.lowest_id_at(app.gaming_day_start(p_casino_id, p_to + 1) + interval '1 hour');
end;
$$;
comment on function app.day_ids(uuid, date, date) is
  'Between which ids the rows of gaming days are, for their keys are time-ordered. Generous at both ends: the gaming '
  'day itself still has to be asked for.';

-- ---- 78_packs/internal/ledger.sql ----

-- The ledger as a pack has it: what the seals of its days cover, each entry as the text that its hash is made of.

create type app.pack_span as (first_no bigint, last_no bigint);
comment on type app.pack_span is 'The entries of one player that a pack has, by number, both included.';

create function app.pack_span(p_casino_id uuid, p_player_id uuid, p_from date, p_to date)
returns app.pack_span
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select row(coalesce(max(h.entry_no) filter (where s.gaming_day < p_from), 0) + 1,
      max(h.entry_no) filter (where s.gaming_day >= p_from))::app.pack_span
    from public.ledger_seal_head h
    join public.seal s on s.casino_id = h.casino_id and s.id = h.seal_id
    where h.casino_id = p_casino_id and h.player_id = p_player_id and s.gaming_day <= p_to
  );
end;
$$;
comment on function app.pack_span(uuid, uuid, date, date) is
  'From the entry after the one where the last seal before the days ended to the one where the last seal of the days '
  'does. last_no is null for a player of whom those seals cover nothing.';

create function app.pack_opening(p_casino_id uuid, p_player_id uuid, p_entry_no bigint)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select format(E'after %s %s %s %s %s\n', player_id, entry_no, id, encode(entry_hash, 'hex'), balance_after)
    from public.loyalty_ledger
    where casino_id = p_casino_id and player_id = p_player_id and entry_no = p_entry_no
  );
end;
$$;
comment on function app.pack_opening(uuid, uuid, bigint) is
  'The line that says where a chain stood before its first entry in the pack; null where there is nothing before.';

create function app.pack_lines(
  p_casino_id uuid,
  p_player_id uuid,
  p_span app.pack_span,
  p_limit bigint,
  out lines text,
  out last_no bigint
)
returns record
language plpgsql
stable
set search_path = ''
as $$
begin
  select string_agg(format(E'%s %s %s\n', coalesce(encode(previous_hash, 'hex'), '-'),
      encode((entry).entry_hash, 'hex'), app.ledger_entry_text(entry)), '' order by (entry).entry_no),
    max((entry).entry_no)
  into lines, last_no
  from (
    select e as entry, lag(e.entry_hash) over (order by e.entry_no) as previous_hash
    from public.loyalty_ledger e
    where e.casino_id = p_casino_id and e.player_id = p_player_id
      -- One before the first, for its hash.
      and e.entry_no between p_span.first_no - 1 and least(p_span.last_no, p_span.first_no + p_limit - 1)
  ) chained
  where (entry).entry_no >= p_span.first_no;
end;
$$;
comment on function app.pack_lines(uuid, uuid, app.pack_span, bigint) is
  'Up to p_limit entries of a player from the span''s first on, a line each: the hash before, the hash, and the text '
  'that the hash is made of. Null where there are none.';

create function app.pack_ledger_sums(p_casino_id uuid, p_from date, p_to date)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('entries', count(*),
      'points_given', coalesce(sum(e.points) filter (where e.points > 0), 0),
      'points_taken', coalesce(-sum(e.points) filter (where e.points < 0), 0))
    from public.player_loyalty l
    cross join lateral app.pack_span(l.casino_id, l.player_id, p_from, p_to) span
    join public.loyalty_ledger e on e.casino_id = l.casino_id and e.player_id = l.player_id
      and e.entry_no between span.first_no and span.last_no
    where l.casino_id = p_casino_id and l.entry_count > 0
  );
end;
$$;
comment on function app.pack_ledger_sums(uuid, date, date) is
  'What the ledger of a pack comes to: entries, points given and taken.';

-- ---- 78_packs/internal/rewards.sql ----

-- Comps and coupons above an amount, one by one and by month.

create type app.pack_reward as (
  id uuid,
  month text,
  gaming_day date,
  at timestamptz,
  instrument text,
  type text,
  name text,
  entry_id uuid,
  coupon_id uuid,
  player_id uuid,
  staff_id uuid,
  points bigint,
  value_cents bigint
);
comment on type app.pack_reward is
  'A comp, by its entry in the ledger, or a coupon that replaces none, as a pack lists it. points as the entry has '
  'them: below zero.';

create function app.pack_rewards(
  p_casino_id uuid,
  p_from date,
  p_to date,
  p_above_points bigint,
  p_above_cents bigint,
  p_after_id uuid default null,
  p_limit integer default null
)
returns setof app.pack_reward
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  with days as (select * from app.day_ids(p_casino_id, p_from, p_to))
  select e.id, to_char(e.gaming_day, 'YYYY-MM'), e.gaming_day, e.created_at, 'comp',
    coalesce(e.metadata ->> 'reward_kind', 'comp'), coalesce(e.metadata ->> 'reward_name', e.note), e.id, null::uuid,
    e.player_id, e.staff_id, e.points, coalesce((e.metadata ->> 'face_value_cents')::bigint, 0)
  from days, public.loyalty_ledger e
  where e.casino_id = p_casino_id and e.id >= days.lowest and e.id < days.highest
    and (p_after_id is null or e.id > p_after_id) and e.gaming_day between p_from and p_to
    and e.reason = 'redemption' and -e.points >= p_above_points
  union all
  select c.id, to_char(c.gaming_day, 'YYYY-MM'), c.gaming_day, c.issued_at, 'coupon', p.promo_type::text,
    coalesce(c.metadata ->> 'reward_name', p.name), null, c.id, c.player_id, c.issued_by_staff_id, 0, c.face_value_cents
  from days, public.promo_coupon c
  join public.promo_program p on p.casino_id = c.casino_id and p.id = c.promo_program_id
  where c.casino_id = p_casino_id and c.id >= days.lowest and c.id < days.highest
    and (p_after_id is null or c.id > p_after_id) and c.gaming_day between p_from and p_to
    and c.replaces_coupon_id is null and c.face_value_cents >= p_above_cents
  order by 1
  limit p_limit;
end;
$$;
comment on function app.pack_rewards(uuid, date, date, bigint, bigint, uuid, integer) is
  'What was given on gaming days: comps of at least so many points, coupons of at least so many cents, in '
  'the order of their ids. A comp that was reversed later was given all the same; its reversal is in the ledger.';

create function app.pack_reward_row(p_casino_id uuid, p_reward app.pack_reward)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(p_reward) || jsonb_build_object(
    'patron', (
      select last_name || ', ' || first_name from public.player
      where casino_id = p_casino_id and id = p_reward.player_id
    ),
    'issuer', app.staff_name(p_casino_id, p_reward.staff_id));
end;
$$;
comment on function app.pack_reward_row(uuid, app.pack_reward) is
  'A reward of a pack with the names of who got and gave it.';

create function app.pack_reward_months(
  p_casino_id uuid,
  p_from date,
  p_to date,
  p_above_points bigint,
  p_above_cents bigint
)
returns setof jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  select jsonb_build_object('month', month, 'type', type, 'count', count(*), 'points', sum(points), 'value_cents',
    sum(value_cents))
  from app.pack_rewards(p_casino_id, p_from, p_to, p_above_points, p_above_cents)
  group by month, type
  order by month, type;
end;
$$;
comment on function app.pack_reward_months(uuid, date, date, bigint, bigint) is
  'The same by month and type: how many, their points and their face value in cents.';

-- ---- 78_packs/rpc/get_pack_sums.sql ----

create function public.rpc_get_pack_sums(
  p_from date,
  p_to date,
  p_above_points bigint default 0,
  p_above_cents bigint default 0
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
set statement_timeout = '60s'
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  perform app.require_capability(v_ctx, 'pack.make');
  perform app.require_pack_days(v_ctx, p_from, p_to);
  return jsonb_build_object(
    'ledger', app.pack_ledger_sums(v_ctx.casino_id, p_from, p_to),
    'rewards_by_month', (
      select coalesce(jsonb_agg(m), '[]'::jsonb)
      from app.pack_reward_months(v_ctx.casino_id, p_from, p_to, p_above_points, p_above_cents) m
    ),
    'coupon_reconciliation', (
      select coalesce(jsonb_agg(s), '[]'::jsonb) from app.pack_coupon_sums(v_ctx.casino_id, p_from, p_to) s
    )
  );
end;
$$;
comment on function public.rpc_get_pack_sums(date, date, bigint, bigint) is
  'What the tables of a pack add up to, worked out apart from their rows: {ledger: {entries, '
  'points_given, points_taken}, rewards_by_month: [{month, type, count, '
  'points, value_cents}], coupon_reconciliation: [{program, and for each origin and fate that coupons have a count and '
  '<name>_cents}]}. Capability pack.make. PACK_DAYS_NOT_SEALED, VALIDATION_FAILED.';

-- ---- 78_packs/rpc/list_pack_ledger.sql ----

create function public.rpc_list_pack_ledger(
  p_from date,
  p_to date,
  p_after_player_id uuid default null,
  p_after_entry_no bigint default null,
  p_limit integer default 5000
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_left bigint := least(20000, greatest(1, coalesce(p_limit, 5000)));
  v_player_id uuid;
  v_span app.pack_span;
  v_page record;
  v_text text := '';
begin
  perform app.require_capability(v_ctx, 'pack.make');
  perform app.require_pack_days(v_ctx, p_from, p_to);
  if p_after_player_id is not null and not exists (
    select from public.player_loyalty where casino_id = v_ctx.casino_id and player_id = p_after_player_id)
  then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  for v_player_id in
    select player_id from public.player_loyalty
    where casino_id = v_ctx.casino_id and entry_count > 0
      and (p_after_player_id is null or player_id >= p_after_player_id)
    order by player_id
  loop
    v_span := app.pack_span(v_ctx.casino_id, v_player_id, p_from, p_to);
    if v_player_id = p_after_player_id then
      v_span.first_no := p_after_entry_no + 1;
    elsif v_span.last_no >= v_span.first_no then
      v_text := v_text || coalesce(app.pack_opening(v_ctx.casino_id, v_player_id, v_span.first_no - 1), '');
    end if;
    continue when v_span.last_no is null or v_span.first_no > v_span.last_no;
    v_page := app.pack_lines(v_ctx.casino_id, v_player_id, v_span, v_left);
    v_text := v_text || coalesce(v_page.lines, '');
    v_left := v_left - coalesce(v_page.last_no - v_span.first_no + 1, 0);
    if v_left <= 0 then
      return jsonb_build_object('text', v_text, 'next_player_id', v_player_id, 'next_entry_no', v_page.last_no);
    end if;
  end loop;
  return jsonb_build_object('text', v_text, 'next_player_id', null, 'next_entry_no', null);
end;
$$;
comment on function public.rpc_list_pack_ledger(date, date, uuid, bigint, integer) is
  'The ledger of a pack, player by player: what the seals of its days cover, as lines of text (docs/packs.md), after '
  'the given entry, up to p_limit entries (at most 20000): {text, next_player_id, next_entry_no}, the last two null at '
  'the end. Capability pack.make. PACK_DAYS_NOT_SEALED, VALIDATION_FAILED.';

-- ---- 78_packs/rpc/list_pack_rows.sql ----

create function app.is_pack_row(p_casino_id uuid, p_id uuid)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (select from public.loyalty_ledger where casino_id = p_casino_id and id = p_id)
    or exists (select from public.promo_coupon where casino_id = p_casino_id and id = p_id)
    or exists (select from public.audit_log where casino_id = p_casino_id and id = p_id);
end;
$$;
comment on function app.is_pack_row(uuid, uuid) is 'Whether a cursor is a row of what packs list, of this casino.';

create function public.rpc_list_pack_rows(
  p_table text,
  p_from date,
  p_to date,
  p_above_points bigint default 0,
  p_above_cents bigint default 0,
  p_after_id uuid default null,
  p_limit integer default 1000
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(5000, greatest(1, coalesce(p_limit, 1000)));
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'pack.make');
  perform app.require_pack_days(v_ctx, p_from, p_to);
  if p_after_id is not null and not app.is_pack_row(v_ctx.casino_id, p_after_id) then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  if p_table = 'rewards' then
    select jsonb_agg(app.pack_reward_row(v_ctx.casino_id, page.r) order by (page.r).id) into v_items
    from (
      select r
      from app.pack_rewards(v_ctx.casino_id, p_from, p_to, p_above_points, p_above_cents, p_after_id, v_limit) r
    ) page;
  elsif p_table = 'coupons' then
    select jsonb_agg(app.pack_coupon_row(v_ctx.casino_id, page.c) order by (page.c).id) into v_items
    from (select c from app.pack_coupons(v_ctx.casino_id, p_from, p_to, p_after_id, v_limit) c) page;
  elsif app.pack_audit_actions(p_table) is not null then
    select jsonb_agg(to_jsonb(page.a) - 'request_hash' || jsonb_build_object('staff_name',
      app.staff_name(v_ctx.casino_id, (page.a).staff_id)) order by (page.a).id) into v_items
    from (select a from app.pack_audit_rows(v_ctx, p_table, p_from, p_to, p_after_id, v_limit) a) page;
  else
    perform app.invalid('table', 'oneOf', jsonb_build_object('options',
      'rewards, coupons, configuration_changes, overrides'));
  end if;
  return jsonb_build_object('items', coalesce(v_items, '[]'::jsonb), 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;

comment on function public.rpc_list_pack_rows(text, date, date, bigint, bigint, uuid, integer) is
  'The rows of one table of a pack (rewards, coupons, configuration_changes, overrides) in the order of their ids, '
  'after the given one, at most 5000: {items, next_cursor}. Rewards from the given points and cents up. Capability '
  'pack.make. PACK_DAYS_NOT_SEALED, VALIDATION_FAILED.';

-- ---- 78_packs/rpc/make_pack.sql ----

create function public.rpc_make_pack(
  p_from date,
  p_to date,
  p_idempotency_key text,
  p_above_points bigint default 0,
  p_above_cents bigint default 0,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('make_pack', 'pack.make', p_idempotency_key,
    jsonb_build_array(p_from, p_to, p_above_points, p_above_cents), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_pack_id uuid := app.uuid_v7();
  v_answer jsonb;
begin
  if (p_above_points between 0 and 1000000000) is not true then
    perform app.invalid('abovePoints', 'wholeBetween', jsonb_build_object('lowest', 0, 'highest', 1000000000));
  end if;
  if (p_above_cents between 0 and 100000000000) is not true then
    perform app.invalid('aboveCents', 'centsBetween', jsonb_build_object('lowest', 0, 'highest', 100000000000));
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;
  perform app.require_pack_days(v_ctx, p_from, p_to);
  select jsonb_build_object('id', v_pack_id, 'from', to_char(p_from, 'YYYY-MM-DD'), 'to', to_char(p_to, 'YYYY-MM-DD'),
    'above_points', p_above_points, 'above_cents', p_above_cents,
    'casino', jsonb_build_object('id', c.id, 'name', c.name, 'slug', c.slug),
    'time_zone', s.time_zone, 'gaming_day_start', to_char(s.gaming_day_start, 'HH24:MI'), 'currency', s.currency,
    'made_at', now(), 'made_by', v_call.staff_name, 'made_by_role', v_ctx.role) into v_answer
  from public.casino c join public.casino_settings s on s.casino_id = c.id
  where c.id = v_ctx.casino_id;
  return app.finish_call(v_call, 'packs.make_pack', 'pack', v_pack_id, null, v_answer);
end;
$$;
comment on function public.rpc_make_pack(date, date, text, bigint, bigint, uuid) is
  'Puts on record that a pack of gaming days is made, which hands personal data on, and answers what its manifest says '
  'of the casino and the days: {id, from, to, above_points, above_cents, casino: {id, name, slug}, time_zone, '
  'gaming_day_start, currency, made_at, made_by, made_by_role, is_existing}. Capability pack.make. '
  'PACK_DAYS_NOT_SEALED, VALIDATION_FAILED.';

-- ---- 80_proofs/internal/against_seals.sql ----

-- The records against their seals.

create function app.seal_faults(p_casino_id uuid, p_from date default null)
returns table (gaming_day date, kind public.seal_kind, fault text, player_id uuid, entry_no bigint)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  return query
  with told as (
    select split_part(o.event_type, '.', 1)::public.seal_kind as kind, o.payload ->> 'seal_id' as seal_id,
      o.payload ->> 'root' as root, case when pg_input_is_valid(o.payload ->> 'gaming_day', 'date')
        then (o.payload ->> 'gaming_day')::date end as gaming_day
    from public.loyalty_outbox o
    where o.casino_id = p_casino_id and o.event_type in ('ledger.sealed', 'audit.sealed', 'mtl.sealed')
  ),
  judged as (
    select s.gaming_day, s.kind, case
      when (p_from is null or s.gaming_day >= p_from) and s.root <> sha256(convert_to(app.seal_text(s), 'UTF8'))
        then 'root_mismatch'
      when s.previous_seal is distinct from lag(s.root) over days or s.gaming_day <> lag(s.gaming_day) over days + 1
        or s.total_count <> coalesce(lag(s.total_count) over days, 0) + s.entry_count then 'chain_mismatch'
      when (s.kind, s.id::text, encode(s.root, 'hex')) not in (select kind, seal_id, root from told
        where seal_id is not null and root is not null)
        then 'event_mismatch' end as fault
    from public.seal s
    where s.casino_id = p_casino_id
    window days as (partition by s.kind order by s.gaming_day)
  )
  select case when isfinite(judged.gaming_day) then judged.gaming_day end, judged.kind, judged.fault, null::uuid,
    null::bigint
  from judged where judged.fault is not null
  union all
  select case when isfinite(told.gaming_day) then told.gaming_day end, told.kind, 'seal_missing', null, null
  from told
  where not exists (select from public.seal s where s.casino_id = p_casino_id and s.id::text = told.seal_id);
end;
$$;
comment on function app.seal_faults(uuid, date) is
  'Seals that do not hold: root_mismatch (the root is not that of its rows; with p_from worked out for that gaming '
  'day and later only), chain_mismatch (it does not follow the seal of the day before), event_mismatch (its event is '
  'missing or tells another root), seal_missing (an event tells of a seal that is not there).';

create function app.block_ranges(p_casino_id uuid, p_from date default null)
returns table (block public.seal_block, previous_hash bytea, after_id uuid, through_id uuid)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  return query
  select b, coalesce(lag(b.hash) over day, before.root), coalesce(lag(b.last_id) over day, before.through_id),
    -- The last block of a day ends where the day does: whatever was put after it is one row too many.
    case when lead(b.block_no) over day is null then coalesce(s.through_id, b.last_id) else b.last_id end
  from public.seal_block b
  left join public.seal s on s.casino_id = b.casino_id and s.kind = b.kind and s.gaming_day = b.gaming_day
  left join public.seal before on before.casino_id = b.casino_id and before.kind = b.kind
    and before.gaming_day = b.gaming_day - 1
  where b.casino_id = p_casino_id and isfinite(b.gaming_day) and (p_from is null or b.gaming_day >= p_from)
  window day as (partition by b.kind, b.gaming_day order by b.block_no);
end;
$$;
comment on function app.block_ranges(uuid, date) is
  'The sealed blocks of the audit trail and the cash log, of a gaming day on, each with the hash that it follows and '
  'the ids between which its rows are.';

create function app.block_faults(p_casino_id uuid, p_from date default null)
returns table (gaming_day date, kind public.seal_kind, fault text, player_id uuid, entry_no bigint)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  return query
  select (r.block).gaming_day, (r.block).kind, case
    when now_there.row_count < (r.block).row_count then 'rows_missing'
    when now_there.row_count > (r.block).row_count then 'rows_added'
    else 'rows_changed' end, null::uuid, null::bigint
  from app.block_ranges(p_casino_id, p_from) r
  cross join lateral app.hash_rows(p_casino_id, (r.block).kind, r.previous_hash, r.after_id, r.through_id, null)
    now_there
  where now_there.hash <> (r.block).hash
  union all
  -- A day without blocks had no rows.
  select s.gaming_day, s.kind, 'rows_added', null, null
  from public.seal s
  left join public.seal before on before.casino_id = s.casino_id and before.kind = s.kind
    and before.gaming_day = s.gaming_day - 1
  where s.casino_id = p_casino_id and s.kind <> 'ledger' and isfinite(s.gaming_day)
    and (p_from is null or s.gaming_day >= p_from)
    and not exists (select from public.seal_block b where b.casino_id = s.casino_id and b.kind = s.kind
      and b.gaming_day = s.gaming_day)
    and exists (select from app.record_lines(s.casino_id, s.kind, before.through_id, s.through_id, 1));
end;
$$;
comment on function app.block_faults(uuid, date) is
  'Sealed rows of the audit trail and the cash log, of a gaming day on, that are not what was sealed, a finding a '
  'block: rows_missing, rows_added (also one that came late), rows_changed (as many, but not the same or not in this '
  'order).';

create function app.head_faults(p_casino_id uuid, p_player_id uuid)
returns table (gaming_day date, kind public.seal_kind, fault text, player_id uuid, entry_no bigint)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  return query
  select case when isfinite(s.gaming_day) then s.gaming_day end, s.kind, case when e.id is null then 'entry_missing'
    else 'entry_mismatch' end, h.player_id, h.entry_no
  from public.ledger_seal_head h
  join public.seal s on s.casino_id = h.casino_id and s.id = h.seal_id
  left join public.loyalty_ledger e on e.casino_id = h.casino_id and e.player_id = h.player_id
    and e.entry_no = h.entry_no
  where h.casino_id = p_casino_id and (p_player_id is null or h.player_id = p_player_id)
    and (e.id is distinct from h.entry_id or e.entry_hash <> h.entry_hash);
end;
$$;
comment on function app.head_faults(uuid, uuid) is
  'Sealed ends of chains that the ledger does not have: entry_missing (no entry of that number), entry_mismatch '
  '(another entry).';

-- ---- 80_proofs/internal/chains.sql ----

-- The ledger against itself.

create function app.loyalty_drift(p_casino_id uuid, p_player_id uuid)
returns table (player_id uuid, balance bigint, ledger_sum numeric)
language plpgsql
stable
set search_path = ''
-- Planned for the arguments at hand, and in PL/pgSQL: so one player is an index look-up, and a casino is summed in
-- parallel, which the planner by itself would shy from for the many players that each process hands on.
set plan_cache_mode = force_custom_plan
set parallel_tuple_cost = 0.01
as $$
#variable_conflict use_column
begin
  return query
  select coalesce(l.player_id, s.player_id), coalesce(l.balance, 0), coalesce(s.points, 0)
  from (
    select * from public.player_loyalty
    where casino_id = p_casino_id and (p_player_id is null or player_id = p_player_id)
  ) l
  full join (
    select e.player_id, sum(e.points) as points from public.loyalty_ledger e
    where e.casino_id = p_casino_id and (p_player_id is null or e.player_id = p_player_id)
    group by e.player_id
  ) s on s.player_id = l.player_id
  where coalesce(l.balance, 0) <> coalesce(s.points, 0);
end;
$$;
comment on function app.loyalty_drift(uuid, uuid) is 'Players whose balance is not the sum of their entries.';

create function app.doubtful_chains(p_casino_id uuid, p_player_id uuid)
returns setof uuid
language plpgsql
stable
set search_path = ''
-- As for app.loyalty_drift: planned for the arguments at hand.
set plan_cache_mode = force_custom_plan
-- What is joined is a number and a hash an entry: a million of them are kept in memory, for more there are files.
set work_mem = '32MB'
as $$
begin
  -- Each entry beside the one of the number before: no order is needed for that, so it is hashed in parallel and never
  -- sorted.
  return query
  select e.player_id
  from public.loyalty_ledger e
  left join public.loyalty_ledger p on p.casino_id = e.casino_id and p.player_id = e.player_id
    and p.entry_no = case when e.entry_no > 1 then e.entry_no - 1 end
  where e.casino_id = p_casino_id and (p_player_id is null or e.player_id = p_player_id)
    and ((p.id is null) <> (e.entry_no = 1)
      or e.balance_after <> coalesce(p.balance_after, 0)::numeric + e.points
      or e.entry_hash <> app.ledger_entry_hash(e, p.entry_hash));
  return query
  select coalesce(l.player_id, c.player_id)
  from (
    select * from public.player_loyalty
    where casino_id = p_casino_id and (p_player_id is null or player_id = p_player_id)
  ) l
  full join (
    select e.player_id, count(*) as entry_count, max(e.entry_no) as last_no from public.loyalty_ledger e
    where e.casino_id = p_casino_id and (p_player_id is null or e.player_id = p_player_id)
    group by e.player_id
  ) c on c.player_id = l.player_id
  left join public.loyalty_ledger h on h.casino_id = p_casino_id and h.player_id = c.player_id
    and h.entry_no = c.last_no
  where l.player_id is null or l.entry_count <> coalesce(c.entry_count, 0) or c.entry_count <> c.last_no
    or l.last_entry_hash is distinct from h.entry_hash;
end;
$$;
comment on function app.doubtful_chains(uuid, uuid) is
  'Players whose chain does not hold somewhere, some of them more than once: an entry that does not follow the one '
  'before it, other entries than their numbers say, or another end than the balance row remembers. Says of every '
  'chain that app.ledger_breaks finds a break in that it is doubtful, without walking it in order.';

create function app.ledger_breaks(p_casino_id uuid, p_player_id uuid)
returns table (player_id uuid, entry_no bigint, entry_id uuid, kind text)
language plpgsql
stable
set search_path = ''
-- As for app.loyalty_drift: planned for the arguments at hand.
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
  -- A sound ledger is not walked: only in a chain that is doubtful it matters where it breaks first.
  v_player_ids uuid[] := array(select distinct d from app.doubtful_chains(p_casino_id, p_player_id) d);
begin
  return query
  with walked as (
    select e, row_number() over chain as place, lag(e.entry_hash) over chain as previous_hash,
      lag(e.balance_after, 1, 0::bigint) over chain as previous_balance, lead(e.id) over chain as next_id
    from public.loyalty_ledger e
    where e.casino_id = p_casino_id and e.player_id = any (v_player_ids)
    window chain as (partition by e.player_id order by e.entry_no)
  ),
  in_chain as (
    select (e).player_id, place, case when (e).entry_no <> place then null else (e).id end as entry_id,
      case
        when (e).entry_no <> place then 'entry_missing'
        when (e).balance_after <> previous_balance::numeric + (e).points then 'balance_mismatch'
        when (e).entry_hash <> app.ledger_entry_hash(e, previous_hash) then 'hash_mismatch'
      end as kind
    from walked
  ),
  at_head as (
    -- The balance row remembers how long the chain is and how it ends: cutting the tail off shows here.
    select coalesce(l.player_id, (h.e).player_id) as player_id,
      least(coalesce((h.e).entry_no, 0), coalesce(l.entry_count, (h.e).entry_no)) + 1 as place, null::uuid as entry_id,
      case
        when l.player_id is null then 'player_not_enrolled'
        when l.entry_count > coalesce((h.e).entry_no, 0) then 'entry_missing'
        when l.entry_count <> coalesce((h.e).entry_no, 0) or l.last_entry_hash is distinct
          from (h.e).entry_hash then 'head_mismatch'
      end as kind
    from (
      select * from public.player_loyalty
      where casino_id = p_casino_id and player_id = any (v_player_ids)
    ) l
    full join (select e from walked where next_id is null) h on (h.e).player_id = l.player_id
  )
  select distinct on (found.player_id) found.player_id, found.place, found.entry_id, found.kind
  from (
    select * from in_chain where in_chain.kind is not null
    union all
    select * from at_head where at_head.kind is not null
  ) found
  order by found.player_id, found.place;
end;
$$;
comment on function app.ledger_breaks(uuid, uuid) is
  'Walks the chains that app.doubtful_chains names and returns, per player, the first place where numbering, balance '
  'or hash does not follow: entry_missing, balance_mismatch, hash_mismatch, head_mismatch (the balance row remembers '
  'another end), player_not_enrolled.';

-- ---- 80_proofs/internal/findings.sql ----

-- Proofs: the ledger is held against itself (chains, sums), against what players hold (balance, lifetime points, tier),
-- against its witnesses (audit trail, outbox) and against its seals.

create function app.ledger_findings(p_casino_id uuid, p_player_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
-- Parallel workers hand on next to nothing, since the checks throw most of what they join away: the planner is told
-- that handing on costs little.
set parallel_tuple_cost = 0.01
as $$
declare
  v_contradictions record := app.contradictions_json(p_casino_id, p_player_id, null);
begin
  return jsonb_build_object(
    'breaks', (select coalesce(jsonb_agg(to_jsonb(b)), '[]'::jsonb) from app.ledger_breaks(p_casino_id, p_player_id) b),
    'drift', (select coalesce(jsonb_agg(to_jsonb(d)), '[]'::jsonb) from app.loyalty_drift(p_casino_id, p_player_id) d),
    'standing', (select coalesce(jsonb_agg(to_jsonb(d)), '[]'::jsonb)
      from app.standing_differences(p_casino_id, p_player_id) d),
    'missing', v_contradictions.missing,
    'unwitnessed', v_contradictions.unwitnessed,
    'seals', (
      select coalesce(jsonb_agg(to_jsonb(f) order by f.gaming_day, f.kind, f.player_id), '[]'::jsonb)
      from (
        select * from app.seal_faults(p_casino_id) where p_player_id is null
        union all
        select * from app.block_faults(p_casino_id) where p_player_id is null
        union all
        select * from app.head_faults(p_casino_id, p_player_id)
      ) f
    )
  );
end;
$$;
comment on function app.ledger_findings(uuid, uuid) is
  'All that is not as it should be in the ledger of one player or of a casino, by kind of check; empty lists are '
  'good. The seals as such are checked with the whole casino only.';

-- ---- 80_proofs/internal/since_seal.sql ----

-- The quick proof: what came after the newest seal is proved as the whole proof does it, and what is sealed counts as
-- proved where every player's chain still has its sealed end. What it does not see is written in docs/seals.md.

create function app.chains_since_seal(p_casino_id uuid)
returns table (player_id uuid, seal_id uuid, sealed_no bigint, sealed_id uuid, sealed_hash bytea, entry_count bigint,
  last_entry_hash bytea,
  balance bigint, entry_id uuid, entry_no bigint, entry_hash bytea, balance_after bigint, newer public.loyalty_ledger)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  return query
  select l.player_id, h.seal_id, h.entry_no, h.entry_id, h.entry_hash, l.entry_count, l.last_entry_hash, l.balance,
    e.id, e.entry_no, e.entry_hash, e.balance_after, e.newer
  from public.player_loyalty l
  left join lateral (
    select * from public.ledger_seal_head
    where casino_id = l.casino_id and player_id = l.player_id
    order by entry_no desc
    limit 1
  ) h on true
  -- Two look-ups a player, however long the history: joined as a whole, the planner would read all of it.
  left join lateral (
    select n.id, n.entry_no, n.entry_hash, n.balance_after, case
      when n.entry_no > coalesce(h.entry_no, 0) then n end as newer
    from public.loyalty_ledger n
    where n.casino_id = l.casino_id and n.player_id = l.player_id and n.entry_no >= coalesce(h.entry_no, 1)
    offset 0
  ) e on true
  where l.casino_id = p_casino_id;
end;
$$;
comment on function app.chains_since_seal(uuid) is
  'Of every player the sealed end of their chain (null where none is sealed), the balance row, and each entry from '
  'that end on, as a whole where it is newer; a row without an entry where there is none.';

create function app.verdicts_since_seal(p_casino_id uuid)
returns table (player_id uuid, seal_id uuid, sealed_no bigint, head_fault text, entry_id uuid, is_new boolean,
  is_last boolean,
  balance bigint, balance_after bigint, break_no bigint, break_kind text)
language plpgsql
stable
set search_path = ''
as $$
#variable_conflict use_column
begin
  return query
  with walked as (
    select c.*, c.entry_id is not null and c.entry_no > coalesce(c.sealed_no, 0) as is_new,
      coalesce(c.sealed_no, 0) + count(*) filter (where c.entry_no > coalesce(c.sealed_no, 0)) over chain as place,
      -- The first new entry follows the hash in the seal, not what the ledger says in its place.
      case when lag(c.entry_no) over chain > coalesce(c.sealed_no, 0) then lag(c.entry_hash) over chain
        else c.sealed_hash end as previous_hash,
      lag(c.balance_after, 1, case when c.sealed_no is null then 0 end) over chain as previous_balance,
      lead(c.player_id) over chain is null as is_last,
      first_value(case when c.sealed_no is null then null when c.entry_no is distinct
        from c.sealed_no then 'entry_missing'
        when c.entry_id <> c.sealed_id or c.entry_hash <> c.sealed_hash
          then 'entry_mismatch' end) over chain as head_fault
    from app.chains_since_seal(p_casino_id) c
    window chain as (partition by c.player_id order by c.entry_no)
  )
  select w.player_id, w.seal_id, w.sealed_no, w.head_fault, w.entry_id, w.is_new, w.is_last, w.balance,
    coalesce(w.balance_after, 0),
    case when own.kind is not null then w.place else least(w.entry_count, coalesce(w.entry_no, 0)) + 1 end,
      coalesce(own.kind, case
      when not w.is_last or w.head_fault is not null then null
      when w.entry_count > coalesce(w.entry_no, 0) then 'entry_missing'
      when w.entry_count <> coalesce(w.entry_no, 0) or w.last_entry_hash is distinct
        from w.entry_hash then 'head_mismatch' end)
  from walked w
  cross join lateral (
    select case
      when not w.is_new then null
      when w.entry_no <> w.place then 'entry_missing'
      when w.balance_after <> w.previous_balance::numeric + (w.newer).points then 'balance_mismatch'
      when w.entry_hash <> app.ledger_entry_hash(w.newer, w.previous_hash) then 'hash_mismatch' end as kind
  ) own;
end;
$$;
comment on function app.verdicts_since_seal(uuid) is
  'What is to be said of every entry from a player''s sealed end on: whether that end is in the ledger as it was '
  'sealed (head_fault, on each row of the player), and where a newer entry does not follow the one before, or the '
  'last is not the one that the balance row says (break_kind, at break_no).';

create function app.findings_since_seal(p_casino_id uuid, p_sealed_through date)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_since uuid := app.lowest_id_at(app.gaming_day_start(p_casino_id, p_sealed_through + 1) - interval '1 hour');
  v_early_ids uuid[];
  v_contradictions record;
  v_findings jsonb;
begin
  with verdicts as materialized (select * from app.verdicts_since_seal(p_casino_id)),
  breaks as (
    select distinct on (player_id) player_id, break_no as entry_no,
      case when break_kind in ('balance_mismatch', 'hash_mismatch') then entry_id end as entry_id, break_kind as kind
    from verdicts where break_kind is not null
    order by player_id, break_no
  )
  select jsonb_build_object(
    'players_checked', count(distinct player_id), 'entries_checked', count(*) filter (where is_new),
    'breaks', (select coalesce(jsonb_agg(to_jsonb(b)), '[]'::jsonb) from breaks b),
    'drift', coalesce(jsonb_agg(jsonb_build_object('player_id', player_id, 'balance', balance, 'ledger_sum',
      balance_after))
      filter (where is_last and head_fault is null and balance <> balance_after), '[]'::jsonb),
    'seals', (
      select coalesce(jsonb_agg(to_jsonb(f) order by f.gaming_day, f.kind, f.player_id), '[]'::jsonb)
      from (
        select * from app.seal_faults(p_casino_id, p_sealed_through)
        union all
        select * from app.block_faults(p_casino_id, p_sealed_through)
        union all
        select s.gaming_day, s.kind, v.head_fault, v.player_id, v.sealed_no
        from verdicts v
        join public.seal s on s.casino_id = p_casino_id and s.id = v.seal_id
        where v.is_last and v.head_fault is not null
      ) f
    )), array_agg(entry_id) filter (where is_new and entry_id < v_since)
  into v_findings, v_early_ids
  from verdicts;

  -- Entries that claim to be older than the seal and are not in it are asked about whatever their witnesses say.
  v_contradictions := app.contradictions_json(p_casino_id, null, array(
    select d from app.doubtful_entries(p_casino_id, v_since) d where d is not null) || v_early_ids);
  return v_findings || jsonb_build_object('missing', v_contradictions.missing, 'unwitnessed',
    v_contradictions.unwitnessed);
end;
$$;
comment on function app.findings_since_seal(uuid, date) is
  'As app.ledger_findings, of what came after a casino''s newest seal (of everything where that is null), without '
  'standing; and how many players'' sealed ends and newer entries were looked at. Witnesses are asked about from an '
  'hour before the first day that is not sealed on.';

-- ---- 80_proofs/internal/standings.sql ----

-- The ledger against what players hold.

create function app.proved_lifetime_points(p_casino_id uuid, p_player_id uuid)
returns table (player_id uuid, points numeric)
language plpgsql
stable
set search_path = ''
-- As for app.loyalty_drift: planned for the arguments at hand.
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  return query
  with recursive taken as (
    select e.id, e.player_id, -1 as sign, e.reversed_entry_id from public.loyalty_ledger e
    where e.casino_id = p_casino_id and (p_player_id is null or e.player_id = p_player_id)
      and e.reversed_entry_id is not null
    union
    -- The reversal of a reversal gives back what that one took.
    select t.id, t.player_id, -t.sign, r.reversed_entry_id from taken t
    join public.loyalty_ledger r on r.casino_id = p_casino_id and r.id = t.reversed_entry_id
    where r.reversed_entry_id is not null
  )
  select counted.player_id, sum(counted.points)
  from (
    select e.player_id, sum(greatest(0, e.points)) as points
    from public.loyalty_ledger e
    where e.casino_id = p_casino_id and (p_player_id is null or e.player_id = p_player_id)
      and e.reason in ('mid_session_bonus', 'supervisor_discretion', 'promotion', 'session_accrual')
    group by e.player_id
    union all
    select t.player_id, sum(t.sign * greatest(0, r.points))
    from taken t
    join public.loyalty_ledger r on r.casino_id = p_casino_id and r.id = t.reversed_entry_id
    where r.reason in ('mid_session_bonus', 'supervisor_discretion', 'promotion', 'session_accrual')
    group by t.player_id
  ) counted
  group by counted.player_id;
end;
$$;
comment on function app.proved_lifetime_points(uuid, uuid) is
  'What the ledger says that players have earned: the rule of app.lifetime_points_after over all entries at once.';

create function app.enrolment_tiers(p_casino_id uuid)
returns text[]
language plpgsql
stable
set search_path = ''
as $$
begin
  return array(
    (select code from public.loyalty_tier where casino_id = p_casino_id order by rank limit 1)
    union
    select a.before #>> '{items,0,code}' from public.audit_log a
    where a.casino_id = p_casino_id and a.entity_type = 'loyalty_tier' and a.action = 'loyalty.replace_loyalty_tiers'
      and a.outcome = 'done'
  );
end;
$$;
comment on function app.enrolment_tiers(uuid) is
  'The tiers that players of a casino may have begun in: the lowest one now, and those that were the lowest before '
  'the tiers were replaced.';

create function app.tier_claims(p_casino_id uuid, p_player_id uuid)
returns table (player_id uuid, change_no integer, from_tier text, to_tier text, at timestamptz, is_founded boolean)
language plpgsql
stable
set search_path = ''
-- As for app.loyalty_drift: planned for the arguments at hand.
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  -- Every change names its cause. One that was slipped in names none, or one that says something else.
  return query
  select c.player_id, c.change_no, c.from_tier, c.to_tier, c.created_at, coalesce(case c.source
    when 'earned' then e.metadata -> 'tier_upgrade' = jsonb_build_object('from', c.from_tier, 'to', c.to_tier)
    when 'reversal' then e.metadata @> jsonb_build_object('tier_before', c.from_tier, 'tier_after', c.to_tier)
    when 'manager' then exists (
      select from public.audit_log a
      where a.casino_id = c.casino_id and a.entity_type = 'player' and a.entity_id = c.player_id
        and a.action = 'loyalty.set_player_tier'
        and a.outcome = 'done' and a.correlation_id = c.correlation_id and a.after ->> 'tier_after' = c.to_tier)
    else r.before ->> 'tier' = c.from_tier and r.after ->> 'tier' = c.to_tier end, false)
  from public.loyalty_tier_change c
  left join public.loyalty_ledger e on e.casino_id = c.casino_id and e.id = c.entry_id and e.player_id = c.player_id
    and e.entry_no = c.entry_no
  left join public.loyalty_reconciliation r on r.casino_id = c.casino_id and r.id = c.reconciliation_id
    and r.player_id = c.player_id
  where c.casino_id = p_casino_id and (p_player_id is null or c.player_id = p_player_id);
  -- The other way round, every cause has its change: an entry that brought a tier proves it, also where the row of the
  -- change was taken away.
  return query
  select e.player_id, null::integer, coalesce(e.metadata #>> '{tier_upgrade,from}', e.metadata ->> 'tier_before'),
    coalesce(e.metadata #>> '{tier_upgrade,to}', e.metadata ->> 'tier_after'), e.created_at, true
  from public.loyalty_ledger e
  where e.casino_id = p_casino_id and (p_player_id is null or e.player_id = p_player_id)
    and (e.metadata ? 'tier_upgrade' or e.metadata ->> 'tier_before' <> e.metadata ->> 'tier_after')
    and not exists (select from public.loyalty_tier_change c where c.casino_id = e.casino_id and c.entry_id = e.id)
  union all
  select r.player_id, null, r.before ->> 'tier', r.after ->> 'tier', r.created_at, true
  from public.loyalty_reconciliation r
  where r.casino_id = p_casino_id and (p_player_id is null or r.player_id = p_player_id)
    and r.before ->> 'tier' <> r.after ->> 'tier'
    and not exists (select from public.loyalty_tier_change c where c.casino_id = r.casino_id
      and c.reconciliation_id = r.id)
  union all
  select a.entity_id, null, a.before ->> 'tier', a.after ->> 'tier_after', a.at, true
  from public.audit_log a
  where a.casino_id = p_casino_id and a.entity_type = 'player' and (p_player_id is null or a.entity_id = p_player_id)
    and a.action = 'loyalty.set_player_tier' and a.outcome = 'done' and not exists (
      select from public.loyalty_tier_change c
      where c.casino_id = a.casino_id and c.player_id = a.entity_id and c.source = 'manager'
        and c.correlation_id = a.correlation_id);
end;
$$;
comment on function app.tier_claims(uuid, uuid) is
  'All that says to have brought a tier: the changes on record, each with whether its cause (the ledger entry, the '
  'reconciliation, the manager''s act in the audit trail) says the same, and causes that no change names, without a '
  'number.';

create function app.tier_change_doubts(p_casino_id uuid, p_player_id uuid)
returns setof uuid
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
begin
  return query
  with recorded as (
    select c.player_id, c.correlation_id, c.from_tier, c.to_tier from public.loyalty_tier_change c
    where c.casino_id = p_casino_id and (p_player_id is null or c.player_id = p_player_id) and c.from_tier <> c.to_tier
  ),
  told as (
    select o.player_id, o.correlation_id, o.payload ->> 'from', o.payload ->> 'to' from public.loyalty_outbox o
    where o.casino_id = p_casino_id and (p_player_id is null or o.player_id = p_player_id)
      and o.event_type in ('loyalty.tier_upgraded', 'loyalty.tier_reverted', 'loyalty.tier_set')
  )
  select player_id from ((table recorded except all table told)
    union all (table told except all table recorded)) differing;
end;
$$;
comment on function app.tier_change_doubts(uuid, uuid) is
  'Players of whose tier the outbox tells other changes than are on record; some more than once.';

create function app.proved_tiers(p_casino_id uuid, p_player_id uuid)
returns table (player_id uuid, tier text, is_doubtful boolean)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
  v_enrolment_tiers text[] := app.enrolment_tiers(p_casino_id);
begin
  return query
  with claims as (
    select c.*, c.change_no is null or not c.is_founded or c.change_no <> row_number() over changes or case
      when c.change_no = 1 then c.from_tier <> all (v_enrolment_tiers) else c.from_tier is distinct
        from lag(c.to_tier) over changes end as is_doubtful
    from app.tier_claims(p_casino_id, p_player_id) c
    window changes as (partition by c.player_id order by c.change_no)
  ),
  judged as (
    select c.player_id, bool_or(c.is_doubtful) as is_doubtful,
      (array_agg(c.to_tier order by c.change_no desc) filter (where c.change_no is not null
        and c.is_founded))[1] as recorded,
      (array_agg(c.at order by c.change_no desc) filter (where c.change_no is not null
        and c.is_founded))[1] as recorded_at,
      (array_agg(c.to_tier order by c.at desc) filter (where c.change_no is null))[1] as unrecorded,
      max(c.at) filter (where c.change_no is null) as unrecorded_at
    from claims c
    group by c.player_id
  )
  select l.player_id, case
      when j.unrecorded_at >= coalesce(j.recorded_at, j.unrecorded_at) then j.unrecorded
      when j.recorded is not null then j.recorded
      when l.tier = any (v_enrolment_tiers) then l.tier
      else v_enrolment_tiers[1] end,
    coalesce(j.is_doubtful, false) or l.player_id in (select d from app.tier_change_doubts(p_casino_id, p_player_id) d)
  from public.player_loyalty l
  left join judged j on j.player_id = l.player_id
  where l.casino_id = p_casino_id and (p_player_id is null or l.player_id = p_player_id);
end;
$$;
comment on function app.proved_tiers(uuid, uuid) is
  'The tier that the record brought each player to: by the last change that its cause confirms, or a later cause that '
  'is not on record as a change; without any, one that players begin in. Doubtful where causes, changes and events do '
  'not agree, or the changes don''t follow one another.';

create function app.tier_differences(p_casino_id uuid, p_player_id uuid)
returns table (player_id uuid, held text, proved text)
language plpgsql
stable
set search_path = ''
as $$
#variable_conflict use_column
begin
  return query
  select l.player_id, l.tier, case when l.tier <> p.tier then p.tier end
  from public.player_loyalty l
  join app.proved_tiers(p_casino_id, p_player_id) p on p.player_id = l.player_id
  where l.casino_id = p_casino_id and (l.tier <> p.tier or p.is_doubtful);
end;
$$;
comment on function app.tier_differences(uuid, uuid) is
  'Players whose tier is not the one that the record proves; with null for proved where it is, and yet causes, '
  'changes and events do not agree on how it came.';

create function app.standing_differences(p_casino_id uuid, p_player_id uuid)
returns table (player_id uuid, field text, held jsonb, proved jsonb)
language plpgsql
stable
set search_path = ''
-- As for app.loyalty_drift: planned for the arguments at hand.
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  return query
  select coalesce(l.player_id, p.player_id), 'lifetime_points', to_jsonb(coalesce(l.lifetime_points, 0)),
    to_jsonb(coalesce(p.points, 0))
  from (
    select * from public.player_loyalty
    where casino_id = p_casino_id and (p_player_id is null or player_id = p_player_id)
  ) l
  full join app.proved_lifetime_points(p_casino_id, p_player_id) p on p.player_id = l.player_id
  where coalesce(l.lifetime_points, 0) <> coalesce(p.points, 0)
  union all
  select t.player_id, 'tier', to_jsonb(t.held), to_jsonb(t.proved)
    from app.tier_differences(p_casino_id, p_player_id) t;
end;
$$;
comment on function app.standing_differences(uuid, uuid) is
  'Players whose standing is not what the record proves: lifetime_points that are not what the ledger adds up to, a '
  'tier that nothing on record brought.';

-- ---- 80_proofs/internal/witnesses.sql ----

-- The ledger against its witnesses.

create function app.ledger_testimonies(p_casino_id uuid, p_player_id uuid, p_entry_ids uuid[])
returns table (entry_id uuid, witness integer, player_id uuid, entry_no bigint, at timestamptz, to_audit text,
  to_outbox text)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  return query
  select e.id, 1, e.player_id, e.entry_no, e.created_at, e.balance_after::text,
    concat_ws(' ', e.player_id, e.entry_no, e.points, e.balance_after)
  from public.loyalty_ledger e
  where e.casino_id = p_casino_id and (p_player_id is null or e.player_id = p_player_id)
    and (p_entry_ids is null or e.id = any (p_entry_ids))
  union all
  -- An audit row names the entry and not the player. So the trail can be asked about one player only by entries that
  -- the ledger or an event names.
  select a.entity_id, 2, null, null, a.at, a.after ->> 'balance', null
  from public.audit_log a
  where a.casino_id = p_casino_id and a.entity_type = 'loyalty_ledger' and a.entity_id is not null
    and a.outcome = 'done'
    and (p_entry_ids is null or a.entity_id = any (p_entry_ids))
    and (p_player_id is null or a.entity_id in (
      select id from public.loyalty_ledger where casino_id = p_casino_id and player_id = p_player_id
      union all
      select o.entry_id from app.posted_events(p_casino_id, p_player_id) o
      union all
      select h.entry_id from public.ledger_seal_head h where h.casino_id = p_casino_id and h.player_id = p_player_id))
  union all
  select o.entry_id, 4, o.player_id, o.entry_no, o.at, null, o.figures
    from app.posted_events(p_casino_id, p_player_id) o
  where p_entry_ids is null or o.entry_id = any (p_entry_ids)
  union all
  select h.entry_id, 8, h.player_id, h.entry_no, s.sealed_at, null, null
  from public.ledger_seal_head h
  join public.seal s on s.casino_id = h.casino_id and s.id = h.seal_id
  where h.casino_id = p_casino_id and (p_player_id is null or h.player_id = p_player_id)
    and (p_entry_ids is null or h.entry_id = any (p_entry_ids));
end;
$$;
comment on function app.ledger_testimonies(uuid, uuid, uuid[]) is
  'Everybody who names ledger entries, of all of them or of those in p_entry_ids: the ledger itself (1), the audit '
  'trail (2), the outbox (4) and the heads of the seals (8), each with the figures it keeps of the entry.';

create function app.posted_events(p_casino_id uuid, p_player_id uuid)
returns table (entry_id uuid, player_id uuid, entry_no bigint, at timestamptz, figures text)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  -- A forged event must not stop the proof: a text that is no id or no number counts as none.
  return query
  select case when pg_input_is_valid(o.payload ->> 'entry_id', 'uuid') then (o.payload ->> 'entry_id')::uuid end,
    o.player_id,
    case when pg_input_is_valid(o.payload ->> 'entry_no', 'bigint') then (o.payload ->> 'entry_no')::bigint end,
      o.created_at,
    concat_ws(' ', o.payload ->> 'player_id', o.payload ->> 'entry_no', o.payload ->> 'points',
      o.payload ->> 'balance_after')
  from public.loyalty_outbox o
  where o.casino_id = p_casino_id and o.event_type = 'loyalty.entry_posted'
    and (p_player_id is null or o.player_id = p_player_id);
end;
$$;
comment on function app.posted_events(uuid, uuid) is
  'What the outbox says was posted to the ledger: entry, player, number, when, and the figures as '
  'app.ledger_testimonies compares them.';

create function app.doubtful_entries(p_casino_id uuid, p_since_id uuid default null)
returns setof uuid
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
begin
  return query
  select coalesce(e.id, a.entity_id)
  from (select * from public.loyalty_ledger where casino_id = p_casino_id
    and (p_since_id is null or id >= p_since_id)) e
  full join (
    select entity_id, after from public.audit_log
    where casino_id = p_casino_id and entity_type = 'loyalty_ledger' and entity_id is not null and outcome = 'done'
      and (p_since_id is null or id >= p_since_id)
  ) a on a.entity_id = e.id
  where e.id is null or a.entity_id is null or a.after ->> 'balance' <> e.balance_after::text;
  -- Ids are compared as texts; only one that matches no entry is tested for being an id at all.
  return query
  select coalesce(e.id, case when pg_input_is_valid(o.payload ->> 'entry_id', 'uuid')
    then (o.payload ->> 'entry_id')::uuid end)
  from (select * from public.loyalty_ledger where casino_id = p_casino_id
    and (p_since_id is null or id >= p_since_id)) e
  full join (
    select payload from public.loyalty_outbox
    where casino_id = p_casino_id and event_type = 'loyalty.entry_posted' and (p_since_id is null or id >= p_since_id)
  ) o on o.payload ->> 'entry_id' = e.id::text
  where e.id is null or o.payload is null or o.payload ->> 'player_id' is distinct from e.player_id::text
    or o.payload ->> 'entry_no' is distinct from e.entry_no::text or o.payload ->> 'points' is distinct
      from e.points::text
    or o.payload ->> 'balance_after' is distinct from e.balance_after::text;
  return query
  select h.entry_id from public.ledger_seal_head h
  left join public.loyalty_ledger e on e.casino_id = h.casino_id and e.id = h.entry_id
  where h.casino_id = p_casino_id and e.id is null and p_since_id is null;
end;
$$;
comment on function app.doubtful_entries(uuid, uuid) is
  'Entries that ledger, audit trail and outbox may not agree on, or that only a seal names; some more than once, and '
  'null for an event that names none. With p_since_id, as far as rows of that id and later say, and without the '
  'seals. Each witness is held against the ledger in one pass, so that app.ledger_contradictions hears all of them on '
  'few entries only.';

create function app.ledger_contradictions(p_casino_id uuid, p_player_id uuid, p_entry_ids uuid[] default null)
returns table (is_posted boolean, entry_id uuid, player_id uuid, entry_no bigint, at timestamptz, witnesses text[])
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
  -- Of one player all entries are compared; of the whole casino only those in doubt.
  v_entry_ids uuid[] := case
    when p_entry_ids is not null then p_entry_ids
    when p_player_id is null
      then array(select distinct d from app.doubtful_entries(p_casino_id) d where d is not null) end;
begin
  if v_entry_ids = '{}' then
    return;
  end if;
  return query
  select heard.named & 1 = 1, heard.entry_id, heard.player_id::uuid, heard.entry_no, heard.at, case
    when heard.named & 1 = 0 then array_remove(array[
      case when heard.named & 2 > 0 then 'audit' end, case when heard.named & 4 > 0 then 'outbox' end, case
        when heard.named & 8 > 0 then 'seal' end], null)
    else array_remove(array[
      case when heard.named & 2 = 0 or not heard.is_audit_agreed then 'audit' end,
      case when heard.named & 4 = 0 or not heard.is_outbox_agreed then 'outbox' end], null) end
  from (
    select t.entry_id, bit_or(t.witness) as named, max(t.player_id::text collate "C") as player_id,
      max(t.entry_no) as entry_no, min(t.at) filter (where isfinite(t.at)) as at,
      coalesce(min(t.to_audit collate "C") = max(t.to_audit collate "C"), true) as is_audit_agreed,
      coalesce(min(t.to_outbox collate "C") = max(t.to_outbox collate "C"), true) as is_outbox_agreed
    from app.ledger_testimonies(p_casino_id, p_player_id, v_entry_ids) t
    where t.entry_id is not null
    group by t.entry_id
  ) heard
  where heard.named & 7 <> 7 or not heard.is_audit_agreed or not heard.is_outbox_agreed
  order by heard.player_id, heard.entry_no;
end;
$$;
comment on function app.ledger_contradictions(uuid, uuid, uuid[]) is
  'Entries, of all or of those in p_entry_ids, that the ledger and its witnesses do not agree on. Not posted: the '
  'ledger has no such entry, and witnesses are those who name it. Posted: witnesses are those who don''t name it, or '
  'name it with other figures.';

create function app.utc_text(p_at timestamptz)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
end;
$$;
comment on function app.utc_text(timestamptz) is
  'A time as the API writes it, where its name does not say that it is one.';

create function app.contradictions_json(p_casino_id uuid, p_player_id uuid, p_entry_ids uuid[], out missing jsonb,
  out unwitnessed jsonb)
language plpgsql
stable
set search_path = ''
as $$
begin
  select coalesce(jsonb_agg(jsonb_build_object('entry_id', c.entry_id, 'player_id', c.player_id, 'entry_no',
    c.entry_no, 'at', app.utc_text(c.at),
      'named_by', c.witnesses)) filter (where not c.is_posted), '[]'::jsonb),
    coalesce(jsonb_agg(jsonb_build_object('entry_id', c.entry_id, 'player_id', c.player_id, 'entry_no', c.entry_no,
      'at', app.utc_text(c.at),
      'not_named_by', c.witnesses)) filter (where c.is_posted), '[]'::jsonb)
  into missing, unwitnessed
  from app.ledger_contradictions(p_casino_id, p_player_id, p_entry_ids) c;
end;
$$;
comment on function app.contradictions_json(uuid, uuid, uuid[]) is
  'The contradictions as the proof answers them: entries that are missing, and entries that nobody vouches for.';

-- ---- 80_proofs/rpc/loyalty_drift.sql ----

create function public.rpc_loyalty_drift()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  perform app.require_capability(v_ctx, 'ledger.verify');
  return coalesce((select jsonb_agg(to_jsonb(d)) from app.loyalty_drift(v_ctx.casino_id, null) d), '[]'::jsonb);
end;
$$;
comment on function public.rpc_loyalty_drift() is
  'Every player whose balance is not the sum of their entries: [{player_id, balance, ledger_sum}]; empty is good. '
  'Capability ledger.verify.';

-- ---- 80_proofs/rpc/verify_ledger_since_seal.sql ----

create function public.rpc_verify_ledger_since_seal()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_sealed_through date;
  v_findings jsonb;
begin
  perform app.require_capability(v_ctx, 'ledger.verify');
  select max(gaming_day) into v_sealed_through from public.seal
  where casino_id = v_ctx.casino_id and kind = 'ledger' and isfinite(gaming_day);
  v_findings := app.findings_since_seal(v_ctx.casino_id, v_sealed_through);
  return v_findings || jsonb_build_object(
    'is_intact', not exists (select from jsonb_each(v_findings) where jsonb_typeof(value) = 'array'
      and value <> '[]'::jsonb),
    'sealed_through', v_sealed_through, 'checked_at', now());
end;
$$;
comment on function public.rpc_verify_ledger_since_seal() is
  'The quick proof, which is not the whole one: what was posted after the newest seal, that each player''s chain has '
  'its sealed end, that the balance row follows from it, and the newest seal itself: {is_intact, sealed_through (null '
  'while no day is sealed: then all entries are new), players_checked, entries_checked (those after the seal), '
  'breaks, drift, missing, unwitnessed, seals, checked_at}, findings as in rpc_verify_loyalty_ledger. It works '
  'nothing out again that is sealed, and says nothing of lifetime points and tiers. Capability ledger.verify.';

-- ---- 80_proofs/rpc/verify_loyalty_ledger.sql ----

create function public.rpc_verify_loyalty_ledger(p_player_id uuid default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
set statement_timeout = '60s'
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_findings jsonb;
begin
  perform app.require_capability(v_ctx, 'ledger.verify');
  if p_player_id is not null
    and not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  v_findings := app.ledger_findings(v_ctx.casino_id, p_player_id);
  return v_findings || jsonb_build_object(
    'is_intact', not exists (select from jsonb_each(v_findings) where value <> '[]'::jsonb),
    'players_checked', (select count(*) from public.player_loyalty where casino_id = v_ctx.casino_id
      and (p_player_id is null or player_id = p_player_id)),
    'entries_checked', (select count(*) from public.loyalty_ledger where casino_id = v_ctx.casino_id
      and (p_player_id is null or player_id = p_player_id)),
    'sealed_through', (select max(gaming_day) from public.seal where casino_id = v_ctx.casino_id and kind = 'ledger'
      and isfinite(gaming_day)),
    'checked_at', now()
  );
end;
$$;
comment on function public.rpc_verify_loyalty_ledger(uuid) is
  'Proves the ledger of one player or of all: {is_intact, players_checked, entries_checked, sealed_through, breaks: '
  '[{player_id, entry_no, entry_id, kind}] (hash chains), drift: [{player_id, balance, ledger_sum}], standing: '
  '[{player_id, field, held, proved}] (lifetime_points, tier), missing: [{entry_id, player_id, entry_no, at, '
  'named_by}] (entries that only audit, outbox or seal name; of what the audit trail alone names, player and number '
  'are null, and it is found for all players only), unwitnessed: [{entry_id, player_id, entry_no, at, not_named_by}] '
  '(entries that audit or outbox don''t name, or with other figures), seals: [{gaming_day, kind, fault, player_id, '
  'entry_no}], checked_at}. Capability ledger.verify. PLAYER_NOT_FOUND.';

-- ---- 90_access/internal/grant_rpcs.sql ----

-- Who may call what, in one place, by name.

create function app.grant_rpcs()
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_rpc record;
begin
  for v_rpc in
    select oid::regprocedure as signature, case when starts_with(proname, 'rpc_worker_') then 'service_role'
      else 'authenticated' end as caller
    from pg_catalog.pg_proc
    where pronamespace = 'public'::regnamespace and starts_with(proname, 'rpc_')
  loop
    execute format('revoke all on function %s from public, anon, authenticated, service_role', v_rpc.signature);
    execute format('grant execute on function %s to %I', v_rpc.signature, v_rpc.caller);
  end loop;
end;
$$;
comment on function app.grant_rpcs() is
  'Lets signed-in people call rpc_ functions, the service those that begin with rpc_worker_, and nobody else any. '
  'Called last by whatever makes or remakes an RPC.';

-- ---- 90_access/policies.sql ----

select app.grant_rpcs();

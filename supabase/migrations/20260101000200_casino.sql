-- Casino: the tenant, its people, who may do what, and the audit trail.

create type public.staff_role as enum ('dealer', 'pit_boss', 'cashier', 'loyalty_manager', 'compliance', 'admin');

create table public.casino (
  id uuid primary key default app.uuid_v7(),
  slug text not null unique check (slug ~ '^[a-z][a-z0-9-]{1,62}$'),
  name text not null check (length(name) between 1 and 200),
  created_at timestamptz not null default now()
);
comment on table public.casino is 'The tenant. Every other table carries its id as casino_id.';

-- ---- Alert thresholds ------------------------------------------------------------------------------------------------

create function app.alert_threshold_fields()
returns table (rule text, field text, standard numeric, lowest numeric, highest numeric, is_whole boolean)
language sql
immutable
set search_path = ''
as $$
  values
    ('table_idle', 'warn_minutes', 20, 1, 2880, true),
    ('table_idle', 'critical_minutes', 45, 1, 2880, true),
    ('slip_duration', 'warn_minutes', 240, 1, 2880, true),
    ('slip_duration', 'critical_minutes', 480, 1, 2880, true),
    ('pause_duration', 'warn_minutes', 30, 1, 2880, true),
    ('drop_anomaly', 'mad_multiplier', 3, 0.5, 20, false),
    ('drop_anomaly', 'fallback_percent', 50, 1, 1000, false),
    ('promo_issuance_spike', 'mad_multiplier', 3, 0.5, 20, false),
    ('promo_issuance_spike', 'fallback_percent', 100, 1, 1000, false),
    ('promo_void_rate', 'warn_percent', 5, 0, 100, false),
    ('promo_void_rate', 'min_issued', 20, 1, 100000, true),
    ('promo_replacement_rate', 'warn_percent', 5, 0, 1000, false),
    ('promo_replacement_rate', 'min_issued', 20, 1, 100000, true),
    ('promo_replacement_rate', 'min_replaced', 10, 1, 100000, true),
    ('outstanding_aging', 'older_than_hours', 24, 1, 8784, true),
    ('outstanding_aging', 'max_face_value_cents', 200000, 0, 100000000000, true),
    ('outstanding_aging', 'max_coupons', 25, 0, 1000000, true),
    ('expiring_soon', 'within_hours', 24, 1, 8784, true),
    ('expiring_soon', 'min_coupons', 1, 1, 1000000, true),
    ('baseline', 'gaming_days', 7, 1, 28, true),
    ('baseline', 'min_history_days', 3, 1, 28, true),
    ('baseline', 'min_change_coupons', 5, 0, 1000000, true),
    ('baseline', 'min_change_cents', 20000, 0, 100000000000, true),
    ('baseline', 'min_change_percent', 25, 0, 1000, false);
$$;
comment on function app.alert_threshold_fields() is
  'Every figure an alert rule goes by: what it is to begin with, and from where to where it may be set. Each rule but baseline also has enabled.';

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
    from (select rule, jsonb_object_agg(field, standard) as fields from app.alert_threshold_fields() group by rule) rules
  );
end;
$$;
comment on function app.default_alert_thresholds() is 'The thresholds a casino begins with, complete.';

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
comment on function app.camel_case(text) is 'A field''s name as the API writes it, for refusals: warn_minutes is warnMinutes.';

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
    perform app.invalid(v_path, 'Give an object with every figure of this rule.');
  end if;
  for v_field in select jsonb_object_keys(p_fields) loop
    if not (v_field = 'enabled' and p_rule <> 'baseline')
      and not exists (select 1 from app.alert_threshold_fields() f where f.rule = p_rule and f.field = v_field) then
      perform app.invalid(v_path || '.' || left(app.camel_case(v_field), 60), 'This rule has no such figure.');
    end if;
  end loop;
  if p_rule <> 'baseline' and jsonb_typeof(p_fields -> 'enabled') is distinct from 'boolean' then
    perform app.invalid(v_path || '.enabled', 'Say true or false.');
  end if;
  for v_limit in select * from app.alert_threshold_fields() f where f.rule = p_rule loop
    if not app.is_number_between(p_fields -> v_limit.field, v_limit.lowest, v_limit.highest, v_limit.is_whole) then
      perform app.invalid(v_path || '.' || app.camel_case(v_limit.field), format('Give a %s from %s to %s.',
        case when v_limit.is_whole then 'whole number' else 'number' end, v_limit.lowest, v_limit.highest));
    end if;
  end loop;
end;
$$;
comment on function app.require_alert_rule(text, jsonb) is
  'VALIDATION_FAILED, naming the figure, unless a rule has exactly its figures, each of the right type and within its bounds.';

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
    perform app.invalid('alertThresholds', 'Give an object with every rule.');
  end if;
  for v_rule in select jsonb_object_keys(v_thresholds) loop
    if not exists (select 1 from app.alert_threshold_fields() f where f.rule = v_rule) then
      perform app.invalid('alertThresholds.' || left(app.camel_case(v_rule), 60), 'There is no such rule.');
    end if;
  end loop;
  for v_rule in select distinct f.rule from app.alert_threshold_fields() f order by f.rule loop
    perform app.require_alert_rule(v_rule, v_thresholds -> v_rule);
  end loop;

  foreach v_rule in array array['table_idle', 'slip_duration'] loop
    if (v_thresholds -> v_rule -> 'warn_minutes')::numeric >= (v_thresholds -> v_rule -> 'critical_minutes')::numeric then
      perform app.invalid('alertThresholds.' || app.camel_case(v_rule) || '.criticalMinutes', 'Critical must come after the warning.');
    end if;
  end loop;
  if (v_thresholds #> '{baseline,min_history_days}')::numeric > (v_thresholds #> '{baseline,gaming_days}')::numeric then
    perform app.invalid('alertThresholds.baseline.minHistoryDays', 'A baseline can''t need more days than it looks at.');
  end if;
  return new;
end;
$$;
comment on function app.check_alert_thresholds() is
  'Refuses thresholds that are not complete, have a figure nobody knows, or contradict themselves: a rule that can''t be judged would be silent.';

-- ---- Settings --------------------------------------------------------------------------------------------------------

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
  alert_thresholds jsonb not null default app.default_alert_thresholds(),
  updated_at timestamptz not null default now()
);
comment on table public.casino_settings is 'One row per casino: time, money and reward policy.';
comment on column public.casino_settings.reward_soft_cap_points is 'Points of one reward above which the issuer must confirm an override with a note.';
comment on column public.casino_settings.rewards_per_staff_per_minute is 'Rewards one person may issue within 60 seconds; null means no limit.';
comment on column public.casino_settings.comp_debt_limit_points is 'How far below zero a comp whose price allows overdraw may take a balance.';
comment on column public.casino_settings.correction_debt_limit_points is 'How far below zero a manager''s correction may take a balance; 0: not at all.';
comment on column public.casino_settings.minimum_age_years is 'How old a player must be to be enrolled, where the birth date is known.';
comment on column public.casino_settings.auto_end_visits_after_days is 'A visit nobody ended closes itself at the start of the gaming day so many after the last sign of life on it; null: never.';
comment on column public.casino_settings.alert_thresholds is 'What the alert rules go by: {<rule>: {enabled, <figures>}}, complete. The rules and figures are app.alert_threshold_fields.';

create function app.check_time_zone()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if not exists (select 1 from pg_catalog.pg_timezone_names where name = new.time_zone) then
    perform app.invalid('timeZone', 'Give an IANA time zone, such as America/New_York.');
  end if;
  return new;
end;
$$;
comment on function app.check_time_zone() is 'Refuses a time zone that PostgreSQL does not know; a wrong one would put every gaming day in doubt.';
create trigger casino_settings_time_zone before insert or update of time_zone on public.casino_settings
  for each row execute function app.check_time_zone();
create trigger casino_settings_alert_thresholds before insert or update of alert_thresholds on public.casino_settings
  for each row execute function app.check_alert_thresholds();

create table public.staff (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  user_id uuid not null unique,
  email text not null check (length(email) between 3 and 254),
  full_name text not null check (length(full_name) between 1 and 200),
  role public.staff_role not null,
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  primary key (casino_id, id)
);
comment on table public.staff is 'A signed-in person: belongs to one casino, has one role.';
comment on column public.staff.user_id is 'The person''s id in Supabase Auth. No foreign key: the auth schema belongs to the platform.';

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

-- ---- Who may do what: the one matrix -------------------------------------------------------------------------------

create function app.role_capabilities(p_role public.staff_role)
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case p_role
    when 'dealer' then array['floor.read']
    when 'pit_boss' then array['floor.read', 'slip.manage', 'reward.issue', 'coupon.manage', 'dashboard.read', 'shift.manage',
      'mtl.write', 'mtl.read']
    when 'cashier' then array['floor.read', 'mtl.write', 'mtl.read']
    when 'loyalty_manager' then array['floor.read', 'ledger.correct', 'catalog.write', 'import.manage', 'reconcile.apply',
      'reconcile.revert', 'dashboard.read', 'audit.read', 'ledger.verify']
    when 'compliance' then array['floor.read', 'dashboard.read', 'mtl.read', 'audit.read', 'ledger.verify', 'exclusion.read']
    when 'admin' then array['floor.read', 'slip.manage', 'reward.issue', 'coupon.manage', 'ledger.correct', 'catalog.write',
      'import.manage', 'reconcile.apply', 'reconcile.revert', 'dashboard.read', 'shift.manage', 'mtl.write', 'mtl.read',
      'audit.read', 'ledger.verify', 'settings.write', 'staff.manage', 'exclusion.read', 'exclusion.write']
  end;
end;
$$;
comment on function app.role_capabilities(public.staff_role) is
  'The role matrix, in its only place. Segregation of duties: who issues on the floor does not set prices.';

-- ---- Who is calling --------------------------------------------------------------------------------------------------

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
  'The casino of the caller''s active staff row, or null: a stale token of a deactivated person reads nothing. Used by every policy.';

create function app.current_staff_can(p_capability text)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(
    (select p_capability = any (app.role_capabilities(role)) from public.staff where user_id = (select auth.uid()) and is_active),
    false
  );
$$;
comment on function app.current_staff_can(text) is 'Whether the caller''s active staff row has the capability. For policies narrower than the casino.';

create type app.rls_context as (
  casino_id uuid,
  staff_id uuid,
  role public.staff_role,
  correlation_id uuid,
  gaming_day date
);
comment on type app.rls_context is 'Who acts, where, under which correlation id, and the gaming day of now.';

create function app.local_gaming_day(p_at timestamptz, p_time_zone text, p_start time)
returns date
language plpgsql
stable
set search_path = ''
as $$
declare
  v_day date := ((p_at at time zone p_time_zone) - p_start::interval)::date;
begin
  -- The wall clock alone would answer twice where a gaming day starts in the hour that the clocks repeat or skip. The
  -- instants at which days start decide, as in app.gaming_day_start.
  if p_at < ((v_day + p_start) at time zone p_time_zone) then
    return v_day - 1;
  elsif p_at >= ((v_day + 1 + p_start) at time zone p_time_zone) then
    return v_day + 1;
  end if;
  return v_day;
end;
$$;
comment on function app.local_gaming_day(timestamptz, text, time) is
  'The gaming day an instant belongs to: the one that started last, by the casino''s wall clock. Wall time, not elapsed time, so it is right across daylight-saving changes, when a gaming day has 23 or 25 hours.';

create function app.gaming_day(p_casino_id uuid, p_at timestamptz default now())
returns date
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select app.local_gaming_day(p_at, time_zone, gaming_day_start) from public.casino_settings where casino_id = p_casino_id
  );
end;
$$;
comment on function app.gaming_day(uuid, timestamptz) is 'The casino''s gaming day at an instant. The one function for it; never computed in the browser or the web server.';

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
comment on function app.local_gaming_day_start(date, text, time) is 'The instant a gaming day begins by a wall clock, for who has the casino''s settings at hand.';

create function app.gaming_day_start(p_casino_id uuid, p_gaming_day date)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select app.local_gaming_day_start(p_gaming_day, time_zone, gaming_day_start) from public.casino_settings where casino_id = p_casino_id
  );
end;
$$;
comment on function app.gaming_day_start(uuid, date) is
  'The instant a gaming day begins. A gaming day is the time from its start up to, not including, the start of the next one: 23 or 25 hours when the clocks change.';

create function app.is_aged(p_birth_date date, p_years integer, p_on date)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- From the birth date's side of the calendar: who was born on 29 February is a year older on 1 March of a common year.
  return p_birth_date <= (p_on - make_interval(years => p_years))::date;
end;
$$;
comment on function app.is_aged(date, integer, date) is 'Whether somebody born then is so many years old on a day. Null for an unknown birth date.';

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
  'Whether somebody born then is old enough for the casino, by the calendar on its wall today, which is not the gaming day: a birthday begins at midnight. Null for an unknown birth date.';

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
comment on function app.worker_context(uuid) is 'The context of what the system does by itself in one casino: nobody acts, and the correlation id is new. For rpc_worker_ functions only.';

create function app.set_rls_context_from_staff(p_correlation_id uuid default null)
returns app.rls_context
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_user_id uuid := auth.uid();
  v_ctx app.rls_context;
begin
  if v_user_id is null then
    perform app.fail(401, 'UNAUTHENTICATED');
  end if;

  select s.casino_id, s.id, s.role, coalesce(p_correlation_id, app.uuid_v7()),
    app.local_gaming_day(now(), cs.time_zone, cs.gaming_day_start)
  into v_ctx
  from public.staff s
  join public.casino_settings cs on cs.casino_id = s.casino_id
  where s.user_id = v_user_id and s.is_active;
  if not found then
    perform app.fail(403, 'FORBIDDEN', '{}'::jsonb, 'No active staff record for this account.');
  end if;

  -- Transaction-local: a session-wide setting would leak one tenant into the pool's next request.
  perform set_config('app.casino_id', v_ctx.casino_id::text, true),
    set_config('app.staff_id', v_ctx.staff_id::text, true),
    set_config('app.staff_role', v_ctx.role::text, true),
    set_config('app.correlation_id', v_ctx.correlation_id::text, true);
  return v_ctx;
end;
$$;
comment on function app.set_rls_context_from_staff(uuid) is
  'First statement of every RPC. Resolves token -> active staff -> casino and role, and sets app.casino_id, app.staff_id, app.staff_role and app.correlation_id for this transaction. UNAUTHENTICATED without a user; FORBIDDEN without an active staff row.';

create function app.require_capability(p_ctx app.rls_context, p_capability text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- Not `if not …`: a role the matrix does not know gives null, and null must refuse too.
  if (p_capability = any (app.role_capabilities(p_ctx.role))) is not true then
    perform app.fail(403, 'FORBIDDEN', jsonb_build_object('capability', p_capability, 'role', p_ctx.role));
  end if;
end;
$$;
comment on function app.require_capability(app.rls_context, text) is 'Second statement of every RPC. FORBIDDEN when the caller''s role lacks the capability.';

create function app.require_gaming_day(p_ctx app.rls_context, p_gaming_day date)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if (p_gaming_day between date '2000-01-01' and p_ctx.gaming_day + 1) is not true then
    perform app.invalid('gamingDay', 'Give a gaming day up to tomorrow, as YYYY-MM-DD.');
  end if;
end;
$$;
comment on function app.require_gaming_day(app.rls_context, date) is 'VALIDATION_FAILED for a gaming day that can hold nothing: before 2000, or after tomorrow.';

-- ---- The audit trail -------------------------------------------------------------------------------------------------

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
  'Append-only: one row per mutating RPC call, and one per ledger entry, with the state before and after. Its key is the one key space of a casino''s operations: where a key is claimed, and where a replay finds what was done under it. `after` is the answer that was given; of an entry, the answer stands in the ledger.';
comment on column public.audit_log.casino_id is
  'No foreign key: it would share-lock the one casino row in every write of the house. The row is written from the caller''s context only.';
comment on column public.audit_log.staff_id is 'Who acted; null for the system. No foreign key, for the same reason; staff rows are never deleted.';
create unique index audit_log_idempotency_key on public.audit_log (casino_id, idempotency_key) where idempotency_key is not null;
create index audit_log_entity on public.audit_log (casino_id, entity_type, entity_id, id);
create trigger audit_log_append_only before update or delete on public.audit_log
  for each row execute function app.refuse_append_only();
create trigger audit_log_no_truncate before truncate on public.audit_log
  for each statement execute function app.refuse_append_only();
alter table public.audit_log enable always trigger audit_log_append_only;
alter table public.audit_log enable always trigger audit_log_no_truncate;

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
  insert into public.audit_log (casino_id, gaming_day, staff_id, staff_role, domain, action, entity_type, entity_id, outcome,
    before, after, correlation_id, idempotency_key, request_hash)
  values (p_ctx.casino_id, p_ctx.gaming_day, p_ctx.staff_id, p_ctx.role, split_part(p_action, '.', 1), p_action, p_entity_type,
    p_entity_id, p_outcome, p_before, p_after, p_ctx.correlation_id, p_idempotency_key, p_request_hash)
  on conflict (casino_id, idempotency_key) where idempotency_key is not null do nothing;
  return found;
end;
$$;
comment on function app.write_audit(app.rls_context, text, text, uuid, jsonb, jsonb, text, bytea, text) is
  'Adds the one audit row of a mutating call or of a ledger entry, and with a key claims it for good: false, having written nothing, when another operation of the casino has the key. Of several at once, the first to commit has it and the others wait to see. `p_action` is `<domain>.<verb>`; `outcome` is done or refused (an attempt that must be on record).';

create function app.claim_intent(p_ctx app.rls_context, p_idempotency_key text, p_request_hash bytea, p_own_keys text default null)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_audit public.audit_log;
begin
  perform app.require_idempotency_key(p_idempotency_key, p_own_keys);

  -- The first of several identical calls at once goes on; the others wait here for its answer. The unique index on the
  -- audit row stays the last word.
  perform pg_advisory_xact_lock(hashtextextended(p_ctx.casino_id::text || p_idempotency_key, 0));
  select * into v_audit from public.audit_log
  where casino_id = p_ctx.casino_id and idempotency_key = p_idempotency_key;
  if not found then
    return null;
  end if;

  if v_audit.request_hash is distinct from p_request_hash then
    perform app.fail(422, 'IDEMPOTENCY_KEY_REUSED');
  end if;
  return v_audit.after || jsonb_build_object('is_existing', true);
end;
$$;
comment on function app.claim_intent(app.rls_context, text, bytea, text) is
  'Claims an idempotency key for this transaction, or returns the original answer (with is_existing true) when the intent was carried out before. Null: go on, and end with complete_intent. IDEMPOTENCY_KEY_REUSED when the key belongs to another request. p_own_keys as in require_idempotency_key.';

create function app.complete_intent(
  p_ctx app.rls_context,
  p_action text,
  p_entity_type text,
  p_entity_id uuid,
  p_before jsonb,
  p_answer jsonb,
  p_idempotency_key text,
  p_request_hash bytea
)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  if not app.write_audit(p_ctx, p_action, p_entity_type, p_entity_id, p_before, p_answer, p_idempotency_key, p_request_hash) then
    -- A posting of the ledger, which waits for players and not for keys, was quicker.
    perform app.fail(422, 'IDEMPOTENCY_KEY_REUSED');
  end if;
  return p_answer || jsonb_build_object('is_existing', false);
end;
$$;
comment on function app.complete_intent(app.rls_context, text, text, uuid, jsonb, jsonb, text, bytea) is
  'Ends what claim_intent began: the audit row keeps the answer for replays, the caller gets it with is_existing false. IDEMPOTENCY_KEY_REUSED, undoing everything, when another kind of operation took the key meanwhile.';

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
  'A refusal that is returned and not raised, so that what was put on record stays: the API answers the status with the very body an exception would give.';

create function app.refuse_on_record(
  p_ctx app.rls_context,
  p_status integer,
  p_code text,
  p_action text,
  p_entity_type text,
  p_entity_id uuid,
  p_facts jsonb
)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  perform app.write_audit(p_ctx, p_action, p_entity_type, p_entity_id, null, p_facts || jsonb_build_object('code', p_code),
    p_outcome => 'refused');
  return app.answer_refusal(p_status, p_code);
end;
$$;
comment on function app.refuse_on_record(app.rls_context, integer, text, text, text, uuid, jsonb) is
  'A refusal whose attempt must stay on record: an exception would roll its audit row back. The row is kept and the API answers the status with the very body an exception would give. Call it before anything was written, and return its result.';

-- ---- What the signed-in person needs to know about themselves --------------------------------------------------------

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
comment on function app.utc_offset_at(text, timestamptz) is 'How many seconds the clocks of a zone are ahead of UTC at an instant.';

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
  -- No clock is changed twice within a week; within the week of a change its second is found by halving.
  for v_week_end in select least(at, p_until) from generate_series(p_from + interval '7 days', p_until + interval '7 days', interval '7 days') at loop
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
  'How far the clocks of a zone are ahead of UTC between two instants, both at whole seconds: [{starts_at, ends_at, seconds}], without gaps, in order.';

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
      'staff', jsonb_build_object('id', s.id, 'name', s.full_name, 'email', s.email, 'role', s.role),
      'capabilities', to_jsonb(app.role_capabilities(s.role)),
      'casino', jsonb_build_object('id', c.id, 'slug', c.slug, 'name', c.name),
      'settings', jsonb_build_object(
        'time_zone', cs.time_zone,
        'utc_offsets', app.utc_offsets(cs.time_zone, date_trunc('day', now()) - interval '3 years', date_trunc('day', now()) + interval '400 days'),
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
  'The caller: staff {id, name, email, role}, capabilities, casino {id, slug, name}, the settings screens need, and the gaming day of now. settings.utc_offsets says when the casino''s clocks are how many seconds ahead of UTC, from three years ago to 400 days ahead, so that every device shows the time of this one copy of the zone data.';

-- ---- Reading and changing the settings -------------------------------------------------------------------------------

create function app.settings_json(p_settings public.casino_settings)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(p_settings) - 'casino_id' || jsonb_build_object('gaming_day_start', to_char(p_settings.gaming_day_start, 'HH24:MI'));
end;
$$;
comment on function app.settings_json(public.casino_settings) is 'The settings as every RPC answers them.';

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
        perform app.invalid(v_field, 'Say true or false.');
      end if;
    when 'reward_soft_cap_points' then
      if not app.is_number_between(p_value, 1, 1000000000, true) then
        perform app.invalid(v_field, 'Give a whole number from 1 to 1000000000.');
      end if;
    when 'comp_debt_limit_points', 'correction_debt_limit_points' then
      if not app.is_number_between(p_value, 0, 1000000000, true) then
        perform app.invalid(v_field, 'Give a whole number from 0 to 1000000000.');
      end if;
    when 'rewards_per_staff_per_minute' then
      if p_value <> 'null'::jsonb and not app.is_number_between(p_value, 1, 10000, true) then
        perform app.invalid(v_field, 'Give a whole number from 1 to 10000, or nothing for no limit.');
      end if;
    when 'minimum_age_years' then
      if not app.is_number_between(p_value, 0, 99, true) then
        perform app.invalid(v_field, 'Give a whole number from 0 to 99.');
      end if;
    when 'auto_end_visits_after_days' then
      if p_value <> 'null'::jsonb and not app.is_number_between(p_value, 1, 30, true) then
        perform app.invalid(v_field, 'Give a whole number from 1 to 30, or nothing for never.');
      end if;
    when 'import_stale_after_days' then
      if not app.is_number_between(p_value, 1, 3650, true) then
        perform app.invalid(v_field, 'Give a whole number from 1 to 3650.');
      end if;
    when 'watchlist_floor_cents', 'ctr_threshold_cents' then
      if not app.is_number_between(p_value, 1, 100000000000, true) then
        perform app.invalid(v_field, 'Give cents from 1 to 100000000000.');
      end if;
    when 'reward_preset_points' then
      if jsonb_typeof(p_value) is distinct from 'array' or jsonb_array_length(p_value) not between 1 and 6
        or exists (select 1 from jsonb_array_elements(p_value) points where not app.is_number_between(points, 1, 1000000000, true)) then
        perform app.invalid(v_field, 'Give 1 to 6 whole numbers from 1 to 1000000000.');
      end if;
    else
      perform app.invalid(left(v_field, 60), 'There is no such setting, or it can''t be changed here.');
  end case;
end;
$$;
comment on function app.require_setting(text, jsonb) is 'VALIDATION_FAILED, naming the setting, unless it may be changed here and the value is right for it.';

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
    perform app.invalid('alertThresholds', 'Give an object with the rules to change.');
  end if;
  for v_change in select key as rule, value as fields from jsonb_each(p_changes) loop
    -- What is no object replaces the rule as it is, and the check of the merged whole refuses it by name.
    v_merged := v_merged || jsonb_build_object(v_change.rule, case jsonb_typeof(v_change.fields)
      when 'object' then coalesce(p_thresholds -> v_change.rule, '{}'::jsonb) || v_change.fields
      else v_change.fields
    end);
  end loop;
  return v_merged;
end;
$$;
comment on function app.merge_alert_thresholds(jsonb, jsonb) is 'The thresholds with some figures of some rules changed.';

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
comment on function public.rpc_get_casino_settings() is 'The casino''s settings with the alert thresholds and when they were last changed. Any active person.';

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
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea;
  v_answer jsonb;
  v_before public.casino_settings;
  v_settings public.casino_settings;
begin
  perform app.require_capability(v_ctx, 'settings.write');
  -- Time zone, start of the gaming day and currency are not among them: closed gaming days keep their bounds and their
  -- money, so that a change of any would leave a day with a gap, an overlap, or sums in two currencies.
  if jsonb_typeof(p_changes) is distinct from 'object' or p_changes = '{}'::jsonb then
    perform app.invalid('changes', 'Give an object with at least one setting.');
  end if;
  perform app.require_setting(key, value) from jsonb_each(p_changes - 'alert_thresholds');
  v_hash := app.request_hash('update_casino_settings', jsonb_build_array(p_changes, extract(epoch from p_expected_updated_at)));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  select * into v_before from public.casino_settings where casino_id = v_ctx.casino_id for no key update;
  -- The API writes times in milliseconds, so that is how far a time can come back.
  if date_trunc('milliseconds', p_expected_updated_at) <> date_trunc('milliseconds', v_before.updated_at) then
    perform app.fail(409, 'SETTINGS_CHANGED', jsonb_build_object('updatedAt', v_before.updated_at));
  end if;
  v_settings := jsonb_populate_record(v_before, p_changes - 'alert_thresholds');
  if p_changes ? 'alert_thresholds' then
    v_settings.alert_thresholds := app.merge_alert_thresholds(v_before.alert_thresholds, p_changes -> 'alert_thresholds');
  end if;

  update public.casino_settings
  set reward_soft_cap_points = v_settings.reward_soft_cap_points, reward_preset_points = v_settings.reward_preset_points,
    rewards_per_staff_per_minute = v_settings.rewards_per_staff_per_minute,
    comp_debt_limit_points = v_settings.comp_debt_limit_points,
    correction_debt_limit_points = v_settings.correction_debt_limit_points,
    promo_require_exact_match = v_settings.promo_require_exact_match,
    promo_allow_anonymous_issuance = v_settings.promo_allow_anonymous_issuance,
    minimum_age_years = v_settings.minimum_age_years, auto_end_visits_after_days = v_settings.auto_end_visits_after_days,
    import_stale_after_days = v_settings.import_stale_after_days, watchlist_floor_cents = v_settings.watchlist_floor_cents,
    ctr_threshold_cents = v_settings.ctr_threshold_cents, alert_thresholds = v_settings.alert_thresholds,
    -- Always later than before, also for a call that began first and waited: each state has a time of its own.
    updated_at = greatest(now(), v_before.updated_at + interval '1 millisecond')
  where casino_id = v_ctx.casino_id
  returning * into v_settings;
  return app.complete_intent(v_ctx, 'casino.update_settings', 'casino_settings', null, app.settings_json(v_before),
    app.settings_json(v_settings), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_update_casino_settings(jsonb, text, timestamptz, uuid) is
  'Changes the settings that p_changes names; alert_thresholds by rule and figure, the rest stays. Answers all settings and is_existing. With p_expected_updated_at only if nobody changed them since. Capability settings.write. SETTINGS_CHANGED, VALIDATION_FAILED.';

-- ---- Row level security and grants -----------------------------------------------------------------------------------

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
  );

grant select on public.casino, public.casino_settings, public.staff, public.audit_log to authenticated;
grant select on public.casino, public.casino_settings, public.staff, public.audit_log to service_role;
grant execute on function app.current_casino_id(), app.current_staff_can(text) to authenticated;
revoke all on function
  public.rpc_get_me(),
  public.rpc_get_casino_settings(),
  public.rpc_update_casino_settings(jsonb, text, timestamptz, uuid)
from public, anon;
grant execute on function
  public.rpc_get_me(),
  public.rpc_get_casino_settings(),
  public.rpc_update_casino_settings(jsonb, text, timestamptz, uuid)
to authenticated;

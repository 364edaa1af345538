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
  promo_require_exact_match boolean not null default false,
  promo_allow_anonymous_issuance boolean not null default false,
  import_stale_after_days integer not null default 90 check (import_stale_after_days > 0),
  watchlist_floor_cents bigint not null default 300000 check (watchlist_floor_cents > 0),
  ctr_threshold_cents bigint not null default 1000000 check (ctr_threshold_cents > 0),
  alert_thresholds jsonb not null default '{}'::jsonb,
  updated_at timestamptz not null default now()
);
comment on table public.casino_settings is 'One row per casino: time, money and reward policy.';
comment on column public.casino_settings.reward_soft_cap_points is 'Points of one reward above which the issuer must confirm an override with a note.';
comment on column public.casino_settings.rewards_per_staff_per_minute is 'Rewards one person may issue within 60 seconds; null means no limit.';

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
    when 'pit_boss' then array['floor.read', 'slip.manage', 'reward.issue', 'coupon.manage', 'dashboard.read', 'mtl.write', 'mtl.read']
    when 'cashier' then array['floor.read', 'mtl.write', 'mtl.read']
    when 'loyalty_manager' then array['floor.read', 'ledger.correct', 'catalog.write', 'import.manage', 'reconcile.apply',
      'reconcile.revert', 'dashboard.read', 'audit.read', 'ledger.verify']
    when 'compliance' then array['floor.read', 'dashboard.read', 'mtl.read', 'audit.read', 'ledger.verify', 'exclusion.read']
    when 'admin' then array['floor.read', 'slip.manage', 'reward.issue', 'coupon.manage', 'ledger.correct', 'catalog.write',
      'import.manage', 'reconcile.apply', 'reconcile.revert', 'dashboard.read', 'mtl.write', 'mtl.read', 'audit.read',
      'ledger.verify', 'settings.write', 'staff.manage', 'exclusion.read', 'exclusion.write']
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
begin
  return ((p_at at time zone p_time_zone) - p_start::interval)::date;
end;
$$;
comment on function app.local_gaming_day(timestamptz, text, time) is
  'The gaming day an instant belongs to: local wall time less the start of the gaming day. Wall time, not elapsed time, so it is right across daylight-saving changes, when a gaming day has 23 or 25 hours.';

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

-- ---- The audit trail -------------------------------------------------------------------------------------------------

create table public.audit_log (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  at timestamptz not null default now(),
  gaming_day date not null,
  staff_id uuid not null,
  staff_role public.staff_role not null,
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
  primary key (casino_id, id)
);
comment on table public.audit_log is
  'Append-only: one row per mutating RPC call, with the state before and after. It is also where the replay of an intent that has no ledger entry is found: `after` is the answer that was given.';
comment on column public.audit_log.casino_id is
  'No foreign key: it would share-lock the one casino row in every write of the house. The row is written from the caller''s context only.';
comment on column public.audit_log.staff_id is 'Who acted. No foreign key, for the same reason; staff rows are never deleted.';
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
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- An action is written `<domain>.<verb>`, so that its domain needs no second argument.
  insert into public.audit_log (casino_id, gaming_day, staff_id, staff_role, domain, action, entity_type, entity_id, outcome,
    before, after, correlation_id, idempotency_key, request_hash)
  values (p_ctx.casino_id, p_ctx.gaming_day, p_ctx.staff_id, p_ctx.role, split_part(p_action, '.', 1), p_action, p_entity_type,
    p_entity_id, p_outcome, p_before, p_after, p_ctx.correlation_id, p_idempotency_key, p_request_hash);
end;
$$;
comment on function app.write_audit(app.rls_context, text, text, uuid, jsonb, jsonb, text, bytea, text) is
  'Adds the one audit row of a mutating call. `p_action` is `<domain>.<verb>`; `outcome` is done or refused (an attempt that must be on record).';

create function app.claim_intent(p_ctx app.rls_context, p_idempotency_key text, p_request_hash bytea)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_audit public.audit_log;
begin
  perform app.require_idempotency_key(p_idempotency_key);

  select * into v_audit from public.audit_log
  where casino_id = p_ctx.casino_id and idempotency_key = p_idempotency_key;
  if not found then
    -- The first of several identical calls at once goes on; the others wait here for its answer. The unique index on
    -- the audit row stays the last word.
    perform pg_advisory_xact_lock(hashtextextended(p_ctx.casino_id::text || p_idempotency_key, 0));
    select * into v_audit from public.audit_log
    where casino_id = p_ctx.casino_id and idempotency_key = p_idempotency_key;
    if not found then
      return null;
    end if;
  end if;

  if v_audit.request_hash is distinct from p_request_hash then
    perform app.fail(422, 'IDEMPOTENCY_KEY_REUSED');
  end if;
  return v_audit.after || jsonb_build_object('is_existing', true);
end;
$$;
comment on function app.claim_intent(app.rls_context, text, bytea) is
  'Claims an idempotency key for this transaction, or returns the original answer (with is_existing true) when the intent was carried out before. Null: go on, and end with complete_intent. IDEMPOTENCY_KEY_REUSED when the key belongs to another request.';

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
  perform app.write_audit(p_ctx, p_action, p_entity_type, p_entity_id, p_before, p_answer, p_idempotency_key, p_request_hash);
  return p_answer || jsonb_build_object('is_existing', false);
end;
$$;
comment on function app.complete_intent(app.rls_context, text, text, uuid, jsonb, jsonb, text, bytea) is
  'Ends what claim_intent began: the audit row keeps the answer for replays, the caller gets it with is_existing false.';

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
  perform set_config('response.status', p_status::text, true);
  return jsonb_build_object('code', 'PT' || p_status::text, 'message', p_code, 'details', '{}', 'hint', '');
end;
$$;
comment on function app.refuse_on_record(app.rls_context, integer, text, text, text, uuid, jsonb) is
  'A refusal whose attempt must stay on record: an exception would roll its audit row back. The row is kept and the API answers the status with the very body an exception would give. Call it before anything was written, and return its result.';

-- ---- What the signed-in person needs to know about themselves --------------------------------------------------------

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
        'gaming_day_start', to_char(cs.gaming_day_start, 'HH24:MI'),
        'currency', cs.currency,
        'reward_soft_cap_points', cs.reward_soft_cap_points,
        'reward_preset_points', to_jsonb(cs.reward_preset_points),
        'rewards_per_staff_per_minute', cs.rewards_per_staff_per_minute
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
  'The caller: staff {id, name, email, role}, capabilities, casino {id, slug, name}, the settings screens need, and the gaming day of now.';

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
revoke all on function public.rpc_get_me() from public, anon;
grant execute on function public.rpc_get_me() to authenticated;

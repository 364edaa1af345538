-- Shift: the shifts of a gaming day, what each table held and won, and the alerts a shift manager is called by.

create type public.alert_kind as enum ('table_idle', 'slip_duration', 'pause_duration', 'drop_anomaly', 'promo_issuance_spike',
  'promo_void_rate', 'promo_replacement_rate', 'outstanding_aging', 'expiring_soon');
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
comment on table public.shift_pattern is 'The shifts of an ordinary gaming day, by wall time. Each lasts until the next one begins.';

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
comment on table public.shift is 'One shift of one gaming day. The shifts of a day follow each other without gap or overlap, from its start to the start of the next day.';
comment on column public.shift.id is 'app.shift_id: known before the shift is stored, so that a day nobody planned yet can already be shown and counted.';

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
  'What one table held and took in one shift: chips at its beginning and end, chips brought (fills) and taken away (credits), cash in its box (drop). The last figures given; the audit trail has those before.';
comment on column public.table_count.closing_cents is 'Null until the table is counted at the end of the shift; win is not known before.';
comment on column public.table_count.version is 'Grows by one with every change, so that two tablets notice each other.';
comment on column public.table_count.recorded_by_staff_id is 'Who gave the figures. No foreign key, as in the ledger; staff rows are never deleted.';
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
comment on table public.alert_acknowledgement is 'Who has seen which alert of a gaming day, and what they say about it. Once per occurrence, and again each time it has outgrown what was seen.';
comment on column public.alert_acknowledgement.since_at is 'When what was seen began: the idle time, the slip, the pause. Null for alerts that have no beginning.';
comment on column public.alert_acknowledgement.value is 'The figure that fired, as it was when it was seen.';
comment on column public.alert_acknowledgement.figures is 'What the alert can grow by, as it was when it was seen: app.alert_figures.';
comment on column public.alert_acknowledgement.times is 'How often this occurrence was acknowledged by then, from 1.';
comment on column public.alert_acknowledgement.staff_id is 'Who has seen it. No foreign key, as in the ledger; staff rows are never deleted.';

-- ---- Shifts ----------------------------------------------------------------------------------------------------------

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
  return query select s.* from public.shift s where s.casino_id = p_casino_id and s.gaming_day = p_gaming_day order by s.starts_at;
  if found then
    return;
  end if;

  select * into v_settings from public.casino_settings where casino_id = p_casino_id;
  return query
    with starts as (
      -- A shift that begins before the gaming day does, by the clock, belongs to the next date.
      select p.name, (p_gaming_day + p.starts_at_local + make_interval(days => (p.starts_at_local < v_settings.gaming_day_start)::integer))
        at time zone v_settings.time_zone as starts_at
      from public.shift_pattern p
      where p.casino_id = p_casino_id
    ),
    windows as (
      -- By instant and not by wall time, which runs backwards when the clocks are put back. The first shift begins with the day.
      select s.name, case when row_number() over by_start = 1 then v_day_start else s.starts_at end as starts_at,
        lead(s.starts_at, 1, v_day_end) over by_start as ends_at
      from starts s
      window by_start as (order by s.starts_at, s.name)
    )
    select p_casino_id, app.shift_id(p_casino_id, p_gaming_day, w.name), p_gaming_day, w.name, w.starts_at, w.ends_at
    from windows w
    -- Two shifts whose starts fall into the hour that the clocks skip begin at one instant; the first of them does not take place.
    where w.ends_at > w.starts_at
    order by w.starts_at;
end;
$$;
comment on function app.shifts_of_day(uuid, date) is
  'The shifts of a gaming day in their order: as stored, or else as the pattern makes them. They tile the day exactly, also when it has 23 or 25 hours.';

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
  'Stores the shifts of a gaming day and returns how many are new; 0 for a day that has its shifts. A later change of the pattern is for later days.';

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
      v_planned := app.plan_shifts(v_ctx.casino_id, v_ctx.gaming_day) + app.plan_shifts(v_ctx.casino_id, v_ctx.gaming_day + 1);
      if v_planned > 0 then
        perform app.write_audit(v_ctx, 'shift.plan_shifts', 'shift', null, null, jsonb_build_object('planned', v_planned));
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
  'Stores the shifts of today and tomorrow at every casino. Answers {done: <new shifts>, has_more: false, failed: <casinos>}. For service_role only.';

-- ---- Cash ------------------------------------------------------------------------------------------------------------

create function app.win_cents(p_count public.table_count)
returns bigint
language plpgsql
immutable
set search_path = ''
as $$
begin
  return p_count.drop_cents + p_count.closing_cents + p_count.credits_cents - p_count.opening_cents - p_count.fills_cents;
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
comment on function app.hold_percent(numeric, numeric) is 'Hold: win in percent of drop, with 2 decimals. Null without a win, and when nothing was dropped.';

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
comment on function app.table_count_json(public.table_count) is 'A count as every RPC answers it, with the win and hold that follow from it.';

create function app.require_count_cents(p_field text, p_cents bigint)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_cents is null or p_cents not between 0 and 100000000000 then
    perform app.invalid(p_field, 'Give cents from 0 to 100000000000.');
  end if;
end;
$$;
comment on function app.require_count_cents(text, bigint) is 'VALIDATION_FAILED unless a figure of a count is 0 to 1 billion in the currency''s units.';

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
comment on function app.require_shift(app.rls_context, uuid) is 'SHIFT_NOT_FOUND unless the casino has the shift; the shifts of recent days are stored if nobody did.';

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
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea;
  v_answer jsonb;
  v_before public.table_count;
  v_count public.table_count;
begin
  perform app.require_capability(v_ctx, 'shift.manage');
  perform app.require_count_cents('openingCents', p_opening_cents), app.require_count_cents('closingCents', coalesce(p_closing_cents, 0)),
    app.require_count_cents('fillsCents', p_fills_cents), app.require_count_cents('creditsCents', p_credits_cents),
    app.require_count_cents('dropCents', p_drop_cents);
  v_hash := app.request_hash('record_table_count', jsonb_build_array(p_table_id, p_shift_id, p_opening_cents, p_closing_cents,
    p_fills_cents, p_credits_cents, p_drop_cents, p_expected_version));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
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

  insert into public.table_count as c (casino_id, table_id, shift_id, opening_cents, closing_cents, fills_cents, credits_cents,
    drop_cents, recorded_by_staff_id)
  values (v_ctx.casino_id, p_table_id, p_shift_id, p_opening_cents, p_closing_cents, p_fills_cents, p_credits_cents, p_drop_cents,
    v_ctx.staff_id)
  on conflict (casino_id, table_id, shift_id) do update
  set opening_cents = excluded.opening_cents, closing_cents = excluded.closing_cents, fills_cents = excluded.fills_cents,
    credits_cents = excluded.credits_cents, drop_cents = excluded.drop_cents, version = c.version + 1,
    recorded_by_staff_id = excluded.recorded_by_staff_id, at = excluded.at
  returning * into v_count;
  return app.complete_intent(v_ctx, 'shift.record_table_count', 'table_count', v_count.id,
    case when v_before.id is not null then app.table_count_json(v_before) end, app.table_count_json(v_count), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_record_table_count(uuid, uuid, bigint, bigint, bigint, bigint, text, bigint, integer, uuid) is
  'Records what a table held and took in a shift, in cents, or replaces what was recorded; p_closing_cents is null until it is counted. With p_expected_version (0: nothing recorded yet) only if nobody changed it since. Answers the count with win and hold, and is_existing. Capability shift.manage. TABLE_NOT_FOUND, SHIFT_NOT_FOUND, COUNT_CHANGED, VALIDATION_FAILED.';

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
  'What one table came to over some shifts of a day. win_cents and counted_drop_cents are those of the counted shifts, and null when there is none.';

create function app.list_table_figures(p_casino_id uuid, p_gaming_day date, p_shift_id uuid)
returns setof app.table_figures
language plpgsql
stable
set search_path = ''
as $$
begin
  -- Win is the sum of the shifts' wins. Opening of the first and closing of the last shift would give the same only while
  -- each shift opens with what the one before closed with, which nobody promises.
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
        (array_agg(c.closing_cents order by c.starts_at desc) filter (where c.closing_cents is not null))[1] as closing_cents,
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
comment on function app.list_table_figures(uuid, date, uuid) is 'Every table of the casino with its figures of one shift, or of the whole gaming day when p_shift_id is null.';

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
  'The figures of a pit or of the casino. Win and hold are of what is counted; win over all drop would show a loss that is only a table not yet counted.';

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
      select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'starts_at', s.starts_at, 'ends_at', s.ends_at,
        'is_current', now() >= s.starts_at and now() < s.ends_at) order by s.starts_at), '[]'::jsonb)
      from unnest(v_shifts) s
    ),
    'casino', app.group_figures_json(v_tables),
    'pits', (
      select coalesce(jsonb_agg(app.group_figures_json(of_pit.tables) || jsonb_build_object('id', p.id, 'name', p.name, 'tables', (
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
  'Drop, win, hold, fills and credits of a gaming day (today without p_gaming_day) or of one of its shifts, for the casino, its pits and tables: {gaming_day, shift_id, as_of, shifts, casino, pits}. Win and hold are of counted tables only. Capability dashboard.read. SHIFT_NOT_FOUND, VALIDATION_FAILED for a day after tomorrow.';

-- ---- What is ordinary ------------------------------------------------------------------------------------------------

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
  'How a value compares with the days before: their median, unscaled MAD and number, how the allowed deviation (threshold) was found (mad, mean_ad, fallback), and whether the history is ready, building or stale.';

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
  v_verdict.readiness := case when p_is_stale then 'stale' when v_verdict.n < p_min_history then 'building' else 'ready' end;

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
comment on function app.judge_against_baseline(numeric, numeric[], numeric, numeric, numeric, numeric, integer, text, boolean) is
  'The one robust rule: a value fires when it is further from the median of its history than the multiplier times the spread (direction both, or up: above it only) and the change reaches both floors. Too little or stale history, or one without any spread, is judged by a fixed percent of the median. See docs/alert-rules.md.';

-- ---- Alert rules -----------------------------------------------------------------------------------------------------
--
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
  'One evaluated rule on one thing. entity_key names the thing within the rule for as long as the gaming day lasts; details are the figures the rule went by.';

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
  v_alert.severity := case when v_alert.value >= v_critical_minutes then 'critical' when v_alert.value >= v_warn_minutes then 'warn' else 'none' end;
  v_alert.threshold := case v_alert.severity when 'critical' then v_critical_minutes else v_warn_minutes end;
  v_alert.details := p_rule - 'enabled' || p_details || jsonb_build_object('since_at', p_since);
  return v_alert;
end;
$$;
comment on function app.duration_alert(public.alert_kind, text, uuid, text, timestamptz, jsonb, jsonb) is
  'An alert about how many whole minutes something has lasted; the threshold is the one it reached. A rule without critical_minutes only warns.';

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
      and not exists (select 1 from public.rating_slip s where s.casino_id = p_casino_id and s.table_id = t.id and s.status <> 'closed');
end;
$$;
comment on function app.list_table_idle_alerts(uuid, jsonb) is 'Open tables at which nobody has had a slip, running or paused, for too long.';

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
  'Live slips that began too long ago (slip_duration, pauses included: it is the player who has been there), or whose pause did (pause_duration).';

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
comment on function app.change_floor(text) is 'Which figure of the baseline says how big a change has to be to count, for a unit.';

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
    (p_rule -> 'fallback_percent')::numeric, (p_baseline -> app.change_floor(p_unit))::numeric, (p_baseline -> 'min_change_percent')::numeric,
    (p_baseline -> 'min_history_days')::integer, p_direction, coalesce(p_newest_day < p_gaming_day - 7, false));
end;
$$;
comment on function app.judge_by_rule(numeric, text, numeric[], date, date, text, jsonb, jsonb) is
  'Judges a value (count or cents) by the figures of a rule and of the baseline, for the alert as for the chart. History whose newest day is more than 7 days back is stale.';

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
  v_verdict := app.judge_by_rule(p_alert.value, p_alert.unit, p_history, p_newest_day, p_gaming_day, p_direction, p_rule, p_baseline);
  v_alert.baseline := v_verdict;
  v_alert.threshold := v_verdict.threshold;
  v_alert.severity := case when v_verdict.is_firing then 'warn' else 'none' end;
  v_alert.readiness_text := case v_verdict.readiness
    when 'building' then 'building ' || v_verdict.n || '/' || (p_baseline ->> 'min_history_days')
    else v_verdict.readiness
  end;
  v_alert.details := coalesce(p_alert.details, '{}'::jsonb) || (p_rule - 'enabled') || jsonb_build_object('newest_day', p_newest_day,
    'min_change', p_baseline -> app.change_floor(p_alert.unit), 'min_change_percent', p_baseline -> 'min_change_percent', 'direction', p_direction);
  return v_alert;
end;
$$;
comment on function app.baseline_alert(app.alert, numeric[], date, date, text, jsonb, jsonb) is
  'Judges the value of an alert against the same figure of earlier days.';

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
      where s.casino_id = p_casino_id and s.gaming_day between p_gaming_day - 28 and p_gaming_day - 1 and c.closing_cents is not null
    ) d
    where d.place <= p_gaming_days
    group by d.table_id, d.name;
end;
$$;
comment on function app.list_drop_histories(uuid, date, integer) is
  'Drop of each table by shift name on the most recent days before p_gaming_day on which it was counted, at most 28 days back. A table that was not counted was closed, and that is no day; a counted drop of 0 is one.';

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
      row('drop_anomaly', 'none', 'table', t.id, t.label, s.name, t.id || ':' || s.name, c.drop_cents, 'cents', null, null, null,
        jsonb_build_object('shift_id', s.id, 'shift_name', s.name))::app.alert,
      h.history, h.newest_day, p_gaming_day, 'both', p_rule, p_baseline) a
    where s.casino_id = p_casino_id and s.gaming_day = p_gaming_day and c.closing_cents is not null;
end;
$$;
comment on function app.list_drop_alerts(uuid, date, jsonb, jsonb) is
  'Every counted drop of a gaming day against the same table and shift name before; too much is as odd as too little.';

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
comment on function app.sum_of_first(bigint[], integer) is 'The sum of the first elements of an array; of all, when there are fewer.';

create function app.list_promo_spike_alerts(p_casino_id uuid, p_day public.promo_day_rollup, p_rule jsonb, p_baseline jsonb)
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
  select array_agg(app.sum_of_first(d.issued_count_by_hour, v_hours)), array_agg(app.sum_of_first(d.issued_face_value_cents_by_hour, v_hours)),
    max(d.gaming_day)
  into v_counts, v_face_values, v_newest_day
  from app.promo_baseline_days(p_casino_id, p_day.gaming_day, (p_baseline -> 'gaming_days')::integer) d;

  return next app.baseline_alert(
    row('promo_issuance_spike', 'none', 'casino', null, null, 'count', 'count', p_day.issued_count, 'count', null, null, null, v_details)::app.alert,
    v_counts, v_newest_day, p_day.gaming_day, 'up', p_rule, p_baseline);
  return next app.baseline_alert(
    row('promo_issuance_spike', 'none', 'casino', null, null, 'face_value', 'face_value', p_day.issued_face_value_cents, 'cents', null, null, null,
      v_details)::app.alert,
    v_face_values, v_newest_day, p_day.gaming_day, 'up', p_rule, p_baseline);
end;
$$;
comment on function app.list_promo_spike_alerts(uuid, public.promo_day_rollup, jsonb, jsonb) is
  'Coupons issued in a gaming day, by number and by face value, against the open days before; only more than usual is an alert.';

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
  v_alert.severity := case when v_is_enough and 100 * p_day.voided_count > v_alert.threshold * p_day.issued_count then 'warn' else 'none' end;
  v_alert.readiness_text := case when not v_is_enough then 'too few' end;
  v_alert.details := p_rule - 'enabled' || jsonb_build_object('issued_count', p_day.issued_count, 'voided_count', p_day.voided_count);
  return v_alert;
end;
$$;
comment on function app.promo_void_alert(public.promo_day_rollup, jsonb) is
  'Coupons voided in percent of those issued in a gaming day. Of a few coupons one void is a large share and means nothing: too few, and nothing fires.';

create function app.promo_replacement_alert(p_day public.promo_day_rollup, p_rule jsonb)
returns app.alert
language plpgsql
stable
set search_path = ''
as $$
declare
  v_alert app.alert;
  v_most record;
begin
  with replaced as (
    select replaced_by_staff_id, promo_program_id, player_id, coalesce(first_issued_at, issued_at) as first_issued_at
    from public.promo_coupon
    where casino_id = p_day.casino_id and status = 'replaced' and replaced_at >= p_day.starts_at and replaced_at < p_day.ends_at
  )
  select by_one.staff_name, coalesce(by_one.coupons, 0) as by_count, coalesce(of_one.coupons, 0) as of_count into v_most
  -- The coupons of a line have program, player and first issue in common.
  from (select max(coupons) as coupons from (select count(*) as coupons from replaced group by promo_program_id, player_id, first_issued_at) line) of_one
  left join lateral (
    select app.staff_name(p_day.casino_id, replaced_by_staff_id) as staff_name, count(*) as coupons
    from replaced group by replaced_by_staff_id order by 2 desc, 1 limit 1
  ) by_one on true;
  v_alert.kind := 'promo_replacement_rate';
  v_alert.entity_type := 'casino';
  v_alert.entity_key := 'casino';
  if p_day.issued_count >= (p_rule -> 'min_issued')::numeric then
    v_alert.value := round(100.0 * p_day.replaced_count / p_day.issued_count, 2);
    v_alert.unit := 'percent';
    v_alert.threshold := (p_rule -> 'warn_percent')::numeric;
    v_alert.severity := case when 100 * p_day.replaced_count > v_alert.threshold * p_day.issued_count
      or v_most.of_count >= (p_rule -> 'min_replaced')::numeric then 'warn' else 'none' end;
  else
    -- Of few coupons, or none, a share says nothing; but one that was replaced over and over must not pass for too few.
    v_alert.value := p_day.replaced_count;
    v_alert.unit := 'count';
    v_alert.threshold := (p_rule -> 'min_replaced')::numeric;
    v_alert.severity := case when v_alert.value >= v_alert.threshold then 'warn' else 'none' end;
    v_alert.readiness_text := case v_alert.severity when 'none' then 'too few' end;
  end if;

  v_alert.details := p_rule - 'enabled' || jsonb_build_object('issued_count', p_day.issued_count, 'replaced_count', p_day.replaced_count,
    'most_by_staff_name', v_most.staff_name, 'most_by_count', v_most.by_count, 'most_of_one_count', v_most.of_count);
  return v_alert;
end;
$$;
comment on function app.promo_replacement_alert(public.promo_day_rollup, jsonb) is
  'Coupons replaced in percent of those issued in a gaming day, who replaced most of them, and how often the one replaced most often was (most_of_one_count): from min_replaced on that fires whatever the rate. Where fewer than min_issued were issued, the number of all decides, from min_replaced on.';

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
  -- Value and threshold are of the figure that is over its limit; of the face value when both are, or neither.
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
  v_alert.details := p_rule - 'enabled' || jsonb_build_object('coupon_count', v_count, 'face_value_cents', v_face_value_cents);
  return v_alert;
end;
$$;
comment on function app.outstanding_aging_alert(uuid, jsonb) is 'Coupons issued long ago and still good now: too many of them, or worth too much. A replacement is as old as the first coupon of its line.';

create function app.expiring_soon_alert(p_casino_id uuid, p_rule jsonb)
returns app.alert
language plpgsql
stable
set search_path = ''
as $$
declare
  v_alert app.alert;
  v_outstanding jsonb := app.promo_outstanding(p_casino_id, make_interval(hours => (p_rule -> 'within_hours')::integer));
begin
  v_alert.kind := 'expiring_soon';
  v_alert.entity_type := 'casino';
  v_alert.entity_key := 'casino';
  v_alert.value := (v_outstanding -> 'expiring_soon_count')::numeric;
  v_alert.unit := 'count';
  v_alert.threshold := (p_rule -> 'min_coupons')::numeric;
  v_alert.severity := case when v_alert.value >= v_alert.threshold then 'warn' else 'none' end;
  v_alert.details := p_rule - 'enabled' || jsonb_build_object('face_value_cents', v_outstanding -> 'expiring_soon_face_value_cents');
  return v_alert;
end;
$$;
comment on function app.expiring_soon_alert(uuid, jsonb) is 'Coupons that are good now and will not be for long, as the rollup counts them.';

create function app.list_alerts(p_ctx app.rls_context, p_gaming_day date)
returns setof app.alert
language plpgsql
stable
set search_path = ''
as $$
declare
  v_rules jsonb := (select alert_thresholds from public.casino_settings where casino_id = p_ctx.casino_id);
  v_baseline jsonb := v_rules -> 'baseline';
  v_promo_day public.promo_day_rollup := app.promo_day(p_ctx.casino_id, p_gaming_day);
begin
  -- What happens on the floor and what is outstanding is known for now only, and so belongs to the gaming day of now.
  if p_gaming_day = p_ctx.gaming_day then
    return query select * from app.list_table_idle_alerts(p_ctx.casino_id, v_rules -> 'table_idle')
      where (v_rules #>> '{table_idle,enabled}')::boolean;
    return query select * from app.list_slip_alerts(p_ctx.casino_id, 'slip_duration', v_rules -> 'slip_duration')
      where (v_rules #>> '{slip_duration,enabled}')::boolean;
    return query select * from app.list_slip_alerts(p_ctx.casino_id, 'pause_duration', v_rules -> 'pause_duration')
      where (v_rules #>> '{pause_duration,enabled}')::boolean;
    return query select * from app.outstanding_aging_alert(p_ctx.casino_id, v_rules -> 'outstanding_aging')
      where (v_rules #>> '{outstanding_aging,enabled}')::boolean;
    return query select * from app.expiring_soon_alert(p_ctx.casino_id, v_rules -> 'expiring_soon')
      where (v_rules #>> '{expiring_soon,enabled}')::boolean;
  end if;
  return query select * from app.list_drop_alerts(p_ctx.casino_id, p_gaming_day, v_rules -> 'drop_anomaly', v_baseline)
    where (v_rules #>> '{drop_anomaly,enabled}')::boolean;
  return query select * from app.list_promo_spike_alerts(p_ctx.casino_id, v_promo_day, v_rules -> 'promo_issuance_spike', v_baseline)
    where (v_rules #>> '{promo_issuance_spike,enabled}')::boolean;
  return query select * from app.promo_void_alert(v_promo_day, v_rules -> 'promo_void_rate')
    where (v_rules #>> '{promo_void_rate,enabled}')::boolean;
  return query select * from app.promo_replacement_alert(v_promo_day, v_rules -> 'promo_replacement_rate')
    where (v_rules #>> '{promo_replacement_rate,enabled}')::boolean;
end;
$$;
comment on function app.list_alerts(app.rls_context, date) is
  'Every enabled rule, evaluated now for a gaming day. Rules about tables, slips and pauses answer only what fires; the others also what does not, so that one sees why.';

-- ---- Reading and acknowledging alerts --------------------------------------------------------------------------------

create function app.acknowledgement_json(p_acknowledgement public.alert_acknowledgement)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('id', p_acknowledgement.id, 'gaming_day', p_acknowledgement.gaming_day, 'kind', p_acknowledgement.kind,
      'entity_key', p_acknowledgement.entity_key, 'severity', p_acknowledgement.severity, 'value', p_acknowledgement.value,
      'note', p_acknowledgement.note, 'staff_name', s.full_name,
      'at', to_char(p_acknowledgement.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    from public.staff s
    where s.casino_id = p_acknowledgement.casino_id and s.id = p_acknowledgement.staff_id
  );
end;
$$;
comment on function app.acknowledgement_json(public.alert_acknowledgement) is 'Who has seen an alert, when, and their note, as every RPC answers it.';

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
    when 'drop_anomaly' then jsonb_build_object(case when v_change < 0 then 'cents_below' else 'cents_above' end, abs(v_change))
    when 'promo_issuance_spike' then jsonb_build_object(p_alert.unit, v_change)
    -- Of a rate the number behind it: that can double while the rate stays.
    when 'promo_void_rate' then jsonb_build_object('count', v_details -> 'voided_count')
    when 'promo_replacement_rate' then jsonb_build_object('count', v_details -> 'replaced_count')
    when 'outstanding_aging' then jsonb_build_object('count', v_details -> 'coupon_count', 'cents', v_details -> 'face_value_cents')
    else jsonb_build_object(p_alert.unit, p_alert.value)
  end);
end;
$$;
comment on function app.alert_figures(app.alert) is
  'What an alert can grow by: minutes, count or cents; of one with a baseline the distance from the median, of a drop on its side of it. Nothing where there is no median to be distant from.';

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
  'Whether a figure of an alert has grown materially since it was seen: by both floors of the baseline, min_change_percent of what was seen and min_change_coupons or min_change_cents; of what is counted in minutes, an hour.';

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
  where casino_id = p_casino_id and gaming_day = p_gaming_day and kind = p_alert.kind and entity_key = p_alert.entity_key
    and since_at is not distinct from app.alert_since(p_alert)
  order by times desc
  limit 1;
  return v_acknowledgement;
end;
$$;
comment on function app.last_acknowledgement(uuid, date, app.alert) is 'Who was the last to acknowledge this occurrence of an alert; all null when nobody has.';

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
    'entity', jsonb_build_object('type', p_alert.entity_type, 'id', p_alert.entity_id, 'label', p_alert.entity_label, 'metric', p_alert.metric),
    'entity_key', p_alert.entity_key,
    'value', p_alert.value,
    'unit', p_alert.unit,
    'baseline', case when (p_alert.baseline).n is not null then
      to_jsonb(p_alert.baseline) - 'threshold' - 'is_firing' || jsonb_build_object('readiness_text', p_alert.readiness_text) end,
    'threshold', trim_scale(round(p_alert.threshold, 4)),
    'readiness_text', p_alert.readiness_text,
    'message', '',
    'details', p_alert.details,
    'acknowledgement', case when v_is_acknowledged then app.acknowledgement_json(p_acknowledgement) end,
    'outgrown_acknowledgement', case when not v_is_acknowledged then app.acknowledgement_json(p_acknowledgement) end
  );
end;
$$;
comment on function app.alert_json(app.alert, public.alert_acknowledgement) is 'An alert as every RPC answers it, with who has seen it, or whom it has outgrown since. The message is left to the web app, where the English lives.';

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
  'The alert rules evaluated now for a gaming day (today without p_gaming_day), the most severe first, each with value, baseline, threshold and who has seen it (acknowledgement), or who had before it grew (outgrown_acknowledgement): {gaming_day, currency, as_of, items}. Capability dashboard.read. VALIDATION_FAILED for a day after tomorrow.';

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
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_note text := nullif(btrim(p_note), '');
  v_hash bytea;
  v_answer jsonb;
  v_alert app.alert;
  v_last public.alert_acknowledgement;
  v_acknowledgement public.alert_acknowledgement;
begin
  perform app.require_capability(v_ctx, 'shift.manage');
  perform app.require_gaming_day(v_ctx, p_gaming_day);
  if length(v_note) > 500 then
    perform app.invalid('note', 'Keep the note under 500 characters.');
  end if;
  v_hash := app.request_hash('acknowledge_alert', jsonb_build_array(p_gaming_day - date '2000-01-01', p_kind, p_entity_key, v_note));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  -- Evaluated again: what is acknowledged is what is true now, not what a tablet showed a while ago.
  select * into v_alert from app.list_alerts(v_ctx, p_gaming_day) a
  where a.kind = p_kind and a.entity_key = p_entity_key and a.severity <> 'none';
  if not found then
    perform app.fail(409, 'ALERT_NOT_FIRING');
  end if;
  v_last := app.last_acknowledgement(v_ctx.casino_id, p_gaming_day, v_alert);
  if not app.is_acknowledged(v_alert, v_last) then
    insert into public.alert_acknowledgement (casino_id, gaming_day, kind, entity_key, severity, since_at, value, figures, times, note, staff_id)
    values (v_ctx.casino_id, p_gaming_day, p_kind, p_entity_key, v_alert.severity, app.alert_since(v_alert), v_alert.value,
      app.alert_figures(v_alert), coalesce(v_last.times, 0) + 1, v_note, v_ctx.staff_id)
    on conflict (casino_id, gaming_day, kind, entity_key, since_at, times) do nothing
    returning * into v_acknowledgement;
  end if;
  if v_acknowledgement.id is null then
    v_answer := app.acknowledgement_json(app.last_acknowledgement(v_ctx.casino_id, p_gaming_day, v_alert));
    perform app.fail(409, 'ALERT_ACKNOWLEDGED', jsonb_build_object('staffName', v_answer -> 'staff_name', 'at', v_answer -> 'at'));
  end if;
  return app.complete_intent(v_ctx, 'shift.acknowledge_alert', 'alert_acknowledgement', v_acknowledgement.id, null,
    app.acknowledgement_json(v_acknowledgement), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_acknowledge_alert(date, public.alert_kind, text, text, text, uuid) is
  'Notes that the caller has seen an alert as it is now; it calls again when it has become more severe or grown materially. Answers {id, gaming_day, kind, entity_key, severity, value, note, staff_name, at} and is_existing. Capability shift.manage. ALERT_NOT_FIRING, ALERT_ACKNOWLEDGED (with staffName and at of who was first), VALIDATION_FAILED.';

-- ---- Row level security and grants -----------------------------------------------------------------------------------

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

grant select on public.shift_pattern, public.shift, public.table_count, public.alert_acknowledgement to authenticated, service_role;

revoke all on function
  public.rpc_record_table_count(uuid, uuid, bigint, bigint, bigint, bigint, text, bigint, integer, uuid),
  public.rpc_shift_dashboard(date, uuid),
  public.rpc_shift_alerts(date),
  public.rpc_acknowledge_alert(date, public.alert_kind, text, text, text, uuid),
  public.rpc_worker_plan_shifts()
from public, anon;
grant execute on function
  public.rpc_record_table_count(uuid, uuid, bigint, bigint, bigint, bigint, text, bigint, integer, uuid),
  public.rpc_shift_dashboard(date, uuid),
  public.rpc_shift_alerts(date),
  public.rpc_acknowledge_alert(date, public.alert_kind, text, text, text, uuid)
to authenticated;
grant execute on function public.rpc_worker_plan_shifts() to service_role;

-- When gaming days begin, by which clock, and from which gaming day on, as those who set up the house change it.

create type app.day_change as (
  gaming_day date,
  starts_at timestamptz,
  ends_at timestamptz,
  ends_otherwise_at timestamptz
);
comment on type app.day_change is
  'The last gaming day by the rule before: when it begins, when it ends because the next one begins by another rule, '
  'and when it would end otherwise.';

create function app.day_change_json(p_change app.day_change)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(p_change) || jsonb_build_object(
    'minutes', round(extract(epoch from p_change.ends_at - p_change.starts_at) / 60)::integer);
end;
$$;
comment on function app.day_change_json(app.day_change) is
  'What becomes of the last gaming day by a rule, as every RPC answers it: {gaming_day, starts_at, ends_at, '
  'ends_otherwise_at, minutes (how long it is)}.';

create function app.first_settable_day_rule(p_ctx app.rls_context)
returns date
language plpgsql
stable
set search_path = ''
as $$
begin
  -- Today ends when everybody at work expects it. Tomorrow may end otherwise, unless its shifts hold counts already.
  return p_ctx.gaming_day + 2 + exists (
    select from public.shift s
    join public.table_count c on c.casino_id = s.casino_id and c.shift_id = s.id
    where s.casino_id = p_ctx.casino_id and s.gaming_day = p_ctx.gaming_day + 1)::integer;
end;
$$;
comment on function app.first_settable_day_rule(app.rls_context) is
  'From which gaming day on another rule of the day may be set: the day after tomorrow, or the one after that where '
  'tables were counted in tomorrow''s shifts.';

create function app.day_rules_json(p_ctx app.rls_context)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('gaming_day', p_ctx.gaming_day,
    'first_settable_gaming_day', app.first_settable_day_rule(p_ctx),
    'items', (
      select jsonb_agg(jsonb_build_object(
        'from_gaming_day', nullif(r.from_gaming_day, date '-infinity'),
        'phase', case when r.from_gaming_day > p_ctx.gaming_day then 'later'
          when r.until_gaming_day > p_ctx.gaming_day then 'now' else 'before' end,
        'time_zone', r.time_zone, 'gaming_day_start', to_char(r.gaming_day_start, 'HH24:MI'),
        'day_before', case when r.from_gaming_day > date '-infinity' then
          app.day_change_json(app.day_before(p_ctx.casino_id, r.from_gaming_day, r.starts_at)) end,
        'set_by_staff_name', app.staff_name(p_ctx.casino_id, d.set_by_staff_id), 'set_at', d.at)
        order by r.from_gaming_day desc)
      from app.day_rules(p_ctx.casino_id) r
      left join public.casino_day_rule d
        on d.casino_id = p_ctx.casino_id and d.from_gaming_day = r.from_gaming_day and d.set_by_staff_id is not null));
end;
$$;
comment on function app.day_rules_json(app.rls_context) is
  'When gaming days begin and by which clock, as every RPC answers it: {gaming_day (today), first_settable_gaming_day, '
  'items: [{from_gaming_day (null: ever since), phase: later | now | before, time_zone, gaming_day_start: HH:MM, '
  'day_before (null: none; as app.day_change_json has it), set_by_staff_name, set_at (null: what the casino was '
  'founded with)}]}, the latest day first.';

create function app.day_before(p_casino_id uuid, p_from_gaming_day date, p_starts_at timestamptz)
returns app.day_change
language plpgsql
stable
set search_path = ''
as $$
declare
  v_change app.day_change;
begin
  v_change.gaming_day := p_from_gaming_day - 1;
  v_change.starts_at := app.gaming_day_start(p_casino_id, v_change.gaming_day);
  v_change.ends_at := p_starts_at;
  select app.local_gaming_day_start(p_from_gaming_day, r.time_zone, r.gaming_day_start) into v_change.ends_otherwise_at
  from app.day_rules(p_casino_id) r
  where v_change.gaming_day >= r.from_gaming_day and v_change.gaming_day < r.until_gaming_day;
  return v_change;
end;
$$;
comment on function app.day_before(uuid, date, timestamptz) is
  'What becomes of the gaming day before p_from_gaming_day if that one begins at p_starts_at.';

create function app.require_day_rule(p_time_zone text, p_gaming_day_start text)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if not exists (select from pg_catalog.pg_timezone_names where name = p_time_zone) then
    perform app.invalid('timeZone', 'timeZone');
  end if;
  if (p_gaming_day_start ~ '^([01]\d|2[0-3]):[0-5]\d$') is not true then
    perform app.invalid('gamingDayStart', 'clockTime');
  end if;
end;
$$;
comment on function app.require_day_rule(text, text) is
  'VALIDATION_FAILED unless the zone is one that PostgreSQL knows and the time is one.';

create function app.require_day_change(
  p_ctx app.rls_context,
  p_from_gaming_day date,
  p_time_zone text,
  p_gaming_day_start time
)
returns app.day_change
language plpgsql
stable
set search_path = ''
as $$
declare
  v_first constant date := app.first_settable_day_rule(p_ctx);
  v_to_come date;
  v_change app.day_change;
begin
  if (p_from_gaming_day between v_first and p_ctx.gaming_day + 366) is not true then
    perform app.invalid('fromGamingDay', 'dayBetween',
      jsonb_build_object('earliest', v_first, 'latest', p_ctx.gaming_day + 366));
  end if;
  select max(from_gaming_day) into v_to_come from public.casino_day_rule
  where casino_id = p_ctx.casino_id and from_gaming_day > p_ctx.gaming_day;
  if v_to_come <> p_from_gaming_day then
    perform app.fail(409, 'DAY_RULE_TO_COME', jsonb_build_object('fromGamingDay', v_to_come));
  end if;
  v_change := app.day_before(p_ctx.casino_id, p_from_gaming_day,
    app.local_gaming_day_start(p_from_gaming_day, p_time_zone, p_gaming_day_start));
  -- No day may be none; one of less than an hour is nobody's intention.
  if v_change.ends_at - v_change.starts_at < interval '1 hour' then
    perform app.invalid('gamingDayStart', 'dayTooShort', jsonb_build_object('day', v_change.gaming_day));
  end if;
  if v_to_come is null
    and app.is_day_rule(p_ctx.casino_id, p_from_gaming_day - 1, p_time_zone, p_gaming_day_start) then
    perform app.invalid('gamingDayStart', 'sameDayRule');
  end if;
  return v_change;
end;
$$;
comment on function app.require_day_change(app.rls_context, date, text, time) is
  'What becomes of the last gaming day before another rule. VALIDATION_FAILED where the day cannot be set, where less '
  'than an hour would be left of the day before, or where nothing would change; DAY_RULE_TO_COME (detail: '
  'fromGamingDay) while another is to come for another day: two people never undo each other''s unseen.';

create function app.is_day_rule(p_casino_id uuid, p_gaming_day date, p_time_zone text, p_gaming_day_start time)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (
    select from app.day_rules(p_casino_id) r
    where p_gaming_day >= r.from_gaming_day and p_gaming_day < r.until_gaming_day
      and r.time_zone = p_time_zone and r.gaming_day_start = p_gaming_day_start
  );
end;
$$;
comment on function app.is_day_rule(uuid, date, text, time) is 'Whether a gaming day goes by that clock already.';

create function app.keep_day_rules(p_casino_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_rules public.casino_day_rule[] := array(
    select r from public.casino_day_rule r where r.casino_id = p_casino_id order by r.from_gaming_day desc limit 2);
begin
  update public.casino_settings
  set time_zone = (v_rules[cardinality(v_rules)]).time_zone,
    gaming_day_start = (v_rules[cardinality(v_rules)]).gaming_day_start,
    day_rule_from = case when cardinality(v_rules) = 2 then (v_rules[1]).from_gaming_day end,
    day_rule_at = case when cardinality(v_rules) = 2 then (v_rules[1]).starts_at end,
    day_rule_time_zone = case when cardinality(v_rules) = 2 then (v_rules[1]).time_zone end,
    day_rule_start = case when cardinality(v_rules) = 2 then (v_rules[1]).gaming_day_start end
  where casino_id = p_casino_id;
  if cardinality(v_rules) = 1 then
    delete from public.casino_day_rule where casino_id = p_casino_id;
  end if;
end;
$$;
comment on function app.keep_day_rules(uuid) is
  'Takes the last two rules of the gaming day into the settings, where each call has them at hand; what the casino was '
  'founded with, left alone, is in the settings only.';

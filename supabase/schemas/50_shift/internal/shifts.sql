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

create function app.shift_pattern_day(p_casino_id uuid, p_gaming_day date)
returns date
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select max(from_gaming_day) from public.shift_pattern
    where casino_id = p_casino_id and from_gaming_day <= p_gaming_day
  );
end;
$$;
comment on function app.shift_pattern_day(uuid, date) is
  'Since which gaming day the pattern holds that is in force on a gaming day; null where there is none.';

create function app.shifts_of_day(p_casino_id uuid, p_gaming_day date)
returns setof public.shift
language plpgsql
stable
set search_path = ''
as $$
declare
  v_day_start timestamptz := app.gaming_day_start(p_casino_id, p_gaming_day);
  v_day_end timestamptz := app.gaming_day_start(p_casino_id, p_gaming_day + 1);
begin
  return query select s.* from public.shift s where s.casino_id = p_casino_id and s.gaming_day = p_gaming_day
    order by s.starts_at;
  if found then
    return;
  end if;

  return query
    with starts as (
      -- A shift that begins before the gaming day does, by the clock, belongs to the next date.
      select p.name, (p_gaming_day + p.starts_at_local
        + make_interval(days => (p.starts_at_local < r.gaming_day_start)::integer))
        at time zone r.time_zone as starts_at
      from public.shift_pattern p
      join app.day_rules(p_casino_id) r on p_gaming_day >= r.from_gaming_day and p_gaming_day < r.until_gaming_day
      where p.casino_id = p_casino_id and p.from_gaming_day = app.shift_pattern_day(p_casino_id, p_gaming_day)
    ),
    windows as (
      -- By instant and not by wall time, which runs backwards when the clocks are put back. The first shift begins
      -- with the day.
      select s.name, case when row_number() over by_start = 1 then v_day_start else s.starts_at end as starts_at,
        lead(s.starts_at, 1, v_day_end) over by_start as ends_at
      from starts s
      -- The last day of a rule may be over before the last of its shifts would begin, or go on after it.
      where s.starts_at < v_day_end
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
  'exactly, also when it has 23 or 25 hours, or ends by another rule than it began.';

create function app.plan_shifts(p_casino_id uuid, p_gaming_day date)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_count integer;
begin
  if exists (select from public.shift where casino_id = p_casino_id and gaming_day = p_gaming_day) then
    return 0;
  end if;
  -- Who sets another pattern for this day waits, or is waited for: the day is stored by one of the two, not by a mix.
  perform from public.casino_settings where casino_id = p_casino_id for share;
  insert into public.shift
  select * from app.shifts_of_day(p_casino_id, p_gaming_day)
  on conflict do nothing;
  get diagnostics v_count = row_count;
  return v_count;
end;
$$;
comment on function app.plan_shifts(uuid, date) is
  'Stores the shifts of a gaming day and returns how many are new; 0 for a day that has its shifts. What '
  'is stored stays when the pattern changes, but for days to come: rpc_set_shift_pattern.';

create function app.unplan_shifts(p_casino_id uuid, p_from_gaming_day date)
returns void
language plpgsql
set search_path = ''
as $$
begin
  delete from public.shift s
  where s.casino_id = p_casino_id and s.gaming_day >= p_from_gaming_day and not exists (
    select from public.shift counted
    join public.table_count c on c.casino_id = counted.casino_id and c.shift_id = counted.id
    where counted.casino_id = s.casino_id and counted.gaming_day = s.gaming_day);
end;
$$;
comment on function app.unplan_shifts(uuid, date) is
  'Forgets the shifts that were stored ahead from a gaming day on, so that they are stored anew as they are now, but '
  'for a day in which somebody has counted.';

create function app.day_or_shift(p_casino_id uuid, p_gaming_day date, p_shift_id uuid)
returns app.time_window
language plpgsql
stable
set search_path = ''
as $$
declare
  v_window app.time_window;
begin
  if p_shift_id is null then
    -- Not of its shifts: a house that has set none up has a day all the same.
    v_window.starts_at := app.gaming_day_start(p_casino_id, p_gaming_day);
    v_window.ends_at := app.gaming_day_start(p_casino_id, p_gaming_day + 1);
    return v_window;
  end if;
  select s.name, s.starts_at, s.ends_at into v_window
  from app.shifts_of_day(p_casino_id, p_gaming_day) s where s.id = p_shift_id;
  if not found then
    perform app.fail(404, 'SHIFT_NOT_FOUND');
  end if;
  return v_window;
end;
$$;
comment on function app.day_or_shift(uuid, date, uuid) is
  'The time of a gaming day, or of one of its shifts. SHIFT_NOT_FOUND where the day has no such shift.';

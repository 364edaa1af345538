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
create trigger casino_day_rule_time_zone before insert or update of time_zone on public.casino_day_rule
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

create function app.current_gaming_day(p_settings public.casino_settings)
returns date
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_settings.day_rule_at is null then
    return app.local_gaming_day(now(), p_settings.time_zone, p_settings.gaming_day_start);
  end if;
  -- The rows of app.day_rules that now can be in, the last two; the settings have them.
  if now() >= p_settings.day_rule_at then
    return greatest(p_settings.day_rule_from,
      app.local_gaming_day(now(), p_settings.day_rule_time_zone, p_settings.day_rule_start));
  end if;
  return least(p_settings.day_rule_from - 1,
    app.local_gaming_day(now(), p_settings.time_zone, p_settings.gaming_day_start));
end;
$$;
comment on function app.current_gaming_day(public.casino_settings) is
  'The casino''s gaming day of now, for who has its settings at hand: app.gaming_day without a look at any row. Where '
  'another rule of the day is to come, the last day before it lasts until that day begins.';

create function app.current_time_zone(p_settings public.casino_settings)
returns text
language sql
stable
return case when now() >= p_settings.day_rule_at then p_settings.day_rule_time_zone else p_settings.time_zone end;
comment on function app.current_time_zone(public.casino_settings) is 'The zone of the clock on the casino''s wall now.';

create function app.current_day_start(p_settings public.casino_settings)
returns time
language sql
stable
return case when now() >= p_settings.day_rule_at then p_settings.day_rule_start else p_settings.gaming_day_start end;
comment on function app.current_day_start(public.casino_settings) is
  'When gaming days begin by the rule of the gaming day of now.';

create function app.wall_today(p_settings public.casino_settings)
returns date
language sql
stable
return (now() at time zone app.current_time_zone(p_settings))::date;
comment on function app.wall_today(public.casino_settings) is 'The date on the casino''s wall now.';

create function app.day_rules(p_casino_id uuid)
returns table (
  from_gaming_day date,
  until_gaming_day date,
  starts_at timestamptz,
  ends_at timestamptz,
  time_zone text,
  gaming_day_start time
)
language plpgsql
stable
rows 1
set search_path = ''
as $$
begin
  return query
  select r.from_gaming_day, lead(r.from_gaming_day, 1, date 'infinity') over by_start, r.starts_at,
    lead(r.starts_at, 1, timestamptz 'infinity') over by_start, r.time_zone, r.gaming_day_start
  from (
    select d.from_gaming_day, d.starts_at, d.time_zone, d.gaming_day_start
    from public.casino_day_rule d where d.casino_id = p_casino_id
    union all
    select date '-infinity', timestamptz '-infinity', s.time_zone, s.gaming_day_start
    from public.casino_settings s where s.casino_id = p_casino_id and s.day_rule_from is null
  ) r
  window by_start as (order by r.starts_at);
end;
$$;
comment on function app.day_rules(uuid) is
  'When the casino''s gaming days begin and by which clock: one row for all time until somebody changes that, then a '
  'row for each rule, with its gaming days (from, until before) and its instants (starts_at, before ends_at). Every '
  'day and every instant is in exactly one.';

create function app.gaming_day(p_casino_id uuid, p_at timestamptz default now())
returns date
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select case
      when s.day_rule_at is null then app.local_gaming_day(p_at, s.time_zone, s.gaming_day_start)
      else (
        select greatest(r.from_gaming_day, least(r.until_gaming_day - 1,
          app.local_gaming_day(p_at, r.time_zone, r.gaming_day_start)))
        from app.day_rules(p_casino_id) r where p_at >= r.starts_at and p_at < r.ends_at
      ) end
    from public.casino_settings s where s.casino_id = p_casino_id
  );
end;
$$;
comment on function app.gaming_day(uuid, timestamptz) is
  'The casino''s gaming day at an instant: the last whose app.gaming_day_start is not after it. The one function for '
  'it; never computed in the browser or the web server.';

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
  'The instant a gaming day begins by a wall clock, whatever rule the casino has for that day.';

create function app.gaming_day_start_by(p_settings public.casino_settings, p_gaming_day date)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_settings.day_rule_from is null then
    return app.local_gaming_day_start(p_gaming_day, p_settings.time_zone, p_settings.gaming_day_start);
  end if;
  return (
    select case when r.from_gaming_day = p_gaming_day then r.starts_at
      else app.local_gaming_day_start(p_gaming_day, r.time_zone, r.gaming_day_start) end
    from app.day_rules(p_settings.casino_id) r
    where p_gaming_day >= r.from_gaming_day and p_gaming_day < r.until_gaming_day
  );
end;
$$;
comment on function app.gaming_day_start_by(public.casino_settings, date) is
  'app.gaming_day_start for who has the casino''s settings at hand.';

create function app.gaming_day_start(p_casino_id uuid, p_gaming_day date)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select app.gaming_day_start_by(s, p_gaming_day) from public.casino_settings s where s.casino_id = p_casino_id
  );
end;
$$;
comment on function app.gaming_day_start(uuid, date) is
  'The instant a gaming day begins. A gaming day is the time from its start up to, not including, the start of the '
  'next one: 23 or 25 hours when the clocks change, and longer or shorter where the next one goes by another rule '
  '(app.day_rules).';

create function app.calendar_day(p_settings public.casino_settings, p_at timestamptz)
returns date
language plpgsql
stable
set search_path = ''
as $$
begin
  -- The calendar day is a gaming day that starts at midnight: right where the clocks skip or repeat that hour, too.
  if p_settings.day_rule_at is null then
    return app.local_gaming_day(p_at, p_settings.time_zone, '00:00');
  end if;
  -- A zone further west may show the day before again: what has begun stays begun.
  return (
    select max(app.local_gaming_day(least(p_at, r.ends_at - interval '1 microsecond'), r.time_zone, '00:00'))
    from app.day_rules(p_settings.casino_id) r where r.starts_at <= p_at
  );
end;
$$;
comment on function app.calendar_day(public.casino_settings, timestamptz) is
  'The date on the casino''s wall at an instant: the last whose app.calendar_day_start is not after it.';

create function app.calendar_day_start(p_settings public.casino_settings, p_day date)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_settings.day_rule_at is null then
    return app.local_gaming_day_start(p_day, p_settings.time_zone, '00:00');
  end if;
  return (
    select min(greatest(r.starts_at, app.local_gaming_day_start(p_day, r.time_zone, '00:00')))
    from app.day_rules(p_settings.casino_id) r
    where app.local_gaming_day_start(p_day, r.time_zone, '00:00') < r.ends_at
  );
end;
$$;
comment on function app.calendar_day_start(public.casino_settings, date) is
  'When a date begins on the casino''s wall: midnight there or, where a change of the time zone skips that, the '
  'change.';

create function app.week_of(p_day date)
returns date
language sql
immutable
return p_day - (extract(isodow from p_day)::integer - 1);
comment on function app.week_of(date) is 'The Monday with which the week of a day begins.';

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
    select app.is_aged(p_birth_date, s.minimum_age_years, app.wall_today(s))
    from public.casino_settings s where s.casino_id = p_casino_id
  );
end;
$$;
comment on function app.is_of_age(uuid, date) is
  'Whether somebody born then is old enough for the casino, by the calendar on its wall today, which is not the '
  'gaming day: a birthday begins at midnight. Null for an unknown birth date.';

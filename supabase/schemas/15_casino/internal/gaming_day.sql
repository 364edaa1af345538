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
    select app.is_aged(p_birth_date, minimum_age_years, (now() at time zone time_zone)::date)
    from public.casino_settings where casino_id = p_casino_id
  );
end;
$$;
comment on function app.is_of_age(uuid, date) is
  'Whether somebody born then is old enough for the casino, by the calendar on its wall today, which is not the '
  'gaming day: a birthday begins at midnight. Null for an unknown birth date.';

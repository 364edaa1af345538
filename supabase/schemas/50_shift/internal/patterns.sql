-- The shifts of an ordinary gaming day, as those who set up the house see them.

create function app.shift_patterns_json(p_ctx app.rls_context)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('gaming_day', p_ctx.gaming_day,
    'from_gaming_day', app.shift_pattern_day(p_ctx.casino_id, p_ctx.gaming_day),
    'items', coalesce((
      select jsonb_agg(jsonb_build_object('from_gaming_day', pattern.from_gaming_day, 'shifts', pattern.shifts,
        'set_by_staff_name', app.staff_name(p_ctx.casino_id, pattern.set_by), 'set_at', pattern.at)
        order by pattern.from_gaming_day desc)
      from (
        select p.from_gaming_day, (array_agg(p.set_by_staff_id))[1] as set_by, max(p.at) as at,
          jsonb_agg(jsonb_build_object('name', p.name, 'starts_at_local', to_char(p.starts_at_local, 'HH24:MI'))
            -- In the order of the gaming day, which may begin in the middle of the calendar's.
            order by p.starts_at_local < r.gaming_day_start, p.starts_at_local) as shifts
        from public.shift_pattern p
        join app.day_rules(p_ctx.casino_id) r on greatest(p.from_gaming_day, p_ctx.gaming_day) >= r.from_gaming_day
          and greatest(p.from_gaming_day, p_ctx.gaming_day) < r.until_gaming_day
        where p.casino_id = p_ctx.casino_id
        group by p.from_gaming_day
      ) pattern), '[]'::jsonb));
end;
$$;
comment on function app.shift_patterns_json(app.rls_context) is
  'The shift patterns as every RPC answers them: {gaming_day (today), from_gaming_day (of the one in force today; '
  'null: none), items: [{from_gaming_day, shifts: [{name, starts_at_local}] in the order of the day, '
  'set_by_staff_name, set_at}]}, the latest day first.';

create function app.require_shift_pattern(p_shifts jsonb)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if jsonb_typeof(p_shifts) is distinct from 'array' or jsonb_array_length(p_shifts) not between 1 and 8 then
    perform app.invalid('shifts', 'shiftPattern');
  end if;
  if exists (
    select from jsonb_array_elements(p_shifts) s
    where jsonb_typeof(s -> 'name') is distinct from 'string' or length(s ->> 'name') not between 1 and 50
      or coalesce(s ->> 'starts_at_local', '') !~ '^([01]\d|2[0-3]):[0-5]\d$'
  ) then
    perform app.invalid('shifts', 'shiftPattern');
  end if;
  if (select count(*) <> count(distinct lower(s ->> 'name')) or count(*) <> count(distinct s ->> 'starts_at_local')
    from jsonb_array_elements(p_shifts) s) then
    perform app.invalid('shifts', 'eachShiftOnce');
  end if;
end;
$$;
comment on function app.require_shift_pattern(jsonb) is
  'VALIDATION_FAILED unless it is one to eight shifts [{name, starts_at_local: HH:MM}], each name and each time once.';

create function app.clean_shifts(p_shifts jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  if jsonb_typeof(p_shifts) is distinct from 'array' then
    return p_shifts;
  end if;
  return coalesce((
    select jsonb_agg(jsonb_build_object('name', app.clean_text(s ->> 'name'),
      'starts_at_local', s ->> 'starts_at_local') order by place)
    from jsonb_array_elements(p_shifts) with ordinality listed (s, place)
    where jsonb_typeof(s) = 'object'), '[]'::jsonb);
end;
$$;
comment on function app.clean_shifts(jsonb) is
  'The shifts of a pattern in normal form: names clean, nothing else in it.';

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
begin
  perform app.require_capability(v_ctx, 'dashboard.read');
  perform app.require_gaming_day(v_ctx, v_gaming_day);
  return app.shift_dashboard_json(v_ctx, v_gaming_day, p_shift_id);
end;
$$;
comment on function public.rpc_shift_dashboard(date, uuid) is
  'Drop, win, hold, fills and credits of a gaming day (today without p_gaming_day) or of one of its shifts, for the '
  'casino, its pits and tables, and the points of that time: {gaming_day, shift_id, as_of, shifts, casino, pits, '
  'points (app.points_json by the point value of that day, and as of now app.points_outstanding_json by today''s, each '
  '<figure>_points with <figure>_cents)}. Win and hold are of counted tables only. A '
  'table without a count of the shift has carried_opening, what it may be taken to open with: the closing before, '
  '{cents, shift_name, gaming_day}, or null. Capability dashboard.read. SHIFT_NOT_FOUND, VALIDATION_FAILED for a day '
  'after tomorrow.';

create function app.shift_dashboard_json(p_ctx app.rls_context, p_gaming_day date, p_shift_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_shifts public.shift[] := array(select s from app.shifts_of_day(p_ctx.casino_id, p_gaming_day) s);
  v_window app.time_window := app.day_or_shift(p_ctx.casino_id, p_gaming_day, p_shift_id);
  v_tables app.table_figures[] := array(
    select t from app.list_table_figures(p_ctx.casino_id, p_gaming_day, p_shift_id) t);
begin
  return jsonb_build_object(
    'gaming_day', p_gaming_day,
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
      where p.casino_id = p_ctx.casino_id
    ),
    'points', app.valued_points_json(p_ctx.casino_id,
        app.points_json(p_ctx.casino_id, v_window.starts_at, v_window.ends_at), p_gaming_day)
      || app.valued_points_json(p_ctx.casino_id, app.points_outstanding_json(p_ctx.casino_id), p_ctx.gaming_day)
  );
end;
$$;
comment on function app.shift_dashboard_json(app.rls_context, date, uuid) is
  'What rpc_shift_dashboard answers, for whoever may read it. SHIFT_NOT_FOUND.';

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
    select t.pit_id, t.id, t.label, t.game_type, g.name, t.status, f.opening_cents, f.closing_cents,
      coalesce(f.fills_cents, 0), coalesce(f.credits_cents, 0), coalesce(f.drop_cents, 0), f.win_cents,
      f.counted_drop_cents,
      -- A version belongs to one count; the whole day has several.
      case when p_shift_id is not null then coalesce(f.version, 0) end,
      case when f.table_id is null then carried.opening end
    from public.gaming_table t
    join public.game g on g.casino_id = t.casino_id and g.game_type = t.game_type
    left join figures f on f.table_id = t.id
    left join app.list_carried_openings(p_casino_id, p_gaming_day, p_shift_id) carried on carried.table_id = t.id
    where t.casino_id = p_casino_id
    order by t.label;
end;
$$;
comment on function app.list_table_figures(uuid, date, uuid) is
  'Every table of the casino with its figures of one shift, or of the whole gaming day when p_shift_id is null.';

create function app.list_carried_openings(p_casino_id uuid, p_gaming_day date, p_shift_id uuid)
returns table (table_id uuid, opening jsonb)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_starts_at timestamptz := (
    select s.starts_at from app.shifts_of_day(p_casino_id, p_gaming_day) s where s.id = p_shift_id
  );
begin
  return query
    with last_counts as (
      select distinct on (c.table_id) c.table_id, c.closing_cents, s.name, s.gaming_day
      from public.shift s
      join public.table_count c on c.casino_id = s.casino_id and c.shift_id = s.id
      where s.casino_id = p_casino_id and s.starts_at < v_starts_at
        and s.gaming_day between p_gaming_day - 7 and p_gaming_day
      order by c.table_id, s.starts_at desc
    )
    select l.table_id, jsonb_build_object('cents', l.closing_cents, 'shift_name', l.name, 'gaming_day', l.gaming_day)
    from last_counts l
    where l.closing_cents is not null;
end;
$$;
comment on function app.list_carried_openings(uuid, date, uuid) is
  'What each table may be taken to open a shift with: the closing of its last count before, of that day or the seven '
  'before it, {cents, shift_name, gaming_day}. No row where that count has no closing yet, and none without a shift: '
  'an older closing is not what the table holds. It is proposed, never recorded by itself.';

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

-- What points are worth in money.

create function app.cents_per_1000_points(p_casino_id uuid, p_gaming_day date)
returns integer
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce((
    select v.cents_per_1000_points from public.point_value v
    where v.casino_id = p_casino_id and v.from_gaming_day <= p_gaming_day
    order by v.from_gaming_day desc limit 1
  ), 1000);
end;
$$;
comment on function app.cents_per_1000_points(uuid, date) is
  'The point value in force on a gaming day, in cents for a thousand points: the latest one set for that day or '
  'before. 1000, a cent a point, where none is.';

create function app.points_worth_cents(p_casino_id uuid, p_points numeric, p_gaming_day date)
returns bigint
language plpgsql
stable
set search_path = ''
as $$
begin
  return round(p_points * app.cents_per_1000_points(p_casino_id, p_gaming_day) / 1000);
end;
$$;
comment on function app.points_worth_cents(uuid, numeric, date) is
  'What points are worth in cents by the point value of a gaming day, rounded once, to the nearest cent and half a '
  'cent away from zero, so that points taken are worth what the same points given are. A sum of points is valued as a '
  'sum: its worth may differ by cents from the sum of the worths of its parts.';

create function app.points_for_cents(p_casino_id uuid, p_cents bigint, p_gaming_day date)
returns bigint
language plpgsql
stable
set search_path = ''
as $$
declare
  v_rate constant bigint := app.cents_per_1000_points(p_casino_id, p_gaming_day);
begin
  -- cents * 1000 / value of a thousand, rounded up: the smallest whole number of points for which
  -- points * value / 1000, which is the definition of app.points_worth_cents before it rounds, is not below the cents.
  return (p_cents * 1000 + v_rate - 1) / v_rate;
end;
$$;
comment on function app.points_for_cents(uuid, bigint, date) is
  'How many points pay for an amount by the point value of a gaming day, rounded up to whole points: they are worth '
  'the amount or less than one point more, and one point less would be worth less than the amount.';

create function app.first_settable_gaming_day(p_ctx app.rls_context)
returns date
language plpgsql
stable
set search_path = ''
as $$
begin
  -- What today's points were worth when they were given must stay what it was, unless nobody has said it yet.
  return p_ctx.gaming_day
    + exists (select from public.point_value v where v.casino_id = p_ctx.casino_id)::integer;
end;
$$;
comment on function app.first_settable_gaming_day(app.rls_context) is
  'From which gaming day on a point value may be set: tomorrow; today as long as the casino has set none.';

create function app.point_values_json(p_ctx app.rls_context)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('gaming_day', p_ctx.gaming_day,
    'cents_per_1000_points', app.cents_per_1000_points(p_ctx.casino_id, p_ctx.gaming_day),
    'first_settable_gaming_day', app.first_settable_gaming_day(p_ctx),
    'items', (
      select coalesce(jsonb_agg(jsonb_build_object('from_gaming_day', v.from_gaming_day,
        'cents_per_1000_points', v.cents_per_1000_points,
        'set_by_staff_name', app.staff_name(p_ctx.casino_id, v.set_by_staff_id), 'set_at', v.at)
        order by v.from_gaming_day desc), '[]'::jsonb)
      from public.point_value v where v.casino_id = p_ctx.casino_id
    ));
end;
$$;
comment on function app.point_values_json(app.rls_context) is
  'The point values as every RPC answers them: {gaming_day (today), cents_per_1000_points (in force today), '
  'first_settable_gaming_day, items: [{from_gaming_day, cents_per_1000_points, set_by_staff_name, set_at}]}, the '
  'latest day first.';

-- How often somebody had a reward, and since when that counts.

create function app.limit_windows(p_casino_id uuid, p_visit_started_at timestamptz, p_at timestamptz default now())
returns table (scope public.reward_limit_scope, starts_at timestamptz, ends_at timestamptz)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_settings public.casino_settings;
  v_gaming_day date;
  v_today date;
  v_monday date;
  v_first date;
begin
  select * into v_settings from public.casino_settings where casino_id = p_casino_id;
  v_gaming_day := app.gaming_day(p_casino_id, p_at);
  v_today := app.calendar_day(v_settings, p_at);
  v_monday := app.week_of(v_today);
  v_first := v_today - (extract(day from v_today)::integer - 1);
  return query values
    ('per_visit'::public.reward_limit_scope, p_visit_started_at, null::timestamptz),
    ('per_gaming_day', app.gaming_day_start_by(v_settings, v_gaming_day),
      app.gaming_day_start_by(v_settings, v_gaming_day + 1)),
    ('per_week', app.calendar_day_start(v_settings, v_monday), app.calendar_day_start(v_settings, v_monday + 7)),
    ('per_month', app.calendar_day_start(v_settings, v_first),
      app.calendar_day_start(v_settings, (v_first + interval '1 month')::date));
end;
$$;
comment on function app.limit_windows(uuid, timestamptz, timestamptz) is
  'From when until when each scope of a limit counts at an instant: the running visit (open-ended), the gaming day, '
  'and the calendar week from Monday and month by the casino''s wall clock.';

create function app.reward_uses(p_casino_id uuid, p_player_id uuid, p_since timestamptz)
returns table (reward_id uuid, at timestamptz, visit_id uuid)
language plpgsql
stable
set search_path = ''
as $$
#variable_conflict use_column
begin
  -- A redemption that was reversed was not given, nor was a coupon that was voided.
  return query
  select e.reward_id, e.created_at, e.visit_id
  from public.loyalty_ledger e
  where e.casino_id = p_casino_id and e.player_id = p_player_id and e.reward_id is not null and e.created_at >= p_since
    and e.reason = 'redemption'
    and app.reversal_id(e) is null
  union all
  select c.reward_id, c.issued_at, c.visit_id
  from public.promo_coupon c
  where c.casino_id = p_casino_id and c.player_id = p_player_id and c.reward_id is not null and c.issued_at >= p_since
    and app.is_given(c);
end;
$$;
comment on function app.reward_uses(uuid, uuid, timestamptz) is
  'When a player was given which reward, and on which visit, since an instant: what the limits count.';

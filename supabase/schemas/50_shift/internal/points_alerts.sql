-- Points given by hand in a gaming day: by whom, and to whom.

create function app.points_by_hand(p_casino_id uuid, p_gaming_day date)
returns table (staff_id uuid, player_id uuid, player_name text, points numeric, entries bigint)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
begin
  return query
    select e.staff_id, e.player_id, p.first_name || ' ' || p.last_name, sum(e.points), count(*)
    from (select s.id from public.staff s where s.casino_id = p_casino_id) s
    join public.loyalty_ledger e on e.casino_id = p_casino_id and e.staff_id = s.id
      and e.created_at >= app.gaming_day_start(p_casino_id, p_gaming_day)
      and e.created_at < app.gaming_day_start(p_casino_id, p_gaming_day + 1)
    join public.player p on p.casino_id = e.casino_id and p.id = e.player_id
    where e.reason in ('mid_session_bonus', 'supervisor_discretion', 'promotion')
      -- Whether it still counts is asked only of the few that anybody ever took back.
      and (not exists (
          select from public.loyalty_ledger r where r.casino_id = e.casino_id and r.reversed_entry_id = e.id)
        or app.reversal_id(e) is null)
    group by 1, 2, 3;
end;
$$;
comment on function app.points_by_hand(uuid, date) is
  'Bonuses that somebody gave in a gaming day and that count, by who gave them and to whom: the player''s name, points '
  'and number.';

create function app.points_by_issuer_alert(p_casino_id uuid, p_gaming_day date, p_rule jsonb)
returns app.alert
language plpgsql
stable
set search_path = ''
as $$
declare
  v_most record;
begin
  select app.staff_name(p_casino_id, g.staff_id) as staff_name, sum(g.points) as points,
    sum(sum(g.points)) over () as all_points
  into v_most
  from app.points_by_hand(p_casino_id, p_gaming_day) g
  group by g.staff_id
  order by 2 desc, 1 limit 1;
  return app.share_alert('points_by_issuer', v_most.points, v_most.all_points,
    coalesce(v_most.all_points, 0) >= (p_rule -> 'min_points')::numeric, p_rule,
    jsonb_build_object('points', coalesce(v_most.all_points, 0), 'most_points', coalesce(v_most.points, 0),
      'staff_name', v_most.staff_name));
end;
$$;
comment on function app.points_by_issuer_alert(uuid, date, jsonb) is
  'Who gave most of the points that were given by hand in a gaming day, in percent of all. Of a few points it means '
  'nothing: too few, and nothing fires.';

create function app.list_points_to_player_alerts(p_casino_id uuid, p_gaming_day date, p_rule jsonb)
returns setof app.alert
language plpgsql
stable
set search_path = ''
as $$
declare
  v_warn_points numeric := (p_rule -> 'warn_points')::numeric;
begin
  return query
    with given as (
      select g.player_id, g.player_name, sum(g.points) as points, sum(g.entries) as entries, count(*) as issuers
      from app.points_by_hand(p_casino_id, p_gaming_day) g
      group by g.player_id, g.player_name
      having sum(g.points) >= v_warn_points
    )
    select 'points_to_player'::public.alert_kind, 'warn'::public.alert_severity, 'player', g.player_id,
      g.player_name, null::text, g.player_id::text, g.points, 'points',
      null::app.baseline_verdict, v_warn_points, null::text,
      p_rule - 'enabled' || jsonb_build_object('entries', g.entries, 'issuers', g.issuers)
    from given g;
end;
$$;
comment on function app.list_points_to_player_alerts(uuid, date, jsonb) is
  'Players who were given much by hand in one gaming day: points, from how many bonuses and by how many people.';

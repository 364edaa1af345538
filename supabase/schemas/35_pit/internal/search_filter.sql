create function app.player_filter_condition(p_filter jsonb)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_last_day constant text :=
    '(select v.gaming_day from public.visit v where v.casino_id = $1 and v.player_id = p.id '
      'order by v.started_at desc limit 1)';
begin
  -- The text of the condition depends only on which filters are set; their values are always the parameter $2.
  return ' and (true' || concat(
    case when p_filter ? 'tier' then
      ' and (select l.tier from public.player_loyalty l where l.casino_id = $1 and l.player_id = p.id) '
        '= $2 ->> ''tier''' end,
    case when p_filter ? 'in_house' then case when (p_filter ->> 'in_house')::boolean then ' and' else ' and not' end
      || ' exists (select from public.visit v where v.casino_id = $1 and v.player_id = p.id '
        'and v.ended_at is null)' end,
    case when p_filter ? 'visited_since' then ' and coalesce(' || v_last_day
      || ' >= ($2 ->> ''visited_since'')::date, false)' end,
    case when p_filter ? 'not_visited_since' then ' and coalesce(' || v_last_day
      || ' < ($2 ->> ''not_visited_since'')::date, true)' end)
    -- The planner takes a condition that it can't estimate for one that few rows meet, and would sort all rows instead
    -- of reading on in the index. Of `is distinct from false` it expects nearly all rows to pass.
    || ') is distinct from false';
end;
$$;
comment on function app.player_filter_condition(jsonb) is
  'A filter {tier, in_house, visited_since, not_visited_since} as conditions on p, a player; $1 is the casino, $2 the '
  'filter.';

create function app.few_by_filter(p_casino_id uuid, p_filter jsonb)
returns uuid[]
language plpgsql
stable
set search_path = ''
as $$
declare
  v_at_most constant integer := 3000;
  v_few uuid[];
begin
  if (p_filter ->> 'in_house')::boolean then
    return array(select player_id from public.visit where casino_id = p_casino_id and ended_at is null);
  end if;
  if p_filter ? 'visited_since' then
    v_few := array(
      select player_id from public.visit
      where casino_id = p_casino_id and gaming_day >= (p_filter ->> 'visited_since')::date
      limit v_at_most + 1);
  end if;
  if p_filter ? 'tier' and (v_few is null or cardinality(v_few) > v_at_most) then
    v_few := array(
      select player_id from public.player_loyalty
      where casino_id = p_casino_id and tier = p_filter ->> 'tier'
      limit v_at_most + 1);
  end if;
  return case when cardinality(v_few) <= v_at_most then v_few end;
end;
$$;
comment on function app.few_by_filter(uuid, jsonb) is
  'All whom a filter can leave over, where they are few enough to be looked at one by one (who is in the house always '
  'is). Null when they are not.';

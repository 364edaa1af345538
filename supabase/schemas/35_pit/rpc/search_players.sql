create function public.rpc_search_players(
  p_query text default null,
  p_after_player_id uuid default null,
  p_limit integer default 50,
  p_tier text default null,
  p_in_house boolean default null,
  p_visited_within_days integer default null,
  p_not_visited_for_days integer default null
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit constant integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_filter jsonb;
  v_query constant app.player_query := app.read_player_query(p_query);
  v_after public.player;
  v_found public.player[] := '{}';
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  v_filter := app.read_player_filter(v_ctx, p_tier, p_in_house, p_visited_within_days, p_not_visited_for_days);
  if p_after_player_id is not null then
    select * into v_after from public.player
    where casino_id = v_ctx.casino_id and id = p_after_player_id and search_text like all (v_query.patterns);
    if not found then
      perform app.invalid('cursor', 'nextCursor');
    end if;
  end if;
  -- A search of punctuation alone finds nobody; an empty one asks for everybody.
  if v_query.terms <> '{}' or app.clean_text(p_query) is null then
    v_found := app.find_players(v_ctx.casino_id, v_filter, v_query, v_after, v_limit + 1);
  end if;
  select coalesce(jsonb_agg(app.player_json(v_found[place]) - 'birth_date' || jsonb_build_object('last_visit_at', (
      select v.started_at from public.visit v
      where v.casino_id = v_ctx.casino_id and v.player_id = v_found[place].id
      order by v.started_at desc
      limit 1)) order by place), '[]'::jsonb) into v_items
  from generate_series(1, least(v_limit, cardinality(v_found))) place;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when cardinality(v_found) > v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_search_players(text, uuid, integer, text, boolean, integer, integer) is
  'Players of whom every word of p_query stands in the name or the loyalty id, whatever the order, case, accents and '
  'apostrophes; all without it. Of a tier, in the house or not, seen within so many gaming days (1: today), or not '
  'seen for so many. The best first: whose loyalty id it is, whose name has the word, whose name or id begins so, all '
  'others; each by name, paged by the last player seen: {items: [player without birth_date, and last_visit_at], '
  'next_cursor}. Capability floor.read. UNKNOWN_TIER, VALIDATION_FAILED, also for a cursor that is none.';

create function app.read_player_filter(
  p_ctx app.rls_context,
  p_tier text,
  p_in_house boolean,
  p_visited_within_days integer,
  p_not_visited_for_days integer
)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_tier is not null
    and not exists (select from public.loyalty_tier where casino_id = p_ctx.casino_id and code = p_tier) then
    perform app.fail(422, 'UNKNOWN_TIER', jsonb_build_object('tiers', jsonb_build_array(p_tier)));
  end if;
  if p_visited_within_days not between 1 and 3650 then
    perform app.invalid('visitedWithinDays', 'days');
  end if;
  if p_not_visited_for_days not between 1 and 3650 then
    perform app.invalid('notVisitedForDays', 'days');
  end if;
  -- Today counts as one of the days.
  return jsonb_strip_nulls(jsonb_build_object('tier', p_tier, 'in_house', p_in_house,
    'visited_since', p_ctx.gaming_day - p_visited_within_days + 1, 'not_visited_since',
      p_ctx.gaming_day - p_not_visited_for_days + 1));
end;
$$;
comment on function app.read_player_filter(app.rls_context, text, boolean, integer, integer) is
  'What app.player_filter_condition takes, from what a caller asks for. UNKNOWN_TIER, VALIDATION_FAILED.';

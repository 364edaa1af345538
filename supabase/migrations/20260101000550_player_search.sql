-- Finding a player: by words in any order, folded as app.name_key folds them, whatever the database's locale takes for a letter.
--
-- A page costs what it shows, not what it was found among. Words that begin a name or an id are ranges of an ordered index, read as
-- far as the page needs. Words inside others, and several words at once, go through the index of their letters.

-- ---- What the indexes hold --------------------------------------------------------------------------------------------

create function app.search_grams(p_casino_id uuid, p_text text)
returns text[]
language plpgsql
immutable
-- There to be indexed: no plan is to work it out row by row.
cost 100000
set search_path = ''
as $$
declare
  v_casino text := right(p_casino_id::text, 12);
begin
  -- Those over a blank are never asked for, and leaving them out would cost more than they do.
  return array(select v_casino || substr(p_text, place, size) from generate_series(1, length(p_text)) place cross join generate_series(1, 3) size);
end;
$$;
comment on function app.search_grams(uuid, text) is
  'Every one, two and three letters that stand together in a text, each under its casino, so that one casino''s search never reads what another''s players put into the index.';

create function app.term_grams(p_casino_id uuid, p_terms text[])
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_casino text := right(p_casino_id::text, 12);
begin
  return array(
    select distinct v_casino || substr(term, place, 3)
    from unnest(p_terms) term
    cross join lateral generate_series(1, greatest(1, length(term) - 2)) place);
end;
$$;
comment on function app.term_grams(uuid, text[]) is 'The longest grams of what is looked for: who holds the terms has all of these among app.search_grams.';

create index player_last_name on public.player (casino_id, last_key, first_key, id);
create index player_first_name on public.player (casino_id, first_key, last_key, id);
-- Without a pending list, which every search would read from end to end after a large enrolment.
create index player_search on public.player using gin (app.search_grams(casino_id, search_text)) with (fastupdate = off);

-- ---- What was typed ---------------------------------------------------------------------------------------------------

create type app.player_query as (
  -- The words, each of which has to stand somewhere in the name or the loyalty id.
  terms text[],
  -- What a first or last name may begin with to count as meant: a word, or all of them (de la Cruz).
  heads text[],
  -- The terms as patterns for like.
  patterns text[],
  card_key text
);

create function app.like_pattern(p_text text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return '%' || replace(replace(replace(p_text, '\', '\\'), '%', '\%'), '_', '\_') || '%';
end;
$$;
comment on function app.like_pattern(text) is 'A pattern for like that finds a text as it is written, anywhere.';

create function app.search_terms(p_text text)
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
begin
  return string_to_array(nullif(app.name_key(app.clean_loyalty_id(p_text)), ''), ' ');
end;
$$;
comment on function app.search_terms(text) is
  'The words that somebody looks for, as names and loyalty ids are kept for the search. Null when nothing but punctuation is left.';

create function app.read_player_query(p_text text)
returns app.player_query
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_query app.player_query;
begin
  v_query.terms := coalesce(app.search_terms(p_text), '{}');
  v_query.heads := v_query.terms || case when cardinality(v_query.terms) > 1 then array[array_to_string(v_query.terms, ' ')] else '{}' end;
  v_query.patterns := array(select app.like_pattern(term) from unnest(v_query.terms) term);
  v_query.card_key := app.loyalty_id_key(p_text);
  return v_query;
end;
$$;
comment on function app.read_player_query(text) is 'What was typed into a search of players, ready to be compared.';

-- ---- The order of what is found ---------------------------------------------------------------------------------------

create type app.player_place as (rank integer, first_part text collate "C", second_part text collate "C", player_id uuid);

create function app.player_place(p_player public.player, p_query app.player_query)
returns app.player_place
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_heads constant text[] := p_query.heads;
  v_rank integer := case
    when p_query.card_key = p_player.loyalty_id_key then 0
    when cardinality(v_heads) > 1 and exists (
      select from unnest(v_heads) last cross join unnest(v_heads) first
      where last <> first and starts_with(p_player.last_key, last) and starts_with(p_player.first_key, first)) then 1
    when p_player.last_key = any (v_heads) then 2
    when p_player.first_key = any (v_heads) then 3
    when exists (select from unnest(v_heads) head where starts_with(p_player.last_key, head)) then 4
    when exists (select from unnest(v_heads) head where starts_with(p_player.first_key, head)) then 5
    when starts_with(p_player.loyalty_id_key, p_query.card_key) then 6
    else 7 end;
begin
  return case
    when v_rank in (0, 6) then row(v_rank, p_player.loyalty_id_key, p_player.last_key, p_player.id)::app.player_place
    when v_rank in (3, 5) then row(v_rank, p_player.first_key, p_player.last_key, p_player.id)::app.player_place
    else row(v_rank, p_player.last_key, p_player.first_key, p_player.id)::app.player_place end;
end;
$$;
comment on function app.player_place(public.player, app.player_query) is
  'Where a player who holds all terms stands among those found: whose loyalty id it is (0), whose last and first name begin with one word each (1), whose last (2) or first name (3) is one of the words, begins with one (4, 5), whose loyalty id begins so (6), all others (7); in each by name or id. One order for every way to the page, so that pages meet.';

create function app.player_filter_condition(p_filter jsonb)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_visits constant text := 'exists (select from public.visit v where v.casino_id = $1 and v.player_id = p.id and ';
begin
  -- Only the shape of the condition depends on the filter; what a caller gives is always the parameter $2.
  return concat(
    case when p_filter ? 'tier' then
      ' and exists (select from public.player_loyalty l where l.casino_id = $1 and l.player_id = p.id and l.tier = $2 ->> ''tier'')' end,
    case (p_filter ->> 'in_house')::boolean when true then ' and ' || v_visits || 'v.ended_at is null)'
      when false then ' and not ' || v_visits || 'v.ended_at is null)' end,
    case when p_filter ? 'visited_since' then ' and ' || v_visits || 'v.gaming_day >= ($2 ->> ''visited_since'')::date)' end,
    case when p_filter ? 'not_visited_since' then ' and not ' || v_visits || 'v.gaming_day >= ($2 ->> ''not_visited_since'')::date)' end);
end;
$$;
comment on function app.player_filter_condition(jsonb) is
  'A filter {tier, in_house, visited_since, not_visited_since} as conditions on p, a player; $1 is the casino, $2 the filter.';

-- ---- Two ways to a page -----------------------------------------------------------------------------------------------

create function app.gather_players(p_casino_id uuid, p_filter jsonb, p_query app.player_query, p_after app.player_place, p_limit integer, p_at_most integer)
returns public.player[]
language plpgsql
stable
set search_path = ''
as $$
declare
  v_found public.player[];
begin
  execute 'select array(select p from public.player p where p.casino_id = $1 and p.search_text like all (($3).patterns)'
    -- Who is in the house are few: their letters need not be looked up.
    || case when p_filter ->> 'in_house' = 'true' then '' else ' and app.search_grams(p.casino_id, p.search_text) @> app.term_grams($1, ($3).terms)' end
    || app.player_filter_condition(p_filter) || ' limit $4)'
  into v_found using p_casino_id, p_filter, p_query, p_at_most + 1;
  if cardinality(v_found) > p_at_most then
    return null;
  end if;
  return array(
    select found.p
    from (select p, app.player_place(p, p_query) as place from unnest(v_found) p) found
    where p_after is null or found.place > p_after
    order by found.place
    limit p_limit);
end;
$$;
comment on function app.gather_players(uuid, jsonb, app.player_query, app.player_place, integer, integer) is
  'A page of players, in order, by finding all there are. Null when there are more than p_at_most.';

create function app.walk_players_of_rank(p_casino_id uuid, p_filter jsonb, p_query app.player_query, p_rank integer, p_after public.player, p_limit integer)
returns public.player[]
language plpgsql
stable
set search_path = ''
as $$
declare
  v_first constant text := (array['loyalty_id_key', 'last_key', 'last_key', 'first_key', 'last_key', 'first_key', 'loyalty_id_key', 'last_key'])[p_rank + 1];
  v_second constant text := case when v_first = 'last_key' then 'first_key' else 'last_key' end;
  v_conditions constant text := case when p_query.terms <> '{}' then
      format(' and p.search_text like all (($3).patterns) and (app.player_place(p, $3)).rank = %s', p_rank) else '' end
    || case when p_rank = 1 then ' and other <> head and p.first_key >= other and p.first_key < other || $7' else '' end
    || app.player_filter_condition(p_filter)
    || case when p_after.id is not null then
      format(' and (p.%1$I, p.%2$I, p.id) > (($4).%1$I, ($4).%2$I, ($4).id)', v_first, v_second) else '' end;
  v_found public.player[];
begin
  if p_rank = 7 and p_query.terms <> '{}' then
    -- From the lowest place of the rank on. Words that many have inside are soon come by in the order of names.
    v_found := app.gather_players(p_casino_id, p_filter, p_query, case when p_after.id is not null then app.player_place(p_after, p_query)
      else row(p_rank, '', '', '00000000-0000-0000-0000-000000000000')::app.player_place end, p_limit, 2000);
    if v_found is not null then
      return v_found;
    end if;
  end if;
  -- A range from the head to the head and the lowest character is the head itself; to the highest, all that begins so.
  execute format(case when p_rank = 7 then
      'select array(select p from public.player p where p.casino_id = $1 %3$s order by p.%1$I, p.%2$I, p.id limit $5)'
    else
      'select array(select p from (
        select distinct on ((p).%1$I, (p).%2$I, (p).id) p
        from unnest($6) head
        cross join unnest(case when %4$s = 1 then $6 else array[null] end) other
        cross join lateral (
          select p from public.player p
          where p.casino_id = $1 and p.%1$I >= head and p.%1$I < head || $7 %3$s
          order by p.%1$I, p.%2$I, p.id
          limit $5
        ) begun
        order by (p).%1$I, (p).%2$I, (p).id
        limit $5
      ) found)' end, v_first, v_second, v_conditions, p_rank)
  into v_found
  using p_casino_id, p_filter, p_query, p_after, p_limit,
    case when v_first = 'loyalty_id_key' then array[p_query.card_key] else p_query.heads end,
    case when p_rank in (0, 2, 3) then chr(1) else chr(1114111) end;
  return v_found;
end;
$$;
comment on function app.walk_players_of_rank(uuid, jsonb, app.player_query, integer, public.player, integer) is
  'The players of one rank of app.player_place, in order, by reading an index as far as the page needs.';

create function app.walk_players(
  p_casino_id uuid,
  p_filter jsonb,
  p_query app.player_query,
  p_after public.player,
  p_limit integer,
  p_last_rank integer default 7
)
returns public.player[]
language plpgsql
stable
set search_path = ''
as $$
declare
  v_after_rank constant integer := case when p_after.id is not null then (app.player_place(p_after, p_query)).rank end;
  v_first_rank constant integer := case when p_query.terms = '{}' then 7 else coalesce(v_after_rank, 0) end;
  v_found public.player[] := '{}';
begin
  for v_rank in v_first_rank..p_last_rank loop
    exit when cardinality(v_found) >= p_limit;
    v_found := v_found || app.walk_players_of_rank(p_casino_id, p_filter, p_query, v_rank,
      case when v_rank = v_after_rank then p_after end, p_limit - cardinality(v_found));
  end loop;
  return v_found;
end;
$$;
comment on function app.walk_players(uuid, jsonb, app.player_query, public.player, integer, integer) is
  'A page of players, in order, rank after rank until it is full, up to p_last_rank.';

create function app.find_players(p_casino_id uuid, p_filter jsonb, p_query app.player_query, p_after public.player, p_limit integer)
returns public.player[]
language plpgsql
stable
set search_path = ''
as $$
declare
  v_after constant app.player_place := case when p_after.id is not null then app.player_place(p_after, p_query) end;
  v_found public.player[];
begin
  if p_filter ->> 'in_house' = 'true' then
    return app.gather_players(p_casino_id, p_filter, p_query, v_after, p_limit, 1000000);
  end if;
  -- Several words may each be common and together rare. One that is common is best read where it begins, and so are a first and a last name.
  if cardinality(p_query.terms) > 1 then
    v_found := app.walk_players(p_casino_id, p_filter, p_query, p_after, p_limit, 1);
    if cardinality(v_found) >= p_limit then
      return v_found;
    end if;
    v_found := app.gather_players(p_casino_id, p_filter, p_query, v_after, p_limit, 1000);
  end if;
  return coalesce(v_found, app.walk_players(p_casino_id, p_filter, p_query, p_after, p_limit));
end;
$$;
comment on function app.find_players(uuid, jsonb, app.player_query, public.player, integer) is
  'Up to p_limit players of a casino that a filter and a query name, in the order of app.player_place, after p_after.';

-- ---- The search -------------------------------------------------------------------------------------------------------

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
  if p_tier is not null and not exists (select from public.loyalty_tier where casino_id = p_ctx.casino_id and code = p_tier) then
    perform app.fail(422, 'UNKNOWN_TIER', jsonb_build_object('tiers', jsonb_build_array(p_tier)));
  end if;
  if p_visited_within_days not between 1 and 3650 then
    perform app.invalid('visitedWithinDays', 'Give 1 to 3650 days.');
  end if;
  if p_not_visited_for_days not between 1 and 3650 then
    perform app.invalid('notVisitedForDays', 'Give 1 to 3650 days.');
  end if;
  -- Today is the first of the days.
  return jsonb_strip_nulls(jsonb_build_object('tier', p_tier, 'in_house', p_in_house,
    'visited_since', p_ctx.gaming_day - p_visited_within_days + 1, 'not_visited_since', p_ctx.gaming_day - p_not_visited_for_days + 1));
end;
$$;
comment on function app.read_player_filter(app.rls_context, text, boolean, integer, integer) is
  'What app.player_filter_condition takes, from what a caller asks for. UNKNOWN_TIER, VALIDATION_FAILED.';

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
      perform app.invalid('cursor', 'Use the nextCursor of the page before.');
    end if;
  end if;
  -- Nothing but punctuation is nobody's name; nothing at all asks for everybody.
  if v_query.terms <> '{}' or app.clean_text(p_query) is null then
    v_found := app.find_players(v_ctx.casino_id, v_filter, v_query, v_after, v_limit + 1);
  end if;
  select coalesce(jsonb_agg(app.player_json(v_found[place]) || jsonb_build_object('last_visit_at', (
      select v.started_at from public.visit v
      where v.casino_id = v_ctx.casino_id and v.player_id = v_found[place].id
      order by v.started_at desc
      limit 1)) order by place), '[]'::jsonb) into v_items
  from generate_series(1, least(v_limit, cardinality(v_found))) place;
  return jsonb_build_object('items', v_items, 'next_cursor', case when cardinality(v_found) > v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_search_players(text, uuid, integer, text, boolean, integer, integer) is
  'Players of whom every word of p_query stands in the name or the loyalty id, whatever the order, case, accents and apostrophes; all without it. Of a tier, in the house or not, seen within so many gaming days (1: today), or not seen for so many. The best first: whose loyalty id it is, whose name has the word, whose name or id begins so, all others; each by name, paged by the last player seen: {items: [player and last_visit_at], next_cursor}. Capability floor.read. UNKNOWN_TIER, VALIDATION_FAILED, also for a cursor that is none.';

revoke all on function public.rpc_search_players(text, uuid, integer, text, boolean, integer, integer) from public, anon;
grant execute on function public.rpc_search_players(text, uuid, integer, text, boolean, integer, integer) to authenticated;

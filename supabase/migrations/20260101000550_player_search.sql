-- Finding a player: by words in any order, folded as app.name_key folds them, whatever the database's locale takes for a letter.
--
-- A page costs what it shows, not what it was found among. What begins a name or an id is a range of an ordered index, read as far as
-- the page needs. What stands inside is either rare, and then found by the index of its letters and put in order, or common, and then
-- soon come by in an index that has everybody in an order of no meaning: in an order of names it could be all at the end.

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
-- Everybody as if drawn by lot, with what there is to compare.
create index player_lot on public.player (casino_id, uuid_hash(id), id) include (search_text);
-- Without a pending list, which every search would read from end to end after a large enrolment.
create index player_search on public.player using gin (app.search_grams(casino_id, search_text)) with (fastupdate = off);

-- ---- What was typed ---------------------------------------------------------------------------------------------------

create type app.player_query as (
  -- The words, each of which has to stand somewhere in the name or the loyalty id.
  terms text[],
  -- All of them as they were typed: what a name may be or begin with (de la Cruz).
  phrase text,
  -- The terms as patterns for like.
  patterns text[],
  -- The first few of them, one of which each name may begin with.
  words text[],
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
  v_query.phrase := nullif(array_to_string(v_query.terms, ' '), '');
  v_query.patterns := array(select app.like_pattern(term) from unnest(v_query.terms) term);
  v_query.words := v_query.terms[1:4];
  v_query.card_key := app.loyalty_id_key(p_text);
  return v_query;
end;
$$;
comment on function app.read_player_query(text) is 'What was typed into a search of players, ready to be compared.';

-- ---- The order of what is found ---------------------------------------------------------------------------------------

create type app.player_place as (rank integer, first_part text collate "C", second_part text collate "C", player_id uuid);

create function app.word_pairs(p_query app.player_query)
returns table (last_word text, first_word text)
language plpgsql
immutable
set search_path = ''
as $$
begin
  return query
  select l.word, f.word
  from unnest(p_query.words) with ordinality l (word, place)
  join unnest(p_query.words) with ordinality f (word, place) on f.place <> l.place;
end;
$$;
comment on function app.word_pairs(app.player_query) is 'Each of the first few words as the beginning of a last name, with each other one as that of a first name.';

create function app.player_rank_expression(p_query app.player_query)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_is_last text;
  v_begins_last text;
begin
  select string_agg(format('p.last_key = %L and starts_with(p.first_key, %L)', last_word, first_word), ' or '),
    string_agg(format('starts_with(p.last_key, %L) and starts_with(p.first_key, %L)', last_word, first_word), ' or ')
  into v_is_last, v_begins_last from app.word_pairs(p_query);
  return format('(case
    when p.loyalty_id_key = %1$L then 0
    when %3$s then 1
    when %4$s then 2
    when p.last_key = %2$L then 3
    when p.first_key = %2$L then 4
    when starts_with(p.last_key, %2$L) then 5
    when starts_with(p.first_key, %2$L) then 6
    when starts_with(p.loyalty_id_key, %1$L) then 7
    else 8 end)', p_query.card_key, p_query.phrase, coalesce(v_is_last, 'false'), coalesce(v_begins_last, 'false'));
end;
$$;
comment on function app.player_rank_expression(app.player_query) is
  'How well p, a player who holds all terms of a query, is meant by it: whose loyalty id it is (0), whose last name is one of several words and whose first name begins with another (1), both of whose names begin with one each (2), whose last (3) or first name (4) is what was typed, begins with it (5, 6), whose loyalty id begins so (7), all others (8). As text, to be planned with what it is asked for.';

create function app.player_place(p_player public.player, p_query app.player_query)
returns app.player_place
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_rank integer;
begin
  execute 'select ' || app.player_rank_expression(p_query) || ' from (select ($1).*) p' into v_rank using p_player;
  return row(v_rank,
    case when v_rank in (0, 7) then p_player.loyalty_id_key when v_rank in (4, 6) then p_player.first_key else p_player.last_key end,
    case when v_rank in (0, 4, 6, 7) then p_player.last_key else p_player.first_key end,
    p_player.id)::app.player_place;
end;
$$;
comment on function app.player_place(public.player, app.player_query) is
  'Where a player stands among those found: by app.player_rank_expression, then by name or id. One order for every way to the page, so that pages meet; only among others (8) that are too many to be sorted it is their lot.';

create function app.player_filter_condition(p_filter jsonb)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_last_day constant text :=
    '(select v.gaming_day from public.visit v where v.casino_id = $1 and v.player_id = p.id order by v.started_at desc limit 1)';
begin
  -- Only the shape of the condition depends on the filter; what a caller gives is always the parameter $2.
  return ' and (true' || concat(
    case when p_filter ? 'tier' then
      ' and (select l.tier from public.player_loyalty l where l.casino_id = $1 and l.player_id = p.id) = $2 ->> ''tier''' end,
    case when p_filter ? 'in_house' then case when (p_filter ->> 'in_house')::boolean then ' and' else ' and not' end
      || ' exists (select from public.visit v where v.casino_id = $1 and v.player_id = p.id and v.ended_at is null)' end,
    case when p_filter ? 'visited_since' then ' and coalesce(' || v_last_day || ' >= ($2 ->> ''visited_since'')::date, false)' end,
    case when p_filter ? 'not_visited_since' then ' and coalesce(' || v_last_day || ' < ($2 ->> ''not_visited_since'')::date, true)' end)
    -- Without this the planner takes whatever it doesn't know for rare, and sorts all instead of reading on.
    || ') is distinct from false';
end;
$$;
comment on function app.player_filter_condition(jsonb) is
  'A filter {tier, in_house, visited_since, not_visited_since} as conditions on p, a player; $1 is the casino, $2 the filter.';

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
  'All whom a filter can leave over, where they are few enough to be looked at one by one (who is in the house always is). Null when they are not.';

-- ---- The ways to a page -----------------------------------------------------------------------------------------------

create function app.gather_players(
  p_casino_id uuid,
  p_filter jsonb,
  p_query app.player_query,
  p_least_rank integer,
  p_few uuid[],
  p_after app.player_place,
  p_limit integer
)
returns public.player[]
language plpgsql
stable
set search_path = ''
as $$
declare
  v_found public.player[];
begin
  execute 'select array(
    select p from (
      select p, rank,
        case when rank in (0, 7) then (p).loyalty_id_key when rank in (4, 6) then (p).first_key else (p).last_key end as first_part,
        case when rank in (0, 4, 6, 7) then (p).last_key else (p).first_key end as second_part
      from (
        select p, ' || app.player_rank_expression(p_query) || ' as rank from public.player p
        where p.casino_id = $1 and p.search_text like all (($3).patterns)'
        || case when p_few is null then ' and app.search_grams(p.casino_id, p.search_text) @> app.term_grams($1, ($3).terms)'
          else ' and p.id = any ($7)' end
        || app.player_filter_condition(p_filter) || '
      ) ranked
      where rank >= $4
    ) placed
    where $5 is null or row(rank, first_part, second_part, (p).id)::app.player_place > $5
    order by rank, first_part, second_part, (p).id
    limit $6)'
  into v_found using p_casino_id, p_filter, p_query, p_least_rank, p_after, p_limit, p_few;
  return v_found;
end;
$$;
comment on function app.gather_players(uuid, jsonb, app.player_query, integer, uuid[], app.player_place, integer) is
  'A page of players of a rank or worse, in order, by finding all there are and sorting them: among p_few, or by the index of their letters.';

create function app.list_players(p_casino_id uuid, p_filter jsonb, p_after app.player_place, p_limit integer)
returns public.player[]
language plpgsql
stable
set search_path = ''
as $$
declare
  v_found public.player[];
begin
  execute 'select array(select p from public.player p where p.casino_id = $1' || app.player_filter_condition(p_filter)
    || case when p_after.rank is not null then ' and (p.last_key, p.first_key, p.id) > (($3).first_part, ($3).second_part, ($3).player_id)' else '' end
    || ' order by p.last_key, p.first_key, p.id limit $4)'
  into v_found using p_casino_id, p_filter, p_after, p_limit;
  return v_found;
end;
$$;
comment on function app.list_players(uuid, jsonb, app.player_place, integer) is 'A page of everybody, by name, whom a filter lets through.';

create function app.rank_range(p_rank integer, p_first text, p_second text, p_after app.player_place, p_columns text[])
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_highest constant text := chr(1114111);
  v_lowest_id constant uuid := '00000000-0000-0000-0000-000000000000';
  v_first constant text := format('p.%I', p_columns[1]);
  v_second constant text := format('p.%I', p_columns[2]);
begin
  -- One bound below, the range's or the page's: of two the index would take the wrong one, and read what came before the page.
  if p_rank in (0, 1, 3, 4) then
    return case when p_after.first_part > p_first collate "C" then 'false'
      when p_after.first_part = p_first and p_after.second_part >= p_second collate "C"
        then format('%s = %L and (%s, p.id) > (%L, %L)', v_first, p_first, v_second, p_after.second_part, p_after.player_id)
      else format('%s = %L and (%s, p.id) > (%L, %L)', v_first, p_first, v_second, p_second, v_lowest_id) end
      || format(' and %s < %L', v_second, p_second || v_highest);
  end if;
  return case when p_after.first_part > p_first collate "C"
      then format('(%s, %s, p.id) > (%L, %L, %L)', v_first, v_second, p_after.first_part, p_after.second_part, p_after.player_id)
    else format('(%s, %s, p.id) > (%L, %L, %L)', v_first, v_second, p_first, v_highest, v_lowest_id) end
    || format(' and %s < %L', v_first, p_first || v_highest)
    || case when p_second <> '' then format(' and %1$s >= %2$L and %1$s < %3$L', v_second, p_second, p_second || v_highest) else '' end;
end;
$$;
comment on function app.rank_range(integer, text, text, app.player_place, text[]) is
  'A part of an index as a condition: who has a text in the first of two columns, or in ranks of beginnings one that is longer and begins so, and in the second one that begins with another; after a place in this rank.';

create function app.walk_players_of_rank(p_casino_id uuid, p_filter jsonb, p_query app.player_query, p_rank integer, p_after app.player_place, p_limit integer)
returns public.player[]
language plpgsql
stable
set search_path = ''
as $$
declare
  v_columns constant text[] := case when p_rank in (0, 7) then array['loyalty_id_key', 'last_key']
    when p_rank in (4, 6) then array['first_key', 'last_key'] else array['last_key', 'first_key'] end;
  v_ranges text;
  v_found public.player[];
begin
  -- Every range as written out, so that each is planned by how many there are in it.
  select string_agg(format('(
      select p from public.player p
      where p.casino_id = $1 and %s and (p.search_text like all (($3).patterns) and %s = %s) is distinct from false %s
      order by p.%I, p.%I, p.id
      limit $4)', app.rank_range(p_rank, head, second, p_after, v_columns), app.player_rank_expression(p_query), p_rank,
    app.player_filter_condition(p_filter), v_columns[1], v_columns[2]), ' union all ') into v_ranges
  from (
    select last_word, first_word from app.word_pairs(p_query) where p_rank in (1, 2)
    union all
    select case when p_rank in (0, 7) then p_query.card_key else p_query.phrase end, '' where p_rank not in (1, 2)
  ) begun (head, second);
  execute format('select array(
      select p from (select distinct on ((p).%1$I, (p).%2$I, (p).id) p from (%3$s) ranges order by (p).%1$I, (p).%2$I, (p).id limit $4) found)',
    v_columns[1], v_columns[2], v_ranges)
  into v_found using p_casino_id, p_filter, p_query, p_limit;
  return v_found;
end;
$$;
comment on function app.walk_players_of_rank(uuid, jsonb, app.player_query, integer, app.player_place, integer) is
  'The players of one rank before the last, in order, by reading an index as far as the page needs.';

create function app.walk_players(p_casino_id uuid, p_filter jsonb, p_query app.player_query, p_after app.player_place, p_limit integer)
returns public.player[]
language plpgsql
stable
set search_path = ''
as $$
declare
  v_found public.player[] := '{}';
begin
  for v_rank in coalesce(p_after.rank, 0)..7 loop
    exit when cardinality(v_found) >= p_limit;
    continue when v_rank in (1, 2) and cardinality(p_query.terms) = 1;
    v_found := v_found || app.walk_players_of_rank(p_casino_id, p_filter, p_query, v_rank,
      case when v_rank = p_after.rank then p_after end, p_limit - cardinality(v_found));
  end loop;
  return v_found;
end;
$$;
comment on function app.walk_players(uuid, jsonb, app.player_query, app.player_place, integer) is
  'A page of the players of all ranks but the last, in order, rank after rank until it is full.';

create function app.are_many_players(p_casino_id uuid, p_filter jsonb, p_query app.player_query, p_least_rank integer)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
declare
  v_many boolean;
begin
  -- The lots of one in 200.
  execute 'select count(*) = 8 from (
      select from public.player lot
      cross join lateral (
        select from public.player p
        where p.casino_id = lot.casino_id and p.id = lot.id and ' || app.player_rank_expression(p_query) || ' >= $4' || app.player_filter_condition(p_filter) || '
        offset 0
      ) drawn
      where lot.casino_id = $1 and uuid_hash(lot.id) < -2126008812 and lot.search_text like all (($3).patterns)
      limit 8
    ) sample'
  into v_many using p_casino_id, p_filter, p_query, p_least_rank;
  return v_many;
end;
$$;
comment on function app.are_many_players(uuid, jsonb, app.player_query, integer) is
  'Whether so many players (about 1600) are of a rank or worse that they are better come by than sorted: judged by a sample that is the same for all pages.';

create function app.draw_players(p_casino_id uuid, p_filter jsonb, p_query app.player_query, p_after uuid, p_limit integer)
returns public.player[]
language plpgsql
stable
set search_path = ''
as $$
declare
  v_found public.player[];
begin
  execute 'select array(
      select drawn.p from public.player lot
      cross join lateral (
        select p from public.player p
        where p.casino_id = lot.casino_id and p.id = lot.id and ' || app.player_rank_expression(p_query) || ' = 8' || app.player_filter_condition(p_filter) || '
        offset 0
      ) drawn
      where lot.casino_id = $1 and lot.search_text like all (($3).patterns)'
      || case when p_after is not null then ' and (uuid_hash(lot.id), lot.id) > (uuid_hash($4), $4)' else '' end || '
      order by uuid_hash(lot.id), lot.id
      limit $5)'
  into v_found using p_casino_id, p_filter, p_query, p_after, p_limit;
  return v_found;
end;
$$;
comment on function app.draw_players(uuid, jsonb, app.player_query, uuid, integer) is
  'Players of the last rank, of whom there are many, in the order of their lots.';

create function app.find_players(p_casino_id uuid, p_filter jsonb, p_query app.player_query, p_after public.player, p_limit integer)
returns public.player[]
language plpgsql
stable
set search_path = ''
-- A page is a few milliseconds of work: workers take longer to start.
set max_parallel_workers_per_gather = 0
as $$
declare
  v_after constant app.player_place := case when p_after.id is not null then app.player_place(p_after, p_query) end;
  v_few constant uuid[] := app.few_by_filter(p_casino_id, p_filter);
  -- Several words may each be common and together rare; one is rare only where nothing begins with it.
  v_rare_from constant integer := case when cardinality(p_query.terms) > 1 then 0 else 8 end;
  v_found public.player[] := '{}';
begin
  if v_few is not null then
    return app.gather_players(p_casino_id, p_filter, p_query, 0, v_few, v_after, p_limit);
  elsif p_query.terms = '{}' then
    return app.list_players(p_casino_id, p_filter, v_after, p_limit);
  end if;
  if v_rare_from = 8 or app.are_many_players(p_casino_id, p_filter, p_query, 0) then
    v_found := app.walk_players(p_casino_id, p_filter, p_query, v_after, p_limit);
    if cardinality(v_found) >= p_limit then
      return v_found;
    end if;
    if v_rare_from = 0 or app.are_many_players(p_casino_id, p_filter, p_query, 8) then
      return v_found || app.draw_players(p_casino_id, p_filter, p_query, case when v_after.rank = 8 then p_after.id end, p_limit - cardinality(v_found));
    end if;
  end if;
  return v_found || app.gather_players(p_casino_id, p_filter, p_query, v_rare_from, null, v_after, p_limit - cardinality(v_found));
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

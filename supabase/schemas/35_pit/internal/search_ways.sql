-- The ways to a page.

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
        case when rank in (0, 7) then (p).loyalty_id_key when rank in (4, 6) then (p).first_key else (p).last_key
          end as first_part,
        case when rank in (0, 4, 6, 7) then (p).last_key else (p).first_key end as second_part
      from (
        select p, ' || app.player_rank_expression(p_query) || ' as rank from public.player p
        where p.casino_id = $1 and p.search_text like all (($3).patterns)'
        || case when p_few is null
          then ' and app.search_grams(p.casino_id, p.search_text) @> app.term_grams($1, ($3).terms)'
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
  'A page of players of a rank or worse, in order, by finding all there are and sorting them: among p_few, or by the '
  'index of their letters.';

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
    || case when p_after.rank is not null
      then ' and (p.last_key, p.first_key, p.id) > (($3).first_part, ($3).second_part, ($3).player_id)' else '' end
    || ' order by p.last_key, p.first_key, p.id limit $4)'
  into v_found using p_casino_id, p_filter, p_after, p_limit;
  return v_found;
end;
$$;
comment on function app.list_players(uuid, jsonb, app.player_place, integer) is
  'A page of everybody, by name, whom a filter lets through.';

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
  -- One lower bound only, that of the range or that of the page: of two the planner would take the wrong one for the
  -- index, and read everything before the page.
  if p_rank in (0, 1, 3, 4) then
    return case when p_after.first_part > p_first collate "C" then 'false'
      when p_after.first_part = p_first and p_after.second_part >= p_second collate "C"
        then format('%s = %L and (%s, p.id) > (%L, %L)', v_first, p_first, v_second, p_after.second_part,
          p_after.player_id)
      else format('%s = %L and (%s, p.id) > (%L, %L)', v_first, p_first, v_second, p_second, v_lowest_id) end
      || format(' and %s < %L', v_second, p_second || v_highest);
  end if;
  return case when p_after.first_part > p_first collate "C"
      then format('(%s, %s, p.id) > (%L, %L, %L)', v_first, v_second, p_after.first_part, p_after.second_part,
        p_after.player_id)
    else format('(%s, %s, p.id) > (%L, %L, %L)', v_first, v_second, p_first, v_highest, v_lowest_id) end
    || format(' and %s < %L', v_first, p_first || v_highest)
    || case when p_second <> ''
      then format(' and %1$s >= %2$L and %1$s < %3$L', v_second, p_second, p_second || v_highest) else '' end;
end;
$$;
comment on function app.rank_range(integer, text, text, app.player_place, text[]) is
  'A part of an index as a condition: who has a text in the first of two columns, or in ranks of beginnings one that '
  'is longer and begins so, and in the second one that begins with another; after a place in this rank.';

create function app.walk_players_of_rank(p_casino_id uuid, p_filter jsonb, p_query app.player_query, p_rank integer,
  p_after app.player_place, p_limit integer)
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
  -- The bounds of each range stand in the text, so that the planner knows how many players are in it.
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
      select p from (
        select distinct on ((p).%1$I, (p).%2$I, (p).id) p from (%3$s) ranges
        order by (p).%1$I, (p).%2$I, (p).id limit $4
      ) found)',
    v_columns[1], v_columns[2], v_ranges)
  into v_found using p_casino_id, p_filter, p_query, p_limit;
  return v_found;
end;
$$;
comment on function app.walk_players_of_rank(uuid, jsonb, app.player_query, integer, app.player_place, integer) is
  'The players of one rank before the last, in order, by reading an index as far as the page needs.';

create function app.walk_players(p_casino_id uuid, p_filter jsonb, p_query app.player_query, p_after app.player_place,
  p_limit integer)
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
  -- The sample: the one player in 200 whose lot begins so.
  execute 'select count(*) = 8 from (
      select from public.player lot
      cross join lateral (
        select from public.player p
        where p.casino_id = lot.casino_id and p.id = lot.id
          and ' || app.player_rank_expression(p_query) || ' >= $4' || app.player_filter_condition(p_filter) || '
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
  'Whether so many players (about 1600) are of a rank or worse that they are better come by than sorted: judged by a '
  'sample that is the same for all pages.';

create function app.draw_players(p_casino_id uuid, p_filter jsonb, p_query app.player_query, p_after uuid,
  p_limit integer)
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
        where p.casino_id = lot.casino_id and p.id = lot.id
          and ' || app.player_rank_expression(p_query) || ' = 8' || app.player_filter_condition(p_filter) || '
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

create function app.find_players(p_casino_id uuid, p_filter jsonb, p_query app.player_query, p_after public.player,
  p_limit integer)
returns public.player[]
language plpgsql
stable
set search_path = ''
-- A page takes a few milliseconds; to start parallel workers takes longer.
set max_parallel_workers_per_gather = 0
as $$
declare
  v_after constant app.player_place := case when p_after.id is not null then app.player_place(p_after, p_query) end;
  v_few constant uuid[] := app.few_by_filter(p_casino_id, p_filter);
  -- Several words may each be common and yet rarely stand together. One word is rare only if no name begins with it.
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
      return v_found || app.draw_players(p_casino_id, p_filter, p_query, case
        when v_after.rank = 8 then p_after.id end, p_limit - cardinality(v_found));
    end if;
  end if;
  return v_found || app.gather_players(p_casino_id, p_filter, p_query, v_rare_from, null, v_after,
    p_limit - cardinality(v_found));
end;
$$;
comment on function app.find_players(uuid, jsonb, app.player_query, public.player, integer) is
  'Up to p_limit players of a casino that a filter and a query name, in the order of app.player_place, after p_after.';

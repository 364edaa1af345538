-- The order of what is found.

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
comment on function app.word_pairs(app.player_query) is
  'Each of the first few words as the beginning of a last name, with each other one as that of a first name.';

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
  'How well p, a player who holds all terms of a query, is meant by it: whose loyalty id it is (0), whose last name '
  'is one of several words and whose first name begins with another (1), both of whose names begin with one each (2), '
  'whose last (3) or first name (4) is what was typed, begins with it (5, 6), whose loyalty id begins so (7), all '
  'others (8). As text, to be planned with what it is asked for.';

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
    case when v_rank in (0, 7) then p_player.loyalty_id_key when v_rank in (4, 6) then p_player.first_key
      else p_player.last_key end,
    case when v_rank in (0, 4, 6, 7) then p_player.last_key else p_player.first_key end,
    p_player.id)::app.player_place;
end;
$$;
comment on function app.player_place(public.player, app.player_query) is
  'Where a player stands among those found: by app.player_rank_expression, then by name or id. One order for every '
  'way to the page, so that pages meet; only among others (8) that are too many to be sorted it is their lot.';

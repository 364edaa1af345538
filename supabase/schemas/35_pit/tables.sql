-- Pit: where floor and loyalty meet. Enrolment, the player's card, and the whole floor in one call.

-- Finding a player: by words in any order, folded as app.name_key folds them, whatever the database's locale takes for
-- a letter.
--
-- A page costs what it shows, not what it was found among. What begins a name or an id is a range of an ordered index,
-- read as far as
-- the page needs. What stands inside is either rare, and then found by the index of its letters and put in order, or
-- common, and then
-- soon come by in an index that has everybody in an order of no meaning: in an order of names it could be all at the
-- end.

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
  return array(select v_casino || substr(p_text, place, size) from generate_series(1, length(p_text)) place cross
    join generate_series(1, 3) size);
end;
$$;
comment on function app.search_grams(uuid, text) is
  'Every one, two and three letters that stand together in a text, each under its casino, so that one casino''s '
  'search never reads what another''s players put into the index.';

create index player_last_name on public.player (casino_id, last_key, first_key, id);
create index player_first_name on public.player (casino_id, first_key, last_key, id);

-- Everybody as if drawn by lot, with what there is to compare.
create index player_lot on public.player (casino_id, uuid_hash(id), id) include (search_text);

-- Without a pending list, which every search would read from end to end after a large enrolment.
create index player_search
  on public.player using gin (app.search_grams(casino_id, search_text)) with (fastupdate = off);

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

create type app.player_place as (rank integer, first_part text collate "C", second_part text collate "C",
  player_id uuid);

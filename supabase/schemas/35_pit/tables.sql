-- Pit: where floor and loyalty meet. Enrolment, the player's card, and the whole floor in one call.

-- Finding a player: by words in any order, folded as app.name_key folds them, whatever the database's locale takes for
-- a letter.
--
-- A page costs what it shows, not what it was found among. What begins a name or an id is a range of an ordered index,
-- read as far as the page needs. What stands inside is either rare, and then found by the index of its letters and put
-- in order, or common, and then soon come by in an index that has everybody in an order of no meaning: in an order of
-- names it could be all at the end.

create function app.search_grams(p_casino_id uuid, p_text text)
returns text[]
language plpgsql
immutable
-- It is there to be indexed, and costs so much that no plan works it out row by row.
cost 100000
set search_path = ''
as $$
declare
  v_casino text := right(p_casino_id::text, 12);
begin
  -- Nobody searches for the pieces that have a blank in them, but leaving them out would cost more than keeping them.
  return array(select v_casino || substr(p_text, place, size) from generate_series(1, length(p_text)) place cross
    join generate_series(1, 3) size);
end;
$$;
comment on function app.search_grams(uuid, text) is
  'Every one, two and three letters that stand together in a text, each under its casino, so that one casino''s '
  'search never reads what another''s players put into the index.';

create index player_last_name on public.player (casino_id, last_key, first_key, id);
create index player_first_name on public.player (casino_id, first_key, last_key, id);

-- All players in an order as if drawn by lot, with the text that a search is compared with.
create index player_lot on public.player (casino_id, uuid_hash(id), id) include (search_text);

-- No pending list (fastupdate): after a large enrolment every search would read it from end to end.
create index player_search
  on public.player using gin (app.search_grams(casino_id, search_text)) with (fastupdate = off);

create type app.player_query as (
  -- The words of the search; each has to stand somewhere in the name or the loyalty id.
  terms text[],
  -- All words as they were typed, which a name may be or begin with (de la Cruz).
  phrase text,
  -- The terms as patterns for like.
  patterns text[],
  -- The first few words; a name may begin with any of them.
  words text[],
  card_key text
);

create type app.player_place as (rank integer, first_part text collate "C", second_part text collate "C",
  player_id uuid);

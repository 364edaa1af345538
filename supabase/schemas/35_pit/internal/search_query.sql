-- What was typed.

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
comment on function app.term_grams(uuid, text[]) is
  'The longest grams of what is looked for: who holds the terms has all of these among app.search_grams.';

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
  'The words that somebody looks for, as names and loyalty ids are kept for the search. Null when nothing but '
  'punctuation is left.';

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
  v_query.patterns := array(select app.search_pattern(term) from unnest(v_query.terms) term);
  v_query.words := v_query.terms[1:4];
  v_query.card_key := app.loyalty_id_key(p_text);
  return v_query;
end;
$$;
comment on function app.read_player_query(text) is 'What was typed into a search of players, ready to be compared.';

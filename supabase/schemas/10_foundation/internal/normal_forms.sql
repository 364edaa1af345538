-- One normal form of what people type, paste and export.

create function app.clean_text(p_text text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- The short way for most cells of a file, which have nothing to be cleaned.
  if p_text collate "C" ~ '^[!-~]+( [!-~]+)*$' then
    return p_text;
  end if;
  -- Left out: what nobody sees (zero width, direction marks, byte order mark, soft hyphen, variation selectors,
  -- controls). Made a blank: every other space there is, line ends among them.
  return nullif(btrim(regexp_replace(
    regexp_replace(p_text collate "C",
      '[\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u0001-'
        '\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]', '', 'g'),
    '[\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+', ' ', 'g')), '');
end;
$$;
comment on function app.clean_text(text) is
  'A text as a person sees it: invisible characters left out, every kind of space one blank, none at the ends; null '
  'when nothing is left. Names, ids and cells of files pass through here before anything else looks at them.';

create function app.clean_loyalty_id(p_text text)
returns text
language plpgsql
immutable
strict
set search_path = ''
as $$
declare
  v_id text;
begin
  if p_text collate "C" ~ '^[A-Za-z0-9]+([-_./:, ][A-Za-z0-9]+)*$' then
    return p_text;
  end if;
  -- Full-width digits and their kind are the digits they show (Unicode NFKC).
  v_id := normalize(app.clean_text(p_text), NFKC);
  -- Spreadsheets write ="H102664" or 'H102664 for a number that is to stay a text.
  return app.clean_text(regexp_replace(coalesce(substring(v_id collate "C" from '^=\s*"(.*)"$'), v_id),
    '^[''`\u2018\u2019]+', ''));
end;
$$;
comment on function app.clean_loyalty_id(text) is
  'A loyalty id as it is kept: as typed, without what a spreadsheet, a copy or a keyboard put around it. Null when '
  'nothing is left. Every way in (enrolment, import, search, API) passes through here.';

create function app.has_lost_digits(p_loyalty_id text)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return p_loyalty_id ~* '^[-+]?\d+([.,]\d+e[-+]?|e\+)\d+$';
end;
$$;
comment on function app.has_lost_digits(text) is
  'Whether a cleaned loyalty id is a number in scientific notation, as spreadsheets shorten long ones: digits were '
  'lost, and two cards may look alike. Null for null.';

create function app.loyalty_id_key(p_text text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return upper(app.clean_loyalty_id(p_text) collate pg_catalog.pg_c_utf8);
end;
$$;
comment on function app.loyalty_id_key(text) is
  'What two loyalty ids have in common that are one card: the clean id, without regard to case.';

create function app.name_key(p_text text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_text text;
begin
  if p_text collate "C" ~ '^[A-Za-z0-9]+( [A-Za-z0-9]+)*$' then
    return lower(p_text);
  end if;
  v_text := lower(normalize(app.clean_text(p_text), NFKD) collate pg_catalog.pg_c_utf8);
  -- Marks of Latin, Greek and Cyrillic letters go; those that make another letter of a kana or a Devanagari consonant
  -- stay.
  v_text := regexp_replace(v_text collate "C", '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff]', '', 'g');
  -- Letters that no decomposition takes apart.
  v_text := replace(replace(replace(replace(v_text, 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th');
  v_text := translate(v_text, 'øłđðıħŧŋς', 'olddihtnσ');
  -- An apostrophe joins what it stands between; anything else between words parts them.
  v_text := regexp_replace(v_text collate "C", '[''`"\u00b4\u02b9-\u02bf\u02c8\u2018-\u201f\u2032\u2033\u2035\uff07]',
    '', 'g');
  v_text := regexp_replace(v_text collate "C", '[-,.;:/()\u2010-\u2015\u2212\u00b7\u30fb\u3001]+', ' ', 'g');
  return normalize(btrim(regexp_replace(v_text, ' +', ' ', 'g')), NFC);
end;
$$;
comment on function app.name_key(text) is
  'A name as search and comparison see it: case, accents, apostrophes and punctuation folded, words parted by one '
  'blank. José Núñez-O’Brien is jose nunez obrien. Empty when nothing is left of it, null for null.';

create function app.person_key(p_first_name text, p_last_name text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return nullif(array_to_string(array(
    select word from unnest(string_to_array(app.name_key(concat_ws(' ', p_first_name, p_last_name)), ' ')) word
      order by word collate "C"
  ), ' '), '');
end;
$$;
comment on function app.person_key(text, text) is
  'What the names of one person have in common however they are written: the words of both as app.name_key folds '
  'them, in one order. `Okafor`, `Ray` and `Ray`, `Okafor` are okafor ray. Null when nothing is left.';

create function app.search_pattern(p_text text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return '%' || replace(replace(replace(p_text, '\', '\\'), '%', '\%'), '_', '\_') || '%';
end;
$$;
comment on function app.search_pattern(text) is 'A pattern for like that finds a text as it is written, anywhere.';

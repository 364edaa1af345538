-- Reading a cell.

create function app.read_import_number(p_text text, p_format text)
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_text text := p_text;
  v_sign text := '';
begin
  -- The short way for what most cells hold.
  if v_text ~ '^\d{1,15}$' then
    return v_text::numeric;
  elsif p_format = 'point' and v_text ~ '^(?!0+,)\d{1,3}(,\d{3})+$' then
    return replace(v_text, ',', '')::numeric;
  end if;
  v_text := regexp_replace(translate(v_text, U&'\2212\2012\2013\2019', '---'''),
    ' ?(pts?|points?|puntos?|punti|pontos?|pkte?|punkte?|p)\.?$', '', 'i');
  -- Negative amounts are written as (250), 250- or -250.
  if v_text ~ '^(\(.*\)|[^-]*\d ?-)$' then
    v_text := btrim(v_text, '()- ');
    v_sign := '-';
  end if;
  -- Blanks and apostrophes stand between thousands in every country.
  if v_text ~ '^[-+]?\d{1,3}([ '']\d{3})+([.,]\d*)?$' then
    v_text := translate(v_text, ' ''', '');
  end if;
  if p_format = 'comma' then
    v_text := translate(v_text, '.,', ',.');
  end if;
  if v_text !~ '^[-+]?(\d+|(?!0+,)\d{1,3}(,\d{3})+)(\.\d+)?$' or (v_sign = '-' and v_text ~ '^[-+]') then
    return null;
  end if;
  return (v_sign || replace(v_text, ',', ''))::numeric;
end;
$$;
comment on function app.read_import_number(text, text) is
  'A number as spreadsheets write it: 1234, 1,234, 1 234, 1''234, (250), 250-, 12.00, 5 pts. The format says whether '
  'a point or a comma stands before a fraction; the other one stands between thousands. Null when it is none.';

create function app.iso_date_text(p_text text, p_date_system text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_months constant jsonb := '{"jan":1,"ene":1,"gen":1,"feb":2,"fev":2,"mar":3,"apr":4,"abr":4,"avr":4,'
    '"may":5,"mai":5,"mag":5,"jun":6,"juin":6,"giu":6,"jul":7,"juil":7,"lug":7,"aug":8,"ago":8,"aou":8,"sep":9,"set":9,'
      '"oct":10,"okt":10,"ott":10,"out":10,"nov":11,"dec":12,"dez":12,"dic":12}';
  v_parts text[];
  v_month integer;
begin
  if p_text ~ '^\d{5}([.,]\d+)?$' then
    -- A serial number counts days from 30 December 1899, or from 1 January 1904 in workbooks of old Macintoshes.
    return to_char(case p_date_system when '1904' then timestamp '1904-01-01' else timestamp '1899-12-30' end
      + round(replace(p_text, ',', '.')::numeric * 86400)::double precision * interval '1 second',
        'YYYY-MM-DD HH24:MI:SS');
  elsif p_text ~ '^(19|20)\d{6}($|[ T])' then
    return overlay(overlay(p_text placing '-' from 7 for 0) placing '-' from 5 for 0);
  end if;
  -- Every pattern gives year, month, day and rest, in this order.
  v_parts := regexp_match(p_text,
    U&'^(\\d{4})[-/. \5e74]+([[:alpha:]]{3,10}|\\d{1,2})[-/. \6708]+(\\d{1,2})\65e5?(?:[ T]+(.*))?$', 'i');
  if v_parts is null then
    v_parts := (regexp_match(p_text,
      '^(?:[[:alpha:]]{2,10}[.,]* )?(\d{1,2})(?:st|nd|rd|th|er)?[-/., ]+(?:de )?([[:alpha:]]{3,10})[-/., ]+(?:de )?('
        '\d{4}|\d{2})(?:,?[ T]+(.*))?$', 'i'));
    v_parts := v_parts[3:3] || v_parts[2:2] || v_parts[1:1] || v_parts[4:4];
  end if;
  if coalesce(cardinality(v_parts), 0) = 0 then
    v_parts := (regexp_match(p_text,
      '^(?:[[:alpha:]]{2,10}[.,]* )?([[:alpha:]]{3,10})[-/., ]+(\d{1,2})(?:st|nd|rd|th)?[-/., ]+(\d{4}|\d{2})'
        '(?:,?[ T]+(.*))?$', 'i'));
    v_parts := v_parts[3:3] || v_parts[1:1] || v_parts[2:2] || v_parts[4:4];
  end if;
  v_month := case when v_parts[2] ~ '^\d' then v_parts[2]::integer
    else coalesce(v_months ->> left(app.name_key(v_parts[2]), 4),
      v_months ->> left(app.name_key(v_parts[2]), 3))::integer end;
  return case when length(v_parts[1]) = 4 then v_parts[1]
    when v_parts[1]::integer < 70 then '20' || v_parts[1] else '19' || v_parts[1] end || '-' || v_month || '-'
      || v_parts[3] || coalesce(' ' || v_parts[4], '');
end;
$$;
comment on function app.iso_date_text(text, text) is
  'A date that says its order itself, with the year first: 1-Oct-22, October 1, 2022, 1. Oktober 2022, 20221001, a '
  'spreadsheet''s serial number (by the system 1900 or 1904). What stands behind it stays. Null when it is none of '
  'these.';

create function app.read_import_time(p_text text, p_date_order text, p_date_system text)
returns app.import_time
language plpgsql
immutable
set search_path = ''
as $$
declare
  -- Tested without captures first: taking every date apart by one pattern costs several times as much.
  v_at integer := coalesce(nullif(strpos(translate(p_text, 'T', ' '), ' '), 0), length(p_text) + 1);
  v_date text := left(p_text, v_at - 1);
  v_clock text := ltrim(substr(p_text, v_at), 'T ');
  v_parts text[];
  v_time text[];
  v_year integer;
  v_month integer;
  v_day integer;
  v_hour integer;
  v_offset interval;
begin
  if v_date !~ '^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2}))$' then
    v_date := app.iso_date_text(p_text, p_date_system);
    return case when v_date is not null
      and v_date <> p_text then app.read_import_time(v_date, 'ymd', p_date_system) end;
  end if;
  v_parts := string_to_array(translate(v_date, '/.', '--'), '-');
  if length(v_parts[1]) < 4 then
    if p_date_order = 'ymd' then
      return null;
    end if;
    -- Put into the order year, month, day by what the mapping says of the column.
    v_parts := array[v_parts[3], v_parts[case p_date_order when 'mdy' then 1 else 2 end],
      v_parts[case p_date_order when 'mdy' then 2 else 1 end]];
  end if;
  if v_clock ~ '^\d{1,2}:\d{2}(:\d{2})?$' then
    v_time := string_to_array(v_clock, ':');
  elsif v_at <= length(p_text) then
    v_time := regexp_match(v_clock,
      '^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?: ?([AaPp])\.?[Mm]\.?)?'
        '(?: ?(Z|[-+](?:0\d|1[0-4])(?::?[0-5]\d)?))?$');
    if v_time is null then
      return null;
    end if;
  end if;
  v_year := v_parts[1]::integer + case when length(v_parts[1]) = 4 then 0 when v_parts[1]::integer < 70 then 2000
    else 1900 end;
  v_month := v_parts[2]::integer;
  v_day := v_parts[3]::integer;
  v_hour := coalesce(v_time[1]::integer, 0);
  if v_time[4] is not null then
    if v_hour not between 1 and 12 then
      return null;
    end if;
    v_hour := v_hour % 12 + case when upper(v_time[4]) = 'P' then 12 else 0 end;
  end if;
  if v_year < 1 or v_month not between 1 and 12 or v_day < 1 or v_hour > 23
    or coalesce(v_time[2]::integer, 0) > 59 or coalesce(v_time[3]::integer, 0) > 59
    or (v_day > 28 and v_day > extract(day from make_date(v_year, v_month, 1) + interval '1 month' - interval '1 day'))
      then
    return null;
  end if;
  if v_time[5] is not null then
    v_offset := case when v_time[5] = 'Z' then interval '0'
      else (left(v_time[5], 1) || '1')::integer * make_interval(hours => substr(v_time[5], 2, 2)::integer,
        mins => coalesce(nullif(right(replace(v_time[5], ':', ''), -3), '')::integer, 0)) end;
  end if;
  return row(make_timestamp(v_year, v_month, v_day, v_hour, coalesce(v_time[2]::integer, 0),
    coalesce(v_time[3]::integer, 0)), v_offset)::app.import_time;
end;
$$;
comment on function app.read_import_time(text, text, text) is
  'A date, perhaps with a time, as spreadsheets write them: the year first and a month by its name always, else by '
  'the order of its column (mdy, dmy). Null when it is none, such as 30 February.';

create function app.clean_name_cell(p_text text)
returns text
language plpgsql
immutable
strict
set search_path = ''
as $$
begin
  if p_text collate "C" ~ '^[A-Za-z]+([-. ][A-Za-z]+)*$' then
    return p_text;
  end if;
  -- A leading apostrophe stays, since it may belong to the name: 't Hooft.
  return app.clean_text(coalesce(substring(app.clean_text(p_text) collate "C" from '^=\s*"(.*)"$'), p_text));
end;
$$;
comment on function app.clean_name_cell(text) is
  'A name as a person sees it in a spreadsheet, which writes ="Lee" for a text.';

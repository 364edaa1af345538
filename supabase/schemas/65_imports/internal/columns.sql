-- Reading a column.
--
-- A cell alone does not say what 11/05/2026 or 1.234 is. Its column does, nearly always: every cell is counted by what
-- it proves, and what was decided is kept with the cell that proves it.

create function app.date_kind(p_text text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_parts text[];
  v_first integer;
  v_second integer;
begin
  -- Tested without captures, which cost several times as much.
  if p_text !~ '^\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})($|[ T])' then
    return case when p_text ~ '^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}($|[ T])' then 'year_first'
      when p_text ~ '^\d{5}([.,]\d+)?$' then 'serial' when app.iso_date_text(p_text, '1900') is not null then 'written'
        else 'other' end;
  end if;
  v_parts := string_to_array(translate(left(p_text, 6), '/.', '--'), '-');
  v_first := v_parts[1];
  v_second := v_parts[2];
  return case when v_first not between 1 and 31 or v_second not between 1 and 31
    or least(v_first, v_second) > 12 then 'other'
    when v_first > 12 then 'day_first' when v_second > 12 then 'month_first'
    when v_first = v_second then 'written'
    when p_text ~ '^\d+\.\d+\.' then 'dotted' else 'either' end;
end;
$$;
comment on function app.date_kind(text) is
  'What a cell proves of the order of dates: day_first (26/04/1966), month_first (04/26/1966), dotted (11.05.2026, '
  'which is written day first nearly everywhere), either (11/05/2026), year_first, written (it says its order itself), '
  'serial (a number of days), other.';

create function app.number_kind(p_text text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_number text;
begin
  if p_text ~ '^\d+$' then
    return 'plain';
  elsif p_text ~ '^(?!0+[.,])\d{1,3}[.,]\d{3}$' then
    return case when p_text ~ ',' then 'comma_group' else 'point_group' end;
  elsif app.read_import_number(p_text, 'point') is null and app.read_import_number(p_text, 'comma') is null then
    return 'other';
  end if;
  v_number := substring(translate(p_text, U&' ''\2019', '') from '\d[\d.,]*');
  return case
    when v_number ~ '^(?!0+\.)\d{1,3}\.\d{3}$' then 'point_group'
    when v_number ~ '^(?!0+,)\d{1,3},\d{3}$' then 'comma_group'
    when v_number ~ '^\d*(,\d{3})*\.\d+$' or v_number ~ '^\d+(,\d{3}){2,}$' then 'point'
    when v_number ~ '^\d*(\.\d{3})*,\d+$' or v_number ~ '^\d+(\.\d{3}){2,}$' then 'comma'
    else 'plain' end;
end;
$$;
comment on function app.number_kind(text) is
  'What a cell proves of how numbers are written: point (1,234.5 or 0.500: a point before the fraction), comma '
  '(1.234,5), point_group (1.234) and comma_group (1,234), which could be thousands or a fraction, plain, other.';

create function app.merge_evidence(p_one jsonb, p_other jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_object_agg(kind, jsonb_build_object('cells', cells, 'row', first_row, 'text', texts[1]))
    from (
      select key as kind, sum((value ->> 'cells')::integer) as cells, min((value ->> 'row')::integer) as first_row,
        array_agg(value ->> 'text' order by (value ->> 'row')::integer) as texts
      from (select * from jsonb_each(p_one) union all select * from jsonb_each(p_other)) both_parts
      group by key
    ) kinds
  ), '{}'::jsonb);
end;
$$;
comment on function app.merge_evidence(jsonb, jsonb) is
  'The evidence of two parts of a column as one: {<kind>: {cells, row, text}}, with the first cell of each kind.';

create function app.gather_evidence(p_evidence jsonb, p_columns jsonb, p_numbers integer[], p_cells jsonb[])
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_evidence jsonb := coalesce(p_evidence, '{}');
  v_field text;
  v_part jsonb;
begin
  foreach v_field in array array['birth_date', 'last_activity_at', 'points_balance'] loop
    continue when not p_columns ? v_field;
    -- Materialized, or each text would be cleaned and judged once more for every mention.
    with texts as materialized (
      select given.row_number, app.clean_loyalty_id(given.cells ->> (p_columns ->> v_field)::integer) as text
      from unnest(p_numbers, p_cells) given (row_number, cells)
    ), judged as materialized (
      select row_number, text, case v_field when 'points_balance' then app.number_kind(text)
        else app.date_kind(text) end as kind
      from texts
      where text is not null
    )
    select jsonb_object_agg(kinds.kind,
      jsonb_build_object('cells', kinds.cells, 'row', kinds.first_row, 'text', left(judged.text, 40))) into v_part
    from (select kind, count(*) as cells, min(row_number) as first_row from judged group by kind) kinds
    join judged on judged.row_number = kinds.first_row;
    v_evidence := v_evidence || jsonb_build_object(v_field, app.merge_evidence(v_evidence -> v_field, v_part));
  end loop;
  return v_evidence;
end;
$$;
comment on function app.gather_evidence(jsonb, jsonb, integer[], jsonb[]) is
  'Adds rows to the evidence of the columns that are dates or numbers: {<field>: {<kind>: {cells, row, text}}}, by '
  'app.date_kind and app.number_kind.';

create function app.decide_between(p_kinds jsonb, p_one text, p_one_format text, p_other text, p_other_format text)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_one integer := coalesce((p_kinds -> p_one ->> 'cells')::integer, 0);
  v_other integer := coalesce((p_kinds -> p_other ->> 'cells')::integer, 0);
begin
  return case when v_one <> v_other then jsonb_build_object(
    'format', case when v_one > v_other then p_one_format else p_other_format end,
    'because', case when least(v_one, v_other) = 0 then 'column' else 'majority' end,
    'row', p_kinds -> case when v_one > v_other then p_one else p_other end -> 'row',
    'text', p_kinds -> case when v_one > v_other then p_one else p_other end -> 'text',
    'cells', greatest(v_one, v_other), 'cells_against', least(v_one, v_other)) end;
end;
$$;
comment on function app.decide_between(jsonb, text, text, text, text) is
  'Which of two kinds a column has more cells of, and the format that those prove, with the first of them: {format, '
  'because: column | majority, row, text, cells, cells_against}. Null for a tie.';

create function app.decide_dates(p_kinds jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return coalesce(
    app.decide_between(p_kinds, 'month_first', 'mdy', 'day_first', 'dmy'),
    -- What can be nothing else proves more than what is only written so; and where others are written otherwise, dots
    -- are no custom of the file.
    case when not p_kinds ? 'either'
      then app.decide_between(p_kinds, 'dotted', 'dmy', '', null) || '{"because": "dots"}' end);
end;
$$;
comment on function app.decide_dates(jsonb) is
  'The order of dates that the cells of a column prove, or that dots say where all have them, as '
  'app.decide_between answers it; because may be dots. Null where the cells say neither.';

create function app.decide_column(p_field text, p_evidence jsonb, p_mapping jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_kinds jsonb := coalesce(p_evidence -> p_field, '{}');
  v_said text := p_mapping -> 'formats' ->> p_field;
  v_other text := case p_field when 'birth_date' then 'last_activity_at' when 'last_activity_at' then 'birth_date' end;
  v_found jsonb;
begin
  if v_said is not null then
    return jsonb_build_object('format', v_said, 'because', 'person');
  elsif p_field = 'points_balance' then
    return coalesce(
      app.decide_between(v_kinds, 'point', 'point', 'comma', 'comma'),
      -- Points are whole: what could be thousands is.
      app.decide_between(v_kinds, 'comma_group', 'point', 'point_group', 'comma') || '{"because": "whole"}',
      '{"format": "point", "because": "nothing"}');
  end if;
  v_found := app.decide_dates(v_kinds);
  if v_found is null and v_kinds ? 'either' then
    v_found := app.decide_dates(p_evidence -> v_other)
      || jsonb_build_object('because', 'other_column', 'field', v_other);
  end if;
  return coalesce(v_found, jsonb_build_object('format', p_mapping ->> 'date_order',
    'because', case when v_kinds ? 'either' then 'default' else 'nothing' end));
end;
$$;
comment on function app.decide_column(text, jsonb, jsonb) is
  'How a column is read, and why: {format, because, row, text, cells, cells_against, field}. because is person '
  '(somebody said so), column (its cells prove it), majority (most of them do), dots (points stand between day '
  'and month, which is day first), other_column (those of field say so), whole (groups of three digits are thousands, '
  'since points are whole), default (the mapping''s date_order) or nothing (no cell hangs on it).';

create function app.with_evidence(p_import public.player_import, p_evidence jsonb)
returns public.player_import
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_import public.player_import := p_import;
begin
  v_import.evidence := p_evidence;
  v_import.readings := coalesce((
    select jsonb_object_agg(field, app.decide_column(field, p_evidence, p_import.mapping))
    from jsonb_object_keys(p_evidence) field
  ), '{}'::jsonb);
  return v_import;
end;
$$;
comment on function app.with_evidence(public.player_import, jsonb) is
  'An import whose columns are read as the evidence and its mapping say; nothing is written.';

create function app.import_formats(p_import public.player_import)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return coalesce((select jsonb_object_agg(key, value -> 'format') from jsonb_each(p_import.readings)), '{}'::jsonb)
    || jsonb_build_object('date_system', coalesce(p_import.mapping ->> 'date_system', '1900'));
end;
$$;
comment on function app.import_formats(public.player_import) is
  'The format of each column, as app.read_import_cells takes it.';

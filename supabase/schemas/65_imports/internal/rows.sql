-- Reading a row.

create function app.read_import_ids(p_cells jsonb, p_columns jsonb)
returns app.import_reading
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_read app.import_reading;
  v_text text;
begin
  v_read.errors := '[]'::jsonb;
  v_read.loyalty_id := app.clean_loyalty_id(p_cells ->> (p_columns ->> 'loyalty_id')::integer);
  if app.has_lost_digits(v_read.loyalty_id) then
    v_read.errors := v_read.errors || jsonb_build_object('field', 'loyalty_id', 'code', 'ID_IN_SCIENTIFIC_NOTATION');
    v_read.loyalty_id := null;
  elsif length(v_read.loyalty_id) > 50 then
    v_read.errors := v_read.errors || jsonb_build_object('field', 'loyalty_id', 'code', 'VALUE_TOO_LONG', 'max', 50);
    v_read.loyalty_id := null;
  end if;
  v_text := app.clean_loyalty_id(p_cells ->> (p_columns ->> 'player_id')::integer);
  if v_text ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    v_read.player_id := v_text::uuid;
  elsif v_text is not null then
    v_read.errors := v_read.errors || jsonb_build_object('field', 'player_id', 'code', 'NOT_A_PLAYER_ID');
  end if;
  if v_read.loyalty_id is null and v_text is null and v_read.errors = '[]' then
    v_read.errors := v_read.errors
      || jsonb_build_object('field', case when p_columns ? 'loyalty_id' then 'loyalty_id' else 'player_id' end, 'code',
      'IDENTIFIER_MISSING');
  end if;
  return v_read;
end;
$$;
comment on function app.read_import_ids(jsonb, jsonb) is
  'Whom the cells of one row are about: the loyalty id and player id of app.read_import_cells, with their errors.';

create function app.find_sheet_errors(p_cells jsonb, p_columns jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- The short way for what nearly every row is like.
  if p_cells::text not like '%#%' then
    return '[]';
  end if;
  return coalesce((
    select jsonb_agg(jsonb_build_object('field', key, 'code', 'CELL_IS_ERROR') order by value::integer)
    from jsonb_each_text(p_columns)
    where key in ('loyalty_id', 'first_name', 'last_name', 'tier')
      and upper(app.clean_text(p_cells ->> value::integer)) ~ '^#(N/A|NV|GETTING_DATA|[A-Z0/]{3,10}[!?])$'
  ), '[]');
end;
$$;
comment on function app.find_sheet_errors(jsonb, jsonb) is
  'The cells of a row that would be taken for an id, a name or a tier, and in which a spreadsheet says that a formula '
  'came to nothing (#N/A, #REF!): [{field, code}], by their place. As a date or a number they make no sense anyway.';

create function app.read_import_words(p_read app.import_reading, p_cells jsonb, p_columns jsonb)
returns app.import_reading
language plpgsql
stable
set search_path = ''
as $$
declare
  v_read app.import_reading := p_read;
begin
  v_read.first_name := app.clean_name_cell(p_cells ->> (p_columns ->> 'first_name')::integer);
  v_read.last_name := app.clean_name_cell(p_cells ->> (p_columns ->> 'last_name')::integer);
  v_read.tier := app.clean_loyalty_id(p_cells ->> (p_columns ->> 'tier')::integer);
  if length(v_read.first_name) > 100 then
    v_read.errors := v_read.errors || jsonb_build_object('field', 'first_name', 'code', 'VALUE_TOO_LONG', 'max', 100);
    v_read.first_name := null;
  end if;
  if length(v_read.last_name) > 100 then
    v_read.errors := v_read.errors || jsonb_build_object('field', 'last_name', 'code', 'VALUE_TOO_LONG', 'max', 100);
    v_read.last_name := null;
  end if;
  if length(v_read.tier) > 100 then
    v_read.errors := v_read.errors || jsonb_build_object('field', 'tier', 'code', 'VALUE_TOO_LONG', 'max', 100);
    v_read.tier := left(v_read.tier, 100);
  end if;
  return v_read;
end;
$$;
comment on function app.read_import_words(app.import_reading, jsonb, jsonb) is
  'What was read of a row so far, with its names and its tier as they are kept.';

create function app.read_import_cells(p_cells jsonb, p_columns jsonb, p_formats jsonb, p_time_zone text)
returns app.import_reading
language plpgsql
stable
set search_path = ''
as $$
declare
  v_read app.import_reading;
  v_text text;
  v_time app.import_time;
  v_number numeric;
  v_sheet_errors constant jsonb := app.find_sheet_errors(p_cells, p_columns);
begin
  if v_sheet_errors <> '[]' then
    -- The columns whose cells hold an error of the sheet are left out, and the others are read without them.
    v_read := app.read_import_cells(p_cells,
      p_columns - array(select e ->> 'field' from jsonb_array_elements(v_sheet_errors) e), p_formats, p_time_zone);
    if jsonb_path_exists(v_sheet_errors, '$[*] ? (@.field == "loyalty_id" || @.field == "player_id")') then
      v_read.errors := jsonb_path_query_array(v_read.errors, '$[*] ? (@.code != "IDENTIFIER_MISSING")');
    end if;
    v_read.errors := v_sheet_errors || v_read.errors;
    return v_read;
  end if;
  v_read := app.read_import_words(app.read_import_ids(p_cells, p_columns), p_cells, p_columns);

  v_text := app.clean_loyalty_id(p_cells ->> (p_columns ->> 'birth_date')::integer);
  if v_text is not null then
    v_time := app.read_import_time(v_text, p_formats ->> 'birth_date', p_formats ->> 'date_system');
    -- A year of two digits is of the last century where it would make the player a child.
    if v_time.local_time > current_date - interval '18 years' and v_text !~ '\d{4}' then
      v_time.local_time := v_time.local_time - interval '100 years';
    end if;
    if v_time.local_time::date between date '1880-01-01' and current_date then
      v_read.birth_date := v_time.local_time::date;
    else
      v_read.errors := v_read.errors || jsonb_build_object('field', 'birth_date', 'code',
        case when v_time.local_time is null then 'DATE_UNREADABLE' else 'DATE_OUT_OF_RANGE' end);
    end if;
  end if;

  v_text := app.clean_loyalty_id(p_cells ->> (p_columns ->> 'points_balance')::integer);
  if v_text is not null then
    v_number := app.read_import_number(v_text, p_formats ->> 'points_balance');
    if abs(v_number) >= 1000000000000000 then
      v_read.errors := v_read.errors
        || jsonb_build_object('field', 'points_balance', 'code', 'TOO_MANY_POINTS', 'max', 15);
    elsif v_number = trunc(v_number) then
      v_read.points_balance := v_number;
    else
      v_read.errors := v_read.errors || jsonb_build_object('field', 'points_balance', 'code', 'NOT_WHOLE_POINTS');
    end if;
  end if;

  v_text := app.clean_loyalty_id(p_cells ->> (p_columns ->> 'last_activity_at')::integer);
  if v_text is not null then
    v_time := app.read_import_time(v_text, p_formats ->> 'last_activity_at', p_formats ->> 'date_system');
    v_read.last_activity_at := case when v_time.utc_offset is null then v_time.local_time at time zone p_time_zone
      else (v_time.local_time - v_time.utc_offset) at time zone 'UTC' end;
    if (v_read.last_activity_at between '1950-01-01' and now() + interval '1 day') is not true then
      v_read.errors := v_read.errors || jsonb_build_object('field', 'last_activity_at', 'code', case
        when v_read.last_activity_at is null then 'DATE_UNREADABLE'
        when v_read.last_activity_at > now() then 'DATE_IN_FUTURE' else 'DATE_OUT_OF_RANGE' end);
      v_read.last_activity_at := null;
    -- A day without a time is kept as a day: its first instant at the casino is the day before in other time zones.
    elsif strpos(v_text, ':') = 0 and v_time.local_time = date_trunc('day', v_time.local_time) then
      v_read.last_activity_date := v_time.local_time::date;
    end if;
  end if;
  return v_read;
end;
$$;
comment on function app.read_import_cells(jsonb, jsonb, jsonb, text) is
  'What a mapping reads in the cells of one row, each column by its format: {birth_date, last_activity_at: mdy | dmy '
  '| ymd, points_balance: point | comma, date_system: 1900 | 1904}. A cell that makes no sense is left out and in the '
  'errors. A time without a zone is the casino''s own. Errors: CELL_IS_ERROR, ID_IN_SCIENTIFIC_NOTATION, '
  'VALUE_TOO_LONG (max), NOT_A_PLAYER_ID, IDENTIFIER_MISSING, DATE_UNREADABLE, DATE_OUT_OF_RANGE, DATE_IN_FUTURE, '
  'NOT_WHOLE_POINTS, TOO_MANY_POINTS (max).';

create function app.compare_tiers(p_imported_rank integer, p_held_rank integer)
returns public.tier_comparison
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case when p_imported_rank > p_held_rank then 'upgrade' when p_imported_rank < p_held_rank then 'lower'
    when p_imported_rank = p_held_rank then 'same' else 'none' end::public.tier_comparison;
end;
$$;
comment on function app.compare_tiers(integer, integer) is
  'How an imported tier compares with the one held, by rank.';

create function app.import_tier_codes(p_casino_id uuid, p_mapping jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  -- Of equal spellings the last one wins: names, then codes, then what people said of a spelling.
  return coalesce((
    select jsonb_object_agg(spelling, code order by weight)
    from (
      select app.name_key(name) as spelling, code, 1 as weight from public.loyalty_tier where casino_id = p_casino_id
      union all
      select app.name_key(code), code, 2 from public.loyalty_tier where casino_id = p_casino_id
      union all
      select app.name_key(tier ->> 'text'), tier ->> 'tier', 3 from jsonb_array_elements(p_mapping -> 'tiers') tier
      where exists (select 1 from public.loyalty_tier t where t.casino_id = p_casino_id and t.code = tier ->> 'tier')
    ) spellings
    where spelling is not null
  ), '{}'::jsonb);
end;
$$;
comment on function app.import_tier_codes(uuid, jsonb) is
  'Which tier a spelling stands for, by the spelling as app.name_key folds it: {<spelling>: <code>}.';

create function app.draft_import_rows(p_import public.player_import, p_numbers integer[], p_cells jsonb[],
  p_faults jsonb[])
returns setof app.import_row_draft
language plpgsql
stable
set search_path = ''
as $$
declare
  v_columns jsonb := p_import.mapping -> 'columns';
  v_is_mapped boolean := app.is_mapping_complete(p_import.mapping);
  v_tiers jsonb := app.import_tier_codes(p_import.casino_id, p_import.mapping);
  v_formats jsonb := app.import_formats(p_import);
  v_time_zone text := (
    select app.current_time_zone(s) from public.casino_settings s where s.casino_id = p_import.casino_id);
begin
  return query
  select given.row_number, given.cells, given.fault, nullif(problem.errors, '[]'),
    (case when problem.is_nobody then 'error' when v_is_mapped then 'pending'
      else 'staged' end)::public.import_row_status,
    case when not problem.is_nobody then coalesce(by_id.id, by_card.id) end,
    reading, imported.code,
    case when problem.is_nobody then 'none' else app.compare_tiers(imported.rank, held.rank) end
  from unnest(p_numbers, p_cells, p_faults) given (row_number, cells, fault)
  left join lateral app.read_import_cells(given.cells, v_columns, v_formats, v_time_zone) reading
    on v_is_mapped and given.fault is null
  left join public.player by_id on by_id.casino_id = p_import.casino_id and by_id.id = (reading).player_id
  left join public.player by_card on by_card.casino_id = p_import.casino_id
    and by_card.loyalty_id_key = app.loyalty_id_key((reading).loyalty_id)
  left join public.player_loyalty l on l.casino_id = p_import.casino_id and l.player_id = coalesce(by_id.id, by_card.id)
  left join public.loyalty_tier held on held.casino_id = p_import.casino_id and held.code = l.tier
  left join public.loyalty_tier imported on imported.casino_id = p_import.casino_id
    and imported.code = v_tiers ->> app.name_key((reading).tier)
  cross join lateral (
    select case when given.fault is not null then jsonb_build_array(given.fault) else coalesce((reading).errors, '[]')
      || case
      when (reading).player_id is null then '[]'::jsonb
      when by_id.id is null then '[{"field": "player_id", "code": "PLAYER_NOT_FOUND"}]'
      when app.loyalty_id_key((reading).loyalty_id) <> coalesce(by_id.loyalty_id_key, '')
        then '[{"field": "loyalty_id", "code": "IDENTIFIERS_DISAGREE"}]'
      else '[]' end end as errors
  ) found
  cross join lateral (
    -- A cell that can't be read is left out and the others count, unless it is the id: the row then names nobody.
    select found.errors, given.fault is not null or found.errors @> '[{"field": "loyalty_id"}]'
      or found.errors @> '[{"field": "player_id"}]' as is_nobody
  ) problem
  order by given.row_number;
end;
$$;
comment on function app.draft_import_rows(public.player_import, integer[], jsonb[], jsonb[]) is
  'Rows of an import as its mapping reads them now: whom they name, by loyalty id (without regard to case) or player '
  'id only, and how their tier compares. Only what can''t be read at all, and who it is about, puts a row in error. '
  'Beside the errors of read_import_cells: PLAYER_NOT_FOUND (a player id that nobody here has), IDENTIFIERS_DISAGREE.';

-- Reading the rows anew.

create function app.gather_more(p_import public.player_import, p_limit integer)
returns public.player_import
language plpgsql
stable
set search_path = ''
as $$
declare
  v_read public.player_import;
  v_numbers integer[];
  v_cells jsonb[];
begin
  select array_agg(row_number order by row_number), array_agg(case when fault is null then raw end order by row_number)
    into v_numbers, v_cells
  from (
    select row_number, raw, fault from public.player_import_row
    where casino_id = p_import.casino_id and import_id = p_import.id and row_number > p_import.gathered_through
    order by row_number
    limit p_limit
  ) batch;
  v_read := app.with_evidence(p_import,
    app.gather_evidence(p_import.evidence, p_import.mapping -> 'columns', v_numbers, v_cells));
  v_read.gathered_through := case when cardinality(v_numbers) = p_limit then v_numbers[p_limit] end;
  return v_read;
end;
$$;
comment on function app.gather_more(public.player_import, integer) is
  'An import with the evidence of its next rows, as it is to be written. Cells never change: no row is locked for it.';

create function app.check_import_rows(p_import public.player_import, p_limit integer)
returns public.player_import
language plpgsql
set search_path = ''
as $$
declare
  v_import public.player_import;
  v_read public.player_import := p_import;
  v_ids uuid[];
  v_through integer;
begin
  if p_import.gathered_through is not null then
    v_read := app.gather_more(p_import, p_limit * 10);
  end if;
  -- The casino's lock comes before any row, since whoever applies rows holds it while they lock the players whom the
  -- rows name. Then rows first and the import last, as everywhere.
  perform app.lock_many_standings(p_import.casino_id);
  select array_agg(id), max(row_number) into v_ids, v_through
  from (
    select id, row_number from public.player_import_row
    where casino_id = p_import.casino_id and import_id = p_import.id and row_number > p_import.checked_through
    order by row_number
    limit p_limit
    for no key update
  ) batch;
  select * into v_import from public.player_import where casino_id = p_import.casino_id
    and id = p_import.id for no key update;
  if v_import.status <> 'checking' or (v_import.mapping_version, v_import.checked_through, v_import.gathered_through)
    is distinct from (p_import.mapping_version, p_import.checked_through, p_import.gathered_through) then
    return v_import;
  end if;
  update public.player_import
  set evidence = v_read.evidence, readings = v_read.readings, gathered_through = v_read.gathered_through,
    updated_at = clock_timestamp()
  where casino_id = v_import.casino_id and id = v_import.id
  returning * into v_import;
  if v_import.gathered_through is not null then
    return v_import;
  end if;

  update public.player_import_row r
  set errors = d.errors, status = d.status, player_id = d.player_id, imported_loyalty_id = (d.reading).loyalty_id,
    imported_player_id = (d.reading).player_id, imported_first_name = (d.reading).first_name,
      imported_last_name = (d.reading).last_name,
    imported_birth_date = (d.reading).birth_date, imported_tier = (d.reading).tier,
      imported_points_balance = (d.reading).points_balance,
    imported_last_activity_at = (d.reading).last_activity_at,
      imported_last_activity_date = (d.reading).last_activity_date, tier_code = d.tier_code,
      tier_comparison = d.tier_comparison,
    has_namesake = false, doubts = '{}', confirmed_doubts = '{}', confirmed_facts = null, confirmed_by = null,
      confirmed_at = null
  from (
    select array_agg(row_number) as numbers, array_agg(raw) as cells, array_agg(fault) as faults
    from public.player_import_row where casino_id = v_import.casino_id and id = any (v_ids)
  ) batch
  cross join lateral app.draft_import_rows(v_import, batch.numbers, batch.cells, batch.faults) d
  where r.casino_id = v_import.casino_id and r.import_id = v_import.id and r.row_number = d.row_number;
  perform app.note_doubts(v_import.casino_id, v_ids);
  update public.player_import
  set checked_through = coalesce(v_through, checked_through), updated_at = clock_timestamp(),
    status = case when coalesce(cardinality(v_ids), 0) < p_limit then 'ready' else status end
  where casino_id = v_import.casino_id and id = v_import.id
  returning * into v_import;
  if v_import.status = 'ready' then
    perform app.note_duplicates(v_import);
  end if;
  return v_import;
end;
$$;
comment on function app.check_import_rows(public.player_import, integer) is
  'Reads the next rows of an import that is being checked by its mapping as it is now; with the last ones it is '
  'ready. Before that it gathers what the columns prove, where they are other ones. Does nothing when another was '
  'quicker.';

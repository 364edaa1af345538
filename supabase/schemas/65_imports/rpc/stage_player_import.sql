create function public.rpc_stage_player_import(
  p_import_id uuid,
  p_rows jsonb,
  p_through integer,
  p_staged_bytes bigint,
  p_is_last boolean,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_is_last constant boolean := coalesce(p_is_last, false);
  v_call app.call := app.begin_call('stage_player_import', 'import.manage', p_idempotency_key,
    jsonb_build_array(p_import_id, p_rows, p_through, v_is_last), p_correlation_id, 'stage:' || p_import_id || ':%');
  v_ctx app.rls_context := v_call.ctx;
  v_import public.player_import;
  v_read public.player_import;
  v_numbers integer[];
  v_cells jsonb[];
  v_sound_cells jsonb[];
  v_faults jsonb[];
  v_is_reread_due boolean;
begin
  perform app.require_staged_rows(p_rows, p_through);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_import := app.get_import(v_ctx, p_import_id, true);
  perform app.require_import_status(v_import, '{staging}');
  -- Rows that arrived before, from whoever else sent this file, are not taken again. Where a row's cells are too many
  -- or too few, none is where it belongs: it proves nothing.
  select array_agg((r -> 'n')::integer), array_agg(r -> 'cells'), array_agg(r -> 'fault'),
    array_agg(case when not r ? 'fault' then r -> 'cells' end)
  into v_numbers, v_cells, v_faults, v_sound_cells
  from jsonb_array_elements(p_rows) r
  where (r -> 'n')::integer > v_import.staged_through;
  v_read := app.with_evidence(v_import,
    app.gather_evidence(v_import.evidence, v_import.mapping -> 'columns', v_numbers, v_sound_cells));
  insert into public.player_import_row (casino_id, import_id, row_number, raw, fault, errors, status, player_id,
    imported_loyalty_id,
    imported_player_id, imported_first_name, imported_last_name, imported_birth_date, imported_tier,
      imported_points_balance,
    imported_last_activity_at, imported_last_activity_date, tier_code, tier_comparison)
  select v_ctx.casino_id, v_import.id, d.row_number, d.raw, d.fault, d.errors, d.status, d.player_id,
    (d.reading).loyalty_id,
    (d.reading).player_id, (d.reading).first_name, (d.reading).last_name, (d.reading).birth_date, (d.reading).tier,
      (d.reading).points_balance,
    (d.reading).last_activity_at, (d.reading).last_activity_date, d.tier_code, d.tier_comparison
  from app.draft_import_rows(v_read, v_numbers, v_cells, v_faults) d;
  v_is_reread_due := v_import.is_reread_due
    or (v_import.row_count > 0 and app.import_formats(v_import) <> app.import_formats(v_read));
  perform app.note_doubts(v_ctx.casino_id, array(
    select id from public.player_import_row
    where casino_id = v_ctx.casino_id and import_id = v_import.id and row_number > v_import.staged_through));
  update public.player_import
  set evidence = v_read.evidence, readings = v_read.readings, is_reread_due = v_is_reread_due and not v_is_last,
    checked_through = case when v_is_last then header_row else checked_through end,
    staged_through = greatest(staged_through, p_through),
      staged_bytes = least(size_bytes, greatest(staged_bytes, p_staged_bytes)),
    updated_at = clock_timestamp(), staged_at = case when v_is_last then now() end,
    status = case when not v_is_last then status when not app.is_mapping_complete(mapping) then 'mapping'
      when v_is_reread_due then 'checking' else 'ready' end
  where casino_id = v_ctx.casino_id and id = v_import.id
  returning * into v_import;
  if v_is_last and v_import.row_count >= 1000 then
    -- Or connections keep plans from when the queue was nearly empty, and read all of it for each player of a bulk
    -- apply.
    analyze public.player_import_row;
  end if;
  if v_import.status = 'ready' then
    perform app.note_duplicates(v_import);
  end if;
  return app.finish_call(v_call, 'imports.stage_player_import', 'player_import', v_import.id, null,
    jsonb_build_object('id', v_import.id, 'status', v_import.status, 'staged_through', v_import.staged_through,
      'row_count', v_import.row_count, 'error_count', v_import.error_count));
end;
$$;
comment on function public.rpc_stage_player_import(uuid, jsonb, integer, bigint, boolean, text, uuid) is
  'Stages the next rows of a file: [{n: <number in the file>, cells: [<text>], fault?: {code}}], at most 5000, all up '
  'to row p_through (those that are not given were blank). Nothing is applied. The last ones make the import ready, '
  'or leave it to somebody to say what its columns are (status mapping), or to rpc_check_player_import to read rows '
  'anew that came before what proved how they are written (status checking). Answers {id, status, staged_through, '
  'row_count, error_count, is_existing}. Capability import.manage. VALIDATION_FAILED, IMPORT_NOT_FOUND, '
  'IMPORT_NOT_READY (it was stopped, or is complete).';

create function app.require_staged_rows(p_rows jsonb, p_through integer)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if jsonb_typeof(p_rows) is distinct from 'array' or jsonb_array_length(p_rows) > 5000 then
    perform app.invalid('rows', 'rowsAtMost');
  end if;
  if p_through is null or exists (
    select from jsonb_array_elements(p_rows) r
    where jsonb_typeof(r) is distinct from 'object' or not app.is_number_between(r -> 'n', 1, p_through, true)
      or jsonb_typeof(r -> 'cells') is distinct from 'array'
      or (r ? 'fault' and (r -> 'fault' ->> 'code' ~ '^[A-Z][A-Z_]{1,49}$') is not true)
  ) then
    perform app.invalid('rows', 'rowShape');
  end if;
  if exists (
    select from jsonb_array_elements(p_rows) r, jsonb_array_elements(r -> 'cells') c where jsonb_typeof(c) <> 'string'
  ) then
    perform app.invalid('rows', 'cellText');
  end if;
  if (select count(*) <> count(distinct r -> 'n') from jsonb_array_elements(p_rows) r) then
    perform app.invalid('rows', 'rowOnce');
  end if;
end;
$$;
comment on function app.require_staged_rows(jsonb, integer) is
  'VALIDATION_FAILED unless these are rows of a file: [{n, cells: [<text>], fault?: {code, ...}}].';

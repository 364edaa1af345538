create function public.rpc_map_player_import(
  p_import_id uuid,
  p_mapping jsonb,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('map_player_import', 'import.manage', p_idempotency_key,
    jsonb_build_array(p_import_id, p_mapping), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_is_same boolean;
  v_mapping_before jsonb;
  v_before public.player_import;
  v_import public.player_import;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_before := app.get_import(v_ctx, p_import_id, true);
  v_mapping_before := v_before.mapping;
  perform app.require_mapping(v_ctx.casino_id, v_before.headers, p_mapping);
  perform app.require_import_status(v_before, '{mapping,checking,ready}');
  if v_before.applied_count + v_before.kept_count + v_before.reverted_count > 0 then
    perform app.fail(409, 'IMPORT_IN_USE',
      jsonb_build_object('reconciled', v_before.applied_count + v_before.kept_count + v_before.reverted_count));
  end if;
  perform app.remember_mapping(v_ctx.casino_id, v_before.headers, p_mapping);
  -- What the columns prove is kept only where the mapping takes the same columns.
  v_is_same := p_mapping -> 'columns' = v_before.mapping -> 'columns' and v_before.gathered_through is null;
  v_before.mapping := p_mapping;
  v_import := app.with_evidence(v_before, case when v_is_same then v_before.evidence else '{}' end);
  update public.player_import
  set mapping = p_mapping, mapping_version = mapping_version + 1, status = 'checking', checked_through = header_row,
    evidence = v_import.evidence, readings = v_import.readings, gathered_through = case
      when not v_is_same then header_row end,
    refreshed_through = null, updated_at = clock_timestamp()
  where casino_id = v_ctx.casino_id and id = p_import_id
  returning * into v_import;
  return app.finish_call(v_call, 'imports.map_player_import', 'player_import', p_import_id,
    jsonb_build_object('mapping', v_mapping_before), app.import_json(v_import));
end;
$$;
comment on function public.rpc_map_player_import(uuid, jsonb, text, uuid) is
  'Says how the columns of an import are to be read: {columns: {<field>: <place from 0>}, date_order: mdy | dmy | '
  'ymd, tiers: [{text, tier}], and where somebody knows better than the cells formats: {birth_date, last_activity_at: '
  'mdy | dmy | ymd, points_balance: point | comma} and date_system: 1900 | 1904 of serial dates}; fields are '
  'loyalty_id, player_id, first_name, last_name, birth_date, tier, points_balance, last_activity_at. Remembered for '
  'the casino''s next file. The import is then checking: rpc_check_player_import reads its rows anew. Answers the '
  'import and is_existing. Capability import.manage. VALIDATION_FAILED, UNKNOWN_TIER, IMPORT_NOT_FOUND, '
  'IMPORT_NOT_READY (still being staged, or discarded), IMPORT_IN_USE once rows were reconciled.';

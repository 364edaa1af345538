create function public.rpc_discard_player_import(p_import_id uuid, p_idempotency_key text,
  p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('discard_player_import', 'import.manage', p_idempotency_key,
    jsonb_build_array(p_import_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.player_import;
  v_import public.player_import;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;
  v_before := app.get_import(v_ctx, p_import_id, true);
  perform app.require_import_status(v_before, '{staging,mapping,checking,ready}');
  if v_before.applied_count + v_before.kept_count + v_before.reverted_count > 0 then
    perform app.fail(409, 'IMPORT_IN_USE',
      jsonb_build_object('reconciled', v_before.applied_count + v_before.kept_count + v_before.reverted_count));
  end if;
  update public.player_import set status = 'discarded', discarded_at = now(), refreshed_through = null,
    updated_at = clock_timestamp()
  where casino_id = v_ctx.casino_id and id = p_import_id
  returning * into v_import;
  return app.finish_call(v_call, 'imports.discard_player_import', 'player_import', p_import_id,
    app.import_json(v_before),
    app.import_json(v_import));
end;
$$;
comment on function public.rpc_discard_player_import(uuid, text, uuid) is
  'Stops an import that is being staged, or takes away one that nobody reconciled anything of. What it was stays on '
  'record; its rows are gone for everybody at once, and the worker removes them. Answers the import and is_existing. '
  'Capability import.manage. IMPORT_NOT_FOUND, IMPORT_NOT_READY (discarded before), IMPORT_IN_USE.';

create function public.rpc_check_player_import(p_import_id uuid, p_idempotency_key text,
  p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('check_player_import', 'import.manage', p_idempotency_key,
    jsonb_build_array(p_import_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_import public.player_import;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;
  v_import := app.get_import(v_ctx, p_import_id);
  if v_import.status = 'checking' then
    v_import := app.check_import_rows(v_import, 5000);
  end if;
  return app.finish_call(v_call, 'imports.check_player_import', 'player_import', p_import_id, null,
    app.import_json(v_import));
end;
$$;
comment on function public.rpc_check_player_import(uuid, text, uuid) is
  'Reads the next 5000 rows of an import by its mapping as it is now; call it until status is no longer checking. The '
  'worker goes on with one that is left. Answers the import and is_existing. Capability import.manage. '
  'IMPORT_NOT_FOUND.';

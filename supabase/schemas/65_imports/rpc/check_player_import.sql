create function public.rpc_check_player_import(p_import_id uuid, p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea := app.request_hash('check_player_import', jsonb_build_array(p_import_id));
  v_answer jsonb;
  v_import public.player_import;
begin
  perform app.require_capability(v_ctx, 'import.manage');
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;
  v_import := app.get_import(v_ctx, p_import_id);
  if v_import.status = 'checking' then
    v_import := app.check_import_rows(v_import, 5000);
  end if;
  return app.complete_intent(v_ctx, 'imports.check_player_import', 'player_import', p_import_id, null,
    app.import_json(v_import), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_check_player_import(uuid, text, uuid) is
  'Reads the next 5000 rows of an import by its mapping as it is now; call it until status is no longer checking. The worker goes on with one that is left. Answers the import and is_existing. Capability import.manage. IMPORT_NOT_FOUND.';
revoke all on function public.rpc_check_player_import(uuid, text, uuid) from public, anon;
grant execute on function public.rpc_check_player_import(uuid, text, uuid) to authenticated;

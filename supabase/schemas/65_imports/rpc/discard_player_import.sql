create function public.rpc_discard_player_import(p_import_id uuid, p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea := app.request_hash('discard_player_import', jsonb_build_array(p_import_id));
  v_answer jsonb;
  v_before public.player_import;
  v_import public.player_import;
begin
  perform app.require_capability(v_ctx, 'import.manage');
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;
  v_before := app.get_import(v_ctx, p_import_id, true);
  perform app.require_import_status(v_before, '{staging,mapping,checking,ready}');
  if v_before.applied_count + v_before.kept_count + v_before.reverted_count > 0 then
    perform app.fail(409, 'IMPORT_IN_USE', jsonb_build_object('reconciled', v_before.applied_count + v_before.kept_count + v_before.reverted_count));
  end if;
  update public.player_import set status = 'discarded', discarded_at = now(), refreshed_through = null, updated_at = clock_timestamp()
  where casino_id = v_ctx.casino_id and id = p_import_id
  returning * into v_import;
  return app.complete_intent(v_ctx, 'imports.discard_player_import', 'player_import', p_import_id, app.import_json(v_before),
    app.import_json(v_import), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_discard_player_import(uuid, text, uuid) is
  'Stops an import that is being staged, or takes away one that nobody reconciled anything of. What it was stays on record; its rows are gone for everybody at once, and the worker removes them. Answers the import and is_existing. Capability import.manage. IMPORT_NOT_FOUND, IMPORT_NOT_READY (discarded before), IMPORT_IN_USE.';
revoke all on function public.rpc_discard_player_import(uuid, text, uuid) from public, anon;
grant execute on function public.rpc_discard_player_import(uuid, text, uuid) to authenticated;

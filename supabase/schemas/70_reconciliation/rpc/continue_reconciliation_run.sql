create function public.rpc_continue_reconciliation_run(p_run_id uuid, p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea := app.request_hash('continue_reconciliation_run', jsonb_build_array(p_run_id));
  v_answer jsonb;
  v_run public.reconciliation_run;
begin
  perform app.require_capability(v_ctx, 'reconcile.apply');
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;
  v_run := app.lock_run(v_ctx, p_run_id);
  -- Who goes on with it has to be one who may do what it does.
  if v_run.action = 'revert' then
    perform app.require_capability(v_ctx, 'reconcile.revert');
  end if;
  if v_run.status = 'running' then
    v_run := app.continue_run(v_ctx, v_run);
  end if;
  return app.complete_intent(v_ctx, 'imports.continue_run', 'reconciliation_run', v_run.id, null, app.run_json(v_run), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_continue_reconciliation_run(uuid, text, uuid) is
  'Does the next 200 rows of a run; call it until status is no longer running. One that was interrupted goes on where it was. Answers the run and is_existing. Capability reconcile.apply. A run that reverts takes reconcile.revert too. RUN_NOT_FOUND.';
revoke all on function public.rpc_continue_reconciliation_run(uuid, text, uuid) from public, anon;
grant execute on function public.rpc_continue_reconciliation_run(uuid, text, uuid) to authenticated;

create function public.rpc_continue_reconciliation_run(p_run_id uuid, p_idempotency_key text,
  p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('continue_reconciliation_run', 'reconcile.apply', p_idempotency_key,
    jsonb_build_array(p_run_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_run public.reconciliation_run;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;
  v_run := app.lock_run(v_ctx, p_run_id);
  -- Going on with a run takes the capability that starting it took.
  if v_run.action = 'revert' then
    perform app.require_capability(v_ctx, 'reconcile.revert');
  end if;
  if v_run.status = 'running' then
    v_run := app.continue_run(v_ctx, v_run);
  end if;
  return app.finish_call(v_call, 'imports.continue_run', 'reconciliation_run', v_run.id, null, app.run_json(v_run));
end;
$$;
comment on function public.rpc_continue_reconciliation_run(uuid, text, uuid) is
  'Does the next 200 rows of a run; call it until status is no longer running. One that was interrupted goes on where '
  'it was. Answers the run and is_existing. Capability reconcile.apply. A run that reverts takes reconcile.revert '
  'too. RUN_NOT_FOUND.';

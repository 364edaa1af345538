create function public.rpc_revert_reconciliation_run(
  p_run_id uuid,
  p_reason text,
  p_idempotency_key text,
  p_correlation_id uuid default null,
  p_confirm_tier_changed boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text := nullif(btrim(p_reason), '');
  v_call app.call := app.begin_call('revert_reconciliation_run', 'reconcile.revert', p_idempotency_key,
    jsonb_build_array(p_run_id, v_reason, coalesce(p_confirm_tier_changed, false)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_source public.reconciliation_run;
  v_run public.reconciliation_run;
begin
  perform app.require_revert_reason(v_reason);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_source := app.lock_run(v_ctx, p_run_id);
  if v_source.action <> 'apply' then
    perform app.invalid('runId', 'runReverts');
  end if;
  if v_source.status = 'running' then
    perform app.fail(409, 'RUN_STILL_RUNNING');
  end if;
  v_run.action := 'revert';
  v_run.reverts_run_id := v_source.id;
  v_run.reason := v_reason;
  v_run.confirm_tier_changed := p_confirm_tier_changed;
  v_run.total_count := v_source.applied_count + v_source.kept_count;
  v_run := app.start_run(v_ctx, v_run);
  return app.finish_call(v_call, 'imports.start_revert', 'reconciliation_run', v_run.id, null, app.run_json(v_run));
end;
$$;
comment on function public.rpc_revert_reconciliation_run(uuid, text, text, uuid, boolean) is
  'Takes back all that a run applied or kept, the last row first: begins a run that reverts and does its first 200 '
  'rows; rpc_continue_reconciliation_run does the rest. What can''t be taken back is skipped with the code of '
  'rpc_revert_reconciliation; a tier that has changed since is no obstacle where p_confirm_tier_changed says so. '
  'Answers the run and is_existing. Capability reconcile.revert. NOTE_REQUIRED, VALIDATION_FAILED, RUN_NOT_FOUND, '
  'RUN_STILL_RUNNING.';

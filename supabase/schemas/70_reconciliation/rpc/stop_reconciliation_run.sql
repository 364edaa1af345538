create function public.rpc_stop_reconciliation_run(p_run_id uuid, p_idempotency_key text,
  p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('stop_reconciliation_run', 'reconcile.apply', p_idempotency_key,
    jsonb_build_array(p_run_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_run public.reconciliation_run;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;
  v_run := app.lock_run(v_ctx, p_run_id);
  if v_run.status = 'running' then
    update public.reconciliation_run set status = 'stopped', finished_at = clock_timestamp(),
      updated_at = clock_timestamp()
    where casino_id = v_ctx.casino_id and id = v_run.id
    returning * into v_run;
  end if;
  return app.finish_call(v_call, 'imports.stop_run', 'reconciliation_run', v_run.id, null, app.run_json(v_run));
end;
$$;
comment on function public.rpc_stop_reconciliation_run(uuid, text, uuid) is
  'Stops a run after the batch it is at; what is done stays done and can be reverted. A run that ended stays as it '
  'is. Answers the run and is_existing. Capability reconcile.apply. RUN_NOT_FOUND.';

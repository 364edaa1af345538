create function public.rpc_stop_reconciliation_run(p_run_id uuid, p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea := app.request_hash('stop_reconciliation_run', jsonb_build_array(p_run_id));
  v_answer jsonb;
  v_run public.reconciliation_run;
begin
  perform app.require_capability(v_ctx, 'reconcile.apply');
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;
  v_run := app.lock_run(v_ctx, p_run_id);
  if v_run.status = 'running' then
    update public.reconciliation_run set status = 'stopped', finished_at = clock_timestamp(), updated_at = clock_timestamp()
    where casino_id = v_ctx.casino_id and id = v_run.id
    returning * into v_run;
  end if;
  return app.complete_intent(v_ctx, 'imports.stop_run', 'reconciliation_run', v_run.id, null, app.run_json(v_run), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_stop_reconciliation_run(uuid, text, uuid) is
  'Stops a run after the batch it is at; what is done stays done and can be reverted. A run that ended stays as it is. Answers the run and is_existing. Capability reconcile.apply. RUN_NOT_FOUND.';
revoke all on function public.rpc_stop_reconciliation_run(uuid, text, uuid) from public, anon;
grant execute on function public.rpc_stop_reconciliation_run(uuid, text, uuid) to authenticated;

create function public.rpc_apply_reconciliation(
  p_policy text,
  p_idempotency_key text,
  p_row_ids uuid[] default null,
  p_filter jsonb default null,
  p_confirm_unknown_freshness boolean default false,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('apply_reconciliation', 'reconcile.apply', p_idempotency_key,
    jsonb_build_array(p_policy, to_jsonb(p_row_ids), p_filter, coalesce(p_confirm_unknown_freshness, false)),
      p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_run public.reconciliation_run;
begin
  if p_policy is distinct from 'upgrade_only' then
    perform app.invalid('policy', 'policy');
  end if;
  if num_nonnulls(p_row_ids, p_filter) <> 1 then
    perform app.invalid('rowIds', 'rowsOrFilter');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_run.action := 'apply';
  v_run.policy := p_policy;
  v_run.confirm_unknown_freshness := p_confirm_unknown_freshness;
  if p_row_ids is not null then
    v_run.row_ids := app.require_rows(v_ctx, p_row_ids);
    v_run.total_count := cardinality(v_run.row_ids);
  else
    v_run.filter := app.applicable_filter(p_filter);
    v_run.last_import_id := (select max(id::text)::uuid from public.player_import where casino_id = v_ctx.casino_id
      and status = 'ready');
    v_run.unready_import_ids := app.unready_imports(v_ctx.casino_id);
    v_run.total_count := app.count_queue(v_ctx, v_run.filter, null);
  end if;
  v_run := app.start_run(v_ctx, v_run);
  return app.finish_call(v_call, 'imports.start_apply', 'reconciliation_run', v_run.id, null, app.run_json(v_run));
end;
$$;
comment on function public.rpc_apply_reconciliation(text, text, uuid[], jsonb, boolean, uuid) is
  'Applies rows of the queue, up to 1000 selected ones or all that match a filter (as rpc_list_reconciliations; '
  'pending unless it says reverted), by the policy upgrade_only. A row whose freshness is unknown is only applied '
  'when that is confirmed. Begins a run and does its first 200 rows; rpc_continue_reconciliation_run does the rest. '
  'Each row is applied, kept (the tier held was as high), or skipped with a code, and is on record; doing it again is '
  'harmless. Answers the run {id, action, status: running | finished | stopped, policy, confirm_unknown_freshness, '
  'confirm_tier_changed, filter, selected_count, reverts_run_id, reverted_by_run_id, reason, started_by, total_count, '
  'done_count, applied_count, kept_count, reverted_count, reopened_count (by a revert, beside done_count), '
  'skipped_count, created_at, updated_at, finished_at} and is_existing. Capability reconcile.apply. '
  'VALIDATION_FAILED, IMPORT_ROW_NOT_FOUND.';

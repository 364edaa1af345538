create function public.rpc_revert_reconciliation(
  p_id uuid,
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
  v_call app.call := app.begin_call('revert_reconciliation', 'reconcile.revert', p_idempotency_key,
    jsonb_build_array(p_id, v_reason, coalesce(p_confirm_tier_changed, false)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_done public.loyalty_reconciliation;
  v_outcome record;
begin
  perform app.require_revert_reason(v_reason);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  select * into v_done from public.loyalty_reconciliation where casino_id = v_ctx.casino_id and id = p_id;
  if not found then
    perform app.fail(404, 'RECONCILIATION_NOT_FOUND');
  end if;
  perform app.lock_reconciled_rows(v_ctx, array[v_done.row_id], true);
  v_outcome := app.revert_row(v_ctx, v_done, null, v_reason, coalesce(p_confirm_tier_changed, false));
  v_done := v_outcome.done;
  if v_done.outcome = 'skipped' then
    perform app.fail(case v_done.code when 'UNKNOWN_TIER' then 422 else 409 end, v_done.code, v_outcome.facts);
  end if;
  perform app.settle_rows(v_ctx, v_outcome.reopened || v_done);
  return app.finish_call(v_call, 'imports.revert_one', 'loyalty_reconciliation', v_done.id, null,
    app.reconciliation_json(v_done) || jsonb_build_object('reopened_count', cardinality(v_outcome.reopened)));
end;
$$;
comment on function public.rpc_revert_reconciliation(uuid, text, text, uuid, boolean) is
  'Takes back what was applied from one row: the player has the prior tier and the starting balance of the other rows '
  'again, and the row can be applied anew. Where the tier has changed since, somebody confirms it '
  '(p_confirm_tier_changed): then the player is left with the tier that is justified without the row, and all else is '
  'taken back. The player''s rows that were kept because of that tier wait again (reopened_count). Answers the '
  'reconciliation {id, run_id, row_id, import_id, player_id, action, outcome, code, details, policy, '
  'is_freshness_confirmed, flags, before, after, provenance, reason, reverts_id, staff_name, gaming_day, '
  'correlation_id, created_at}, reopened_count and is_existing. Capability reconcile.revert. NOTE_REQUIRED, '
  'VALIDATION_FAILED, RECONCILIATION_NOT_FOUND, ALREADY_RECONCILED, TIER_CHANGED_SINCE (unless confirmed; detail: '
  'tier, tierName, by: points | reversal | reconciliation | manager | earned, at, and by which entry or whom), '
  'UNKNOWN_TIER.';

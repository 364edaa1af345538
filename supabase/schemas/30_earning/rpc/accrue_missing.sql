create function public.rpc_accrue_missing(p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('accrue_missing', 'ledger.correct', p_idempotency_key,
    '[]'::jsonb, p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_outcome record;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;
  v_outcome := app.accrue_missing(v_ctx, 50);
  return app.finish_call(v_call, 'loyalty.accrue_missing', 'rating_slip', null, null,
    jsonb_build_object('accrued_count', v_outcome.accrued, 'failed_count', v_outcome.tried - v_outcome.accrued));
end;
$$;
comment on function public.rpc_accrue_missing(text, uuid) is
  'Accrues the slips of the caller''s casino that closed without, at most 50 a call, by hand; the worker does it by '
  'itself. Answers {is_existing, accrued_count, failed_count}. Capability ledger.correct.';

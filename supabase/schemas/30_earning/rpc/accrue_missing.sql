create function public.rpc_accrue_missing(p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea := app.request_hash('accrue_missing', '[]'::jsonb);
  v_answer jsonb;
  v_outcome record;
begin
  perform app.require_capability(v_ctx, 'ledger.correct');
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;
  v_outcome := app.accrue_missing(v_ctx, 50);
  return app.complete_intent(v_ctx, 'loyalty.accrue_missing', 'rating_slip', null, null,
    jsonb_build_object('accrued_count', v_outcome.accrued, 'failed_count', v_outcome.tried - v_outcome.accrued), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_accrue_missing(text, uuid) is
  'Accrues the slips of the caller''s casino that closed without, at most 50 a call, by hand; the worker does it by itself. Answers {is_existing, accrued_count, failed_count}. Capability ledger.correct.';
revoke all on function public.rpc_accrue_missing(text, uuid) from public, anon;
grant execute on function public.rpc_accrue_missing(text, uuid) to authenticated;

create function public.rpc_approve_by_pin(
  p_approval_id uuid,
  p_try_id uuid,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('approve_by_pin', 'floor.read', p_idempotency_key,
    jsonb_build_array(p_approval_id, p_try_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_approval public.approval;
  v_try app.pin_try;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_approval := app.own_reward_request(v_ctx, p_approval_id);
  v_try := app.read_approver_try(v_ctx, p_approval_id, p_try_id);
  -- From here on it is the approver's call, as from their own tablet: whoever may no longer since the PIN was typed is
  -- refused.
  v_call := app.call_of_approver(v_call, app.require_approver(v_approval, v_try.staff_id));
  return app.decide_reward_request(v_call, p_approval_id, true, null, null, null, true);
end;
$$;
comment on function public.rpc_approve_by_pin(uuid, uuid, text, uuid) is
  'Approves a request of the caller''s, whole, by the PIN of whom rpc_try_approver_pin tried, if it was the right one: '
  'given in the same transaction as by that person from their own tablet, within their authority, and on record as '
  'theirs. Answers as rpc_decide_reward_request, with is_by_pin. Capability floor.read. And of who approves, those of '
  'rpc_decide_reward_request. PIN_WRONG (detail: triesLeft), PIN_ENDED after the fifth, PIN_TRY_GONE a minute after '
  'the try, CANNOT_APPROVE_HERE, APPROVAL_NOT_FOUND, NOT_YOUR_REQUEST, APPROVAL_NOT_PENDING, and what issuing refuses '
  'with.';

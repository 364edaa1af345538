create function public.rpc_withdraw_reward_request(
  p_approval_id uuid,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('withdraw_reward_request', 'floor.read', p_idempotency_key,
    jsonb_build_array(p_approval_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.approval;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_before := app.lock_pending_approval(v_ctx, p_approval_id, 'reward.issue');
  if v_before.requested_by_staff_id <> v_ctx.staff_id then
    perform app.fail(403, 'NOT_YOUR_REQUEST');
  end if;
  return app.finish_call(v_call, 'approval.withdraw', 'approval', p_approval_id, app.reward_request_json(v_before),
    app.reward_request_json(app.end_approval(v_ctx, v_before, 'withdrawn', null)));
end;
$$;
comment on function public.rpc_withdraw_reward_request(uuid, text, uuid) is
  'Takes back a request for a reward of one''s own that nobody decided yet. Answers the request, as '
  'app.reward_request_json, and is_existing. Capability floor.read. APPROVAL_NOT_FOUND, APPROVAL_NOT_PENDING '
  '(detail: status, at, staffName), NOT_YOUR_REQUEST.';

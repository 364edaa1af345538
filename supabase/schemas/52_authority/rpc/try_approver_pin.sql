create function public.rpc_try_approver_pin(
  p_approval_id uuid,
  p_person_id uuid,
  p_pin text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('try_approver_pin', 'floor.read', p_idempotency_key,
    jsonb_build_array(p_approval_id, p_person_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_approver public.staff;
  v_token text;
  v_try_id uuid;
begin
  -- The request that is kept has no PIN in it, as in rpc_set_pin.
  perform app.require_pin(p_pin);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_approver := app.require_approver(app.own_reward_request(v_ctx, p_approval_id), p_person_id);
  v_token := app.try_pin(v_ctx, v_approver.id, p_pin, p_approval_id => p_approval_id);
  select id into v_try_id from app.pin_try where token_hash = app.link_hash(v_token);
  return app.finish_call(v_call, 'approval.try_pin', 'approval', p_approval_id, null,
    jsonb_build_object('try_id', v_try_id, 'staff_id', v_approver.id, 'staff_name', v_approver.full_name));
end;
$$;
comment on function public.rpc_try_approver_pin(uuid, uuid, text, text, uuid) is
  'Tries the PIN of somebody who is to approve a request of the caller''s on this tablet: {is_existing, try_id, '
  'staff_id, staff_name}, whether it was right or wrong; rpc_approve_by_pin says which, once it is counted. Under the '
  'same key it is one try. Capability floor.read. VALIDATION_FAILED, APPROVAL_NOT_FOUND, NOT_YOUR_REQUEST, '
  'APPROVAL_NOT_PENDING (detail: status, at, staffName), CANNOT_APPROVE_HERE, PIN_ENDED.';

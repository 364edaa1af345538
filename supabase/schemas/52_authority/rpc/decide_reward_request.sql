create function public.rpc_decide_reward_request(
  p_approval_id uuid,
  p_is_approved boolean,
  p_idempotency_key text,
  p_points integer default null,
  p_note text default null,
  p_correlation_id uuid default null,
  p_amount_cents bigint default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := nullif(btrim(p_note), '');
  v_call app.call := app.begin_call('decide_reward_request', 'reward.approve', p_idempotency_key,
    jsonb_build_array(p_approval_id, p_is_approved, p_points, v_note, p_amount_cents), p_correlation_id);
begin
  if p_is_approved is null then
    perform app.invalid('isApproved', 'trueOrFalse');
  end if;
  if length(v_note) > 500 or (v_note is null and not p_is_approved) then
    perform app.invalid('note', 'sayWhy');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  return app.decide_reward_request(v_call, p_approval_id, p_is_approved, p_points, p_amount_cents, v_note, false);
end;
$$;
comment on function public.rpc_decide_reward_request(uuid, boolean, text, integer, text, uuid, bigint) is
  'Approves a request, whole or lowered (p_points of a bonus, p_amount_cents of a comp whose amount is typed), and '
  'gives it in the same transaction, as who issues gives it and within the caller''s own authority, or refuses it with '
  'a note. Whoever asked does not decide. Answers the request, as app.reward_request_json, with entry and coupon (null '
  'where it is none) and is_existing; what was given names who asked in its metadata. Capability reward.approve. And '
  'that of issuing the kind: reward.issue, of coupons of a program coupon.manage. APPROVAL_NOT_FOUND, '
  'APPROVAL_NOT_PENDING (detail: status, at, staffName), OWN_REQUEST, and what issuing refuses with: '
  'rpc_issue_mid_session_reward (but for SOFT_CAP_EXCEEDED), rpc_issue_reward, rpc_issue_promo_coupon (but for '
  'GIVEN_ABOVE_THEO).';

create function public.rpc_decide_reward_request(
  p_approval_id uuid,
  p_is_approved boolean,
  p_idempotency_key text,
  p_points integer default null,
  p_note text default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := nullif(btrim(p_note), '');
  v_call app.call := app.begin_call('decide_reward_request', 'reward.approve', p_idempotency_key,
    jsonb_build_array(p_approval_id, p_is_approved, p_points, v_note), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.approval;
  v_approval public.approval;
  v_given jsonb;
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

  v_before := app.lock_pending_approval(v_ctx, p_approval_id, 'reward.issue');
  if v_before.requested_by_staff_id = v_ctx.staff_id then
    perform app.fail(403, 'OWN_REQUEST');
  end if;
  if p_is_approved then
    v_given := app.give_requested(v_call, app.requested_bonus(v_before, p_points));
    if not v_given ? 'entry' then
      return v_given;
    end if;
  end if;
  v_approval := app.end_approval(v_ctx, v_before,
    case when p_is_approved then 'approved' else 'refused' end::public.approval_status, v_note);
  return app.finish_call(v_call, case when p_is_approved then 'approval.approve_reward' else 'approval.refuse_reward'
    end, 'approval', p_approval_id, app.reward_request_json(v_before),
    app.reward_request_json(v_approval) || jsonb_build_object('entry', v_given -> 'entry'));
end;
$$;
comment on function public.rpc_decide_reward_request(uuid, boolean, text, integer, text, uuid) is
  'Approves a request, whole or with fewer points (p_points), and gives them in the same transaction within the '
  'caller''s own authority, or refuses it with a note. Whoever asked does not decide. Answers the request, as '
  'app.reward_request_json, with entry (null when refused) and is_existing; the entry names who asked in its metadata. '
  'Capability reward.approve. VALIDATION_FAILED, APPROVAL_NOT_FOUND, APPROVAL_NOT_PENDING (detail: status, at, '
  'staffName), OWN_REQUEST, SLIP_CLOSED, PLAYER_EXCLUDED, OVER_AUTHORITY, RATE_LIMITED, POINTS_OUT_OF_RANGE.';

create function app.give_requested(p_call app.call, p_entry public.loyalty_ledger)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_ctx constant app.rls_context := p_call.ctx;
  v_entry public.loyalty_ledger := p_entry;
  v_loyalty constant public.player_loyalty := app.lock_player_loyalty(v_ctx, p_entry.player_id);
  v_slip public.rating_slip;
  v_answer jsonb;
begin
  -- Whatever is counted of who approves, before the slip: the order in which all locks are taken.
  perform app.lock_issuer(v_ctx);
  v_slip := app.lock_slip(v_ctx, p_entry.rating_slip_id);
  if v_slip.status = 'closed' then
    perform app.fail(409, 'SLIP_CLOSED', jsonb_build_object('endedAt', v_slip.ended_at));
  end if;
  v_answer := app.refuse_excluded(v_ctx, v_entry.player_id, 'exclusion.refuse_mid_session_reward',
    jsonb_build_object('rating_slip_id', v_entry.rating_slip_id, 'points', v_entry.points, 'reason', v_entry.reason));
  if v_answer is not null then
    return v_answer;
  end if;
  if (p_call.settings).has_authority_limits then
    perform app.require_authority(v_ctx, v_entry.player_id, 'points', v_entry.points);
  end if;
  perform app.require_reward_rate(v_ctx, (p_call.settings).rewards_per_staff_per_minute);
  v_entry.visit_id := v_slip.visit_id;
  v_entry.is_override := v_entry.points > (p_call.settings).reward_soft_cap_points;
  v_entry.request_hash := p_call.request_hash;
  -- Of this request and of no other: it is given once, whoever decides and however often.
  v_entry.idempotency_key := 'approval:' || (v_entry.metadata ->> 'approval_id');
  v_entry := app.post_ledger_entry(v_ctx, v_entry, 'loyalty.issue_requested_reward', v_loyalty);
  if v_entry.id is null then
    perform app.fail(422, 'IDEMPOTENCY_KEY_REUSED');
  end if;
  return jsonb_build_object('entry', app.ledger_entry_json(v_entry, null, p_call.staff_name));
end;
$$;
comment on function app.give_requested(app.call, public.loyalty_ledger) is
  'Gives what was asked for, as the mid-session reward of who approves: {entry}, or what refuses an excluded player.';

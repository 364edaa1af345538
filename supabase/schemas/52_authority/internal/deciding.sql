-- How a request for a reward is decided, on whatever tablet.

create function app.decide_reward_request(
  p_call app.call,
  p_approval_id uuid,
  p_is_approved boolean,
  p_points integer,
  p_amount_cents bigint,
  p_note text,
  p_is_by_pin boolean
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_ctx constant app.rls_context := p_call.ctx;
  v_before public.approval := app.lock_pending_approval(v_ctx, p_approval_id, 'reward.issue');
  v_approval public.approval := v_before;
  v_given jsonb;
begin
  if v_before.requested_by_staff_id = v_ctx.staff_id then
    perform app.fail(403, 'OWN_REQUEST');
  end if;
  -- Who gives it is its issuer, and has to be one.
  perform app.require_capability(v_ctx, app.asking_capability(v_before));
  v_approval.is_by_pin := p_is_by_pin;
  if p_is_approved then
    v_given := app.give_requested(p_call, v_approval, p_points, p_amount_cents);
    if v_given ? 'code' then
      return v_given;
    end if;
  end if;
  v_approval := app.end_approval(v_ctx, v_approval,
    case when p_is_approved then 'approved' else 'refused' end::public.approval_status, p_note);
  return app.finish_call(p_call, case when p_is_approved then 'approval.approve_reward' else 'approval.refuse_reward'
    end, 'approval', p_approval_id, app.reward_request_json(v_before),
    app.reward_request_json(v_approval) || jsonb_build_object('entry', v_given -> 'entry', 'coupon',
      v_given -> 'coupon'));
end;
$$;
comment on function app.decide_reward_request(app.call, uuid, boolean, integer, bigint, text, boolean) is
  'Ends the call of who decides on a request, as rpc_decide_reward_request says, from their own tablet or by their PIN '
  'on that of who asked.';

create function app.give_requested(
  p_call app.call,
  p_approval public.approval,
  p_points integer,
  p_amount_cents bigint
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_call app.call := p_call;
begin
  v_call.idempotency_key := app.request_key(p_approval);
  if p_points is not null and p_approval.request ->> 'kind' <> 'points' then
    perform app.invalid('points', 'givenAsAsked');
  end if;
  if p_amount_cents is not null and p_approval.request ->> 'amount_cents' is null then
    perform app.invalid('amountCents', 'givenAsAsked');
  end if;
  if p_approval.request ->> 'kind' = 'points' then
    return app.give_requested_bonus(v_call, app.requested_bonus(p_approval, p_points));
  elsif p_approval.request ->> 'kind' = 'comp' then
    return app.issue_reward(v_call, app.requested_comp(p_approval, p_amount_cents));
  end if;
  return app.issue_promo_coupon(v_call, app.requested_coupon(p_approval));
end;
$$;
comment on function app.give_requested(app.call, public.approval, integer, bigint) is
  'Gives what was asked for as who approves would issue it: {entry, coupon}, or what refuses an excluded player.';

create function app.give_requested_bonus(p_call app.call, p_entry public.loyalty_ledger)
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
  v_entry.idempotency_key := p_call.idempotency_key;
  v_entry := app.post_ledger_entry(v_ctx, v_entry, 'loyalty.issue_requested_reward', v_loyalty);
  if v_entry.id is null then
    perform app.fail(422, 'IDEMPOTENCY_KEY_REUSED');
  end if;
  return jsonb_build_object('entry', app.ledger_entry_json(v_entry, null, p_call.staff_name));
end;
$$;
comment on function app.give_requested_bonus(app.call, public.loyalty_ledger) is
  'Gives the points that were asked for, as the mid-session reward of who approves: {entry}, or what refuses an '
  'excluded player.';

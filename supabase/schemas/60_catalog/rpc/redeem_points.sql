create function public.rpc_redeem_points(
  p_reward_id uuid,
  p_player_id uuid,
  p_idempotency_key text,
  p_visit_id uuid default null,
  p_rating_slip_id uuid default null,
  p_note text default null,
  p_expected_points_cost bigint default null,
  p_correlation_id uuid default null,
  p_amount_cents bigint default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_request app.reward_request := row(p_reward_id, p_player_id, p_visit_id, p_rating_slip_id, nullif(btrim(p_note), ''),
    p_expected_points_cost, null, null, null, p_amount_cents, null);
  v_call app.call := app.begin_call('issue_reward', 'reward.issue', p_idempotency_key, app.reward_intent(v_request),
    p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
begin
  perform app.require_reward_note(v_request.note);
  if exists (select 1 from public.reward_catalog where casino_id = v_ctx.casino_id and id = p_reward_id
    and family <> 'points_comp') then
    perform app.invalid('rewardId', 'onlyComp');
  end if;
  return app.issue_reward(v_call, v_request) - 'family' - 'coupon';
end;
$$;
comment on function public.rpc_redeem_points(uuid, uuid, text, uuid, uuid, text, bigint, uuid, bigint) is
  'A comp through the one door, as rpc_issue_reward. Answers {is_existing, entry, balance}. Capability reward.issue. '
  'VALIDATION_FAILED, REWARD_NOT_FOUND, PLAYER_NOT_FOUND, VISIT_NOT_FOUND, SLIP_NOT_FOUND, REWARD_INACTIVE, '
  'VISIT_ENDED, SLIP_CLOSED, PLAYER_MISMATCH, PLAYER_NOT_ENROLLED, PLAYER_EXCLUDED, OFFER_CHANGED, NOT_ELIGIBLE, '
  'LIMIT_REACHED, COOLDOWN_ACTIVE, INSUFFICIENT_POINTS, NOTE_REQUIRED, OVER_AUTHORITY, RATE_LIMITED, '
  'POINTS_OUT_OF_RANGE.';

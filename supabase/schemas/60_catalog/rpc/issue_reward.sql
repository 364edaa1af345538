create function public.rpc_issue_reward(
  p_reward_id uuid,
  p_player_id uuid,
  p_idempotency_key text,
  p_visit_id uuid default null,
  p_rating_slip_id uuid default null,
  p_note text default null,
  p_expected_points_cost bigint default null,
  p_expected_face_value_cents bigint default null,
  p_expected_required_match_wager_cents bigint default null,
  p_expected_valid_hours integer default null,
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
    p_expected_points_cost, p_expected_face_value_cents, p_expected_required_match_wager_cents, p_expected_valid_hours,
    p_amount_cents, null);
  v_call app.call := app.begin_call('issue_reward', 'reward.issue', p_idempotency_key, app.reward_intent(v_request),
    p_correlation_id);
begin
  perform app.require_reward_note(v_request.note);
  return app.issue_reward(v_call, v_request);
end;
$$;
comment on function public.rpc_issue_reward(uuid, uuid, text, uuid, uuid, text, bigint, bigint, bigint, integer,
  uuid, bigint) is
  'The one door for comps and entitlements: a comp debits the ledger by its price of now, an entitlement issues a '
  'coupon with the tier''s value, wager and validity. The visit is the one given, the slip''s, or the player''s '
  'running one. p_amount_cents is what the issuer types of a comp that is priced so; its price follows. What is given '
  'as expected must still be so. Answers {is_existing, family, entry, coupon, balance}; a replay answers the original '
  'with the balance of now. Capability reward.issue. VALIDATION_FAILED, REWARD_NOT_FOUND, PLAYER_NOT_FOUND, '
  'VISIT_NOT_FOUND, SLIP_NOT_FOUND, REWARD_INACTIVE, VISIT_ENDED, SLIP_CLOSED, PLAYER_MISMATCH, PLAYER_NOT_ENROLLED, '
  'PLAYER_EXCLUDED, OFFER_CHANGED, NOT_ELIGIBLE (detail: unmet), LIMIT_REACHED (scope, maxIssues, nextEligibleAt), '
  'COOLDOWN_ACTIVE (nextEligibleAt), INSUFFICIENT_POINTS (balance, pointsCost; where the price allows a debt, '
  'debtLimitPoints), NO_ACTIVE_PROGRAM, MATCH_NOT_EXACT, NOTE_REQUIRED, OVER_AUTHORITY, RATE_LIMITED, '
  'POINTS_OUT_OF_RANGE.';

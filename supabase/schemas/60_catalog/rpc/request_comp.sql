create function public.rpc_request_comp(
  p_reward_id uuid,
  p_player_id uuid,
  p_note text,
  p_idempotency_key text,
  p_visit_id uuid default null,
  p_rating_slip_id uuid default null,
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
  v_call app.call := app.begin_call('request_comp', 'reward.issue', p_idempotency_key, app.reward_intent(v_request),
    p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_reward public.reward_catalog;
  v_loyalty public.player_loyalty;
  v_visit public.visit;
  v_answer jsonb;
  v_offer app.reward_offer;
begin
  perform app.require_asking_note(v_request.note);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  -- What could not be issued is not asked for; it is judged again by who issues it.
  v_reward := app.reward_for_request(v_ctx, v_request);
  v_loyalty := app.lock_player_loyalty(v_ctx, p_player_id);
  v_visit := app.reward_visit(v_ctx, p_player_id, p_visit_id, p_rating_slip_id);
  v_answer := app.refuse_excluded(v_ctx, p_player_id, 'exclusion.refuse_reward',
    jsonb_build_object('reward_id', p_reward_id, 'reward_code', v_reward.code));
  if v_answer is not null then
    return v_answer;
  end if;
  select * into v_offer from app.reward_offers(v_ctx, v_loyalty, v_visit, false, p_reward_id,
    p_amount_cents);
  perform app.assert_offer_issuable(v_ctx, v_request, v_offer);
  -- Who decides agrees to what stands here now, whether or not who asks has said what they saw.
  v_request.expected_points_cost := v_offer.points_cost;
  v_request.expected_face_value_cents := v_offer.face_value_cents;
  v_request.expected_required_match_wager_cents := v_offer.required_match_wager_cents;
  v_request.expected_valid_hours := v_offer.valid_hours;
  return app.ask_for_reward(v_call, jsonb_build_object('kind', 'comp', 'name', v_offer.name, 'value_cents',
    app.offer_value_cents(v_ctx, v_offer)) || app.reward_intent(v_request), v_request.note);
end;
$$;
comment on function public.rpc_request_comp(uuid, uuid, text, text, uuid, uuid, bigint, bigint, bigint, integer,
  uuid, bigint) is
  'Asks for a reward of the catalog, a comp or a coupon by tier, that is beyond the caller''s authority; nothing is '
  'given until somebody else decides, within ten minutes, by the figures of now. What is given as expected must be so. '
  'Answers the request, as app.reward_request_json, and is_existing. Capability reward.issue. NOTE_REQUIRED and what '
  'rpc_issue_reward refuses with, but for OVER_AUTHORITY, RATE_LIMITED, POINTS_OUT_OF_RANGE.';

create function public.rpc_request_reward(
  p_rating_slip_id uuid,
  p_points integer,
  p_reason text,
  p_note text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := nullif(btrim(p_note), '');
  v_call app.call := app.begin_call('request_reward', 'reward.issue', p_idempotency_key,
    jsonb_build_array(p_rating_slip_id, p_points, p_reason, v_note), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  -- Whoever is asked has to know why.
  v_entry public.loyalty_ledger := app.requested_reward(p_rating_slip_id, p_points, p_reason, v_note, true);
  v_slip public.rating_slip;
  v_answer jsonb;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_slip := app.lock_slip(v_ctx, p_rating_slip_id);
  if v_slip.status = 'closed' then
    perform app.fail(409, 'SLIP_CLOSED', jsonb_build_object('endedAt', v_slip.ended_at));
  end if;
  v_answer := app.refuse_excluded(v_ctx, v_slip.player_id, 'exclusion.refuse_mid_session_reward',
    jsonb_build_object('rating_slip_id', p_rating_slip_id, 'points', p_points, 'reason', p_reason));
  if v_answer is not null then
    return v_answer;
  end if;
  return app.ask_for_reward(v_call, jsonb_build_object('kind', 'points', 'rating_slip_id', v_entry.rating_slip_id,
    'player_id', v_slip.player_id, 'points', v_entry.points, 'reason', v_entry.reason, 'value_cents',
    app.points_worth_cents(v_ctx.casino_id, v_entry.points, v_ctx.gaming_day)), v_note);
end;
$$;
comment on function public.rpc_request_reward(uuid, integer, text, text, text, uuid) is
  'Asks for bonus points on a live slip that are beyond the caller''s authority; nothing is given until somebody else '
  'decides, within ten minutes. Answers the request, as app.reward_request_json, and is_existing. Capability '
  'reward.issue. VALIDATION_FAILED, NOTE_REQUIRED, SLIP_NOT_FOUND, SLIP_CLOSED, PLAYER_EXCLUDED.';

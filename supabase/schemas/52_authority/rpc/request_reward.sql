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
  v_approval public.approval;
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
  insert into public.approval (casino_id, operation, request, reason, requested_by_staff_id, lapses_at)
  values (v_ctx.casino_id, 'reward.issue', jsonb_build_object('rating_slip_id', v_entry.rating_slip_id,
    'player_id', v_slip.player_id, 'points', v_entry.points, 'reason', v_entry.reason), v_note, v_ctx.staff_id,
    -- The player waits, and what a supervisor said yes to ten minutes ago is another moment.
    now() + interval '10 minutes')
  returning * into v_approval;
  return app.finish_call(v_call, 'approval.request_reward', 'approval', v_approval.id, null,
    app.reward_request_json(v_approval));
end;
$$;
comment on function public.rpc_request_reward(uuid, integer, text, text, text, uuid) is
  'Asks for bonus points on a live slip that are beyond the caller''s authority; nothing is given until somebody else '
  'decides, within ten minutes. Answers the request, as app.reward_request_json, and is_existing. Capability '
  'reward.issue. VALIDATION_FAILED, NOTE_REQUIRED, SLIP_NOT_FOUND, SLIP_CLOSED, PLAYER_EXCLUDED.';

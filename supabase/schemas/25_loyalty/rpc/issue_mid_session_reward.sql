create function public.rpc_issue_mid_session_reward(
  p_rating_slip_id uuid,
  p_points integer,
  p_reason text,
  p_idempotency_key text,
  p_note text default null,
  p_override boolean default false,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_note text := nullif(btrim(p_note), '');
  v_override boolean := coalesce(p_override, false);
  v_hash bytea;
  v_answer jsonb;
  v_slip public.rating_slip;
  v_settings public.casino_settings;
  v_entry public.loyalty_ledger;
begin
  perform app.require_capability(v_ctx, 'reward.issue');
  perform app.require_idempotency_key(p_idempotency_key);
  perform app.validate_reward_request(p_points, p_reason, v_note, v_override);

  -- Replay before every other check: the world may have moved on since the first answer, the answer has not.
  v_hash := app.request_hash('issue_mid_session_reward', jsonb_build_array(p_rating_slip_id, p_points, p_reason, v_note, v_override));
  v_answer := app.find_ledger_replay(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  select * into v_slip from public.rating_slip where casino_id = v_ctx.casino_id and id = p_rating_slip_id;
  if not found then
    perform app.fail(404, 'SLIP_NOT_FOUND');
  end if;
  select * into v_settings from public.casino_settings where casino_id = v_ctx.casino_id;
  perform app.lock_reward_rate(v_ctx, v_settings.rewards_per_staff_per_minute);
  perform app.lock_player_loyalty(v_ctx, v_slip.player_id);

  -- While this call waited for the locks, the same intent may have been answered, or the slip closed.
  v_answer := app.find_ledger_replay(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;
  select * into v_slip from public.rating_slip where casino_id = v_ctx.casino_id and id = p_rating_slip_id;
  if v_slip.status = 'closed' then
    perform app.fail(409, 'SLIP_CLOSED', jsonb_build_object('endedAt', v_slip.ended_at));
  end if;
  if app.is_player_excluded(v_ctx, v_slip.player_id) then
    return app.refuse_on_record(v_ctx, 409, 'PLAYER_EXCLUDED', 'exclusion.refuse_mid_session_reward', 'player', v_slip.player_id,
      jsonb_build_object('rating_slip_id', p_rating_slip_id, 'points', p_points, 'reason', p_reason));
  end if;
  if p_points > v_settings.reward_soft_cap_points and not v_override then
    perform app.fail(409, 'SOFT_CAP_EXCEEDED', jsonb_build_object('softCapPoints', v_settings.reward_soft_cap_points, 'points', p_points));
  end if;
  perform app.require_reward_rate(v_ctx, v_settings.rewards_per_staff_per_minute);

  v_entry.player_id := v_slip.player_id;
  v_entry.visit_id := v_slip.visit_id;
  v_entry.rating_slip_id := v_slip.id;
  v_entry.points := p_points;
  v_entry.reason := p_reason::public.loyalty_reason;
  v_entry.note := v_note;
  v_entry.is_override := p_points > v_settings.reward_soft_cap_points;
  v_entry.idempotency_key := p_idempotency_key;
  v_entry.request_hash := v_hash;
  v_entry := app.post_ledger_entry(v_ctx, v_entry, 'loyalty.issue_mid_session_reward');
  if v_entry.id is null then
    -- Another operation took the key between the look-up and the write: then this is the same request or a reused key.
    return app.find_ledger_replay(v_ctx, p_idempotency_key, v_hash);
  end if;
  return jsonb_build_object('is_existing', false, 'entry', app.ledger_entry_json(v_entry), 'balance', v_entry.balance_after);
end;
$$;
comment on function public.rpc_issue_mid_session_reward(uuid, integer, text, text, text, boolean, uuid) is
  'Bonus points on a live slip; player and visit come from the slip. Answers {is_existing, entry, balance}: entry.balance_after is the balance right after the entry, balance the one now. Capability reward.issue. VALIDATION_FAILED, NOTE_REQUIRED, IDEMPOTENCY_KEY_REUSED, SLIP_NOT_FOUND, SLIP_CLOSED, PLAYER_NOT_ENROLLED, PLAYER_EXCLUDED, SOFT_CAP_EXCEEDED, RATE_LIMITED, POINTS_OUT_OF_RANGE.';
revoke all on function public.rpc_issue_mid_session_reward(uuid, integer, text, text, text, boolean, uuid) from public, anon;
grant execute on function public.rpc_issue_mid_session_reward(uuid, integer, text, text, text, boolean, uuid) to authenticated;

create function app.validate_reward_request(p_points integer, p_reason text, p_note text, p_override boolean)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_points is null or p_points <= 0 then
    perform app.invalid('points', 'Give a whole number of points above zero.');
  end if;
  if p_reason is null or p_reason not in ('mid_session_bonus', 'supervisor_discretion', 'promotion', 'correction') then
    perform app.invalid('reason', 'Give one of mid_session_bonus, supervisor_discretion, promotion, correction.');
  end if;
  if length(p_note) > 500 then
    perform app.invalid('note', 'Keep the note under 500 characters.');
  end if;
  if p_override and p_note is null then
    perform app.fail(422, 'NOTE_REQUIRED');
  end if;
end;
$$;
comment on function app.validate_reward_request(integer, text, text, boolean) is 'What can be said of the request alone: VALIDATION_FAILED, and NOTE_REQUIRED for an override without a note.';

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
  v_note text := nullif(btrim(p_note), '');
  v_override boolean := coalesce(p_override, false);
  v_call app.call := app.begin_call('issue_mid_session_reward', 'reward.issue', p_idempotency_key,
    jsonb_build_array(p_rating_slip_id, p_points, p_reason, v_note, v_override), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_entry public.loyalty_ledger := app.requested_reward(p_rating_slip_id, p_points, p_reason, v_note, v_override);
  v_loyalty public.player_loyalty;
  v_now record;
begin
  if v_call.is_replay then
    return app.replay_entry(v_call);
  end if;

  select l.* into v_loyalty
  from public.player_loyalty l
  where (l.casino_id, l.player_id) = (
    select s.casino_id, s.player_id from public.rating_slip s
    where s.casino_id = v_ctx.casino_id and s.id = p_rating_slip_id)
  for no key update;
  if not found then
    -- Either the slip or the player's balance row is missing: each of the two refuses in its own words.
    v_loyalty := app.lock_player_loyalty(v_ctx, (app.lock_slip(v_ctx, p_rating_slip_id)).player_id);
  end if;
  -- In a statement of its own: while this call waited for the player, the slip may have closed, or somebody been
  -- excluded.
  select s.visit_id, s.status, s.ended_at, exists (
    select from public.player_exclusion e
    where e.casino_id = s.casino_id and e.player_id = s.player_id and app.is_in_force(e)
  ) as is_excluded into v_now
  from public.rating_slip s
  where s.casino_id = v_ctx.casino_id and s.id = p_rating_slip_id;
  if v_now.status = 'closed' then
    perform app.fail(409, 'SLIP_CLOSED', jsonb_build_object('endedAt', v_now.ended_at));
  end if;
  if v_now.is_excluded then
    return app.refuse_excluded(v_ctx, v_loyalty.player_id, 'exclusion.refuse_mid_session_reward',
      jsonb_build_object('rating_slip_id', p_rating_slip_id, 'points', p_points, 'reason', p_reason));
  end if;
  if (v_call.settings).has_authority_limits then
    perform app.require_authority(v_ctx, v_loyalty.player_id, 'points', p_points);
  end if;
  v_entry.is_override := p_points > (v_call.settings).reward_soft_cap_points;
  if v_entry.is_override and not v_override then
    perform app.fail(409, 'SOFT_CAP_EXCEEDED',
      jsonb_build_object('softCapPoints', (v_call.settings).reward_soft_cap_points, 'points', p_points));
  end if;
  if (v_call.settings).rewards_per_staff_per_minute is not null then
    perform app.require_reward_rate(v_ctx, (v_call.settings).rewards_per_staff_per_minute);
  end if;
  v_entry.player_id := v_loyalty.player_id;
  v_entry.visit_id := v_now.visit_id;

  return app.finish_with_entry(v_call, v_entry, 'loyalty.issue_mid_session_reward', v_loyalty);
end;
$$;
comment on function public.rpc_issue_mid_session_reward(uuid, integer, text, text, text, boolean, uuid) is
  'Bonus points on a live slip; player and visit come from the slip. Answers {is_existing, entry, balance}: '
  'entry.balance_after is the balance right after the entry, balance the one now. Capability reward.issue. '
  'VALIDATION_FAILED, NOTE_REQUIRED, IDEMPOTENCY_KEY_REUSED, SLIP_NOT_FOUND, SLIP_CLOSED, PLAYER_NOT_ENROLLED, '
  'PLAYER_EXCLUDED, OVER_AUTHORITY, SOFT_CAP_EXCEEDED, RATE_LIMITED, POINTS_OUT_OF_RANGE.';

create function app.requested_reward(
  p_rating_slip_id uuid,
  p_points integer,
  p_reason text,
  p_note text,
  p_override boolean
)
returns public.loyalty_ledger
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_entry public.loyalty_ledger;
begin
  if p_points is null or p_points <= 0 then
    perform app.invalid('points', 'pointsAboveZero');
  end if;
  if p_reason is null or p_reason not in ('mid_session_bonus', 'supervisor_discretion', 'promotion', 'correction') then
    perform app.invalid('reason', 'oneOf',
      jsonb_build_object('options', 'mid_session_bonus, supervisor_discretion, promotion, correction'));
  end if;
  if length(p_note) > 500 then
    perform app.invalid('note', 'noteTooLong');
  end if;
  if p_override and p_note is null then
    perform app.fail(422, 'NOTE_REQUIRED');
  end if;
  v_entry.rating_slip_id := p_rating_slip_id;
  v_entry.points := p_points;
  v_entry.reason := p_reason::public.loyalty_reason;
  v_entry.note := p_note;
  return v_entry;
end;
$$;
comment on function app.requested_reward(uuid, integer, text, text, boolean) is
  'The entry as far as the request alone says it: VALIDATION_FAILED, and NOTE_REQUIRED for an override without a '
  'note.';

create function public.rpc_reopen_rating_slip(p_rating_slip_id uuid, p_note text, p_idempotency_key text,
  p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := nullif(btrim(p_note), '');
  v_call app.call := app.begin_call('reopen_rating_slip', 'slip.manage', p_idempotency_key,
    jsonb_build_array(p_rating_slip_id, v_note), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.rating_slip;
  v_slip public.rating_slip;
  v_because text;
  v_answer jsonb;
  v_constraint text;
begin
  perform app.require_correction_note(v_note);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_before := app.lock_slip(v_ctx, p_rating_slip_id);
  if v_before.status <> 'closed' then
    perform app.fail(409, 'SLIP_NOT_CLOSED');
  end if;
  v_because := app.why_not_reopened(v_ctx, v_before);
  if v_because is not null then
    perform app.fail(409, 'SLIP_NOT_REOPENED', jsonb_build_object('because', v_because));
  end if;
  perform app.require_free_seat(v_ctx, v_before.table_id, v_before.seat);
  v_answer := app.hold_seat(v_ctx, v_before.player_id, false,
    jsonb_build_object('step', 'reopen_rating_slip', 'rating_slip_id', p_rating_slip_id));
  if v_answer is not null then
    return v_answer;
  end if;
  perform app.take_back_accrual(v_call, v_before, v_note);
  v_slip := app.bank_stretch(v_before, v_before.ended_at);
  begin
    update public.rating_slip
    set status = 'paused', paused_at = v_before.ended_at, ended_at = null, theo_cents = null, earn_snapshot = null,
      accrual_status = null, accrual_tried_at = null, stretches = v_slip.stretches,
      banked_seconds = v_slip.banked_seconds, banked_theo_x3600 = v_slip.banked_theo_x3600
    where casino_id = v_ctx.casino_id and id = p_rating_slip_id
    returning * into v_slip;
  exception when unique_violation then
    get stacked diagnostics v_constraint = constraint_name;
    perform app.fail_seat_conflict(v_constraint);
  end;
  -- Events leave the house, and names must not: the payload has ids only.
  perform app.emit_event(v_ctx, 'rating_slip.reopened', v_slip.player_id, app.rating_slip_json(v_slip) - 'player_name'
    || jsonb_build_object('gaming_day', v_slip.gaming_day));
  return app.finish_call(v_call, 'floor.reopen_rating_slip', 'rating_slip', v_slip.id, app.rating_slip_json(v_before),
    app.rating_slip_json(v_slip));
end;
$$;
comment on function public.rpc_reopen_rating_slip(uuid, text, text, uuid) is
  'Brings back a slip that somebody closed by mistake within the last ten minutes, with a note: paused since its play '
  'ended, so that nothing counts that nobody saw; resuming it goes on. The points that closing posted are taken back, '
  'and posted anew when it is closed again. Emits rating_slip.reopened. Answers the slip and is_existing. Capability '
  'slip.manage. NOTE_REQUIRED, '
  'VALIDATION_FAILED, SLIP_NOT_FOUND, SLIP_NOT_CLOSED, SLIP_NOT_REOPENED (because: closed_by_house, too_late, '
  'day_closed, ended_earlier, visit_ended, plays_elsewhere, spent), TABLE_NOT_OPEN, SEAT_TAKEN, '
  'PLAYER_ALREADY_AT_TABLE, PLAYER_NOT_TO_BE_SEATED.';

create function app.why_not_reopened(p_ctx app.rls_context, p_slip public.rating_slip)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_closed public.audit_log;
  v_accrual public.loyalty_ledger;
begin
  select * into v_closed from public.audit_log a
  where a.casino_id = p_ctx.casino_id and a.entity_type = 'rating_slip' and a.entity_id = p_slip.id
    and a.action = 'floor.close_rating_slip' and a.outcome = 'done'
  order by a.id desc limit 1;
  if not found or p_slip.accrual_status = 'held' then
    return 'closed_by_house';
  elsif v_closed.at <= now() - interval '10 minutes' then
    return 'too_late';
  elsif v_closed.gaming_day <> p_ctx.gaming_day then
    return 'day_closed';
  elsif p_slip.ended_at <> coalesce((v_closed.before ->> 'paused_at')::timestamptz, v_closed.at) then
    -- What was played after the end that was said is gone with it.
    return 'ended_earlier';
  end if;
  -- Held, so that nobody checks the player out meanwhile.
  perform 1 from public.visit
  where casino_id = p_ctx.casino_id and id = p_slip.visit_id and ended_at is null
  for key share;
  if not found then
    return 'visit_ended';
  elsif exists (select from public.rating_slip s where s.casino_id = p_ctx.casino_id and s.player_id = p_slip.player_id
    and s.status <> 'closed') then
    return 'plays_elsewhere';
  end if;
  v_accrual := app.accrual_in_force(p_slip);
  if v_accrual.points > (select balance from public.player_loyalty
    where casino_id = p_ctx.casino_id and player_id = p_slip.player_id) then
    return 'spent';
  end if;
  return null;
end;
$$;
comment on function app.why_not_reopened(app.rls_context, public.rating_slip) is
  'Why a closed slip, which is locked with its player, is not reopened: closed_by_house, too_late, day_closed, '
  'ended_earlier (closed at a time before, paused or not), visit_ended, plays_elsewhere or spent; null where it is. '
  'A clock that was set back makes nothing late.';

create function app.accrual_in_force(p_slip public.rating_slip)
returns public.loyalty_ledger
language plpgsql
stable
set search_path = ''
as $$
declare
  v_accrual public.loyalty_ledger := app.last_accrual(p_slip.casino_id, p_slip.id);
begin
  if v_accrual.id is null or app.reversal_id(v_accrual) is not null then
    return null;
  end if;
  return v_accrual;
end;
$$;
comment on function app.accrual_in_force(public.rating_slip) is
  'The accrual of a slip that counts; an empty row where it has none, or it was taken back.';

create function app.take_back_accrual(p_call app.call, p_slip public.rating_slip, p_note text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_call app.call := p_call;
  v_accrual public.loyalty_ledger := app.accrual_in_force(p_slip);
  v_loyalty public.player_loyalty;
begin
  if v_accrual.id is null then
    return;
  end if;
  v_loyalty := app.lock_player_loyalty(v_call.ctx, p_slip.player_id);
  -- The caller's own key is for the row that says what the caller did; each accrual is taken back once.
  v_call.idempotency_key := v_accrual.idempotency_key || ':back';
  perform app.post_reversal(v_call, v_accrual, v_loyalty, p_note, 'loyalty.reverse_entry');
end;
$$;
comment on function app.take_back_accrual(app.call, public.rating_slip, text) is
  'Takes back the points of a slip that goes on, if it has any, as part of a call about the slip.';

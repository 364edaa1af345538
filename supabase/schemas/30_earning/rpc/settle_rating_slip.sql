create function public.rpc_settle_rating_slip(
  p_rating_slip_id uuid,
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
  v_note text := app.clean_text(p_note);
  v_call app.call := app.begin_call('settle_rating_slip', 'ledger.correct', p_idempotency_key,
    jsonb_build_array(p_rating_slip_id, v_note), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_answer jsonb;
  v_slip public.rating_slip;
  v_entry public.loyalty_ledger;
begin
  perform app.require_correction_note(v_note);
  if v_call.is_replay then
    v_answer := app.replay(v_call);
    return v_answer || jsonb_build_object('balance', (
      select balance from public.player_loyalty
      where casino_id = v_ctx.casino_id and player_id = (v_answer #>> '{entry,player_id}')::uuid));
  end if;

  v_slip := app.lock_slip(v_ctx, p_rating_slip_id);
  if v_slip.status <> 'closed' then
    perform app.fail(409, 'SLIP_NOT_CLOSED');
  end if;
  v_entry := app.last_accrual(v_ctx.casino_id, p_rating_slip_id);
  if v_entry.id is not null and app.reversal_id(v_entry) is null then
    perform app.fail(409, 'ALREADY_SETTLED',
      jsonb_build_object('entryId', v_entry.id, 'points', v_entry.points, 'at', v_entry.created_at));
  end if;
  v_answer := app.accrue_slip(v_ctx, v_slip, v_note);
  if v_answer ->> 'why' = 'PLAYER_EXCLUDED' then
    -- The audit row of the attempt is written already; raising here would take it away.
    return app.answer_refusal(409, 'PLAYER_EXCLUDED');
  end if;
  if v_answer ->> 'status' = 'none' then
    perform app.fail(409, 'NOTHING_TO_ACCRUE', jsonb_build_object('why', v_answer -> 'why'));
  end if;
  -- The entry has its own audit row, under the slip's key; this one says who settled the slip, and why it was due.
  return app.finish_call(v_call, 'loyalty.settle_rating_slip', 'rating_slip', p_rating_slip_id,
    jsonb_build_object('accrual_status', v_slip.accrual_status),
    jsonb_build_object('entry', v_answer -> 'entry', 'balance', v_answer -> 'balance'));
end;
$$;
comment on function public.rpc_settle_rating_slip(uuid, text, text, uuid) is
  'A manager posts, with a note, what a closed slip is due that has no accrual in force: one that was taken back, '
  'that earned nothing because the player was excluded then, that waits for it, or that the house closed. With the '
  'rates of its closing, but for a tier that was given by mistake (app.settled_snapshot), under a key of its own each '
  'time (accrue:<slip>, accrue:<slip>:2, ...). Answers {is_existing, entry, balance}. Capability ledger.correct. '
  'NOTE_REQUIRED, VALIDATION_FAILED, SLIP_NOT_FOUND, SLIP_NOT_CLOSED, ALREADY_SETTLED (detail: entryId, points, at), '
  'NOTHING_TO_ACCRUE (why: NO_POINTS, EARNING_OFF, VISIT_UNRATED), PLAYER_NOT_ENROLLED, PLAYER_EXCLUDED, '
  'NO_EARN_CONFIG, POINTS_OUT_OF_RANGE.';

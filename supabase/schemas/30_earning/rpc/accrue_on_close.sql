create function public.rpc_accrue_on_close(p_rating_slip_id uuid, p_idempotency_key text,
  p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('accrue_on_close', 'slip.manage', p_idempotency_key,
    jsonb_build_array(p_rating_slip_id), p_correlation_id, app.accrual_key(p_rating_slip_id));
  v_ctx app.rls_context := v_call.ctx;
  v_answer jsonb;
  v_slip public.rating_slip;
begin
  -- A replay is looked up only to refuse a key that was used for something else: the accrual is known by its slip,
  -- whoever asks for it and however often.
  if v_call.is_replay then
    perform app.replay(v_call);
  end if;
  v_answer := app.accrual_answer(v_ctx, p_rating_slip_id);
  if v_answer is not null then
    return v_answer;
  end if;

  v_slip := app.lock_slip(v_ctx, p_rating_slip_id);
  -- While this call waited, the worker may have come by.
  v_answer := app.accrual_answer(v_ctx, p_rating_slip_id);
  if v_answer is not null then
    return v_answer;
  end if;
  if v_slip.status <> 'closed' then
    perform app.fail(409, 'SLIP_NOT_CLOSED');
  end if;
  if v_slip.accrual_status = 'held' then
    perform app.fail(409, 'SLIP_HELD');
  end if;
  -- A slip that has its points, or that a manager has to settle, is not accrued by this call.
  if v_slip.accrual_status <> 'pending' then
    perform app.fail(409, 'NOTHING_TO_ACCRUE', jsonb_build_object('accrualStatus', v_slip.accrual_status));
  end if;
  v_answer := app.accrue_slip(v_ctx, v_slip);
  if v_answer ->> 'why' = 'PLAYER_EXCLUDED' then
    -- The audit row of the attempt is written already; raising here would take it away.
    return app.answer_refusal(409, 'PLAYER_EXCLUDED');
  end if;
  if v_answer ->> 'status' = 'none' then
    perform app.fail(409, 'NOTHING_TO_ACCRUE');
  end if;
  -- The entry has its own audit row, under the slip's key; this one says who asked.
  v_call.idempotency_key := nullif(p_idempotency_key, app.accrual_key(p_rating_slip_id));
  perform app.finish_call(v_call, 'loyalty.accrue_on_close', 'rating_slip', p_rating_slip_id, null,
    jsonb_build_object('entry_id', v_answer #> '{entry,id}', 'balance', v_answer -> 'balance'));
  return jsonb_build_object('is_existing', false, 'entry', v_answer -> 'entry', 'balance', v_answer -> 'balance');
end;
$$;
comment on function public.rpc_accrue_on_close(uuid, text, uuid) is
  'Accrues one closed slip by hand, where closing could not. Once per slip: later calls answer the entry there is; '
  'one that was taken back is for rpc_settle_rating_slip. Answers {is_existing, entry, balance}. Capability '
  'slip.manage. SLIP_NOT_FOUND, SLIP_NOT_CLOSED, SLIP_HELD, NOTHING_TO_ACCRUE, PLAYER_NOT_ENROLLED, PLAYER_EXCLUDED, '
  'NO_EARN_CONFIG, POINTS_OUT_OF_RANGE.';

create function app.accrual_answer(p_ctx app.rls_context, p_rating_slip_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_entry public.loyalty_ledger := app.last_accrual(p_ctx.casino_id, p_rating_slip_id);
begin
  if v_entry.id is null then
    return null;
  end if;
  return jsonb_build_object('is_existing', true, 'entry', app.ledger_entry_json(v_entry), 'balance', (
    select balance from public.player_loyalty where casino_id = p_ctx.casino_id and player_id = v_entry.player_id));
end;
$$;
comment on function app.accrual_answer(app.rls_context, uuid) is
  'The answer to who asks for an accrual that is there: the newest of the slip, as an existing one; null when there '
  'is none.';

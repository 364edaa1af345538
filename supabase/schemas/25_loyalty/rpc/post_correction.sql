create function public.rpc_post_correction(
  p_player_id uuid,
  p_points bigint,
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
  v_call app.call := app.begin_call('post_correction', 'ledger.correct', p_idempotency_key,
    jsonb_build_array(p_player_id, p_points, v_note), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_loyalty public.player_loyalty;
  v_debt_limit constant integer := (v_call.settings).correction_debt_limit_points;
  v_entry public.loyalty_ledger;
begin
  if p_points is null or p_points = 0 or p_points not between -1000000000 and 1000000000 then
    perform app.invalid('points', 'pointsNotZero');
  end if;
  perform app.require_correction_note(v_note);
  if v_call.is_replay then
    return app.replay_entry(v_call);
  end if;

  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  v_loyalty := app.lock_player_loyalty(v_ctx, p_player_id);
  -- The casino says how far a debt may go; a correction that lessens one is always right.
  if p_points < 0 and v_loyalty.balance + p_points < -v_debt_limit then
    perform app.fail(409, 'INSUFFICIENT_POINTS', jsonb_strip_nulls(jsonb_build_object('balance', v_loyalty.balance,
      'points', p_points, 'debtLimitPoints', nullif(v_debt_limit, 0))));
  end if;

  v_entry.player_id := p_player_id;
  v_entry.points := p_points;
  v_entry.reason := 'correction';
  v_entry.note := v_note;
  return app.finish_with_entry(v_call, v_entry, 'loyalty.post_correction', v_loyalty);
end;
$$;
comment on function public.rpc_post_correction(uuid, bigint, text, text, uuid) is
  'A manager''s correction of a player''s points, up or down, with a note. It mends the record and gives nothing, so '
  'an exclusion does not stop it; lifetime points and tier stay. Answers {is_existing, entry, balance}. Capability '
  'ledger.correct. VALIDATION_FAILED, NOTE_REQUIRED, PLAYER_NOT_FOUND, PLAYER_NOT_ENROLLED, INSUFFICIENT_POINTS '
  '(below zero by more than correction_debt_limit_points of the settings; balance, points, debtLimitPoints where it '
  'is not 0), POINTS_OUT_OF_RANGE.';

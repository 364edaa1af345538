create function public.rpc_move_rating_slip(
  p_rating_slip_id uuid,
  p_table_id uuid,
  p_seat integer,
  p_idempotency_key text,
  p_correlation_id uuid default null,
  p_confirm_above_maximum boolean default false,
  p_confirm_excluded boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('move_rating_slip', 'slip.manage', p_idempotency_key,
    jsonb_build_array(p_rating_slip_id, p_table_id, p_seat, coalesce(p_confirm_above_maximum, false),
      coalesce(p_confirm_excluded, false)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_answer jsonb;
  v_before public.rating_slip;
  v_slip public.rating_slip;
  v_table public.gaming_table;
  v_constraint text;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_before := app.lock_live_slip(v_ctx, p_rating_slip_id);
  v_table := app.require_free_seat(v_ctx, p_table_id, p_seat, p_rating_slip_id);
  v_slip := v_before;
  if p_table_id <> v_before.table_id then
    v_slip := app.bank_stretch(v_before, now());
    v_slip.bet_entry := app.marked_bet_entry(v_before.bet_entry,
      app.confirmed_above(v_before.average_bet_cents, v_table, p_confirm_above_maximum));
    -- Another seat of the same table begins no new stretch.
    v_answer := app.hold_seat(v_ctx, v_before.player_id, p_confirm_excluded,
      jsonb_build_object('step', 'move_rating_slip', 'rating_slip_id', p_rating_slip_id, 'table_id', p_table_id,
        'seat', p_seat));
    if v_answer is not null then
      return v_answer;
    end if;
  end if;
  -- Another game has another pace and edge; another table of the same one goes on with those frozen at open.
  if v_table.game_type <> v_before.policy_snapshot ->> 'game_type' then
    v_slip.policy_snapshot := app.policy_snapshot(v_ctx.casino_id, v_table.game_type, v_ctx.gaming_day);
  end if;

  begin
    update public.rating_slip
    set table_id = p_table_id, seat = p_seat, bet_entry = v_slip.bet_entry, stretches = v_slip.stretches,
      banked_theo_x3600 = v_slip.banked_theo_x3600,
      banked_seconds = v_slip.banked_seconds, policy_snapshot = v_slip.policy_snapshot
    where casino_id = v_ctx.casino_id and id = p_rating_slip_id
    returning * into v_slip;
  exception when unique_violation then
    get stacked diagnostics v_constraint = constraint_name;
    perform app.fail_seat_conflict(v_constraint);
  end;
  perform app.note_end_of_play(v_before);
  return app.finish_call(v_call, 'floor.move_rating_slip', 'rating_slip', v_slip.id, app.rating_slip_json(v_before),
    app.rating_slip_json(v_slip));
end;
$$;
comment on function public.rpc_move_rating_slip(uuid, uuid, integer, text, uuid, boolean, boolean) is
  'Moves a live slip to another seat or table: one session, one clock. A move to another table banks the play so far; '
  'one to another game freezes that game''s pace and edge; one to a table whose maximum the average bet is above '
  'needs p_confirm_above_maximum. Answers the slip and is_existing. Capability slip.manage. SLIP_NOT_FOUND, '
  'SLIP_CLOSED, TABLE_NOT_FOUND, TABLE_NOT_OPEN, SEAT_TAKEN, PLAYER_NOT_TO_BE_SEATED (to another table; '
  'p_confirm_excluded, for who may read exclusions), PLAYER_ALREADY_AT_TABLE, BET_ABOVE_MAXIMUM, VALIDATION_FAILED.';

create function public.rpc_update_table(
  p_table_id uuid,
  p_pit_id uuid,
  p_label text,
  p_game_type text,
  p_seat_count integer,
  p_min_bet_cents bigint,
  p_max_bet_cents bigint,
  p_idempotency_key text,
  p_expected_updated_at timestamptz default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_label text := app.clean_text(p_label);
  v_call app.call := app.begin_call('update_table', 'house.write', p_idempotency_key,
    jsonb_build_array(p_table_id, p_pit_id, v_label, p_game_type, p_seat_count, p_min_bet_cents, p_max_bet_cents,
      extract(epoch from p_expected_updated_at)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.gaming_table;
  v_table public.gaming_table;
begin
  v_table.id := p_table_id;
  v_table.pit_id := p_pit_id;
  v_table.label := v_label;
  v_table.game_type := p_game_type;
  v_table.seat_count := p_seat_count;
  v_table.min_bet_cents := p_min_bet_cents;
  v_table.max_bet_cents := p_max_bet_cents;
  perform app.require_table_fields(v_table);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_before := app.lock_table(v_ctx, p_table_id, p_expected_updated_at);
  perform app.require_in_house(v_ctx, v_table);
  -- Another game, or fewer seats, while somebody plays would leave a slip of another game, or on no seat.
  if v_before.game_type <> p_game_type or p_seat_count < v_before.seat_count then
    perform app.require_table_unused(v_before);
  end if;
  begin
    update public.gaming_table
    set pit_id = p_pit_id, label = v_label, game_type = p_game_type, seat_count = p_seat_count,
      min_bet_cents = p_min_bet_cents, max_bet_cents = p_max_bet_cents,
      updated_at = greatest(now(), updated_at + interval '1 millisecond')
    where casino_id = v_ctx.casino_id and id = p_table_id
    returning * into v_table;
  exception when unique_violation then
    perform app.fail(409, 'TABLE_LABEL_TAKEN', jsonb_build_object('tableLabel', v_label));
  end;
  return app.finish_call(v_call, 'floor.update_table', 'gaming_table', p_table_id, app.house_table_json(v_before),
    app.house_table_json(v_table));
end;
$$;
comment on function public.rpc_update_table(uuid, uuid, text, text, integer, bigint, bigint, text, timestamptz, uuid) is
  'Moves a table to another pit, or gives it another label, game, number of seats or limits; with '
  'p_expected_updated_at only if nobody changed it since. Slips keep the bet, the pace and the edge that they have. '
  'Answers the table, as rpc_get_house, and is_existing. Capability house.write. TABLE_NOT_FOUND, PIT_NOT_FOUND, '
  'TABLE_CHANGED (detail: version, at, staffName), TABLE_IN_USE for another game or fewer seats while somebody plays '
  '(detail: tableLabel, liveSlips), TABLE_LABEL_TAKEN (detail: tableLabel), VALIDATION_FAILED.';

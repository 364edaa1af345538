create function public.rpc_create_table(
  p_pit_id uuid,
  p_label text,
  p_game_type text,
  p_seat_count integer,
  p_min_bet_cents bigint,
  p_max_bet_cents bigint,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_label text := app.clean_text(p_label);
  v_call app.call := app.begin_call('create_table', 'house.write', p_idempotency_key,
    jsonb_build_array(p_pit_id, v_label, p_game_type, p_seat_count, p_min_bet_cents, p_max_bet_cents),
    p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_table public.gaming_table;
begin
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

  v_table := app.add_table(v_ctx, v_table);
  return app.finish_call(v_call, 'floor.create_table', 'gaming_table', v_table.id, null,
    app.house_table_json(v_table));
end;
$$;
comment on function public.rpc_create_table(uuid, text, text, integer, bigint, bigint, text, uuid) is
  'A new table in a pit, closed until somebody opens it. Answers the table, as rpc_get_house, and is_existing. '
  'Capability house.write. PIT_NOT_FOUND, TABLE_LABEL_TAKEN (detail: tableLabel), VALIDATION_FAILED.';

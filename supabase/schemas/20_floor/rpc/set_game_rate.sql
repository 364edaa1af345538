create function public.rpc_set_game_rate(
  p_game_id uuid,
  p_from_gaming_day date,
  p_house_edge numeric,
  p_decisions_per_hour integer,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('set_game_rate', 'house.write', p_idempotency_key,
    jsonb_build_array(p_game_id, p_from_gaming_day, trim_scale(p_house_edge), p_decisions_per_hour),
    p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_game public.game;
  v_before jsonb;
begin
  perform app.require_game_rate(p_house_edge, p_decisions_per_hour);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  -- What today's slips were rated by stays what it was.
  if (p_from_gaming_day between v_ctx.gaming_day + 1 and v_ctx.gaming_day + 366) is not true then
    perform app.invalid('fromGamingDay', 'dayBetween',
      jsonb_build_object('earliest', v_ctx.gaming_day + 1, 'latest', v_ctx.gaming_day + 366));
  end if;
  -- Who sets rates of one game waits here for who was first.
  select * into v_game from public.game
  where casino_id = v_ctx.casino_id and id = p_game_id for no key update;
  if not found then
    perform app.fail(404, 'GAME_NOT_FOUND');
  end if;
  v_before := app.house_game_json(v_game, v_ctx.gaming_day);
  insert into public.game_rate (casino_id, game_type, from_gaming_day, house_edge, decisions_per_hour,
    set_by_staff_id)
  values (v_ctx.casino_id, v_game.game_type, p_from_gaming_day, p_house_edge, p_decisions_per_hour, v_ctx.staff_id)
  on conflict (casino_id, game_type, from_gaming_day) do update
  set house_edge = excluded.house_edge, decisions_per_hour = excluded.decisions_per_hour,
    set_by_staff_id = excluded.set_by_staff_id, at = now();
  return app.finish_call(v_call, 'floor.set_game_rate', 'game', v_game.id, v_before,
    app.house_game_json(v_game, v_ctx.gaming_day));
end;
$$;
comment on function public.rpc_set_game_rate(uuid, date, numeric, integer, text, uuid) is
  'House edge (a fraction) and pace (decisions per hour) of a game from a gaming day on: from tomorrow up to a year '
  'ahead. What is still to come is replaced by another for the same day; slips keep what they began with. Answers the '
  'game, as rpc_get_house, and is_existing. Capability house.write. GAME_NOT_FOUND, VALIDATION_FAILED.';

create function public.rpc_create_game(
  p_game_type text,
  p_name text,
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
  v_name text := app.clean_text(p_name);
  v_call app.call := app.begin_call('create_game', 'house.write', p_idempotency_key,
    jsonb_build_array(p_game_type, v_name, trim_scale(p_house_edge), p_decisions_per_hour), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_game public.game;
begin
  perform app.require_game_fields(p_game_type, v_name);
  perform app.require_game_rate(p_house_edge, p_decisions_per_hour);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_game := app.add_game(v_ctx, p_game_type, v_name, p_house_edge, p_decisions_per_hour);
  return app.finish_call(v_call, 'floor.create_game', 'game', v_game.id, null,
    app.house_game_json(v_game, v_ctx.gaming_day));
end;
$$;
comment on function public.rpc_create_game(text, text, numeric, integer, text, uuid) is
  'A game that the casino deals from today on, with house edge (a fraction) and pace (decisions per hour). Answers the '
  'game, as rpc_get_house, and is_existing. Capability house.write. GAME_EXISTS when the casino has the game type or '
  'the name (detail: gameName), VALIDATION_FAILED.';

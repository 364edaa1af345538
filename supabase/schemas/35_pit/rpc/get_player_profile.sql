create function public.rpc_get_player_profile(p_player_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  perform app.require_capability(v_ctx, 'player.care');
  perform app.require_player(v_ctx, p_player_id);
  return app.player_profile_json(v_ctx.casino_id, p_player_id);
end;
$$;
comment on function public.rpc_get_player_profile(uuid) is
  'Who looks after a player, and what the player prefers: {player_id, host_id, host_name, is_host_active, game, seat, '
  'drink, contact, version}; version 0 and nothing else where nobody saved one. Capability player.care. '
  'PLAYER_NOT_FOUND.';

create function public.rpc_get_player(p_player_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_player public.player;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  select * into v_player from public.player where casino_id = v_ctx.casino_id and id = p_player_id;
  if not found then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  return app.shown_player_json(v_ctx, v_player);
end;
$$;
comment on function public.rpc_get_player(uuid) is
  'A player with standing and running visit; birth_date only for player.identify. Capability floor.read. '
  'PLAYER_NOT_FOUND.';

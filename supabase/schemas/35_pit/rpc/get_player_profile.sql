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
  return app.player_profile_json(v_ctx.casino_id, p_player_id)
    || jsonb_build_object('photo', app.player_photo_json(v_ctx.casino_id, p_player_id),
      'photo_name', (
        select object_name from public.player_photo where casino_id = v_ctx.casino_id and player_id = p_player_id
      ),
      'photo_folder', v_ctx.casino_id::text || '/' || p_player_id::text);
end;
$$;
comment on function public.rpc_get_player_profile(uuid) is
  'Who looks after a player, and what the player prefers: {player_id, host_id, host_name, is_host_active, game, seat, '
  'drink, contact, version, photo, photo_name, photo_folder}; version 0 and nothing else where nobody saved one. photo '
  'is {player_id, version, taken_at, taken_by_name}, or null; photo_name is the object of the bucket player-photos of '
  'Supabase Storage that it is, or null; a next one is put into photo_folder, as <id>.jpg. Capability player.care. '
  'PLAYER_NOT_FOUND.';

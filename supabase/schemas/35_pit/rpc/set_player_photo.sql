create function public.rpc_set_player_photo(
  p_player_id uuid,
  p_photo_id uuid,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('set_player_photo', 'player.care', p_idempotency_key,
    jsonb_build_array(p_player_id, p_photo_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before jsonb;
  v_name text;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  perform app.require_player(v_ctx, p_player_id);
  if p_photo_id is null then
    perform app.fail(404, 'PHOTO_NOT_FOUND');
  end if;
  v_before := app.player_photo_json(v_ctx.casino_id, p_player_id);
  insert into public.player_photo as photo (casino_id, player_id, photo_id, staff_id)
  values (v_ctx.casino_id, p_player_id, p_photo_id, v_ctx.staff_id)
  on conflict (casino_id, player_id) do update
  set photo_id = excluded.photo_id, version = photo.version + 1, staff_id = excluded.staff_id,
    taken_at = excluded.taken_at
  returning object_name into v_name;
  -- An older one that no row named may be about to be deleted.
  if not exists (
    select from storage.objects
    where bucket_id = 'player-photos' and name = v_name and created_at > now() - app.photo_wait() / 2
  ) then
    perform app.fail(404, 'PHOTO_NOT_FOUND');
  end if;
  return app.finish_call(v_call, 'floor.set_player_photo', 'player', p_player_id, v_before,
    app.player_photo_json(v_ctx.casino_id, p_player_id));
end;
$$;
comment on function public.rpc_set_player_photo(uuid, uuid, text, uuid) is
  'Says that the caller took the photo of a player that lies in Supabase Storage: the object '
  '<casino>/<player>/<p_photo_id>.jpg of the bucket player-photos, put there within the last minutes. From now on it '
  'is the one that is shown; the worker deletes the one before. Answers {player_id, version, taken_at, taken_by_name, '
  'is_existing}. Capability player.care. PLAYER_NOT_FOUND, PHOTO_NOT_FOUND (nothing lies there, or has for too '
  'long).';

create function public.rpc_set_player_photo(
  p_player_id uuid,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('set_player_photo', 'player.care', p_idempotency_key, to_jsonb(p_player_id),
    p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before jsonb;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  perform app.require_player(v_ctx, p_player_id);
  if not exists (
    select from storage.objects
    where bucket_id = 'player-photos' and name = v_ctx.casino_id::text || '/' || p_player_id::text || '/photo.jpg'
  ) then
    perform app.fail(404, 'PHOTO_NOT_FOUND');
  end if;
  v_before := app.player_photo_json(v_ctx.casino_id, p_player_id);
  insert into public.player_photo as photo (casino_id, player_id, staff_id)
  values (v_ctx.casino_id, p_player_id, v_ctx.staff_id)
  on conflict (casino_id, player_id) do update
  set version = photo.version + 1, staff_id = excluded.staff_id, taken_at = excluded.taken_at;
  return app.finish_call(v_call, 'floor.set_player_photo', 'player', p_player_id, v_before,
    app.player_photo_json(v_ctx.casino_id, p_player_id));
end;
$$;
comment on function public.rpc_set_player_photo(uuid, text, uuid) is
  'Says that the caller took the photo of a player that lies in Supabase Storage: the object '
  '<casino>/<player>/photo.jpg of the bucket player-photos, put there before. One that was there is replaced. Answers '
  '{player_id, version, taken_at, taken_by_name, is_existing}. Capability player.care. '
  'PLAYER_NOT_FOUND, PHOTO_NOT_FOUND (nothing lies there).';

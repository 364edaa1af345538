create function public.rpc_remove_player_photo(
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
  v_call app.call := app.begin_call('remove_player_photo', 'player.care', p_idempotency_key, to_jsonb(p_player_id),
    p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before jsonb;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  perform app.require_player(v_ctx, p_player_id);
  v_before := app.player_photo_json(v_ctx.casino_id, p_player_id);
  delete from public.player_photo where casino_id = v_ctx.casino_id and player_id = p_player_id;
  if not found then
    perform app.fail(404, 'PHOTO_NOT_FOUND');
  end if;
  return app.finish_call(v_call, 'floor.remove_player_photo', 'player', p_player_id, v_before,
    jsonb_build_object('player_id', p_player_id));
end;
$$;
comment on function public.rpc_remove_player_photo(uuid, text, uuid) is
  'Takes a player''s photo off the record: nobody is shown it any more, and the worker deletes its object from '
  'Supabase Storage. Answers {player_id, is_existing}. Capability player.care. PLAYER_NOT_FOUND, PHOTO_NOT_FOUND.';

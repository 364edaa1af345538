create function public.rpc_add_player_note(
  p_player_id uuid,
  p_body text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_body text := app.clean_text(p_body);
  v_call app.call := app.begin_call('add_player_note', 'player.care', p_idempotency_key,
    jsonb_build_array(p_player_id, v_body), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_note public.player_note;
begin
  perform app.require_words('body', v_body);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  perform app.require_player(v_ctx, p_player_id);
  insert into public.player_note (casino_id, player_id, body, staff_id)
  values (v_ctx.casino_id, p_player_id, v_body, v_ctx.staff_id)
  returning * into v_note;
  return app.finish_call(v_call, 'floor.add_player_note', 'player', p_player_id, null,
    jsonb_build_object('id', v_note.id, 'player_id', p_player_id));
end;
$$;
comment on function public.rpc_add_player_note(uuid, text, text, uuid) is
  'Notes something of a player, in 1 to 500 characters, under the name of who calls. Answers {id, player_id, '
  'is_existing}: what is noted stands in the note alone, and not in the audit trail. Capability player.care. '
  'VALIDATION_FAILED, PLAYER_NOT_FOUND.';

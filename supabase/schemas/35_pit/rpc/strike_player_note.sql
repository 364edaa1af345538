create function public.rpc_strike_player_note(
  p_note_id uuid,
  p_reason text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text := app.clean_text(p_reason);
  v_call app.call := app.begin_call('strike_player_note', 'player.care', p_idempotency_key,
    jsonb_build_array(p_note_id, v_reason), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_note public.player_note;
begin
  perform app.require_words('reason', v_reason);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  select * into v_note from public.player_note where casino_id = v_ctx.casino_id and id = p_note_id for no key update;
  if not found then
    perform app.fail(404, 'PLAYER_NOTE_NOT_FOUND');
  end if;
  if v_note.staff_id <> v_ctx.staff_id then
    perform app.require_capability(v_ctx, 'ledger.correct');
  end if;
  if v_note.struck_at is not null then
    perform app.fail(409, 'PLAYER_NOTE_STRUCK', jsonb_build_object('at', v_note.struck_at,
      'staffName', app.staff_name(v_ctx.casino_id, v_note.struck_by_staff_id)));
  end if;
  update public.player_note
  set struck_at = now(), struck_by_staff_id = v_ctx.staff_id, strike_reason = v_reason
  where casino_id = v_ctx.casino_id and id = p_note_id;
  return app.finish_call(v_call, 'floor.strike_player_note', 'player', v_note.player_id, null,
    jsonb_build_object('id', p_note_id, 'player_id', v_note.player_id, 'reason', v_reason));
end;
$$;
comment on function public.rpc_strike_player_note(uuid, text, text, uuid) is
  'Strikes a note, once, with a reason; it stays to be read as struck. One''s own, or with ledger.correct anybody''s. '
  'Answers {id, player_id, reason, is_existing}. Capability player.care. VALIDATION_FAILED, PLAYER_NOTE_NOT_FOUND, '
  'FORBIDDEN, PLAYER_NOTE_STRUCK (detail: at, staffName).';

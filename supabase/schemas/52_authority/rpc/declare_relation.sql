create function public.rpc_declare_relation(
  p_person_id uuid,
  p_player_id uuid,
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
  v_call app.call := app.begin_call('declare_relation', 'relation.manage', p_idempotency_key,
    jsonb_build_array(p_person_id, p_player_id, v_reason), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_relation public.staff_relation;
begin
  perform app.require_words('reason', v_reason);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  perform app.require_player(v_ctx, p_player_id);
  if not exists (select from public.staff s where s.casino_id = v_ctx.casino_id and s.id = p_person_id) then
    perform app.fail(404, 'STAFF_NOT_FOUND');
  end if;
  -- Whoever changes whether the casino limits anybody waits here for who was first.
  perform from public.casino_settings s where s.casino_id = v_ctx.casino_id for no key update;
  insert into public.staff_relation (casino_id, staff_id, player_id, reason, declared_by_staff_id)
  values (v_ctx.casino_id, p_person_id, p_player_id, v_reason, v_ctx.staff_id)
  on conflict (casino_id, staff_id, player_id) where ended_at is null do nothing
  returning * into v_relation;
  if not found then
    perform app.fail(409, 'RELATION_EXISTS');
  end if;
  perform app.note_limits(v_ctx.casino_id);
  return app.finish_call(v_call, 'loyalty.declare_relation', 'staff_relation', v_relation.id, null,
    app.relation_json(v_relation));
end;
$$;
comment on function public.rpc_declare_relation(uuid, uuid, text, text, uuid) is
  'Declares that somebody of the staff is so close to a player that somebody else gives what the player is given, from '
  'the next reward on: towards the player they have nothing left to give (rpc_get_authority_left, limit relation), and '
  'approve nothing. Answers the relation, as app.relation_json, and is_existing. Capability relation.manage. '
  'VALIDATION_FAILED, PLAYER_NOT_FOUND, STAFF_NOT_FOUND, RELATION_EXISTS.';

create function public.rpc_start_visit(
  p_player_id uuid,
  p_idempotency_key text,
  p_kind public.visit_kind default 'rated',
  p_correlation_id uuid default null,
  p_confirm_excluded boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('start_visit', 'slip.manage', p_idempotency_key,
    jsonb_build_array(p_player_id, p_kind, coalesce(p_confirm_excluded, false)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_answer jsonb;
  v_visit public.visit;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  v_answer := app.hold_seat(v_ctx, p_player_id, p_confirm_excluded, jsonb_build_object('step', 'start_visit'));
  if v_answer is not null then
    return v_answer;
  end if;
  v_visit := app.start_visit(v_ctx, p_player_id, coalesce(p_kind, 'rated'));
  if v_visit.id is null then
    perform app.fail(409, 'VISIT_ALREADY_OPEN', jsonb_build_object('playerId', p_player_id));
  end if;
  return app.finish_call(v_call, 'floor.start_visit', 'visit', v_visit.id, null, app.visit_json(v_visit));
end;
$$;
comment on function public.rpc_start_visit(uuid, text, public.visit_kind, uuid, boolean) is
  'Checks a player in. Answers the visit and is_existing. Capability slip.manage. PLAYER_NOT_FOUND, '
  'PLAYER_NOT_TO_BE_SEATED (p_confirm_excluded, for who may read exclusions), VISIT_ALREADY_OPEN.';

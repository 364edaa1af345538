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
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea;
  v_answer jsonb;
  v_visit public.visit;
begin
  perform app.require_capability(v_ctx, 'slip.manage');
  v_hash := app.request_hash('start_visit', jsonb_build_array(p_player_id, p_kind, coalesce(p_confirm_excluded, false)));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
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
  return app.complete_intent(v_ctx, 'floor.start_visit', 'visit', v_visit.id, null, app.visit_json(v_visit), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_start_visit(uuid, text, public.visit_kind, uuid, boolean) is
  'Checks a player in. Answers the visit and is_existing. Capability slip.manage. PLAYER_NOT_FOUND, PLAYER_NOT_TO_BE_SEATED (p_confirm_excluded, for who may read exclusions), VISIT_ALREADY_OPEN.';
revoke all on function public.rpc_start_visit(uuid, text, public.visit_kind, uuid, boolean) from public, anon;
grant execute on function public.rpc_start_visit(uuid, text, public.visit_kind, uuid, boolean) to authenticated;

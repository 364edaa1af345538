create function public.rpc_lift_player_exclusion(
  p_exclusion_id uuid,
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
  v_reason text := nullif(btrim(p_reason), '');
  v_call app.call := app.begin_call('lift_player_exclusion', 'exclusion.write', p_idempotency_key,
    jsonb_build_array(p_exclusion_id, v_reason), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.player_exclusion;
  v_exclusion public.player_exclusion;
begin
  perform app.require_words('reason', v_reason);
  if v_call.is_replay then
    return app.exclusion_answer(v_ctx, app.replay(v_call));
  end if;

  select * into v_before from public.player_exclusion
  where casino_id = v_ctx.casino_id and id = p_exclusion_id and lifted_at is null
  for no key update;
  if not found then
    perform app.fail(404, 'EXCLUSION_NOT_FOUND');
  end if;
  update public.player_exclusion
  set lifted_at = now(), lifted_by_staff_id = v_ctx.staff_id, lift_reason = v_reason
  where casino_id = v_ctx.casino_id and id = p_exclusion_id
  returning * into v_exclusion;
  return app.exclusion_answer(v_ctx, app.finish_call(v_call, 'exclusion.lift_player_exclusion', 'player',
    v_exclusion.player_id, app.exclusion_json(v_before), app.exclusion_json(v_exclusion)));
end;
$$;
comment on function public.rpc_lift_player_exclusion(uuid, text, text, uuid) is
  'Ends an exclusion now, with a reason; the row stays. Answers {id, player_id, kind, reason, source_reference, '
  'starts_at, ends_at, lifted_at, is_existing}. Capability exclusion.write. EXCLUSION_NOT_FOUND (also when lifted '
  'before), VALIDATION_FAILED.';

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
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_reason text := nullif(btrim(p_reason), '');
  v_hash bytea;
  v_answer jsonb;
  v_before public.player_exclusion;
  v_exclusion public.player_exclusion;
begin
  perform app.require_capability(v_ctx, 'exclusion.write');
  if v_reason is null or length(v_reason) > 500 then
    perform app.invalid('reason', 'Give a reason of 1 to 500 characters.');
  end if;
  v_hash := app.request_hash('lift_player_exclusion', jsonb_build_array(p_exclusion_id, v_reason));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
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
  return app.complete_intent(v_ctx, 'exclusion.lift_player_exclusion', 'player', v_exclusion.player_id,
    app.exclusion_json(v_before), app.exclusion_json(v_exclusion), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_lift_player_exclusion(uuid, text, text, uuid) is
  'Ends an exclusion now, with a reason; the row stays. Answers {id, player_id, starts_at, ends_at, lifted_at, is_existing}. Capability exclusion.write. EXCLUSION_NOT_FOUND (also when lifted before), VALIDATION_FAILED.';
revoke all on function public.rpc_lift_player_exclusion(uuid, text, text, uuid) from public, anon;
grant execute on function public.rpc_lift_player_exclusion(uuid, text, text, uuid) to authenticated;

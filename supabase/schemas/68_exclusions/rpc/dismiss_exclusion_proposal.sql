create function public.rpc_dismiss_exclusion_proposal(
  p_proposal_id uuid,
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
  v_call app.call := app.begin_call('dismiss_exclusion_proposal', 'exclusion.write', p_idempotency_key,
    jsonb_build_array(p_proposal_id, v_reason), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_proposal public.exclusion_proposal;
begin
  perform app.require_words('reason', v_reason);
  if v_call.is_replay then
    return app.decided_proposal(v_ctx, app.replay(v_call));
  end if;

  v_proposal := app.lock_exclusion_proposal(v_ctx, p_proposal_id);
  update public.exclusion_proposal
  set status = 'dismissed', dismiss_reason = v_reason, decided_by_staff_id = v_ctx.staff_id, decided_at = now()
  where casino_id = v_ctx.casino_id and id = p_proposal_id
  returning * into v_proposal;
  return app.decided_proposal(v_ctx, app.finish_call(v_call, 'exclusion.dismiss_proposal', 'player',
    v_proposal.player_id, null, app.proposal_decision(v_proposal)));
end;
$$;
comment on function public.rpc_dismiss_exclusion_proposal(uuid, text, text, uuid) is
  'A person says, with a reason, that a row of a list does not mean this player. It is not proposed again. Answers '
  'the proposal, as rpc_list_exclusion_proposals, and is_existing. Capability exclusion.write. VALIDATION_FAILED, '
  'EXCLUSION_PROPOSAL_NOT_FOUND, PROPOSAL_DECIDED.';

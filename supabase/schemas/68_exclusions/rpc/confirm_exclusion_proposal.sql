create function public.rpc_confirm_exclusion_proposal(
  p_proposal_id uuid,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('confirm_exclusion_proposal', 'exclusion.write', p_idempotency_key,
    jsonb_build_array(p_proposal_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_proposal public.exclusion_proposal;
  v_exclusion public.player_exclusion;
begin
  if v_call.is_replay then
    return app.decided_proposal(v_ctx, app.replay(v_call));
  end if;

  v_proposal := app.lock_exclusion_proposal(v_ctx, p_proposal_id);
  v_exclusion := app.insert_exclusion(v_ctx, app.exclusion_of_proposal(v_call.settings, v_proposal));
  update public.exclusion_proposal
  set status = 'confirmed', exclusion_id = v_exclusion.id, decided_by_staff_id = v_ctx.staff_id, decided_at = now()
  where casino_id = v_ctx.casino_id and id = p_proposal_id
  returning * into v_proposal;
  return app.decided_proposal(v_ctx, app.finish_call(v_call, 'exclusion.confirm_proposal', 'player',
    v_proposal.player_id, null, app.proposal_decision(v_proposal)));
end;
$$;
comment on function public.rpc_confirm_exclusion_proposal(uuid, text, uuid) is
  'A person says that a row of a list means this player: sets a self exclusion from its first day on (without one: '
  'now) to the end of its last, by the calendar of the casino, with the row and its reference as the source. Answers '
  'the proposal, as rpc_list_exclusion_proposals, and is_existing. Capability exclusion.write. '
  'EXCLUSION_PROPOSAL_NOT_FOUND, PROPOSAL_DECIDED, PROPOSAL_OVER.';

create function app.exclusion_of_proposal(
  p_settings public.casino_settings,
  p_proposal public.exclusion_proposal
)
returns public.player_exclusion
language plpgsql
stable
set search_path = ''
as $$
declare
  v_exclusion public.player_exclusion;
begin
  v_exclusion.player_id := p_proposal.player_id;
  v_exclusion.kind := 'self';
  v_exclusion.starts_at := coalesce(app.calendar_day_start(p_settings, p_proposal.starts_on), now());
  v_exclusion.ends_at := app.calendar_day_start(p_settings, p_proposal.ends_on + 1);
  v_exclusion.source_reference := p_proposal.reference;
  v_exclusion.reason := (
    select l.file_name || ', ' || p_proposal.row_number::text from public.exclusion_list l
    where l.casino_id = p_proposal.casino_id and l.id = p_proposal.list_id);
  -- It waited too long for a person.
  if v_exclusion.ends_at <= now() then
    perform app.fail(409, 'PROPOSAL_OVER', jsonb_build_object('endedAt', v_exclusion.ends_at));
  end if;
  return v_exclusion;
end;
$$;
comment on function app.exclusion_of_proposal(public.casino_settings, public.exclusion_proposal) is
  'The exclusion that a proposal stands for, its reason the file and row that it comes from. PROPOSAL_OVER (detail: '
  'endedAt).';

create function public.rpc_update_ctr_case(
  p_case_id uuid,
  p_changes jsonb,
  p_idempotency_key text,
  p_expected_version integer default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('update_ctr_case', 'ctr.manage', p_idempotency_key,
    jsonb_build_array(p_case_id, p_changes, p_expected_version), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.ctr_case;
  v_sheet public.ctr_case_sheet;
  v_case public.ctr_case;
begin
  perform app.require_ctr_changes(p_changes);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_before := app.lock_ctr_case(v_ctx, p_case_id);
  v_sheet := app.touch_ctr_sheet(v_ctx, v_before, p_expected_version);
  if p_changes ? 'person' then
    perform app.change_ctr_person(v_ctx, v_before, p_changes -> 'person');
  end if;
  if p_changes ? 'is_aggregated' then
    update public.ctr_case_sheet set is_aggregated = (p_changes -> 'is_aggregated')::boolean
    where casino_id = v_ctx.casino_id and case_id = p_case_id;
  end if;
  if p_changes ?| array['person', 'is_aggregated'] then
    update public.ctr_case set needs_amendment = true
    where casino_id = v_ctx.casino_id and id = p_case_id and status = 'filed';
  end if;
  if p_changes ? 'decision' then
    perform app.decide_ctr_case(v_ctx, v_before, p_changes -> 'decision');
  end if;
  v_case := app.settle_ctr_case(p_case_id, v_ctx.casino_id);
  return app.finish_call(v_call, 'ctr.update_case', 'ctr_case', p_case_id,
    jsonb_build_object('status', v_before.status, 'version', v_sheet.version - 1),
    app.ctr_change_json(v_case, v_sheet.version, p_changes));
end;
$$;
comment on function public.rpc_update_ctr_case(uuid, jsonb, text, integer, uuid) is
  'Says something of a case: {person?: {person_id, <fields of the form>, unknown?: [fields], is_verified?}, '
  'is_aggregated?, decision?: {status: open | not_required, reason}}. A filed case is marked for an amendment; of one '
  'of which no cash is left, not_required says that there is nothing to amend. Answers {case_id, status, version, '
  'needs_amendment, changed, is_existing}, and the audit trail says which fields changed, never what they say. '
  'Capability ctr.manage. CTR_CASE_NOT_FOUND, CTR_CASE_CHANGED (detail: version, at, staffName), '
  'CTR_PERSON_NOT_FOUND, CTR_CASE_CLOSED, CTR_ACKNOWLEDGEMENT_AWAITED, VALIDATION_FAILED.';

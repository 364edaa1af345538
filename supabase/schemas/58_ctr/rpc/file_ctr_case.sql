create function public.rpc_file_ctr_case(
  p_case_id uuid,
  p_idempotency_key text,
  p_bsa_id text default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('file_ctr_case', 'ctr.manage', p_idempotency_key,
    jsonb_build_array(p_case_id, p_bsa_id), p_correlation_id);
  v_case public.ctr_case;
  v_filing public.ctr_filing;
begin
  if p_bsa_id !~ '^\d{14}$' then
    perform app.invalid('bsaId', 'bsaId');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_case := app.lock_ctr_case(v_call.ctx, p_case_id);
  v_filing := app.file_ctr_case(v_call.ctx, v_case, p_bsa_id);
  return app.finish_call(v_call, 'ctr.file_case', 'ctr_case', p_case_id,
    jsonb_build_object('status', v_case.status, 'needs_amendment', v_case.needs_amendment),
    jsonb_build_object('case_id', p_case_id, 'status', 'filed', 'filing_id', v_filing.id,
      'filing_no', v_filing.filing_no, 'kind', v_filing.kind, 'filed_on', v_filing.filed_on));
end;
$$;
comment on function public.rpc_file_ctr_case(uuid, text, text, uuid) is
  'Files a case that is ready: its report is kept as it stands and goes out with the next batch, or, with p_bsa_id, '
  'was typed into FinCEN''s own form and has that identifier. A filed case that has changed is filed as an amendment. '
  'Answers {case_id, status, filing_id, filing_no, kind, filed_on, is_existing}. Capability ctr.manage. '
  'CTR_CASE_NOT_FOUND, CTR_CASE_NOT_READY, CTR_CASE_CLOSED, CTR_ACKNOWLEDGEMENT_AWAITED, VALIDATION_FAILED.';

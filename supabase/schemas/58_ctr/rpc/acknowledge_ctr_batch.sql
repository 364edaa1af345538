create function public.rpc_acknowledge_ctr_batch(
  p_is_accepted boolean,
  p_reports jsonb,
  p_idempotency_key text,
  p_batch_id uuid default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('acknowledge_ctr_batch', 'ctr.manage', p_idempotency_key,
    jsonb_build_array(p_is_accepted, p_reports, p_batch_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_batch public.ctr_batch;
begin
  if p_is_accepted is null then
    perform app.invalid('isAccepted', 'trueOrFalse');
  end if;
  perform app.require_ctr_answers(p_is_accepted, p_reports);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_batch := app.awaiting_ctr_batch(v_ctx, p_batch_id);
  -- What was rejected as a whole need not name its reports.
  if v_batch.report_count <> jsonb_array_length(p_reports) and (p_is_accepted or p_reports <> '[]') then
    perform app.fail(422, 'CTR_ACKNOWLEDGEMENT_UNREADABLE', jsonb_build_object('reason', 'count_differs'));
  end if;
  insert into public.ctr_acknowledgement (casino_id, filing_id, is_accepted, bsa_id, errors, staff_id)
  select r.casino_id, r.filing_id, p_is_accepted, p_reports -> (r.position - 1) ->> 'bsa_id',
    coalesce(p_reports -> (r.position - 1) -> 'errors', '[]'), v_ctx.staff_id
  from public.ctr_batch_report r
  where r.casino_id = v_ctx.casino_id and r.batch_id = v_batch.id;
  if not p_is_accepted then
    perform app.reopen_ctr_cases(v_batch);
  end if;
  return app.finish_call(v_call, 'ctr.acknowledge_batch', 'ctr_batch', v_batch.id, null, app.ctr_batch_json(v_batch));
end;
$$;
comment on function public.rpc_acknowledge_ctr_batch(boolean, jsonb, text, uuid, uuid) is
  'Puts FinCEN''s answer to a batch on its cases: p_reports is [{bsa_id, errors: [{code, level, element, text}]}] in '
  'the order of the batch. Without p_batch_id, the one batch that has no answer yet. A rejected batch makes its cases '
  'ready again. Answers the batch and is_existing. Capability ctr.manage. CTR_BATCH_NOT_FOUND, CTR_BATCH_ACKNOWLEDGED, '
  'CTR_ACKNOWLEDGEMENT_UNREADABLE, VALIDATION_FAILED.';

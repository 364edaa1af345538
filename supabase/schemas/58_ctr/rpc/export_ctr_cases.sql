create function public.rpc_export_ctr_cases(
  p_idempotency_key text,
  p_case_ids uuid[] default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_case_ids uuid[] := array(select distinct c from unnest(p_case_ids) c order by c);
  v_call app.call := app.begin_call('export_ctr_cases', 'ctr.manage', p_idempotency_key,
    jsonb_build_array(v_case_ids), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_filing_ids uuid[];
  v_batch public.ctr_batch;
begin
  if cardinality(p_case_ids) not between 1 and 500 or p_case_ids @> array[null::uuid] then
    perform app.invalid('caseIds', 'caseIds');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_filing_ids := app.take_ctr_filings(v_ctx, v_case_ids);
  if v_filing_ids = '{}' then
    perform app.fail(409, 'CTR_NOTHING_TO_EXPORT');
  end if;
  insert into public.ctr_batch (casino_id, report_count, staff_id, correlation_id)
  values (v_ctx.casino_id, cardinality(v_filing_ids), v_ctx.staff_id, v_ctx.correlation_id)
  returning * into v_batch;
  insert into public.ctr_batch_report (casino_id, batch_id, position, filing_id)
  select v_ctx.casino_id, v_batch.id, f.place, f.filing_id
  from unnest(v_filing_ids) with ordinality f (filing_id, place);
  return app.finish_call(v_call, 'ctr.export_cases', 'ctr_batch', v_batch.id, null, app.ctr_batch_json(v_batch));
end;
$$;
comment on function public.rpc_export_ctr_cases(text, uuid[], uuid) is
  'Makes a batch of the reports of some cases, those that are only ready being filed with it; without cases, of every '
  'report that is filed and has not gone out. Answers {batch_id, report_count, created_at, staff_name, cases, '
  'acknowledged_at, is_existing}; the reports themselves are in rpc_get_ctr_batch. Capability ctr.manage. '
  'CTR_CASE_NOT_FOUND, CTR_CASE_NOT_READY, CTR_CASE_CLOSED, CTR_ACKNOWLEDGEMENT_AWAITED, CTR_NOTHING_TO_EXPORT, '
  'VALIDATION_FAILED.';

create function public.rpc_get_ctr_batch(p_batch_id uuid, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_batch public.ctr_batch;
begin
  perform app.require_capability(v_ctx, 'ctr.manage');
  select * into v_batch from public.ctr_batch where casino_id = v_ctx.casino_id and id = p_batch_id;
  if not found then
    perform app.fail(404, 'CTR_BATCH_NOT_FOUND');
  end if;
  perform app.record_readings(v_ctx, 'ctr.read_batch', 'ctr_batch', array[p_batch_id]);
  return app.ctr_batch_json(v_batch) || jsonb_build_object('reports', (
    select jsonb_agg(f.report order by r.position)
    from public.ctr_batch_report r
    join public.ctr_filing f on f.casino_id = r.casino_id and f.id = r.filing_id
    where r.casino_id = v_ctx.casino_id and r.batch_id = p_batch_id));
end;
$$;
comment on function public.rpc_get_ctr_batch(uuid, uuid) is
  'A batch with its reports as they were filed, in the order of the file: {batch_id, report_count, cases, reports, '
  '...}; that it was read goes on record. Capability ctr.manage. CTR_BATCH_NOT_FOUND.';

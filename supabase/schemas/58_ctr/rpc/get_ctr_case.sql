create function public.rpc_get_ctr_case(p_case_id uuid, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_case public.ctr_case;
begin
  perform app.require_capability(v_ctx, 'mtl.read');
  select * into v_case from public.ctr_case
  where casino_id = v_ctx.casino_id and id = p_case_id and merged_into_case_id is null;
  if not found then
    perform app.fail(404, 'CTR_CASE_NOT_FOUND');
  end if;
  if app.may(v_ctx, 'ctr.manage') then
    perform app.record_readings(v_ctx, 'ctr.read_identification', 'ctr_case', array[p_case_id]);
  end if;
  return app.ctr_case_json(v_case, app.may(v_ctx, 'ctr.manage'));
end;
$$;
comment on function public.rpc_get_ctr_case(uuid, uuid) is
  'A case: {id, gaming_day, status, due_on, cash_in_cents, cash_out_cents, persons, entries, missing, filings, ...}. '
  'Identification of persons for ctr.manage only, null for others; that it was read goes on record. Capability '
  'mtl.read. CTR_CASE_NOT_FOUND.';

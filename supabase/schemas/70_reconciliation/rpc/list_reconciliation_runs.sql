create function public.rpc_list_reconciliation_runs(p_before_run_id uuid default null, p_limit integer default 50)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'audit.read');
  if p_before_run_id is not null
    and not exists (select 1 from public.reconciliation_run where casino_id = v_ctx.casino_id and id = p_before_run_id)
      then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  select coalesce(jsonb_agg(app.run_json(page.r) order by (page.r).id desc), '[]'::jsonb) into v_items
  from (
    select r from public.reconciliation_run r
    where r.casino_id = v_ctx.casino_id and (p_before_run_id is null or r.id < p_before_run_id)
    order by r.id desc
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_reconciliation_runs(uuid, integer) is
  'Runs that applied or reverted, newest first, paged by the last one seen: {items, next_cursor}. Capability '
  'audit.read. VALIDATION_FAILED for a cursor that is none.';

create function public.rpc_list_run_results(p_run_id uuid, p_after_id uuid default null, p_limit integer default 50)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(1000, greatest(1, coalesce(p_limit, 50)));
  v_after_seq bigint := 0;
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'audit.read');
  if not exists (select from public.reconciliation_run where casino_id = v_ctx.casino_id and id = p_run_id) then
    perform app.fail(404, 'RUN_NOT_FOUND');
  end if;
  if p_after_id is not null then
    v_after_seq := (select seq from public.loyalty_reconciliation where casino_id = v_ctx.casino_id
      and id = p_after_id);
    if v_after_seq is null then
      perform app.invalid('cursor', 'nextCursor');
    end if;
  end if;
  select coalesce(jsonb_agg(app.reconciliation_json(page.l) order by (page.l).seq), '[]'::jsonb) into v_items
  from (
    select l from public.loyalty_reconciliation l
    where l.casino_id = v_ctx.casino_id and l.run_id = p_run_id and l.seq > v_after_seq
    order by l.seq
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_run_results(uuid, uuid, integer) is
  'What a run did with each row, in the order it did them, paged by the last one seen (at most 1000): {items: [as '
  'rpc_revert_reconciliation answers], next_cursor}. Capability audit.read. RUN_NOT_FOUND, VALIDATION_FAILED for '
  'a cursor that is none.';

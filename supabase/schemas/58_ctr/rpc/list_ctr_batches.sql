create function public.rpc_list_ctr_batches(p_before_batch_id uuid default null, p_limit integer default 50)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'ctr.manage');
  if (p_limit between 1 and 200) is not true then
    perform app.invalid('limit', 'wholeBetween', jsonb_build_object('lowest', 1, 'highest', 200));
  end if;
  if p_before_batch_id is not null
    and not exists (select from public.ctr_batch where casino_id = v_ctx.casino_id and id = p_before_batch_id) then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  select coalesce(jsonb_agg(app.ctr_batch_json(b)
    || jsonb_build_object('results', app.ctr_batch_results(b)) order by b.id desc), '[]') into v_items
  from (
    select b.* from public.ctr_batch b
    where b.casino_id = v_ctx.casino_id and (p_before_batch_id is null or b.id < p_before_batch_id)
    order by b.id desc
    limit p_limit + 1
  ) b;
  return jsonb_build_object('items', case when jsonb_array_length(v_items) > p_limit then v_items - p_limit
      else v_items end,
    'next_cursor', case when jsonb_array_length(v_items) > p_limit then v_items -> (p_limit - 1) -> 'batch_id' end);
end;
$$;
comment on function public.rpc_list_ctr_batches(uuid, integer) is
  'Batches, newest first, each with what FinCEN said of its reports, in results: {items, next_cursor}. Capability '
  'ctr.manage. VALIDATION_FAILED.';

create function public.rpc_list_exclusion_lists(p_before_list_id uuid default null, p_limit integer default 50)
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
  perform app.require_capability(v_ctx, 'exclusion.read');
  if p_before_list_id is not null
    and not exists (select from public.exclusion_list where casino_id = v_ctx.casino_id and id = p_before_list_id) then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  select coalesce(jsonb_agg(app.exclusion_list_json(page.l) order by (page.l).id desc), '[]'::jsonb) into v_items
  from (
    select l from public.exclusion_list l
    where l.casino_id = v_ctx.casino_id and (p_before_list_id is null or l.id < p_before_list_id)
    order by l.id desc
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_exclusion_lists(uuid, integer) is
  'The lists that were compared, newest first, paged by the last one seen: {items, next_cursor}, each as '
  'rpc_begin_exclusion_list answers it. Capability exclusion.read. VALIDATION_FAILED.';

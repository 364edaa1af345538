create function public.rpc_list_approvals(
  p_is_pending boolean default null,
  p_before_approval_id uuid default null,
  p_limit integer default 50,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'permission.approve');
  if p_before_approval_id is not null and not exists (
    select from public.approval where casino_id = v_ctx.casino_id and id = p_before_approval_id
  ) then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  select coalesce(jsonb_agg(app.approval_json(page.a) order by (page.a).id desc), '[]'::jsonb) into v_items
  from (
    select a from public.approval a
    where a.casino_id = v_ctx.casino_id and a.operation = 'permission.change'
      and (p_is_pending is null or (app.approval_status(a) = 'pending') = p_is_pending)
      and (p_before_approval_id is null or a.id < p_before_approval_id)
    order by a.id desc
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_approvals(boolean, uuid, integer, uuid) is
  'Requests, newest first, those that wait or those that do not, paged by the last one seen: {items: [as '
  'app.approval_json], next_cursor}. Capability permission.approve. VALIDATION_FAILED.';

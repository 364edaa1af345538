create function public.rpc_list_held_slips(p_before_slip_id uuid default null, p_limit integer default 50)
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
  perform app.require_capability(v_ctx, 'floor.read');
  if p_before_slip_id is not null
    and not exists (select from public.rating_slip where casino_id = v_ctx.casino_id and id = p_before_slip_id) then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  select coalesce(jsonb_agg(app.due_slip_json(v_ctx, page.s) order by (page.s).id desc), '[]'::jsonb) into v_items
  from (
    select s from public.rating_slip s
    where s.casino_id = v_ctx.casino_id and s.accrual_status = 'held'
      and (p_before_slip_id is null or s.id < p_before_slip_id)
    order by s.id desc
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_held_slips(uuid, integer) is
  'The slips that the house closed, since nobody did, and that nobody has settled, newest first, paged by the last '
  'one seen: {items: [slip with due_points, tier_corrected and due_because], next_cursor}. Capability floor.read. '
  'VALIDATION_FAILED for a cursor that is none.';

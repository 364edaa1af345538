create function public.rpc_list_audit(p_filter jsonb default '{}', p_before_id uuid default null,
  p_limit integer default 50)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(500, greatest(1, coalesce(p_limit, 50)));
  v_range app.audit_range;
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'audit.read');
  perform app.require_audit_filter(p_filter);
  v_range := app.read_audit_range(v_ctx, p_filter);
  if p_before_id is not null then
    if not exists (select from public.audit_log where casino_id = v_ctx.casino_id and id = p_before_id) then
      perform app.invalid('cursor', 'nextCursor');
    end if;
    v_range.below_id := least(v_range.below_id, p_before_id);
  end if;
  select coalesce(jsonb_agg(app.audit_json(a) order by a.id desc), '[]'::jsonb) into v_items
  from app.audit_page(v_ctx, p_filter, v_range, v_limit) a;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_audit(jsonb, uuid, integer) is
  'The audit trail under a filter {entity, entity_id, is_whole, actor, action, domain, from, to, gaming_day, '
  'correlation_id, outcome}, newest first, paged by the last row seen (at most 500): {items: [{id, at, gaming_day, '
  'staff_id, staff_name, staff_role (null: the system), domain, action, entity_type, entity_id, before, after, '
  'correlation_id, outcome}], next_cursor}. from and to are times or gaming days, both included; is_whole, of an '
  'entity with its id, is also about what belongs to it. Domains that the caller may not read are left out. Capability '
  'audit.read. VALIDATION_FAILED, also for a cursor that is none.';

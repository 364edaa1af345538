create function public.rpc_list_audit_filters()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  perform app.require_capability(v_ctx, 'audit.read');
  return jsonb_build_object('items', (
    select coalesce(jsonb_agg(jsonb_build_object('name', f.name, 'filter', f.filter) order by f.name), '[]'::jsonb)
    from public.audit_filter f where f.casino_id = v_ctx.casino_id and f.staff_id = v_ctx.staff_id));
end;
$$;
comment on function public.rpc_list_audit_filters() is
  'The filters of the audit trail that the caller saved, by name: {items: [{name, filter}]}, a filter as '
  'rpc_list_audit takes it. Capability audit.read.';

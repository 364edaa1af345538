create function public.rpc_get_audit_choices()
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
  return jsonb_build_object(
    'staff', (
      select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.full_name, 'role', s.role)
        order by s.full_name, s.id), '[]'::jsonb)
      from public.staff s where s.casino_id = v_ctx.casino_id
    ),
    'actions', (
      select coalesce(jsonb_agg(jsonb_build_object('entity_type', k.entity_type, 'action', k.action)
        order by k.action, k.entity_type), '[]'::jsonb)
      from app.audit_actions(v_ctx.casino_id) k
      where split_part(k.action, '.', 1) <> all (app.hidden_audit_domains(v_ctx))
    ));
end;
$$;
comment on function public.rpc_get_audit_choices() is
  'What the audit trail can be narrowed down by: {staff: [{id, name, role}], actions: [{entity_type, action}]}, every '
  'member of staff there ever was and every action that is on record, without domains that the caller may not read. '
  'Capability audit.read.';

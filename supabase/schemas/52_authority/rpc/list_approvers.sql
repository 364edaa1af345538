create function public.rpc_list_approvers(p_approval_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_approval public.approval;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  v_approval := app.own_reward_request(v_ctx, p_approval_id);
  return jsonb_build_object('items', (
    select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.full_name, 'role', a.role)
      order by a.full_name, a.id), '[]')
    from app.approvers(v_approval) a
  ));
end;
$$;
comment on function public.rpc_list_approvers(uuid) is
  'Who may approve a request of one''s own on this tablet, by their PIN: {items: [{id, name, role}]}, by name. Whoever '
  'may decide about its kind, has signed in within twelve hours and has a PIN; not who asked. Capability floor.read. '
  'APPROVAL_NOT_FOUND, NOT_YOUR_REQUEST, APPROVAL_NOT_PENDING (detail: status, at, staffName).';

create function public.rpc_get_authority()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  perform app.require_capability(v_ctx, 'catalog.write');
  return jsonb_build_object(
    'house', app.authority_limit_json((
      select l from public.authority_limit l
      where l.casino_id = v_ctx.casino_id and num_nonnulls(l.role, l.staff_id) = 0)),
    'roles', (
      select coalesce(
        jsonb_agg(app.authority_limit_json(l) || jsonb_build_object('role', r.role) order by r.role), '[]')
      from (select distinct s.role from app.issuing_staff(v_ctx.casino_id, v_ctx.gaming_day) s) r
      left join public.authority_limit l on l.casino_id = v_ctx.casino_id and l.role = r.role),
    'people', (
      select coalesce(jsonb_agg(app.authority_limit_json(l)
        || jsonb_build_object('role', s.role, 'staff_id', s.id, 'staff_name', s.full_name)
        order by s.full_name, s.id), '[]')
      from app.issuing_staff(v_ctx.casino_id, v_ctx.gaming_day) s
      left join public.authority_limit l on l.casino_id = v_ctx.casino_id and l.staff_id = s.id));
end;
$$;
comment on function public.rpc_get_authority() is
  'How much who may give: {house, roles: [limit], people: [limit]}, each as app.authority_limit_json; people with '
  'their role, all who may issue today and not only those with limits of their own, and the roles that they have. '
  'Capability catalog.write.';

create function public.rpc_get_permissions(p_correlation_id uuid default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
begin
  perform app.require_capability(v_ctx, 'permission.approve');
  return jsonb_build_object(
    'capabilities', app.role_capabilities('admin'),
    'fixed_capabilities', app.fixed_capabilities(),
    'roles', (
      select jsonb_agg(jsonb_build_object('role', r.role, 'is_fixed', r.role = 'admin',
        'capabilities', app.capabilities_of(
          row(v_ctx.casino_id, null, r.role, null, v_ctx.gaming_day)::app.rls_context),
        'default_capabilities', app.role_capabilities(r.role),
        'demands_second_factor', r.role = any (cs.second_factor_roles)) order by r.role)
      from public.casino_settings cs, unnest(enum_range(null::public.staff_role)) r (role)
      where cs.casino_id = v_ctx.casino_id
    ),
    'separations', (
      select jsonb_agg(to_jsonb(s) order by s.separation, s.capability, s.other) from app.separations() s
    ),
    'people', (
      select coalesce(
        jsonb_agg(jsonb_build_object('id', id, 'name', full_name, 'role', role) order by full_name, id), '[]')
      from public.staff where casino_id = v_ctx.casino_id and is_active
    ),
    'exceptions', (
      select coalesce(jsonb_agg(jsonb_build_object('staff_id', s.id, 'staff_name', s.full_name, 'role', s.role,
        'capability', e.capability, 'is_granted', e.is_granted, 'through_gaming_day', e.through_gaming_day,
        'reason', e.reason) order by s.full_name, s.id, e.capability), '[]')
      from public.staff_permission e
      join public.staff s on s.casino_id = e.casino_id and s.id = e.staff_id
      where e.casino_id = v_ctx.casino_id and e.through_gaming_day >= v_ctx.gaming_day and s.is_active
    ),
    'gaming_day', v_ctx.gaming_day
  );
end;
$$;
comment on function public.rpc_get_permissions(uuid) is
  'The role matrix of the casino: {capabilities: [word], fixed_capabilities: [word], roles: [{role, is_fixed, '
  'capabilities, default_capabilities, demands_second_factor}], separations: [{separation, capability, other}], '
  'people: [{id, name, role}], exceptions: [{staff_id, staff_name, role, capability, is_granted, through_gaming_day, '
  'reason}], gaming_day}. '
  'Exceptions are those that run; people are those who are active. Capability permission.approve.';

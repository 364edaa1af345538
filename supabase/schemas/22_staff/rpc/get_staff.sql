create function public.rpc_get_staff(p_person_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_person jsonb;
begin
  perform app.require_capability(v_ctx, 'staff.manage');
  v_person := app.staff_json(v_ctx.casino_id, p_person_id);
  if v_person is null then
    perform app.fail(404, 'STAFF_NOT_FOUND');
  end if;
  return v_person;
end;
$$;
comment on function public.rpc_get_staff(uuid) is
  'One person of the staff, as rpc_list_staff has them. Capability staff.manage. STAFF_NOT_FOUND.';

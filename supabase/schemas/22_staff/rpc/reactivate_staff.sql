create function public.rpc_reactivate_staff(
  p_person_id uuid,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('reactivate_staff', 'staff.manage', p_idempotency_key,
    jsonb_build_array(p_person_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_staff public.staff;
  v_before jsonb;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_staff := app.lock_staff(v_ctx, p_person_id);
  if v_staff.is_active then
    perform app.fail(409, 'STAFF_ACTIVE', app.last_change(v_ctx, 'staff.reactivate', 'staff', p_person_id));
  end if;
  v_before := app.staff_json(v_ctx.casino_id, p_person_id);
  update public.staff set is_active = true where casino_id = v_ctx.casino_id and id = p_person_id;
  update public.staff_record set deactivated_at = null, deactivation_reason = null
  where casino_id = v_ctx.casino_id and staff_id = p_person_id;
  return app.finish_call(v_call, 'staff.reactivate', 'staff', p_person_id, v_before,
    app.staff_json(v_ctx.casino_id, p_person_id));
end;
$$;
comment on function public.rpc_reactivate_staff(uuid, text, uuid) is
  'Lets somebody who was deactivated in again, with the role that they had. Answers the person, as rpc_list_staff, and '
  'is_existing. Capability staff.manage. STAFF_NOT_FOUND, STAFF_ACTIVE (detail: at, staffName).';

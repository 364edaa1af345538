create function public.rpc_update_staff(
  p_person_id uuid,
  p_changes jsonb,
  p_idempotency_key text,
  p_expected_updated_at timestamptz default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_changes jsonb := app.staff_changes(p_changes);
  v_call app.call := app.begin_call('update_staff', 'staff.manage', p_idempotency_key,
    jsonb_build_array(p_person_id, v_changes, extract(epoch from p_expected_updated_at)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before jsonb;
begin
  perform app.require_known_fields('changes', v_changes,
    array['name', 'employee_number', 'licence_number', 'licence_expires_on', 'pit_ids']);
  perform app.require_staff_fields(v_ctx, v_changes);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  perform app.lock_staff(v_ctx, p_person_id);
  v_before := app.staff_json(v_ctx.casino_id, p_person_id);
  -- The API writes times in milliseconds, so that a version comes back without its microseconds.
  if date_trunc('milliseconds', p_expected_updated_at)
    <> date_trunc('milliseconds', (v_before ->> 'updated_at')::timestamptz) then
    perform app.fail(409, 'STAFF_CHANGED', jsonb_build_object('version', v_before -> 'updated_at')
      || app.last_change(v_ctx, 'staff.update', 'staff', p_person_id));
  end if;
  perform app.set_staff_fields(v_ctx, p_person_id, v_changes);
  return app.finish_call(v_call, 'staff.update', 'staff', p_person_id, v_before,
    app.staff_json(v_ctx.casino_id, p_person_id));
end;
$$;
comment on function public.rpc_update_staff(uuid, jsonb, text, timestamptz, uuid) is
  'Changes what p_changes names of somebody: {name?, employee_number?, licence_number?, licence_expires_on?, '
  'pit_ids?}; null takes a number or a date away. With p_expected_updated_at only if nobody changed them since. A role '
  'is changed by two people, through rpc_request_permission_change. Answers the person, as rpc_list_staff, and '
  'is_existing. Capability staff.manage. STAFF_NOT_FOUND, PIT_NOT_FOUND, EMPLOYEE_NUMBER_TAKEN (detail: holderName), '
  'STAFF_CHANGED (detail: version, at, staffName), VALIDATION_FAILED.';

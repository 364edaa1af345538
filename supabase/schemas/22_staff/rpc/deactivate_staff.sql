create function public.rpc_deactivate_staff(
  p_person_id uuid,
  p_reason text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text := app.clean_text(p_reason);
  v_call app.call := app.begin_call('deactivate_staff', 'staff.manage', p_idempotency_key,
    jsonb_build_array(p_person_id, v_reason), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_staff public.staff;
  v_before jsonb;
begin
  if (length(v_reason) between 1 and 500) is not true then
    perform app.invalid('reason', 'sayWhy');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_staff := app.lock_staff(v_ctx, p_person_id);
  if not v_staff.is_active then
    perform app.fail(409, 'STAFF_DEACTIVATED', app.last_change(v_ctx, 'staff.deactivate', 'staff', p_person_id));
  end if;
  -- So an admin is left: who calls.
  if p_person_id = v_ctx.staff_id then
    perform app.fail(409, 'STAFF_SELF');
  end if;
  v_before := app.staff_json(v_ctx.casino_id, p_person_id);
  update public.staff set is_active = false where casino_id = v_ctx.casino_id and id = p_person_id;
  update public.staff_record set deactivated_at = now(), deactivation_reason = v_reason
  where casino_id = v_ctx.casino_id and staff_id = p_person_id;
  perform app.end_staff_link(v_ctx.casino_id, p_person_id, 'withdrawn');
  perform app.forget_parked_sessions(v_ctx.casino_id, p_person_id);
  return app.finish_call(v_call, 'staff.deactivate', 'staff', p_person_id, v_before,
    app.staff_json(v_ctx.casino_id, p_person_id));
end;
$$;
comment on function public.rpc_deactivate_staff(uuid, text, text, uuid) is
  'Lets somebody in no more, from their next request on, with a reason; a one-time link of theirs opens nothing any '
  'more. What they did stays theirs. Answers the person, as rpc_list_staff, and is_existing. Capability staff.manage. '
  'STAFF_NOT_FOUND, STAFF_SELF, STAFF_DEACTIVATED (detail: at, staffName), VALIDATION_FAILED.';

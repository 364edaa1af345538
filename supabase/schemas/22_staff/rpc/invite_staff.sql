create function public.rpc_invite_staff(
  p_person jsonb,
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
  v_person jsonb := app.staff_changes(p_person);
  v_reason text := app.clean_text(p_reason);
  v_call app.call := app.begin_call('invite_staff', 'staff.manage', p_idempotency_key,
    jsonb_build_array(v_person, v_reason), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_staff_id uuid;
  v_token text;
  v_answer jsonb;
begin
  perform app.require_known_fields('person', v_person, array['email', 'role', 'name', 'employee_number',
    'licence_number', 'licence_expires_on', 'pit_ids']);
  perform app.require_staff_fields(v_ctx, v_person);
  perform app.require_invited(v_person);
  if v_person ->> 'role' <> 'dealer' and (length(v_reason) between 1 and 500) is not true then
    perform app.invalid('reason', 'sayWhy');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  insert into public.staff (casino_id, email, full_name, role)
  values (v_ctx.casino_id, v_person ->> 'email', v_person ->> 'name', 'dealer')
  on conflict (casino_id, lower(email)) do nothing
  returning id into v_staff_id;
  if v_staff_id is null then
    perform app.fail(409, 'STAFF_EMAIL_TAKEN', jsonb_build_object('holderName', (
      select full_name from public.staff
      where casino_id = v_ctx.casino_id and lower(email) = lower(v_person ->> 'email'))));
  end if;
  perform app.set_staff_fields(v_ctx, v_staff_id, v_person);
  if v_person ->> 'role' <> 'dealer' then
    perform app.ask_role(v_ctx, v_staff_id, v_person ->> 'role', v_reason);
  end if;
  v_token := app.make_staff_link(v_ctx, v_staff_id);
  -- The token goes into this answer and not into the trail.
  v_answer := app.finish_call(v_call, 'staff.invite', 'staff', v_staff_id, null,
    app.staff_json(v_ctx.casino_id, v_staff_id) || jsonb_build_object('link_token', null));
  return v_answer || jsonb_build_object('link_token', v_token);
end;
$$;
comment on function public.rpc_invite_staff(jsonb, text, text, uuid) is
  'Invites somebody: p_person {email, name, role, employee_number?, licence_number?, licence_expires_on?, pit_ids?}. '
  'They begin as a dealer. Another role is a change of rights, which is asked for with p_reason as by '
  'rpc_request_permission_change and holds once somebody else approved it. Answers the person, as rpc_list_staff, '
  'link_token, with which rpc_guest_accept_invitation lets them in for three days, and is_existing. The token is told '
  'this once: a replay answers null. Capability staff.manage. STAFF_EMAIL_TAKEN and EMPLOYEE_NUMBER_TAKEN (detail: '
  'holderName), PIT_NOT_FOUND, VALIDATION_FAILED.';

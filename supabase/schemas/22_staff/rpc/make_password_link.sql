create function public.rpc_make_password_link(
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
  v_call app.call := app.begin_call('make_password_link', 'staff.manage', p_idempotency_key,
    jsonb_build_array(p_person_id, v_reason), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_staff public.staff;
  v_before jsonb;
  v_token text;
  v_answer jsonb;
begin
  if (length(v_reason) between 1 and 500) is not true then
    perform app.invalid('reason', 'sayWhy');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_staff := app.lock_staff(v_ctx, p_person_id);
  if app.staff_state(v_staff) <> 'active' then
    perform app.fail(409, 'STAFF_NOT_ACTIVE');
  end if;
  -- One's own is changed by the one before.
  if p_person_id = v_ctx.staff_id then
    perform app.fail(409, 'STAFF_SELF');
  end if;
  perform app.require_own_account(v_staff);
  perform app.require_second_person(v_ctx.casino_id, v_ctx.staff_id, v_staff);
  v_before := app.staff_json(v_ctx.casino_id, p_person_id);
  v_token := app.make_password_link(v_ctx, p_person_id, v_reason);
  -- The token goes into this answer and not into the trail.
  v_answer := app.finish_call(v_call, 'staff.make_password_link', 'staff', p_person_id, v_before,
    app.staff_json(v_ctx.casino_id, p_person_id) || jsonb_build_object('link_token', null, 'reason', v_reason));
  return v_answer || jsonb_build_object('link_token', v_token);
end;
$$;
comment on function public.rpc_make_password_link(uuid, text, text, uuid) is
  'Makes a one-time link by which somebody who forgot their password sets another, for an hour, with a reason; the one '
  'before opens nothing any more. Using it takes them everything but what a dealer may, and asks a second person for '
  'their role (rpc_guest_reset_password). Answers the person, as rpc_list_staff, link_token, reason and is_existing. '
  'The token is told this once: a replay answers null. Capability staff.manage. STAFF_NOT_FOUND, STAFF_NOT_ACTIVE, '
  'STAFF_SELF, WORKS_ELSEWHERE, NO_SECOND_PERSON, VALIDATION_FAILED.';

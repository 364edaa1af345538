create function public.rpc_reset_second_factor(
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
  v_call app.call := app.begin_call('reset_second_factor', 'staff.manage', p_idempotency_key,
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

  perform app.lock_access(v_ctx, p_person_id);
  v_staff := app.lock_staff(v_ctx, p_person_id);
  if app.staff_state(v_staff) <> 'active' then
    perform app.fail(409, 'STAFF_NOT_ACTIVE');
  end if;
  -- Or a session that was left open would be worth as much as the telephone.
  if p_person_id = v_ctx.staff_id then
    perform app.fail(409, 'STAFF_SELF');
  end if;
  if not app.has_second_factor(v_staff.user_id) then
    perform app.fail(409, 'SECOND_FACTOR_NOT_SET');
  end if;
  perform app.require_own_account(v_staff);
  perform app.require_second_person(v_ctx.casino_id, v_ctx.staff_id, v_staff);
  v_before := app.staff_json(v_ctx.casino_id, p_person_id);
  perform app.forget_second_factor(v_staff);
  perform app.end_sessions(v_ctx, p_person_id);
  insert into app.staff_link (casino_id, staff_id, purpose, reason, token_hash, made_by_staff_id, lapses_at, ended_as,
    ended_at)
  values (v_ctx.casino_id, p_person_id, 'factor', v_reason, app.random_32_bytes(), v_ctx.staff_id, now(), 'used',
    now());
  perform app.take_rights(v_ctx, v_staff);
  perform app.ask_role_back(v_ctx, v_staff, v_ctx.staff_id, v_reason, 'reset');
  return app.finish_call(v_call, 'staff.reset_second_factor', 'staff', p_person_id, v_before,
    app.staff_json(v_ctx.casino_id, p_person_id) || jsonb_build_object('reason', v_reason));
end;
$$;
comment on function public.rpc_reset_second_factor(uuid, text, text, uuid) is
  'Takes the second factor of somebody off who lost their telephone, with a reason: they sign in by the password and '
  'set another up. Their sessions end, they have what a dealer may from then on, and their role is asked for in the '
  'caller''s name: a second person gives it back (rpc_decide_approval), who is not the caller. Answers the person, as '
  'rpc_list_staff, reason and is_existing. Capability staff.manage. STAFF_NOT_FOUND, STAFF_NOT_ACTIVE, STAFF_SELF, '
  'SECOND_FACTOR_NOT_SET, WORKS_ELSEWHERE, NO_SECOND_PERSON, VALIDATION_FAILED.';

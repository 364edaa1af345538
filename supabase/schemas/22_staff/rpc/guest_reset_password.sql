create function public.rpc_guest_reset_password(p_token text, p_password text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_link app.staff_link := app.require_open_password_link(p_token);
  v_ctx app.rls_context := app.worker_context(v_link.casino_id);
  v_staff public.staff;
  v_before jsonb;
begin
  perform app.require_new_password(p_password);
  v_ctx.correlation_id := coalesce(p_correlation_id, v_ctx.correlation_id);
  v_staff := app.lock_access(v_ctx, v_link.staff_id);
  -- Anew, after whoever used it, withdrew it or made another meanwhile, or let one of the two go.
  v_link := app.require_open_password_link(p_token);
  v_before := app.staff_json(v_link.casino_id, v_staff.id);
  v_ctx.staff_id := v_staff.id;
  v_ctx.role := v_staff.role;
  perform app.set_password(v_staff, p_password);
  perform app.end_own_sessions(v_ctx);
  perform app.end_staff_link(v_link.casino_id, v_staff.id, 'used');
  if v_link.made_by_staff_id is not null then
    perform app.require_own_account(v_staff);
    perform app.require_second_person(v_link.casino_id, v_link.made_by_staff_id, v_staff);
    perform app.take_rights(v_ctx, v_staff);
    perform app.ask_role_back(v_ctx, v_staff, v_link.made_by_staff_id, v_link.reason, 'link');
  else
    -- Of whoever runs the machine: for the last admin, whose telephone may be gone as well.
    perform app.forget_second_factor(v_staff);
  end if;
  perform app.write_audit(v_ctx, 'staff.reset_password', 'staff', v_staff.id, v_before,
    app.staff_json(v_link.casino_id, v_staff.id) || jsonb_build_object('link_made_by', v_link.made_by_staff_id,
      'link_made_by_name', app.staff_name(v_link.casino_id, v_link.made_by_staff_id)));
  return jsonb_build_object('is_set', true);
end;
$$;
comment on function public.rpc_guest_reset_password(text, text, uuid) is
  'Sets the password of whom a one-time link is for, once: at least 12 characters, at most 72 bytes. All their '
  'sessions end, and their PIN. Where somebody of the house made the link, the person has what a dealer may from then '
  'on, and their role is asked for in the maker''s name: a second person gives it back (rpc_decide_approval), who is '
  'not the maker; their second factor stays. Where whoever runs the server made it, the role stays and the second '
  'factor goes. Answers {is_set}. Nobody needs to be signed in. LINK_UNKNOWN, LINK_USED, LINK_WITHDRAWN (also where '
  'the maker is no admin any more), LINK_LAPSED, WORKS_ELSEWHERE, NO_SECOND_PERSON, VALIDATION_FAILED.';

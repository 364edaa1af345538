create function public.rpc_make_staff_link(
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
  v_call app.call := app.begin_call('make_staff_link', 'staff.manage', p_idempotency_key,
    jsonb_build_array(p_person_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before jsonb;
  v_token text;
  v_answer jsonb;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  if app.staff_state(app.lock_staff(v_ctx, p_person_id)) <> 'invited' then
    perform app.fail(409, 'STAFF_NOT_INVITED', app.last_change(v_ctx, 'staff.accept', 'staff', p_person_id));
  end if;
  v_before := app.staff_json(v_ctx.casino_id, p_person_id);
  v_token := app.make_staff_link(v_ctx, p_person_id);
  -- The token goes into this answer and not into the trail.
  v_answer := app.finish_call(v_call, 'staff.make_link', 'staff', p_person_id, v_before,
    app.staff_json(v_ctx.casino_id, p_person_id) || jsonb_build_object('link_token', null));
  return v_answer || jsonb_build_object('link_token', v_token);
end;
$$;
comment on function public.rpc_make_staff_link(uuid, text, uuid) is
  'Makes the one-time link of somebody who was invited anew, for three days; the one before opens nothing any more. '
  'Answers the person, as rpc_list_staff, link_token and is_existing. The token is told this once: a replay answers '
  'null. Capability staff.manage. STAFF_NOT_FOUND, STAFF_NOT_INVITED (detail: at, staffName).';

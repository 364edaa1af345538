create function public.rpc_withdraw_staff_link(
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
  v_call app.call := app.begin_call('withdraw_staff_link', 'staff.manage', p_idempotency_key,
    jsonb_build_array(p_person_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before jsonb;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  perform app.lock_staff(v_ctx, p_person_id);
  v_before := app.staff_json(v_ctx.casino_id, p_person_id);
  if not app.end_staff_link(v_ctx.casino_id, p_person_id, 'withdrawn') then
    perform app.fail(409, 'LINK_WITHDRAWN');
  end if;
  return app.finish_call(v_call, 'staff.withdraw_link', 'staff', p_person_id, v_before,
    app.staff_json(v_ctx.casino_id, p_person_id));
end;
$$;
comment on function public.rpc_withdraw_staff_link(uuid, text, uuid) is
  'Takes the one-time link of somebody back: it opens nothing any more. They stay invited, and can be given another. '
  'Answers the person, as rpc_list_staff, and is_existing. Capability staff.manage. STAFF_NOT_FOUND, LINK_WITHDRAWN.';

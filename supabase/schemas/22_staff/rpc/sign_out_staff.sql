create function public.rpc_sign_out_staff(
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
  v_call app.call := app.begin_call('sign_out_staff', 'staff.manage', p_idempotency_key,
    jsonb_build_array(p_person_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  perform app.lock_staff(v_ctx, p_person_id);
  perform app.end_sessions(v_ctx, p_person_id);
  return app.finish_call(v_call, 'staff.sign_out', 'staff', p_person_id, null,
    app.staff_json(v_ctx.casino_id, p_person_id));
end;
$$;
comment on function public.rpc_sign_out_staff(uuid, text, uuid) is
  'Signs somebody out of this casino on every device, from their next request on; they may sign in again, and are left '
  'alone at another casino. Answers the person, as rpc_list_staff, and is_existing. Capability staff.manage. '
  'STAFF_NOT_FOUND.';

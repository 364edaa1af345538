create function public.rpc_record_sign_out(p_address text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
begin
  perform app.write_audit(v_ctx, 'staff.end_session', 'staff', v_ctx.staff_id, null,
    jsonb_build_object('address', left(encode(decode(p_address, 'hex'), 'hex'), 16)),
    concat_ws(':', 'sign_out', v_ctx.staff_id, auth.jwt() ->> 'session_id'));
  return jsonb_build_object('is_recorded', true);
end;
$$;
comment on function public.rpc_record_sign_out(text, uuid) is
  'Puts on record that the caller signs out on this device, by the web server just before it ends the session, once a '
  'session: {is_recorded}. p_address is the hash of the network address, as in rpc_guest_try_sign_in. Any active '
  'person.';

create function public.rpc_guest_try_pin(p_token text, p_pin text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_parked app.parked_session := app.read_parked_session(p_token);
begin
  perform app.require_pin(p_pin);
  return jsonb_build_object('try_token', app.try_pin(app.parked_context(v_parked, p_correlation_id), v_parked.staff_id,
    p_pin, v_parked.id));
end;
$$;
comment on function public.rpc_guest_try_pin(text, text, uuid) is
  'Tries the PIN of whose session a tablet has, by the tablet''s token: {try_token}, whether it was right or wrong; '
  'rpc_guest_unlock_session says which, once it is counted. Nobody needs to be signed in. PARKED_SESSION_GONE, '
  'PIN_ENDED, PIN_NOT_SET, VALIDATION_FAILED.';

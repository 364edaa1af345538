create function public.rpc_guest_try_sign_in(
  p_token text,
  p_email text,
  p_address text,
  p_device text default null,
  p_purpose text default 'sign_in',
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_server app.server_key := app.read_server_key(p_token);
  v_knock app.knock := app.knock_of(p_token, p_email, p_address, p_device);
  v_taken app.taken_try := app.take_try(v_knock, p_purpose);
begin
  -- Null for a try that was counted, which would not keep room from being taken.
  if v_taken.is_first is true and p_purpose = 'sign_in' and app.take_trail_room(v_knock) then
    perform app.record_sign_in(v_knock, 'staff.block_sign_in',
      jsonb_build_object('wait_seconds', v_taken.wait_seconds, 'account_failures', app.failures_at(v_knock)),
      p_correlation_id);
  end if;
  return jsonb_build_object('wait_seconds', v_taken.wait_seconds, 'failures', v_taken.failures);
end;
$$;
comment on function public.rpc_guest_try_sign_in(text, text, text, text, text, uuid) is
  'Counts a try at a password (p_purpose sign_in), or an e-mail that is asked for (mail), before it is looked at: '
  '{wait_seconds, failures}. With wait_seconds it is turned away and counts nothing; the first that meets a wait goes '
  'on record. p_token is the key of a web server, p_address a keyed hash (hex), p_device what the device shows. Nobody '
  'needs to be signed in; only web servers have a key. SERVER_KEY_UNKNOWN.';

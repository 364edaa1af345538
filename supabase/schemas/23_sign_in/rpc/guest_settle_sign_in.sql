create function public.rpc_guest_settle_sign_in(
  p_token text,
  p_email text,
  p_address text,
  p_outcome text,
  p_failures integer default null,
  p_device text default null,
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
begin
  perform app.lock_tries(v_knock);
  if p_outcome <> 'wrong' then
    perform app.give_back_try(v_knock, p_outcome <> 'unseen');
  end if;
  return jsonb_build_object(
    'is_of_staff', app.record_outcome(v_knock, p_outcome, p_failures, p_correlation_id),
    'device_token', case when p_outcome = 'entered' then app.keep_device(v_knock, p_device) end);
end;
$$;
comment on function public.rpc_guest_settle_sign_in(text, text, text, text, integer, text, uuid) is
  'Says how a try went that rpc_guest_try_sign_in counted as number p_failures: entered (signed in; the device is '
  'known from now on, and device_token is what it keeps), right (a password proven by who is signed in already), '
  'refused (the password was right, and its person is not let in), wrong, unseen (nobody could look). Answers '
  '{is_of_staff, device_token}. Who comes in, is refused, or fails goes on record: of failures the first and each that '
  'makes the wait longer, within app.take_trail_room. Nobody needs to be signed in; only web servers have a key. '
  'SERVER_KEY_UNKNOWN.';

create function app.record_outcome(
  p_knock app.knock,
  p_outcome text,
  p_failures integer,
  p_correlation_id uuid
)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  if p_outcome = 'entered' then
    return app.record_sign_in(p_knock, 'staff.sign_in', '{}', p_correlation_id);
  elsif p_outcome = 'refused' then
    return app.record_sign_in(p_knock, 'staff.refuse_sign_in', '{}', p_correlation_id);
  elsif p_outcome = 'wrong' and (p_failures = 1 or p_failures >= 5) and app.take_trail_room(p_knock) then
    return app.record_sign_in(p_knock, 'staff.fail_sign_in',
      jsonb_build_object('failures', p_failures, 'account_failures', app.failures_at(p_knock)), p_correlation_id);
  end if;
  -- Nothing that anybody is to be told of.
  return true;
end;
$$;
comment on function app.record_outcome(app.knock, text, integer, uuid) is
  'Puts on record how a try went, where it is to be; false where its account is nobody''s of any casino.';

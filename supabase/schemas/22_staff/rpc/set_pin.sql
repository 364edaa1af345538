create function public.rpc_set_pin(
  p_pin text,
  p_idempotency_key text,
  p_proof_session text default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('set_pin', null, p_idempotency_key, 'null', p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  -- Of Supabase Auth, and the caller's own: no id of a casino's.
  v_proof_id constant uuid := case when pg_input_is_valid(p_proof_session, 'uuid') then p_proof_session::uuid end;
begin
  -- The request that is kept has no PIN in it: whoever reads the trail could try a million of them at its hash.
  perform app.require_pin(p_pin);
  if app.is_easy_pin(p_pin) then
    perform app.invalid('pin', 'pinEasy');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  if (app.signed_in_at(v_proof_id) > now() - interval '1 minute') is not true then
    perform app.fail(403, 'SIGN_IN_ANEW');
  end if;
  insert into app.staff_pin (casino_id, staff_id, pin_hash)
  values (v_ctx.casino_id, v_ctx.staff_id, extensions.crypt(p_pin, extensions.gen_salt('bf', 10)))
  on conflict (casino_id, staff_id) do update
  set pin_hash = excluded.pin_hash, wrong_tries = 0, ended_at = null;
  return app.finish_call(v_call, 'staff.set_pin', 'staff', v_ctx.staff_id, null, jsonb_build_object('has_pin', true));
end;
$$;
comment on function public.rpc_set_pin(text, text, text, uuid) is
  'Sets the caller''s own PIN, six digits, in the place of the one before; wrong tries are forgotten. Proved by a '
  'session of the caller that began within the last minute (p_proof_session, its id; null: the one of the call): the '
  'web server opens one by the password, since a tablet that was left open is not enough. Answers {is_existing, '
  'has_pin}; the trail has neither the digits nor a hash of them. Every active member of staff may. VALIDATION_FAILED '
  '(six digits, no easy ones), SIGN_IN_ANEW.';

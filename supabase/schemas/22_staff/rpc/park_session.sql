create function public.rpc_park_session(p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('park_session', null, p_idempotency_key, 'null', p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_token constant text := 'park_' || encode(app.random_32_bytes(), 'hex');
  v_key constant bytea := app.random_32_bytes();
  v_lapses_at constant timestamptz := app.signed_in_at() + interval '12 hours';
  v_answer jsonb;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  perform app.lock_pin(v_ctx.casino_id, v_ctx.staff_id);
  if (v_lapses_at > now()) is not true then
    perform app.fail(403, 'SIGN_IN_ANEW');
  end if;
  delete from app.parked_session
  where casino_id = v_ctx.casino_id and staff_id = v_ctx.staff_id
    and (session_id = (auth.jwt() ->> 'session_id')::uuid or lapses_at <= now());
  insert into app.parked_session (casino_id, staff_id, session_id, token_hash, seal_key, lapses_at)
  values (v_ctx.casino_id, v_ctx.staff_id, (auth.jwt() ->> 'session_id')::uuid, app.link_hash(v_token), v_key,
    v_lapses_at);
  -- Token and key go into this answer and not into the trail.
  v_answer := app.finish_call(v_call, 'staff.park', 'staff', v_ctx.staff_id, null, jsonb_build_object(
    'staff_id', v_ctx.staff_id, 'token', null, 'seal_key', null, 'lapses_at', v_lapses_at));
  return v_answer || jsonb_build_object('token', v_token, 'seal_key', encode(v_key, 'hex'));
end;
$$;
comment on function public.rpc_park_session(text, uuid) is
  'Makes the key under which the web server seals the caller''s session on this tablet, and the token by which the '
  'tablet asks for it again with their PIN, until twelve hours after they signed in in full. Of one session the one '
  'before opens no more. Answers {is_existing, staff_id, token, seal_key (hex), lapses_at}; a replay has neither token '
  'nor key. Every active member of staff may. PIN_NOT_SET, PIN_ENDED, SIGN_IN_ANEW.';

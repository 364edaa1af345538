create function public.rpc_guest_unlock_session(p_token text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_try app.pin_try := app.read_pin_try(p_token);
  v_parked app.parked_session := app.require_parked_session(v_try.casino_id,
    v_try.parked_session_id);
  v_ctx app.rls_context := app.parked_context(v_parked, p_correlation_id);
begin
  select s.id, s.role into v_ctx.staff_id, v_ctx.role from public.staff s
  where s.casino_id = v_parked.casino_id and s.id = v_parked.staff_id;
  perform app.write_audit(v_ctx, 'staff.unlock', 'staff', v_parked.staff_id, null,
    jsonb_build_object('is_unlocked', true));
  return jsonb_build_object('staff_id', v_parked.staff_id, 'seal_key', encode(v_parked.seal_key, 'hex'));
end;
$$;
comment on function public.rpc_guest_unlock_session(text, uuid) is
  'Gives the key of a parked session out for a try at the PIN of its person (rpc_guest_try_pin) that was right: '
  '{staff_id, seal_key (hex)}. The key stays until it lapses or the session is parked anew, so that a lost answer '
  'costs nothing. Nobody needs to be signed in. PIN_WRONG (detail: triesLeft), PIN_ENDED, PARKED_SESSION_GONE.';

-- Signing somebody out on every device.

create function app.end_sessions(p_ctx app.rls_context, p_staff_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- First, so that nobody renews a token once it is noted from when on tokens count. What is renewed goes with them.
  delete from auth.sessions
  where user_id = (select user_id from public.staff where casino_id = p_ctx.casino_id and id = p_staff_id);
  update public.staff set signed_out_before = clock_timestamp()
  where casino_id = p_ctx.casino_id and id = p_staff_id;
  perform app.forget_parked_sessions(p_ctx.casino_id, p_staff_id);
end;
$$;
comment on function app.end_sessions(app.rls_context, uuid) is
  'Signs somebody out everywhere: no token that they have counts from the next request on, and none can be renewed.';

create function public.rpc_guest_accept_invitation(p_token text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_link app.staff_link := app.read_staff_link(p_token, 'invitation');
  v_ctx app.rls_context;
  v_staff public.staff;
  v_before jsonb;
begin
  if auth.uid() is null then
    perform app.fail(401, 'UNAUTHENTICATED');
  end if;
  -- One account at a time, for it is one person's, wherever they work.
  perform pg_advisory_xact_lock(hashtextextended('account:' || auth.uid()::text, 0));
  select * into v_staff from public.staff
  where casino_id = v_link.casino_id and id = v_link.staff_id for no key update;
  -- Anew, after whoever accepted it, withdrew it or made another meanwhile.
  v_link := app.read_staff_link(p_token, 'invitation');
  if v_link.ended_as = 'used' and v_staff.user_id = auth.uid() then
    perform app.choose_casino(v_staff, p_correlation_id);
    return jsonb_build_object('is_existing', true);
  end if;
  perform app.require_open_link(v_link);
  if lower(auth.jwt() ->> 'email') is distinct from lower(v_staff.email)
    or exists (select from public.staff where casino_id = v_link.casino_id and user_id = auth.uid()) then
    perform app.fail(409, 'ACCOUNT_NOT_INVITED');
  end if;
  v_before := app.staff_json(v_link.casino_id, v_staff.id);
  update public.staff set user_id = auth.uid() where casino_id = v_link.casino_id and id = v_staff.id
  returning * into v_staff;
  perform app.keep_sessions_where_they_are(auth.uid(), v_link.casino_id);
  perform app.end_staff_link(v_link.casino_id, v_staff.id, 'used');
  perform app.choose_casino(v_staff, p_correlation_id);
  v_ctx := app.context_on_entering(v_staff, p_correlation_id);
  perform app.write_audit(v_ctx, 'staff.accept', 'staff', v_staff.id, v_before,
    app.staff_json(v_link.casino_id, v_staff.id));
  return jsonb_build_object('is_existing', false);
end;
$$;
comment on function public.rpc_guest_accept_invitation(text, uuid) is
  'Makes the signed-in account that of whom a one-time link invites, once: it is the account of their e-mail address, '
  'and nobody else''s at this casino. From then on it is let in as any member of staff; this session is here, also of '
  'who works at another casino as well, and goes on there in the others. Asked again by the same account it answers '
  '{is_existing: true}. UNAUTHENTICATED, LINK_UNKNOWN, LINK_USED, LINK_WITHDRAWN, LINK_LAPSED, ACCOUNT_NOT_INVITED, '
  'LICENCE_EXPIRED.';

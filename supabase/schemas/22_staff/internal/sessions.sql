-- Which casino a session is at, and signing somebody out on every device.

create function app.require_account()
returns uuid
language plpgsql
stable
set search_path = ''
as $$
begin
  if auth.uid() is null then
    perform app.fail(401, 'UNAUTHENTICATED');
  end if;
  if not exists (select from public.staff where user_id = auth.uid() and is_active) then
    perform app.fail(403, 'FORBIDDEN', '{}'::jsonb, 'No active staff record for this account.');
  end if;
  return auth.uid();
end;
$$;
comment on function app.require_account() is
  'The account of who calls, before it is known at which casino. First statement of the RPCs that choose one. '
  'UNAUTHENTICATED without a user, FORBIDDEN without an active staff row.';

create function app.context_on_entering(p_staff public.staff, p_correlation_id uuid)
returns app.rls_context
language plpgsql
stable
set search_path = ''
as $$
begin
  if not exists (
    select from public.casino_settings cs
    where cs.casino_id = p_staff.casino_id and app.is_let_in(p_staff, cs) and app.is_signed_in(p_staff)
  ) then
    perform app.refuse_stranger();
  end if;
  return row(p_staff.casino_id, p_staff.id, p_staff.role, coalesce(p_correlation_id, app.uuid_v7()),
    app.gaming_day(p_staff.casino_id))::app.rls_context;
end;
$$;
comment on function app.context_on_entering(public.staff, uuid) is
  'The context of who goes to a casino of theirs, before they gave a second factor where one is demanded there: it is '
  'asked for next. UNAUTHENTICATED, LICENCE_EXPIRED.';

create function app.choose_casino(p_staff public.staff, p_correlation_id uuid)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_session_id constant uuid := (auth.jwt() ->> 'session_id')::uuid;
  v_signed_in_at constant timestamptz := app.signed_in_at();
begin
  if not p_staff.has_choice then
    return false;
  end if;
  -- A token that names no session, or one that has ended, chooses nothing.
  if v_signed_in_at is null then
    perform app.fail(401, 'UNAUTHENTICATED');
  end if;
  -- Signed out of this casino while it was at another one, a session comes back by a sign-in only.
  if p_staff.signed_out_before between v_signed_in_at and now() then
    perform app.fail(403, 'SIGN_IN_ANEW');
  end if;
  insert into app.session_casino (session_id, user_id, casino_id, staff_id)
  values (v_session_id, p_staff.user_id, p_staff.casino_id, p_staff.id)
  on conflict (session_id) do update
  set (user_id, casino_id, staff_id, at) = (excluded.user_id, excluded.casino_id, excluded.staff_id, now())
  where app.session_casino.staff_id <> excluded.staff_id;
  if not found then
    return false;
  end if;
  -- What a tablet has of this session opened the other casino.
  delete from app.parked_session where session_id = v_session_id;
  delete from app.session_casino c
  where c.user_id = p_staff.user_id and not exists (select from auth.sessions a where a.id = c.session_id);
  perform app.write_audit(app.context_on_entering(p_staff, p_correlation_id), 'staff.choose_casino', 'staff',
    p_staff.id, null, jsonb_build_object('is_chosen', true));
  return true;
end;
$$;
comment on function app.choose_casino(public.staff, uuid) is
  'Has the session of the call be at the casino of a row of its account, which is locked, and answers whether it was '
  'elsewhere before. On record there. Nothing is to be chosen by who has one casino. UNAUTHENTICATED, SIGN_IN_ANEW '
  'where the person was signed out of that casino since the session began, LICENCE_EXPIRED.';

create function app.keep_sessions_where_they_are(p_user_id uuid, p_casino_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into app.session_casino (session_id, user_id, casino_id, staff_id)
  select a.id, s.user_id, s.casino_id, s.id
  from public.staff s
  join auth.sessions a on a.user_id = s.user_id
  where s.user_id = p_user_id and s.casino_id <> p_casino_id
    and (select count(*) from public.staff o where o.user_id = p_user_id) = 2
  on conflict (session_id) do nothing;
end;
$$;
comment on function app.keep_sessions_where_they_are(uuid, uuid) is
  'Whoever was at one casino only, until this one took them on, goes on there in the sessions that they have.';

create function app.end_sessions(p_ctx app.rls_context, p_staff_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_staff public.staff;
begin
  -- Who chooses this casino meanwhile waits, and is then signed out of it.
  select * into v_staff from public.staff
  where casino_id = p_ctx.casino_id and id = p_staff_id for no key update;
  -- First, so that nobody renews a token once it is noted from when on tokens count. What is renewed goes with them.
  -- At another casino of theirs they are signed in still.
  delete from auth.sessions a
  where a.user_id = v_staff.user_id and (not v_staff.has_choice or exists (
    select from app.session_casino c
    where c.session_id = a.id and c.casino_id = p_ctx.casino_id and c.staff_id = p_staff_id));
  update public.staff set signed_out_before = clock_timestamp()
  where casino_id = p_ctx.casino_id and id = p_staff_id;
  perform app.forget_parked_sessions(p_ctx.casino_id, p_staff_id);
end;
$$;
comment on function app.end_sessions(app.rls_context, uuid) is
  'Signs somebody out of this casino on every device: no token that they have counts here from the next request on, '
  'and none can be renewed.';

create function app.end_own_sessions(p_ctx app.rls_context)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_row record;
begin
  -- In one order, for whoever does so at two casinos at once.
  perform from public.staff o
  where o.user_id = (select user_id from public.staff where casino_id = p_ctx.casino_id and id = p_ctx.staff_id)
  order by o.casino_id for no key update;
  perform app.end_sessions(p_ctx, p_ctx.staff_id);
  -- What they do with their own account holds wherever they work.
  for v_row in
    select o.casino_id, o.id, o.user_id from public.staff s
    join public.staff o on o.user_id = s.user_id and o.id <> s.id
    where s.casino_id = p_ctx.casino_id and s.id = p_ctx.staff_id
    order by o.casino_id
  loop
    delete from auth.sessions where user_id = v_row.user_id;
    update public.staff set signed_out_before = clock_timestamp()
    where casino_id = v_row.casino_id and id = v_row.id;
    perform app.forget_parked_sessions(v_row.casino_id, v_row.id);
  end loop;
end;
$$;
comment on function app.end_own_sessions(app.rls_context) is
  'Signs the caller out on every device, at each casino where they work: their password may have been changed for it.';

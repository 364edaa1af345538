-- Personal PINs: how somebody who has signed in in full proves on a shared tablet that it is they again.

create function app.require_pin(p_pin text)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if (p_pin ~ '^[0-9]{6}$') is not true then
    perform app.invalid('pin', 'pinDigits');
  end if;
end;
$$;
comment on function app.require_pin(text) is 'VALIDATION_FAILED unless it is six digits.';

create function app.is_easy_pin(p_pin text)
returns boolean
language sql
immutable
return p_pin = repeat(left(p_pin, 1), 6)
  -- Past the nine comes the nought, as on the keys.
  or strpos('012345678901234', p_pin) > 0 or strpos('432109876543210', p_pin) > 0;
comment on function app.is_easy_pin(text) is
  'Whether six digits are what everybody tries first: all the same, or a straight run up or down.';

create function app.has_pin(p_staff public.staff)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (select from app.staff_pin where casino_id = p_staff.casino_id and staff_id = p_staff.id);
end;
$$;
comment on function app.has_pin(public.staff) is 'Whether somebody of the staff has set a PIN.';

create function app.signed_in_at(p_session_id uuid default null)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select created_at from auth.sessions
    where id = coalesce(p_session_id, (auth.jwt() ->> 'session_id')::uuid) and user_id = auth.uid()
  );
end;
$$;
comment on function app.signed_in_at(uuid) is
  'When the session of the call, or another one of the same account, began by its password; null where it has ended. A '
  'renewed token is of the same session.';

create function app.is_full_sign_in(p_staff public.staff, p_aal text)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce(p_aal = 'aal2', false) or not exists (
    select from public.casino_settings
    where casino_id = p_staff.casino_id and p_staff.role = any (second_factor_roles));
end;
$$;
comment on function app.is_full_sign_in(public.staff, text) is
  'Whether a session of somebody, of this level of Supabase Auth, is one signed in to in full: by the second factor, '
  'too, where it is demanded of their role.';

create function app.lock_pin(p_casino_id uuid, p_staff_id uuid)
returns app.staff_pin
language plpgsql
set search_path = ''
as $$
declare
  v_pin app.staff_pin;
begin
  select * into v_pin from app.staff_pin where casino_id = p_casino_id and staff_id = p_staff_id for update;
  if not found then
    perform app.fail(409, 'PIN_NOT_SET');
  end if;
  if v_pin.ended_at is not null and exists (
    select from public.staff s
    join auth.sessions a on a.user_id = s.user_id
    where s.casino_id = p_casino_id and s.id = p_staff_id and a.created_at > v_pin.ended_at
      and app.is_full_sign_in(s, a.aal::text)
  ) then
    update app.staff_pin set wrong_tries = 0, ended_at = null
    where casino_id = p_casino_id and staff_id = p_staff_id
    returning * into v_pin;
  end if;
  if v_pin.ended_at is not null then
    perform app.fail(409, 'PIN_ENDED');
  end if;
  return v_pin;
end;
$$;
comment on function app.lock_pin(uuid, uuid) is
  'Locks the PIN of somebody, so that tries of several tablets are counted one by one. PIN_NOT_SET; PIN_ENDED after '
  'five wrong ones, until the person has signed in in full since and that session goes on.';

create function app.is_at_work(p_staff public.staff)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (
    select from auth.sessions a
    where a.user_id = p_staff.user_id and a.created_at > now() - interval '12 hours'
      and app.is_full_sign_in(p_staff, a.aal::text)
      and (not p_staff.has_choice or exists (
        select from app.session_casino c
        where c.session_id = a.id and c.casino_id = p_staff.casino_id and c.staff_id = p_staff.id)));
end;
$$;
comment on function app.is_at_work(public.staff) is
  'Whether a session of theirs goes on at this casino, on whatever tablet, that began by a sign-in in full within '
  'twelve hours: as long as one that is parked is opened by the PIN. Of who went home and signed out a PIN that was '
  'watched approves nothing.';

create function app.try_pin(
  p_ctx app.rls_context,
  p_staff_id uuid,
  p_pin text,
  p_parked_session_id uuid default null,
  p_approval_id uuid default null
)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_pin app.staff_pin := app.lock_pin(p_ctx.casino_id, p_staff_id);
  v_is_right constant boolean := v_pin.pin_hash = extensions.crypt(p_pin, v_pin.pin_hash);
  v_tries_left constant integer := case when v_is_right then 5 else 4 - v_pin.wrong_tries end;
  v_token constant text := 'try_' || encode(app.random_32_bytes(), 'hex');
begin
  update app.staff_pin
  set wrong_tries = 5 - v_tries_left, ended_at = case when v_tries_left = 0 then clock_timestamp() end
  where casino_id = p_ctx.casino_id and staff_id = p_staff_id;
  if v_tries_left = 0 then
    perform app.forget_parked_sessions(p_ctx.casino_id, p_staff_id);
  end if;
  delete from app.pin_try where casino_id = p_ctx.casino_id and staff_id = p_staff_id and lapses_at <= now();
  insert into app.pin_try (casino_id, staff_id, parked_session_id, approval_id, token_hash, is_right, tries_left,
    lapses_at)
  values (p_ctx.casino_id, p_staff_id, p_parked_session_id, p_approval_id, app.link_hash(v_token), v_is_right,
    v_tries_left, now() + interval '1 minute');
  if not v_is_right then
    perform app.write_audit(p_ctx, 'staff.try_pin', 'staff', p_staff_id, null,
      jsonb_build_object('tries_left', v_tries_left), p_outcome => 'refused');
  end if;
  return v_token;
end;
$$;
comment on function app.try_pin(app.rls_context, uuid, text, uuid, uuid) is
  'Writes a try at somebody''s PIN down, and answers a token by which app.read_pin_try says how it went, once it is '
  'kept: nothing of that shows here. A wrong one is counted and goes on record, without its digits; a right one '
  'forgets those before it. At the fifth in a row every session of theirs that is parked loses its key. '
  'PIN_NOT_SET, PIN_ENDED.';

create function app.require_right(p_try app.pin_try)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_try.tries_left = 0 then
    perform app.fail(409, 'PIN_ENDED');
  elsif not p_try.is_right then
    perform app.fail(409, 'PIN_WRONG', jsonb_build_object('triesLeft', p_try.tries_left));
  end if;
end;
$$;
comment on function app.require_right(app.pin_try) is
  'How a try at a PIN went that was counted: PIN_WRONG (detail: triesLeft), PIN_ENDED after the fifth.';

create function app.read_pin_try(p_token text)
returns app.pin_try
language plpgsql
set search_path = ''
as $$
declare
  v_try app.pin_try;
begin
  select * into v_try from app.pin_try where token_hash = app.link_hash(p_token) and lapses_at > now();
  if not found then
    perform app.fail(409, 'PARKED_SESSION_GONE');
  end if;
  perform app.require_right(v_try);
  return v_try;
end;
$$;
comment on function app.read_pin_try(text) is
  'The try at a PIN that has a token, if it was the right one. PIN_WRONG (detail: triesLeft), PIN_ENDED after the '
  'fifth, PARKED_SESSION_GONE where there is no such try, or it is a minute old.';

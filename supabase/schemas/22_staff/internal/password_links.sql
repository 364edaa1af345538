-- A forgotten password: how somebody sets another by a one-time link, and what keeps who made the link from being them.

create function app.make_password_link(p_ctx app.rls_context, p_staff_id uuid, p_reason text)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_token constant text := 'reset_' || encode(app.random_32_bytes(), 'hex');
begin
  perform app.end_staff_link(p_ctx.casino_id, p_staff_id, 'replaced');
  insert into app.staff_link (casino_id, staff_id, purpose, reason, token_hash, made_by_staff_id, lapses_at)
  values (p_ctx.casino_id, p_staff_id, 'password', p_reason, app.link_hash(v_token), p_ctx.staff_id,
    now() + interval '1 hour');
  return v_token;
end;
$$;
comment on function app.make_password_link(app.rls_context, uuid, text) is
  'Makes the one link by which somebody sets their password anew, good for an hour, in the place of the one before, '
  'and answers its token, which is not kept.';

create function app.require_second_person(p_casino_id uuid, p_maker_id uuid, p_staff public.staff)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  -- A dealer loses no role that somebody would have to give back.
  if p_staff.role <> 'dealer' and not exists (
    select from public.staff s
    cross join lateral app.permission(s.casino_id, s.id, s.role, app.gaming_day(s.casino_id), 'permission.approve') p
    where s.casino_id = p_casino_id and s.is_active and s.user_id is not null
      and s.id not in (p_maker_id, p_staff.id) and p.is_granted
  ) then
    perform app.fail(409, 'NO_SECOND_PERSON');
  end if;
end;
$$;
comment on function app.require_second_person(uuid, uuid, public.staff) is
  'NO_SECOND_PERSON when nobody but who makes a link and whom it is for could give the role back that its use takes.';

create function app.require_own_account(p_staff public.staff)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- The account opens another casino, too, or once did and may again: its password is nobody's of this one to set.
  if p_staff.has_choice then
    perform app.fail(409, 'WORKS_ELSEWHERE');
  end if;
end;
$$;
comment on function app.require_own_account(public.staff) is
  'WORKS_ELSEWHERE when the account of somebody is that of their work at another casino as well.';

create function app.require_maker(p_link app.staff_link)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_link.made_by_staff_id is not null and not exists (
    select from public.staff s
    cross join lateral app.permission(s.casino_id, s.id, s.role, app.gaming_day(s.casino_id), 'staff.manage') p
    where s.casino_id = p_link.casino_id and s.id = p_link.made_by_staff_id and s.is_active and p.is_granted
  ) then
    perform app.fail(409, 'LINK_WITHDRAWN');
  end if;
end;
$$;
comment on function app.require_maker(app.staff_link) is
  'LINK_WITHDRAWN unless whoever made a link could still make it: one of an admin who is let go opens nothing.';

create function app.require_open_password_link(p_token text)
returns app.staff_link
language plpgsql
set search_path = ''
as $$
declare
  v_link app.staff_link := app.read_staff_link(p_token, 'password');
begin
  perform app.require_open_link(v_link);
  perform app.require_maker(v_link);
  return v_link;
end;
$$;
comment on function app.require_open_password_link(text) is
  'The link that has a token, while it sets a password. LINK_UNKNOWN, LINK_USED, LINK_WITHDRAWN, LINK_LAPSED.';

create function app.lock_access(p_ctx app.rls_context, p_staff_id uuid)
returns public.staff
language plpgsql
set search_path = ''
as $$
declare
  v_staff public.staff;
begin
  perform from app.staff_pin where casino_id = p_ctx.casino_id and staff_id = p_staff_id for update;
  perform app.lock_permissions(p_ctx);
  -- With all admins, in one order, as app.lock_staff.
  perform from public.staff
  where casino_id = p_ctx.casino_id and (id = p_staff_id or role = 'admin')
  order by id for no key update;
  select * into v_staff from public.staff where casino_id = p_ctx.casino_id and id = p_staff_id;
  return v_staff;
end;
$$;
comment on function app.lock_access(app.rls_context, uuid) is
  'Locks all by which somebody comes in and may do something: their PIN, the casino''s rights, themselves with all '
  'admins.';

create function app.require_new_password(p_password text)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if (length(p_password) >= 12) is not true then
    perform app.invalid('password', 'passwordShort', jsonb_build_object('lowest', 12));
  end if;
  -- More would be cut off, and count for nothing.
  if octet_length(p_password) > 72 then
    perform app.invalid('password', 'passwordLong');
  end if;
end;
$$;
comment on function app.require_new_password(text) is
  'VALIDATION_FAILED unless it is what a password may be: at least 12 characters, at most 72 bytes.';

create function app.set_password(p_staff public.staff, p_password text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update auth.users
  set encrypted_password = extensions.crypt(p_password, extensions.gen_salt('bf', 10)), updated_at = now()
  where id = p_staff.user_id;
  -- Wherever the account works.
  delete from app.staff_pin p using public.staff s
  where s.user_id = p_staff.user_id and p.casino_id = s.casino_id and p.staff_id = s.id;
  delete from app.pin_try p using public.staff s
  where s.user_id = p_staff.user_id and p.casino_id = s.casino_id and p.staff_id = s.id;
end;
$$;
comment on function app.set_password(public.staff, text) is
  'Sets the password of somebody in Supabase Auth, as Auth itself keeps it (bcrypt), and forgets their PIN.';

create function app.take_rights(p_ctx app.rls_context, p_staff public.staff)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- What was asked for before is not to give whoever made the link rights that nobody thought of giving them.
  update public.approval set lapses_at = requested_at
  where casino_id = p_ctx.casino_id and status = 'pending' and operation = 'permission.change'
    and request -> 'changes' @> jsonb_build_array(jsonb_build_object('staff_id', p_staff.id));
  delete from public.staff_permission where casino_id = p_ctx.casino_id and staff_id = p_staff.id and is_granted;
  update public.staff set role = 'dealer' where casino_id = p_ctx.casino_id and id = p_staff.id and role <> 'dealer';
end;
$$;
comment on function app.take_rights(app.rls_context, public.staff) is
  'Leaves somebody what every dealer may: their role, what they were granted beside it, and what was asked for about '
  'them are gone.';

create function app.require_no_link_of(p_ctx app.rls_context, p_changes jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_staff_id uuid;
begin
  select last.staff_id into v_staff_id
  from (
    select distinct on (l.staff_id, l.purpose) l.staff_id, l.made_by_staff_id
    from app.staff_link l
    join jsonb_array_elements(p_changes) change on (change ->> 'staff_id')::uuid = l.staff_id
    where l.casino_id = p_ctx.casino_id and l.purpose in ('password', 'factor') and l.ended_as = 'used'
    order by l.staff_id, l.purpose, l.id desc
  ) last
  where last.made_by_staff_id = p_ctx.staff_id
  limit 1;
  if found then
    perform app.fail(403, 'OWN_LINK', jsonb_build_object('personName', app.staff_name(p_ctx.casino_id, v_staff_id)));
  end if;
end;
$$;
comment on function app.require_no_link_of(app.rls_context, jsonb) is
  'OWN_LINK (detail: personName) when one of the changes is about somebody who last set their password by a one-time '
  'link that the caller made, or whose second factor the caller took off last: who could have come in as them decides '
  'nothing about what they may.';

create function app.password_link_json(p_staff public.staff)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('made_by_name', app.staff_name(l.casino_id, l.made_by_staff_id),
      'lapses_at', l.lapses_at, 'used_at', l.ended_at)
    from app.staff_link l
    where l.casino_id = p_staff.casino_id and l.staff_id = p_staff.id and l.purpose = 'password'
      and (l.ended_as is null and l.lapses_at > now()
        or l.ended_as = 'used' and l.ended_at > now() - interval '30 days')
    order by l.id desc
    limit 1
  );
end;
$$;
comment on function app.password_link_json(public.staff) is
  'What somebody is to know of one-time links to their account: one that is out, or by which their password was set '
  'within 30 days: {made_by_name (null: whoever runs the server), lapses_at, used_at (null while it is out)}; null '
  'without any.';

create function app.make_operator_link(p_email text)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_staff public.staff;
  v_ctx app.rls_context;
  v_token text;
begin
  select * into v_staff from public.staff
  where lower(email) = lower(p_email) and is_active and user_id is not null
  order by casino_id limit 1 for no key update;
  if not found then
    perform app.fail(404, 'STAFF_NOT_FOUND');
  end if;
  v_ctx := app.worker_context(v_staff.casino_id);
  v_token := app.make_password_link(v_ctx, v_staff.id, null);
  perform app.write_audit(v_ctx, 'staff.make_password_link', 'staff', v_staff.id, null,
    app.staff_json(v_staff.casino_id, v_staff.id));
  return v_token;
end;
$$;
comment on function app.make_operator_link(text) is
  'Makes a link by which somebody who is let in sets their password anew and keeps their role, and answers its token: '
  'for whoever runs the database, who could do either by hand. No role of the API reaches it. STAFF_NOT_FOUND.';

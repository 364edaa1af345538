-- Who is calling, who may do what (the one matrix), and what people are called.

create function app.role_capabilities(p_role public.staff_role)
returns text[]
language sql
immutable
return case p_role
    when 'dealer' then array['floor.read']
    when 'pit_boss' then array['floor.read', 'slip.manage', 'player.care', 'player.identify', 'reward.issue',
      'reward.approve', 'coupon.manage', 'dashboard.read', 'shift.manage', 'table.manage', 'mtl.write', 'mtl.read']
    when 'cashier' then array['floor.read', 'player.identify', 'mtl.write', 'mtl.read']
    when 'loyalty_manager'
      then array['floor.read', 'player.care', 'player.identify', 'ledger.correct', 'catalog.write', 'import.manage',
      'reconcile.apply', 'reconcile.revert', 'dashboard.read', 'audit.read', 'ledger.verify']
    when 'compliance' then array['floor.read', 'player.identify', 'dashboard.read', 'mtl.read', 'audit.read',
      'ledger.verify', 'exclusion.read', 'exclusion.write', 'pack.make', 'ctr.manage', 'permission.approve',
      'relation.manage']
    when 'admin' then array['floor.read', 'slip.manage', 'player.care', 'player.identify', 'reward.issue',
      'reward.approve', 'coupon.manage', 'ledger.correct', 'catalog.write',
      'import.manage', 'reconcile.apply', 'reconcile.revert', 'dashboard.read', 'shift.manage',
      'table.manage', 'mtl.write', 'mtl.read', 'audit.read', 'ledger.verify', 'settings.write', 'staff.manage',
      'exclusion.read', 'exclusion.write', 'pack.make', 'ctr.manage', 'permission.approve', 'relation.manage',
      'house.write']
end;
comment on function app.role_capabilities(public.staff_role) is
  'The role matrix as the product comes with it, in its only place; a casino''s own cells are in role_permission. The '
  'admin has every capability there is. Segregation of duties: who issues on the floor does not set prices.';

create function app.is_signed_in(p_staff public.staff)
returns boolean
language sql
stable
return p_staff.signed_out_before is null
  -- The database's clock was set back since: nobody is to wait until it is there again.
  or p_staff.signed_out_before > now()
  or coalesce(to_timestamp((auth.jwt() ->> 'iat')::double precision) >= p_staff.signed_out_before, false);
comment on function app.is_signed_in(public.staff) is
  'Whether the token of the call was issued since its person was last signed out everywhere. A token says the whole '
  'second: one of the very second of the sign-out is refused.';

create function app.is_let_in(p_staff public.staff, p_settings public.casino_settings)
returns boolean
language sql
stable
return p_staff.is_active
  and (p_staff.licence_expires_on is null or not p_settings.stops_on_expired_licence or p_staff.role = 'admin'
    or p_staff.licence_expires_on >= app.wall_today(p_settings));
comment on function app.is_let_in(public.staff, public.casino_settings) is
  'Whether somebody of the staff may come in: active and, where the casino wants that, with a licence that has not '
  'expired by the calendar on its wall. Who has none on record is; so are admins, or nobody could enter a new date.';

create function app.has_chosen(p_staff public.staff)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
declare
  -- It can only keep somebody out: of the casino that they are at, and whose screen is not the one that asks.
  v_meant constant text := nullif(current_setting('request.headers', true), '')::jsonb ->> 'x-acting-as';
begin
  return coalesce(v_meant = p_staff.id::text, true) and exists (
    select from app.session_casino
    where session_id = (auth.jwt() ->> 'session_id')::uuid and user_id = p_staff.user_id
      and casino_id = p_staff.casino_id and staff_id = p_staff.id
  );
end;
$$;
comment on function app.has_chosen(public.staff) is
  'Whether the session of the call is at the casino of this row. A screen says as whom it was opened (the header '
  'X-Acting-As): what it asks for after the session has gone to another casino is not asked for there.';

create function app.is_chosen(p_staff public.staff)
returns boolean
language sql
stable
return not p_staff.has_choice or app.has_chosen(p_staff);
comment on function app.is_chosen(public.staff) is
  'Whether the call is at the casino of this row of its account: the only one, or the one that its session chose.';

create function app.has_given_factor(p_staff public.staff, p_settings public.casino_settings)
returns boolean
language sql
stable
return p_staff.role = any (p_settings.second_factor_roles) is not true
  or coalesce(auth.jwt() ->> 'aal' = 'aal2', false);
comment on function app.has_given_factor(public.staff, public.casino_settings) is
  'Whether the session of the call was opened by a second factor, too, where the casino demands one of the role.';

create function app.has_second_factor(p_user_id uuid)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (
    select from auth.mfa_factors
    where user_id = p_user_id and factor_type::text = 'totp' and status::text = 'verified');
end;
$$;
comment on function app.has_second_factor(uuid) is
  'Whether an account has a second factor by which it can be opened: one that was set up and never tried is none.';

create function app.is_admitted(p_staff public.staff, p_settings public.casino_settings)
returns boolean
language sql
stable
return app.is_let_in(p_staff, p_settings) and app.is_signed_in(p_staff) and app.is_chosen(p_staff)
  and app.has_given_factor(p_staff, p_settings);
comment on function app.is_admitted(public.staff, public.casino_settings) is
  'Whether who calls, somebody of the staff, is let in: app.is_let_in, not signed out since, at this casino, and by a '
  'second factor where one is demanded.';

create function app.licence_state(p_expires_on date, p_settings public.casino_settings)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_today constant date := app.wall_today(p_settings);
begin
  return case
    when p_expires_on is null then 'none'
    when p_expires_on < v_today then 'expired'
    when p_expires_on - v_today <= p_settings.licence_warning_days then 'expiring'
    else 'valid'
  end;
end;
$$;
comment on function app.licence_state(date, public.casino_settings) is
  'How a licence with this last day stands today, by the calendar on the casino''s wall: none, valid, expiring or '
  'expired.';

create function app.permission(
  p_casino_id uuid,
  p_staff_id uuid,
  p_role public.staff_role,
  p_gaming_day date,
  p_capability text
)
returns table (is_granted boolean)
language sql
stable
begin atomic
  select coalesce(
    (select e.is_granted from public.staff_permission e
      where e.casino_id = p_casino_id and e.staff_id = p_staff_id and e.capability = p_capability
        and e.through_gaming_day >= p_gaming_day),
    (select r.is_granted from public.role_permission r
      where r.casino_id = p_casino_id and r.role = p_role and r.capability = p_capability),
    p_capability = any (app.role_capabilities(p_role)),
    -- A role that the matrix does not know.
    false);
end;
comment on function app.permission(uuid, uuid, public.staff_role, date, text) is
  'Whether somebody has a capability on a gaming day, by the one rule: their own exception while it runs, else the '
  'casino''s cell of the role, else the product''s. Always one row. Part of the statement that asks, as app.caller.';

create function app.caller(p_capability text default null)
returns table (
  casino_id uuid,
  staff_id uuid,
  role public.staff_role,
  gaming_day date,
  staff_name text,
  settings public.casino_settings,
  may boolean
)
language sql
stable
begin atomic
  select s.casino_id, s.id, s.role, app.current_gaming_day(cs), s.full_name, cs,
    p_capability is null or p.is_granted
  from public.staff s
  join public.casino_settings cs on cs.casino_id = s.casino_id
  cross join lateral app.permission(s.casino_id, s.id, s.role, app.current_gaming_day(cs), p_capability) p
  where s.user_id = (select auth.uid()) and app.is_admitted(s, cs);
end;
comment on function app.caller(text) is
  'Token -> admitted staff -> casino and role, with the gaming day of now, what the casino set, and whether the person '
  'has the capability (null: what every active member of staff may): one row, none for a stranger. Part of the '
  'statement that asks, which is why it is bound when it is made and has no search path.';

create function app.current_casino_id()
returns uuid
language sql
stable
security definer
set search_path = ''
as $$
  select s.casino_id from public.staff s
  join public.casino_settings cs on cs.casino_id = s.casino_id
  where s.user_id = (select auth.uid()) and app.is_admitted(s, cs);
$$;
comment on function app.current_casino_id() is
  'The casino of the caller''s active staff row, or null: a stale token of a deactivated person reads nothing, nor '
  'does who has several casinos and is at none. Used by every policy.';

create function app.current_staff_id()
returns uuid
language sql
stable
security definer
set search_path = ''
as $$
  select s.id from public.staff s
  join public.casino_settings cs on cs.casino_id = s.casino_id
  where s.user_id = (select auth.uid()) and app.is_admitted(s, cs);
$$;
comment on function app.current_staff_id() is
  'The caller''s active staff row, or null. For policies on what each person keeps for themselves.';

create function app.current_staff_can(p_capability text)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce((select c.may from app.caller(p_capability) c), false);
$$;
comment on function app.current_staff_can(text) is
  'Whether the caller''s active staff row has the capability. For policies narrower than the casino.';

create function app.staff_name(p_casino_id uuid, p_staff_id uuid)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_staff_id is null then
    return null;
  end if;
  return (select full_name from public.staff where casino_id = p_casino_id and id = p_staff_id);
end;
$$;
comment on function app.staff_name(uuid, uuid) is 'The name of who acted; null for the system.';

create function app.worker_context(p_casino_id uuid)
returns app.rls_context
language plpgsql
stable
set search_path = ''
as $$
begin
  return row(p_casino_id, null, null, app.uuid_v7(), app.gaming_day(p_casino_id))::app.rls_context;
end;
$$;
comment on function app.worker_context(uuid) is
  'The context of what the system does by itself in one casino: nobody acts, and the correlation id is new. For '
  'rpc_worker_ functions only.';


create function app.refuse_stranger()
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_staff public.staff;
begin
  if auth.uid() is null then
    perform app.fail(401, 'UNAUTHENTICATED');
  end if;
  -- Of several, the one that the session chose, else one that it may choose.
  select s.* into v_staff from public.staff s
  where s.user_id = auth.uid() and s.is_active
  order by app.is_chosen(s) desc, app.is_signed_in(s) desc limit 1;
  if found and not app.is_signed_in(v_staff) then
    perform app.fail(401, 'UNAUTHENTICATED');
  end if;
  if found and not app.is_chosen(v_staff) then
    perform app.fail(409, 'CASINO_NOT_CHOSEN');
  end if;
  -- Let in but for that: who is not may spare themselves the code.
  if exists (
    select from public.casino_settings cs
    where cs.casino_id = v_staff.casino_id and app.is_let_in(v_staff, cs) and not app.has_given_factor(v_staff, cs)
  ) then
    perform app.fail(403, 'SECOND_FACTOR_NEEDED',
      jsonb_build_object('isEnrolled', app.has_second_factor(v_staff.user_id)));
  end if;
  if v_staff.licence_expires_on is not null then
    perform app.fail(403, 'LICENCE_EXPIRED', jsonb_build_object('expiredOn', v_staff.licence_expires_on));
  end if;
  perform app.fail(403, 'FORBIDDEN', '{}'::jsonb, 'No active staff record for this account.');
end;
$$;
comment on function app.refuse_stranger() is
  'Refuses who is nobody of app.caller: UNAUTHENTICATED without a user or where they were signed out everywhere since, '
  'CASINO_NOT_CHOSEN where their session has yet to say at which of several casinos it is, SECOND_FACTOR_NEEDED '
  '(detail: isEnrolled) where their role is asked for a code besides the password, LICENCE_EXPIRED (detail: expiredOn) '
  'where that is what keeps an active person out, FORBIDDEN without an active staff row.';

create function app.set_rls_context_from_staff(p_correlation_id uuid default null)
returns app.rls_context
language plpgsql
set search_path = ''
as $$
declare
  v_ctx app.rls_context;
begin
  select c.casino_id, c.staff_id, c.role, coalesce(p_correlation_id, app.uuid_v7()), c.gaming_day into v_ctx
    from app.caller() c;
  if not found then
    perform app.refuse_stranger();
  end if;
  return v_ctx;
end;
$$;
comment on function app.set_rls_context_from_staff(uuid) is
  'First statement of every RPC that reads. Nothing is left in the session: who acts is passed on as this value, and '
  'no setting that a caller could forge is read. UNAUTHENTICATED without a user; FORBIDDEN without an active staff '
  'row.';

create function app.may(p_ctx app.rls_context, p_capability text)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select is_granted
    from app.permission(p_ctx.casino_id, p_ctx.staff_id, p_ctx.role, p_ctx.gaming_day, p_capability)
  );
end;
$$;
comment on function app.may(app.rls_context, text) is 'Whether who acts has the capability.';

create function app.capabilities_of(p_ctx app.rls_context)
returns text[]
language plpgsql
stable
set search_path = ''
as $$
begin
  return array(
    select c.capability
    from unnest(app.role_capabilities('admin')) with ordinality c (capability, place)
    cross join lateral app.permission(p_ctx.casino_id, p_ctx.staff_id, p_ctx.role, p_ctx.gaming_day, c.capability) p
    where p.is_granted
    order by c.place
  );
end;
$$;
comment on function app.capabilities_of(app.rls_context) is
  'Every capability that who acts has, in the order of the matrix.';

create function app.refuse_capability(p_ctx app.rls_context, p_capability text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.fail(403, 'FORBIDDEN', jsonb_build_object('capability', p_capability, 'role', p_ctx.role));
end;
$$;
comment on function app.refuse_capability(app.rls_context, text) is
  'Refuses who may not: FORBIDDEN, with the capability and the role.';

create function app.require_capability(p_ctx app.rls_context, p_capability text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if not app.may(p_ctx, p_capability) then
    perform app.refuse_capability(p_ctx, p_capability);
  end if;
end;
$$;
comment on function app.require_capability(app.rls_context, text) is
  'Second statement of every RPC that reads; of the others it is part of app.begin_call. FORBIDDEN when the caller '
  'lacks the capability.';

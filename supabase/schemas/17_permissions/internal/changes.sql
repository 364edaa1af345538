-- Changes of the matrix and of people's exceptions: what is one, and how they are made.

create function app.require_permission_change(p_ctx app.rls_context, p_change jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_person public.staff;
begin
  perform app.require_known_fields('changes', p_change,
    array['role', 'staff_id', 'capability', 'is_granted', 'through_gaming_day', 'demands_second_factor']);
  if p_change ? 'demands_second_factor' then
    perform app.require_factor_change(p_change);
    return;
  end if;
  if p_change ? 'role' and p_change ? 'staff_id' then
    perform app.require_role_change(p_ctx, p_change);
    return;
  end if;
  if p_change ->> 'capability' = any (app.role_capabilities('admin')) is not true
    or p_change ->> 'capability' = any (app.fixed_capabilities()) then
    perform app.invalid('changes', 'adaptableCapability');
  end if;
  if not (p_change ? 'role' or p_change ? 'staff_id') then
    perform app.invalid('changes', 'roleOrPerson');
  end if;
  if p_change ? 'role' then
    if (p_change ->> 'role') = any (enum_range(null::public.staff_role)::text[]) is not true
      or p_change ->> 'role' = 'admin' or jsonb_typeof(p_change -> 'is_granted') is distinct from 'boolean' then
      perform app.invalid('changes', 'adaptableRole');
    end if;
    return;
  end if;
  if pg_input_is_valid(p_change ->> 'staff_id', 'uuid') is not true then
    perform app.invalid('changes', 'adaptablePerson');
  end if;
  select * into v_person from public.staff
  where casino_id = p_ctx.casino_id and id = (p_change ->> 'staff_id')::uuid and is_active;
  if not found or v_person.role = 'admin' then
    perform app.invalid('changes', 'adaptablePerson');
  end if;
  if jsonb_typeof(p_change -> 'is_granted') = 'null' then
    return;
  end if;
  if jsonb_typeof(p_change -> 'is_granted') is distinct from 'boolean' then
    perform app.invalid('changes', 'adaptablePerson');
  end if;
  if pg_input_is_valid(p_change ->> 'through_gaming_day', 'date') is not true or (
    (p_change ->> 'through_gaming_day')::date between p_ctx.gaming_day and p_ctx.gaming_day + 366) is not true then
    perform app.invalid('throughGamingDay', 'withinAYear');
  end if;
end;
$$;
comment on function app.require_permission_change(app.rls_context, jsonb) is
  'VALIDATION_FAILED unless it is a change as public.approval.request has them, of a cell that a casino may adapt. '
  'What admins may is nobody''s to change; an exception runs for a year at most.';

create function app.require_factor_change(p_change jsonb)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  perform app.require_known_fields('changes', p_change, array['role', 'demands_second_factor']);
  if (p_change ->> 'role') = any (enum_range(null::public.staff_role)::text[]) is not true
    or jsonb_typeof(p_change -> 'demands_second_factor') is distinct from 'boolean' then
    perform app.invalid('changes', 'factorOfRole');
  end if;
end;
$$;
comment on function app.require_factor_change(jsonb) is
  'VALIDATION_FAILED unless it says whether a role, an admin''s too, is asked for a second factor.';

create function app.require_role_change(p_ctx app.rls_context, p_change jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_known_fields('changes', p_change, array['role', 'staff_id']);
  if (p_change ->> 'role') = any (enum_range(null::public.staff_role)::text[]) is not true
    or pg_input_is_valid(p_change ->> 'staff_id', 'uuid') is not true
    or not exists (
      select from public.staff
      where casino_id = p_ctx.casino_id and id = (p_change ->> 'staff_id')::uuid and is_active
        and role <> (p_change ->> 'role')::public.staff_role
    ) then
    perform app.invalid('changes', 'anotherRole');
  end if;
end;
$$;
comment on function app.require_role_change(app.rls_context, jsonb) is
  'VALIDATION_FAILED unless it gives somebody active a role that is not theirs yet.';

create function app.require_others_rights(p_ctx app.rls_context, p_changes jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if exists (
    select from jsonb_array_elements(p_changes) change
    where change ->> 'staff_id' = p_ctx.staff_id::text
      or (change ->> 'role' = p_ctx.role::text and not change ? 'staff_id'
        -- More may be asked of oneself, never less.
        and (change -> 'demands_second_factor' = 'true') is not true)
  ) then
    perform app.fail(403, 'OWN_RIGHTS');
  end if;
end;
$$;
comment on function app.require_others_rights(app.rls_context, jsonb) is
  'OWN_RIGHTS when one of the changes is about who asks or decides, or about their role; that their role is asked for '
  'a second factor is no right.';

create function app.make_permission_changes(p_ctx app.rls_context, p_changes jsonb, p_reason text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_change record;
begin
  for v_change in
    select role, staff_id, capability, is_granted, through_gaming_day, demands_second_factor
    from jsonb_to_recordset(p_changes) c (role public.staff_role, staff_id uuid, capability text, is_granted boolean,
      through_gaming_day date, demands_second_factor boolean)
  loop
    if v_change.demands_second_factor is not null then
      perform app.demand_second_factor(p_ctx, v_change.role, v_change.demands_second_factor);
    elsif v_change.capability is null then
      update public.staff set role = v_change.role where casino_id = p_ctx.casino_id and id = v_change.staff_id;
    elsif v_change.staff_id is not null then
      delete from public.staff_permission
      where casino_id = p_ctx.casino_id and staff_id = v_change.staff_id and capability = v_change.capability;
      insert into public.staff_permission (casino_id, staff_id, capability, is_granted, through_gaming_day, reason)
      select p_ctx.casino_id, v_change.staff_id, v_change.capability, v_change.is_granted, v_change.through_gaming_day,
        p_reason
      where v_change.is_granted is not null;
    else
      delete from public.role_permission
      where casino_id = p_ctx.casino_id and role = v_change.role and capability = v_change.capability;
      insert into public.role_permission (casino_id, role, capability, is_granted)
      select p_ctx.casino_id, v_change.role, v_change.capability, v_change.is_granted
      where v_change.is_granted <> (v_change.capability = any (app.role_capabilities(v_change.role)));
    end if;
  end loop;
  perform app.require_separation(p_ctx.casino_id, p_ctx.gaming_day);
  perform app.require_an_admin(p_ctx.casino_id);
end;
$$;
comment on function app.make_permission_changes(app.rls_context, jsonb, text) is
  'Makes changes that are valid, in force from the next request on. A cell that is as the product has it is no longer '
  'kept. DUTIES_NOT_SEPARATE and LAST_ADMIN, after which nothing has changed.';

create function app.demand_second_factor(p_ctx app.rls_context, p_role public.staff_role, p_is_demanded boolean)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.casino_settings
  set second_factor_roles = array(
    select r from unnest(enum_range(null::public.staff_role)) r
    where case when r = p_role then p_is_demanded else r = any (second_factor_roles) end order by r)
  where casino_id = p_ctx.casino_id;
end;
$$;
comment on function app.demand_second_factor(app.rls_context, public.staff_role, boolean) is
  'Has a role be asked for a second factor, or not any more, from everybody''s next request on.';

create function app.try_permission_changes(p_ctx app.rls_context, p_changes jsonb, p_reason text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.make_permission_changes(p_ctx, p_changes, p_reason);
  raise exception using errcode = 'PTTRY';
exception
  when sqlstate 'PTTRY' then
    return;
end;
$$;
comment on function app.try_permission_changes(app.rls_context, jsonb, text) is
  'Refuses as app.make_permission_changes does, and changes nothing: what would be refused is not asked for.';

create function app.end_exceptions()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  delete from public.staff_permission where casino_id = new.casino_id and staff_id = new.id;
  return new;
end;
$$;
comment on function app.end_exceptions() is
  'An exception is one from a role: with another role it ends.';
create trigger staff_role_exceptions after update of role on public.staff
  for each row when (old.role <> new.role) execute function app.end_exceptions();

create function app.lock_permissions(p_ctx app.rls_context)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform 1 from public.casino_settings where casino_id = p_ctx.casino_id for no key update;
end;
$$;
comment on function app.lock_permissions(app.rls_context) is
  'Lets one person at a time change who may do what in a casino: two changes that are right each by itself may break a '
  'separation together.';

create function app.ask_permission_changes(
  p_ctx app.rls_context,
  p_changes jsonb,
  p_reason text,
  p_after text default null
)
returns public.approval
language plpgsql
set search_path = ''
as $$
declare
  v_approval public.approval;
begin
  perform app.require_others_rights(p_ctx, p_changes);
  perform app.lock_permissions(p_ctx);
  perform app.try_permission_changes(p_ctx, p_changes, p_reason);
  insert into public.approval (casino_id, operation, request, reason, requested_by_staff_id, lapses_at)
  values (p_ctx.casino_id, 'permission.change',
    jsonb_build_object('changes', p_changes, 'is_after_link', p_after is not distinct from 'link',
      'is_after_reset', p_after is not distinct from 'reset'), p_reason, p_ctx.staff_id,
    now() + interval '7 days')
  returning * into v_approval;
  return v_approval;
end;
$$;
comment on function app.ask_permission_changes(app.rls_context, jsonb, text, text) is
  'Lays valid changes before somebody else, who decides within seven days. p_after: they give back what somebody lost '
  'by a link of who asks (link), or because who asks took their second factor off (reset). OWN_RIGHTS, '
  'DUTIES_NOT_SEPARATE, LAST_ADMIN.';

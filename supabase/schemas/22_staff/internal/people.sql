-- A person as admins see them, and what may be changed about one.

create function app.staff_state(p_staff public.staff)
returns text
language sql
immutable
return case
    when not p_staff.is_active then 'deactivated'
    when p_staff.user_id is null then 'invited'
    else 'active'
end;
comment on function app.staff_state(public.staff) is
  'invited: has not accepted yet; active; deactivated: let in no more, whether they ever accepted or not.';

create function app.staff_json(p_casino_id uuid, p_staff_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('id', s.id, 'name', s.full_name, 'email', s.email, 'role', s.role,
      'state', app.staff_state(s), 'employee_number', r.employee_number, 'licence_number', r.licence_number,
      'licence_expires_on', s.licence_expires_on, 'licence_state', app.licence_state(s.licence_expires_on, cs),
      'pits', coalesce((
        select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by p.sort_order, p.id)
        from public.staff_pit sp
        join public.pit p on p.casino_id = sp.casino_id and p.id = sp.pit_id
        where sp.casino_id = s.casino_id and sp.staff_id = s.id), '[]'::jsonb),
      'link_lapses_at', (
        select l.lapses_at from app.staff_link l
        where l.casino_id = s.casino_id and l.staff_id = s.id and l.ended_as is null),
      'has_second_factor', app.has_second_factor(s.user_id), 'last_seen_at', r.last_seen_at,
      'deactivated_at', r.deactivated_at,
      'deactivation_reason', r.deactivation_reason, 'created_at', s.created_at, 'updated_at', r.updated_at)
    from public.staff s
    join public.staff_record r on r.casino_id = s.casino_id and r.staff_id = s.id
    join public.casino_settings cs on cs.casino_id = s.casino_id
    where s.casino_id = p_casino_id and s.id = p_staff_id
  );
end;
$$;
comment on function app.staff_json(uuid, uuid) is 'Somebody of the staff as every RPC answers them to admins.';

create function app.lock_staff(p_ctx app.rls_context, p_staff_id uuid)
returns public.staff
language plpgsql
set search_path = ''
as $$
declare
  v_staff public.staff;
begin
  -- With all admins, in one order: of two who take each other's rights away at once, one waits and then is none.
  perform from public.staff
  where casino_id = p_ctx.casino_id and (id = p_staff_id or role = 'admin')
  order by id for no key update;
  perform app.require_capability(app.set_rls_context_from_staff(p_ctx.correlation_id), 'staff.manage');
  select * into v_staff from public.staff where casino_id = p_ctx.casino_id and id = p_staff_id;
  if not found then
    perform app.fail(404, 'STAFF_NOT_FOUND');
  end if;
  return v_staff;
end;
$$;
comment on function app.lock_staff(app.rls_context, uuid) is
  'Locks somebody of the staff, and all admins, for a change, and asks anew whether the caller still may make it. '
  'STAFF_NOT_FOUND, FORBIDDEN.';

create function app.staff_changes(p_changes jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  if jsonb_typeof(p_changes) is distinct from 'object' then
    return p_changes;
  end if;
  return coalesce((
    select jsonb_object_agg(key, case
      when jsonb_typeof(value) = 'string' then to_jsonb(app.clean_text(value #>> '{}'))
      else value
    end) from jsonb_each(p_changes)), '{}'::jsonb);
end;
$$;
comment on function app.staff_changes(jsonb) is 'What is to be changed, in normal form: texts clean, empty ones null.';

create function app.require_staff_fields(p_ctx app.rls_context, p_changes jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_field record;
begin
  for v_field in
    select f.name, f.longest, p_changes -> f.name as value, f.is_required
    from (values ('name', 200, true), ('employee_number', 40, false), ('licence_number', 60, false))
      f (name, longest, is_required)
    where p_changes ? f.name
  loop
    continue when v_field.value = 'null'::jsonb and not v_field.is_required;
    if jsonb_typeof(v_field.value) <> 'string' or length(v_field.value #>> '{}') > v_field.longest then
      perform app.invalid(app.camel_case(v_field.name), 'characters',
        jsonb_build_object('lowest', 1, 'highest', v_field.longest));
    end if;
  end loop;
  if p_changes -> 'licence_expires_on' <> 'null'::jsonb and not app.is_day(p_changes ->> 'licence_expires_on') then
    perform app.invalid('licenceExpiresOn', 'aDay');
  end if;
  if p_changes ? 'pit_ids' then
    perform app.require_pits(p_ctx, p_changes -> 'pit_ids');
  end if;
end;
$$;
comment on function app.require_staff_fields(app.rls_context, jsonb) is
  'VALIDATION_FAILED, naming the field, unless what is given of {name, employee_number, licence_number, '
  'licence_expires_on, pit_ids} is right. PIT_NOT_FOUND.';

create function app.is_day(p_text text)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return p_text ~ '^\d{4}-\d{2}-\d{2}$' and pg_input_is_valid(p_text, 'date')
    and p_text::date between date '2000-01-01' and date '2999-12-31';
end;
$$;
comment on function app.is_day(text) is 'Whether a text is a day of the years 2000 to 2999, as YYYY-MM-DD.';

create function app.require_pits(p_ctx app.rls_context, p_pit_ids jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if jsonb_typeof(p_pit_ids) <> 'array' or jsonb_array_length(p_pit_ids) > 100
    or exists (select from jsonb_array_elements_text(p_pit_ids) id where not pg_input_is_valid(id, 'uuid')) then
    perform app.invalid('pitIds', 'id');
  end if;
  if exists (
    select from jsonb_array_elements_text(p_pit_ids) id
    where not exists (select from public.pit where casino_id = p_ctx.casino_id and pit.id = id.value::uuid)
  ) then
    perform app.fail(404, 'PIT_NOT_FOUND');
  end if;
end;
$$;
comment on function app.require_pits(app.rls_context, jsonb) is
  'VALIDATION_FAILED unless it is a list of ids; PIT_NOT_FOUND unless all are pits of the caller''s casino.';

create function app.set_staff_fields(p_ctx app.rls_context, p_staff_id uuid, p_changes jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.require_employee_number_free(p_ctx, p_staff_id, p_changes ->> 'employee_number');
  update public.staff
  set full_name = coalesce(p_changes ->> 'name', full_name),
    licence_expires_on = case when p_changes ? 'licence_expires_on' then (p_changes ->> 'licence_expires_on')::date
      else licence_expires_on end
  where casino_id = p_ctx.casino_id and id = p_staff_id;
  update public.staff_record
  set employee_number = case when p_changes ? 'employee_number' then p_changes ->> 'employee_number'
      else employee_number end,
    licence_number = case when p_changes ? 'licence_number' then p_changes ->> 'licence_number'
      else licence_number end,
    -- Always later than before, also for a call that began first and waited: each state has a time of its own.
    updated_at = greatest(now(), updated_at + interval '1 millisecond')
  where casino_id = p_ctx.casino_id and staff_id = p_staff_id;
  if p_changes ? 'pit_ids' then
    delete from public.staff_pit where casino_id = p_ctx.casino_id and staff_id = p_staff_id;
    insert into public.staff_pit (casino_id, staff_id, pit_id)
    select distinct p_ctx.casino_id, p_staff_id, id::uuid from jsonb_array_elements_text(p_changes -> 'pit_ids') id;
  end if;
end;
$$;
comment on function app.set_staff_fields(app.rls_context, uuid, jsonb) is
  'Writes what is given of somebody, which app.require_staff_fields has seen. EMPLOYEE_NUMBER_TAKEN.';

create function app.require_employee_number_free(p_ctx app.rls_context, p_staff_id uuid, p_number text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_holder_id uuid;
begin
  if p_number is null then
    return;
  end if;
  -- Of two who give one number at once, the second waits here and then sees whose it is.
  perform pg_advisory_xact_lock(hashtextextended('employee_number:' || lower(p_number), 0));
  select staff_id into v_holder_id from public.staff_record
  where casino_id = p_ctx.casino_id and lower(employee_number) = lower(p_number) and staff_id <> p_staff_id;
  if found then
    perform app.fail(409, 'EMPLOYEE_NUMBER_TAKEN', jsonb_build_object('holderName',
      app.staff_name(p_ctx.casino_id, v_holder_id)));
  end if;
end;
$$;
comment on function app.require_employee_number_free(app.rls_context, uuid, text) is
  'EMPLOYEE_NUMBER_TAKEN, with whose it is, when a colleague has the number.';

create function app.ask_role(
  p_ctx app.rls_context,
  p_staff_id uuid,
  p_to_role text,
  p_reason text,
  p_after text default null
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_approval public.approval := app.ask_permission_changes(p_ctx,
    jsonb_build_array(jsonb_build_object('staff_id', p_staff_id, 'role', p_to_role)), p_reason, p_after);
begin
  perform app.write_audit(p_ctx, 'approval.request', 'approval', v_approval.id, null, app.approval_json(v_approval));
end;
$$;
comment on function app.ask_role(app.rls_context, uuid, text, text, text) is
  'Lays the role of somebody who comes in before a second person, on record as any request; p_after as in '
  'app.ask_permission_changes. '
  'LAST_ADMIN, DUTIES_NOT_SEPARATE.';

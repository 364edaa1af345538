-- Requests as the API shows them.

create function app.asking_capability(p_approval public.approval)
returns text
language sql
immutable
return case when p_approval.operation = 'permission.change' then 'staff.manage'
  when p_approval.request ->> 'kind' = 'coupon' then 'coupon.manage' else 'reward.issue' end;
comment on function app.asking_capability(public.approval) is
  'What it takes to ask for this; of a reward it is what it takes to issue one of its kind.';

create function app.approval_status(p_approval public.approval)
returns public.approval_status
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_approval.status = 'pending' and (now() >= p_approval.lapses_at or not exists (
    select from public.staff s
    cross join lateral app.permission(s.casino_id, s.id, s.role, app.gaming_day(s.casino_id),
      app.asking_capability(p_approval)) p
    where s.casino_id = p_approval.casino_id and s.id = p_approval.requested_by_staff_id and s.is_active
      and p.is_granted
  )) then
    return 'lapsed';
  end if;
  return p_approval.status;
end;
$$;
comment on function app.approval_status(public.approval) is
  'Where a request stands now: one that nobody decided lapses by its time, and when who asked may no longer ask.';

create function app.approval_json(p_approval public.approval)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', p_approval.id, 'operation', p_approval.operation, 'reason', p_approval.reason,
    'changes', (
      select jsonb_agg(jsonb_build_object('role', c.role, 'staff_id', c.staff_id,
        'staff_name', app.staff_name(p_approval.casino_id, c.staff_id), 'capability', c.capability,
        'is_granted', c.is_granted, 'through_gaming_day', c.through_gaming_day,
        'demands_second_factor', c.demands_second_factor) order by c.place)
      from rows from (jsonb_to_recordset(p_approval.request -> 'changes')
        as (role text, staff_id uuid, capability text, is_granted boolean, through_gaming_day date,
          demands_second_factor boolean))
        with ordinality c (role, staff_id, capability, is_granted, through_gaming_day, demands_second_factor, place)
    ),
    'is_after_link', coalesce((p_approval.request ->> 'is_after_link')::boolean, false),
    'is_after_reset', coalesce((p_approval.request ->> 'is_after_reset')::boolean, false),
    'status', app.approval_status(p_approval), 'requested_by', p_approval.requested_by_staff_id,
    'requested_by_name', app.staff_name(p_approval.casino_id, p_approval.requested_by_staff_id),
    'requested_at', p_approval.requested_at, 'lapses_at', p_approval.lapses_at,
    'decided_by_name', app.staff_name(p_approval.casino_id, p_approval.decided_by_staff_id),
    'decided_at', p_approval.decided_at, 'note', p_approval.note
  );
end;
$$;
comment on function app.approval_json(public.approval) is
  '{id, operation, reason, changes: [{role, staff_id, staff_name, capability, is_granted, through_gaming_day, '
  'demands_second_factor}], is_after_link, is_after_reset, status, requested_by, requested_by_name, requested_at, '
  'lapses_at, decided_by_name, decided_at, note}. A change with both role and staff_id gives that person the role; it '
  'has no capability. demands_second_factor: whether the role is to be asked for one; null of all other changes. '
  'is_after_link: the person set their password by a one-time link of who asks, and lost the role by it; '
  'is_after_reset: who asks took their second factor off, and with it the role.';

create function app.require_pending(p_approval public.approval)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if app.approval_status(p_approval) <> 'pending' then
    perform app.fail(409, 'APPROVAL_NOT_PENDING', jsonb_build_object('status', app.approval_status(p_approval),
      'at', p_approval.decided_at, 'staffName', app.staff_name(p_approval.casino_id, p_approval.decided_by_staff_id)));
  end if;
end;
$$;
comment on function app.require_pending(public.approval) is
  'APPROVAL_NOT_PENDING (detail: status, and who was first: at, staffName; null where it lapsed) unless it waits.';

create function app.lock_pending_approval(p_ctx app.rls_context, p_approval_id uuid, p_operation text)
returns public.approval
language plpgsql
set search_path = ''
as $$
declare
  v_approval public.approval;
begin
  select * into v_approval from public.approval
  where casino_id = p_ctx.casino_id and id = p_approval_id and operation = p_operation for no key update;
  if not found then
    perform app.fail(404, 'APPROVAL_NOT_FOUND');
  end if;
  perform app.require_pending(v_approval);
  return v_approval;
end;
$$;
comment on function app.lock_pending_approval(app.rls_context, uuid, text) is
  'The request of an operation that is to be decided, locked. APPROVAL_NOT_FOUND, APPROVAL_NOT_PENDING (as '
  'app.require_pending).';

create function app.end_approval(
  p_ctx app.rls_context,
  p_approval public.approval,
  p_status public.approval_status,
  p_note text
)
returns public.approval
language plpgsql
set search_path = ''
as $$
declare
  v_approval public.approval;
begin
  update public.approval
  set status = p_status, decided_by_staff_id = p_ctx.staff_id, decided_at = now(), note = p_note,
    is_by_pin = p_approval.is_by_pin
  where casino_id = p_ctx.casino_id and id = p_approval.id
  returning * into v_approval;
  return v_approval;
end;
$$;
comment on function app.end_approval(app.rls_context, public.approval, public.approval_status, text) is
  'Writes how a request, which the caller holds locked, ended, who ended it, and whether by their PIN.';

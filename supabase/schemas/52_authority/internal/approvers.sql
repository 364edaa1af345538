-- Who approves a request on the tablet of who asked, by a PIN.

create function app.own_reward_request(p_ctx app.rls_context, p_approval_id uuid)
returns public.approval
language plpgsql
stable
set search_path = ''
as $$
declare
  v_approval public.approval;
begin
  select * into v_approval from public.approval
  where casino_id = p_ctx.casino_id and id = p_approval_id and operation = 'reward.issue';
  if not found then
    perform app.fail(404, 'APPROVAL_NOT_FOUND');
  end if;
  if v_approval.requested_by_staff_id <> p_ctx.staff_id then
    perform app.fail(403, 'NOT_YOUR_REQUEST');
  end if;
  perform app.require_pending(v_approval);
  return v_approval;
end;
$$;
comment on function app.own_reward_request(app.rls_context, uuid) is
  'A request for a reward of who acts that waits: it is decided under its lock. APPROVAL_NOT_FOUND, NOT_YOUR_REQUEST, '
  'APPROVAL_NOT_PENDING.';

create function app.approvers(p_approval public.approval)
returns setof public.staff
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
    select s.*
    from public.staff s
    join public.casino_settings cs on cs.casino_id = s.casino_id
    where s.casino_id = p_approval.casino_id and s.id <> p_approval.requested_by_staff_id
      and app.is_let_in(s, cs) and app.is_at_work(s) and app.has_pin(s)
      and not exists (
        select from unnest(array['reward.approve', app.asking_capability(p_approval)]) needed (capability)
        cross join lateral app.permission(s.casino_id, s.id, s.role, app.current_gaming_day(cs), needed.capability) p
        where not p.is_granted);
end;
$$;
comment on function app.approvers(public.approval) is
  'Who may approve a request by their PIN: whoever may decide about its kind, is let in, has signed in for this day of '
  'work and has a PIN, but for who asked. What they may give is asked when it is given.';

create function app.require_approver(p_approval public.approval, p_person_id uuid)
returns public.staff
language plpgsql
stable
set search_path = ''
as $$
declare
  v_approver public.staff;
begin
  select * into v_approver from app.approvers(p_approval) a where a.id = p_person_id;
  if not found then
    perform app.fail(403, 'CANNOT_APPROVE_HERE');
  end if;
  return v_approver;
end;
$$;
comment on function app.require_approver(public.approval, uuid) is
  'One of app.approvers. CANNOT_APPROVE_HERE, whatever it is that is in the way.';

create function app.read_approver_try(p_ctx app.rls_context, p_approval_id uuid, p_try_id uuid)
returns app.pin_try
language plpgsql
stable
set search_path = ''
as $$
declare
  v_try app.pin_try;
begin
  select * into v_try from app.pin_try
  where casino_id = p_ctx.casino_id and id = p_try_id and approval_id = p_approval_id and lapses_at > now();
  if not found then
    perform app.fail(409, 'PIN_TRY_GONE');
  end if;
  perform app.require_right(v_try);
  return v_try;
end;
$$;
comment on function app.read_approver_try(app.rls_context, uuid, uuid) is
  'The try at a PIN for a request, if it was the right one. PIN_WRONG (detail: triesLeft), PIN_ENDED after the fifth, '
  'PIN_TRY_GONE where there is no such try for it, or it is a minute old.';

create function app.call_of_approver(p_call app.call, p_approver public.staff)
returns app.call
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_call app.call := p_call;
  v_ctx app.rls_context := p_call.ctx;
begin
  v_ctx.staff_id := p_approver.id;
  v_ctx.role := p_approver.role;
  v_call.ctx := v_ctx;
  v_call.staff_name := p_approver.full_name;
  return v_call;
end;
$$;
comment on function app.call_of_approver(app.call, public.staff) is
  'A call as that of who approves by their PIN on another''s tablet: what they may is asked of them, what they give is '
  'theirs, and so is the row on record. Only for one of app.require_approver whose PIN was right.';

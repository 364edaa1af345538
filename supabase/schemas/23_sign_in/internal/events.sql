-- What goes on record of sign-ins.

create function app.take_trail_room(p_knock app.knock)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_failures double precision;
begin
  select app.remembered_failures(t, 360, v_now) + 1 into v_failures from app.sign_in_try t
  where t.kind = 'trail' and t.key = p_knock.account;
  v_failures := coalesce(v_failures, 1);
  if v_failures > 20.5 then
    return false;
  end if;
  insert into app.sign_in_try (kind, key, failures, last_at, forgotten_at)
  values ('trail', p_knock.account, v_failures, v_now, v_now + make_interval(secs => v_failures * 360))
  on conflict (kind, key) do update
  set (failures, last_at, forgotten_at) = (excluded.failures, excluded.last_at, excluded.forgotten_at);
  return true;
end;
$$;
comment on function app.take_trail_room(app.knock) is
  'Whether another failure at an account may go on record: twenty at once and ten an hour, whoever tries from however '
  'many addresses. Called under app.lock_tries.';

create function app.record_sign_in(
  p_knock app.knock,
  p_action text,
  p_facts jsonb,
  p_correlation_id uuid
)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_is_in constant boolean := p_action = 'staff.sign_in';
  v_staff public.staff;
  v_ctx app.rls_context;
begin
  for v_staff in
    select s.* from public.staff s
    where lower(s.email) = p_knock.email and s.user_id is not null and (s.is_active or not v_is_in)
    order by s.casino_id
  loop
    v_ctx := app.worker_context(v_staff.casino_id);
    v_ctx.correlation_id := coalesce(p_correlation_id, v_ctx.correlation_id);
    -- Who failed is nobody as yet.
    if v_is_in then
      v_ctx.staff_id := v_staff.id;
      v_ctx.role := v_staff.role;
    end if;
    perform app.write_audit(v_ctx, p_action, 'staff', v_staff.id, null,
      p_facts || jsonb_build_object('address', left(encode(p_knock.address, 'hex'), 16),
        'is_known_device', p_knock.device is not null),
      p_outcome => case when v_is_in then 'done' else 'refused' end);
  end loop;
  return exists (select from public.staff s where lower(s.email) = p_knock.email and s.user_id is not null);
end;
$$;
comment on function app.record_sign_in(app.knock, text, jsonb, uuid) is
  'Puts a sign-in, or one that failed, on record at each casino where the account works, with the first digits of the '
  'hash of the address: the same ones are the same address. False for an address that is nobody''s there, which '
  'belongs in no casino''s trail.';

create function app.failures_at(p_knock app.knock)
returns integer
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce((
    select ceil(app.remembered_failures(t, 360, clock_timestamp()))::integer from app.sign_in_try t
    where t.kind = 'account' and t.key = p_knock.account), 0);
end;
$$;
comment on function app.failures_at(app.knock) is
  'How many failures at an account are remembered, from all devices that it does not know.';

-- What no casino can change about the matrix, and what one person never has together.

create function app.fixed_capabilities()
returns text[]
language sql
immutable
return array['floor.read', 'staff.manage', 'permission.approve'];
comment on function app.fixed_capabilities() is
  'Capabilities whose row of the matrix stays as the product has it: what everybody of the house reads, and who '
  'decides about rights.';

create function app.require_an_admin(p_casino_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if not exists (select from public.staff
    where casino_id = p_casino_id and role = 'admin' and is_active and user_id is not null) then
    perform app.fail(409, 'LAST_ADMIN');
  end if;
end;
$$;
comment on function app.require_an_admin(uuid) is
  'LAST_ADMIN when nobody is left who can let people in and put their rights right. Asked after a change, which it '
  'undoes.';

create function app.separations()
returns table (separation text, capability text, other text)
language sql
immutable
begin atomic
  select 'pricesAndIssues', c, o
  from unnest(array['catalog.write', 'settings.write', 'house.write']) c,
    unnest(array['reward.issue', 'reward.approve', 'coupon.manage']) o
  union all
  select 'issuesAndVerifies', c, o
  from unnest(array['reward.issue', 'reward.approve', 'coupon.manage']) c,
    unnest(array['audit.read', 'ledger.verify', 'pack.make', 'relation.manage']) o;
end;
comment on function app.separations() is
  'Segregation of duties: pairs of capabilities that nobody but an admin has together. Who sets prices, limits and '
  'what play is rated by does not issue, and who issues does not verify.';

create function app.require_separation(p_casino_id uuid, p_from date)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_broken record;
begin
  -- A role, and everybody who has an exception from it, on each day on which what they may changes.
  select s.separation, s.capability, s.other, holder.role, holder.full_name into v_broken
  from (
    select p_casino_id as casino_id, null::uuid as staff_id, r as role, null::text as full_name, p_from as gaming_day
    from unnest(enum_range(null::public.staff_role)) r
    union
    select s.casino_id, s.id, s.role, s.full_name, d.gaming_day
    from public.staff_permission e
    join public.staff s on s.casino_id = e.casino_id and s.id = e.staff_id
    cross join lateral (values (p_from), (greatest(p_from, e.through_gaming_day + 1))) d (gaming_day)
    where e.casino_id = p_casino_id
  ) holder
  cross join app.separations() s
  cross join lateral app.permission(holder.casino_id, holder.staff_id, holder.role, holder.gaming_day, s.capability) one
  cross join lateral app.permission(holder.casino_id, holder.staff_id, holder.role, holder.gaming_day, s.other) two
  where holder.role <> 'admin' and one.is_granted and two.is_granted
  order by holder.full_name nulls first, holder.role, s.separation, s.capability, s.other
  limit 1;
  if found then
    perform app.fail(409, 'DUTIES_NOT_SEPARATE', jsonb_build_object('separation', v_broken.separation, 'capability',
      v_broken.capability, 'other', v_broken.other, 'role', v_broken.role, 'personName', v_broken.full_name));
  end if;
end;
$$;
comment on function app.require_separation(uuid, date) is
  'DUTIES_NOT_SEPARATE (detail: separation, capability, other, role, personName or null) when a role, or a person with '
  'exceptions, has both sides of a separation on some gaming day from p_from on. An exception that ends counts too: '
  'what it took comes back.';

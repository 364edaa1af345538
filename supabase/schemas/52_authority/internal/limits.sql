-- Limits as the API shows them, and what they may be.

create function app.authority_limit_json(p_limit public.authority_limit)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('role', p_limit.role, 'staff_id', p_limit.staff_id,
    'staff_name', app.staff_name(p_limit.casino_id, p_limit.staff_id),
    'points_at_once', p_limit.points_at_once, 'points_per_shift', p_limit.points_per_shift,
    'points_per_day', p_limit.points_per_day, 'value_at_once_cents', p_limit.value_at_once_cents,
    'value_per_day_cents', p_limit.value_per_day_cents, 'player_per_day_cents', p_limit.player_per_day_cents,
    'version', coalesce(p_limit.version, 0));
end;
$$;
comment on function app.authority_limit_json(public.authority_limit) is
  '{role, staff_id, staff_name, points_at_once, points_per_shift, points_per_day, value_at_once_cents, '
  'value_per_day_cents, player_per_day_cents, version}: null is no limit, version 0 what was never set.';

create function app.require_limits(p_limits jsonb, p_is_house boolean)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_limit record;
begin
  perform app.require_known_fields('limits', p_limits, case when p_is_house then array['player_per_day_cents']
    else array['points_at_once', 'points_per_shift', 'points_per_day', 'value_at_once_cents', 'value_per_day_cents']
    end);
  for v_limit in select key, value, case when key like '%\_cents' then 100000000000 else 1000000000 end as highest
    from jsonb_each(p_limits) loop
    if v_limit.value <> 'null'::jsonb and not app.is_number_between(v_limit.value, 0, v_limit.highest, true) then
      perform app.invalid(app.camel_case(v_limit.key), case when v_limit.key like '%\_cents' then 'centsBetween'
        else 'wholeBetweenOrNothing' end, jsonb_build_object('lowest', 0, 'highest', v_limit.highest));
    end if;
  end loop;
end;
$$;
comment on function app.require_limits(jsonb, boolean) is
  'VALIDATION_FAILED unless they are limits of a person or role, or the house''s: whole numbers from 0 on, or null.';

create function app.issuing_staff(p_casino_id uuid, p_gaming_day date)
returns setof public.staff
language sql
stable
begin atomic
  select s.* from public.staff s
  where s.casino_id = p_casino_id and s.is_active and exists (
    select from unnest(array['reward.issue', 'coupon.manage']) c (capability)
    cross join lateral app.permission(s.casino_id, s.id, s.role, p_gaming_day, c.capability) p
    where p.is_granted);
end;
comment on function app.issuing_staff(uuid, date) is 'Who of a casino may give rewards or coupons on a gaming day.';

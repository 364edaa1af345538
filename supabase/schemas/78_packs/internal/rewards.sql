-- Comps and coupons above an amount, one by one and by month.

create type app.pack_reward as (
  id uuid,
  month text,
  gaming_day date,
  at timestamptz,
  instrument text,
  type text,
  name text,
  entry_id uuid,
  coupon_id uuid,
  player_id uuid,
  staff_id uuid,
  points bigint,
  value_cents bigint
);
comment on type app.pack_reward is
  'A comp, by its entry in the ledger, or a coupon that replaces none, as a pack lists it. points as the entry has '
  'them: below zero.';

create function app.pack_rewards(
  p_casino_id uuid,
  p_from date,
  p_to date,
  p_above_points bigint,
  p_above_cents bigint,
  p_after_id uuid default null,
  p_limit integer default null
)
returns setof app.pack_reward
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  with days as (select * from app.day_ids(p_casino_id, p_from, p_to))
  select e.id, to_char(e.gaming_day, 'YYYY-MM'), e.gaming_day, e.created_at, 'comp',
    coalesce(e.metadata ->> 'reward_kind', 'comp'), coalesce(e.metadata ->> 'reward_name', e.note), e.id, null::uuid,
    e.player_id, e.staff_id, e.points, coalesce((e.metadata ->> 'face_value_cents')::bigint, 0)
  from days, public.loyalty_ledger e
  where e.casino_id = p_casino_id and e.id >= days.lowest and e.id < days.highest
    and (p_after_id is null or e.id > p_after_id) and e.gaming_day between p_from and p_to
    and e.reason = 'redemption' and -e.points >= p_above_points
  union all
  select c.id, to_char(c.gaming_day, 'YYYY-MM'), c.gaming_day, c.issued_at, 'coupon', p.promo_type::text,
    coalesce(c.metadata ->> 'reward_name', p.name), null, c.id, c.player_id, c.issued_by_staff_id, 0, c.face_value_cents
  from days, public.promo_coupon c
  join public.promo_program p on p.casino_id = c.casino_id and p.id = c.promo_program_id
  where c.casino_id = p_casino_id and c.id >= days.lowest and c.id < days.highest
    and (p_after_id is null or c.id > p_after_id) and c.gaming_day between p_from and p_to
    and c.replaces_coupon_id is null and c.face_value_cents >= p_above_cents
  order by 1
  limit p_limit;
end;
$$;
comment on function app.pack_rewards(uuid, date, date, bigint, bigint, uuid, integer) is
  'What was given on gaming days: comps of at least so many points, coupons of at least so many cents, in '
  'the order of their ids. A comp that was reversed later was given all the same; its reversal is in the ledger.';

create function app.pack_reward_row(p_casino_id uuid, p_reward app.pack_reward)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(p_reward) || jsonb_build_object(
    'patron', (
      select last_name || ', ' || first_name from public.player
      where casino_id = p_casino_id and id = p_reward.player_id
    ),
    'issuer', app.staff_name(p_casino_id, p_reward.staff_id));
end;
$$;
comment on function app.pack_reward_row(uuid, app.pack_reward) is
  'A reward of a pack with the names of who got and gave it.';

create function app.pack_reward_months(
  p_casino_id uuid,
  p_from date,
  p_to date,
  p_above_points bigint,
  p_above_cents bigint
)
returns setof jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  select jsonb_build_object('month', month, 'type', type, 'count', count(*), 'points', sum(points), 'value_cents',
    sum(value_cents))
  from app.pack_rewards(p_casino_id, p_from, p_to, p_above_points, p_above_cents)
  group by month, type
  order by month, type;
end;
$$;
comment on function app.pack_reward_months(uuid, date, date, bigint, bigint) is
  'The same by month and type: how many, their points and their face value in cents.';

-- What players are worth to the house: what their play was to win, against what they were given.

create type app.player_value as (
  player_id uuid,
  theo_cents bigint,
  comp_cents bigint,
  coupon_cents bigint,
  visit_count bigint,
  last_visit_at timestamptz
);
comment on type app.player_value is
  'A player over some gaming days: theo of the visits that began on them, comps and coupons that were given on them '
  'and not taken back, how many visits, and when the last visit of all began.';

create function app.given_comps(p_casino_id uuid, p_from timestamptz, p_to timestamptz, p_player_id uuid)
returns table (player_id uuid, cents bigint)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
begin
  return query
    with comp as (
      select e.player_id, e.points, e.gaming_day, (e.metadata ->> 'amount_cents')::bigint as amount
      from public.loyalty_ledger e
      left join public.loyalty_ledger r on r.casino_id = e.casino_id and r.reversed_entry_id = e.id
      where e.casino_id = p_casino_id and e.reason = 'redemption' and e.reward_id is not null
        and e.created_at >= p_from and e.created_at < p_to
        and (p_player_id is null or e.player_id = p_player_id)
        -- Few were ever taken back: only of those it is asked whether they were brought back since.
        and (r.id is null or app.reversal_id(e) is null)
    ),
    price as (
      -- Each comp for itself, but each price of a day only once: many comps cost the same.
      select c.points, c.gaming_day, app.points_worth_cents(p_casino_id, -c.points, c.gaming_day) as cents
      from comp c group by 1, 2
    )
    select c.player_id, sum(coalesce(c.amount, p.cents))::bigint
    from comp c join price p on p.points = c.points and p.gaming_day = c.gaming_day
    group by 1;
end;
$$;
comment on function app.given_comps(uuid, timestamptz, timestamptz, uuid) is
  'What the comps of players (or of one) are worth in cents that were given in a time and not taken back: each for '
  'itself, by its amount where its issuer typed one, else by the point value of its gaming day, as app.value_given_to '
  'counts them.';

create function app.list_player_values(p_casino_id uuid, p_from date, p_to date, p_player_id uuid)
returns setof app.player_value
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
declare
  v_from constant timestamptz := app.gaming_day_start(p_casino_id, p_from);
  v_to constant timestamptz := app.gaming_day_start(p_casino_id, p_to + 1);
begin
  return query
    with stay as (
      select v.id, v.player_id, v.started_at from public.visit v
      where v.casino_id = p_casino_id and v.gaming_day between p_from and p_to
        and (p_player_id is null or v.player_id = p_player_id)
    ),
    visits as (
      select s.player_id, count(*) as visits, max(s.started_at) as last_at from stay s group by 1
    ),
    play as (
      -- A closed slip keeps its theo, which the index of a visit's slips has; that of a live one grows.
      select s.player_id, r.theo_cents as cents
      from stay s
      join public.rating_slip r on r.casino_id = p_casino_id and r.visit_id = s.id
      where r.theo_cents is not null
      union all
      select s.player_id, app.slip_theo_cents(r, now())
      from stay s
      join public.rating_slip r on r.casino_id = p_casino_id and r.visit_id = s.id
      where r.status <> 'closed'
    ),
    theo as (
      select y.player_id, sum(y.cents) as cents from play y group by 1
    ),
    comps as (
      select m.player_id, m.cents from app.given_comps(p_casino_id, v_from, v_to, p_player_id) m
    ),
    coupons as (
      select c.player_id, sum(c.face_value_cents) as cents
      from public.promo_coupon c
      where c.casino_id = p_casino_id and c.player_id is not null and c.issued_at >= v_from and c.issued_at < v_to
        and app.is_given(c) and (p_player_id is null or c.player_id = p_player_id)
      group by 1
    )
    select p.player_id, coalesce(y.cents, 0)::bigint, coalesce(m.cents, 0), coalesce(c.cents, 0)::bigint,
      coalesce(v.visits, 0), coalesce(v.last_at, (select max(w.started_at) from public.visit w
        where w.casino_id = p_casino_id and w.player_id = p.player_id))
    from (select player_id from visits union select player_id from comps union select player_id from coupons) p
    left join visits v on v.player_id = p.player_id
    left join theo y on y.player_id = p.player_id
    left join comps m on m.player_id = p.player_id
    left join coupons c on c.player_id = p.player_id;
end;
$$;
comment on function app.list_player_values(uuid, date, date, uuid) is
  'Who was in the house, or given something, on some gaming days, and what of both; of one player where asked. Play '
  'counts on the gaming day on which its visit began, with its theo as of now, as the visits of a player have it.';

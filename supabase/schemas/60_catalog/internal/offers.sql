-- Who may get what now.

create function app.reward_offers(
  p_ctx app.rls_context,
  p_loyalty public.player_loyalty,
  p_visit public.visit,
  p_is_excluded boolean,
  p_reward_id uuid default null,
  p_amount_cents bigint default null
)
returns setof app.reward_offer
language plpgsql
stable
set search_path = ''
-- One plan suits a list and a single reward alike, and planning anew takes longer than the query.
set plan_cache_mode = force_generic_plan
as $$
declare
  v_rank integer := (select rank from public.loyalty_tier where casino_id = p_ctx.casino_id and code = p_loyalty.tier);
  v_exact_match boolean := (select promo_require_exact_match from public.casino_settings
    where casino_id = p_ctx.casino_id);
  v_debt_limit bigint := (select comp_debt_limit_points from public.casino_settings where casino_id = p_ctx.casino_id);
begin
  return query
  with win as materialized (
    select * from app.limit_windows(p_ctx.casino_id, p_visit.started_at)
  ),
  used as (
    -- How often and when last, as far back as any window or cooldown reaches. Hours and not days: a day is longer or
    -- shorter where the clocks change, a cooldown is not.
    select u.reward_id, win.scope, max(u.at) as last_at,
      count(*) filter (where case when win.scope = 'per_visit' then u.visit_id = p_visit.id
        else u.at >= win.starts_at end) as times
    from app.reward_uses(p_ctx.casino_id, p_loyalty.player_id,
      (select least(min(starts_at), now() - interval '744 hours') from win)) u
    cross join win
    where p_reward_id is null or u.reward_id = p_reward_id
    group by u.reward_id, win.scope
  ),
  limited as (
    select l.reward_id, bool_or(l.requires_note) as requires_note, bool_or(l.scope = 'per_visit') as is_per_visit,
      bool_or(l.max_issues <= used.times) as is_reached,
      bool_or(l.max_issues <= used.times and win.ends_at is null) as is_reached_for_good,
      max(win.ends_at) filter (where l.max_issues <= used.times) as reached_until,
      max(used.last_at + make_interval(mins => l.cooldown_minutes)) as cooling_until,
      jsonb_agg(jsonb_build_object('scope', l.scope, 'max_issues', l.max_issues, 'left',
        greatest(0, l.max_issues - coalesce(used.times, 0)))
        order by l.scope) as remaining
    from public.reward_limits l
    join win on win.scope = l.scope
    left join used on used.reward_id = l.reward_id and used.scope = l.scope
    where l.casino_id = p_ctx.casino_id and (p_reward_id is null or l.reward_id = p_reward_id)
    group by l.reward_id
  ),
  benefits as (
    -- The tier's own, or the next lower one's: a tier added above others takes nothing from who is lifted into it.
    select distinct on (own.reward_id) own.reward_id, own.benefit
    from public.reward_entitlement_tier own
    join public.loyalty_tier t on t.casino_id = own.casino_id and t.code = own.tier
    where own.casino_id = p_ctx.casino_id and (p_reward_id is null or own.reward_id = p_reward_id) and t.rank <= v_rank
    order by own.reward_id, t.rank desc
  ),
  offered as (
    select r, price.min_amount_cents, price.max_amount_cents, price.allow_overdraw,
      case when price.min_amount_cents is not null then coalesce(p_amount_cents, price.min_amount_cents) end as amount,
      case when price.min_amount_cents is null then price.points_cost else app.points_for_cents(p_ctx.casino_id,
        coalesce(p_amount_cents, price.min_amount_cents), p_ctx.gaming_day) end as points_cost,
      case when price.allow_overdraw then v_debt_limit when price.reward_id is not null then 0 end as debt_limit,
        e.benefit, lim.is_reached, lim.is_reached_for_good, lim.reached_until,
      lim.cooling_until, coalesce(lim.requires_note, false) as requires_note,
        coalesce(lim.remaining, '[]'::jsonb) as remaining,
      case when r.family = 'entitlement' then program.id end as program_id,
      coalesce((e.benefit ->> 'valid_hours')::integer, program.valid_hours) as valid_hours,
      array_remove(array[
        case when v_rank < lowest.rank then 'min_tier' end,
        case when v_rank > highest.rank then 'max_tier' end,
        case when p_loyalty.balance < g.min_points_balance then 'min_points_balance' end,
        case when g.visit_kinds is not null and (p_visit.kind = any (g.visit_kinds)) is not true then 'visit_kind' end,
        case when lim.is_per_visit and p_visit.id is null then 'no_visit' end,
        case when r.family = 'entitlement' and e.benefit is null then 'no_benefit' end
      ], null) as unmet
    from public.reward_catalog r
    left join public.reward_price_points price on price.casino_id = r.casino_id and price.reward_id = r.id
    left join benefits e on e.reward_id = r.id
    left join public.reward_eligibility g on g.casino_id = r.casino_id and g.reward_id = r.id
    left join public.loyalty_tier lowest on lowest.casino_id = r.casino_id and lowest.code = g.min_tier
    left join public.loyalty_tier highest on highest.casino_id = r.casino_id and highest.code = g.max_tier
    left join limited lim on lim.reward_id = r.id
    left join lateral (
      -- The coupon carries the tier's figures; the program it is filed under is the one whose value comes nearest.
      select pr.id, pr.valid_hours from public.promo_program pr
      where pr.casino_id = r.casino_id and pr.promo_type = (e.benefit ->> 'instrument_type')::public.promo_type_enum
        and pr.status = 'active' and pr.start_at <= now() and (pr.end_at is null or pr.end_at > now())
      order by abs(pr.face_value_cents - (e.benefit ->> 'face_value_cents')::bigint), pr.start_at desc, pr.id desc
      limit 1
    ) program on true
    where r.casino_id = p_ctx.casino_id and case when p_reward_id is null then r.is_active else r.id = p_reward_id end
  ),
  judged as (
    select o.*, array_remove(array[
        case when p_is_excluded then 'PLAYER_EXCLUDED' end,
        case when o.unmet <> '{}' then 'NOT_ELIGIBLE' end,
        case when o.is_reached then 'LIMIT_REACHED' end,
        case when o.cooling_until > now() then 'COOLDOWN_ACTIVE' end,
        case when p_loyalty.balance - o.points_cost < -o.debt_limit then 'INSUFFICIENT_POINTS' end,
        case when o.benefit is not null and o.program_id is null then 'NO_ACTIVE_PROGRAM' end,
        case when v_exact_match and app.takes_wager(o.benefit ->> 'instrument_type')
          and o.benefit -> 'required_match_wager_cents' <> o.benefit -> 'face_value_cents' then 'MATCH_NOT_EXACT' end
      ], null) as reasons
    from offered o
  )
  select (j.r).id, (j.r).code, (j.r).name, (j.r).family, (j.r).kind, (j.r).fulfillment, (j.r).ui_tags, (j.r).version,
    (j.r).is_active,
    j.requires_note,
    j.points_cost, j.amount, j.min_amount_cents, j.max_amount_cents, j.allow_overdraw, j.debt_limit,
    p_loyalty.balance, p_loyalty.balance - coalesce(j.points_cost, 0), p_loyalty.tier,
    (j.benefit ->> 'instrument_type')::public.promo_type_enum, (j.benefit ->> 'face_value_cents')::bigint,
    (j.benefit ->> 'required_match_wager_cents')::bigint, j.valid_hours, j.program_id, j.remaining, j.unmet, j.reasons,
      j.reasons = '{}',
    -- A time is promised only where time alone stands in the way.
    case when j.reasons <> '{}' and j.reasons <@ array['LIMIT_REACHED', 'COOLDOWN_ACTIVE']
      and j.is_reached_for_good is not true
      then greatest(j.reached_until, case when j.cooling_until > now() then j.cooling_until end) end
  from judged j
  order by (j.r).family, (j.r).kind, lower((j.r).name), (j.r).id;
end;
$$;
comment on function app.reward_offers(app.rls_context, public.player_loyalty, public.visit, boolean, uuid, bigint) is
  'The active rewards, or the one given whether active or not, as a player with this standing, on this visit (an empty '
  'row for none), could get them now; a comp whose amount is typed for that amount, or for its smallest. Both the list '
  'on the screen and the issuing itself go by it.';

create function app.reward_visit(p_ctx app.rls_context, p_player_id uuid, p_visit_id uuid,
  p_rating_slip_id uuid default null)
returns public.visit
language plpgsql
stable
set search_path = ''
as $$
declare
  v_slip public.rating_slip;
  v_visit public.visit;
begin
  if p_rating_slip_id is not null then
    select * into v_slip from public.rating_slip where casino_id = p_ctx.casino_id and id = p_rating_slip_id;
    if not found then
      perform app.fail(404, 'SLIP_NOT_FOUND');
    end if;
    if v_slip.player_id <> p_player_id or v_slip.visit_id <> p_visit_id then
      perform app.fail(409, 'PLAYER_MISMATCH');
    end if;
    if v_slip.status = 'closed' then
      perform app.fail(409, 'SLIP_CLOSED', jsonb_build_object('endedAt', v_slip.ended_at));
    end if;
  end if;
  if coalesce(p_visit_id, v_slip.visit_id) is null then
    -- Without a visit in the call the running one counts, so that leaving it out passes no limit per visit.
    select * into v_visit from public.visit where casino_id = p_ctx.casino_id and player_id = p_player_id
      and ended_at is null;
    return v_visit;
  end if;
  select * into v_visit from public.visit where casino_id = p_ctx.casino_id
    and id = coalesce(p_visit_id, v_slip.visit_id);
  if not found then
    perform app.fail(404, 'VISIT_NOT_FOUND');
  end if;
  if v_visit.player_id <> p_player_id then
    perform app.fail(409, 'PLAYER_MISMATCH');
  end if;
  if v_visit.ended_at is not null then
    perform app.fail(409, 'VISIT_ENDED', jsonb_build_object('endedAt', v_visit.ended_at));
  end if;
  return v_visit;
end;
$$;
comment on function app.reward_visit(app.rls_context, uuid, uuid, uuid) is
  'The visit a reward is given on: the one named, the slip''s, or the player''s running one; an empty row when there '
  'is none. VISIT_NOT_FOUND, VISIT_ENDED, SLIP_NOT_FOUND, SLIP_CLOSED, PLAYER_MISMATCH.';

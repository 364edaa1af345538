-- What was given in a time: by whom, why, and of which reward.

create function app.rewards_by_issuer_json(p_posted app.posted_points[], p_casino_id uuid, p_gaming_day date)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('staff_id', given.staff_id, 'staff_name', given.staff_name,
      'reason', given.reason, 'count', given.entries, 'points', given.points,
      'cents', given.amount_cents
        + app.points_worth_cents(p_casino_id, given.points - given.amount_points, p_gaming_day))
      order by given.staff_name nulls last, given.staff_id, given.reason), '[]'::jsonb)
    from (
      select p.staff_id, app.staff_name(p_casino_id, p.staff_id) as staff_name, p.reason, sum(p.entries) as entries,
        -- A comp takes points from the player: what is given is what they are spent on.
        abs(sum(p.points)) as points, sum(p.amount_cents) as amount_cents, abs(sum(p.amount_points)) as amount_points
      from unnest(p_posted) p
      where not p.is_back
        and p.reason in ('mid_session_bonus', 'supervisor_discretion', 'promotion', 'redemption')
      group by p.staff_id, p.reason
    ) given
  );
end;
$$;
comment on function app.rewards_by_issuer_json(app.posted_points[], uuid, date) is
  'Bonuses and comps by who gave them and why: [{staff_id, staff_name, reason, count, points, cents (worth by the '
  'point value of the day, and by the amounts that were typed)}]. The points of the bonuses come to bonus_points of '
  'app.points_json, those of the comps to redeemed_points: what was taken back since stands there, not here.';

create function app.comps_by_reward_json(p_posted app.posted_points[], p_casino_id uuid, p_gaming_day date)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('reward_id', c.reward_id, 'code', r.code, 'name', r.name,
      'count', c.entries, 'points', c.points, 'cents',
      c.amount_cents + app.points_worth_cents(p_casino_id, c.points - c.amount_points, p_gaming_day),
      'returned_count', c.returned_entries, 'returned_points', c.returned_points)
      order by c.points desc, r.name, c.reward_id), '[]'::jsonb)
    from (
      select p.reward_id, coalesce(sum(p.entries) filter (where not p.is_back), 0) as entries,
        coalesce(-sum(p.points) filter (where not p.is_back), 0) as points,
        coalesce(sum(p.amount_cents) filter (where not p.is_back), 0) as amount_cents,
        coalesce(-sum(p.amount_points) filter (where not p.is_back), 0) as amount_points,
        coalesce(sum(p.entries) filter (where p.is_back), 0) as returned_entries,
        coalesce(sum(p.points) filter (where p.is_back), 0) as returned_points
      from unnest(p_posted) p where p.reason = 'redemption' group by p.reward_id
    ) c
    left join public.reward_catalog r on r.casino_id = p_casino_id and r.id = c.reward_id
  );
end;
$$;
comment on function app.comps_by_reward_json(app.posted_points[], uuid, date) is
  'Comps by reward, the most points first: [{reward_id, code, name, count, points, cents, returned_count, '
  'returned_points}]. Returned is what was taken back in that time, also of comps that were given before.';

create function app.coupons_by_issuer_json(p_casino_id uuid, p_from timestamptz, p_to timestamptz)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('staff_id', c.staff_id, 'staff_name', c.staff_name,
      'program_name', c.program_name, 'promo_type', c.promo_type, 'count', c.coupons, 'face_value_cents', c.cents,
      'patron_risk_cents', c.risk) order by c.staff_name nulls last, c.staff_id, c.program_name), '[]'::jsonb)
    from (
      select c.issued_by_staff_id as staff_id, app.staff_name(p_casino_id, c.issued_by_staff_id) as staff_name,
        p.name as program_name, p.promo_type, count(*) as coupons, sum(c.face_value_cents) as cents,
        sum(c.required_match_wager_cents) as risk
      from public.promo_coupon c
      join public.promo_program p on p.casino_id = c.casino_id and p.id = c.promo_program_id
      where c.casino_id = p_casino_id and c.issued_at >= p_from and c.issued_at < p_to
        and c.replaces_coupon_id is null
      group by c.issued_by_staff_id, p.name, p.promo_type
    ) c
  );
end;
$$;
comment on function app.coupons_by_issuer_json(uuid, timestamptz, timestamptz) is
  'Coupons issued in a time by who issued them and of which program, whatever became of them, without replacements: '
  '[{staff_id, staff_name, program_name, promo_type, count, face_value_cents, patron_risk_cents}]. They come to the '
  'issued figures of app.promo_totals.';

-- What the house is exposed to.

create function app.promo_totals(p_casino_id uuid, p_gaming_day date, p_day_start timestamptz, p_from timestamptz,
  p_to timestamptz)
returns public.promo_day_rollup
language plpgsql
stable
set search_path = ''
as $$
declare
  v_totals public.promo_day_rollup;
begin
  v_totals.casino_id := p_casino_id;
  v_totals.gaming_day := p_gaming_day;
  v_totals.starts_at := p_from;
  v_totals.ends_at := p_to;
  -- One index-only scan each, of the window alone: the cost grows with the window, never with the history.
  with issued as (
    select floor(extract(epoch from issued_at - p_day_start) / 3600)::integer as hour, count(*) as coupons,
      sum(face_value_cents) as cents,
      sum(required_match_wager_cents) as risk
    from public.promo_coupon
    where casino_id = p_casino_id and issued_at >= p_from and issued_at < p_to and replaces_coupon_id is null
    group by 1
  )
  select coalesce(sum(i.coupons), 0), coalesce(sum(i.cents), 0), coalesce(sum(i.risk), 0),
    array_agg(coalesce(i.coupons, 0) order by h.hour), array_agg(coalesce(i.cents, 0) order by h.hour)
  into v_totals.issued_count, v_totals.issued_face_value_cents, v_totals.issued_patron_risk_cents,
    v_totals.issued_count_by_hour, v_totals.issued_face_value_cents_by_hour
  from generate_series(floor(extract(epoch from p_from - p_day_start) / 3600)::integer,
    ceil(extract(epoch from p_to - p_day_start) / 3600)::integer - 1) h (hour)
  left join issued i on i.hour = h.hour;

  select count(*), coalesce(sum(face_value_cents), 0), coalesce(sum(required_match_wager_cents), 0)
  into v_totals.voided_count, v_totals.voided_face_value_cents, v_totals.voided_patron_risk_cents
  from public.promo_coupon
  where casino_id = p_casino_id and status = 'voided' and voided_at >= p_from and voided_at < p_to;

  select count(*), coalesce(sum(face_value_cents), 0), coalesce(sum(required_match_wager_cents), 0)
  into v_totals.replaced_count, v_totals.replaced_face_value_cents, v_totals.replaced_patron_risk_cents
  from public.promo_coupon
  where casino_id = p_casino_id and status = 'replaced' and replaced_at >= p_from and replaced_at < p_to;

  -- Coupons that are marked as expired, and overdue ones that the worker has not marked yet.
  select count(*), coalesce(sum(face_value_cents), 0), coalesce(sum(required_match_wager_cents), 0)
  into v_totals.expired_count, v_totals.expired_face_value_cents, v_totals.expired_patron_risk_cents
  from (
    select face_value_cents, required_match_wager_cents from public.promo_coupon
    where casino_id = p_casino_id and status = 'expired' and expires_at >= p_from and expires_at < p_to
    union all
    select face_value_cents, required_match_wager_cents from public.promo_coupon
    where casino_id = p_casino_id and status = 'issued' and expires_at >= p_from and expires_at < p_to
      and expires_at <= now()
  ) expired;

  v_totals.is_open := v_totals.issued_count + v_totals.replaced_count > 0
    or exists (select 1 from public.visit where casino_id = p_casino_id and gaming_day = p_gaming_day);
  return v_totals;
end;
$$;
comment on function app.promo_totals(uuid, date, timestamptz, timestamptz, timestamptz) is
  'Coupons of a window, counted now: issued in it (replacements left out, whatever became of the others), and voided, '
  'replaced or expired in it, with face value and match wager in cents; issued by whole hour of the gaming day, of '
  'which the first and the last may lie in the window in part.';

create function app.promo_day(p_casino_id uuid, p_gaming_day date)
returns public.promo_day_rollup
language plpgsql
stable
set search_path = ''
as $$
declare
  v_day public.promo_day_rollup;
  v_from timestamptz;
begin
  select * into v_day from public.promo_day_rollup where casino_id = p_casino_id and gaming_day = p_gaming_day;
  if not found then
    -- The first day that is not closed begins where the last closed one ended, also when the settings moved the gaming
    -- day in between.
    v_from := coalesce(
      (select ends_at from public.promo_day_rollup where casino_id = p_casino_id and gaming_day = p_gaming_day - 1),
      app.gaming_day_start(p_casino_id, p_gaming_day));
    v_day := app.promo_totals(p_casino_id, p_gaming_day, v_from, v_from,
      app.gaming_day_start(p_casino_id, p_gaming_day + 1));
  end if;
  return v_day;
end;
$$;
comment on function app.promo_day(uuid, date) is
  'A gaming day''s totals: as kept when the day is closed, else counted now. The two are equal.';

create function app.promo_baseline_days(p_casino_id uuid, p_gaming_day date, p_limit integer)
returns setof public.promo_day_rollup
language plpgsql
stable
set search_path = ''
as $$
declare
  v_day public.promo_day_rollup;
  v_found integer := 0;
begin
  for v_back in 1 .. 28 loop
    exit when v_found >= p_limit;
    v_day := app.promo_day(p_casino_id, p_gaming_day - v_back);
    if v_day.is_open then
      v_found := v_found + 1;
      return next v_day;
    end if;
  end loop;
end;
$$;
comment on function app.promo_baseline_days(uuid, date, integer) is
  'The p_limit most recent gaming days before p_gaming_day on which the casino was open, newest first, at most 28 '
  'days back. A day without a coupon counts; a day on which the casino was closed is no day.';

create function app.promo_outstanding(p_casino_id uuid, p_soon interval)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    with groups as (
      -- One pass over the coupons. Their age is told by comparing times, which needs no arithmetic per coupon.
      select
        case when coalesce(first_issued_at, issued_at) > now() - interval '4 hours' then 0
          when coalesce(first_issued_at, issued_at) > now() - interval '12 hours' then 4
          when coalesce(first_issued_at, issued_at) > now() - interval '24 hours' then 12
          when coalesce(first_issued_at, issued_at) > now() - interval '72 hours' then 24 else 72 end as from_hours,
        count(*) as coupons, sum(face_value_cents) as cents, sum(required_match_wager_cents) as risk,
        count(*) filter (where is_soon) as soon, sum(face_value_cents) filter (where is_soon) as soon_cents
      from public.promo_coupon
      -- A coupon that was made for a few hours is not expiring soon from its first minute on.
      cross join lateral (select expires_at <= now() + p_soon
        and expires_at - now() <= (coalesce(valid_until, expires_at)
          - coalesce(first_issued_at, issued_at)) / 2 as is_soon) s
      where casino_id = p_casino_id and status = 'issued' and expires_at > now()
      group by 1
    )
    select jsonb_build_object(
      'outstanding_count', coalesce(sum(g.coupons), 0),
      'outstanding_face_value_cents', coalesce(sum(g.cents), 0),
      'outstanding_patron_risk_cents', coalesce(sum(g.risk), 0),
      'expiring_soon_count', coalesce(sum(g.soon), 0),
      'expiring_soon_face_value_cents', coalesce(sum(g.soon_cents), 0),
      'outstanding_by_age', jsonb_agg(jsonb_build_object('from_hours', b.from_hours, 'to_hours', b.to_hours,
        'count', coalesce(g.coupons, 0), 'face_value_cents', coalesce(g.cents, 0)) order by b.from_hours)
    )
    from (values (0, 4), (4, 12), (12, 24), (24, 72), (72, null)) b (from_hours, to_hours)
    left join groups g on g.from_hours = b.from_hours
  );
end;
$$;
comment on function app.promo_outstanding(uuid, interval) is
  'What is outstanding now: count, face value and patron risk (required match wagers) in cents, how many expire soon '
  '(within p_soon, and with no more than half of the validity left that their line was given) and their face value, '
  'and count and face value by hours since issue, a replacement''s being the first issue of its line. From the index '
  'of issued coupons alone.';

create function app.promo_held(p_casino_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  -- By way of the few who are excluded, not of the many coupons that are outstanding.
  return (
    select jsonb_build_object('held_count', count(*), 'held_face_value_cents', coalesce(sum(c.face_value_cents), 0),
      'held_patron_risk_cents', coalesce(sum(c.required_match_wager_cents), 0))
    from public.promo_coupon c
    where c.casino_id = p_casino_id and c.status = 'issued' and c.expires_at > now() and c.player_id in (
      select e.player_id from public.player_exclusion e where e.casino_id = p_casino_id and app.is_in_force(e)));
end;
$$;
comment on function app.promo_held(uuid) is
  'What of the outstanding coupons is held now, because their players may receive nothing: {held_count, '
  'held_face_value_cents, held_patron_risk_cents}.';

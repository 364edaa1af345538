create function app.sum_of_first(p_values bigint[], p_count integer)
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
begin
  return (select coalesce(sum(value), 0) from unnest(p_values[1:p_count]) value);
end;
$$;
comment on function app.sum_of_first(bigint[], integer) is
  'The sum of the first elements of an array; of all, when there are fewer.';

create function app.list_promo_spike_alerts(p_casino_id uuid, p_day public.promo_day_rollup, p_rule jsonb,
  p_baseline jsonb)
returns setof app.alert
language plpgsql
stable
set search_path = ''
as $$
declare
  -- The running day is held against what earlier days had given out by the end of the same hour. The hour is not over
  -- yet, so that this can fire late but never early. A day that is over is held against whole days.
  v_hours integer := case
    when now() >= p_day.ends_at then 25
    else greatest(0, floor(extract(epoch from now() - p_day.starts_at) / 3600)::integer + 1)
  end;
  v_counts numeric[];
  v_face_values numeric[];
  v_newest_day date;
  v_details jsonb := jsonb_build_object('hours', case when v_hours < 25 then v_hours end);
begin
  select array_agg(app.sum_of_first(d.issued_count_by_hour, v_hours)),
    array_agg(app.sum_of_first(d.issued_face_value_cents_by_hour, v_hours)),
    max(d.gaming_day)
  into v_counts, v_face_values, v_newest_day
  from app.promo_baseline_days(p_casino_id, p_day.gaming_day, (p_baseline -> 'gaming_days')::integer) d;

  return next app.baseline_alert(
    row('promo_issuance_spike', 'none', 'casino', null, null, 'count', 'count', p_day.issued_count, 'count', null,
      null, null, v_details)::app.alert,
    v_counts, v_newest_day, p_day.gaming_day, 'up', p_rule, p_baseline);
  return next app.baseline_alert(
    row('promo_issuance_spike', 'none', 'casino', null, null, 'face_value', 'face_value',
      p_day.issued_face_value_cents, 'cents', null, null, null,
      v_details)::app.alert,
    v_face_values, v_newest_day, p_day.gaming_day, 'up', p_rule, p_baseline);
end;
$$;
comment on function app.list_promo_spike_alerts(uuid, public.promo_day_rollup, jsonb, jsonb) is
  'Coupons issued in a gaming day, by number and by face value, against the open days before; only more than usual is '
  'an alert.';

create function app.promo_void_alert(p_day public.promo_day_rollup, p_rule jsonb)
returns app.alert
language plpgsql
stable
set search_path = ''
as $$
begin
  return app.share_alert('promo_void_rate', p_day.voided_count, p_day.issued_count,
    p_day.issued_count >= (p_rule -> 'min_issued')::numeric, p_rule,
    jsonb_build_object('issued_count', p_day.issued_count, 'voided_count', p_day.voided_count));
end;
$$;
comment on function app.promo_void_alert(public.promo_day_rollup, jsonb) is
  'Coupons voided in percent of those issued in a gaming day. Of a few coupons one void is a large share and means '
  'nothing: too few, and nothing fires.';

create function app.promo_replacement_alert(p_day public.promo_day_rollup, p_rule jsonb)
returns app.alert
language plpgsql
stable
set search_path = ''
as $$
declare
  v_alert app.alert;
  v_most record;
  v_is_over boolean := 100 * p_day.replaced_count > (p_rule -> 'warn_percent')::numeric * p_day.issued_count;
  v_is_of_one boolean;
begin
  with replaced as (
    select replaced_by_staff_id, promo_program_id, player_id, coalesce(first_issued_at, issued_at) as first_issued_at
    from public.promo_coupon
    where casino_id = p_day.casino_id and status = 'replaced' and replaced_at >= p_day.starts_at
      and replaced_at < p_day.ends_at
  )
  select by_one.staff_name, coalesce(by_one.coupons, 0) as by_count, coalesce(of_one.coupons, 0) as of_count into v_most
  -- The coupons of a line have program, player and first issue in common.
  from (select max(coupons) as coupons
    from (select count(*) as coupons from replaced group by promo_program_id, player_id, first_issued_at) line) of_one
  left join lateral (
    select app.staff_name(p_day.casino_id, replaced_by_staff_id) as staff_name, count(*) as coupons
    from replaced group by replaced_by_staff_id order by 2 desc, 1 limit 1
  ) by_one on true;
  v_is_of_one := v_most.of_count >= (p_rule -> 'min_replaced')::numeric;
  v_alert.kind := 'promo_replacement_rate';
  v_alert.entity_type := 'casino';
  v_alert.entity_key := 'casino';
  if p_day.issued_count >= (p_rule -> 'min_issued')::numeric then
    v_alert.value := round(100.0 * p_day.replaced_count / p_day.issued_count, 2);
    v_alert.unit := 'percent';
    v_alert.threshold := (p_rule -> 'warn_percent')::numeric;
    v_alert.severity := case when v_is_over or v_is_of_one then 'warn' else 'none' end;
  else
    -- Of few coupons a rate says nothing, so the number replaced counts: one that is replaced over and over is news.
    v_alert.value := p_day.replaced_count;
    v_alert.unit := 'count';
    v_alert.threshold := (p_rule -> 'min_replaced')::numeric;
    v_alert.severity := case when v_alert.value >= v_alert.threshold then 'warn' else 'none' end;
    v_alert.readiness_text := case v_alert.severity when 'none' then 'too few' end;
  end if;

  v_alert.details := p_rule - 'enabled'
    || jsonb_build_object('issued_count', p_day.issued_count, 'replaced_count', p_day.replaced_count,
    'most_by_staff_name', v_most.staff_name, 'most_by_count', v_most.by_count, 'most_of_one_count', v_most.of_count,
    'is_over', v_is_over, 'is_of_one', v_is_of_one);
  return v_alert;
end;
$$;
comment on function app.promo_replacement_alert(public.promo_day_rollup, jsonb) is
  'Coupons replaced in percent of those issued in a gaming day, who replaced most of them, and how often the one '
  'replaced most often was (most_of_one_count): from min_replaced on that fires whatever the rate. Where fewer than '
  'min_issued were issued, the number of all decides, from min_replaced on.';

create function app.outstanding_aging_alert(p_casino_id uuid, p_rule jsonb)
returns app.alert
language plpgsql
stable
set search_path = ''
as $$
declare
  v_alert app.alert;
  v_count numeric;
  v_face_value_cents numeric;
  v_max_coupons numeric := (p_rule -> 'max_coupons')::numeric;
  v_max_face_value_cents numeric := (p_rule -> 'max_face_value_cents')::numeric;
begin
  select count(*), coalesce(sum(face_value_cents), 0) into v_count, v_face_value_cents
  from public.promo_coupon
  where casino_id = p_casino_id and status = 'issued' and expires_at > now()
    and coalesce(first_issued_at, issued_at) < now() - make_interval(hours => (p_rule -> 'older_than_hours')::integer);

  v_alert.kind := 'outstanding_aging';
  v_alert.entity_type := 'casino';
  v_alert.entity_key := 'casino';
  -- Value and threshold show the figure that is over its limit; if both or neither are, the face value.
  if v_count > v_max_coupons and v_face_value_cents <= v_max_face_value_cents then
    v_alert.value := v_count;
    v_alert.unit := 'count';
    v_alert.threshold := v_max_coupons;
  else
    v_alert.value := v_face_value_cents;
    v_alert.unit := 'cents';
    v_alert.threshold := v_max_face_value_cents;
  end if;
  v_alert.severity := case when v_alert.value > v_alert.threshold then 'warn' else 'none' end;
  v_alert.details := p_rule - 'enabled'
    || jsonb_build_object('coupon_count', v_count, 'face_value_cents', v_face_value_cents);
  return v_alert;
end;
$$;
comment on function app.outstanding_aging_alert(uuid, jsonb) is
  'Coupons issued long ago and still good now: too many of them, or worth too much. A replacement is as old as the '
  'first coupon of its line.';

create function app.expiring_soon_alert(p_casino_id uuid, p_rule jsonb)
returns app.alert
language plpgsql
stable
set search_path = ''
as $$
declare
  v_alert app.alert;
  v_outstanding jsonb := app.promo_outstanding(p_casino_id,
    make_interval(hours => (p_rule -> 'within_hours')::integer));
begin
  v_alert.kind := 'expiring_soon';
  v_alert.entity_type := 'casino';
  v_alert.entity_key := 'casino';
  v_alert.value := (v_outstanding -> 'expiring_soon_count')::numeric;
  v_alert.unit := 'count';
  v_alert.threshold := (p_rule -> 'min_coupons')::numeric;
  v_alert.severity := case when v_alert.value >= v_alert.threshold then 'warn' else 'none' end;
  v_alert.details := p_rule - 'enabled'
    || jsonb_build_object('face_value_cents', v_outstanding -> 'expiring_soon_face_value_cents');
  return v_alert;
end;
$$;
comment on function app.expiring_soon_alert(uuid, jsonb) is
  'Coupons that are good now and will not be for long, as the rollup counts them.';

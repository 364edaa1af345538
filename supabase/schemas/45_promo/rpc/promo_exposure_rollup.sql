create function public.rpc_promo_exposure_rollup(p_gaming_day date default null, p_shift_id uuid default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_gaming_day date := coalesce(p_gaming_day, v_ctx.gaming_day);
begin
  perform app.require_capability(v_ctx, 'dashboard.read');
  perform app.require_gaming_day(v_ctx, v_gaming_day);
  return app.promo_exposure_json(v_ctx.casino_id, v_gaming_day, p_shift_id);
end;
$$;
comment on function public.rpc_promo_exposure_rollup(date, uuid) is
  'Promo exposure of a gaming day (default now) or of one of its shifts: issued (without replacements), voided, '
  'replaced and expired in that time, replacement_count, void_rate = voided / issued and replacement_rate = '
  'replacements / issued (fractions, null when nothing was issued), by_hour with the baseline''s median and deviation '
  'and the band of the spike rule (low, high, is_above, method, readiness); and, as of now, what is outstanding, '
  'expires soon (within 24 hours, and half of its validity over), how old it is, and what of it is held because its '
  'player may receive nothing. Cents. Capability dashboard.read. SHIFT_NOT_FOUND, VALIDATION_FAILED.';

create function app.promo_exposure_json(p_casino_id uuid, p_gaming_day date, p_shift_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_day_start constant timestamptz := app.gaming_day_start(p_casino_id, p_gaming_day);
  v_totals public.promo_day_rollup := app.promo_day_or_shift(p_casino_id, p_gaming_day, p_shift_id);
begin
  return jsonb_build_object(
    'gaming_day', p_gaming_day, 'shift_id', p_shift_id, 'as_of', now(),
    'issued_count', v_totals.issued_count, 'issued_face_value_cents', v_totals.issued_face_value_cents,
    'issued_patron_risk_cents', v_totals.issued_patron_risk_cents, 'voided_count', v_totals.voided_count,
    'replaced_count', v_totals.replaced_count, 'expired_count', v_totals.expired_count,
    'void_rate', round(v_totals.voided_count::numeric / nullif(v_totals.issued_count, 0), 4),
    'replacement_count', v_totals.replaced_count,
    'replacement_rate', round(v_totals.replaced_count::numeric / nullif(v_totals.issued_count, 0), 4),
    'by_hour', app.promo_hours(p_casino_id, v_totals, v_day_start)
  ) || app.promo_outstanding(p_casino_id, interval '24 hours') || app.promo_held(p_casino_id);
end;
$$;
comment on function app.promo_exposure_json(uuid, date, uuid) is
  'What rpc_promo_exposure_rollup answers, for whoever may read it. SHIFT_NOT_FOUND.';

create function app.promo_day_or_shift(p_casino_id uuid, p_gaming_day date, p_shift_id uuid)
returns public.promo_day_rollup
language plpgsql
stable
set search_path = ''
as $$
declare
  v_window app.time_window;
begin
  if p_shift_id is null then
    return app.promo_day(p_casino_id, p_gaming_day);
  end if;
  v_window := app.day_or_shift(p_casino_id, p_gaming_day, p_shift_id);
  return app.promo_totals(p_casino_id, p_gaming_day, app.gaming_day_start(p_casino_id, p_gaming_day),
    v_window.starts_at, v_window.ends_at);
end;
$$;
comment on function app.promo_day_or_shift(uuid, date, uuid) is
  'The totals of a gaming day, as kept where it is closed, or those of one of its shifts. SHIFT_NOT_FOUND.';

create function app.promo_hours(p_casino_id uuid, p_totals public.promo_day_rollup, p_day_start timestamptz)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_rules jsonb := (select alert_thresholds from public.casino_settings where casino_id = p_casino_id);
  v_first_hour integer := greatest(0, floor(extract(epoch from p_totals.starts_at - p_day_start) / 3600));
begin
  return (
    with history as (
      select h.hour - 1 as hour, array_agg(h.coupons::numeric) as counts, max(d.gaming_day) as newest_day
      from app.promo_baseline_days(p_casino_id, p_totals.gaming_day, (v_rules #>> '{baseline,gaming_days}')::integer) d
      cross join lateral unnest(d.issued_count_by_hour) with ordinality h (coupons, hour)
      group by h.hour
    )
    select coalesce(jsonb_agg(jsonb_build_object('hour', v_first_hour + t.place - 1,
      'starts_at', greatest(p_totals.starts_at,
        p_day_start + make_interval(hours => v_first_hour + t.place::integer - 1)),
      'issued_count', t.coupons, 'issued_face_value_cents', t.cents, 'baseline_median', v.median, 'baseline_mad', v.mad,
      'low', case when v.threshold is not null then trim_scale(round(greatest(0, v.median - v.threshold), 4)) end,
      'high', trim_scale(round(v.median + v.threshold, 4)),
      'is_above', v.is_firing, 'method', v.method, 'readiness', v.readiness) order by t.place), '[]'::jsonb)
    from unnest(p_totals.issued_count_by_hour, p_totals.issued_face_value_cents_by_hour) with ordinality t (coupons,
      cents, place)
    left join history b on b.hour = v_first_hour + t.place - 1
    -- The alert's own rule, so that the chart and the alert cannot disagree.
    cross join lateral app.judge_by_rule(t.coupons::numeric, 'count', b.counts, b.newest_day, p_totals.gaming_day, 'up',
      v_rules -> 'promo_issuance_spike', v_rules -> 'baseline') v
  );
end;
$$;
comment on function app.promo_hours(uuid, public.promo_day_rollup, timestamptz) is
  'Issuance by hour of the gaming day (0 is its first; elapsed hours, so there are 23 or 25 when the clocks change), '
  'each with median and median absolute deviation of the same hour on the days of the baseline, and judged by the '
  'rule of the spike alert: low and high are the median less and plus what is allowed (null without history), '
  'is_above says whether the rule would fire, method and readiness how it came to that.';

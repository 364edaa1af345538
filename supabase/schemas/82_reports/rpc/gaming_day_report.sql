create function public.rpc_gaming_day_report(p_gaming_day date default null, p_shift_id uuid default null)
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
  return app.report_for(v_ctx, app.whole_report_json(v_ctx, v_gaming_day, p_shift_id)) || jsonb_build_object(
    'posted_at', case when p_shift_id is null then (select p.posted_at from app.posted_report p
      where p.casino_id = v_ctx.casino_id and p.gaming_day = v_gaming_day) end);
end;
$$;
comment on function public.rpc_gaming_day_report(date, uuid) is
  'The report of a gaming day (today without p_gaming_day) or of one of its shifts, all of it as of one moment: what '
  'app.gaming_day_report_json has, exclusion_hits (app.exclusion_hits_json; null without exclusion.read) and cash_log '
  '(app.cash_log_report_json, always of the whole day; null without mtl.read), and posted_at (when the report of the '
  'whole day was posted; null for one that was not, and for a shift). Capability dashboard.read. SHIFT_NOT_FOUND, '
  'VALIDATION_FAILED for a day after tomorrow.';

create function app.gaming_day_report_json(p_ctx app.rls_context, p_gaming_day date, p_shift_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_window app.time_window := app.day_or_shift(p_ctx.casino_id, p_gaming_day, p_shift_id);
  v_totals public.promo_day_rollup := app.promo_day_or_shift(p_ctx.casino_id, p_gaming_day, p_shift_id);
  v_posted app.posted_points[] := array(
    select p from app.posted_points(p_ctx.casino_id, v_window.starts_at, v_window.ends_at) p);
begin
  return jsonb_build_object(
    'gaming_day', p_gaming_day, 'shift_id', p_shift_id, 'shift_name', v_window.shift_name,
    'starts_at', v_window.starts_at, 'ends_at', v_window.ends_at, 'is_over', v_window.ends_at <= now(), 'as_of', now(),
    'cents_per_1000_points', app.cents_per_1000_points(p_ctx.casino_id, p_gaming_day),
    'dashboard', app.shift_dashboard_json(p_ctx, p_gaming_day, p_shift_id),
    'promo', app.promo_exposure_json(p_ctx.casino_id, p_gaming_day, p_shift_id) - 'by_hour',
    'rewards', app.rewards_by_issuer_json(v_posted, p_ctx.casino_id, p_gaming_day),
    'comps', app.comps_by_reward_json(v_posted, p_ctx.casino_id, p_gaming_day),
    -- By the bounds that the totals were counted in: a day that is closed keeps its own.
    'coupons', app.coupons_by_issuer_json(p_ctx.casino_id, v_totals.starts_at, v_totals.ends_at),
    'alerts', (
      select coalesce(jsonb_agg(i), '[]'::jsonb)
      from jsonb_array_elements(app.shift_alerts_json(p_ctx, p_gaming_day) -> 'items') i
      where (i -> 'is_firing')::boolean
    ),
    'taken_alerts', app.taken_alerts_json(p_ctx.casino_id, p_gaming_day, v_window)
  );
end;
$$;
comment on function app.gaming_day_report_json(app.rls_context, date, uuid) is
  'A gaming day or shift by the very functions behind the screens: {gaming_day, shift_id, shift_name, starts_at, '
  'ends_at, is_over, as_of, cents_per_1000_points, dashboard (rpc_shift_dashboard), promo (rpc_promo_exposure_rollup '
  'without its hours), rewards (app.rewards_by_issuer_json), comps (app.comps_by_reward_json), coupons '
  '(app.coupons_by_issuer_json), alerts (of rpc_shift_alerts those that fire now for the day), taken_alerts '
  '(app.taken_alerts_json)}. SHIFT_NOT_FOUND.';

create function app.list_alerts(p_ctx app.rls_context, p_gaming_day date)
returns setof app.alert
language plpgsql
stable
set search_path = ''
as $$
declare
  v_rules jsonb := (select alert_thresholds from public.casino_settings where casino_id = p_ctx.casino_id);
  v_baseline jsonb := v_rules -> 'baseline';
  v_promo_day public.promo_day_rollup := app.promo_day(p_ctx.casino_id, p_gaming_day);
begin
  -- What happens on the floor and what is outstanding is known for now only, and so belongs to the gaming day of now.
  if p_gaming_day = p_ctx.gaming_day then
    return query select * from app.list_table_idle_alerts(p_ctx.casino_id, v_rules -> 'table_idle')
      where (v_rules #>> '{table_idle,enabled}')::boolean;
    return query select * from app.list_slip_alerts(p_ctx.casino_id, 'slip_duration', v_rules -> 'slip_duration')
      where (v_rules #>> '{slip_duration,enabled}')::boolean;
    return query select * from app.list_slip_alerts(p_ctx.casino_id, 'pause_duration', v_rules -> 'pause_duration')
      where (v_rules #>> '{pause_duration,enabled}')::boolean;
    return query select * from app.outstanding_aging_alert(p_ctx.casino_id, v_rules -> 'outstanding_aging')
      where (v_rules #>> '{outstanding_aging,enabled}')::boolean;
    return query select * from app.expiring_soon_alert(p_ctx.casino_id, v_rules -> 'expiring_soon')
      where (v_rules #>> '{expiring_soon,enabled}')::boolean;
  end if;
  return query select * from app.list_drop_alerts(p_ctx.casino_id, p_gaming_day, v_rules -> 'drop_anomaly', v_baseline)
    where (v_rules #>> '{drop_anomaly,enabled}')::boolean;
  return query select *
    from app.list_promo_spike_alerts(p_ctx.casino_id, v_promo_day, v_rules -> 'promo_issuance_spike', v_baseline)
    where (v_rules #>> '{promo_issuance_spike,enabled}')::boolean;
  return query select * from app.promo_void_alert(v_promo_day, v_rules -> 'promo_void_rate')
    where (v_rules #>> '{promo_void_rate,enabled}')::boolean;
  return query select * from app.promo_replacement_alert(v_promo_day, v_rules -> 'promo_replacement_rate')
    where (v_rules #>> '{promo_replacement_rate,enabled}')::boolean;
end;
$$;
comment on function app.list_alerts(app.rls_context, date) is
  'Every enabled rule, evaluated now for a gaming day. Rules about tables, slips and pauses answer only what fires; '
  'the others also what does not, so that one sees why.';

create function app.list_alerts(p_ctx app.rls_context, p_gaming_day date)
returns setof app.alert
language plpgsql
stable
set search_path = ''
as $$
declare
  v_rules jsonb := (select alert_thresholds from public.casino_settings where casino_id = p_ctx.casino_id);
  v_promo_day public.promo_day_rollup := app.promo_day(p_ctx.casino_id, p_gaming_day);
  v_rule record;
begin
  for v_rule in
    select r.rule, r.call from app.alert_rules() r
    -- What happens on the floor and what is outstanding is known for now only, and so belongs to the gaming day of now.
    where (v_rules -> r.rule ->> 'enabled')::boolean and (p_gaming_day = p_ctx.gaming_day or not r.is_of_now)
  loop
    return query execute 'select * from ' || v_rule.call
      using p_ctx.casino_id, p_gaming_day, v_rules -> v_rule.rule, v_rules -> 'baseline', v_promo_day;
  end loop;
end;
$$;
comment on function app.list_alerts(app.rls_context, date) is
  'Every enabled rule, evaluated now for a gaming day. Rules about tables, slips and pauses answer only what fires; '
  'the others also what does not, so that one sees why.';

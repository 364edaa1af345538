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

create function app.share_alert(p_kind public.alert_kind, p_part numeric, p_whole numeric, p_is_enough boolean,
  p_rule jsonb, p_details jsonb)
returns app.alert
language plpgsql
stable
set search_path = ''
as $$
declare
  v_alert app.alert;
begin
  v_alert.kind := p_kind;
  v_alert.entity_type := 'casino';
  v_alert.entity_key := 'casino';
  v_alert.value := coalesce(round(100 * p_part / nullif(p_whole, 0), 2), 0);
  v_alert.unit := 'percent';
  v_alert.threshold := (p_rule -> 'warn_percent')::numeric;
  -- The quotient itself and not its rounded form: 5.001 % is more than 5 %.
  v_alert.severity := case when p_is_enough and 100 * p_part > v_alert.threshold * p_whole then 'warn' else 'none' end;
  v_alert.readiness_text := case when not p_is_enough then 'too few' end;
  v_alert.details := p_rule - 'enabled' || p_details;
  return v_alert;
end;
$$;
comment on function app.share_alert(public.alert_kind, numeric, numeric, boolean, jsonb, jsonb) is
  'An alert of the whole house: a part in percent of a whole, beyond the warn_percent of its rule. Of a whole that is '
  'not enough it means nothing: too few, and nothing fires.';

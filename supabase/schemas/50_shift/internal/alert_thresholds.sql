-- The kinds of alert, a row for each: how it is looked for, and which figures it goes by.

create function app.alert_rules()
returns table (rule text, is_of_now boolean, call text, figures app.alert_figure[])
language sql
immutable
set search_path = ''
as $$
  values
    ('table_idle', true, 'app.list_table_idle_alerts($1, $3)',
      array[('warn_minutes', 20, 1, 2880, true), ('critical_minutes', 45, 1, 2880, true)]::app.alert_figure[]),
    ('slip_duration', true, $call$app.list_slip_alerts($1, 'slip_duration', $3)$call$,
      array[('warn_minutes', 240, 1, 2880, true), ('critical_minutes', 480, 1, 2880, true)]::app.alert_figure[]),
    ('pause_duration', true, $call$app.list_slip_alerts($1, 'pause_duration', $3)$call$,
      array[('warn_minutes', 30, 1, 2880, true)]::app.alert_figure[]),
    ('outstanding_aging', true, 'app.outstanding_aging_alert($1, $3)',
      array[('older_than_hours', 24, 1, 8784, true), ('max_face_value_cents', 200000, 0, 100000000000, true),
        ('max_coupons', 25, 0, 1000000, true)]::app.alert_figure[]),
    ('expiring_soon', true, 'app.expiring_soon_alert($1, $3)',
      array[('within_hours', 24, 1, 8784, true), ('min_coupons', 1, 1, 1000000, true)]::app.alert_figure[]),
    ('drop_anomaly', false, 'app.list_drop_alerts($1, $2, $3, $4)',
      array[('mad_multiplier', 3, 0.5, 20, false), ('fallback_percent', 50, 1, 1000, false)]::app.alert_figure[]),
    ('promo_issuance_spike', false, 'app.list_promo_spike_alerts($1, $5, $3, $4)',
      array[('mad_multiplier', 3, 0.5, 20, false), ('fallback_percent', 100, 1, 1000, false)]::app.alert_figure[]),
    ('promo_void_rate', false, 'app.promo_void_alert($5, $3)',
      array[('warn_percent', 5, 0, 100, false), ('min_issued', 20, 1, 100000, true)]::app.alert_figure[]),
    ('promo_replacement_rate', false, 'app.promo_replacement_alert($5, $3)',
      array[('warn_percent', 5, 0, 1000, false), ('min_issued', 20, 1, 100000, true),
        ('min_replaced', 10, 1, 100000, true)]::app.alert_figure[]),
    ('points_by_issuer', false, 'app.points_by_issuer_alert($1, $2, $3)',
      array[('warn_percent', 60, 1, 100, false), ('min_points', 10000, 1, 1000000000, true)]::app.alert_figure[]),
    ('points_to_player', false, 'app.list_points_to_player_alerts($1, $2, $3)',
      array[('warn_points', 2500, 1, 1000000000, true)]::app.alert_figure[]),
    ('baseline', null, null,
      array[('gaming_days', 7, 1, 28, true), ('min_history_days', 3, 1, 28, true),
        ('min_change_coupons', 5, 0, 1000000, true), ('min_change_cents', 20000, 0, 100000000000, true),
        ('min_change_percent', 25, 0, 1000, false)]::app.alert_figure[]);
$$;
comment on function app.alert_rules() is
  'Every kind of alert, and baseline, which several compare with: whether it is known for now only, what answers its '
  'alerts, of $1 the casino, $2 the gaming day, $3 its own and $4 the baseline''s figures as they are set, $5 the '
  'coupons of the day, and every figure that it goes by.';

create function app.alert_threshold_fields()
returns table (rule text, field text, standard numeric, lowest numeric, highest numeric, is_whole boolean)
language plpgsql
immutable
set search_path = ''
as $$
begin
  return query select r.rule, f.* from app.alert_rules() r cross join lateral unnest(r.figures) f;
end;
$$;
comment on function app.alert_threshold_fields() is
  'Every figure an alert rule goes by: what it is to begin with, and from where to where it may be set. Each rule but '
  'baseline also has enabled.';

create function app.default_alert_thresholds()
returns jsonb
language plpgsql
-- Not immutable: a column's default would be worked out while planning, before it is asked who may write the table.
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_object_agg(rule, case rule when 'baseline' then fields else fields || '{"enabled": true}' end)
    from (select rule, jsonb_object_agg(field, standard) as fields from app.alert_threshold_fields()
      group by rule) rules
  );
end;
$$;
comment on function app.default_alert_thresholds() is 'The thresholds a casino begins with, complete.';
alter table public.casino_settings alter column alert_thresholds set default app.default_alert_thresholds();

create function app.require_alert_rule(p_rule text, p_fields jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_path text := 'alertThresholds.' || app.camel_case(p_rule);
  v_field text;
  v_limit record;
begin
  if jsonb_typeof(p_fields) is distinct from 'object' then
    perform app.invalid(v_path, 'everyFigure');
  end if;
  for v_field in select jsonb_object_keys(p_fields) loop
    if not (v_field = 'enabled' and p_rule <> 'baseline')
      and not exists (select 1 from app.alert_threshold_fields() f where f.rule = p_rule and f.field = v_field) then
      perform app.invalid(v_path || '.' || left(app.camel_case(v_field), 60), 'noSuchFigure');
    end if;
  end loop;
  if p_rule <> 'baseline' and jsonb_typeof(p_fields -> 'enabled') is distinct from 'boolean' then
    perform app.invalid(v_path || '.enabled', 'trueOrFalse');
  end if;
  for v_limit in select * from app.alert_threshold_fields() f where f.rule = p_rule loop
    if not app.is_number_between(p_fields -> v_limit.field, v_limit.lowest, v_limit.highest, v_limit.is_whole) then
      perform app.invalid(v_path || '.' || app.camel_case(v_limit.field),
        case when v_limit.is_whole then 'wholeBetween' else 'numberBetween' end,
        jsonb_build_object('lowest', v_limit.lowest, 'highest', v_limit.highest));
    end if;
  end loop;
end;
$$;
comment on function app.require_alert_rule(text, jsonb) is
  'VALIDATION_FAILED, naming the figure, unless a rule has exactly its figures, each of the right type and within its '
  'bounds.';

create function app.check_alert_thresholds()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_thresholds jsonb := new.alert_thresholds;
  v_rule text;
begin
  if jsonb_typeof(v_thresholds) is distinct from 'object' then
    perform app.invalid('alertThresholds', 'everyRule');
  end if;
  for v_rule in select jsonb_object_keys(v_thresholds) loop
    if not exists (select 1 from app.alert_threshold_fields() f where f.rule = v_rule) then
      perform app.invalid('alertThresholds.' || left(app.camel_case(v_rule), 60), 'noSuchRule');
    end if;
  end loop;
  for v_rule in select distinct f.rule from app.alert_threshold_fields() f order by f.rule loop
    perform app.require_alert_rule(v_rule, v_thresholds -> v_rule);
  end loop;

  for v_rule in select f.rule from app.alert_threshold_fields() f where f.field = 'critical_minutes' loop
    if (v_thresholds -> v_rule -> 'warn_minutes')::numeric >= (v_thresholds -> v_rule -> 'critical_minutes')::numeric
      then
      perform app.invalid('alertThresholds.' || app.camel_case(v_rule) || '.criticalMinutes', 'criticalAfterWarning');
    end if;
  end loop;
  if (v_thresholds #> '{baseline,min_history_days}')::numeric > (v_thresholds #> '{baseline,gaming_days}')::numeric then
    perform app.invalid('alertThresholds.baseline.minHistoryDays', 'baselineDays');
  end if;
  return new;
end;
$$;
comment on function app.check_alert_thresholds() is
  'Refuses thresholds that are not complete, have a figure nobody knows, or contradict themselves: a rule that can''t '
  'be judged would be silent.';
create trigger casino_settings_alert_thresholds before insert or update of alert_thresholds on public.casino_settings
  for each row execute function app.check_alert_thresholds();

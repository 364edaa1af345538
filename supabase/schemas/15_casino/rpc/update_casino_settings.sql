create function public.rpc_update_casino_settings(
  p_changes jsonb,
  p_idempotency_key text,
  p_expected_updated_at timestamptz default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('update_casino_settings', 'settings.write', p_idempotency_key,
    jsonb_build_array(p_changes, extract(epoch from p_expected_updated_at)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.casino_settings;
  v_settings public.casino_settings;
begin
  -- Time zone, start of the gaming day and currency are not among them: closed gaming days keep their bounds and their
  -- money. The first two change from a gaming day on (rpc_set_day_rule); a day has sums in one currency.
  if jsonb_typeof(p_changes) is distinct from 'object' or p_changes = '{}'::jsonb then
    perform app.invalid('changes', 'objectWithSetting');
  end if;
  perform app.require_setting(key, value) from jsonb_each(p_changes - 'alert_thresholds');
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  select * into v_before from public.casino_settings where casino_id = v_ctx.casino_id for no key update;
  -- The API writes times in milliseconds, so that a version comes back without its microseconds.
  if date_trunc('milliseconds', p_expected_updated_at) <> date_trunc('milliseconds', v_before.updated_at) then
    perform app.fail(409, 'SETTINGS_CHANGED', jsonb_build_object('updatedAt', v_before.updated_at)
      || app.last_change(v_ctx, 'casino.update_settings', 'casino_settings'));
  end if;
  v_settings := jsonb_populate_record(v_before, p_changes - 'alert_thresholds');
  if p_changes ? 'alert_thresholds' then
    v_settings.alert_thresholds := app.merge_alert_thresholds(v_before.alert_thresholds,
      p_changes -> 'alert_thresholds');
  end if;

  update public.casino_settings
  set reward_soft_cap_points = v_settings.reward_soft_cap_points,
    reward_preset_points = v_settings.reward_preset_points,
    rewards_per_staff_per_minute = v_settings.rewards_per_staff_per_minute,
    comp_debt_limit_points = v_settings.comp_debt_limit_points,
    correction_debt_limit_points = v_settings.correction_debt_limit_points,
    promo_require_exact_match = v_settings.promo_require_exact_match,
    promo_allow_anonymous_issuance = v_settings.promo_allow_anonymous_issuance,
    minimum_age_years = v_settings.minimum_age_years,
      auto_end_visits_after_days = v_settings.auto_end_visits_after_days,
    import_stale_after_days = v_settings.import_stale_after_days,
      watchlist_floor_cents = v_settings.watchlist_floor_cents,
    ctr_threshold_cents = v_settings.ctr_threshold_cents,
    near_ctr_first_percent = v_settings.near_ctr_first_percent,
    near_ctr_second_percent = v_settings.near_ctr_second_percent, alert_thresholds = v_settings.alert_thresholds,
    licence_warning_days = v_settings.licence_warning_days,
    stops_on_expired_licence = v_settings.stops_on_expired_licence,
    idle_lock_minutes = v_settings.idle_lock_minutes,
    -- Always later than before, also for a call that began first and waited: each state has a time of its own.
    updated_at = greatest(now(), v_before.updated_at + interval '1 millisecond')
  where casino_id = v_ctx.casino_id
  returning * into v_settings;
  return app.finish_call(v_call, 'casino.update_settings', 'casino_settings', null, app.settings_json(v_before),
    app.settings_json(v_settings));
end;
$$;
comment on function public.rpc_update_casino_settings(jsonb, text, timestamptz, uuid) is
  'Changes the settings that p_changes names; alert_thresholds by rule and figure, the rest stays. Answers all '
  'settings and is_existing. With p_expected_updated_at only if nobody changed them since. Capability settings.write. '
  'SETTINGS_CHANGED (detail: updatedAt, at, staffName), VALIDATION_FAILED.';

create function app.require_setting(p_field text, p_value jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_field text := app.camel_case(p_field);
begin
  case p_field
    when 'promo_require_exact_match', 'promo_allow_anonymous_issuance', 'stops_on_expired_licence' then
      if jsonb_typeof(p_value) is distinct from 'boolean' then
        perform app.invalid(v_field, 'trueOrFalse');
      end if;
    when 'reward_soft_cap_points' then
      if not app.is_number_between(p_value, 1, 1000000000, true) then
        perform app.invalid(v_field, 'wholeBetween', jsonb_build_object('lowest', 1, 'highest', 1000000000));
      end if;
    when 'comp_debt_limit_points', 'correction_debt_limit_points' then
      if not app.is_number_between(p_value, 0, 1000000000, true) then
        perform app.invalid(v_field, 'wholeBetween', jsonb_build_object('lowest', 0, 'highest', 1000000000));
      end if;
    when 'rewards_per_staff_per_minute' then
      if p_value <> 'null'::jsonb and not app.is_number_between(p_value, 1, 10000, true) then
        perform app.invalid(v_field, 'wholeBetweenOrNothing', jsonb_build_object('lowest', 1, 'highest', 10000));
      end if;
    when 'idle_lock_minutes' then
      if p_value <> 'null'::jsonb and not app.is_number_between(p_value, 1, 240, true) then
        perform app.invalid(v_field, 'wholeBetweenOrNothing', jsonb_build_object('lowest', 1, 'highest', 240));
      end if;
    when 'minimum_age_years' then
      if not app.is_number_between(p_value, 0, 99, true) then
        perform app.invalid(v_field, 'wholeBetween', jsonb_build_object('lowest', 0, 'highest', 99));
      end if;
    when 'auto_end_visits_after_days' then
      if p_value <> 'null'::jsonb and not app.is_number_between(p_value, 1, 30, true) then
        perform app.invalid(v_field, 'wholeBetweenOrNothing', jsonb_build_object('lowest', 1, 'highest', 30));
      end if;
    when 'licence_warning_days' then
      if not app.is_number_between(p_value, 0, 365, true) then
        perform app.invalid(v_field, 'wholeBetween', jsonb_build_object('lowest', 0, 'highest', 365));
      end if;
    when 'import_stale_after_days' then
      if not app.is_number_between(p_value, 1, 3650, true) then
        perform app.invalid(v_field, 'wholeBetween', jsonb_build_object('lowest', 1, 'highest', 3650));
      end if;
    when 'watchlist_floor_cents', 'ctr_threshold_cents' then
      if not app.is_number_between(p_value, 1, 100000000000, true) then
        perform app.invalid(v_field, 'centsBetween', jsonb_build_object('lowest', 1, 'highest', 100000000000));
      end if;
    when 'near_ctr_first_percent', 'near_ctr_second_percent' then
      if not app.is_number_between(p_value, 1, 100, true) then
        perform app.invalid(v_field, 'wholeBetween', jsonb_build_object('lowest', 1, 'highest', 100));
      end if;
    when 'reward_preset_points' then
      if jsonb_typeof(p_value) is distinct from 'array' or jsonb_array_length(p_value) not between 1 and 6
        or exists (select 1 from jsonb_array_elements(p_value) points
          where not app.is_number_between(points, 1, 1000000000, true)) then
        perform app.invalid(v_field, 'presetAmounts');
      end if;
    else
      perform app.invalid(left(v_field, 60), 'noSuchSetting');
  end case;
end;
$$;
comment on function app.require_setting(text, jsonb) is
  'VALIDATION_FAILED, naming the setting, unless it may be changed here and the value is right for it.';

create function app.merge_alert_thresholds(p_thresholds jsonb, p_changes jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_merged jsonb := p_thresholds;
  v_change record;
begin
  if jsonb_typeof(p_changes) is distinct from 'object' then
    perform app.invalid('alertThresholds', 'rulesToChange');
  end if;
  for v_change in select key as rule, value as fields from jsonb_each(p_changes) loop
    -- A rule that is no object is put in as it is, and the check of the merged whole then refuses it by name.
    v_merged := v_merged || jsonb_build_object(v_change.rule, case jsonb_typeof(v_change.fields)
      when 'object' then coalesce(p_thresholds -> v_change.rule, '{}'::jsonb) || v_change.fields
      else v_change.fields
    end);
  end loop;
  return v_merged;
end;
$$;
comment on function app.merge_alert_thresholds(jsonb, jsonb) is
  'The thresholds with some figures of some rules changed.';

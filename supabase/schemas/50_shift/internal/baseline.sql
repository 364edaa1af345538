-- What is ordinary.

create function app.judge_against_baseline(
  p_value numeric,
  p_history numeric[],
  p_multiplier numeric,
  p_fallback_percent numeric,
  p_min_change_absolute numeric,
  p_min_change_percent numeric,
  p_min_history integer,
  p_direction text,
  p_is_stale boolean
)
returns app.baseline_verdict
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_verdict app.baseline_verdict;
  v_total_ad numeric := app.total_absolute_deviation(p_history);
  v_change numeric;
begin
  v_verdict.n := cardinality(p_history);
  v_verdict.median := app.median(p_history);
  v_verdict.mad := app.median_absolute_deviation(p_history);
  v_verdict.readiness := case when p_is_stale then 'stale' when v_verdict.n < p_min_history then 'building'
    else 'ready' end;

  -- 1.4826 and 1.2533 (the square root of pi / 2) turn MAD and mean deviation into a standard deviation of normally
  -- spread figures. A MAD of 0 says that most days were alike, not that every other day is wrong.
  if v_verdict.readiness = 'ready' and v_verdict.mad > 0 then
    v_verdict.method := 'mad';
    v_verdict.threshold := p_multiplier * 1.4826 * v_verdict.mad;
  elsif v_verdict.readiness = 'ready' and v_total_ad > 0 then
    v_verdict.method := 'mean_ad';
    -- Divided last: a mean of 5/6 that was rounded first would turn 3.13325 into 3.1332.
    v_verdict.threshold := p_multiplier * 1.2533 * v_total_ad / v_verdict.n;
  else
    v_verdict.method := 'fallback';
    v_verdict.threshold := p_fallback_percent * 0.01 * abs(v_verdict.median);
  end if;

  v_change := case p_direction when 'up' then p_value - v_verdict.median else abs(p_value - v_verdict.median) end;
  -- Without any history everything here is null, and nothing fires. Any percent of a median of 0 is 0: the absolute
  -- floor alone decides then, so that the first coupon after quiet days is no alarm and the fifth is one.
  v_verdict.is_firing := coalesce(v_change > v_verdict.threshold and v_change >= p_min_change_absolute
    and v_change >= p_min_change_percent * 0.01 * abs(v_verdict.median), false);
  return v_verdict;
end;
$$;
comment on function app.judge_against_baseline(numeric, numeric[], numeric, numeric, numeric, numeric, integer, text,
  boolean) is
  'The one robust rule: a value fires when it is further from the median of its history than the multiplier times the '
  'spread (direction both, or up: above it only) and the change reaches both floors. Too little or stale history, or '
  'one without any spread, is judged by a fixed percent of the median. See docs/alert-rules.md.';

create function app.change_floor(p_unit text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case p_unit when 'cents' then 'min_change_cents' else 'min_change_coupons' end;
end;
$$;
comment on function app.change_floor(text) is
  'Which figure of the baseline says how big a change has to be to count, for a unit.';

create function app.judge_by_rule(
  p_value numeric,
  p_unit text,
  p_history numeric[],
  p_newest_day date,
  p_gaming_day date,
  p_direction text,
  p_rule jsonb,
  p_baseline jsonb
)
returns app.baseline_verdict
language plpgsql
immutable
set search_path = ''
as $$
begin
  return app.judge_against_baseline(p_value, coalesce(p_history, '{}'), (p_rule -> 'mad_multiplier')::numeric,
    (p_rule -> 'fallback_percent')::numeric, (p_baseline -> app.change_floor(p_unit))::numeric,
      (p_baseline -> 'min_change_percent')::numeric,
    (p_baseline -> 'min_history_days')::integer, p_direction, coalesce(p_newest_day < p_gaming_day - 7, false));
end;
$$;
comment on function app.judge_by_rule(numeric, text, numeric[], date, date, text, jsonb, jsonb) is
  'Judges a value (count or cents) by the figures of a rule and of the baseline, for the alert as for the chart. '
  'History whose newest day is more than 7 days back is stale.';

create function app.baseline_alert(
  p_alert app.alert,
  p_history numeric[],
  p_newest_day date,
  p_gaming_day date,
  p_direction text,
  p_rule jsonb,
  p_baseline jsonb
)
returns app.alert
language plpgsql
stable
set search_path = ''
as $$
declare
  v_alert app.alert := p_alert;
  v_verdict app.baseline_verdict;
begin
  v_verdict := app.judge_by_rule(p_alert.value, p_alert.unit, p_history, p_newest_day, p_gaming_day, p_direction,
    p_rule, p_baseline);
  v_alert.baseline := v_verdict;
  v_alert.threshold := v_verdict.threshold;
  v_alert.severity := case when v_verdict.is_firing then 'warn' else 'none' end;
  v_alert.readiness_text := case v_verdict.readiness
    when 'building' then 'building ' || v_verdict.n || '/' || (p_baseline ->> 'min_history_days')
    else v_verdict.readiness
  end;
  v_alert.details := coalesce(p_alert.details, '{}'::jsonb) || (p_rule - 'enabled')
    || jsonb_build_object('newest_day', p_newest_day,
    'min_change', p_baseline -> app.change_floor(p_alert.unit), 'min_change_percent',
      p_baseline -> 'min_change_percent', 'direction', p_direction,
    'min_history_days', p_baseline -> 'min_history_days',
    'place', case
      when v_verdict.median is null then null
      when v_verdict.is_firing then 'beyond'
      when p_direction = 'up' and p_alert.value < v_verdict.median then 'below'
      when abs(p_alert.value - v_verdict.median) <= v_verdict.threshold then 'within'
      else 'too_small'
    end);
  return v_alert;
end;
$$;
comment on function app.baseline_alert(app.alert, numeric[], date, date, text, jsonb, jsonb) is
  'Judges the value of an alert against the same figure of earlier days. details.place says where it lies: beyond '
  'what is allowed (it fires), below where only more is an alert, within, or too_small a change to count; null '
  'without any history.';

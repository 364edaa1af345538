create function app.acknowledgement_json(p_acknowledgement public.alert_acknowledgement)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('id', p_acknowledgement.id, 'gaming_day', p_acknowledgement.gaming_day, 'kind',
      p_acknowledgement.kind,
      'entity_key', p_acknowledgement.entity_key, 'severity', p_acknowledgement.severity, 'value',
        p_acknowledgement.value,
      'note', p_acknowledgement.note, 'staff_name', s.full_name,
      'at', to_char(p_acknowledgement.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    from public.staff s
    where s.casino_id = p_acknowledgement.casino_id and s.id = p_acknowledgement.staff_id
  );
end;
$$;
comment on function app.acknowledgement_json(public.alert_acknowledgement) is
  'Who has seen an alert, when, and their note, as every RPC answers it.';

create function app.alert_since(p_alert app.alert)
returns timestamptz
language plpgsql
immutable
set search_path = ''
as $$
begin
  return (p_alert.details ->> 'since_at')::timestamptz;
end;
$$;
comment on function app.alert_since(app.alert) is 'When what an alert is about began; null for alerts about a figure.';

create function app.alert_figures(p_alert app.alert)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_details jsonb := p_alert.details;
  v_change numeric := p_alert.value - (p_alert.baseline).median;
begin
  -- Without a median there is no distance from it.
  return jsonb_strip_nulls(case p_alert.kind
    when 'drop_anomaly' then jsonb_build_object(case when v_change < 0 then 'cents_below' else 'cents_above' end,
      abs(v_change))
    when 'promo_issuance_spike' then jsonb_build_object(p_alert.unit, v_change)
    -- Of a rate the number behind it: that can double while the rate stays.
    when 'promo_void_rate' then jsonb_build_object('count', v_details -> 'voided_count')
    when 'promo_replacement_rate' then jsonb_build_object('count', v_details -> 'replaced_count')
    when 'outstanding_aging'
      then jsonb_build_object('count', v_details -> 'coupon_count', 'cents', v_details -> 'face_value_cents')
    when 'points_by_issuer' then jsonb_build_object('points', v_details -> 'most_points')
    else jsonb_build_object(p_alert.unit, p_alert.value)
  end);
end;
$$;
comment on function app.alert_figures(app.alert) is
  'What an alert can grow by: minutes, count, points or cents; of one with a baseline the distance from the median, '
  'of a drop on its side of it. Nothing where there is no median to be distant from.';

create function app.has_outgrown(p_figures jsonb, p_seen jsonb, p_baseline jsonb)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return exists (
    select from jsonb_each(p_figures) f
    cross join lateral (select split_part(f.key, '_', 1) as unit, coalesce((p_seen -> f.key)::numeric, 0) as seen) s
    cross join lateral (select f.value::numeric - s.seen as growth) g
    where g.growth > 0 and g.growth >= (p_baseline -> 'min_change_percent')::numeric * 0.01 * s.seen
      and g.growth >= case s.unit when 'minutes' then 60 else (p_baseline -> app.change_floor(s.unit))::numeric end
  );
end;
$$;
comment on function app.has_outgrown(jsonb, jsonb, jsonb) is
  'Whether a figure of an alert has grown materially since it was seen: by both floors of the baseline, '
  'min_change_percent of what was seen and min_change_coupons or min_change_cents; of what is counted in minutes, an '
  'hour.';

create function app.last_acknowledgement(p_casino_id uuid, p_gaming_day date, p_alert app.alert)
returns public.alert_acknowledgement
language plpgsql
stable
set search_path = ''
as $$
declare
  v_acknowledgement public.alert_acknowledgement;
begin
  select * into v_acknowledgement
  from public.alert_acknowledgement
  where casino_id = p_casino_id and gaming_day = p_gaming_day and kind = p_alert.kind
    and entity_key = p_alert.entity_key
    and since_at is not distinct from app.alert_since(p_alert)
  order by times desc
  limit 1;
  return v_acknowledgement;
end;
$$;
comment on function app.last_acknowledgement(uuid, date, app.alert) is
  'Who was the last to acknowledge this occurrence of an alert; all null when nobody has.';

create function app.is_acknowledged(p_alert app.alert, p_acknowledgement public.alert_acknowledgement)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return p_acknowledgement.id is not null and p_acknowledgement.severity >= p_alert.severity
    and not app.has_outgrown(app.alert_figures(p_alert), p_acknowledgement.figures, (
      select alert_thresholds -> 'baseline' from public.casino_settings where casino_id = p_acknowledgement.casino_id
    ));
end;
$$;
comment on function app.is_acknowledged(app.alert, public.alert_acknowledgement) is
  'Whether an acknowledgement still holds: the alert is no more severe than what was seen, and has not outgrown it.';

create function app.acknowledge(p_ctx app.rls_context, p_gaming_day date, p_alert app.alert, p_note text)
returns public.alert_acknowledgement
language plpgsql
set search_path = ''
as $$
declare
  v_last public.alert_acknowledgement := app.last_acknowledgement(p_ctx.casino_id, p_gaming_day, p_alert);
  v_acknowledgement public.alert_acknowledgement;
begin
  if app.is_acknowledged(p_alert, v_last) then
    return null;
  end if;
  insert into public.alert_acknowledgement (casino_id, gaming_day, kind, entity_key, severity, since_at, value, figures,
    times, note, staff_id)
  values (p_ctx.casino_id, p_gaming_day, p_alert.kind, p_alert.entity_key, p_alert.severity, app.alert_since(p_alert),
    p_alert.value, app.alert_figures(p_alert), coalesce(v_last.times, 0) + 1, p_note, p_ctx.staff_id)
  on conflict (casino_id, gaming_day, kind, entity_key, since_at, times) do nothing
  returning * into v_acknowledgement;
  return v_acknowledgement;
end;
$$;
comment on function app.acknowledge(app.rls_context, date, app.alert, text) is
  'Notes that the caller has seen an alert that fires, as it is now; an empty row where somebody was first.';

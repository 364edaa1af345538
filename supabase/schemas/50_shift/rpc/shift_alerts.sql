create function public.rpc_shift_alerts(p_gaming_day date default null)
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
  return app.shift_alerts_json(v_ctx, v_gaming_day);
end;
$$;
comment on function public.rpc_shift_alerts(date) is
  'The alert rules evaluated now for a gaming day (today without p_gaming_day), the most severe first, each with '
  'value, baseline, threshold and who has seen it (acknowledgement), or who had before it grew '
  '(outgrown_acknowledgement): {gaming_day, currency, as_of, items}. Capability dashboard.read. VALIDATION_FAILED for '
  'a day after tomorrow.';

create function app.shift_alerts_json(p_ctx app.rls_context, p_gaming_day date)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('gaming_day', p_gaming_day,
    'currency', (select currency from public.casino_settings where casino_id = p_ctx.casino_id), 'as_of', now(),
    'items', (
      select coalesce(jsonb_agg(app.alert_json(a, app.last_acknowledgement(p_ctx.casino_id, p_gaming_day, a))
        order by a.severity desc, a.kind, a.entity_label, a.entity_key), '[]'::jsonb)
      from app.list_alerts(p_ctx, p_gaming_day) a));
end;
$$;
comment on function app.shift_alerts_json(app.rls_context, date) is
  'What rpc_shift_alerts answers, for whoever may read it.';

create function app.alert_json(p_alert app.alert, p_acknowledgement public.alert_acknowledgement)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_is_acknowledged boolean := app.is_acknowledged(p_alert, p_acknowledgement);
begin
  return jsonb_build_object(
    'kind', p_alert.kind,
    'severity', p_alert.severity,
    'is_firing', p_alert.severity <> 'none',
    'entity', jsonb_build_object('type', p_alert.entity_type, 'id', p_alert.entity_id, 'label', p_alert.entity_label,
      'metric', p_alert.metric),
    'entity_key', p_alert.entity_key,
    'value', p_alert.value,
    'unit', p_alert.unit,
    'baseline', case when (p_alert.baseline).n is not null then
      to_jsonb(p_alert.baseline) - 'threshold' - 'is_firing'
        || jsonb_build_object('readiness_text', p_alert.readiness_text) end,
    'threshold', trim_scale(round(p_alert.threshold, 4)),
    'readiness_text', p_alert.readiness_text,
    'message', '',
    'details', p_alert.details,
    'acknowledgement', case when v_is_acknowledged then app.acknowledgement_json(p_acknowledgement) end,
    'outgrown_acknowledgement', case when not v_is_acknowledged then app.acknowledgement_json(p_acknowledgement) end
  );
end;
$$;
comment on function app.alert_json(app.alert, public.alert_acknowledgement) is
  'An alert as every RPC answers it, with who has seen it, or whom it has outgrown since. The message is left to the '
  'web app, where the English lives.';

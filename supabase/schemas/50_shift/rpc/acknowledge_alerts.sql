create function public.rpc_acknowledge_alerts(
  p_gaming_day date,
  p_kinds public.alert_kind[],
  p_entity_keys text[],
  p_severities public.alert_severity[],
  p_idempotency_key text,
  p_note text default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := nullif(btrim(p_note), '');
  v_call app.call := app.begin_call('acknowledge_alerts', 'shift.manage', p_idempotency_key,
    jsonb_build_array(case when isfinite(p_gaming_day) then p_gaming_day - date '2000-01-01' end, to_jsonb(p_kinds),
      to_jsonb(p_entity_keys), to_jsonb(p_severities), v_note), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_alert app.alert;
  v_acknowledgement public.alert_acknowledgement;
  v_noted jsonb := '[]';
  v_is_firing boolean := false;
begin
  perform app.require_gaming_day(v_ctx, p_gaming_day);
  if length(v_note) > 500 then
    perform app.invalid('note', 'noteTooLong');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  -- Evaluated again, once for all of them, and in one order, so that two who note the same wait for each other in it.
  for v_alert in
    select a.*
    from app.list_alerts(v_ctx, p_gaming_day) a
    where a.severity <> 'none' and exists (
      select from unnest(p_kinds, p_entity_keys) seen (kind, entity_key)
      where seen.kind = a.kind and seen.entity_key = a.entity_key)
    order by a.kind, a.entity_key
  loop
    v_is_firing := true;
    continue when not exists (
      select from unnest(p_kinds, p_entity_keys, p_severities) seen (kind, entity_key, severity)
      where seen.kind = v_alert.kind and seen.entity_key = v_alert.entity_key and seen.severity >= v_alert.severity);
    v_acknowledgement := app.acknowledge(v_ctx, p_gaming_day, v_alert, v_note);
    if v_acknowledgement.id is not null then
      v_noted := v_noted || app.acknowledgement_json(v_acknowledgement);
    end if;
  end loop;
  if not v_is_firing then
    perform app.fail(409, 'ALERT_NOT_FIRING');
  end if;
  return app.finish_call(v_call, 'shift.acknowledge_alerts', 'alert_acknowledgement', null, null,
    jsonb_build_object('gaming_day', p_gaming_day, 'acknowledged_count', jsonb_array_length(v_noted),
    'items', v_noted));
end;
$$;
comment on function public.rpc_acknowledge_alerts(
  date, public.alert_kind[], text[], public.alert_severity[], text, text, uuid
) is
  'Notes that the caller has seen several alerts as they are now, named by kind, key and the severity at which they '
  'were shown. What fires no more, what a colleague was first with, and what has become graver than it was shown is '
  'passed over: it stays as it is. One row of the audit trail names all. Answers {gaming_day, acknowledged_count, '
  'items (each as rpc_acknowledge_alert answers it)} and is_existing. Capability shift.manage. ALERT_NOT_FIRING where '
  'none of them fires, VALIDATION_FAILED.';

create function public.rpc_acknowledge_alert(
  p_gaming_day date,
  p_kind public.alert_kind,
  p_entity_key text,
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
  v_call app.call := app.begin_call('acknowledge_alert', 'shift.manage', p_idempotency_key,
    jsonb_build_array(case when isfinite(p_gaming_day) then p_gaming_day - date '2000-01-01' end, p_kind, p_entity_key,
      v_note), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_answer jsonb;
  v_alert app.alert;
  v_acknowledgement public.alert_acknowledgement;
begin
  perform app.require_gaming_day(v_ctx, p_gaming_day);
  if length(v_note) > 500 then
    perform app.invalid('note', 'noteTooLong');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  -- Evaluated again: what is acknowledged is what is true now, not what a tablet showed a while ago.
  select * into v_alert from app.list_alerts(v_ctx, p_gaming_day) a
  where a.kind = p_kind and a.entity_key = p_entity_key and a.severity <> 'none';
  if not found then
    perform app.fail(409, 'ALERT_NOT_FIRING');
  end if;
  v_acknowledgement := app.acknowledge(v_ctx, p_gaming_day, v_alert, v_note);
  if v_acknowledgement.id is null then
    v_answer := app.acknowledgement_json(app.last_acknowledgement(v_ctx.casino_id, p_gaming_day, v_alert));
    perform app.fail(409, 'ALERT_ACKNOWLEDGED',
      jsonb_build_object('staffName', v_answer -> 'staff_name', 'at', v_answer -> 'at'));
  end if;
  return app.finish_call(v_call, 'shift.acknowledge_alert', 'alert_acknowledgement', v_acknowledgement.id, null,
    app.acknowledgement_json(v_acknowledgement));
end;
$$;
comment on function public.rpc_acknowledge_alert(date, public.alert_kind, text, text, text, uuid) is
  'Notes that the caller has seen an alert as it is now; it calls again when it has become more severe or grown '
  'materially. Answers {id, gaming_day, kind, entity_key, severity, value, note, staff_name, at} and is_existing. '
  'Capability shift.manage. ALERT_NOT_FIRING, ALERT_ACKNOWLEDGED (with staffName and at of who was first), '
  'VALIDATION_FAILED.';

create function public.rpc_update_webhook_endpoint(
  p_endpoint_id uuid,
  p_idempotency_key text,
  p_url text default null,
  p_description text default null,
  p_event_types text[] default null,
  p_is_active boolean default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('update_webhook_endpoint', 'settings.write', p_idempotency_key,
    jsonb_build_array(p_endpoint_id, p_url, p_description, p_event_types, p_is_active), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.webhook_endpoint;
  v_endpoint public.webhook_endpoint;
begin
  perform app.validate_webhook_endpoint(coalesce(p_url, 'https://unchanged'), p_description, p_event_types);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_before := app.lock_webhook_endpoint(v_ctx, p_endpoint_id);
  update public.webhook_endpoint
  set url = coalesce(p_url, url), description = coalesce(btrim(p_description), description),
    event_types = case when p_event_types is null then event_types else nullif(p_event_types, '{}') end,
    is_active = coalesce(p_is_active, is_active), updated_at = now(), updated_by_staff_id = v_ctx.staff_id
  where casino_id = v_ctx.casino_id and id = p_endpoint_id
  returning * into v_endpoint;
  return app.finish_call(v_call, 'webhook.update_endpoint', 'webhook_endpoint', v_endpoint.id,
    app.webhook_endpoint_json(v_before), app.webhook_endpoint_json(v_endpoint));
end;
$$;
comment on function public.rpc_update_webhook_endpoint(uuid, text, text, text, text[], boolean, uuid) is
  'Changes what is given and leaves the rest; an empty list of event types means every one. Switched off, an endpoint '
  'gets no new events and its pending deliveries wait. Answers the endpoint and is_existing. Capability '
  'settings.write. WEBHOOK_ENDPOINT_NOT_FOUND, VALIDATION_FAILED.';

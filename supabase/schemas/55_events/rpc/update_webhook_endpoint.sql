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
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea;
  v_answer jsonb;
  v_before public.webhook_endpoint;
  v_endpoint public.webhook_endpoint;
begin
  perform app.require_capability(v_ctx, 'settings.write');
  perform app.validate_webhook_endpoint(coalesce(p_url, 'https://unchanged'), p_description, p_event_types);
  v_hash := app.request_hash('update_webhook_endpoint', jsonb_build_array(p_endpoint_id, p_url, p_description, p_event_types, p_is_active));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  v_before := app.lock_webhook_endpoint(v_ctx, p_endpoint_id);
  update public.webhook_endpoint
  set url = coalesce(p_url, url), description = coalesce(btrim(p_description), description),
    event_types = case when p_event_types is null then event_types else nullif(p_event_types, '{}') end,
    is_active = coalesce(p_is_active, is_active), updated_at = now(), updated_by_staff_id = v_ctx.staff_id
  where casino_id = v_ctx.casino_id and id = p_endpoint_id
  returning * into v_endpoint;
  return app.complete_intent(v_ctx, 'webhook.update_endpoint', 'webhook_endpoint', v_endpoint.id,
    app.webhook_endpoint_json(v_before), app.webhook_endpoint_json(v_endpoint), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_update_webhook_endpoint(uuid, text, text, text, text[], boolean, uuid) is
  'Changes what is given and leaves the rest; an empty list of event types means every one. Switched off, an endpoint gets no new events and its pending deliveries wait. Answers the endpoint and is_existing. Capability settings.write. WEBHOOK_ENDPOINT_NOT_FOUND, VALIDATION_FAILED.';
revoke all on function public.rpc_update_webhook_endpoint(uuid, text, text, text, text[], boolean, uuid) from public, anon, authenticated, service_role;
grant execute on function public.rpc_update_webhook_endpoint(uuid, text, text, text, text[], boolean, uuid) to authenticated;

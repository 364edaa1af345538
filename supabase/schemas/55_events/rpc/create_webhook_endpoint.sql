create function public.rpc_create_webhook_endpoint(
  p_url text,
  p_idempotency_key text,
  p_description text default '',
  p_event_types text[] default '{}',
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_description text := btrim(coalesce(p_description, ''));
  v_event_types text[] := nullif(p_event_types, '{}');
  v_call app.call := app.begin_call('create_webhook_endpoint', 'settings.write', p_idempotency_key,
    jsonb_build_array(p_url, v_description, v_event_types), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_answer jsonb;
  v_endpoint public.webhook_endpoint;
  v_secret text;
begin
  perform app.validate_webhook_endpoint(p_url, v_description, v_event_types);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  insert into public.webhook_endpoint (casino_id, url, description, event_types, created_by_staff_id,
    updated_by_staff_id)
  values (v_ctx.casino_id, p_url, v_description, v_event_types, v_ctx.staff_id, v_ctx.staff_id)
  returning * into v_endpoint;
  insert into app.webhook_secret (casino_id, endpoint_id) values (v_ctx.casino_id, v_endpoint.id)
    returning secret into v_secret;

  -- The trail keeps the answer for replays, and a secret must not lie in the trail: it is put in after that, once.
  v_answer := app.finish_call(v_call, 'webhook.create_endpoint', 'webhook_endpoint', v_endpoint.id, null,
    app.webhook_endpoint_json(v_endpoint) || jsonb_build_object('secret', null));
  return v_answer || jsonb_build_object('secret', v_secret);
end;
$$;
comment on function public.rpc_create_webhook_endpoint(text, text, text, text[], uuid) is
  'Makes a webhook for the event types given (none: every one). Answers {id, url, description, event_types, '
  'is_active, created_at, updated_at, pending_count, dead_count, last_delivered_at, secret, is_existing}. The secret '
  'is told this once and never again: a replay answers secret null; who lost the answer rotates. Capability '
  'settings.write. VALIDATION_FAILED.';

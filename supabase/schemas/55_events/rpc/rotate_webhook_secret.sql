create function public.rpc_rotate_webhook_secret(p_endpoint_id uuid, p_idempotency_key text,
  p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('rotate_webhook_secret', 'settings.write', p_idempotency_key,
    jsonb_build_array(p_endpoint_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_answer jsonb;
  v_endpoint public.webhook_endpoint;
  v_secret text;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_endpoint := app.lock_webhook_endpoint(v_ctx, p_endpoint_id);
  delete from app.webhook_secret where casino_id = v_ctx.casino_id and endpoint_id = p_endpoint_id
    and valid_until <= now();
  -- Only the current secret gets an end. One from an earlier rotation keeps the end it has: it may be the one that the
  -- receiver still knows.
  update app.webhook_secret set valid_until = now() + interval '24 hours'
  where casino_id = v_ctx.casino_id and endpoint_id = p_endpoint_id and valid_until is null;
  insert into app.webhook_secret (casino_id, endpoint_id) values (v_ctx.casino_id, p_endpoint_id)
    returning secret into v_secret;
  -- As for a new endpoint: the secret goes into this answer and not into the trail.
  v_answer := app.finish_call(v_call, 'webhook.rotate_secret', 'webhook_endpoint', v_endpoint.id, null,
    app.webhook_endpoint_json(v_endpoint) || jsonb_build_object('secret', null));
  return v_answer || jsonb_build_object('secret', v_secret);
end;
$$;
comment on function public.rpc_rotate_webhook_secret(uuid, text, uuid) is
  'Gives an endpoint a new signing secret; the one before signs along for 24 hours, and those before it to their own '
  'end. Answers the endpoint, secret and is_existing. The secret is told this once: a replay answers secret null. '
  'Capability settings.write. WEBHOOK_ENDPOINT_NOT_FOUND.';

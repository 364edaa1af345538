create function public.rpc_worker_report_delivery(
  p_casino_id uuid,
  p_delivery_id uuid,
  p_claim_token uuid,
  p_http_status integer default null,
  p_error text default null,
  p_retry_after_seconds integer default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_delivery public.webhook_delivery;
  v_status public.webhook_delivery_status;
begin
  perform app.lock_webhook_lines(false);
  select * into v_delivery from public.webhook_delivery
  where casino_id = p_casino_id and id = p_delivery_id and claim_token = p_claim_token and status = 'pending'
  for no key update;
  if not found then
    return jsonb_build_object('is_current', false, 'status', null);
  end if;
  v_status := app.end_webhook_attempt(v_delivery, p_http_status, p_error, p_retry_after_seconds);
  if p_http_status = 410 then
    perform app.switch_off_webhook_endpoint(app.worker_context(p_casino_id), v_delivery.endpoint_id, 'gone');
  end if;
  return jsonb_build_object('is_current', true, 'status', v_status);
end;
$$;
comment on function public.rpc_worker_report_delivery(uuid, uuid, uuid, integer, text, integer) is
  'What came of a claimed delivery: the receiver''s status, or null and p_error, a webhook_failure that says why there '
  'was none. 2xx: delivered; else tried again later (never before p_retry_after_seconds), and dead after the last '
  'attempt. The next of the line then becomes its head. 410 Gone switches the endpoint off, on record in the audit '
  'trail. Answers {is_current, status}; is_current false: the claim ran out or was reported, and nothing was changed. '
  'For the worker: executable by service_role alone.';

create function app.switch_off_webhook_endpoint(p_ctx app.rls_context, p_endpoint_id uuid, p_reason text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_before public.webhook_endpoint := app.lock_webhook_endpoint(p_ctx, p_endpoint_id);
  v_endpoint public.webhook_endpoint;
begin
  -- Of several answers under way only the first switches it off.
  if not v_before.is_active then
    return;
  end if;
  update public.webhook_endpoint set is_active = false, updated_at = now(), updated_by_staff_id = null
  where casino_id = p_ctx.casino_id and id = p_endpoint_id
  returning * into v_endpoint;
  perform app.write_audit(p_ctx, 'webhook.switch_off_endpoint', 'webhook_endpoint', p_endpoint_id,
    app.webhook_endpoint_json(v_before), app.webhook_endpoint_json(v_endpoint)
      || jsonb_build_object('reason', p_reason));
end;
$$;
comment on function app.switch_off_webhook_endpoint(app.rls_context, uuid, text) is
  'Switches an endpoint off without anyone asking for it, on record in the audit trail; nothing when it is off '
  'already.';

create function public.rpc_redeliver_webhook_delivery(p_delivery_id uuid, p_idempotency_key text,
  p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('redeliver_webhook_delivery', 'settings.write', p_idempotency_key,
    jsonb_build_array(p_delivery_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.webhook_delivery;
  v_delivery public.webhook_delivery;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  perform app.lock_webhook_lines(true);
  select * into v_before from public.webhook_delivery where casino_id = v_ctx.casino_id
    and id = p_delivery_id for no key update;
  if not found then
    perform app.fail(404, 'WEBHOOK_DELIVERY_NOT_FOUND');
  end if;
  if v_before.status <> 'dead' then
    perform app.fail(409, 'DELIVERY_NOT_DEAD', jsonb_build_object('status', v_before.status));
  end if;

  perform app.send_dead_letter_again(v_before);
  select * into v_delivery from public.webhook_delivery where casino_id = v_ctx.casino_id and id = p_delivery_id;
  return app.finish_call(v_call, 'webhook.redeliver', 'webhook_delivery', v_delivery.id,
    app.webhook_delivery_json(v_before), app.webhook_delivery_json(v_delivery));
end;
$$;
comment on function public.rpc_redeliver_webhook_delivery(uuid, text, uuid) is
  'Sends a dead letter again, with all its attempts before it, ahead of what else waits in its line. Answers the '
  'delivery and is_existing. Capability settings.write. WEBHOOK_DELIVERY_NOT_FOUND, DELIVERY_NOT_DEAD.';

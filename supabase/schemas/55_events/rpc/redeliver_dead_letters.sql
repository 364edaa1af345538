create function public.rpc_redeliver_dead_letters(p_until timestamptz, p_idempotency_key text,
  p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('redeliver_dead_letters', 'settings.write', p_idempotency_key,
    jsonb_build_array(extract(epoch from p_until)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_delivery public.webhook_delivery;
  v_sent uuid[] := '{}';
  v_left integer;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  perform app.lock_webhook_lines(true);
  -- A screen knows milliseconds. No worker adds to a line meanwhile, so that one call takes no more than a moment.
  for v_delivery in
    select * from public.webhook_delivery
    where casino_id = v_ctx.casino_id and status = 'dead' and date_trunc('milliseconds', created_at) <= p_until
    order by seq, endpoint_id
    limit 500
    for no key update
  loop
    perform app.send_dead_letter_again(v_delivery);
    v_sent := v_sent || v_delivery.id;
  end loop;
  if cardinality(v_sent) = 0 then
    perform app.fail(409, 'NO_DEAD_LETTERS');
  end if;
  select count(*) into v_left from public.webhook_delivery
  where casino_id = v_ctx.casino_id and status = 'dead' and date_trunc('milliseconds', created_at) <= p_until;
  return app.finish_call(v_call, 'webhook.redeliver_all', 'webhook_delivery', null, null,
    jsonb_build_object('until', p_until, 'redelivered_count', cardinality(v_sent), 'left_count', v_left,
      'delivery_ids', to_jsonb(v_sent)));
end;
$$;
comment on function public.rpc_redeliver_dead_letters(timestamptz, text, uuid) is
  'Sends the casino''s dead letters again that were handed out up to a moment, that of the newest that a list shows: '
  'what was handed out later stays. The earliest 500 in one call; left_count of them wait for the next. One row of the '
  'audit trail names all. Answers {until, redelivered_count, left_count, delivery_ids} and is_existing. Capability '
  'settings.write. NO_DEAD_LETTERS where there is none.';

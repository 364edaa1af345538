create function app.webhook_delivery_json(p_delivery public.webhook_delivery)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'id', p_delivery.id, 'endpoint_id', p_delivery.endpoint_id, 'endpoint_url', e.url, 'event_id',
        p_delivery.event_id,
      'event_type', o.event_type, 'player_id', o.player_id, 'status', p_delivery.status, 'attempts',
        p_delivery.attempts,
      'next_attempt_at', p_delivery.next_attempt_at, 'last_error', p_delivery.last_error, 'last_status',
        p_delivery.last_status,
      'created_at', p_delivery.created_at, 'delivered_at', p_delivery.delivered_at)
    from public.webhook_endpoint e
    join public.loyalty_outbox o on o.casino_id = p_delivery.casino_id and o.id = p_delivery.event_id
    where e.casino_id = p_delivery.casino_id and e.id = p_delivery.endpoint_id
  );
end;
$$;
comment on function app.webhook_delivery_json(public.webhook_delivery) is
  'A delivery as every RPC answers it: never with what the event says.';

create function app.lock_webhook_lines(p_is_changing boolean)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_key constant bigint := hashtextextended('webhook_lines', 0);
begin
  if p_is_changing then
    perform pg_advisory_xact_lock(v_key);
  else
    perform pg_advisory_xact_lock_shared(v_key);
  end if;
end;
$$;
comment on function app.lock_webhook_lines(boolean) is
  'Who adds to lines (true) works alone; who takes the head off one (false) only keeps those out. Without it, one '
  'that joins behind a head that leaves in the same moment would wait forever.';

create function app.advance_webhook_line(p_delivery public.webhook_delivery)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if exists (
    select from public.webhook_delivery d
    where d.casino_id = p_delivery.casino_id and d.endpoint_id = p_delivery.endpoint_id
      and d.order_key = p_delivery.order_key
      and d.status = 'pending' and d.next_attempt_at is not null
  ) then
    return;
  end if;
  update public.webhook_delivery set next_attempt_at = now()
  where casino_id = p_delivery.casino_id and id = (
    select d.id from public.webhook_delivery d
    where d.casino_id = p_delivery.casino_id and d.endpoint_id = p_delivery.endpoint_id
      and d.order_key = p_delivery.order_key
      and d.status = 'pending'
    order by d.seq
    limit 1
  );
end;
$$;
comment on function app.advance_webhook_line(public.webhook_delivery) is
  'Gives the line of a delivery a head, if it has none: the earliest that is pending, due now.';

create function app.send_dead_letter_again(p_delivery public.webhook_delivery)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- It is the oldest of its line, so it goes to the head: whoever stood there steps back, unless it is being posted
  -- now.
  update public.webhook_delivery set next_attempt_at = null, claimed_until = null, claim_token = null
  where casino_id = p_delivery.casino_id and endpoint_id = p_delivery.endpoint_id and order_key = p_delivery.order_key
    and status = 'pending'
    and next_attempt_at is not null and (claimed_until is null or claimed_until <= now());
  update public.webhook_delivery set status = 'pending', attempts = 0 where casino_id = p_delivery.casino_id
    and id = p_delivery.id;
  perform app.advance_webhook_line(p_delivery);
end;
$$;
comment on function app.send_dead_letter_again(public.webhook_delivery) is
  'Has a dead letter delivered again, with all its attempts before it, ahead of what else waits in its line. The '
  'caller holds its row and, before that, app.lock_webhook_lines(true).';

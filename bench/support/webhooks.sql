-- One webhook with a past: so many deliveries done, and so many pending in lines of five, whose heads are due.
create function bench.add_deliveries(p_casino_id uuid, p_delivered integer, p_pending integer)
returns void
language plpgsql
as $$
declare
  v_endpoint_id uuid := app.uuid_v7();
  v_players uuid[] := array(select id from public.player where casino_id = p_casino_id order by id);
begin
  insert into public.webhook_endpoint (casino_id, id, url, created_by_staff_id)
  select p_casino_id, v_endpoint_id, 'https://bench.example/hook', id from public.staff
  where casino_id = p_casino_id and role = 'compliance';
  insert into app.webhook_secret (casino_id, endpoint_id) values (p_casino_id, v_endpoint_id);
  insert into public.loyalty_outbox (casino_id, seq, event_type, player_id, payload, correlation_id, claimed_at, delivered_at, attempts)
  select p_casino_id, -1000000000 + n, 'loyalty.entry_posted', v_players[1 + n % cardinality(v_players)],
    jsonb_build_object('points', 10, 'balance_after', n, 'reason', 'mid_session_bonus'), p_casino_id, now(),
    case when n <= p_delivered then now() end, (n <= p_delivered)::integer
  from generate_series(1, p_delivered + p_pending) n;
  insert into public.webhook_delivery (casino_id, endpoint_id, event_id, seq, order_key, status, attempts, next_attempt_at, last_status,
    delivered_at)
  select o.casino_id, v_endpoint_id, o.id, o.seq, o.player_id,
    (case when o.delivered_at is null then 'pending' else 'delivered' end)::public.webhook_delivery_status, o.attempts,
    case when o.delivered_at is null and row_number() over (partition by o.player_id, o.delivered_at is null order by o.seq) = 1 then now() end,
    case when o.delivered_at is not null then 200 end, o.delivered_at
  from public.loyalty_outbox o
  where o.casino_id = p_casino_id and o.seq < 0
  order by o.seq;
end;
$$;

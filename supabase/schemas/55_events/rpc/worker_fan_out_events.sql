create function public.rpc_worker_fan_out_events(p_limit integer default 500)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_limit integer := least(5000, greatest(1, coalesce(p_limit, 500)));
  v_done integer;
begin
  perform app.lock_webhook_lines(true);
  with batch as (
    select first.casino_id, first.id, first.seq, first.event_type,
      coalesce(first.player_id, app.coupon_event_order_key(first.casino_id, first.payload ->> 'coupon_id'),
        first.id) as order_key
    from (
      -- Settled is what is below the oldest transaction that still runs. One event that is not holds back all that have
      -- a higher number, settled or not: the transaction that emitted for the player later may have the lower xid.
      select o.*, bool_and(o.xid < pg_snapshot_xmin(pg_current_snapshot())) over (order by o.seq) as is_settled
      from public.loyalty_outbox o
      where o.claimed_at is null
      order by o.seq
      limit v_limit
    ) first
    where first.is_settled
  ),
  wanted as (
    select b.casino_id, b.id as event_id, b.seq, b.order_key, e.id as endpoint_id
    from batch b
    join public.webhook_endpoint e on e.casino_id = b.casino_id and e.is_active
      -- That somebody is excluded is told to whom it is meant for by name alone.
      and (b.event_type = any (e.event_types) or e.event_types is null and b.event_type <> 'exclusion.hit')
  ),
  planned as (
    insert into public.webhook_delivery (casino_id, endpoint_id, event_id, seq, order_key, next_attempt_at)
    select w.casino_id, w.endpoint_id, w.event_id, w.seq, w.order_key, case
      when w.seq = min(w.seq) over (partition by w.casino_id, w.endpoint_id, w.order_key) and not exists (
        select from public.webhook_delivery ahead
        where ahead.casino_id = w.casino_id and ahead.endpoint_id = w.endpoint_id and ahead.order_key = w.order_key
          and ahead.status = 'pending')
      then now() end
    from wanted w
    order by w.seq
  )
  update public.loyalty_outbox o
  set claimed_at = now(), delivered_at = case when not exists (
    select from wanted w where w.casino_id = o.casino_id and w.event_id = o.id) then now() end
  from batch b
  where o.casino_id = b.casino_id and o.id = b.id;
  get diagnostics v_done = row_count;
  return jsonb_build_object('done', v_done, 'has_more', v_done = v_limit);
end;
$$;
comment on function public.rpc_worker_fan_out_events(integer) is
  'Makes a delivery for each new event and active webhook that wants it (an exclusion.hit has to be named), in the '
  'order of the outbox up to the first event that a running transaction holds back, one caller at a time: {done, '
  'has_more}. For the worker: executable by service_role alone.';

create function app.coupon_event_order_key(p_casino_id uuid, p_coupon_id text)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
declare
  v_key uuid;
  v_replaced_id uuid;
begin
  -- A payload is anyone's to shape: one that names no coupon has no order key, and stops nothing.
  if p_coupon_id !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    return null;
  end if;
  v_key := p_coupon_id::uuid;
  loop
    select replaces_coupon_id into v_replaced_id from public.promo_coupon where casino_id = p_casino_id and id = v_key;
    exit when v_replaced_id is null;
    v_key := v_replaced_id;
  end loop;
  return v_key;
end;
$$;
comment on function app.coupon_event_order_key(uuid, text) is
  'What orders the events of a coupon without a player: the coupon at the beginning of its replacements, so that a '
  'replacement''s events follow those of what it replaced. Null when the text names no coupon.';

create function public.rpc_worker_claim_deliveries(
  p_limit integer default 16,
  p_lease_seconds integer default 60,
  p_per_endpoint integer default 16
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_until timestamptz := now() + make_interval(secs => least(600, greatest(5, coalesce(p_lease_seconds, 60))));
  v_lost public.webhook_delivery;
  v_items jsonb;
begin
  -- One claim at a time: two that count what a webhook has under way in the same moment would each give it all that is
  -- allowed.
  perform pg_advisory_xact_lock(hashtextextended('webhook_claims', 0));
  -- A lease that ran out is an attempt that failed. Otherwise what kills its worker would be tried for ever, and
  -- without a pause.
  if exists (select from public.webhook_delivery where claimed_until <= now()) then
    perform app.lock_webhook_lines(false);
    for v_lost in select * from public.webhook_delivery where claimed_until <= now() for no key update skip locked loop
      perform app.end_webhook_attempt(v_lost, null, 'worker_lost', null);
    end loop;
  end if;

  with due as (
    select head.casino_id, head.id, head.place
    from public.webhook_endpoint e
    cross join lateral (
      select d.casino_id, d.id, d.next_attempt_at as place from public.webhook_delivery d
      where d.casino_id = e.casino_id and d.endpoint_id = e.id and d.status = 'pending' and d.next_attempt_at <= now()
        and d.claimed_until is null
      order by d.next_attempt_at
      -- A receiver that is slow keeps this many busy at once, and no more: the others go on.
      limit greatest(0, least(p_limit, p_per_endpoint - (
        select count(*) from public.webhook_delivery busy
        where busy.casino_id = e.casino_id and busy.endpoint_id = e.id and busy.claimed_until > now())))
      for update skip locked
    ) head
    where e.is_active
    order by head.place
    limit p_limit
  ),
  claimed as (
    update public.webhook_delivery d
    set claimed_until = v_until, claim_token = gen_random_uuid(), attempts = d.attempts + 1
    from due where d.casino_id = due.casino_id and d.id = due.id
    returning d.*
  )
  select jsonb_agg(jsonb_build_object(
    'id', c.id, 'casino_id', c.casino_id, 'claim_token', c.claim_token, 'attempts', c.attempts, 'url', e.url,
    'secrets', (
      select jsonb_agg(s.secret order by s.valid_until desc nulls first) from app.webhook_secret s
      where s.casino_id = c.casino_id and s.endpoint_id = c.endpoint_id
        and (s.valid_until is null or s.valid_until > now())),
    'event_id', o.id, 'event_type', o.event_type, 'created_at', o.created_at, 'payload', o.payload))
  into v_items
  from claimed c
  join public.webhook_endpoint e on e.casino_id = c.casino_id and e.id = c.endpoint_id
  join public.loyalty_outbox o on o.casino_id = c.casino_id and o.id = c.event_id;
  return jsonb_build_object('items', coalesce(v_items, '[]'::jsonb));
end;
$$;
comment on function public.rpc_worker_claim_deliveries(integer, integer, integer) is
  'Claims due heads of lines for p_lease_seconds, at most p_limit, and at most p_per_endpoint of one webhook by all '
  'workers together: {items: [{id, casino_id, claim_token, attempts, url, secrets, event_id, event_type, created_at, '
  'payload}]}. What was claimed and not reported in time has failed, and waits for its next attempt or is dead. '
  'Answers signing secrets: the current one first, then those before it that are still valid; for the worker: '
  'executable by service_role alone.';

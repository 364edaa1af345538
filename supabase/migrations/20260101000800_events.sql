-- Events: what happened is delivered to the casino's webhooks, at least once and in order per player.
--
-- The outbox is handed out (one delivery per event and webhook), a worker claims deliveries, posts them and reports. The worker
-- is no person: its functions are named rpc_worker_*, belong to no casino, and are executable by service_role alone.

create type public.webhook_delivery_status as enum ('pending', 'delivered', 'dead');

create function app.is_webhook_url(p_url text)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- No user and password, no fragment, nothing but printable ASCII: what is checked here is what the worker calls.
  return coalesce(
    length(p_url) <= 2000
    and p_url ~ '^(https://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])|http://(127\.0\.0\.1|localhost|\[::1\]))(:[0-9]{1,5})?([/?][!$-~]*)?$',
    false);
end;
$$;
comment on function app.is_webhook_url(text) is
  'Whether a webhook may have this address: https, or http on the loopback interface. Not who answers there: that is the admin''s choice.';

create function app.webhook_retry_delay(p_attempts integer)
returns interval
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_full double precision := least(21600, 10 * 2 ^ (least(greatest(p_attempts, 1), 30) - 1));
begin
  -- Half of it fixed, half by chance: a receiver that comes back is not met by everything it missed in one moment.
  return make_interval(secs => v_full / 2 + random() * v_full / 2);
end;
$$;
comment on function app.webhook_retry_delay(integer) is
  'How long to wait after this many attempts: 10 seconds doubled with each attempt, at most 6 hours, of which the second half is left to chance.';

create function app.is_last_webhook_attempt(p_attempts integer)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return p_attempts >= 15;
end;
$$;
comment on function app.is_last_webhook_attempt(integer) is 'Whether a delivery that failed this often is given up: with the delays of app.webhook_retry_delay, after 12 to 24 hours.';

create function app.new_webhook_secret()
returns text
language plpgsql
volatile
set search_path = ''
as $$
begin
  -- The hash folds four times 122 random bits into 32 bytes without the fixed bits that a UUID has.
  return 'whsec_' || encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
    || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'base64');
end;
$$;
comment on function app.new_webhook_secret() is 'A signing secret as Standard Webhooks writes it: whsec_ and 32 random bytes in base64.';

-- ---- Tables ----------------------------------------------------------------------------------------------------------

create table public.webhook_endpoint (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  url text not null check (app.is_webhook_url(url)),
  description text not null default '' check (length(description) <= 200),
  event_types text[] check (cardinality(event_types) between 1 and 50),
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  created_by_staff_id uuid not null,
  updated_at timestamptz not null default now(),
  updated_by_staff_id uuid,
  primary key (casino_id, id),
  foreign key (casino_id, created_by_staff_id) references public.staff (casino_id, id),
  foreign key (casino_id, updated_by_staff_id) references public.staff (casino_id, id)
);
comment on table public.webhook_endpoint is
  'Where a casino wants its events posted. While it is not active it gets no new events, and what is pending for it waits.';
comment on column public.webhook_endpoint.event_types is 'The events it wants; null means every one, those that later versions add too.';
comment on column public.webhook_endpoint.updated_by_staff_id is 'Who changed it last; null when the worker switched it off because the receiver answered 410 Gone.';
create index webhook_endpoint_created_by on public.webhook_endpoint (casino_id, created_by_staff_id);
create index webhook_endpoint_updated_by on public.webhook_endpoint (casino_id, updated_by_staff_id);

create table app.webhook_secret (
  casino_id uuid not null,
  endpoint_id uuid not null,
  secret text not null default app.new_webhook_secret(),
  valid_until timestamptz,
  primary key (casino_id, endpoint_id, secret),
  foreign key (casino_id, endpoint_id) references public.webhook_endpoint (casino_id, id)
);
comment on table app.webhook_secret is
  'The keys that sign what a webhook gets. Apart from the endpoint, in a schema that the API does not expose and without any grant: only functions of the owner reach it.';
comment on column app.webhook_secret.valid_until is
  'Null for the current one. Each one before it signs along until its own end, however often is rotated meanwhile, so that a receiver can change over without refusing anything.';
create unique index webhook_secret_current on app.webhook_secret (casino_id, endpoint_id) where valid_until is null;

create table public.webhook_delivery (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  endpoint_id uuid not null,
  event_id uuid not null,
  seq bigint not null,
  order_key uuid not null,
  status public.webhook_delivery_status not null default 'pending',
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  claimed_until timestamptz,
  claim_token uuid,
  last_status integer,
  last_error text check (length(last_error) <= 200),
  created_at timestamptz not null default now(),
  delivered_at timestamptz,
  primary key (casino_id, id),
  foreign key (casino_id, endpoint_id) references public.webhook_endpoint (casino_id, id),
  foreign key (casino_id, event_id) references public.loyalty_outbox (casino_id, id)
);
comment on table public.webhook_delivery is
  'One event on its way to one webhook. The pending ones of one endpoint and order key are a line: only its head has a next_attempt_at and can be claimed.';
comment on column public.webhook_delivery.order_key is 'The player, else the first coupon of a chain of replacements, else the event itself: what shares it arrives one after another.';
comment on column public.webhook_delivery.next_attempt_at is 'Null while it waits behind an earlier delivery of its line, and once it is delivered or dead.';
comment on column public.webhook_delivery.claim_token is 'Who may report: given with each claim. A worker that took too long holds an old one, and its report changes nothing.';
comment on column public.webhook_delivery.attempts is 'Counted when claimed, so that an attempt whose worker died counts too.';
create unique index webhook_delivery_event on public.webhook_delivery (casino_id, event_id, endpoint_id);
create index webhook_delivery_endpoint on public.webhook_delivery (casino_id, endpoint_id, delivered_at);
create index webhook_delivery_status on public.webhook_delivery (casino_id, status, id);
create index webhook_delivery_line on public.webhook_delivery (casino_id, endpoint_id, order_key, seq) where status = 'pending';
create index webhook_delivery_due on public.webhook_delivery (casino_id, endpoint_id, next_attempt_at)
  where status = 'pending' and next_attempt_at is not null;
create index webhook_delivery_claimed on public.webhook_delivery (casino_id, endpoint_id, claimed_until) where claimed_until is not null;

-- ---- Endpoints -------------------------------------------------------------------------------------------------------

create function app.webhook_endpoint_json(p_endpoint public.webhook_endpoint)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', p_endpoint.id, 'url', p_endpoint.url, 'description', p_endpoint.description,
    'event_types', to_jsonb(p_endpoint.event_types), 'is_active', p_endpoint.is_active,
    'created_at', p_endpoint.created_at, 'updated_at', p_endpoint.updated_at,
    'pending_count', (
      select count(*) from public.webhook_delivery
      where casino_id = p_endpoint.casino_id and endpoint_id = p_endpoint.id and status = 'pending'),
    'dead_count', (
      select count(*) from public.webhook_delivery
      where casino_id = p_endpoint.casino_id and status = 'dead' and endpoint_id = p_endpoint.id),
    'last_delivered_at', (
      select max(delivered_at) from public.webhook_delivery
      where casino_id = p_endpoint.casino_id and endpoint_id = p_endpoint.id)
  );
end;
$$;
comment on function app.webhook_endpoint_json(public.webhook_endpoint) is 'An endpoint as every RPC answers it and as the audit trail keeps it: never with its secret.';

create function app.validate_webhook_endpoint(p_url text, p_description text, p_event_types text[])
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if not app.is_webhook_url(p_url) then
    perform app.invalid('url', 'Give an https address without user name, password and fragment; http is for this machine only.');
  end if;
  if length(p_description) > 200 then
    perform app.invalid('description', 'Keep the description under 200 characters.');
  end if;
  if cardinality(p_event_types) > 50
    or exists (select from unnest(p_event_types) t where t is null or length(t) > 100 or t !~ '^[a-z_]+\.[a-z_]+$') then
    perform app.invalid('eventTypes', 'Give up to 50 event types, such as loyalty.entry_posted.');
  end if;
end;
$$;
comment on function app.validate_webhook_endpoint(text, text, text[]) is 'VALIDATION_FAILED for what an endpoint cannot be.';

create function app.lock_webhook_endpoint(p_ctx app.rls_context, p_endpoint_id uuid)
returns public.webhook_endpoint
language plpgsql
set search_path = ''
as $$
declare
  v_endpoint public.webhook_endpoint;
begin
  select * into v_endpoint from public.webhook_endpoint
  where casino_id = p_ctx.casino_id and id = p_endpoint_id
  for no key update;
  if not found then
    perform app.fail(404, 'WEBHOOK_ENDPOINT_NOT_FOUND');
  end if;
  return v_endpoint;
end;
$$;
comment on function app.lock_webhook_endpoint(app.rls_context, uuid) is 'Locks and returns an endpoint of the caller''s casino. WEBHOOK_ENDPOINT_NOT_FOUND.';

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
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_description text := btrim(coalesce(p_description, ''));
  v_event_types text[] := nullif(p_event_types, '{}');
  v_hash bytea;
  v_answer jsonb;
  v_endpoint public.webhook_endpoint;
  v_secret text;
begin
  perform app.require_capability(v_ctx, 'settings.write');
  perform app.validate_webhook_endpoint(p_url, v_description, v_event_types);
  v_hash := app.request_hash('create_webhook_endpoint', jsonb_build_array(p_url, v_description, v_event_types));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  insert into public.webhook_endpoint (casino_id, url, description, event_types, created_by_staff_id, updated_by_staff_id)
  values (v_ctx.casino_id, p_url, v_description, v_event_types, v_ctx.staff_id, v_ctx.staff_id)
  returning * into v_endpoint;
  insert into app.webhook_secret (casino_id, endpoint_id) values (v_ctx.casino_id, v_endpoint.id) returning secret into v_secret;

  -- The trail keeps the answer for replays, and a secret must not lie in the trail: it is put in after that, once.
  v_answer := app.complete_intent(v_ctx, 'webhook.create_endpoint', 'webhook_endpoint', v_endpoint.id, null,
    app.webhook_endpoint_json(v_endpoint) || jsonb_build_object('secret', null), p_idempotency_key, v_hash);
  return v_answer || jsonb_build_object('secret', v_secret);
end;
$$;
comment on function public.rpc_create_webhook_endpoint(text, text, text, text[], uuid) is
  'Makes a webhook for the event types given (none: every one). Answers {id, url, description, event_types, is_active, created_at, updated_at, pending_count, dead_count, last_delivered_at, secret, is_existing}. The secret is told this once and never again: a replay answers secret null; who lost the answer rotates. Capability settings.write. VALIDATION_FAILED.';

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

create function public.rpc_rotate_webhook_secret(p_endpoint_id uuid, p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea;
  v_answer jsonb;
  v_endpoint public.webhook_endpoint;
  v_secret text;
begin
  perform app.require_capability(v_ctx, 'settings.write');
  v_hash := app.request_hash('rotate_webhook_secret', jsonb_build_array(p_endpoint_id));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  v_endpoint := app.lock_webhook_endpoint(v_ctx, p_endpoint_id);
  delete from app.webhook_secret where casino_id = v_ctx.casino_id and endpoint_id = p_endpoint_id and valid_until <= now();
  -- Only the current one gets an end: one from an earlier rotation may be what the receiver still knows, and keeps its own.
  update app.webhook_secret set valid_until = now() + interval '24 hours'
  where casino_id = v_ctx.casino_id and endpoint_id = p_endpoint_id and valid_until is null;
  insert into app.webhook_secret (casino_id, endpoint_id) values (v_ctx.casino_id, p_endpoint_id) returning secret into v_secret;
  -- As for a new endpoint: the secret goes into this answer and not into the trail.
  v_answer := app.complete_intent(v_ctx, 'webhook.rotate_secret', 'webhook_endpoint', v_endpoint.id, null,
    app.webhook_endpoint_json(v_endpoint) || jsonb_build_object('secret', null), p_idempotency_key, v_hash);
  return v_answer || jsonb_build_object('secret', v_secret);
end;
$$;
comment on function public.rpc_rotate_webhook_secret(uuid, text, uuid) is
  'Gives an endpoint a new signing secret; the one before signs along for 24 hours, and those before it to their own end. Answers the endpoint, secret and is_existing. The secret is told this once: a replay answers secret null. Capability settings.write. WEBHOOK_ENDPOINT_NOT_FOUND.';

create function public.rpc_list_webhook_endpoints()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  perform app.require_capability(v_ctx, 'audit.read');
  return jsonb_build_object('items', coalesce((
    select jsonb_agg(app.webhook_endpoint_json(e) order by e.id)
    from public.webhook_endpoint e where e.casino_id = v_ctx.casino_id
  ), '[]'::jsonb));
end;
$$;
comment on function public.rpc_list_webhook_endpoints() is
  'The casino''s webhooks, oldest first, each with how many deliveries are pending and dead and when the last one was delivered: {items}. Never a secret. Capability audit.read.';

-- ---- Deliveries, as staff see them -----------------------------------------------------------------------------------

create function app.webhook_delivery_json(p_delivery public.webhook_delivery)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'id', p_delivery.id, 'endpoint_id', p_delivery.endpoint_id, 'endpoint_url', e.url, 'event_id', p_delivery.event_id,
      'event_type', o.event_type, 'player_id', o.player_id, 'status', p_delivery.status, 'attempts', p_delivery.attempts,
      'next_attempt_at', p_delivery.next_attempt_at, 'last_error', p_delivery.last_error, 'last_status', p_delivery.last_status,
      'created_at', p_delivery.created_at, 'delivered_at', p_delivery.delivered_at)
    from public.webhook_endpoint e
    join public.loyalty_outbox o on o.casino_id = p_delivery.casino_id and o.id = p_delivery.event_id
    where e.casino_id = p_delivery.casino_id and e.id = p_delivery.endpoint_id
  );
end;
$$;
comment on function app.webhook_delivery_json(public.webhook_delivery) is 'A delivery as every RPC answers it: never with what the event says.';

create function public.rpc_list_webhook_deliveries(p_status text default null, p_before_id uuid default null, p_limit integer default 50)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
-- Planned for the arguments at hand: with and without a status are two different ways through the indexes.
set plan_cache_mode = force_custom_plan
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'audit.read');
  if p_status not in ('pending', 'delivered', 'dead') then
    perform app.invalid('status', 'Give one of pending, delivered, dead.');
  end if;
  if p_before_id is not null
    and not exists (select 1 from public.webhook_delivery where casino_id = v_ctx.casino_id and id = p_before_id) then
    perform app.invalid('cursor', 'Use the nextCursor of the page before.');
  end if;
  select coalesce(jsonb_agg(app.webhook_delivery_json(page.d) order by (page.d).id desc), '[]'::jsonb) into v_items
  from (
    select d from public.webhook_delivery d
    where d.casino_id = v_ctx.casino_id and (p_status is null or d.status = p_status::public.webhook_delivery_status)
      and (p_before_id is null or d.id < p_before_id)
    order by d.id desc
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items,
    'next_cursor', case when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_webhook_deliveries(text, uuid, integer) is
  'Deliveries, newest first, of one status (pending, delivered, dead) or of all, paged by id: {items: [{id, endpoint_id, endpoint_url, event_id, event_type, player_id, status, attempts, next_attempt_at, last_error, last_status, created_at, delivered_at}], next_cursor}. Capability audit.read. VALIDATION_FAILED, also for a cursor that is none.';

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
  'Who adds to lines (true) works alone; who takes the head off one (false) only keeps those out. Without it, one that joins behind a head that leaves in the same moment would wait forever.';

create function app.advance_webhook_line(p_delivery public.webhook_delivery)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if exists (
    select from public.webhook_delivery d
    where d.casino_id = p_delivery.casino_id and d.endpoint_id = p_delivery.endpoint_id and d.order_key = p_delivery.order_key
      and d.status = 'pending' and d.next_attempt_at is not null
  ) then
    return;
  end if;
  update public.webhook_delivery set next_attempt_at = now()
  where casino_id = p_delivery.casino_id and id = (
    select d.id from public.webhook_delivery d
    where d.casino_id = p_delivery.casino_id and d.endpoint_id = p_delivery.endpoint_id and d.order_key = p_delivery.order_key
      and d.status = 'pending'
    order by d.seq
    limit 1
  );
end;
$$;
comment on function app.advance_webhook_line(public.webhook_delivery) is
  'Gives the line of a delivery a head, if it has none: the earliest that is pending, due now.';

create function public.rpc_redeliver_webhook_delivery(p_delivery_id uuid, p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea;
  v_answer jsonb;
  v_before public.webhook_delivery;
  v_delivery public.webhook_delivery;
begin
  perform app.require_capability(v_ctx, 'settings.write');
  v_hash := app.request_hash('redeliver_webhook_delivery', jsonb_build_array(p_delivery_id));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  perform app.lock_webhook_lines(true);
  select * into v_before from public.webhook_delivery where casino_id = v_ctx.casino_id and id = p_delivery_id for no key update;
  if not found then
    perform app.fail(404, 'WEBHOOK_DELIVERY_NOT_FOUND');
  end if;
  if v_before.status <> 'dead' then
    perform app.fail(409, 'DELIVERY_NOT_DEAD', jsonb_build_object('status', v_before.status));
  end if;

  -- It is the oldest of its line, so it goes to the head: whoever stood there steps back, unless it is being posted now.
  update public.webhook_delivery set next_attempt_at = null, claimed_until = null, claim_token = null
  where casino_id = v_ctx.casino_id and endpoint_id = v_before.endpoint_id and order_key = v_before.order_key and status = 'pending'
    and next_attempt_at is not null and (claimed_until is null or claimed_until <= now());
  update public.webhook_delivery set status = 'pending', attempts = 0 where casino_id = v_ctx.casino_id and id = p_delivery_id;
  perform app.advance_webhook_line(v_before);
  select * into v_delivery from public.webhook_delivery where casino_id = v_ctx.casino_id and id = p_delivery_id;
  return app.complete_intent(v_ctx, 'webhook.redeliver', 'webhook_delivery', v_delivery.id,
    app.webhook_delivery_json(v_before), app.webhook_delivery_json(v_delivery), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_redeliver_webhook_delivery(uuid, text, uuid) is
  'Sends a dead letter again, with all its attempts before it, ahead of what else waits in its line. Answers the delivery and is_existing. Capability settings.write. WEBHOOK_DELIVERY_NOT_FOUND, DELIVERY_NOT_DEAD.';

-- ---- The worker ------------------------------------------------------------------------------------------------------

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
  'What orders the events of a coupon without a player: the coupon at the beginning of its replacements, so that a replacement''s events follow those of what it replaced. Null when the text names no coupon.';

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
      coalesce(first.player_id, app.coupon_event_order_key(first.casino_id, first.payload ->> 'coupon_id'), first.id) as order_key
    from (
      -- Settled is what is below the oldest transaction that still runs. One event that is not holds back all that have a higher
      -- number, settled or not: the transaction that emitted for the player later may have the lower xid.
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
      and (e.event_types is null or b.event_type = any (e.event_types))
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
  'Makes a delivery for each new event and active webhook that wants it, in the order of the outbox up to the first event that a running transaction holds back, one caller at a time: {done, has_more}. For the worker: executable by service_role alone.';

create function app.end_webhook_attempt(
  p_delivery public.webhook_delivery,
  p_http_status integer,
  p_error text,
  p_retry_after_seconds integer
)
returns public.webhook_delivery_status
language plpgsql
set search_path = ''
as $$
declare
  v_is_delivered boolean := coalesce(p_http_status between 200 and 299, false);
  v_status public.webhook_delivery_status := case
    when v_is_delivered then 'delivered'
    when app.is_last_webhook_attempt(p_delivery.attempts) then 'dead'
    else 'pending' end;
  v_is_behind boolean;
begin
  -- Locked before what is looked at below: of two last deliveries of one event, one must see that it is the last.
  perform 1 from public.loyalty_outbox where casino_id = p_delivery.casino_id and id = p_delivery.event_id for no key update;

  -- A dead letter that was sent again while this one was being posted goes before its next attempt.
  v_is_behind := exists (
    select from public.webhook_delivery d
    where d.casino_id = p_delivery.casino_id and d.endpoint_id = p_delivery.endpoint_id and d.order_key = p_delivery.order_key
      and d.status = 'pending' and d.seq < p_delivery.seq);
  update public.webhook_delivery
  set status = v_status, claimed_until = null, claim_token = null, last_status = p_http_status,
    last_error = case when not v_is_delivered then left(p_error, 200) end,
    delivered_at = case when v_is_delivered then now() end,
    next_attempt_at = case when v_status = 'pending' and not v_is_behind then now() + greatest(
      app.webhook_retry_delay(attempts), make_interval(secs => least(21600, greatest(0, coalesce(p_retry_after_seconds, 0))))) end
  where casino_id = p_delivery.casino_id and id = p_delivery.id;
  update public.loyalty_outbox o
  set attempts = o.attempts + 1, last_error = case when v_is_delivered then o.last_error else left(p_error, 200) end,
    delivered_at = case when not exists (
      select from public.webhook_delivery d
      where d.casino_id = o.casino_id and d.event_id = o.id and d.status <> 'delivered') then now() end
  where o.casino_id = p_delivery.casino_id and o.id = p_delivery.event_id;
  perform app.advance_webhook_line(p_delivery);
  return v_status;
end;
$$;
comment on function app.end_webhook_attempt(public.webhook_delivery, integer, text, integer) is
  'What comes of an attempt: delivered after a 2xx, else due again later, or dead after the last; then the next of the line becomes its head. The caller holds the delivery''s row and, before that, app.lock_webhook_lines(false). Answers the new status.';

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
  -- One claim at a time: two that count what a webhook has under way in the same moment would each give it all that is allowed.
  perform pg_advisory_xact_lock(hashtextextended('webhook_claims', 0));
  -- A lease that ran out is an attempt that failed. Otherwise what kills its worker would be tried for ever, and without a pause.
  if exists (select from public.webhook_delivery where claimed_until <= now()) then
    perform app.lock_webhook_lines(false);
    for v_lost in select * from public.webhook_delivery where claimed_until <= now() for no key update skip locked loop
      perform app.end_webhook_attempt(v_lost, null, 'No report: the worker was lost', null);
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
      where s.casino_id = c.casino_id and s.endpoint_id = c.endpoint_id and (s.valid_until is null or s.valid_until > now())),
    'event_id', o.id, 'event_type', o.event_type, 'created_at', o.created_at, 'payload', o.payload))
  into v_items
  from claimed c
  join public.webhook_endpoint e on e.casino_id = c.casino_id and e.id = c.endpoint_id
  join public.loyalty_outbox o on o.casino_id = c.casino_id and o.id = c.event_id;
  return jsonb_build_object('items', coalesce(v_items, '[]'::jsonb));
end;
$$;
comment on function public.rpc_worker_claim_deliveries(integer, integer, integer) is
  'Claims due heads of lines for p_lease_seconds, at most p_limit, and at most p_per_endpoint of one webhook by all workers together: {items: [{id, casino_id, claim_token, attempts, url, secrets, event_id, event_type, created_at, payload}]}. What was claimed and not reported in time has failed, and waits for its next attempt or is dead. Answers signing secrets: the current one first, then those before it that are still valid; for the worker: executable by service_role alone.';

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
    app.webhook_endpoint_json(v_before), app.webhook_endpoint_json(v_endpoint) || jsonb_build_object('reason', p_reason));
end;
$$;
comment on function app.switch_off_webhook_endpoint(app.rls_context, uuid, text) is
  'Switches an endpoint off without anyone asking for it, on record in the audit trail; nothing when it is off already.';

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
  'What came of a claimed delivery: the receiver''s status, or null and why there was none. 2xx: delivered; else tried again later (never before p_retry_after_seconds), and dead after the last attempt. The next of the line then becomes its head. 410 Gone switches the endpoint off, on record in the audit trail. Answers {is_current, status}; is_current false: the claim ran out or was reported, and nothing was changed. For the worker: executable by service_role alone.';

create function public.rpc_worker_purge_deliveries()
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_limit constant integer := 1000;
  v_done integer;
begin
  delete from public.webhook_delivery d
  using (
    select old.casino_id, old.id
    from public.webhook_endpoint e
    cross join lateral (
      select o.casino_id, o.id from public.webhook_delivery o
      where o.casino_id = e.casino_id and o.endpoint_id = e.id and o.delivered_at < now() - interval '30 days'
      limit v_limit
      for update skip locked
    ) old
    limit v_limit
  ) gone
  where d.casino_id = gone.casino_id and d.id = gone.id;
  get diagnostics v_done = row_count;
  return jsonb_build_object('done', v_done, 'has_more', v_done = v_limit);
end;
$$;
comment on function public.rpc_worker_purge_deliveries() is
  'Deletes up to 1000 deliveries that were delivered more than 30 days ago; dead ones stay. The events themselves stay too: {done, has_more}. For the worker: executable by service_role alone.';

-- ---- Row level security and grants -----------------------------------------------------------------------------------

alter table public.webhook_endpoint enable row level security;
alter table public.webhook_delivery enable row level security;
alter table app.webhook_secret enable row level security;

create policy "Auditors read the webhooks of their own casino" on public.webhook_endpoint
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('audit.read')));
create policy "Auditors read the deliveries of their own casino" on public.webhook_delivery
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('audit.read')));
-- The API does not expose schema app and nobody has a grant there; this says the same once more.
create policy "Nobody reads signing secrets" on app.webhook_secret for select to authenticated using (false);

grant select on public.webhook_endpoint, public.webhook_delivery to authenticated, service_role;

revoke all on function
  public.rpc_create_webhook_endpoint(text, text, text, text[], uuid),
  public.rpc_update_webhook_endpoint(uuid, text, text, text, text[], boolean, uuid),
  public.rpc_rotate_webhook_secret(uuid, text, uuid),
  public.rpc_list_webhook_endpoints(),
  public.rpc_list_webhook_deliveries(text, uuid, integer),
  public.rpc_redeliver_webhook_delivery(uuid, text, uuid),
  public.rpc_worker_fan_out_events(integer),
  public.rpc_worker_claim_deliveries(integer, integer, integer),
  public.rpc_worker_report_delivery(uuid, uuid, uuid, integer, text, integer),
  public.rpc_worker_purge_deliveries()
from public, anon, authenticated, service_role;
grant execute on function
  public.rpc_create_webhook_endpoint(text, text, text, text[], uuid),
  public.rpc_update_webhook_endpoint(uuid, text, text, text, text[], boolean, uuid),
  public.rpc_rotate_webhook_secret(uuid, text, uuid),
  public.rpc_list_webhook_endpoints(),
  public.rpc_list_webhook_deliveries(text, uuid, integer),
  public.rpc_redeliver_webhook_delivery(uuid, text, uuid)
to authenticated;
grant execute on function
  public.rpc_worker_fan_out_events(integer),
  public.rpc_worker_claim_deliveries(integer, integer, integer),
  public.rpc_worker_report_delivery(uuid, uuid, uuid, integer, text, integer),
  public.rpc_worker_purge_deliveries()
to service_role;

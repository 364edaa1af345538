-- Events: what happened is delivered to the casino's webhooks, at least once and in order per player.
--
-- The outbox is handed out (one delivery per event and webhook), a worker claims deliveries, posts them and reports.
-- The worker is no person: its functions are named rpc_worker_*, belong to no casino, and are executable by
-- service_role alone.

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
    and p_url ~ '^(https://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])|http://(127\.0\.0\.1|localhost|\[::1\]))(:[0-9]{1,5})?'
      '([/?][!$-~]*)?$',
    false);
end;
$$;
comment on function app.is_webhook_url(text) is
  'Whether a webhook may have this address: https, or http on the loopback interface. Not who answers there: that is '
  'the admin''s choice.';

create function app.new_webhook_secret()
returns text
language plpgsql
volatile
set search_path = ''
as $$
begin
  return 'whsec_' || encode(app.random_32_bytes(), 'base64');
end;
$$;
comment on function app.new_webhook_secret() is
  'A signing secret as Standard Webhooks writes it: whsec_ and 32 random bytes in base64.';

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
  'Where a casino wants its events posted. While it is not active it gets no new events, and what is pending for it '
  'waits.';
comment on column public.webhook_endpoint.event_types is
  'The events it wants; null means every one, those that later versions add too, but exclusion.hit, which has to be '
  'named.';
comment on column public.webhook_endpoint.updated_by_staff_id is
  'Who changed it last; null when the worker switched it off because the receiver answered 410 Gone.';
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
  'The keys that sign what a webhook gets. Apart from the endpoint, in a schema that the API does not expose and '
  'without any grant: only functions of the owner reach it.';
comment on column app.webhook_secret.valid_until is
  'Null for the current one. Each one before it signs along until its own end, however often is rotated meanwhile, so '
  'that a receiver can change over without refusing anything.';
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
  last_error public.webhook_failure,
  created_at timestamptz not null default now(),
  delivered_at timestamptz,
  primary key (casino_id, id),
  check (last_error is null or (last_error in ('http_status', 'redirected')) = (last_status is not null)),
  foreign key (casino_id, endpoint_id) references public.webhook_endpoint (casino_id, id),
  foreign key (casino_id, event_id) references public.loyalty_outbox (casino_id, id)
);
comment on table public.webhook_delivery is
  'One event on its way to one webhook. The pending ones of one endpoint and order key are a line: only its head has '
  'a next_attempt_at and can be claimed.';
comment on column public.webhook_delivery.order_key is
  'The player, else the first coupon of a chain of replacements, else the event itself: what shares it arrives one '
  'after another.';
comment on column public.webhook_delivery.next_attempt_at is
  'Null while it waits behind an earlier delivery of its line, and once it is delivered or dead.';
comment on column public.webhook_delivery.claim_token is
  'Who may report: given with each claim. A worker that took too long holds an old one, and its report changes '
  'nothing.';
comment on column public.webhook_delivery.last_error is
  'Why the latest attempt failed: of an answer, last_status has its number; else there was none.';
comment on column public.webhook_delivery.attempts is
  'Counted when claimed, so that an attempt whose worker died counts too.';
create unique index webhook_delivery_event on public.webhook_delivery (casino_id, event_id, endpoint_id);
create index webhook_delivery_endpoint on public.webhook_delivery (casino_id, endpoint_id, delivered_at);
create index webhook_delivery_status on public.webhook_delivery (casino_id, status, id);
create index webhook_delivery_line on public.webhook_delivery (casino_id, endpoint_id, order_key, seq)
  where status = 'pending';
create index webhook_delivery_due on public.webhook_delivery (casino_id, endpoint_id, next_attempt_at)
  where status = 'pending' and next_attempt_at is not null;
create index webhook_delivery_claimed on public.webhook_delivery (casino_id, endpoint_id, claimed_until)
  where claimed_until is not null;

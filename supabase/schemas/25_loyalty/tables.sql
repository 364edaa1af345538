-- Loyalty: tiers, balances, the ledger that proves itself, the outbox, exclusions, and the mid-session reward.

create type public.loyalty_reason as enum (
  'mid_session_bonus', 'supervisor_discretion', 'promotion', 'correction', 'session_accrual', 'redemption', 'reversal'
);
-- First what an answer can be that is no success, then why there was none.
-- An address that refuses and one that does not speak HTTP are the same here, or a webhook would find open ports.
create type public.webhook_failure as enum (
  'http_status', 'redirected', 'no_answer', 'name_not_found', 'worker_stopped', 'worker_lost', 'own_machine',
  'address_refused'
);
create type public.exclusion_kind as enum ('self', 'barred', 'responsible_gaming');

create table public.loyalty_tier (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  code text not null check (code ~ '^[a-z][a-z0-9_]{0,30}$'),
  name text not null check (length(name) between 1 and 50),
  rank integer not null check (rank >= 0),
  multiplier numeric(5, 2) not null default 1.00 check (multiplier > 0),
  threshold_points bigint not null check (threshold_points >= 0),
  primary key (casino_id, id),
  unique (casino_id, code),
  -- Checked when a statement ends, so that one statement can let two tiers change places.
  unique (casino_id, rank) deferrable,
  unique (casino_id, threshold_points) deferrable
);
comment on table public.loyalty_tier is
  'A rank: reached at threshold_points of lifetime points, earns at multiplier. Written by rpc_replace_loyalty_tiers, '
  'which keeps thresholds rising with rank.';

create table public.player_loyalty (
  casino_id uuid not null,
  player_id uuid not null,
  balance bigint not null default 0,
  lifetime_points bigint not null default 0 check (lifetime_points >= 0),
  tier text not null,
  tier_progress integer not null default 0 check (tier_progress between 0 and 100),
  starting_balance jsonb,
  entry_count bigint not null default 0,
  last_entry_hash bytea,
  updated_at timestamptz not null default now(),
  primary key (casino_id, player_id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, tier) references public.loyalty_tier (casino_id, code)
);
comment on table public.player_loyalty is
  'A player''s standing, made when the player is enrolled. Written by app.post_ledger_entry, and its tier by '
  'reconciliations and managers too; its row is the lock of everything that moves the player''s points.';
comment on column public.player_loyalty.starting_balance is
  'Read-only figures from a legacy system. Never part of the balance, never in the ledger.';
create index player_loyalty_tier on public.player_loyalty (casino_id, tier, player_id);

create table public.loyalty_ledger (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  player_id uuid not null,
  entry_no bigint not null check (entry_no > 0),
  points bigint not null check (points <> 0),
  balance_after bigint not null,
  reason public.loyalty_reason not null,
  note text check (length(note) between 1 and 500),
  is_override boolean not null default false,
  visit_id uuid,
  rating_slip_id uuid,
  staff_id uuid,
  gaming_day date not null,
  idempotency_key text not null check (length(idempotency_key) between 1 and 200),
  request_hash bytea not null,
  correlation_id uuid not null,
  reward_id uuid,
  reversed_entry_id uuid,
  metadata jsonb not null default '{}'::jsonb,
  created_at timestamptz not null default now(),
  entry_hash bytea not null,
  primary key (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, visit_id) references public.visit (casino_id, id),
  foreign key (casino_id, rating_slip_id) references public.rating_slip (casino_id, id),
  foreign key (casino_id, reversed_entry_id) references public.loyalty_ledger (casino_id, id)
);
comment on table public.loyalty_ledger is
  'Append-only points movements. Numbered per player without gaps, each with the balance after it and a hash over the '
  'entry before, so that the record proves itself.';
comment on column public.loyalty_ledger.player_id is
  'The immutable player, not the mutable balance row: a foreign key there would halve the throughput of a busy '
  'player.';
comment on column public.loyalty_ledger.staff_id is
  'Who posted it; null for the system. No foreign key: it would share-lock one person''s row in everything they '
  'issue. Staff rows are never deleted.';
comment on column public.loyalty_ledger.reward_id is
  'The catalog reward of a redemption and of its reversal. No foreign key: rewards are never deleted, and a busy '
  'one''s row is not to be share-locked by everybody who gives it.';
comment on column public.loyalty_ledger.metadata is
  'What the figures came from: of an accrual every input of its formula, of a redemption the reward as it was, of any '
  'entry that lifted the player''s tier {tier_upgrade: {from, to}}, of a reversal {tier_before, tier_after}, and what '
  'it takes back.';
comment on column public.loyalty_ledger.idempotency_key is
  'The key it was posted under. The entry''s audit row claims it, and is how a replay finds the entry; here it is '
  'part of the record that the hash proves.';
comment on column public.loyalty_ledger.request_hash is
  'Hash of the request under the key, to tell a replay from a reused key.';
create unique index loyalty_ledger_entry_no on public.loyalty_ledger (casino_id, player_id, entry_no);
create index loyalty_ledger_rating_slip on public.loyalty_ledger (casino_id, rating_slip_id, entry_no)
  where rating_slip_id is not null;
create index loyalty_ledger_visit on public.loyalty_ledger (casino_id, visit_id) where visit_id is not null;
create index loyalty_ledger_staff on public.loyalty_ledger (casino_id, staff_id, created_at);
create index loyalty_ledger_reward on public.loyalty_ledger (casino_id, player_id, created_at)
  where reward_id is not null;
create unique index loyalty_ledger_reversed_once on public.loyalty_ledger (casino_id, reversed_entry_id)
  where reversed_entry_id is not null;
create trigger loyalty_ledger_append_only before update or delete on public.loyalty_ledger
  for each row execute function app.refuse_append_only();
create trigger loyalty_ledger_no_truncate before truncate on public.loyalty_ledger
  for each statement execute function app.refuse_append_only();
alter table public.loyalty_ledger enable always trigger loyalty_ledger_append_only;
alter table public.loyalty_ledger enable always trigger loyalty_ledger_no_truncate;

create type public.tier_change_source as enum ('earned', 'reversal', 'reconciliation', 'reconciliation_revert',
  'manager');

create table public.loyalty_tier_change (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  player_id uuid not null,
  change_no integer not null check (change_no > 0),
  from_tier text not null,
  to_tier text not null,
  source public.tier_change_source not null,
  entry_id uuid,
  reconciliation_id uuid,
  reason text check (length(reason) between 1 and 500),
  entry_no bigint not null,
  lifetime_points bigint not null,
  threshold_points bigint not null,
  staff_id uuid,
  gaming_day date not null,
  correlation_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, entry_id) references public.loyalty_ledger (casino_id, id),
  check ((source in ('earned', 'reversal')) = (entry_id is not null)),
  check ((source in ('reconciliation', 'reconciliation_revert')) = (reconciliation_id is not null)),
  check ((source = 'manager') = (reason is not null)),
  check (source = 'manager' or from_tier <> to_tier)
);
comment on table public.loyalty_tier_change is
  'Append-only: every change of a player''s tier and what brought it, numbered per player without gaps; each begins '
  'at the tier where the one before ended. Written by app.record_tier_change under the player''s lock. A player '
  'without a row is in the tier of their enrolment.';
comment on column public.loyalty_tier_change.entry_id is
  'The entry that reached the tier (a reversal, where it reinstated points), or the reversal that took it back.';
comment on column public.loyalty_tier_change.reconciliation_id is
  'What applied the tier of a legacy row, or took that back.';
comment on column public.loyalty_tier_change.reason is 'Why a manager set it.';
comment on column public.loyalty_tier_change.entry_no is
  'How many entries the player had by then: where in the ledger it happened.';
comment on column public.loyalty_tier_change.threshold_points is
  'Where to_tier began by then: thresholds that are raised later take no tier back.';
comment on column public.loyalty_tier_change.staff_id is
  'Who acted; null for the system. No foreign key, as in the ledger; staff rows are never deleted.';
create unique index loyalty_tier_change_no on public.loyalty_tier_change (casino_id, player_id, change_no);
create unique index loyalty_tier_change_entry on public.loyalty_tier_change (casino_id, entry_id)
  where entry_id is not null;
create unique index loyalty_tier_change_reconciliation on public.loyalty_tier_change (casino_id, reconciliation_id)
  where reconciliation_id is not null;
create trigger loyalty_tier_change_append_only before update or delete on public.loyalty_tier_change
  for each row execute function app.refuse_append_only();
create trigger loyalty_tier_change_no_truncate before truncate on public.loyalty_tier_change
  for each statement execute function app.refuse_append_only();
alter table public.loyalty_tier_change enable always trigger loyalty_tier_change_append_only;
alter table public.loyalty_tier_change enable always trigger loyalty_tier_change_no_truncate;

create table public.loyalty_outbox (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  seq bigint generated by default as identity,
  xid xid8 not null default pg_current_xact_id(),
  event_type text not null check (event_type ~ '^[a-z_]+\.[a-z_]+$'),
  player_id uuid,
  payload jsonb not null,
  correlation_id uuid not null,
  created_at timestamptz not null default now(),
  claimed_at timestamptz,
  delivered_at timestamptz,
  attempts integer not null default 0,
  last_error public.webhook_failure,
  primary key (casino_id, id)
);
comment on table public.loyalty_outbox is
  'Every event, written in the transaction of its cause. Handed out strictly in the order of seq, up to the first one '
  'that is not yet below the oldest running transaction, to the webhooks of the casino.';
comment on column public.loyalty_outbox.seq is
  'Taken while the player''s row is locked, so it orders one player''s events as they happened. Neither xid (a '
  'transaction may have begun to write before it waited for the player) nor id (random within a millisecond) does.';
comment on column public.loyalty_outbox.xid is
  'The writing transaction. An event is handed out when no transaction as old as this one still runs, nor as old as '
  'that of any event with a lower seq: numbers appear out of turn, and of one player the later event may have the '
  'lower xid.';
comment on column public.loyalty_outbox.claimed_at is
  'When a delivery was made for each webhook that wants the event.';
comment on column public.loyalty_outbox.delivered_at is
  'When the last of its deliveries was done; at once where no webhook wants it. Null while one is pending or dead.';
comment on column public.loyalty_outbox.attempts is
  'Attempts that ended so far, with a report or with their lease, of all its deliveries together; last_error is the '
  'latest failure among them.';
create index loyalty_outbox_unclaimed on public.loyalty_outbox (seq) where claimed_at is null;

-- One row a gaming day, so that the quick proof finds the events of the seals without reading all others.
create index loyalty_outbox_sealed on public.loyalty_outbox (casino_id) where event_type = 'ledger.sealed';

-- What an event says never changes; what became of its delivery does. The trigger names the columns of the first kind,
-- so that an update of the others does not even call it.
create trigger loyalty_outbox_append_only
  before delete or update of casino_id, id, seq, xid, event_type, player_id, payload, correlation_id,
    created_at on public.loyalty_outbox
  for each row execute function app.refuse_append_only();
create trigger loyalty_outbox_no_truncate before truncate on public.loyalty_outbox
  for each statement execute function app.refuse_append_only();
alter table public.loyalty_outbox enable always trigger loyalty_outbox_append_only;
alter table public.loyalty_outbox enable always trigger loyalty_outbox_no_truncate;

create table public.player_exclusion (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  player_id uuid not null,
  kind public.exclusion_kind not null,
  reason text not null check (length(reason) between 1 and 500),
  source_reference text check (length(source_reference) between 1 and 200),
  starts_at timestamptz not null,
  ends_at timestamptz check (ends_at > starts_at),
  set_by_staff_id uuid not null,
  lifted_at timestamptz,
  lifted_by_staff_id uuid,
  lift_reason text check (length(lift_reason) between 1 and 500),
  created_at timestamptz not null default now(),
  primary key (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, set_by_staff_id) references public.staff (casino_id, id),
  foreign key (casino_id, lifted_by_staff_id) references public.staff (casino_id, id),
  check (num_nonnulls(lifted_at, lifted_by_staff_id, lift_reason) in (0, 3))
);
comment on table public.player_exclusion is
  'Who may receive nothing, from when until when. Never deleted, and changed only by being lifted, once. Visible to '
  'compliance and admin only.';
comment on column public.player_exclusion.source_reference is
  'The document that it rests on: the number of a request, a letter, an entry of a state''s list.';
create index player_exclusion_player on public.player_exclusion (casino_id, player_id);
create index player_exclusion_set_by on public.player_exclusion (casino_id, set_by_staff_id);
create index player_exclusion_lifted_by on public.player_exclusion (casino_id, lifted_by_staff_id);
create trigger player_exclusion_no_truncate before truncate on public.player_exclusion
  for each statement execute function app.refuse_append_only();
alter table public.player_exclusion enable always trigger player_exclusion_no_truncate;

create type app.tier_standing as (tier text, tier_progress integer);
comment on type app.tier_standing is
  'A tier, and the whole percent of the way from its threshold to the next one''s; 100 at the top.';

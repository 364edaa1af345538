-- Loyalty: tiers, balances, the ledger that proves itself, the outbox, exclusions, and the mid-session reward.

create type public.loyalty_reason as enum (
  'mid_session_bonus', 'supervisor_discretion', 'promotion', 'correction', 'session_accrual', 'redemption', 'reversal'
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
comment on table public.loyalty_tier is 'A rank: reached at threshold_points of lifetime points, earns at multiplier. Written by rpc_replace_loyalty_tiers, which keeps thresholds rising with rank.';

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
comment on table public.player_loyalty is 'A player''s standing, made when the player is enrolled. Written by app.post_ledger_entry, and its tier by reconciliations and managers too; its row is the lock of everything that moves the player''s points.';
comment on column public.player_loyalty.starting_balance is 'Read-only figures from a legacy system. Never part of the balance, never in the ledger.';
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
  'Append-only points movements. Numbered per player without gaps, each with the balance after it and a hash over the entry before, so that the record proves itself.';
comment on column public.loyalty_ledger.player_id is
  'The immutable player, not the mutable balance row: a foreign key there would halve the throughput of a busy player.';
comment on column public.loyalty_ledger.staff_id is
  'Who posted it; null for the system. No foreign key: it would share-lock one person''s row in everything they issue. Staff rows are never deleted.';
comment on column public.loyalty_ledger.reward_id is
  'The catalog reward of a redemption and of its reversal. No foreign key: rewards are never deleted, and a busy one''s row is not to be share-locked by everybody who gives it.';
comment on column public.loyalty_ledger.metadata is
  'What the figures came from: of an accrual every input of its formula, of a redemption the reward as it was, of any entry that lifted the player''s tier {tier_upgrade: {from, to}}, of a reversal {tier_before, tier_after}, and what it takes back.';
comment on column public.loyalty_ledger.idempotency_key is
  'The key it was posted under. The entry''s audit row claims it, and is how a replay finds the entry; here it is part of the record that the hash proves.';
comment on column public.loyalty_ledger.request_hash is 'Hash of the request under the key, to tell a replay from a reused key.';
create unique index loyalty_ledger_entry_no on public.loyalty_ledger (casino_id, player_id, entry_no);
create index loyalty_ledger_rating_slip on public.loyalty_ledger (casino_id, rating_slip_id, entry_no) where rating_slip_id is not null;
create index loyalty_ledger_visit on public.loyalty_ledger (casino_id, visit_id) where visit_id is not null;
create index loyalty_ledger_staff on public.loyalty_ledger (casino_id, staff_id, created_at);
create index loyalty_ledger_reward on public.loyalty_ledger (casino_id, player_id, created_at) where reward_id is not null;
create unique index loyalty_ledger_reversed_once on public.loyalty_ledger (casino_id, reversed_entry_id) where reversed_entry_id is not null;

create type public.tier_change_source as enum ('earned', 'reversal', 'reconciliation', 'reconciliation_revert', 'manager');

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
  'Append-only: every change of a player''s tier and what brought it, numbered per player without gaps; each begins at the tier where the one before ended. Written by app.record_tier_change under the player''s lock. A player without a row is in the tier of their enrolment.';
comment on column public.loyalty_tier_change.entry_id is 'The entry that reached the tier (a reversal, where it reinstated points), or the reversal that took it back.';
comment on column public.loyalty_tier_change.reconciliation_id is 'What applied the tier of a legacy row, or took that back.';
comment on column public.loyalty_tier_change.reason is 'Why a manager set it.';
comment on column public.loyalty_tier_change.entry_no is 'How many entries the player had by then: where in the ledger it happened.';
comment on column public.loyalty_tier_change.threshold_points is 'Where to_tier began by then: thresholds that are raised later take no tier back.';
comment on column public.loyalty_tier_change.staff_id is 'Who acted; null for the system. No foreign key, as in the ledger; staff rows are never deleted.';
create unique index loyalty_tier_change_no on public.loyalty_tier_change (casino_id, player_id, change_no);
create unique index loyalty_tier_change_entry on public.loyalty_tier_change (casino_id, entry_id) where entry_id is not null;
create unique index loyalty_tier_change_reconciliation on public.loyalty_tier_change (casino_id, reconciliation_id) where reconciliation_id is not null;
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
  last_error text,
  primary key (casino_id, id)
);
comment on table public.loyalty_outbox is
  'Every event, written in the transaction of its cause. Handed out strictly in the order of seq, up to the first one that is not yet below the oldest running transaction, to the webhooks of the casino.';
comment on column public.loyalty_outbox.seq is
  'Taken while the player''s row is locked, so it orders one player''s events as they happened. Neither xid (a transaction may have begun to write before it waited for the player) nor id (random within a millisecond) does.';
comment on column public.loyalty_outbox.xid is
  'The writing transaction. An event is handed out when no transaction as old as this one still runs, nor as old as that of any event with a lower seq: numbers appear out of turn, and of one player the later event may have the lower xid.';
comment on column public.loyalty_outbox.claimed_at is 'When a delivery was made for each webhook that wants the event.';
comment on column public.loyalty_outbox.delivered_at is 'When the last of its deliveries was done; at once where no webhook wants it. Null while one is pending or dead.';
comment on column public.loyalty_outbox.attempts is 'Attempts that ended so far, with a report or with their lease, of all its deliveries together; last_error is the latest failure among them.';
create index loyalty_outbox_unclaimed on public.loyalty_outbox (seq) where claimed_at is null;
-- One row a gaming day, that the quick proof need not look for them among all the others.
create index loyalty_outbox_sealed on public.loyalty_outbox (casino_id) where event_type = 'ledger.sealed';
-- What happened stays as it was told; what became of telling it is written beside it. An update of those columns costs nothing here.
create trigger loyalty_outbox_append_only
  before delete or update of casino_id, id, seq, xid, event_type, player_id, payload, correlation_id, created_at on public.loyalty_outbox
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
  foreign key (casino_id, lifted_by_staff_id) references public.staff (casino_id, id)
);
comment on table public.player_exclusion is 'Who may receive nothing, from when until when. Visible to compliance and admin only.';
create index player_exclusion_player on public.player_exclusion (casino_id, player_id);
create index player_exclusion_set_by on public.player_exclusion (casino_id, set_by_staff_id);
create index player_exclusion_lifted_by on public.player_exclusion (casino_id, lifted_by_staff_id);

-- ---- The ledger's walls ----------------------------------------------------------------------------------------------

create function app.require_ledger_writer()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if current_setting('app.ledger_entry_id', true) is distinct from new.id::text then
    perform app.fail(409, 'APPEND_ONLY', jsonb_build_object('table', tg_table_name, 'operation', tg_op),
      'Entries are written by app.post_ledger_entry only.');
  end if;
  return new;
end;
$$;
comment on function app.require_ledger_writer() is
  'Trigger of the ledger: an entry that app.post_ledger_entry did not announce is refused, for the owner too. Who forges the announcement as a superuser meets the hash chain.';

create trigger loyalty_ledger_writer before insert on public.loyalty_ledger
  for each row execute function app.require_ledger_writer();
create trigger loyalty_ledger_append_only before update or delete on public.loyalty_ledger
  for each row execute function app.refuse_append_only();
create trigger loyalty_ledger_no_truncate before truncate on public.loyalty_ledger
  for each statement execute function app.refuse_append_only();
-- `enable always`: a plain trigger is skipped when a session runs in replica mode.
alter table public.loyalty_ledger enable always trigger loyalty_ledger_writer;
alter table public.loyalty_ledger enable always trigger loyalty_ledger_append_only;
alter table public.loyalty_ledger enable always trigger loyalty_ledger_no_truncate;

create function app.ledger_entry_hash(p_entry public.loyalty_ledger, p_previous_hash bytea)
returns bytea
language plpgsql
immutable
parallel safe
set search_path = ''
as $$
begin
  -- A JSON array has one text form and no ambiguity between neighbouring fields. Every column is in it; times as
  -- microseconds, so that no session setting changes the text. As json, for jsonb has the same text and costs a fifth more.
  return sha256(coalesce(p_previous_hash, ''::bytea) || convert_to(json_build_array(
    p_entry.casino_id, p_entry.id, p_entry.player_id, p_entry.entry_no, p_entry.points, p_entry.balance_after, p_entry.reason,
    p_entry.note, p_entry.is_override, p_entry.visit_id, p_entry.rating_slip_id, p_entry.staff_id,
    -- An infinite time can only be a forgery; it must not stop the proof.
    case when isfinite(p_entry.gaming_day) then p_entry.gaming_day - date '2000-01-01' end, p_entry.idempotency_key,
    encode(p_entry.request_hash, 'hex'),
    p_entry.correlation_id, p_entry.reward_id, p_entry.reversed_entry_id, p_entry.metadata,
    case when isfinite(p_entry.created_at) then (extract(epoch from p_entry.created_at) * 1000000)::bigint end
  )::text, 'UTF8'));
end;
$$;
comment on function app.ledger_entry_hash(public.loyalty_ledger, bytea) is
  'SHA-256 over the previous entry''s hash (empty for the first) and every other field of this entry, in a fixed order.';

create type app.tier_standing as (tier text, tier_progress integer);
comment on type app.tier_standing is 'A tier, and the whole percent of the way from its threshold to the next one''s; 100 at the top.';

create function app.tier_standing(p_casino_id uuid, p_tier text, p_lifetime_points bigint)
returns app.tier_standing
language plpgsql
stable
set search_path = ''
as $$
declare
  v_standing app.tier_standing;
begin
  select reached.code, case when next_tier.threshold_points is null then 100
    else least(100, greatest(0, (p_lifetime_points - reached.threshold_points) * 100 / (next_tier.threshold_points - reached.threshold_points))) end
  into v_standing
  from public.loyalty_tier held
  cross join lateral (
    -- A tier is never lost here: what the player holds counts as reached, whatever the points say.
    select t.code, t.threshold_points from public.loyalty_tier t
    where t.casino_id = p_casino_id and t.rank >= held.rank and (t.threshold_points <= p_lifetime_points or t.code = p_tier)
    order by t.rank desc
    limit 1
  ) reached
  left join lateral (
    select t.threshold_points from public.loyalty_tier t
    where t.casino_id = p_casino_id and t.threshold_points > reached.threshold_points
    order by t.threshold_points
    limit 1
  ) next_tier on true
  where held.casino_id = p_casino_id and held.code = p_tier;
  return v_standing;
end;
$$;
comment on function app.tier_standing(uuid, text, bigint) is
  'Where a player in a tier stands with these lifetime points: in the highest tier whose threshold they reach, or in the one held if that is higher.';

create function app.emit_event(p_ctx app.rls_context, p_event_type text, p_player_id uuid, p_payload jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into public.loyalty_outbox (casino_id, event_type, player_id, payload, correlation_id)
  values (p_ctx.casino_id, p_event_type, p_player_id, p_payload, p_ctx.correlation_id);
end;
$$;
comment on function app.emit_event(app.rls_context, text, uuid, jsonb) is 'Puts one event `<thing>.<happened>` into the outbox, in the caller''s transaction.';

create function app.root_entry(p_casino_id uuid, p_entry_id uuid)
returns public.loyalty_ledger
language plpgsql
stable
set search_path = ''
as $$
declare
  v_entry public.loyalty_ledger;
  v_root public.loyalty_ledger;
begin
  v_root := (select e from public.loyalty_ledger e where e.casino_id = p_casino_id and e.id = p_entry_id);
  while v_root.reversed_entry_id is not null loop
    v_entry := (select e from public.loyalty_ledger e where e.casino_id = p_casino_id and e.id = v_root.reversed_entry_id);
    -- What is taken back is older. Only a forgery is not, and must not keep anybody waiting.
    exit when v_entry.id is null or v_entry.entry_no >= v_root.entry_no;
    v_root := v_entry;
  end loop;
  return v_root;
end;
$$;
comment on function app.root_entry(uuid, uuid) is
  'What a reversal is about in the end: the entry that it takes back, or, where that is a reversal itself, what that one is about. Of any other entry, itself.';

create function app.is_earned(p_entry public.loyalty_ledger)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return p_entry.points > 0 and case p_entry.reason when 'reversal' then (app.root_entry(p_entry.casino_id, p_entry.id)).reason else p_entry.reason end
    in ('mid_session_bonus', 'supervisor_discretion', 'promotion', 'session_accrual');
end;
$$;
comment on function app.is_earned(public.loyalty_ledger) is 'Whether an entry brings points that count towards a tier: of play, a bonus, or one of these that was reinstated.';

create function app.ledger_entry_json(p_entry public.loyalty_ledger, p_reversed_by_entry_id uuid default null)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_root public.loyalty_ledger;
begin
  if p_entry.reason = 'reversal' then
    v_root := app.root_entry(p_entry.casino_id, p_entry.id);
  end if;
  return jsonb_build_object(
    'id', p_entry.id, 'entry_no', p_entry.entry_no, 'player_id', p_entry.player_id, 'visit_id', p_entry.visit_id,
    'rating_slip_id', p_entry.rating_slip_id, 'points', p_entry.points, 'balance_after', p_entry.balance_after,
    'reason', p_entry.reason, 'note', p_entry.note, 'is_override', p_entry.is_override, 'staff_id', p_entry.staff_id,
    'staff_name', app.staff_name(p_entry.casino_id, p_entry.staff_id),
    'gaming_day', p_entry.gaming_day, 'reversed_entry_id', p_entry.reversed_entry_id, 'reversed_by_entry_id', p_reversed_by_entry_id,
    'original_reason', v_root.reason, 'reinstates_entry_id', case when sign(v_root.points) = sign(p_entry.points) then v_root.id end,
    'reward_id', p_entry.reward_id, 'reward_name', p_entry.metadata -> 'reward_name', 'tier_upgrade', p_entry.metadata -> 'tier_upgrade',
    'tier_before', p_entry.metadata -> 'tier_before', 'tier_after', p_entry.metadata -> 'tier_after',
    'correlation_id', p_entry.correlation_id, 'created_at', p_entry.created_at
  );
end;
$$;
comment on function app.ledger_entry_json(public.loyalty_ledger, uuid) is
  'An entry as every RPC answers it. Lists also say which entry reversed it; one that was just posted, and its replay, was reversed by none. Of a reversal original_reason is what the entry was that it is about, and reinstates_entry_id that entry where it counts again by it.';

create function app.last_reversal(p_entry public.loyalty_ledger)
returns public.loyalty_ledger
language plpgsql
stable
set search_path = ''
as $$
declare
  v_next public.loyalty_ledger;
  v_last public.loyalty_ledger;
begin
  loop
    select * into v_next from public.loyalty_ledger
    where casino_id = p_entry.casino_id and reversed_entry_id = coalesce(v_last.id, p_entry.id)
      and entry_no > coalesce(v_last.entry_no, p_entry.entry_no);
    exit when not found;
    v_last := v_next;
  end loop;
  return v_last;
end;
$$;
comment on function app.last_reversal(public.loyalty_ledger) is
  'The last of the entries that took back this one, then each other; null where nothing did. Opposite points: the entry does not count. The same points: it was reinstated.';

create function app.reversal_id(p_entry public.loyalty_ledger)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
declare
  v_last public.loyalty_ledger;
begin
  if p_entry.reason = 'reversal' then
    return (select id from public.loyalty_ledger where casino_id = p_entry.casino_id and reversed_entry_id = p_entry.id);
  end if;
  v_last := app.last_reversal(p_entry);
  return case when sign(v_last.points) <> sign(p_entry.points) then v_last.id end;
end;
$$;
comment on function app.reversal_id(public.loyalty_ledger) is
  'The entry by which this one does not count, or null: it was never reversed, or reinstated since. Of a reversal, the entry that took it back.';

-- ---- Changes of a tier -----------------------------------------------------------------------------------------------

create function app.record_tier_change(
  p_ctx app.rls_context,
  p_before public.player_loyalty,
  p_after public.player_loyalty,
  p_source public.tier_change_source,
  p_cause_id uuid default null,
  p_reason text default null
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_is_entry constant boolean := p_source in ('earned', 'reversal');
begin
  insert into public.loyalty_tier_change (casino_id, player_id, change_no, from_tier, to_tier, source, entry_id, reconciliation_id,
    reason, entry_no, lifetime_points, threshold_points, staff_id, gaming_day, correlation_id)
  select p_after.casino_id, p_after.player_id, coalesce((
      select max(change_no) from public.loyalty_tier_change where casino_id = p_after.casino_id and player_id = p_after.player_id
    ), 0) + 1, p_before.tier, p_after.tier, p_source, case when v_is_entry then p_cause_id end, case when not v_is_entry then p_cause_id end,
    p_reason, p_after.entry_count, p_after.lifetime_points, t.threshold_points, p_ctx.staff_id, p_ctx.gaming_day, p_ctx.correlation_id
  from public.loyalty_tier t
  where t.casino_id = p_after.casino_id and t.code = p_after.tier;
  if p_before.tier = p_after.tier then
    return;
  end if;
  perform app.emit_event(p_ctx, case p_source when 'manager' then 'loyalty.tier_set'
    when 'earned' then 'loyalty.tier_upgraded' when 'reconciliation' then 'loyalty.tier_upgraded' else 'loyalty.tier_reverted' end,
    p_after.player_id, jsonb_build_object('player_id', p_after.player_id, 'from', p_before.tier, 'to', p_after.tier,
      'lifetime_points', p_after.lifetime_points, 'entry_id', case when v_is_entry then p_cause_id end, 'reconciliation_id', case
        when p_source = 'reconciliation_revert' then (
          select reverts_id from public.loyalty_reconciliation where casino_id = p_after.casino_id and id = p_cause_id)
        when p_source = 'reconciliation' then p_cause_id end));
end;
$$;
comment on function app.record_tier_change(app.rls_context, public.player_loyalty, public.player_loyalty, public.tier_change_source, uuid, text) is
  'Puts on record that a player, whose row is locked, came from one tier to another, by what (p_cause_id: the entry, or the reconciliation), and tells it as an event: loyalty.tier_upgraded, tier_reverted (of a reconciliation with the one that was taken back) or tier_set. Whoever writes player_loyalty.tier calls it.';

create function app.justified_tier(p_loyalty public.player_loyalty, p_lifetime_points bigint, p_without_id uuid)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_base record;
  v_last_entry_no bigint;
begin
  -- What a manager set counts until further notice; else where the player began.
  select to_tier as tier, change_no, entry_no into v_base from public.loyalty_tier_change
  where casino_id = p_loyalty.casino_id and player_id = p_loyalty.player_id and source = 'manager'
  order by change_no desc limit 1;
  if not found then
    select from_tier as tier, 0 as change_no, 0::bigint as entry_no into v_base from public.loyalty_tier_change
    where casino_id = p_loyalty.casino_id and player_id = p_loyalty.player_id and change_no = 1;
  end if;
  -- Points lift when they are earned, or come back: the last of those that still stand says up to where they could.
  select entry_no into v_last_entry_no from public.loyalty_ledger e
  where e.casino_id = p_loyalty.casino_id and e.player_id = p_loyalty.player_id and e.id <> p_without_id and app.is_earned(e)
    and not exists (select from public.loyalty_ledger r where r.casino_id = e.casino_id and r.reversed_entry_id = e.id)
  order by e.entry_no desc limit 1;
  return coalesce((
    select t.code
    from (
      select v_base.tier as code
      union all
      select c.to_tier from public.loyalty_tier_change c
      where c.casino_id = p_loyalty.casino_id and c.player_id = p_loyalty.player_id and c.change_no > v_base.change_no and case c.source
        when 'earned' then c.threshold_points <= p_lifetime_points and c.entry_no <= v_last_entry_no
        when 'reconciliation' then c.reconciliation_id <> p_without_id and not exists (
          select from public.loyalty_reconciliation r
          where r.casino_id = c.casino_id and r.reverts_id = c.reconciliation_id and r.outcome = 'reverted')
        else false end
      union all
      select code from public.loyalty_tier
      where casino_id = p_loyalty.casino_id and threshold_points <= p_lifetime_points and v_last_entry_no > v_base.entry_no
    ) ground
    join public.loyalty_tier t on t.casino_id = p_loyalty.casino_id and t.code = ground.code
    join public.loyalty_tier held on held.casino_id = p_loyalty.casino_id and held.code = p_loyalty.tier
    where t.rank <= held.rank
    order by t.rank desc
    limit 1
  ), p_loyalty.tier);
end;
$$;
comment on function app.justified_tier(public.player_loyalty, bigint, uuid) is
  'The tier a player is left with, of those up to the one held, once an entry or a reconciliation (p_without_id) counts no more: the highest of what a manager set last (else where they began), what legacy rows that still stand brought since, and what these lifetime points reach, by the thresholds of now or of when it was earned. Points that no entry earned since lift nobody.';

-- ---- The one writer --------------------------------------------------------------------------------------------------

create function app.lock_player_loyalty(p_ctx app.rls_context, p_player_id uuid)
returns public.player_loyalty
language plpgsql
set search_path = ''
as $$
declare
  v_loyalty public.player_loyalty;
begin
  select * into v_loyalty from public.player_loyalty
  where casino_id = p_ctx.casino_id and player_id = p_player_id
  for no key update;
  if not found then
    perform app.fail(409, 'PLAYER_NOT_ENROLLED', jsonb_build_object('playerId', p_player_id));
  end if;
  return v_loyalty;
end;
$$;
comment on function app.lock_player_loyalty(app.rls_context, uuid) is
  'Locks and returns the player''s balance row: the first lock of everything that moves points. PLAYER_NOT_ENROLLED when there is none; it is never made here.';

create function app.lifetime_points_after(p_loyalty public.player_loyalty, p_entry public.loyalty_ledger)
returns bigint
language plpgsql
stable
set search_path = ''
as $$
declare
  v_root public.loyalty_ledger;
begin
  if p_entry.reason in ('mid_session_bonus', 'supervisor_discretion', 'promotion', 'session_accrual') then
    return p_loyalty.lifetime_points + greatest(0, p_entry.points);
  end if;
  if p_entry.reversed_entry_id is not null then
    -- What was given by mistake was never earned; what was taken back by mistake was.
    v_root := app.root_entry(p_loyalty.casino_id, p_entry.reversed_entry_id);
    if app.is_earned(v_root) then
      return greatest(0, p_loyalty.lifetime_points + p_entry.points);
    end if;
  end if;
  return p_loyalty.lifetime_points;
end;
$$;
comment on function app.lifetime_points_after(public.player_loyalty, public.loyalty_ledger) is
  'Lifetime points once an entry is posted: what play and bonuses brought, less what of it was reversed and not reinstated. Redemptions and corrections don''t count.';

create function app.tier_rank(p_casino_id uuid, p_tier text)
returns integer
language plpgsql
stable
set search_path = ''
as $$
begin
  return (select rank from public.loyalty_tier where casino_id = p_casino_id and code = p_tier);
end;
$$;
comment on function app.tier_rank(uuid, text) is 'The rank of a tier, null where the casino has none of this code.';

create function app.regained_tier(p_loyalty public.player_loyalty, p_lifetime_points bigint, p_reversal_id uuid)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_lost constant text := (
    select metadata ->> 'tier_before' from public.loyalty_ledger where casino_id = p_loyalty.casino_id and id = p_reversal_id);
begin
  return coalesce((
    select c.to_tier from public.loyalty_tier_change c
    where c.casino_id = p_loyalty.casino_id and c.player_id = p_loyalty.player_id and c.source = 'earned' and c.threshold_points <= p_lifetime_points
      and c.change_no > coalesce((
        select max(m.change_no) from public.loyalty_tier_change m
        where m.casino_id = p_loyalty.casino_id and m.player_id = p_loyalty.player_id and m.source = 'manager'), 0)
      and app.tier_rank(p_loyalty.casino_id, c.to_tier)
        between app.tier_rank(p_loyalty.casino_id, p_loyalty.tier) and app.tier_rank(p_loyalty.casino_id, v_lost)
    order by app.tier_rank(p_loyalty.casino_id, c.to_tier) desc
    limit 1
  ), p_loyalty.tier);
end;
$$;
comment on function app.regained_tier(public.player_loyalty, bigint, uuid) is
  'The tier that a player has, before thresholds of now are looked at, once a reversal is taken back: the one held, or a higher one up to that before the reversal, which points had reached, since a manager last set it, by a threshold that these lifetime points reach again.';

create function app.standing_after(p_loyalty public.player_loyalty, p_entry public.loyalty_ledger, p_lifetime_points bigint)
returns app.tier_standing
language plpgsql
stable
set search_path = ''
as $$
declare
  v_tier text := p_loyalty.tier;
  v_standing app.tier_standing;
begin
  if p_lifetime_points = p_loyalty.lifetime_points then
    return (p_loyalty.tier, p_loyalty.tier_progress)::app.tier_standing;
  end if;
  if p_lifetime_points < p_loyalty.lifetime_points then
    v_tier := app.justified_tier(p_loyalty, p_lifetime_points, p_entry.reversed_entry_id);
  elsif p_entry.reason = 'reversal' then
    v_tier := app.regained_tier(p_loyalty, p_lifetime_points, p_entry.reversed_entry_id);
  end if;
  v_standing := app.tier_standing(p_loyalty.casino_id, v_tier, p_lifetime_points);
  if p_lifetime_points < p_loyalty.lifetime_points and v_standing.tier <> v_tier then
    -- Points that are taken back lift nobody, whatever the thresholds are by now.
    return (v_tier, 100)::app.tier_standing;
  end if;
  return v_standing;
end;
$$;
comment on function app.standing_after(public.player_loyalty, public.loyalty_ledger, bigint) is
  'Where a player stands once an entry is posted and their lifetime points are these. Points that are earned lift a tier; a reversal takes back what the points it takes had reached, unless something else justifies it; points that are reinstated bring back what they had reached, and lift as points that are earned.';

create function app.post_ledger_entry(p_ctx app.rls_context, p_entry public.loyalty_ledger, p_action text default 'loyalty.post_entry')
returns public.loyalty_ledger
language plpgsql
set search_path = ''
as $$
declare
  v_loyalty public.player_loyalty := app.lock_player_loyalty(p_ctx, p_entry.player_id);
  v_entry public.loyalty_ledger := p_entry;
  v_lifetime_points bigint := app.lifetime_points_after(v_loyalty, p_entry);
  v_standing app.tier_standing := app.standing_after(v_loyalty, p_entry, v_lifetime_points);
  v_after public.player_loyalty;
begin
  -- Number, balance and hash follow from the locked row: strict order per player, no gaps.
  v_entry.casino_id := p_ctx.casino_id;
  v_entry.id := app.uuid_v7();
  v_entry.staff_id := p_ctx.staff_id;
  v_entry.correlation_id := p_ctx.correlation_id;
  v_entry.gaming_day := coalesce(p_entry.gaming_day, p_ctx.gaming_day);
  v_entry.created_at := coalesce(p_entry.created_at, now());
  v_entry.is_override := coalesce(p_entry.is_override, false);
  v_entry.metadata := coalesce(p_entry.metadata, '{}'::jsonb);
  if p_entry.reason = 'reversal' then
    v_entry.metadata := v_entry.metadata || jsonb_build_object('tier_before', v_loyalty.tier, 'tier_after', v_standing.tier);
  end if;
  if v_standing.tier <> v_loyalty.tier and v_lifetime_points > v_loyalty.lifetime_points then
    v_entry.metadata := v_entry.metadata || jsonb_build_object('tier_upgrade', jsonb_build_object('from', v_loyalty.tier, 'to', v_standing.tier));
  end if;
  v_entry.entry_no := v_loyalty.entry_count + 1;
  v_entry.balance_after := v_loyalty.balance + p_entry.points;
  -- Beyond this a client's numbers stop being exact.
  if abs(p_entry.points) > 1000000000000000 or abs(v_entry.balance_after) > 1000000000000000 or v_lifetime_points > 1000000000000000 then
    perform app.fail(409, 'POINTS_OUT_OF_RANGE');
  end if;
  v_entry.entry_hash := app.ledger_entry_hash(v_entry, v_loyalty.last_entry_hash);

  -- The audit row comes first: it claims the key. What was written stands in the entry, which cannot change; the trail names
  -- it and says what it did to the balance.
  if not app.write_audit(p_ctx, p_action, 'loyalty_ledger', v_entry.id, jsonb_build_object('balance', v_loyalty.balance),
    jsonb_build_object('balance', v_entry.balance_after), v_entry.idempotency_key, v_entry.request_hash) then
    return null;
  end if;
  perform set_config('app.ledger_entry_id', v_entry.id::text, true);
  insert into public.loyalty_ledger select (v_entry).*;

  update public.player_loyalty
  set balance = v_entry.balance_after, entry_count = v_entry.entry_no, last_entry_hash = v_entry.entry_hash,
    lifetime_points = v_lifetime_points, tier = v_standing.tier, tier_progress = v_standing.tier_progress, updated_at = now()
  where casino_id = v_entry.casino_id and player_id = v_entry.player_id;

  perform app.emit_event(p_ctx, 'loyalty.entry_posted', v_entry.player_id, jsonb_build_object(
    'entry_id', v_entry.id, 'entry_no', v_entry.entry_no, 'player_id', v_entry.player_id, 'rating_slip_id', v_entry.rating_slip_id,
    'points', v_entry.points, 'balance_after', v_entry.balance_after, 'reason', v_entry.reason, 'gaming_day', v_entry.gaming_day)
    || case when v_entry.reward_id is null then '{}'::jsonb
      else jsonb_build_object('reward_id', v_entry.reward_id, 'reward_code', v_entry.metadata -> 'reward_code') end);
  if v_standing.tier <> v_loyalty.tier then
    v_after := v_loyalty;
    v_after.tier := v_standing.tier;
    v_after.lifetime_points := v_lifetime_points;
    v_after.entry_count := v_entry.entry_no;
    perform app.record_tier_change(p_ctx, v_loyalty, v_after,
      case when v_entry.metadata ? 'tier_upgrade' then 'earned' else 'reversal' end::public.tier_change_source, v_entry.id);
  end if;
  return v_entry;
end;
$$;
comment on function app.post_ledger_entry(app.rls_context, public.loyalty_ledger, text) is
  'The only writer of the ledger. Takes player, points, reason, key, request hash and context fields from p_entry; sets the rest under the player''s lock; writes the entry''s audit row, the entry, the balance, the tier that the lifetime points reach or, of a reversal, leave, and the events in one transaction. Returns null, having written nothing, when an operation of the casino has the key already. PLAYER_NOT_ENROLLED, POINTS_OUT_OF_RANGE.';

create function app.find_ledger_replay(p_ctx app.rls_context, p_idempotency_key text, p_request_hash bytea)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_found record;
begin
  select a.request_hash, e as entry into v_found
  from public.audit_log a
  left join public.loyalty_ledger e on e.casino_id = a.casino_id and e.id = a.entity_id
  where a.casino_id = p_ctx.casino_id and a.idempotency_key = p_idempotency_key;
  if not found then
    return null;
  end if;
  -- The hash names the operation too: under this one there is an entry.
  if v_found.request_hash is distinct from p_request_hash then
    perform app.fail(422, 'IDEMPOTENCY_KEY_REUSED');
  end if;
  return jsonb_build_object('is_existing', true, 'entry', app.ledger_entry_json(v_found.entry), 'balance', (
    select balance from public.player_loyalty where casino_id = p_ctx.casino_id and player_id = (v_found.entry).player_id));
end;
$$;
comment on function app.find_ledger_replay(app.rls_context, text, bytea) is
  'The answer already given under this key, with the balance as it was then (entry.balance_after) and as it is now; null when the key is new. Writes nothing. IDEMPOTENCY_KEY_REUSED when the key belongs to another request.';

create function app.is_in_force(p_exclusion public.player_exclusion)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  -- One that began when it was set goes on after the clock was set back.
  return p_exclusion.lifted_at is null and p_exclusion.starts_at <= greatest(now(), p_exclusion.created_at)
    and (p_exclusion.ends_at is null or p_exclusion.ends_at > now());
end;
$$;
comment on function app.is_in_force(public.player_exclusion) is 'Whether an exclusion holds now: begun, not over and not lifted.';

create function app.is_player_excluded(p_ctx app.rls_context, p_player_id uuid)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select exists (
      select 1 from public.player_exclusion e
      where e.casino_id = p_ctx.casino_id and e.player_id = p_player_id and app.is_in_force(e)
    )
  );
end;
$$;
comment on function app.is_player_excluded(app.rls_context, uuid) is 'Whether an exclusion is in force now. Checked by everything that gives something or seats somebody.';

create function app.may_read_exclusions(p_ctx app.rls_context)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return ('exclusion.read' = any (app.role_capabilities(p_ctx.role))) is true;
end;
$$;
comment on function app.may_read_exclusions(app.rls_context) is 'Whether the caller may know of exclusions: that there is one, of what kind, and why.';

create function app.hold_seat(p_ctx app.rls_context, p_player_id uuid, p_is_confirmed boolean, p_facts jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  -- An exclusion that is being set holds this row: the seat lands before it is answered, or meets it.
  perform 1 from public.player_loyalty where casino_id = p_ctx.casino_id and player_id = p_player_id for no key update;
  if not app.is_player_excluded(p_ctx, p_player_id) then
    return null;
  end if;
  if p_is_confirmed is not true or not app.may_read_exclusions(p_ctx) then
    return app.refuse_on_record(p_ctx, 409, 'PLAYER_NOT_TO_BE_SEATED', 'exclusion.refuse_seat', 'player', p_player_id, p_facts);
  end if;
  perform app.write_audit(p_ctx, 'exclusion.confirm_seat', 'player', p_player_id, null, p_facts);
  return null;
end;
$$;
comment on function app.hold_seat(app.rls_context, uuid, boolean, jsonb) is
  'Asked before a player is checked in or comes to a table: null to go on, else the answer that refuses, PLAYER_NOT_TO_BE_SEATED, which says neither kind nor reason. Refused while an exclusion is in force, unless somebody who may read exclusions confirms it. Either is on record in the domain exclusion, which only they read.';

-- ---- The rate of one person ------------------------------------------------------------------------------------------

create function app.recent_reward_count(p_ctx app.rls_context, p_limit integer)
returns integer
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select count(*)::integer from (
      select 1 from public.loyalty_ledger
      where casino_id = p_ctx.casino_id and staff_id = p_ctx.staff_id and created_at > now() - interval '60 seconds'
        -- What lies ahead was given before the clock was set back. Not `now()`: others may have begun and ended meanwhile.
        and created_at <= clock_timestamp()
        -- What mends the record gives nothing, and what play earned is nobody's gift. A bonus that is called a correction has a slip behind it.
        and reason not in ('reversal', 'session_accrual') and (reason <> 'correction' or rating_slip_id is not null)
      limit p_limit
    ) recent
  );
end;
$$;
comment on function app.recent_reward_count(app.rls_context, integer) is 'Rewards the caller gave in the last 60 seconds, counted no further than p_limit.';

create function app.lock_reward_rate(p_ctx app.rls_context, p_limit integer)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- One person has few calls in flight: far from the limit nobody waits, near it they queue and are counted exactly.
  if p_limit is not null and p_limit - app.recent_reward_count(p_ctx, p_limit) <= 32 then
    perform pg_advisory_xact_lock(hashtextextended('reward_rate' || p_ctx.staff_id::text, 0));
  end if;
end;
$$;
comment on function app.lock_reward_rate(app.rls_context, integer) is 'Lines up one person''s rewards when the limit per minute is within 32. Taken before the player''s row.';

create function app.require_reward_rate(p_ctx app.rls_context, p_limit integer)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_seconds integer;
begin
  if p_limit is null or app.recent_reward_count(p_ctx, p_limit) < p_limit then
    return;
  end if;
  select greatest(1, ceil(60 - extract(epoch from clock_timestamp() - min(created_at))))::integer into v_seconds
  from (
    select created_at from public.loyalty_ledger
    where casino_id = p_ctx.casino_id and staff_id = p_ctx.staff_id
      and created_at <= clock_timestamp() and reason not in ('reversal', 'session_accrual') and (reason <> 'correction' or rating_slip_id is not null)
    order by created_at desc
    limit p_limit
  ) newest;
  perform app.fail(429, 'RATE_LIMITED', jsonb_build_object('retryAfterSeconds', v_seconds, 'limitPerMinute', p_limit));
end;
$$;
comment on function app.require_reward_rate(app.rls_context, integer) is 'RATE_LIMITED, with the seconds to wait, when the caller gave p_limit rewards within the last 60 seconds.';

-- ---- Mid-session reward ----------------------------------------------------------------------------------------------

create function app.validate_reward_request(p_points integer, p_reason text, p_note text, p_override boolean)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_points is null or p_points <= 0 then
    perform app.invalid('points', 'Give a whole number of points above zero.');
  end if;
  if p_reason is null or p_reason not in ('mid_session_bonus', 'supervisor_discretion', 'promotion', 'correction') then
    perform app.invalid('reason', 'Give one of mid_session_bonus, supervisor_discretion, promotion, correction.');
  end if;
  if length(p_note) > 500 then
    perform app.invalid('note', 'Keep the note under 500 characters.');
  end if;
  if p_override and p_note is null then
    perform app.fail(422, 'NOTE_REQUIRED');
  end if;
end;
$$;
comment on function app.validate_reward_request(integer, text, text, boolean) is 'What can be said of the request alone: VALIDATION_FAILED, and NOTE_REQUIRED for an override without a note.';

create function public.rpc_issue_mid_session_reward(
  p_rating_slip_id uuid,
  p_points integer,
  p_reason text,
  p_idempotency_key text,
  p_note text default null,
  p_override boolean default false,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_note text := nullif(btrim(p_note), '');
  v_override boolean := coalesce(p_override, false);
  v_hash bytea;
  v_answer jsonb;
  v_slip public.rating_slip;
  v_settings public.casino_settings;
  v_entry public.loyalty_ledger;
begin
  perform app.require_capability(v_ctx, 'reward.issue');
  perform app.require_idempotency_key(p_idempotency_key);
  perform app.validate_reward_request(p_points, p_reason, v_note, v_override);

  -- Replay before every other check: the world may have moved on since the first answer, the answer has not.
  v_hash := app.request_hash('issue_mid_session_reward', jsonb_build_array(p_rating_slip_id, p_points, p_reason, v_note, v_override));
  v_answer := app.find_ledger_replay(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  select * into v_slip from public.rating_slip where casino_id = v_ctx.casino_id and id = p_rating_slip_id;
  if not found then
    perform app.fail(404, 'SLIP_NOT_FOUND');
  end if;
  select * into v_settings from public.casino_settings where casino_id = v_ctx.casino_id;
  perform app.lock_reward_rate(v_ctx, v_settings.rewards_per_staff_per_minute);
  perform app.lock_player_loyalty(v_ctx, v_slip.player_id);

  -- While this call waited for the locks, the same intent may have been answered, or the slip closed.
  v_answer := app.find_ledger_replay(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;
  select * into v_slip from public.rating_slip where casino_id = v_ctx.casino_id and id = p_rating_slip_id;
  if v_slip.status = 'closed' then
    perform app.fail(409, 'SLIP_CLOSED', jsonb_build_object('endedAt', v_slip.ended_at));
  end if;
  if app.is_player_excluded(v_ctx, v_slip.player_id) then
    return app.refuse_on_record(v_ctx, 409, 'PLAYER_EXCLUDED', 'exclusion.refuse_mid_session_reward', 'player', v_slip.player_id,
      jsonb_build_object('rating_slip_id', p_rating_slip_id, 'points', p_points, 'reason', p_reason));
  end if;
  if p_points > v_settings.reward_soft_cap_points and not v_override then
    perform app.fail(409, 'SOFT_CAP_EXCEEDED', jsonb_build_object('softCapPoints', v_settings.reward_soft_cap_points, 'points', p_points));
  end if;
  perform app.require_reward_rate(v_ctx, v_settings.rewards_per_staff_per_minute);

  v_entry.player_id := v_slip.player_id;
  v_entry.visit_id := v_slip.visit_id;
  v_entry.rating_slip_id := v_slip.id;
  v_entry.points := p_points;
  v_entry.reason := p_reason::public.loyalty_reason;
  v_entry.note := v_note;
  v_entry.is_override := p_points > v_settings.reward_soft_cap_points;
  v_entry.idempotency_key := p_idempotency_key;
  v_entry.request_hash := v_hash;
  v_entry := app.post_ledger_entry(v_ctx, v_entry, 'loyalty.issue_mid_session_reward');
  if v_entry.id is null then
    -- Another operation took the key between the look-up and the write: then this is the same request or a reused key.
    return app.find_ledger_replay(v_ctx, p_idempotency_key, v_hash);
  end if;
  return jsonb_build_object('is_existing', false, 'entry', app.ledger_entry_json(v_entry), 'balance', v_entry.balance_after);
end;
$$;
comment on function public.rpc_issue_mid_session_reward(uuid, integer, text, text, text, boolean, uuid) is
  'Bonus points on a live slip; player and visit come from the slip. Answers {is_existing, entry, balance}: entry.balance_after is the balance right after the entry, balance the one now. Capability reward.issue. VALIDATION_FAILED, NOTE_REQUIRED, IDEMPOTENCY_KEY_REUSED, SLIP_NOT_FOUND, SLIP_CLOSED, PLAYER_NOT_ENROLLED, PLAYER_EXCLUDED, SOFT_CAP_EXCEEDED, RATE_LIMITED, POINTS_OUT_OF_RANGE.';

-- ---- Correcting ------------------------------------------------------------------------------------------------------

create function app.require_correction_note(p_note text)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_note is null then
    perform app.fail(422, 'NOTE_REQUIRED');
  end if;
  if length(p_note) > 500 then
    perform app.invalid('note', 'Keep the note under 500 characters.');
  end if;
end;
$$;
comment on function app.require_correction_note(text) is 'Who changes the books says why: NOTE_REQUIRED, VALIDATION_FAILED above 500 characters.';

create function app.entry_to_reverse(p_entry public.loyalty_ledger)
returns public.loyalty_ledger
language plpgsql
stable
set search_path = ''
as $$
declare
  v_last public.loyalty_ledger := app.last_reversal(p_entry);
  v_root public.loyalty_ledger;
begin
  if v_last.id is not null and (p_entry.reason = 'reversal' or sign(v_last.points) <> sign(p_entry.points)) then
    perform app.fail(409, 'ENTRY_ALREADY_REVERSED', jsonb_build_object('entryId', v_last.id, 'at', v_last.created_at,
      'staffName', app.staff_name(v_last.casino_id, v_last.staff_id)));
  end if;
  if p_entry.reason = 'reversal' then
    v_root := app.root_entry(p_entry.casino_id, p_entry.id);
    if v_root.reason = 'session_accrual' then
      -- The slip is settled again instead: it would be paid twice otherwise.
      perform app.fail(409, 'ENTRY_NOT_REVERSIBLE', jsonb_build_object('reason', p_entry.reason, 'originalReason', v_root.reason,
        'ratingSlipId', v_root.rating_slip_id));
    end if;
  end if;
  -- Each entry is taken back once, by the index too: one that was reinstated goes by the entry that did it.
  return coalesce(v_last, p_entry);
end;
$$;
comment on function app.entry_to_reverse(public.loyalty_ledger) is
  'Which entry is taken back, so that this one counts no more: itself, or the one by which it was reinstated last. Asked under the player''s lock. ENTRY_ALREADY_REVERSED; ENTRY_NOT_REVERSIBLE for the reversal of an accrual.';

create function app.post_manager_entry(p_ctx app.rls_context, p_entry public.loyalty_ledger, p_action text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_entry public.loyalty_ledger := app.post_ledger_entry(p_ctx, p_entry, p_action);
begin
  if v_entry.id is null then
    -- Another operation took the key between the look-up and the write: then this is a reused key.
    return app.find_ledger_replay(p_ctx, p_entry.idempotency_key, p_entry.request_hash);
  end if;
  return jsonb_build_object('is_existing', false, 'entry', app.ledger_entry_json(v_entry), 'balance', v_entry.balance_after);
end;
$$;
comment on function app.post_manager_entry(app.rls_context, public.loyalty_ledger, text) is
  'Posts an entry that no slip and no catalog stands behind, and answers as every posting does.';

create function public.rpc_post_correction(
  p_player_id uuid,
  p_points bigint,
  p_note text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_note text := nullif(btrim(p_note), '');
  v_hash bytea;
  v_answer jsonb;
  v_loyalty public.player_loyalty;
  v_debt_limit bigint;
  v_entry public.loyalty_ledger;
begin
  perform app.require_capability(v_ctx, 'ledger.correct');
  perform app.require_idempotency_key(p_idempotency_key);
  if p_points is null or p_points = 0 or p_points not between -1000000000 and 1000000000 then
    perform app.invalid('points', 'Give a whole number of points, more or less than zero, at most 1,000,000,000.');
  end if;
  perform app.require_correction_note(v_note);
  v_hash := app.request_hash('post_correction', jsonb_build_array(p_player_id, p_points, v_note));
  v_answer := app.find_ledger_replay(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  v_loyalty := app.lock_player_loyalty(v_ctx, p_player_id);
  -- While this call waited for the player, the same intent may have been answered.
  v_answer := app.find_ledger_replay(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;
  -- How far a debt may go is the casino's to say; less of one is always right.
  v_debt_limit := (select correction_debt_limit_points from public.casino_settings where casino_id = v_ctx.casino_id);
  if p_points < 0 and v_loyalty.balance + p_points < -v_debt_limit then
    perform app.fail(409, 'INSUFFICIENT_POINTS', jsonb_strip_nulls(jsonb_build_object('balance', v_loyalty.balance,
      'points', p_points, 'debtLimitPoints', nullif(v_debt_limit, 0))));
  end if;

  v_entry.player_id := p_player_id;
  v_entry.points := p_points;
  v_entry.reason := 'correction';
  v_entry.note := v_note;
  v_entry.idempotency_key := p_idempotency_key;
  v_entry.request_hash := v_hash;
  return app.post_manager_entry(v_ctx, v_entry, 'loyalty.post_correction');
end;
$$;
comment on function public.rpc_post_correction(uuid, bigint, text, text, uuid) is
  'A manager''s correction of a player''s points, up or down, with a note. It mends the record and gives nothing, so an exclusion does not stop it; lifetime points and tier stay. Answers {is_existing, entry, balance}. Capability ledger.correct. VALIDATION_FAILED, NOTE_REQUIRED, PLAYER_NOT_FOUND, PLAYER_NOT_ENROLLED, INSUFFICIENT_POINTS (below zero by more than correction_debt_limit_points of the settings; balance, points, debtLimitPoints where it is not 0), POINTS_OUT_OF_RANGE.';

create function app.reversal_answer(p_answer jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return p_answer || jsonb_build_object('tier_before', p_answer #> '{entry,tier_before}', 'tier_after', p_answer #> '{entry,tier_after}');
end;
$$;
comment on function app.reversal_answer(jsonb) is 'The answer to a reversal, also to a repeated one: as every posting''s, with the player''s tier before and after it.';

create function public.rpc_reverse_entry(p_entry_id uuid, p_note text, p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_note text := nullif(btrim(p_note), '');
  v_hash bytea;
  v_answer jsonb;
  v_reversed public.loyalty_ledger;
  v_before public.player_loyalty;
  v_entry public.loyalty_ledger;
begin
  perform app.require_capability(v_ctx, 'ledger.correct');
  perform app.require_idempotency_key(p_idempotency_key);
  perform app.require_correction_note(v_note);
  v_hash := app.request_hash('reverse_entry', jsonb_build_array(p_entry_id, v_note));
  v_answer := app.find_ledger_replay(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return app.reversal_answer(v_answer);
  end if;

  select * into v_reversed from public.loyalty_ledger where casino_id = v_ctx.casino_id and id = p_entry_id;
  if not found then
    perform app.fail(404, 'ENTRY_NOT_FOUND');
  end if;
  v_before := app.lock_player_loyalty(v_ctx, v_reversed.player_id);
  v_answer := app.find_ledger_replay(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return app.reversal_answer(v_answer);
  end if;
  v_reversed := app.entry_to_reverse(v_reversed);

  v_entry.player_id := v_reversed.player_id;
  v_entry.visit_id := v_reversed.visit_id;
  v_entry.rating_slip_id := v_reversed.rating_slip_id;
  v_entry.reward_id := v_reversed.reward_id;
  v_entry.points := -v_reversed.points;
  v_entry.reason := 'reversal';
  v_entry.note := v_note;
  v_entry.reversed_entry_id := v_reversed.id;
  v_entry.metadata := jsonb_build_object('reversed_entry_no', v_reversed.entry_no, 'reversed_reason', v_reversed.reason)
    || coalesce(jsonb_strip_nulls(jsonb_build_object('reward_code', v_reversed.metadata -> 'reward_code', 'reward_name', v_reversed.metadata -> 'reward_name')), '{}'::jsonb);
  v_entry.idempotency_key := p_idempotency_key;
  v_entry.request_hash := v_hash;
  v_answer := app.post_manager_entry(v_ctx, v_entry, 'loyalty.reverse_entry');
  if v_reversed.reason = 'session_accrual' then
    -- The slip has no points any more; somebody may settle it again.
    update public.rating_slip set accrual_status = 'none' where casino_id = v_ctx.casino_id and id = v_reversed.rating_slip_id;
  end if;
  perform app.reopen_after_lowering(v_ctx, v_before, v_note, jsonb_build_object('by', 'reversal', 'entryId', v_answer #> '{entry,id}'));
  return app.reversal_answer(v_answer);
end;
$$;
comment on function public.rpc_reverse_entry(uuid, text, text, uuid) is
  'Takes one entry back, once, with a note: an entry of the opposite points that names it. The balance may go below zero by it; what an entry had earned towards the next tier goes too, and so does a tier that only its points had reached: not one that later points, a legacy row or a manager justify (app.justified_tier). Rows of imports that were kept because of that tier wait again (app.reopen_kept_rows). A redemption taken back is free to be given again, a slip whose accrual was taken back to be settled again. A reversal is taken back in the same way, once, unless it is of an accrual: the entry counts again, with the lifetime points and the tier that it had brought; it can then be reversed anew, by its own id or by that of the entry that reinstated it. Answers {is_existing, entry, balance, tier_before, tier_after}. Capability ledger.correct. NOTE_REQUIRED, VALIDATION_FAILED, ENTRY_NOT_FOUND, ENTRY_ALREADY_REVERSED (detail: entryId, at, staffName), ENTRY_NOT_REVERSIBLE (the reversal of an accrual: originalReason, ratingSlipId), POINTS_OUT_OF_RANGE.';

-- ---- Reading the ledger ----------------------------------------------------------------------------------------------

create function public.rpc_list_slip_rewards(p_rating_slip_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_player_id uuid;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  select player_id into v_player_id from public.rating_slip where casino_id = v_ctx.casino_id and id = p_rating_slip_id;
  if not found then
    perform app.fail(404, 'SLIP_NOT_FOUND');
  end if;
  return jsonb_build_object(
    'items', coalesce((
      select jsonb_agg(app.ledger_entry_json(e, app.reversal_id(e)) order by e.entry_no desc)
      from public.loyalty_ledger e
      where e.casino_id = v_ctx.casino_id and e.rating_slip_id = p_rating_slip_id
    ), '[]'::jsonb),
    'balance', coalesce((select balance from public.player_loyalty where casino_id = v_ctx.casino_id and player_id = v_player_id), 0)
  );
end;
$$;
comment on function public.rpc_list_slip_rewards(uuid) is 'What was given on a slip, newest first, and the player''s balance now: {items, balance}. Capability floor.read. SLIP_NOT_FOUND.';

create function public.rpc_list_ledger_entries(
  p_player_id uuid,
  p_before_entry_no bigint default null,
  p_limit integer default 50,
  p_reason text default null,
  p_from_gaming_day date default null,
  p_to_gaming_day date default null
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
-- Planned for the filters at hand.
set plan_cache_mode = force_custom_plan
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_reason public.loyalty_reason;
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  if p_reason is not null then
    if p_reason <> all (enum_range(null::public.loyalty_reason)::text[]) then
      perform app.invalid('reason', 'Give one of the reasons of the ledger.');
    end if;
    v_reason := p_reason::public.loyalty_reason;
  end if;
  select coalesce(jsonb_agg(app.ledger_entry_json(page.e, app.reversal_id(page.e)) order by (page.e).entry_no desc), '[]'::jsonb) into v_items
  from (
    select e from public.loyalty_ledger e
    where e.casino_id = v_ctx.casino_id and e.player_id = p_player_id and (p_before_entry_no is null or e.entry_no < p_before_entry_no)
      and (v_reason is null or e.reason = v_reason)
      and (p_from_gaming_day is null or e.gaming_day >= p_from_gaming_day)
      and (p_to_gaming_day is null or e.gaming_day <= p_to_gaming_day)
    order by e.entry_no desc
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit and (v_items -> -1 ->> 'entry_no')::bigint > 1 then v_items -> -1 ->> 'entry_no' end);
end;
$$;
comment on function public.rpc_list_ledger_entries(uuid, bigint, integer, text, date, date) is
  'A player''s entries, newest first, of one reason and of gaming days from and to where given, paged by entry number: {items, next_cursor}. Capability floor.read. PLAYER_NOT_FOUND, VALIDATION_FAILED.';

-- ---- Exclusions ------------------------------------------------------------------------------------------------------

create function app.exclusion_json(p_exclusion public.player_exclusion)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', p_exclusion.id, 'player_id', p_exclusion.player_id, 'starts_at', p_exclusion.starts_at,
    'ends_at', p_exclusion.ends_at, 'lifted_at', p_exclusion.lifted_at);
end;
$$;
comment on function app.exclusion_json(public.player_exclusion) is 'An exclusion as the RPCs answer it and as the audit trail keeps it: without kind and reason, which stay in the table.';

create function public.rpc_exclude_player(
  p_player_id uuid,
  p_kind text,
  p_reason text,
  p_idempotency_key text,
  p_starts_at timestamptz default null,
  p_ends_at timestamptz default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_reason text := nullif(btrim(p_reason), '');
  v_starts_at timestamptz := coalesce(p_starts_at, now());
  v_hash bytea;
  v_answer jsonb;
  v_exclusion public.player_exclusion;
begin
  perform app.require_capability(v_ctx, 'exclusion.write');
  if p_kind is null or p_kind not in ('self', 'barred', 'responsible_gaming') then
    perform app.invalid('kind', 'Give one of self, barred, responsible_gaming.');
  end if;
  if v_reason is null or length(v_reason) > 500 then
    perform app.invalid('reason', 'Give a reason of 1 to 500 characters.');
  end if;
  if p_ends_at <= v_starts_at then
    perform app.invalid('endsAt', 'The end must come after the start.');
  end if;
  v_hash := app.request_hash('exclude_player', jsonb_build_array(p_player_id, p_kind, v_reason, extract(epoch from p_starts_at), extract(epoch from p_ends_at)));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  -- A reward on its way holds this row: it lands before the exclusion is answered, or not at all.
  perform 1 from public.player_loyalty where casino_id = v_ctx.casino_id and player_id = p_player_id for no key update;
  insert into public.player_exclusion (casino_id, player_id, kind, reason, starts_at, ends_at, set_by_staff_id)
  values (v_ctx.casino_id, p_player_id, p_kind::public.exclusion_kind, v_reason, v_starts_at, p_ends_at, v_ctx.staff_id)
  returning * into v_exclusion;
  return app.complete_intent(v_ctx, 'exclusion.exclude_player', 'player', p_player_id, null, app.exclusion_json(v_exclusion), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_exclude_player(uuid, text, text, text, timestamptz, timestamptz, uuid) is
  'Puts an exclusion (self, barred, responsible_gaming) on a player, from p_starts_at (default now) until p_ends_at (default open). Answers {id, player_id, starts_at, ends_at, lifted_at, is_existing}. Capability exclusion.write. VALIDATION_FAILED, PLAYER_NOT_FOUND.';

create function public.rpc_lift_player_exclusion(
  p_exclusion_id uuid,
  p_reason text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_reason text := nullif(btrim(p_reason), '');
  v_hash bytea;
  v_answer jsonb;
  v_before public.player_exclusion;
  v_exclusion public.player_exclusion;
begin
  perform app.require_capability(v_ctx, 'exclusion.write');
  if v_reason is null or length(v_reason) > 500 then
    perform app.invalid('reason', 'Give a reason of 1 to 500 characters.');
  end if;
  v_hash := app.request_hash('lift_player_exclusion', jsonb_build_array(p_exclusion_id, v_reason));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  select * into v_before from public.player_exclusion
  where casino_id = v_ctx.casino_id and id = p_exclusion_id and lifted_at is null
  for no key update;
  if not found then
    perform app.fail(404, 'EXCLUSION_NOT_FOUND');
  end if;
  update public.player_exclusion
  set lifted_at = now(), lifted_by_staff_id = v_ctx.staff_id, lift_reason = v_reason
  where casino_id = v_ctx.casino_id and id = p_exclusion_id
  returning * into v_exclusion;
  return app.complete_intent(v_ctx, 'exclusion.lift_player_exclusion', 'player', v_exclusion.player_id,
    app.exclusion_json(v_before), app.exclusion_json(v_exclusion), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_lift_player_exclusion(uuid, text, text, uuid) is
  'Ends an exclusion now, with a reason; the row stays. Answers {id, player_id, starts_at, ends_at, lifted_at, is_existing}. Capability exclusion.write. EXCLUSION_NOT_FOUND (also when lifted before), VALIDATION_FAILED.';

create function public.rpc_get_seating(p_player_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_may_know boolean := app.may_read_exclusions(v_ctx);
  v_exclusions jsonb;
begin
  perform app.require_capability(v_ctx, 'slip.manage');
  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  select coalesce(jsonb_agg(app.exclusion_json(e) || jsonb_build_object('kind', e.kind, 'reason', e.reason,
    'set_by_name', app.staff_name(v_ctx.casino_id, e.set_by_staff_id)) order by e.starts_at, e.id), '[]')
  into v_exclusions
  from public.player_exclusion e
  where e.casino_id = v_ctx.casino_id and e.player_id = p_player_id and app.is_in_force(e);
  return jsonb_build_object('player_id', p_player_id, 'is_held', v_exclusions <> '[]', 'may_confirm', v_may_know,
    'exclusions', case when v_may_know then v_exclusions else '[]' end);
end;
$$;
comment on function public.rpc_get_seating(uuid) is
  'What to know before a player is seated: {player_id, is_held, may_confirm, exclusions: [{id, player_id, kind, reason, starts_at, ends_at, lifted_at, set_by_name}]}. is_held: seating is refused unless somebody who may confirms it. The exclusions in force, oldest first, are for who may read exclusions; for others the list is empty. Capability slip.manage. PLAYER_NOT_FOUND.';

-- ---- Row level security and grants -----------------------------------------------------------------------------------

alter table public.loyalty_tier enable row level security;
alter table public.player_loyalty enable row level security;
alter table public.loyalty_ledger enable row level security;
alter table public.loyalty_tier_change enable row level security;
alter table public.loyalty_outbox enable row level security;
alter table public.player_exclusion enable row level security;

create policy "Staff read the tiers of their own casino" on public.loyalty_tier
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the balances of their own casino" on public.player_loyalty
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read ledger entries of their own casino" on public.loyalty_ledger
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read changes of tiers of their own casino" on public.loyalty_tier_change
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Auditors read the events of their own casino" on public.loyalty_outbox
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('audit.read')));
create policy "Compliance and admin read exclusions of their own casino" on public.player_exclusion
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('exclusion.read')));

grant select on public.loyalty_tier, public.player_loyalty, public.loyalty_ledger, public.loyalty_tier_change, public.loyalty_outbox, public.player_exclusion
  to authenticated, service_role;

revoke all on function
  public.rpc_issue_mid_session_reward(uuid, integer, text, text, text, boolean, uuid),
  public.rpc_list_slip_rewards(uuid),
  public.rpc_post_correction(uuid, bigint, text, text, uuid),
  public.rpc_reverse_entry(uuid, text, text, uuid),
  public.rpc_list_ledger_entries(uuid, bigint, integer, text, date, date),
  public.rpc_exclude_player(uuid, text, text, text, timestamptz, timestamptz, uuid),
  public.rpc_lift_player_exclusion(uuid, text, text, uuid),
  public.rpc_get_seating(uuid)
from public, anon;
grant execute on function
  public.rpc_issue_mid_session_reward(uuid, integer, text, text, text, boolean, uuid),
  public.rpc_list_slip_rewards(uuid),
  public.rpc_post_correction(uuid, bigint, text, text, uuid),
  public.rpc_reverse_entry(uuid, text, text, uuid),
  public.rpc_list_ledger_entries(uuid, bigint, integer, text, date, date),
  public.rpc_exclude_player(uuid, text, text, text, timestamptz, timestamptz, uuid),
  public.rpc_lift_player_exclusion(uuid, text, text, uuid),
  public.rpc_get_seating(uuid)
to authenticated;

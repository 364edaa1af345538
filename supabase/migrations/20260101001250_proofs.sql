-- Proofs: the ledger is held against itself (chains, sums), against what players hold (balance, lifetime points, tier), against
-- its witnesses (audit trail, outbox) and against its seals.

-- ---- The ledger against itself ---------------------------------------------------------------------------------------

create function app.loyalty_drift(p_casino_id uuid, p_player_id uuid)
returns table (player_id uuid, balance bigint, ledger_sum numeric)
language plpgsql
stable
set search_path = ''
-- Planned for the arguments at hand, and in PL/pgSQL: so one player is an index look-up, and a casino is summed in parallel,
-- which the planner by itself would shy from for the many players that each process hands on.
set plan_cache_mode = force_custom_plan
set parallel_tuple_cost = 0.01
as $$
#variable_conflict use_column
begin
  return query
  select coalesce(l.player_id, s.player_id), coalesce(l.balance, 0), coalesce(s.points, 0)
  from (
    select * from public.player_loyalty
    where casino_id = p_casino_id and (p_player_id is null or player_id = p_player_id)
  ) l
  full join (
    select e.player_id, sum(e.points) as points from public.loyalty_ledger e
    where e.casino_id = p_casino_id and (p_player_id is null or e.player_id = p_player_id)
    group by e.player_id
  ) s on s.player_id = l.player_id
  where coalesce(l.balance, 0) <> coalesce(s.points, 0);
end;
$$;
comment on function app.loyalty_drift(uuid, uuid) is 'Players whose balance is not the sum of their entries.';

create function app.doubtful_chains(p_casino_id uuid, p_player_id uuid)
returns setof uuid
language plpgsql
stable
set search_path = ''
-- As for app.loyalty_drift: planned for the arguments at hand.
set plan_cache_mode = force_custom_plan
-- What is joined is a number and a hash an entry: a million of them are kept in memory, for more there are files.
set work_mem = '32MB'
as $$
begin
  -- Each entry beside the one of the number before: no order is needed for that, so it is hashed in parallel and never sorted.
  return query
  select e.player_id
  from public.loyalty_ledger e
  left join public.loyalty_ledger p on p.casino_id = e.casino_id and p.player_id = e.player_id
    and p.entry_no = case when e.entry_no > 1 then e.entry_no - 1 end
  where e.casino_id = p_casino_id and (p_player_id is null or e.player_id = p_player_id)
    and ((p.id is null) <> (e.entry_no = 1)
      or e.balance_after <> coalesce(p.balance_after, 0)::numeric + e.points
      or e.entry_hash <> app.ledger_entry_hash(e, p.entry_hash));
  return query
  select coalesce(l.player_id, c.player_id)
  from (
    select * from public.player_loyalty
    where casino_id = p_casino_id and (p_player_id is null or player_id = p_player_id)
  ) l
  full join (
    select e.player_id, count(*) as entry_count, max(e.entry_no) as last_no from public.loyalty_ledger e
    where e.casino_id = p_casino_id and (p_player_id is null or e.player_id = p_player_id)
    group by e.player_id
  ) c on c.player_id = l.player_id
  left join public.loyalty_ledger h on h.casino_id = p_casino_id and h.player_id = c.player_id and h.entry_no = c.last_no
  where l.player_id is null or l.entry_count <> coalesce(c.entry_count, 0) or c.entry_count <> c.last_no
    or l.last_entry_hash is distinct from h.entry_hash;
end;
$$;
comment on function app.doubtful_chains(uuid, uuid) is
  'Players whose chain does not hold somewhere, some of them more than once: an entry that does not follow the one before it, other entries than their numbers say, or another end than the balance row remembers. Says of every chain that app.ledger_breaks finds a break in that it is doubtful, without walking it in order.';

create function app.ledger_breaks(p_casino_id uuid, p_player_id uuid)
returns table (player_id uuid, entry_no bigint, entry_id uuid, kind text)
language plpgsql
stable
set search_path = ''
-- As for app.loyalty_drift: planned for the arguments at hand.
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
  -- A sound ledger is not walked: only in a chain that is doubtful it matters where it breaks first.
  v_player_ids uuid[] := array(select distinct d from app.doubtful_chains(p_casino_id, p_player_id) d);
begin
  return query
  with walked as (
    select e, row_number() over chain as place, lag(e.entry_hash) over chain as previous_hash,
      lag(e.balance_after, 1, 0::bigint) over chain as previous_balance, lead(e.id) over chain as next_id
    from public.loyalty_ledger e
    where e.casino_id = p_casino_id and e.player_id = any (v_player_ids)
    window chain as (partition by e.player_id order by e.entry_no)
  ),
  in_chain as (
    select (e).player_id, place, case when (e).entry_no <> place then null else (e).id end as entry_id,
      case
        when (e).entry_no <> place then 'entry_missing'
        when (e).balance_after <> previous_balance::numeric + (e).points then 'balance_mismatch'
        when (e).entry_hash <> app.ledger_entry_hash(e, previous_hash) then 'hash_mismatch'
      end as kind
    from walked
  ),
  at_head as (
    -- The balance row remembers how long the chain is and how it ends: cutting the tail off shows here.
    select coalesce(l.player_id, (h.e).player_id) as player_id,
      least(coalesce((h.e).entry_no, 0), coalesce(l.entry_count, (h.e).entry_no)) + 1 as place, null::uuid as entry_id,
      case
        when l.player_id is null then 'player_not_enrolled'
        when l.entry_count > coalesce((h.e).entry_no, 0) then 'entry_missing'
        when l.entry_count <> coalesce((h.e).entry_no, 0) or l.last_entry_hash is distinct from (h.e).entry_hash then 'head_mismatch'
      end as kind
    from (
      select * from public.player_loyalty
      where casino_id = p_casino_id and player_id = any (v_player_ids)
    ) l
    full join (select e from walked where next_id is null) h on (h.e).player_id = l.player_id
  )
  select distinct on (found.player_id) found.player_id, found.place, found.entry_id, found.kind
  from (
    select * from in_chain where in_chain.kind is not null
    union all
    select * from at_head where at_head.kind is not null
  ) found
  order by found.player_id, found.place;
end;
$$;
comment on function app.ledger_breaks(uuid, uuid) is
  'Walks the chains that app.doubtful_chains names and returns, per player, the first place where numbering, balance or hash does not follow: entry_missing, balance_mismatch, hash_mismatch, head_mismatch (the balance row remembers another end), player_not_enrolled.';

-- ---- The ledger against what players hold ----------------------------------------------------------------------------

create function app.proved_lifetime_points(p_casino_id uuid, p_player_id uuid)
returns table (player_id uuid, points numeric)
language plpgsql
stable
set search_path = ''
-- As for app.loyalty_drift: planned for the arguments at hand.
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  return query
  with recursive taken as (
    select e.id, e.player_id, -1 as sign, e.reversed_entry_id from public.loyalty_ledger e
    where e.casino_id = p_casino_id and (p_player_id is null or e.player_id = p_player_id) and e.reversed_entry_id is not null
    union
    -- Taking a reversal back gives what that one took.
    select t.id, t.player_id, -t.sign, r.reversed_entry_id from taken t
    join public.loyalty_ledger r on r.casino_id = p_casino_id and r.id = t.reversed_entry_id
    where r.reversed_entry_id is not null
  )
  select counted.player_id, sum(counted.points)
  from (
    select e.player_id, sum(greatest(0, e.points)) as points
    from public.loyalty_ledger e
    where e.casino_id = p_casino_id and (p_player_id is null or e.player_id = p_player_id)
      and e.reason in ('mid_session_bonus', 'supervisor_discretion', 'promotion', 'session_accrual')
    group by e.player_id
    union all
    select t.player_id, sum(t.sign * greatest(0, r.points))
    from taken t
    join public.loyalty_ledger r on r.casino_id = p_casino_id and r.id = t.reversed_entry_id
    where r.reason in ('mid_session_bonus', 'supervisor_discretion', 'promotion', 'session_accrual')
    group by t.player_id
  ) counted
  group by counted.player_id;
end;
$$;
comment on function app.proved_lifetime_points(uuid, uuid) is
  'What the ledger says that players have earned: the rule of app.lifetime_points_after over all entries at once.';

create function app.enrolment_tiers(p_casino_id uuid)
returns text[]
language plpgsql
stable
set search_path = ''
as $$
begin
  return array(
    (select code from public.loyalty_tier where casino_id = p_casino_id order by rank limit 1)
    union
    select a.before #>> '{items,0,code}' from public.audit_log a
    where a.casino_id = p_casino_id and a.entity_type = 'loyalty_tier' and a.action = 'loyalty.replace_loyalty_tiers' and a.outcome = 'done'
  );
end;
$$;
comment on function app.enrolment_tiers(uuid) is 'The tiers that players of a casino may have begun in: the lowest one now, and those that were the lowest before the tiers were replaced.';

create function app.tier_claims(p_casino_id uuid, p_player_id uuid)
returns table (player_id uuid, change_no integer, from_tier text, to_tier text, at timestamptz, is_founded boolean)
language plpgsql
stable
set search_path = ''
-- As for app.loyalty_drift: planned for the arguments at hand.
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  -- A change names its cause; one that was slipped in names none that says the same.
  return query
  select c.player_id, c.change_no, c.from_tier, c.to_tier, c.created_at, coalesce(case c.source
    when 'earned' then e.metadata -> 'tier_upgrade' = jsonb_build_object('from', c.from_tier, 'to', c.to_tier)
    when 'reversal' then e.metadata @> jsonb_build_object('tier_before', c.from_tier, 'tier_after', c.to_tier)
    when 'manager' then exists (
      select from public.audit_log a
      where a.casino_id = c.casino_id and a.entity_type = 'player' and a.entity_id = c.player_id and a.action = 'loyalty.set_player_tier'
        and a.outcome = 'done' and a.correlation_id = c.correlation_id and a.after ->> 'tier_after' = c.to_tier)
    else r.before ->> 'tier' = c.from_tier and r.after ->> 'tier' = c.to_tier end, false)
  from public.loyalty_tier_change c
  left join public.loyalty_ledger e on e.casino_id = c.casino_id and e.id = c.entry_id and e.player_id = c.player_id and e.entry_no = c.entry_no
  left join public.loyalty_reconciliation r on r.casino_id = c.casino_id and r.id = c.reconciliation_id and r.player_id = c.player_id
  where c.casino_id = p_casino_id and (p_player_id is null or c.player_id = p_player_id);
  -- And a cause has its change: what brought a tier without being on record stays a claim to it.
  return query
  select e.player_id, null::integer, coalesce(e.metadata #>> '{tier_upgrade,from}', e.metadata ->> 'tier_before'),
    coalesce(e.metadata #>> '{tier_upgrade,to}', e.metadata ->> 'tier_after'), e.created_at, true
  from public.loyalty_ledger e
  where e.casino_id = p_casino_id and (p_player_id is null or e.player_id = p_player_id)
    and (e.metadata ? 'tier_upgrade' or e.metadata ->> 'tier_before' <> e.metadata ->> 'tier_after')
    and not exists (select from public.loyalty_tier_change c where c.casino_id = e.casino_id and c.entry_id = e.id)
  union all
  select r.player_id, null, r.before ->> 'tier', r.after ->> 'tier', r.created_at, true
  from public.loyalty_reconciliation r
  where r.casino_id = p_casino_id and (p_player_id is null or r.player_id = p_player_id) and r.before ->> 'tier' <> r.after ->> 'tier'
    and not exists (select from public.loyalty_tier_change c where c.casino_id = r.casino_id and c.reconciliation_id = r.id)
  union all
  select a.entity_id, null, a.before ->> 'tier', a.after ->> 'tier_after', a.at, true
  from public.audit_log a
  where a.casino_id = p_casino_id and a.entity_type = 'player' and (p_player_id is null or a.entity_id = p_player_id)
    and a.action = 'loyalty.set_player_tier' and a.outcome = 'done' and not exists (
      select from public.loyalty_tier_change c
      where c.casino_id = a.casino_id and c.player_id = a.entity_id and c.source = 'manager' and c.correlation_id = a.correlation_id);
end;
$$;
comment on function app.tier_claims(uuid, uuid) is
  'All that says to have brought a tier: the changes on record, each with whether its cause (the ledger entry, the reconciliation, the manager''s act in the audit trail) says the same, and causes that no change names, without a number.';

create function app.tier_change_doubts(p_casino_id uuid, p_player_id uuid)
returns setof uuid
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
begin
  return query
  with recorded as (
    select c.player_id, c.correlation_id, c.from_tier, c.to_tier from public.loyalty_tier_change c
    where c.casino_id = p_casino_id and (p_player_id is null or c.player_id = p_player_id) and c.from_tier <> c.to_tier
  ),
  told as (
    select o.player_id, o.correlation_id, o.payload ->> 'from', o.payload ->> 'to' from public.loyalty_outbox o
    where o.casino_id = p_casino_id and (p_player_id is null or o.player_id = p_player_id)
      and o.event_type in ('loyalty.tier_upgraded', 'loyalty.tier_reverted', 'loyalty.tier_set')
  )
  select player_id from ((table recorded except all table told) union all (table told except all table recorded)) differing;
end;
$$;
comment on function app.tier_change_doubts(uuid, uuid) is 'Players of whose tier the outbox tells other changes than are on record; some more than once.';

create function app.proved_tiers(p_casino_id uuid, p_player_id uuid)
returns table (player_id uuid, tier text, is_doubtful boolean)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
  v_enrolment_tiers text[] := app.enrolment_tiers(p_casino_id);
begin
  return query
  with claims as (
    select c.*, c.change_no is null or not c.is_founded or c.change_no <> row_number() over changes or case
      when c.change_no = 1 then c.from_tier <> all (v_enrolment_tiers) else c.from_tier is distinct from lag(c.to_tier) over changes end as is_doubtful
    from app.tier_claims(p_casino_id, p_player_id) c
    window changes as (partition by c.player_id order by c.change_no)
  ),
  judged as (
    select c.player_id, bool_or(c.is_doubtful) as is_doubtful,
      (array_agg(c.to_tier order by c.change_no desc) filter (where c.change_no is not null and c.is_founded))[1] as recorded,
      (array_agg(c.at order by c.change_no desc) filter (where c.change_no is not null and c.is_founded))[1] as recorded_at,
      (array_agg(c.to_tier order by c.at desc) filter (where c.change_no is null))[1] as unrecorded,
      max(c.at) filter (where c.change_no is null) as unrecorded_at
    from claims c
    group by c.player_id
  )
  select l.player_id, case
      when j.unrecorded_at >= coalesce(j.recorded_at, j.unrecorded_at) then j.unrecorded
      when j.recorded is not null then j.recorded
      when l.tier = any (v_enrolment_tiers) then l.tier
      else v_enrolment_tiers[1] end,
    coalesce(j.is_doubtful, false) or l.player_id in (select d from app.tier_change_doubts(p_casino_id, p_player_id) d)
  from public.player_loyalty l
  left join judged j on j.player_id = l.player_id
  where l.casino_id = p_casino_id and (p_player_id is null or l.player_id = p_player_id);
end;
$$;
comment on function app.proved_tiers(uuid, uuid) is
  'The tier that the record brought each player to: by the last change that its cause confirms, or a later cause that is not on record as a change; without any, one that players begin in. Doubtful where causes, changes and events do not agree, or the changes don''t follow one another.';

create function app.tier_differences(p_casino_id uuid, p_player_id uuid)
returns table (player_id uuid, held text, proved text)
language plpgsql
stable
set search_path = ''
as $$
#variable_conflict use_column
begin
  return query
  select l.player_id, l.tier, case when l.tier <> p.tier then p.tier end
  from public.player_loyalty l
  join app.proved_tiers(p_casino_id, p_player_id) p on p.player_id = l.player_id
  where l.casino_id = p_casino_id and (l.tier <> p.tier or p.is_doubtful);
end;
$$;
comment on function app.tier_differences(uuid, uuid) is
  'Players whose tier is not the one that the record proves; with null for proved where it is, and yet causes, changes and events do not agree on how it came.';

create function app.standing_differences(p_casino_id uuid, p_player_id uuid)
returns table (player_id uuid, field text, held jsonb, proved jsonb)
language plpgsql
stable
set search_path = ''
-- As for app.loyalty_drift: planned for the arguments at hand.
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  return query
  select coalesce(l.player_id, p.player_id), 'lifetime_points', to_jsonb(coalesce(l.lifetime_points, 0)), to_jsonb(coalesce(p.points, 0))
  from (
    select * from public.player_loyalty
    where casino_id = p_casino_id and (p_player_id is null or player_id = p_player_id)
  ) l
  full join app.proved_lifetime_points(p_casino_id, p_player_id) p on p.player_id = l.player_id
  where coalesce(l.lifetime_points, 0) <> coalesce(p.points, 0)
  union all
  select t.player_id, 'tier', to_jsonb(t.held), to_jsonb(t.proved) from app.tier_differences(p_casino_id, p_player_id) t;
end;
$$;
comment on function app.standing_differences(uuid, uuid) is
  'Players whose standing is not what the record proves: lifetime_points that are not what the ledger adds up to, a tier that nothing on record brought.';

-- ---- The ledger against its witnesses --------------------------------------------------------------------------------

create function app.ledger_testimonies(p_casino_id uuid, p_player_id uuid, p_entry_ids uuid[])
returns table (entry_id uuid, witness integer, player_id uuid, entry_no bigint, at timestamptz, to_audit text, to_outbox text)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  return query
  select e.id, 1, e.player_id, e.entry_no, e.created_at, e.balance_after::text,
    concat_ws(' ', e.player_id, e.entry_no, e.points, e.balance_after)
  from public.loyalty_ledger e
  where e.casino_id = p_casino_id and (p_player_id is null or e.player_id = p_player_id) and (p_entry_ids is null or e.id = any (p_entry_ids))
  union all
  -- Of one player the trail knows only what others name too: its rows name the entry and not the player.
  select a.entity_id, 2, null, null, a.at, a.after ->> 'balance', null
  from public.audit_log a
  where a.casino_id = p_casino_id and a.entity_type = 'loyalty_ledger' and a.entity_id is not null and a.outcome = 'done'
    and (p_entry_ids is null or a.entity_id = any (p_entry_ids))
    and (p_player_id is null or a.entity_id in (
      select id from public.loyalty_ledger where casino_id = p_casino_id and player_id = p_player_id
      union all
      select o.entry_id from app.posted_events(p_casino_id, p_player_id) o
      union all
      select h.entry_id from public.ledger_seal_head h where h.casino_id = p_casino_id and h.player_id = p_player_id))
  union all
  select o.entry_id, 4, o.player_id, o.entry_no, o.at, null, o.figures from app.posted_events(p_casino_id, p_player_id) o
  where p_entry_ids is null or o.entry_id = any (p_entry_ids)
  union all
  select h.entry_id, 8, h.player_id, h.entry_no, s.sealed_at, null, null
  from public.ledger_seal_head h
  join public.seal s on s.casino_id = h.casino_id and s.id = h.seal_id
  where h.casino_id = p_casino_id and (p_player_id is null or h.player_id = p_player_id)
    and (p_entry_ids is null or h.entry_id = any (p_entry_ids));
end;
$$;
comment on function app.ledger_testimonies(uuid, uuid, uuid[]) is
  'Everybody who names ledger entries, of all of them or of those in p_entry_ids: the ledger itself (1), the audit trail (2), the outbox (4) and the heads of the seals (8), each with the figures it keeps of the entry.';

create function app.posted_events(p_casino_id uuid, p_player_id uuid)
returns table (entry_id uuid, player_id uuid, entry_no bigint, at timestamptz, figures text)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  -- A forged event must not stop the proof: what is no id or no number is none.
  return query
  select case when pg_input_is_valid(o.payload ->> 'entry_id', 'uuid') then (o.payload ->> 'entry_id')::uuid end, o.player_id,
    case when pg_input_is_valid(o.payload ->> 'entry_no', 'bigint') then (o.payload ->> 'entry_no')::bigint end, o.created_at,
    concat_ws(' ', o.payload ->> 'player_id', o.payload ->> 'entry_no', o.payload ->> 'points', o.payload ->> 'balance_after')
  from public.loyalty_outbox o
  where o.casino_id = p_casino_id and o.event_type = 'loyalty.entry_posted' and (p_player_id is null or o.player_id = p_player_id);
end;
$$;
comment on function app.posted_events(uuid, uuid) is 'What the outbox says was posted to the ledger: entry, player, number, when, and the figures as app.ledger_testimonies compares them.';

create function app.doubtful_entries(p_casino_id uuid, p_since_id uuid default null)
returns setof uuid
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
begin
  return query
  select coalesce(e.id, a.entity_id)
  from (select * from public.loyalty_ledger where casino_id = p_casino_id and (p_since_id is null or id >= p_since_id)) e
  full join (
    select entity_id, after from public.audit_log
    where casino_id = p_casino_id and entity_type = 'loyalty_ledger' and entity_id is not null and outcome = 'done'
      and (p_since_id is null or id >= p_since_id)
  ) a on a.entity_id = e.id
  where e.id is null or a.entity_id is null or a.after ->> 'balance' <> e.balance_after::text;
  -- Texts are compared as they stand: whether one is an id at all is asked of those only that nothing answers to.
  return query
  select coalesce(e.id, case when pg_input_is_valid(o.payload ->> 'entry_id', 'uuid') then (o.payload ->> 'entry_id')::uuid end)
  from (select * from public.loyalty_ledger where casino_id = p_casino_id and (p_since_id is null or id >= p_since_id)) e
  full join (
    select payload from public.loyalty_outbox
    where casino_id = p_casino_id and event_type = 'loyalty.entry_posted' and (p_since_id is null or id >= p_since_id)
  ) o on o.payload ->> 'entry_id' = e.id::text
  where e.id is null or o.payload is null or o.payload ->> 'player_id' is distinct from e.player_id::text
    or o.payload ->> 'entry_no' is distinct from e.entry_no::text or o.payload ->> 'points' is distinct from e.points::text
    or o.payload ->> 'balance_after' is distinct from e.balance_after::text;
  return query
  select h.entry_id from public.ledger_seal_head h
  left join public.loyalty_ledger e on e.casino_id = h.casino_id and e.id = h.entry_id
  where h.casino_id = p_casino_id and e.id is null and p_since_id is null;
end;
$$;
comment on function app.doubtful_entries(uuid, uuid) is
  'Entries that ledger, audit trail and outbox may not agree on, or that only a seal names; some more than once, and null for an event that names none. With p_since_id, as far as rows of that id and later say, and without the seals. Each witness is held against the ledger in one pass, so that app.ledger_contradictions hears all of them on few entries only.';

create function app.ledger_contradictions(p_casino_id uuid, p_player_id uuid, p_entry_ids uuid[] default null)
returns table (is_posted boolean, entry_id uuid, player_id uuid, entry_no bigint, at timestamptz, witnesses text[])
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
  -- What one player's witnesses say is soon heard as a whole.
  v_entry_ids uuid[] := case
    when p_entry_ids is not null then p_entry_ids
    when p_player_id is null then array(select distinct d from app.doubtful_entries(p_casino_id) d where d is not null) end;
begin
  if v_entry_ids = '{}' then
    return;
  end if;
  return query
  select heard.named & 1 = 1, heard.entry_id, heard.player_id::uuid, heard.entry_no, heard.at, case
    when heard.named & 1 = 0 then array_remove(array[
      case when heard.named & 2 > 0 then 'audit' end, case when heard.named & 4 > 0 then 'outbox' end, case when heard.named & 8 > 0 then 'seal' end], null)
    else array_remove(array[
      case when heard.named & 2 = 0 or not heard.is_audit_agreed then 'audit' end,
      case when heard.named & 4 = 0 or not heard.is_outbox_agreed then 'outbox' end], null) end
  from (
    select t.entry_id, bit_or(t.witness) as named, max(t.player_id::text collate "C") as player_id, max(t.entry_no) as entry_no, min(t.at) filter (where isfinite(t.at)) as at,
      coalesce(min(t.to_audit collate "C") = max(t.to_audit collate "C"), true) as is_audit_agreed,
      coalesce(min(t.to_outbox collate "C") = max(t.to_outbox collate "C"), true) as is_outbox_agreed
    from app.ledger_testimonies(p_casino_id, p_player_id, v_entry_ids) t
    where t.entry_id is not null
    group by t.entry_id
  ) heard
  where heard.named & 7 <> 7 or not heard.is_audit_agreed or not heard.is_outbox_agreed
  order by heard.player_id, heard.entry_no;
end;
$$;
comment on function app.ledger_contradictions(uuid, uuid, uuid[]) is
  'Entries, of all or of those in p_entry_ids, that the ledger and its witnesses do not agree on. Not posted: the ledger has no such entry, and witnesses are those who name it. Posted: witnesses are those who don''t name it, or name it with other figures.';

create function app.utc_text(p_at timestamptz)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
end;
$$;
comment on function app.utc_text(timestamptz) is 'A time as the API writes it, where its name does not say that it is one.';

create function app.contradictions_json(p_casino_id uuid, p_player_id uuid, p_entry_ids uuid[], out missing jsonb, out unwitnessed jsonb)
language plpgsql
stable
set search_path = ''
as $$
begin
  select coalesce(jsonb_agg(jsonb_build_object('entry_id', c.entry_id, 'player_id', c.player_id, 'entry_no', c.entry_no, 'at', app.utc_text(c.at),
      'named_by', c.witnesses)) filter (where not c.is_posted), '[]'::jsonb),
    coalesce(jsonb_agg(jsonb_build_object('entry_id', c.entry_id, 'player_id', c.player_id, 'entry_no', c.entry_no, 'at', app.utc_text(c.at),
      'not_named_by', c.witnesses)) filter (where c.is_posted), '[]'::jsonb)
  into missing, unwitnessed
  from app.ledger_contradictions(p_casino_id, p_player_id, p_entry_ids) c;
end;
$$;
comment on function app.contradictions_json(uuid, uuid, uuid[]) is 'The contradictions as the proof answers them: entries that are missing, and entries that nobody vouches for.';

-- ---- The ledger against its seals ------------------------------------------------------------------------------------

create function app.seal_faults(p_casino_id uuid, p_from date default null)
returns table (gaming_day date, kind public.seal_kind, fault text, player_id uuid, entry_no bigint)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  return query
  with told as (
    select o.payload ->> 'seal_id' as seal_id, o.payload ->> 'root' as root,
      case when pg_input_is_valid(o.payload ->> 'gaming_day', 'date') then (o.payload ->> 'gaming_day')::date end as gaming_day
    from public.loyalty_outbox o
    where o.casino_id = p_casino_id and o.event_type = 'ledger.sealed'
  ),
  judged as (
    select s.gaming_day, s.kind, case
      when (p_from is null or s.gaming_day >= p_from) and s.root <> sha256(convert_to(app.seal_text(s), 'UTF8')) then 'root_mismatch'
      when s.previous_seal is distinct from lag(s.root) over days or s.gaming_day <> lag(s.gaming_day) over days + 1
        or s.total_count <> coalesce(lag(s.total_count) over days, 0) + s.entry_count then 'chain_mismatch'
      when (s.id::text, encode(s.root, 'hex')) not in (select seal_id, root from told where seal_id is not null and root is not null)
        then 'event_mismatch' end as fault
    from public.seal s
    where s.casino_id = p_casino_id and s.kind = 'ledger'
    window days as (order by s.gaming_day)
  )
  select case when isfinite(judged.gaming_day) then judged.gaming_day end, judged.kind, judged.fault, null::uuid, null::bigint
  from judged where judged.fault is not null
  union all
  select case when isfinite(told.gaming_day) then told.gaming_day end, 'ledger'::public.seal_kind, 'seal_missing', null, null
  from told
  where not exists (select from public.seal s where s.casino_id = p_casino_id and s.id::text = told.seal_id);
end;
$$;
comment on function app.seal_faults(uuid, date) is
  'Seals that do not hold: root_mismatch (the root is not that of its rows; with p_from worked out for that gaming day and later only), chain_mismatch (it does not follow the seal of the day before), event_mismatch (its event is missing or tells another root), seal_missing (an event tells of a seal that is not there).';

create function app.head_faults(p_casino_id uuid, p_player_id uuid)
returns table (gaming_day date, kind public.seal_kind, fault text, player_id uuid, entry_no bigint)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  return query
  select case when isfinite(s.gaming_day) then s.gaming_day end, s.kind, case when e.id is null then 'entry_missing' else 'entry_mismatch' end, h.player_id, h.entry_no
  from public.ledger_seal_head h
  join public.seal s on s.casino_id = h.casino_id and s.id = h.seal_id
  left join public.loyalty_ledger e on e.casino_id = h.casino_id and e.player_id = h.player_id and e.entry_no = h.entry_no
  where h.casino_id = p_casino_id and (p_player_id is null or h.player_id = p_player_id)
    and (e.id is distinct from h.entry_id or e.entry_hash <> h.entry_hash);
end;
$$;
comment on function app.head_faults(uuid, uuid) is 'Sealed ends of chains that the ledger does not have: entry_missing (no entry of that number), entry_mismatch (another entry).';

-- ---- The proofs ------------------------------------------------------------------------------------------------------

create function app.ledger_findings(p_casino_id uuid, p_player_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
-- Most of what the checks join is thrown away where it is found: it costs nothing to hand on.
set parallel_tuple_cost = 0.01
as $$
declare
  v_contradictions record := app.contradictions_json(p_casino_id, p_player_id, null);
begin
  return jsonb_build_object(
    'breaks', (select coalesce(jsonb_agg(to_jsonb(b)), '[]'::jsonb) from app.ledger_breaks(p_casino_id, p_player_id) b),
    'drift', (select coalesce(jsonb_agg(to_jsonb(d)), '[]'::jsonb) from app.loyalty_drift(p_casino_id, p_player_id) d),
    'standing', (select coalesce(jsonb_agg(to_jsonb(d)), '[]'::jsonb) from app.standing_differences(p_casino_id, p_player_id) d),
    'missing', v_contradictions.missing,
    'unwitnessed', v_contradictions.unwitnessed,
    'seals', (
      select coalesce(jsonb_agg(to_jsonb(f) order by f.gaming_day, f.player_id), '[]'::jsonb)
      from (
        select * from app.seal_faults(p_casino_id) where p_player_id is null
        union all
        select * from app.head_faults(p_casino_id, p_player_id)
      ) f
    )
  );
end;
$$;
comment on function app.ledger_findings(uuid, uuid) is 'All that is not as it should be in the ledger of one player or of a casino, by kind of check; empty lists are good. The seals as such are checked with the whole casino only.';

create function public.rpc_loyalty_drift()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  perform app.require_capability(v_ctx, 'ledger.verify');
  return coalesce((select jsonb_agg(to_jsonb(d)) from app.loyalty_drift(v_ctx.casino_id, null) d), '[]'::jsonb);
end;
$$;
comment on function public.rpc_loyalty_drift() is 'Every player whose balance is not the sum of their entries: [{player_id, balance, ledger_sum}]; empty is good. Capability ledger.verify.';

create function public.rpc_verify_loyalty_ledger(p_player_id uuid default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
set statement_timeout = '60s'
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_findings jsonb;
begin
  perform app.require_capability(v_ctx, 'ledger.verify');
  if p_player_id is not null and not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  v_findings := app.ledger_findings(v_ctx.casino_id, p_player_id);
  return v_findings || jsonb_build_object(
    'is_intact', not exists (select from jsonb_each(v_findings) where value <> '[]'::jsonb),
    'players_checked', (select count(*) from public.player_loyalty where casino_id = v_ctx.casino_id and (p_player_id is null or player_id = p_player_id)),
    'entries_checked', (select count(*) from public.loyalty_ledger where casino_id = v_ctx.casino_id and (p_player_id is null or player_id = p_player_id)),
    'sealed_through', (select max(gaming_day) from public.seal where casino_id = v_ctx.casino_id and kind = 'ledger' and isfinite(gaming_day)),
    'checked_at', now()
  );
end;
$$;
comment on function public.rpc_verify_loyalty_ledger(uuid) is
  'Proves the ledger of one player or of all: {is_intact, players_checked, entries_checked, sealed_through, breaks: [{player_id, entry_no, entry_id, kind}] (hash chains), drift: [{player_id, balance, ledger_sum}], standing: [{player_id, field, held, proved}] (lifetime_points, tier), missing: [{entry_id, player_id, entry_no, at, named_by}] (entries that only audit, outbox or seal name; of what the audit trail alone names, player and number are null, and it is found for all players only), unwitnessed: [{entry_id, player_id, entry_no, at, not_named_by}] (entries that audit or outbox don''t name, or with other figures), seals: [{gaming_day, kind, fault, player_id, entry_no}], checked_at}. Capability ledger.verify. PLAYER_NOT_FOUND.';

-- ---- Grants ----------------------------------------------------------------------------------------------------------

revoke all on function
  public.rpc_loyalty_drift(),
  public.rpc_verify_loyalty_ledger(uuid)
from public, anon;
grant execute on function
  public.rpc_loyalty_drift(),
  public.rpc_verify_loyalty_ledger(uuid)
to authenticated;

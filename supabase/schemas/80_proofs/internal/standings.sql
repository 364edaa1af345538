-- The ledger against what players hold.

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
    where e.casino_id = p_casino_id and (p_player_id is null or e.player_id = p_player_id)
      and e.reversed_entry_id is not null
    union
    -- The reversal of a reversal gives back what that one took.
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
    where a.casino_id = p_casino_id and a.entity_type = 'loyalty_tier' and a.action = 'loyalty.replace_loyalty_tiers'
      and a.outcome = 'done'
  );
end;
$$;
comment on function app.enrolment_tiers(uuid) is
  'The tiers that players of a casino may have begun in: the lowest one now, and those that were the lowest before '
  'the tiers were replaced.';

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
  -- Every change names its cause. One that was slipped in names none, or one that says something else.
  return query
  select c.player_id, c.change_no, c.from_tier, c.to_tier, c.created_at, coalesce(case c.source
    when 'earned' then e.metadata -> 'tier_upgrade' = jsonb_build_object('from', c.from_tier, 'to', c.to_tier)
    when 'reversal' then e.metadata @> jsonb_build_object('tier_before', c.from_tier, 'tier_after', c.to_tier)
    when 'manager' then exists (
      select from public.audit_log a
      where a.casino_id = c.casino_id and a.entity_type = 'player' and a.entity_id = c.player_id
        and a.action = 'loyalty.set_player_tier'
        and a.outcome = 'done' and a.correlation_id = c.correlation_id and a.after ->> 'tier_after' = c.to_tier)
    else r.before ->> 'tier' = c.from_tier and r.after ->> 'tier' = c.to_tier end, false)
  from public.loyalty_tier_change c
  left join public.loyalty_ledger e on e.casino_id = c.casino_id and e.id = c.entry_id and e.player_id = c.player_id
    and e.entry_no = c.entry_no
  left join public.loyalty_reconciliation r on r.casino_id = c.casino_id and r.id = c.reconciliation_id
    and r.player_id = c.player_id
  where c.casino_id = p_casino_id and (p_player_id is null or c.player_id = p_player_id);
  -- The other way round, every cause has its change: an entry that brought a tier proves it, also where the row of the
  -- change was taken away.
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
  where r.casino_id = p_casino_id and (p_player_id is null or r.player_id = p_player_id)
    and r.before ->> 'tier' <> r.after ->> 'tier'
    and not exists (select from public.loyalty_tier_change c where c.casino_id = r.casino_id
      and c.reconciliation_id = r.id)
  union all
  select a.entity_id, null, a.before ->> 'tier', a.after ->> 'tier_after', a.at, true
  from public.audit_log a
  where a.casino_id = p_casino_id and a.entity_type = 'player' and (p_player_id is null or a.entity_id = p_player_id)
    and a.action = 'loyalty.set_player_tier' and a.outcome = 'done' and not exists (
      select from public.loyalty_tier_change c
      where c.casino_id = a.casino_id and c.player_id = a.entity_id and c.source = 'manager'
        and c.correlation_id = a.correlation_id);
end;
$$;
comment on function app.tier_claims(uuid, uuid) is
  'All that says to have brought a tier: the changes on record, each with whether its cause (the ledger entry, the '
  'reconciliation, the manager''s act in the audit trail) says the same, and causes that no change names, without a '
  'number.';

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
  select player_id from ((table recorded except all table told)
    union all (table told except all table recorded)) differing;
end;
$$;
comment on function app.tier_change_doubts(uuid, uuid) is
  'Players of whose tier the outbox tells other changes than are on record; some more than once.';

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
      when c.change_no = 1 then c.from_tier <> all (v_enrolment_tiers) else c.from_tier is distinct
        from lag(c.to_tier) over changes end as is_doubtful
    from app.tier_claims(p_casino_id, p_player_id) c
    window changes as (partition by c.player_id order by c.change_no)
  ),
  judged as (
    select c.player_id, bool_or(c.is_doubtful) as is_doubtful,
      (array_agg(c.to_tier order by c.change_no desc) filter (where c.change_no is not null
        and c.is_founded))[1] as recorded,
      (array_agg(c.at order by c.change_no desc) filter (where c.change_no is not null
        and c.is_founded))[1] as recorded_at,
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
  'The tier that the record brought each player to: by the last change that its cause confirms, or a later cause that '
  'is not on record as a change; without any, one that players begin in. Doubtful where causes, changes and events do '
  'not agree, or the changes don''t follow one another.';

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
  'Players whose tier is not the one that the record proves; with null for proved where it is, and yet causes, '
  'changes and events do not agree on how it came.';

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
  select coalesce(l.player_id, p.player_id), 'lifetime_points', to_jsonb(coalesce(l.lifetime_points, 0)),
    to_jsonb(coalesce(p.points, 0))
  from (
    select * from public.player_loyalty
    where casino_id = p_casino_id and (p_player_id is null or player_id = p_player_id)
  ) l
  full join app.proved_lifetime_points(p_casino_id, p_player_id) p on p.player_id = l.player_id
  where coalesce(l.lifetime_points, 0) <> coalesce(p.points, 0)
  union all
  select t.player_id, 'tier', to_jsonb(t.held), to_jsonb(t.proved)
    from app.tier_differences(p_casino_id, p_player_id) t;
end;
$$;
comment on function app.standing_differences(uuid, uuid) is
  'Players whose standing is not what the record proves: lifetime_points that are not what the ledger adds up to, a '
  'tier that nothing on record brought.';

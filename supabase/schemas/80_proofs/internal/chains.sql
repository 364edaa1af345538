-- The ledger against itself.

create function app.loyalty_drift(p_casino_id uuid, p_player_id uuid)
returns table (player_id uuid, balance bigint, ledger_sum numeric)
language plpgsql
stable
set search_path = ''
-- Planned for the arguments at hand, and in PL/pgSQL: so one player is an index look-up, and a casino is summed in
-- parallel, which the planner by itself would shy from for the many players that each process hands on.
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
  -- Each entry beside the one of the number before: no order is needed for that, so it is hashed in parallel and never
  -- sorted.
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
  left join public.loyalty_ledger h on h.casino_id = p_casino_id and h.player_id = c.player_id
    and h.entry_no = c.last_no
  where l.player_id is null or l.entry_count <> coalesce(c.entry_count, 0) or c.entry_count <> c.last_no
    or l.last_entry_hash is distinct from h.entry_hash;
end;
$$;
comment on function app.doubtful_chains(uuid, uuid) is
  'Players whose chain does not hold somewhere, some of them more than once: an entry that does not follow the one '
  'before it, other entries than their numbers say, or another end than the balance row remembers. Says of every '
  'chain that app.ledger_breaks finds a break in that it is doubtful, without walking it in order.';

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
        when l.entry_count <> coalesce((h.e).entry_no, 0) or l.last_entry_hash is distinct
          from (h.e).entry_hash then 'head_mismatch'
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
  'Walks the chains that app.doubtful_chains names and returns, per player, the first place where numbering, balance '
  'or hash does not follow: entry_missing, balance_mismatch, hash_mismatch, head_mismatch (the balance row remembers '
  'another end), player_not_enrolled.';

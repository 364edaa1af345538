-- The quick proof: what came after the newest seal is proved as the whole proof does it, and what is sealed counts as
-- proved where every player's chain still has its sealed end. What it does not see is written in docs/seals.md.

create function app.chains_since_seal(p_casino_id uuid)
returns table (player_id uuid, seal_id uuid, sealed_no bigint, sealed_id uuid, sealed_hash bytea, entry_count bigint,
  last_entry_hash bytea,
  balance bigint, entry_id uuid, entry_no bigint, entry_hash bytea, balance_after bigint, newer public.loyalty_ledger)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  return query
  select l.player_id, h.seal_id, h.entry_no, h.entry_id, h.entry_hash, l.entry_count, l.last_entry_hash, l.balance,
    e.id, e.entry_no, e.entry_hash, e.balance_after, e.newer
  from public.player_loyalty l
  left join lateral (
    select * from public.ledger_seal_head
    where casino_id = l.casino_id and player_id = l.player_id
    order by entry_no desc
    limit 1
  ) h on true
  -- Two look-ups a player, however long the history: joined as a whole, the planner would read all of it.
  left join lateral (
    select n.id, n.entry_no, n.entry_hash, n.balance_after, case
      when n.entry_no > coalesce(h.entry_no, 0) then n end as newer
    from public.loyalty_ledger n
    where n.casino_id = l.casino_id and n.player_id = l.player_id and n.entry_no >= coalesce(h.entry_no, 1)
    offset 0
  ) e on true
  where l.casino_id = p_casino_id;
end;
$$;
comment on function app.chains_since_seal(uuid) is
  'Of every player the sealed end of their chain (null where none is sealed), the balance row, and each entry from '
  'that end on, as a whole where it is newer; a row without an entry where there is none.';

create function app.verdicts_since_seal(p_casino_id uuid)
returns table (player_id uuid, seal_id uuid, sealed_no bigint, head_fault text, entry_id uuid, is_new boolean,
  is_last boolean,
  balance bigint, balance_after bigint, break_no bigint, break_kind text)
language plpgsql
stable
set search_path = ''
as $$
#variable_conflict use_column
begin
  return query
  with walked as (
    select c.*, c.entry_id is not null and c.entry_no > coalesce(c.sealed_no, 0) as is_new,
      coalesce(c.sealed_no, 0) + count(*) filter (where c.entry_no > coalesce(c.sealed_no, 0)) over chain as place,
      -- The first new entry follows the hash in the seal, not what the ledger says in its place.
      case when lag(c.entry_no) over chain > coalesce(c.sealed_no, 0) then lag(c.entry_hash) over chain
        else c.sealed_hash end as previous_hash,
      lag(c.balance_after, 1, case when c.sealed_no is null then 0 end) over chain as previous_balance,
      lead(c.player_id) over chain is null as is_last,
      first_value(case when c.sealed_no is null then null when c.entry_no is distinct
        from c.sealed_no then 'entry_missing'
        when c.entry_id <> c.sealed_id or c.entry_hash <> c.sealed_hash
          then 'entry_mismatch' end) over chain as head_fault
    from app.chains_since_seal(p_casino_id) c
    window chain as (partition by c.player_id order by c.entry_no)
  )
  select w.player_id, w.seal_id, w.sealed_no, w.head_fault, w.entry_id, w.is_new, w.is_last, w.balance,
    coalesce(w.balance_after, 0),
    case when own.kind is not null then w.place else least(w.entry_count, coalesce(w.entry_no, 0)) + 1 end,
      coalesce(own.kind, case
      when not w.is_last or w.head_fault is not null then null
      when w.entry_count > coalesce(w.entry_no, 0) then 'entry_missing'
      when w.entry_count <> coalesce(w.entry_no, 0) or w.last_entry_hash is distinct
        from w.entry_hash then 'head_mismatch' end)
  from walked w
  cross join lateral (
    select case
      when not w.is_new then null
      when w.entry_no <> w.place then 'entry_missing'
      when w.balance_after <> w.previous_balance::numeric + (w.newer).points then 'balance_mismatch'
      when w.entry_hash <> app.ledger_entry_hash(w.newer, w.previous_hash) then 'hash_mismatch' end as kind
  ) own;
end;
$$;
comment on function app.verdicts_since_seal(uuid) is
  'What is to be said of every entry from a player''s sealed end on: whether that end is in the ledger as it was '
  'sealed (head_fault, on each row of the player), and where a newer entry does not follow the one before, or the '
  'last is not the one that the balance row says (break_kind, at break_no).';

create function app.findings_since_seal(p_casino_id uuid, p_sealed_through date)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_since uuid := app.lowest_id_at(app.gaming_day_start(p_casino_id, p_sealed_through + 1) - interval '1 hour');
  v_early_ids uuid[];
  v_contradictions record;
  v_findings jsonb;
begin
  with verdicts as materialized (select * from app.verdicts_since_seal(p_casino_id)),
  breaks as (
    select distinct on (player_id) player_id, break_no as entry_no,
      case when break_kind in ('balance_mismatch', 'hash_mismatch') then entry_id end as entry_id, break_kind as kind
    from verdicts where break_kind is not null
    order by player_id, break_no
  )
  select jsonb_build_object(
    'players_checked', count(distinct player_id), 'entries_checked', count(*) filter (where is_new),
    'breaks', (select coalesce(jsonb_agg(to_jsonb(b)), '[]'::jsonb) from breaks b),
    'drift', coalesce(jsonb_agg(jsonb_build_object('player_id', player_id, 'balance', balance, 'ledger_sum',
      balance_after))
      filter (where is_last and head_fault is null and balance <> balance_after), '[]'::jsonb),
    'seals', (
      select coalesce(jsonb_agg(to_jsonb(f) order by f.gaming_day, f.kind, f.player_id), '[]'::jsonb)
      from (
        select * from app.seal_faults(p_casino_id, p_sealed_through)
        union all
        select * from app.block_faults(p_casino_id, p_sealed_through)
        union all
        select s.gaming_day, s.kind, v.head_fault, v.player_id, v.sealed_no
        from verdicts v
        join public.seal s on s.casino_id = p_casino_id and s.id = v.seal_id
        where v.is_last and v.head_fault is not null
      ) f
    )), array_agg(entry_id) filter (where is_new and entry_id < v_since)
  into v_findings, v_early_ids
  from verdicts;

  -- Entries that claim to be older than the seal and are not in it are asked about whatever their witnesses say.
  v_contradictions := app.contradictions_json(p_casino_id, null, array(
    select d from app.doubtful_entries(p_casino_id, v_since) d where d is not null) || v_early_ids);
  return v_findings || jsonb_build_object('missing', v_contradictions.missing, 'unwitnessed',
    v_contradictions.unwitnessed);
end;
$$;
comment on function app.findings_since_seal(uuid, date) is
  'As app.ledger_findings, of what came after a casino''s newest seal (of everything where that is null), without '
  'standing; and how many players'' sealed ends and newer entries were looked at. Witnesses are asked about from an '
  'hour before the first day that is not sealed on.';

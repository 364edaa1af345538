-- The ledger against its seals.

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
      case when pg_input_is_valid(o.payload ->> 'gaming_day', 'date')
        then (o.payload ->> 'gaming_day')::date end as gaming_day
    from public.loyalty_outbox o
    where o.casino_id = p_casino_id and o.event_type = 'ledger.sealed'
  ),
  judged as (
    select s.gaming_day, s.kind, case
      when (p_from is null or s.gaming_day >= p_from) and s.root <> sha256(convert_to(app.seal_text(s), 'UTF8'))
        then 'root_mismatch'
      when s.previous_seal is distinct from lag(s.root) over days or s.gaming_day <> lag(s.gaming_day) over days + 1
        or s.total_count <> coalesce(lag(s.total_count) over days, 0) + s.entry_count then 'chain_mismatch'
      when (s.id::text, encode(s.root, 'hex')) not in (select seal_id, root from told where seal_id is not null
        and root is not null)
        then 'event_mismatch' end as fault
    from public.seal s
    where s.casino_id = p_casino_id and s.kind = 'ledger'
    window days as (order by s.gaming_day)
  )
  select case when isfinite(judged.gaming_day) then judged.gaming_day end, judged.kind, judged.fault, null::uuid,
    null::bigint
  from judged where judged.fault is not null
  union all
  select case when isfinite(told.gaming_day) then told.gaming_day end, 'ledger'::public.seal_kind, 'seal_missing',
    null, null
  from told
  where not exists (select from public.seal s where s.casino_id = p_casino_id and s.id::text = told.seal_id);
end;
$$;
comment on function app.seal_faults(uuid, date) is
  'Seals that do not hold: root_mismatch (the root is not that of its rows; with p_from worked out for that gaming '
  'day and later only), chain_mismatch (it does not follow the seal of the day before), event_mismatch (its event is '
  'missing or tells another root), seal_missing (an event tells of a seal that is not there).';

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
  select case when isfinite(s.gaming_day) then s.gaming_day end, s.kind, case when e.id is null then 'entry_missing'
    else 'entry_mismatch' end, h.player_id, h.entry_no
  from public.ledger_seal_head h
  join public.seal s on s.casino_id = h.casino_id and s.id = h.seal_id
  left join public.loyalty_ledger e on e.casino_id = h.casino_id and e.player_id = h.player_id
    and e.entry_no = h.entry_no
  where h.casino_id = p_casino_id and (p_player_id is null or h.player_id = p_player_id)
    and (e.id is distinct from h.entry_id or e.entry_hash <> h.entry_hash);
end;
$$;
comment on function app.head_faults(uuid, uuid) is
  'Sealed ends of chains that the ledger does not have: entry_missing (no entry of that number), entry_mismatch '
  '(another entry).';

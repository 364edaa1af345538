-- The records against their seals.

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
    select split_part(o.event_type, '.', 1)::public.seal_kind as kind, o.payload ->> 'seal_id' as seal_id,
      o.payload ->> 'root' as root, case when pg_input_is_valid(o.payload ->> 'gaming_day', 'date')
        then (o.payload ->> 'gaming_day')::date end as gaming_day
    from public.loyalty_outbox o
    where o.casino_id = p_casino_id and o.event_type in ('ledger.sealed', 'audit.sealed', 'mtl.sealed')
  ),
  judged as (
    select s.gaming_day, s.kind, case
      when (p_from is null or s.gaming_day >= p_from) and s.root <> sha256(convert_to(app.seal_text(s), 'UTF8'))
        then 'root_mismatch'
      when s.previous_seal is distinct from lag(s.root) over days or s.gaming_day <> lag(s.gaming_day) over days + 1
        or s.total_count <> coalesce(lag(s.total_count) over days, 0) + s.entry_count then 'chain_mismatch'
      when (s.kind, s.id::text, encode(s.root, 'hex')) not in (select kind, seal_id, root from told
        where seal_id is not null and root is not null)
        then 'event_mismatch' end as fault
    from public.seal s
    where s.casino_id = p_casino_id
    window days as (partition by s.kind order by s.gaming_day)
  )
  select case when isfinite(judged.gaming_day) then judged.gaming_day end, judged.kind, judged.fault, null::uuid,
    null::bigint
  from judged where judged.fault is not null
  union all
  select case when isfinite(told.gaming_day) then told.gaming_day end, told.kind, 'seal_missing', null, null
  from told
  where not exists (select from public.seal s where s.casino_id = p_casino_id and s.id::text = told.seal_id);
end;
$$;
comment on function app.seal_faults(uuid, date) is
  'Seals that do not hold: root_mismatch (the root is not that of its rows; with p_from worked out for that gaming '
  'day and later only), chain_mismatch (it does not follow the seal of the day before), event_mismatch (its event is '
  'missing or tells another root), seal_missing (an event tells of a seal that is not there).';

create function app.block_ranges(p_casino_id uuid, p_from date default null)
returns table (block public.seal_block, previous_hash bytea, after_id uuid, through_id uuid)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  return query
  select b, coalesce(lag(b.hash) over day, before.root), coalesce(lag(b.last_id) over day, before.through_id),
    -- The last block of a day ends where the day does: whatever was put after it is one row too many.
    case when lead(b.block_no) over day is null then coalesce(s.through_id, b.last_id) else b.last_id end
  from public.seal_block b
  left join public.seal s on s.casino_id = b.casino_id and s.kind = b.kind and s.gaming_day = b.gaming_day
  left join public.seal before on before.casino_id = b.casino_id and before.kind = b.kind
    and before.gaming_day = b.gaming_day - 1
  where b.casino_id = p_casino_id and isfinite(b.gaming_day) and (p_from is null or b.gaming_day >= p_from)
  window day as (partition by b.kind, b.gaming_day order by b.block_no);
end;
$$;
comment on function app.block_ranges(uuid, date) is
  'The sealed blocks of the audit trail and the cash log, of a gaming day on, each with the hash that it follows and '
  'the ids between which its rows are.';

create function app.block_faults(p_casino_id uuid, p_from date default null)
returns table (gaming_day date, kind public.seal_kind, fault text, player_id uuid, entry_no bigint)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  return query
  select (r.block).gaming_day, (r.block).kind, case
    when now_there.row_count < (r.block).row_count then 'rows_missing'
    when now_there.row_count > (r.block).row_count then 'rows_added'
    else 'rows_changed' end, null::uuid, null::bigint
  from app.block_ranges(p_casino_id, p_from) r
  cross join lateral app.hash_rows(p_casino_id, (r.block).kind, r.previous_hash, r.after_id, r.through_id, null)
    now_there
  where now_there.hash <> (r.block).hash
  union all
  -- A day without blocks had no rows.
  select s.gaming_day, s.kind, 'rows_added', null, null
  from public.seal s
  left join public.seal before on before.casino_id = s.casino_id and before.kind = s.kind
    and before.gaming_day = s.gaming_day - 1
  where s.casino_id = p_casino_id and s.kind <> 'ledger' and isfinite(s.gaming_day)
    and (p_from is null or s.gaming_day >= p_from)
    and not exists (select from public.seal_block b where b.casino_id = s.casino_id and b.kind = s.kind
      and b.gaming_day = s.gaming_day)
    and exists (select from app.record_lines(s.casino_id, s.kind, before.through_id, s.through_id, 1));
end;
$$;
comment on function app.block_faults(uuid, date) is
  'Sealed rows of the audit trail and the cash log, of a gaming day on, that are not what was sealed, a finding a '
  'block: rows_missing, rows_added (also one that came late), rows_changed (as many, but not the same or not in this '
  'order).';

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

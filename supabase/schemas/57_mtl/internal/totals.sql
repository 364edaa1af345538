-- What counts of each patron's cash in a gaming day, and who waits for whom to change it.

create function app.mtl_day_key(p_casino_id uuid, p_gaming_day date)
returns bigint
language sql
immutable
return hashtextextended('mtl_day' || p_casino_id::text || (p_gaming_day - date '2000-01-01')::text, 0);
comment on function app.mtl_day_key(uuid, date) is 'The advisory lock of a gaming day''s log.';

create function app.lock_mtl_day(p_casino_id uuid, p_gaming_day date)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_lock constant text := pg_advisory_xact_lock(app.mtl_day_key(p_casino_id, p_gaming_day));
begin
  return app.add_to_mtl_day(p_casino_id, p_gaming_day, 0);
end;
$$;
comment on function app.lock_mtl_day(uuid, date) is
  'Waits for everybody who changes a gaming day, and holds it alone until the transaction ends: for what is about '
  'several patrons, or about the day as a whole. Returns the last number of its log, 0 for a day without entries.';

create function app.add_to_mtl_day(p_casino_id uuid, p_gaming_day date, p_new_entries integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_entry_no integer;
begin
  insert into public.mtl_day as d (casino_id, gaming_day, last_entry_no)
  values (p_casino_id, p_gaming_day, p_new_entries)
  on conflict (casino_id, gaming_day) do update set last_entry_no = d.last_entry_no + excluded.last_entry_no
  returning last_entry_no into v_entry_no;
  return v_entry_no;
end;
$$;
comment on function app.add_to_mtl_day(uuid, date, integer) is
  'Adds so many entries to the number of a gaming day and returns the last of them. Its row is held until the '
  'transaction ends, and says by its xmin that something changed.';

create function app.add_to_mtl_patron_day(p_entry public.mtl_entry, p_patron app.mtl_patron)
returns public.mtl_patron_day
language plpgsql
set search_path = ''
as $$
declare
  v_in_cents bigint := case when p_entry.counts_toward_ctr and p_entry.direction = 'in' then p_entry.amount_cents
    else 0 end;
  v_out_cents bigint := case when p_entry.counts_toward_ctr and p_entry.direction = 'out' then p_entry.amount_cents
    else 0 end;
  v_day public.mtl_patron_day;
begin
  insert into public.mtl_patron_day as d (casino_id, gaming_day, patron_id, player_id, unknown_patron_id, cash_in_cents,
    cash_out_cents, entry_count)
  values (p_entry.casino_id, p_entry.gaming_day, coalesce(p_patron.player_id, p_patron.unknown_patron_id),
    p_patron.player_id, p_patron.unknown_patron_id, v_in_cents, v_out_cents, 1)
  on conflict (casino_id, gaming_day, patron_id) do update
  set cash_in_cents = d.cash_in_cents + excluded.cash_in_cents,
    cash_out_cents = d.cash_out_cents + excluded.cash_out_cents, entry_count = d.entry_count + 1
  returning * into v_day;
  return v_day;
end;
$$;
comment on function app.add_to_mtl_patron_day(public.mtl_entry, app.mtl_patron) is
  'Adds a new entry to the totals of one of its patrons, and returns them.';

create function app.share_mtl_day(p_entry public.mtl_entry)
returns public.mtl_patron_day
language plpgsql
set search_path = ''
as $$
declare
  v_lock constant text := pg_advisory_xact_lock_shared(app.mtl_day_key(p_entry.casino_id, p_entry.gaming_day));
begin
  return app.add_to_mtl_patron_day(p_entry, app.current_mtl_patron(p_entry.casino_id,
    row(p_entry.player_id, p_entry.unknown_patron_id)::app.mtl_patron));
end;
$$;
comment on function app.share_mtl_day(public.mtl_entry) is
  'Adds a new entry that is about one patron to that patron''s totals, and returns them. Waits for whoever holds the '
  'gaming day alone and keeps everybody from it until the transaction ends, but not from sharing it: others add to '
  'their patrons'' rows meanwhile, and all take the day''s number last (app.post_mtl_entry). Whoever shares a day does '
  'not take it alone afterwards.';

create function app.recount_mtl_patron_day(p_casino_id uuid, p_gaming_day date, p_patron app.mtl_patron)
returns public.mtl_patron_day
language plpgsql
set search_path = ''
as $$
declare
  v_ids uuid[] := app.mtl_entry_ids(p_casino_id, p_patron, p_gaming_day);
  v_day public.mtl_patron_day;
begin
  -- An unknown patron who was identified has no cash of their own any more.
  if app.current_mtl_patron(p_casino_id, p_patron) is distinct from p_patron then
    v_ids := '{}';
  end if;
  insert into public.mtl_patron_day as d (casino_id, gaming_day, patron_id, player_id, unknown_patron_id, cash_in_cents,
    cash_out_cents, entry_count)
  select p_casino_id, p_gaming_day, coalesce(p_patron.player_id, p_patron.unknown_patron_id), p_patron.player_id,
    p_patron.unknown_patron_id,
    coalesce(sum(e.amount_cents) filter (where e.counts_toward_ctr and e.direction = 'in'), 0),
    coalesce(sum(e.amount_cents) filter (where e.counts_toward_ctr and e.direction = 'out'), 0), count(*)
  from public.mtl_entry e
  where e.casino_id = p_casino_id and e.id = any (v_ids) and e.voids_entry_id is null and not exists (
    select from public.mtl_entry v where v.casino_id = e.casino_id and v.voids_entry_id = e.id)
  on conflict (casino_id, gaming_day, patron_id) do update
  set cash_in_cents = excluded.cash_in_cents, cash_out_cents = excluded.cash_out_cents,
    entry_count = excluded.entry_count
  returning * into v_day;
  return v_day;
end;
$$;
comment on function app.recount_mtl_patron_day(uuid, date, app.mtl_patron) is
  'Works a patron''s totals of a gaming day out anew, from the entries that stand and from who is known to be '
  'whom, and returns them.';

create function app.find_mtl_totals(p_casino_id uuid, p_gaming_day date, p_patron app.mtl_patron)
returns public.mtl_patron_day
language plpgsql
stable
set search_path = ''
as $$
declare
  v_day public.mtl_patron_day;
begin
  select * into v_day from public.mtl_patron_day
  where casino_id = p_casino_id and gaming_day = p_gaming_day
    and patron_id = coalesce(p_patron.player_id, p_patron.unknown_patron_id);
  if not found then
    v_day := row(p_casino_id, p_gaming_day, coalesce(p_patron.player_id, p_patron.unknown_patron_id),
      p_patron.player_id, p_patron.unknown_patron_id, 0, 0, 0)::public.mtl_patron_day;
  end if;
  return v_day;
end;
$$;
comment on function app.find_mtl_totals(uuid, date, app.mtl_patron) is
  'What counts of a patron''s cash of a gaming day; zeros where there is none.';

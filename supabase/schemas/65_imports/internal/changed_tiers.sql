-- When tiers change elsewhere.

create function app.refresh_tier_comparison()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_many constant integer := 1000;
  v_rows integer;
begin
  -- The rows are locked in the order of their files, like everywhere.
  with own as materialized (
    select id, tier_code, tier_comparison from public.player_import_row
    where casino_id = new.casino_id and player_id = new.player_id
    order by import_id, row_number
    limit v_many + 1
    for no key update
  ), compared as (
    update public.player_import_row r
    set tier_comparison = app.compare_tiers(imported.rank, held.rank)
    from own
    join public.loyalty_tier imported on imported.casino_id = new.casino_id and imported.code = own.tier_code
    join public.loyalty_tier held on held.casino_id = new.casino_id and held.code = new.tier
    where r.casino_id = new.casino_id and r.id = own.id
      and own.tier_comparison <> app.compare_tiers(imported.rank, held.rank)
  )
  select count(*) into v_rows from own;
  -- A file may name one player in thousands of rows, which must not hold up the close of that player's slip: the worker
  -- compares those.
  if v_rows > v_many then
    perform 1 from public.player_import
    where casino_id = new.casino_id and status in ('staging', 'checking', 'ready')
    order by id
    for no key update;
    update public.player_import set refreshed_through = 0
    where casino_id = new.casino_id and status in ('staging', 'checking', 'ready') and refreshed_through is distinct
      from 0;
  end if;
  return null;
end;
$$;
comment on function app.refresh_tier_comparison() is
  'Trigger of the balance row: the player''s rows in the queue compare with the new tier, those that were applied or '
  'kept too: taken back, they wait again. Of a player with more than a thousand, the worker compares them.';
create trigger player_loyalty_tier_changed after update of tier on public.player_loyalty
  for each row when (old.tier is distinct from new.tier) execute function app.refresh_tier_comparison();

create function app.note_changed_tiers()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  -- A casino may have a million rows in the queue: the worker compares them, after whoever changes the tiers is done.
  perform 1 from public.player_import
  where casino_id in (select casino_id from changed) and status in ('staging', 'checking', 'ready')
  order by id
  for no key update;
  update public.player_import set refreshed_through = 0
  where casino_id in (select casino_id from changed) and status in ('staging', 'checking', 'ready')
    and refreshed_through is distinct from 0;
  return null;
end;
$$;
comment on function app.note_changed_tiers() is
  'Trigger of the tiers: the casino''s imports are to be compared with them anew.';
create trigger loyalty_tier_added after insert on public.loyalty_tier
  referencing new table as changed for each statement execute function app.note_changed_tiers();
create trigger loyalty_tier_changed after update on public.loyalty_tier
  referencing new table as changed for each statement execute function app.note_changed_tiers();
create trigger loyalty_tier_removed after delete on public.loyalty_tier
  referencing old table as changed for each statement execute function app.note_changed_tiers();

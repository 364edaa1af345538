create function app.find_sealed_head(p_casino_id uuid, p_player_id uuid)
returns public.ledger_seal_head
language plpgsql
stable
set search_path = ''
as $$
declare
  v_head public.ledger_seal_head;
begin
  select * into v_head from public.ledger_seal_head
  where casino_id = p_casino_id and player_id = p_player_id
  order by entry_no desc
  limit 1;
  return v_head;
end;
$$;
comment on function app.find_sealed_head(uuid, uuid) is
  'Where a player''s chain ended when it was last sealed; null when it never was.';

create function app.write_seal_heads(p_seal public.seal)
returns bigint
language plpgsql
set search_path = ''
as $$
declare
  v_count bigint;
begin
  with heads as (
    select l.player_id, e.entry_no, e.id as entry_id, e.entry_hash, s.entry_no as sealed_no
    from public.player_loyalty l
    cross join lateral (select coalesce((app.find_sealed_head(l.casino_id, l.player_id)).entry_no, 0) as entry_no) s
    cross join lateral (
      select n.entry_no, n.id, n.entry_hash from public.loyalty_ledger n
      where n.casino_id = l.casino_id and n.player_id = l.player_id and n.entry_no > s.entry_no
        and n.gaming_day <= p_seal.gaming_day
      order by n.entry_no desc
      limit 1
    ) e
    where l.casino_id = p_seal.casino_id and l.entry_count > s.entry_no
  ),
  written as (
    insert into public.ledger_seal_head (casino_id, seal_id, player_id, entry_no, entry_id, entry_hash)
    select p_seal.casino_id, p_seal.id, player_id, entry_no, entry_id, entry_hash from heads
  )
  select coalesce(sum(entry_no - sealed_no), 0) into v_count from heads;
  return v_count;
end;
$$;
comment on function app.write_seal_heads(public.seal) is
  'Writes the heads of the players whose chain has an entry of the seal''s gaming day or an earlier one that no seal '
  'covers yet, and returns how many entries they cover anew.';

create function app.newest_seal(p_casino_id uuid, p_kind public.seal_kind)
returns public.seal
language plpgsql
stable
set search_path = ''
as $$
begin
  return (select s from public.seal s where s.casino_id = p_casino_id and s.kind = p_kind
    order by s.gaming_day desc limit 1);
end;
$$;
comment on function app.newest_seal(uuid, public.seal_kind) is 'The newest seal of a record; null before the first.';

create function app.put_seal(p_ctx app.rls_context, p_seal public.seal)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_previous constant public.seal := app.newest_seal(p_ctx.casino_id, p_seal.kind);
  v_seal public.seal := p_seal;
  v_facts jsonb;
begin
  v_seal.previous_seal := v_previous.root;
  v_seal.total_count := coalesce(v_previous.total_count, 0) + v_seal.entry_count;
  v_seal.root := sha256(convert_to(app.seal_text(v_seal), 'UTF8'));
  v_seal.sealed_at := now();
  insert into public.seal select (v_seal).*;

  v_facts := app.seal_json(v_seal);
  perform app.emit_event(p_ctx, v_seal.kind || '.sealed', null, v_facts);
  perform app.write_audit(p_ctx, case v_seal.kind when 'ledger' then 'loyalty' else v_seal.kind::text end
    || '.seal_gaming_day', 'seal', v_seal.id, null, v_facts);
end;
$$;
comment on function app.put_seal(app.rls_context, public.seal) is
  'Puts a seal, of which kind, day and number of entries are known and whose heads or blocks are there, after that of '
  'the day before, tells it to the webhooks and puts it on record.';

create function app.seal_ledger_day(p_ctx app.rls_context, p_gaming_day date)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_seal public.seal;
begin
  v_seal.casino_id := p_ctx.casino_id;
  v_seal.id := app.uuid_v7();
  v_seal.kind := 'ledger';
  v_seal.gaming_day := p_gaming_day;
  v_seal.entry_count := app.write_seal_heads(v_seal);
  perform app.put_seal(p_ctx, v_seal);
end;
$$;
comment on function app.seal_ledger_day(app.rls_context, date) is
  'Seals one gaming day of a casino''s ledger after the day before it. The caller holds the lock of '
  'app.seal_ledger_days.';

create function app.is_day_closed(p_casino_id uuid, p_gaming_day date)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  -- An hour's grace, as for the promo rollups: whatever was on its way when the day ended has long been committed or
  -- given up.
  return app.gaming_day_start(p_casino_id, p_gaming_day + 1) <= now() - interval '1 hour';
end;
$$;
comment on function app.is_day_closed(uuid, date) is 'Whether a gaming day ended more than an hour ago.';

create function app.seal_ledger_days(p_casino_id uuid, p_limit integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.worker_context(p_casino_id);
  v_day date;
  v_count integer := 0;
begin
  perform pg_advisory_xact_lock(hashtextextended('seals' || p_casino_id::text, 0));
  v_day := coalesce(
    (select max(gaming_day) + 1 from public.seal where casino_id = p_casino_id and kind = 'ledger'),
    (select gaming_day from public.loyalty_ledger where casino_id = p_casino_id order by id limit 1));
  while v_count < p_limit and app.is_day_closed(p_casino_id, v_day) loop
    perform app.seal_ledger_day(v_ctx, v_day);
    v_count := v_count + 1;
    v_day := v_day + 1;
  end loop;
  return v_count;
end;
$$;
comment on function app.seal_ledger_days(uuid, integer) is
  'Seals up to p_limit gaming days that are closed and not sealed yet, from that of the first entry on, one after '
  'another without gaps, and returns how many. Several at once wait for each other.';

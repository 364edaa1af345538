-- Seals: each closed gaming day of the ledger is summed up in one root, chained to the day before and told to the outside.
--
-- A seal covers a beginning of every player's chain: up to the newest entry of that gaming day or an earlier one. What was still
-- on its way when a day was sealed is above that place, and falls into the next seal by itself: nothing has to be waited for.

-- Of the three records, the ledger is sealed so far.
create type public.seal_kind as enum ('ledger', 'audit', 'mtl');

create table public.seal (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  kind public.seal_kind not null,
  gaming_day date not null,
  entry_count bigint not null check (entry_count >= 0),
  total_count bigint not null check (total_count >= entry_count),
  root bytea not null,
  previous_seal bytea,
  sealed_at timestamptz not null default now(),
  primary key (casino_id, id),
  unique (casino_id, kind, gaming_day)
);
comment on table public.seal is 'Append-only: one row per closed gaming day and kind, without gaps. What each root is computed from is written in docs/seals.md.';
comment on column public.seal.entry_count is 'Entries that this seal covers and the one before did not; total_count is all it covers.';
comment on column public.seal.root is 'SHA-256 of app.seal_text.';
comment on column public.seal.previous_seal is 'The root of the gaming day before; null for the first.';

create table public.ledger_seal_head (
  casino_id uuid not null,
  seal_id uuid not null,
  player_id uuid not null,
  entry_no bigint not null check (entry_no > 0),
  entry_id uuid not null,
  entry_hash bytea not null,
  primary key (casino_id, seal_id, player_id)
);
comment on table public.ledger_seal_head is
  'Append-only: where the chains of the players ended that grew since the seal before. A player who is not in a seal still ends where the last seal that has them says.';
comment on column public.ledger_seal_head.seal_id is
  'No foreign key: the root is computed from the heads, so they are written first, in the transaction of their seal. A seal whose heads don''t fit it has another root.';
create unique index ledger_seal_head_entry on public.ledger_seal_head (casino_id, player_id, entry_no);

create trigger seal_append_only before update or delete on public.seal
  for each row execute function app.refuse_append_only();
create trigger seal_no_truncate before truncate on public.seal
  for each statement execute function app.refuse_append_only();
create trigger ledger_seal_head_append_only before update or delete on public.ledger_seal_head
  for each row execute function app.refuse_append_only();
create trigger ledger_seal_head_no_truncate before truncate on public.ledger_seal_head
  for each statement execute function app.refuse_append_only();
alter table public.seal enable always trigger seal_append_only;
alter table public.seal enable always trigger seal_no_truncate;
alter table public.ledger_seal_head enable always trigger ledger_seal_head_append_only;
alter table public.ledger_seal_head enable always trigger ledger_seal_head_no_truncate;

create function app.seal_text(p_seal public.seal)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  return concat_ws(E'\n', 'pitside seal 1', 'casino ' || p_seal.casino_id, 'kind ' || p_seal.kind,
    'day ' || to_char(p_seal.gaming_day, 'YYYY-MM-DD'), 'previous ' || coalesce(encode(p_seal.previous_seal, 'hex'), '-'),
    'entries ' || p_seal.entry_count, 'total ' || p_seal.total_count, (
      select string_agg(format('%s %s %s %s', player_id, entry_no, entry_id, encode(entry_hash, 'hex')), E'\n' order by player_id)
      from public.ledger_seal_head
      where casino_id = p_seal.casino_id and seal_id = p_seal.id
    )) || E'\n';
end;
$$;
comment on function app.seal_text(public.seal) is
  'What a seal says, as lines of text with a line feed after each: seven lines of heading, then `<player> <number> <entry> <hash>` of each head by player. Its SHA-256 is the root: whoever has the text needs no program of ours to check it.';

create function app.seal_json(p_seal public.seal)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_build_object('seal_id', p_seal.id, 'kind', p_seal.kind, 'gaming_day', to_char(p_seal.gaming_day, 'YYYY-MM-DD'),
    'entry_count', p_seal.entry_count, 'total_count', p_seal.total_count, 'root', encode(p_seal.root, 'hex'),
    'previous_seal', encode(p_seal.previous_seal, 'hex'), 'sealed_at', p_seal.sealed_at);
end;
$$;
comment on function app.seal_json(public.seal) is 'A seal as the RPC answers it, as its event tells it and as the audit trail keeps it; roots in hexadecimal.';

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
comment on function app.find_sealed_head(uuid, uuid) is 'Where a player''s chain ended when it was last sealed; null when it never was.';

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
      where n.casino_id = l.casino_id and n.player_id = l.player_id and n.entry_no > s.entry_no and n.gaming_day <= p_seal.gaming_day
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
  'Writes the heads of the players whose chain has an entry of the seal''s gaming day or an earlier one that no seal covers yet, and returns how many entries they cover anew.';

create function app.seal_ledger_day(p_ctx app.rls_context, p_gaming_day date)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_previous public.seal;
  v_seal public.seal;
  v_facts jsonb;
begin
  select * into v_previous from public.seal
  where casino_id = p_ctx.casino_id and kind = 'ledger'
  order by gaming_day desc
  limit 1;
  v_seal.casino_id := p_ctx.casino_id;
  v_seal.id := app.uuid_v7();
  v_seal.kind := 'ledger';
  v_seal.gaming_day := p_gaming_day;
  v_seal.previous_seal := v_previous.root;
  v_seal.entry_count := app.write_seal_heads(v_seal);
  v_seal.total_count := coalesce(v_previous.total_count, 0) + v_seal.entry_count;
  v_seal.root := sha256(convert_to(app.seal_text(v_seal), 'UTF8'));
  v_seal.sealed_at := now();
  insert into public.seal select (v_seal).*;

  v_facts := app.seal_json(v_seal);
  perform app.emit_event(p_ctx, 'ledger.sealed', null, v_facts);
  perform app.write_audit(p_ctx, 'loyalty.seal_gaming_day', 'seal', v_seal.id, null, v_facts);
end;
$$;
comment on function app.seal_ledger_day(app.rls_context, date) is
  'Seals one gaming day of a casino''s ledger after the day before it, tells it to the webhooks and puts it on record. The caller holds the lock of app.seal_ledger_days.';

create function app.is_day_closed(p_casino_id uuid, p_gaming_day date)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  -- An hour's grace, as for the promo rollups: whatever was on its way when the day ended has long been committed or given up.
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
  'Seals up to p_limit gaming days that are closed and not sealed yet, from that of the first entry on, one after another without gaps, and returns how many. Several at once wait for each other.';

create function public.rpc_worker_seal_days()
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_batch constant integer := 7;
  v_casino_id uuid;
  v_count integer;
  v_done integer := 0;
  v_failed integer := 0;
  v_has_more boolean := false;
begin
  for v_casino_id in select id from public.casino order by id loop
    -- One casino's trouble is not the others'.
    begin
      v_count := app.seal_ledger_days(v_casino_id, v_batch);
      v_done := v_done + v_count;
      v_has_more := v_has_more or v_count = v_batch;
    exception when query_canceled or others then
      v_failed := v_failed + 1;
      raise warning 'seal_days of casino %: % %', v_casino_id, sqlstate, sqlerrm;
    end;
  end loop;
  return jsonb_build_object('done', v_done, 'has_more', v_has_more, 'failed', v_failed);
end;
$$;
comment on function public.rpc_worker_seal_days() is 'Seals closed gaming days of every casino, up to 7 each: {done, has_more, failed (casinos)}. For the worker only.';

-- ---- Reading seals ---------------------------------------------------------------------------------------------------

create function app.require_seal_kind(p_kind text)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_kind <> all (enum_range(null::public.seal_kind)::text[]) then
    perform app.invalid('kind', 'Give one of ledger, audit, mtl.');
  end if;
end;
$$;
comment on function app.require_seal_kind(text) is 'VALIDATION_FAILED for a kind of seal there is not; null is none, and fine.';

create function public.rpc_list_seals(p_kind text default null, p_from date default null, p_to date default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  perform app.require_capability(v_ctx, 'audit.read');
  perform app.require_seal_kind(p_kind);
  return jsonb_build_object('items', (
    select coalesce(jsonb_agg(app.seal_json(listed.s) order by (listed.s).gaming_day desc, (listed.s).kind), '[]'::jsonb)
    from (
      select s from public.seal s
      where s.casino_id = v_ctx.casino_id and (p_kind is null or s.kind = p_kind::public.seal_kind)
        and (p_from is null or s.gaming_day >= p_from) and (p_to is null or s.gaming_day <= p_to)
      order by s.gaming_day desc
      -- A year and a day, of each kind.
      limit 1098
    ) listed
  ));
end;
$$;
comment on function public.rpc_list_seals(text, date, date) is
  'The casino''s seals, newest gaming day first, of one kind and of gaming days from and to where given, at most 1098: {items: [{seal_id, kind, gaming_day, entry_count, total_count, root, previous_seal, sealed_at}]}; root and previous_seal (null for the first) in hexadecimal. Capability audit.read. VALIDATION_FAILED.';

create function public.rpc_get_seal_text(p_kind text, p_gaming_day date)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_seal public.seal;
begin
  perform app.require_capability(v_ctx, 'audit.read');
  perform app.require_seal_kind(coalesce(p_kind, ''));
  select * into v_seal from public.seal
  where casino_id = v_ctx.casino_id and kind = p_kind::public.seal_kind and gaming_day = p_gaming_day;
  if not found then
    perform app.fail(404, 'SEAL_NOT_FOUND');
  end if;
  return app.seal_json(v_seal) || jsonb_build_object('text', app.seal_text(v_seal));
end;
$$;
comment on function public.rpc_get_seal_text(text, date) is
  'A seal with the text that it is the SHA-256 of, as the casino''s rows say it now: as in rpc_list_seals, and text. Capability audit.read. SEAL_NOT_FOUND, VALIDATION_FAILED.';

-- ---- Row level security and grants -----------------------------------------------------------------------------------

alter table public.seal enable row level security;
alter table public.ledger_seal_head enable row level security;

create policy "Auditors read the seals of their own casino" on public.seal
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('audit.read')));
create policy "Auditors read the sealed heads of their own casino" on public.ledger_seal_head
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('audit.read')));

grant select on public.seal, public.ledger_seal_head to authenticated, service_role;

revoke all on function
  public.rpc_worker_seal_days(),
  public.rpc_list_seals(text, date, date),
  public.rpc_get_seal_text(text, date)
from public, anon, authenticated, service_role;
grant execute on function public.rpc_worker_seal_days() to service_role;
grant execute on function
  public.rpc_list_seals(text, date, date),
  public.rpc_get_seal_text(text, date)
to authenticated;

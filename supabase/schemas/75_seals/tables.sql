-- Seals: each closed gaming day of the ledger is summed up in one root, chained to the day before and told to the
-- outside.
--
-- A seal covers a beginning of every player's chain: up to the newest entry of that gaming day or an earlier one. What
-- was still on its way when a day was sealed is above that place, and falls into the next seal by itself: nothing has
-- to be waited for.

-- Only the ledger is sealed so far; the other two records have their names already.
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
comment on table public.seal is
  'Append-only: one row per closed gaming day and kind, without gaps. What each root is computed from is written in '
  'docs/seals.md.';
comment on column public.seal.entry_count is
  'Entries that this seal covers and the one before did not; total_count is all it covers.';
comment on column public.seal.root is 'SHA-256 of app.seal_text.';
comment on column public.seal.previous_seal is 'The root of the gaming day before; null for the first.';
create trigger seal_append_only before update or delete on public.seal
  for each row execute function app.refuse_append_only();
create trigger seal_no_truncate before truncate on public.seal
  for each statement execute function app.refuse_append_only();
alter table public.seal enable always trigger seal_append_only;
alter table public.seal enable always trigger seal_no_truncate;

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
  'Append-only: where the chains of the players ended that grew since the seal before. A player who is not in a seal '
  'still ends where the last seal that has them says.';
comment on column public.ledger_seal_head.seal_id is
  'No foreign key: the root is computed from the heads, so they are written first, in the transaction of their seal. '
  'A seal whose heads don''t fit it has another root.';
create unique index ledger_seal_head_entry on public.ledger_seal_head (casino_id, player_id, entry_no);
create trigger ledger_seal_head_append_only before update or delete on public.ledger_seal_head
  for each row execute function app.refuse_append_only();
create trigger ledger_seal_head_no_truncate before truncate on public.ledger_seal_head
  for each statement execute function app.refuse_append_only();
alter table public.ledger_seal_head enable always trigger ledger_seal_head_append_only;
alter table public.ledger_seal_head enable always trigger ledger_seal_head_no_truncate;

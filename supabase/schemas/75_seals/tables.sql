-- Seals: each closed gaming day of a record is summed up in one root, chained to the day before and told to the
-- outside.
--
-- A seal of the ledger covers a beginning of every player's chain: up to the newest entry of that gaming day or an
-- earlier one. What was still on its way when a day was sealed is above that place, and falls into the next seal by
-- itself: nothing has to be waited for.
--
-- The other records have no chains of their own: what is sealed of them is every row, in the order of its id, which is
-- that of time. A day of theirs is not sealed before nothing can come late (app.settled_through).
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
  through_id uuid,
  sealed_at timestamptz not null default now(),
  primary key (casino_id, id),
  unique (casino_id, kind, gaming_day),
  check ((kind = 'ledger') = (through_id is null))
);
comment on table public.seal is
  'Append-only: one row per closed gaming day and kind, without gaps. What each root is computed from is written in '
  'docs/seals.md.';
comment on column public.seal.entry_count is
  'Entries that this seal covers and the one before did not; total_count is all it covers.';
comment on column public.seal.root is 'SHA-256 of app.seal_text.';
comment on column public.seal.previous_seal is 'The root of the gaming day before; null for the first.';
comment on column public.seal.through_id is
  'Rows of the record up to this id are covered, the highest that the day could make; null for the ledger, where a '
  'seal lists heads.';
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

create table public.seal_block (
  casino_id uuid not null,
  kind public.seal_kind not null check (kind <> 'ledger'),
  gaming_day date not null,
  block_no integer not null check (block_no > 0),
  last_id uuid not null,
  row_count integer not null check (row_count > 0),
  hash bytea not null,
  primary key (casino_id, kind, gaming_day, block_no)
);
comment on table public.seal_block is
  'Append-only: the rows of a gaming day of a record, some thousand at a time, each block hashed together with the '
  'hash of the one before; so that a long day is sealed in short statements. The day''s seal comes last.';
comment on column public.seal_block.hash is
  'SHA-256 of a text: the hash of the block before (of the first: the root of the day before), then a line a row.';
create trigger seal_block_append_only before update or delete on public.seal_block
  for each row execute function app.refuse_append_only();
create trigger seal_block_no_truncate before truncate on public.seal_block
  for each statement execute function app.refuse_append_only();
alter table public.seal_block enable always trigger seal_block_append_only;
alter table public.seal_block enable always trigger seal_block_no_truncate;

create table app.day_end (
  casino_id uuid primary key references public.casino (id),
  gaming_day date not null,
  xid xid8 not null,
  noted_at timestamptz not null default now()
);
comment on table app.day_end is
  'When somebody first looked after a gaming day had ended, and the number of their transaction. What had begun to '
  'write before has a lower one.';

-- Imports: a legacy file is staged row by row. Nothing of it counts before somebody reconciles it.

create type public.import_status as enum ('staging', 'mapping', 'checking', 'ready', 'discarded');
create type public.import_row_status as enum ('staged', 'error', 'pending', 'applied', 'kept', 'reverted');
create type public.tier_comparison as enum ('upgrade', 'lower', 'same', 'none');

create table public.player_import (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  file_name text not null check (length(file_name) between 1 and 255),
  sha256 bytea not null check (length(sha256) = 32),
  size_bytes bigint not null check (size_bytes > 0),
  encoding text not null check (encoding in ('utf-8', 'utf-16le', 'utf-16be', 'windows-1252')),
  delimiter text not null check (delimiter in (',', ';', E'\t', '|')),
  sheet text check (length(sheet) between 1 and 255),
  sheets jsonb,
  headers jsonb not null,
  header_row integer not null check (header_row > 0),
  mapping jsonb not null,
  mapping_version integer not null default 1,
  evidence jsonb not null default '{}',
  gathered_through integer,
  readings jsonb not null default '{}',
  is_reread_due boolean not null default false,
  status public.import_status not null default 'staging',
  staff_id uuid not null,
  staged_bytes bigint not null default 0,
  staged_through integer not null,
  checked_through integer not null default 0,
  refreshed_through integer,
  row_count integer not null default 0,
  staged_count integer not null default 0,
  error_count integer not null default 0,
  pending_count integer not null default 0,
  applied_count integer not null default 0,
  kept_count integer not null default 0,
  reverted_count integer not null default 0,
  unmatched_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  staged_at timestamptz,
  discarded_at timestamptz,
  purged_at timestamptz,
  primary key (casino_id, id),
  foreign key (casino_id, staff_id) references public.staff (casino_id, id),
  -- Every row of the file is somewhere, always.
  check (row_count = staged_count + error_count + pending_count + applied_count + kept_count + reverted_count),
  check (unmatched_count between 0 and row_count),
  check (status <> 'discarded' or refreshed_through is null),
  check ((sheet is null) = (sheets is null))
);
comment on table public.player_import is
  'One legacy file: where it came from, how its columns are read, and how many of its rows are where.';
comment on column public.player_import.sha256 is
  'Of the file as it was sent. The same file twice is noticed by it, and an interrupted one goes on by it and by how '
  'it is read.';
comment on column public.player_import.sheet is
  'Of a workbook, the sheet that was read, written out as text of this encoding and delimiter. Null of a text.';
comment on column public.player_import.sheets is
  'Of a workbook, the names of its sheets, a JSON array. Null of a text.';
comment on column public.player_import.headers is
  'The column names as they stand in the file, a JSON array. Names may repeat: a column is known by its place.';
comment on column public.player_import.mapping is
  'How the columns are read: {columns: {<field>: <place from 0>}, date_order, tiers: [{text, tier}], formats: '
  '{<field>: <format that somebody said>}, date_system}.';
comment on column public.player_import.evidence is
  'What the cells of a column of dates or numbers prove, counted: {<field>: {<kind>: {cells, row, text}}}.';
comment on column public.player_import.gathered_through is
  'While status is checking: the last row of which the evidence is gathered; null when that of all is.';
comment on column public.player_import.readings is
  'How each column of dates or numbers is read, and why: {<field>: as app.decide_column answers}.';
comment on column public.player_import.is_reread_due is
  'While rows arrive: a later one proved that earlier ones are to be read differently. They are, when all are there.';
comment on column public.player_import.staged_through is
  'The last row of the file that arrived. Rows are numbered as a spreadsheet numbers them, from 1 and with the blank '
  'ones, which are not kept.';
comment on column public.player_import.checked_through is
  'While status is checking: the last row read by the mapping as it is now.';
comment on column public.player_import.refreshed_through is
  'Set when the casino''s tiers change, or the tier of a player with very many rows: the last row that was compared '
  'since. Null when all of them were.';
comment on column public.player_import.unmatched_count is 'Rows, not in error, that name no player of the casino.';
create unique index player_import_one_staging_per_file
  on public.player_import (casino_id, sha256, encoding, delimiter, header_row, coalesce(sheet, ''))
  where status = 'staging';
create index player_import_file on public.player_import (casino_id, sha256);
create index player_import_staff on public.player_import (casino_id, staff_id);
comment on column public.player_import.purged_at is 'When the last row of a discarded import was removed.';
create index player_import_untended on public.player_import (casino_id, id)
  where status = 'checking' or (status = 'discarded' and purged_at is null) or refreshed_through is not null;

create table public.player_import_row (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  import_id uuid not null,
  row_number integer not null check (row_number > 0),
  raw jsonb not null,
  fault jsonb,
  errors jsonb,
  status public.import_row_status not null,
  player_id uuid,
  imported_loyalty_id text,
  imported_player_id uuid,
  imported_first_name text,
  imported_last_name text,
  imported_birth_date date,
  imported_tier text,
  imported_points_balance bigint,
  imported_last_activity_at timestamptz,
  imported_last_activity_date date,
  tier_code text,
  tier_comparison public.tier_comparison not null default 'none',
  reconciliation_id uuid,
  has_namesake boolean not null default false,
  doubts text[] not null default '{}',
  confirmed_doubts text[] not null default '{}',
  confirmed_facts text,
  confirmed_by uuid,
  confirmed_at timestamptz,
  loyalty_id_key text collate "C" generated always as (app.loyalty_id_key(imported_loyalty_id)) stored,
  person_key text collate "C" generated always as (app.person_key(imported_first_name, imported_last_name)) stored,
  search_text text not null generated always as (coalesce(app.name_key(
    coalesce(imported_first_name, '') || ' ' || coalesce(imported_last_name, '') || ' '
      || coalesce(imported_loyalty_id, '')
  ), '')) stored,
  primary key (casino_id, id),
  unique (casino_id, import_id, row_number),
  foreign key (casino_id, import_id) references public.player_import (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  check (status <> 'error' or errors is not null),
  check (fault is null or status = 'error'),
  check (status <> 'staged' or player_id is null),
  check ((confirmed_by is null) = (confirmed_at is null))
);
comment on table public.player_import_row is
  'One row of a legacy file: its cells as they came, what the mapping reads in them, whom it names, and what became '
  'of it. status is staged until a mapping reads it; then error or pending; then what reconciling did.';
comment on column public.player_import_row.raw is
  'The cells as they stand in the file, a JSON array. The names of the columns are the import''s headers.';
comment on column public.player_import_row.fault is
  'What the reader of the file could not make sense of: {code, ...}. No mapping mends it.';
comment on column public.player_import_row.errors is
  'What can''t be read of the row: [{field, code, ...}]. Where it does not say who the row is about, the row is in '
  'error; else its other cells count.';
comment on column public.player_import_row.search_text is
  'Names and id folded by app.name_key, for the search of the queue.';
comment on column public.player_import_row.imported_tier is
  'The tier as the file spells it; tier_code is the casino''s tier it stands for, null while it stands for none.';
comment on column public.player_import_row.imported_last_activity_date is
  'The day of the last activity where the file says no time; imported_last_activity_at is then its first instant at '
  'the casino.';
comment on column public.player_import_row.tier_comparison is
  'How the imported tier compares with the one the player holds, kept for the filters of the queue; none where there '
  'is nothing to compare. Who judges a row compares anew.';
comment on column public.player_import_row.doubts is
  'What makes it doubtful whom the row is about: name_differs, birth_date_differs, duplicate_in_file. Nobody is '
  'enrolled or raised by it before somebody has confirmed it.';
comment on column public.player_import_row.has_namesake is
  'Nobody has the card, and somebody of this name and birth date is a player under another one.';
comment on column public.player_import_row.confirmed_doubts is
  'Those that somebody looked at, and said that the row is about who it seems to be all the same. None any more once '
  'what was seen then is no longer so.';
comment on column public.player_import_row.confirmed_facts is
  'What was seen then, of row and holder: app.identity_facts.';
comment on column public.player_import_row.confirmed_by is
  'Who said so. No foreign key: it would share-lock one person''s row in everything they confirm. Staff rows are '
  'never deleted.';
comment on column public.player_import_row.loyalty_id_key is 'What the imported loyalty id is compared by.';
comment on column public.player_import_row.person_key is 'The imported names however they are written.';
comment on column public.player_import_row.reconciliation_id is
  'What was last done with the row, in loyalty_reconciliation.';

-- A player's rows in the order of the files: read in this order from any other index, until statistics are there, they
-- would cost every row of the casino.
create index player_import_row_player on public.player_import_row (casino_id, player_id, import_id, row_number)
  where player_id is not null;
create index player_import_row_queue on public.player_import_row (casino_id, status, import_id, row_number);
create index player_import_row_tier_comparison
  on public.player_import_row (casino_id, status, tier_comparison, import_id, row_number);
create index player_import_row_unmatched on public.player_import_row (casino_id, status, import_id, row_number)
  where player_id is null;
create index player_import_row_unknown_tier on public.player_import_row (casino_id, status, import_id, row_number)
  where imported_tier is not null and tier_code is null;
create index player_import_row_doubts on public.player_import_row (casino_id, status, import_id, row_number)
  where doubts <> '{}';
create index player_import_row_namesake on public.player_import_row (casino_id, status, import_id, row_number)
  where has_namesake;
create index player_import_row_person on public.player_import_row (casino_id, person_key, imported_birth_date)
  where player_id is null and imported_birth_date is not null;
create index player_import_row_points
  on public.player_import_row (casino_id, status, coalesce(imported_points_balance, -9000000000000000), id);
create index player_import_row_activity
  on public.player_import_row (casino_id, status, coalesce(imported_last_activity_at, '-infinity'), id);
create index player_import_row_flawed on public.player_import_row (casino_id, import_id, row_number)
  where errors is not null;
create index player_import_row_search on public.player_import_row using gin (search_text extensions.gin_trgm_ops);

create table public.player_import_memory (
  casino_id uuid primary key references public.casino (id),
  columns jsonb not null default '{}'::jsonb,
  tiers jsonb not null default '[]'::jsonb,
  date_order text not null check (date_order in ('mdy', 'dmy', 'ymd')),
  updated_at timestamptz not null default now()
);
comment on table public.player_import_memory is
  'What the casino''s people said of their files, for the next one: columns {<header, small letters and digits only>: '
  '<field, null for none>}, tiers [{text, tier}], and the order of dates.';

create type app.import_time as (local_time timestamp, utc_offset interval);
comment on type app.import_time is
  'A time as a file writes it: by some wall clock, and how far that is ahead of UTC where the file says so.';

create type app.import_reading as (
  loyalty_id text,
  player_id uuid,
  first_name text,
  last_name text,
  birth_date date,
  tier text,
  points_balance bigint,
  last_activity_at timestamptz,
  last_activity_date date,
  errors jsonb
);
comment on type app.import_reading is
  'What a mapping reads in a row; errors is [{field, code, ...}], empty when every mapped cell makes sense.';

create type app.import_row_draft as (
  row_number integer,
  raw jsonb,
  fault jsonb,
  errors jsonb,
  status public.import_row_status,
  player_id uuid,
  reading app.import_reading,
  tier_code text,
  tier_comparison public.tier_comparison
);
comment on type app.import_row_draft is 'A row as it is to be written.';

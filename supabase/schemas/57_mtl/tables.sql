-- Mtl: the multiple transaction log. Cash in and cash out per patron and gaming day, who unknown patrons turned out to
-- be, and the cases that are due a currency transaction report.

create type public.mtl_direction as enum ('in', 'out');
create type public.mtl_kind as enum ('chip_purchase', 'front_money_in', 'safekeeping_in', 'marker_payment', 'cash_bet',
  'money_play_rebet', 'cheque_purchase', 'wire_in', 'exchange_in', 'chip_redemption', 'front_money_out',
  'safekeeping_out', 'marker_advance', 'payout', 'money_play_return', 'cheque_cashing', 'wire_out', 'exchange_out',
  'cash_comp', 'prize', 'jackpot_hand_pay');
create type public.mtl_tender as enum ('currency', 'chips', 'ticket', 'cheque', 'wire', 'card', 'other');
create type public.mtl_area as enum ('pit', 'cage', 'slots');
create type public.mtl_party_role as enum ('principal', 'joint');
create type public.mtl_level as enum ('none', 'watchlist', 'near_ctr', 'ctr');
create type public.ctr_case_status as enum ('open', 'information_missing', 'ready', 'filed', 'not_required');

create type app.mtl_patron as (player_id uuid, unknown_patron_id uuid);
comment on type app.mtl_patron is
  'Whose cash it is: a player, or somebody who is known by a description only. One of the two.';

create table public.mtl_day (
  casino_id uuid not null references public.casino (id),
  gaming_day date not null,
  last_entry_no integer not null check (last_entry_no >= 0),
  primary key (casino_id, gaming_day)
);
comment on table public.mtl_day is
  'The last number of a gaming day''s log. Its row is what everybody who changes the day waits for, so that '
  'entries are numbered without gaps in the order in which they become visible.';

create table public.mtl_unknown_patron (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  gaming_day date not null,
  description text not null check (length(description) between 1 and 500),
  sex text check (sex in ('female', 'male')),
  age_range text check (length(age_range) between 1 and 50),
  hair text check (length(hair) between 1 and 100),
  height text check (length(height) between 1 and 50),
  clothing text check (length(clothing) between 1 and 200),
  table_id uuid,
  seat integer check (seat between 1 and 20),
  staff_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (casino_id, id),
  foreign key (casino_id, table_id) references public.gaming_table (casino_id, id)
);
comment on table public.mtl_unknown_patron is
  'Append-only: somebody whose name nobody knew when their cash was logged, as they looked. Who they turned out to be '
  'stands in mtl_patron_link.';
comment on column public.mtl_unknown_patron.table_id is 'Where they were seen, with the seat.';
comment on column public.mtl_unknown_patron.staff_id is
  'Who described them. No foreign key, as in the ledger; staff rows are never deleted.';
create index mtl_unknown_patron_day on public.mtl_unknown_patron (casino_id, gaming_day);
create index mtl_unknown_patron_table on public.mtl_unknown_patron (casino_id, table_id) where table_id is not null;

create table public.mtl_patron_link (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  unknown_patron_id uuid not null,
  link_no integer not null check (link_no > 0),
  player_id uuid,
  reason text not null check (length(reason) between 1 and 500),
  staff_id uuid not null,
  gaming_day date not null,
  correlation_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (casino_id, id),
  unique (casino_id, unknown_patron_id, link_no),
  foreign key (casino_id, unknown_patron_id) references public.mtl_unknown_patron (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id)
);
comment on table public.mtl_patron_link is
  'Append-only: who an unknown patron turned out to be. The latest row holds; one without a player takes back the one '
  'before it. It moves no entry: totals follow it.';
comment on column public.mtl_patron_link.staff_id is
  'Who acted. No foreign key, as in the ledger; staff rows are never deleted.';
create index mtl_patron_link_player on public.mtl_patron_link (casino_id, player_id) where player_id is not null;

create table public.mtl_entry (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  gaming_day date not null,
  entry_no integer not null check (entry_no > 0),
  direction public.mtl_direction not null,
  kind public.mtl_kind not null,
  tender public.mtl_tender not null,
  amount_cents bigint not null check (amount_cents between 1 and 100000000000),
  counts_toward_ctr boolean not null,
  area public.mtl_area not null,
  table_id uuid,
  rating_slip_id uuid,
  player_id uuid,
  unknown_patron_id uuid,
  note text check (length(note) between 1 and 500),
  is_after_close boolean not null,
  voids_entry_id uuid,
  staff_id uuid not null,
  correlation_id uuid not null,
  occurred_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (casino_id, id),
  unique (casino_id, gaming_day, entry_no),
  foreign key (casino_id, table_id) references public.gaming_table (casino_id, id),
  foreign key (casino_id, rating_slip_id) references public.rating_slip (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, unknown_patron_id) references public.mtl_unknown_patron (casino_id, id),
  foreign key (casino_id, voids_entry_id) references public.mtl_entry (casino_id, id),
  check (num_nonnulls(player_id, unknown_patron_id) = 1),
  check (voids_entry_id is null or (note is not null and not counts_toward_ctr))
);
comment on table public.mtl_entry is
  'Append-only: one movement of value between a patron and the house, numbered per gaming day without gaps. '
  'Written by app.post_mtl_entry. What was entered by mistake is voided by a row that names it, with the reason as '
  'its note.';
comment on column public.mtl_entry.counts_toward_ctr is
  'Whether the amount is part of the patron''s totals: currency, of a kind that is not exempt (app.is_ctr_kind). As it '
  'was when the entry was made; one that was voided since counts no more. Never true of a row that voids.';
comment on column public.mtl_entry.is_after_close is 'Whether the day had been closed when this was written.';
comment on column public.mtl_entry.staff_id is
  'Who recorded it. No foreign key, as in the ledger; staff rows are never deleted.';
comment on column public.mtl_entry.occurred_at is
  'When the cash changed hands, which decides the gaming day; of a row that voids, when that was done, on the day of '
  'what it voids.';
create index mtl_entry_player on public.mtl_entry (casino_id, player_id, gaming_day) where player_id is not null;
create index mtl_entry_unknown_patron on public.mtl_entry (casino_id, unknown_patron_id, gaming_day)
  where unknown_patron_id is not null;
create index mtl_entry_table on public.mtl_entry (casino_id, table_id) where table_id is not null;
create index mtl_entry_slip on public.mtl_entry (casino_id, rating_slip_id) where rating_slip_id is not null;
create unique index mtl_entry_voided_once on public.mtl_entry (casino_id, voids_entry_id)
  where voids_entry_id is not null;

create table public.mtl_entry_party (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  entry_id uuid not null,
  role public.mtl_party_role not null,
  player_id uuid,
  unknown_patron_id uuid,
  primary key (casino_id, id),
  foreign key (casino_id, entry_id) references public.mtl_entry (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, unknown_patron_id) references public.mtl_unknown_patron (casino_id, id),
  check (num_nonnulls(player_id, unknown_patron_id) = 1),
  check (role = 'joint' or player_id is not null)
);
comment on table public.mtl_entry_party is
  'Append-only: who else an entry is about. The principal is who the patron of the entry acted for; joint are '
  'those who took part in one transaction. The whole amount is part of the totals of each, as it is of who stood '
  'at the window: a report is due for what is done by or on behalf of any person (31 CFR 1021.313).';
create index mtl_entry_party_entry on public.mtl_entry_party (casino_id, entry_id);
create unique index mtl_entry_party_principal on public.mtl_entry_party (casino_id, entry_id) where role = 'principal';
create index mtl_entry_party_player on public.mtl_entry_party (casino_id, player_id) where player_id is not null;
create index mtl_entry_party_unknown_patron on public.mtl_entry_party (casino_id, unknown_patron_id)
  where unknown_patron_id is not null;

create table public.mtl_patron_day (
  casino_id uuid not null,
  gaming_day date not null,
  patron_id uuid not null,
  player_id uuid,
  unknown_patron_id uuid,
  cash_in_cents bigint not null check (cash_in_cents >= 0),
  cash_out_cents bigint not null check (cash_out_cents >= 0),
  entry_count integer not null check (entry_count >= 0),
  primary key (casino_id, gaming_day, patron_id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, unknown_patron_id) references public.mtl_unknown_patron (casino_id, id),
  check (num_nonnulls(player_id, unknown_patron_id) = 1),
  check (patron_id = coalesce(player_id, unknown_patron_id))
);
comment on table public.mtl_patron_day is
  'What counts of a patron''s cash in a gaming day, in and out each on its own and never netted, with how many '
  'entries stand. Follows from the entries, their voids and the links; kept so that nobody adds up a day while '
  'somebody waits.';
comment on column public.mtl_patron_day.patron_id is 'The player, or the unknown patron nobody has identified.';
create index mtl_patron_day_player on public.mtl_patron_day (casino_id, player_id, gaming_day)
  where player_id is not null;
create index mtl_patron_day_unknown_patron on public.mtl_patron_day (casino_id, unknown_patron_id)
  where unknown_patron_id is not null;

create table public.ctr_case (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  gaming_day date not null,
  player_id uuid,
  unknown_patron_id uuid,
  status public.ctr_case_status not null default 'open',
  due_on date not null,
  opened_by_entry_id uuid not null,
  merged_into_case_id uuid,
  needs_amendment boolean not null default false,
  correlation_id uuid not null,
  opened_at timestamptz not null default now(),
  primary key (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, unknown_patron_id) references public.mtl_unknown_patron (casino_id, id),
  foreign key (casino_id, opened_by_entry_id) references public.mtl_entry (casino_id, id),
  foreign key (casino_id, merged_into_case_id) references public.ctr_case (casino_id, id),
  check (num_nonnulls(player_id, unknown_patron_id) > 0)
);
comment on table public.ctr_case is
  'A currency transaction report that is due for one patron and gaming day. Opens by itself when cash in, or cash '
  'out, passes the threshold; nothing closes it but a person.';
comment on column public.ctr_case.unknown_patron_id is
  'Under whom it opened, where nobody knew the name by then; player_id is then who that turned out to be.';
comment on column public.ctr_case.due_on is '15 days after the gaming day (31 CFR 1010.306(a)(1)).';
comment on column public.ctr_case.opened_by_entry_id is 'The last entry that counted when the line was passed.';
comment on column public.ctr_case.merged_into_case_id is
  'The case of the same person and day that this one became part of when the person was identified.';
comment on column public.ctr_case.needs_amendment is
  'The figures have changed since it was filed, or found not to be required. What was filed stays as it was filed.';
create unique index ctr_case_patron_day on public.ctr_case (casino_id, gaming_day,
  (coalesce(player_id, unknown_patron_id))) where merged_into_case_id is null;
create index ctr_case_player on public.ctr_case (casino_id, player_id) where player_id is not null;
create index ctr_case_unknown_patron on public.ctr_case (casino_id, unknown_patron_id)
  where unknown_patron_id is not null;
create index ctr_case_opened_by on public.ctr_case (casino_id, opened_by_entry_id);
create index ctr_case_merged on public.ctr_case (casino_id, merged_into_case_id) where merged_into_case_id is not null;

create table public.mtl_gaming_day_close (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  gaming_day date not null,
  last_entry_no integer not null check (last_entry_no >= 0),
  entry_count integer not null check (entry_count >= 0),
  cash_in_cents bigint not null check (cash_in_cents >= 0),
  cash_out_cents bigint not null check (cash_out_cents >= 0),
  staff_id uuid not null,
  note text check (length(note) between 1 and 500),
  correlation_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (casino_id, id),
  unique (casino_id, gaming_day)
);
comment on table public.mtl_gaming_day_close is
  'Append-only: a gaming day whose log a second person looked through and signed, with what it held by then. What is '
  'entered later is marked.';
comment on column public.mtl_gaming_day_close.staff_id is
  'Who closed it: nobody who had recorded anything in it. No foreign key, as in the ledger.';

create trigger mtl_unknown_patron_append_only before update or delete on public.mtl_unknown_patron
  for each row execute function app.refuse_append_only();
create trigger mtl_unknown_patron_no_truncate before truncate on public.mtl_unknown_patron
  for each statement execute function app.refuse_append_only();
alter table public.mtl_unknown_patron enable always trigger mtl_unknown_patron_append_only;
alter table public.mtl_unknown_patron enable always trigger mtl_unknown_patron_no_truncate;
create trigger mtl_patron_link_append_only before update or delete on public.mtl_patron_link
  for each row execute function app.refuse_append_only();
create trigger mtl_patron_link_no_truncate before truncate on public.mtl_patron_link
  for each statement execute function app.refuse_append_only();
alter table public.mtl_patron_link enable always trigger mtl_patron_link_append_only;
alter table public.mtl_patron_link enable always trigger mtl_patron_link_no_truncate;
create trigger mtl_entry_append_only before update or delete on public.mtl_entry
  for each row execute function app.refuse_append_only();
create trigger mtl_entry_no_truncate before truncate on public.mtl_entry
  for each statement execute function app.refuse_append_only();
alter table public.mtl_entry enable always trigger mtl_entry_append_only;
alter table public.mtl_entry enable always trigger mtl_entry_no_truncate;
create trigger mtl_entry_party_append_only before update or delete on public.mtl_entry_party
  for each row execute function app.refuse_append_only();
create trigger mtl_entry_party_no_truncate before truncate on public.mtl_entry_party
  for each statement execute function app.refuse_append_only();
alter table public.mtl_entry_party enable always trigger mtl_entry_party_append_only;
alter table public.mtl_entry_party enable always trigger mtl_entry_party_no_truncate;
create trigger mtl_gaming_day_close_append_only before update or delete on public.mtl_gaming_day_close
  for each row execute function app.refuse_append_only();
create trigger mtl_gaming_day_close_no_truncate before truncate on public.mtl_gaming_day_close
  for each statement execute function app.refuse_append_only();
alter table public.mtl_gaming_day_close enable always trigger mtl_gaming_day_close_append_only;
alter table public.mtl_gaming_day_close enable always trigger mtl_gaming_day_close_no_truncate;

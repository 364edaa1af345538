-- Floor: pits, tables, players, visits and rating slips.

create type public.table_status as enum ('open', 'closed');
create type public.visit_kind as enum ('rated', 'unrated');
create type public.slip_status as enum ('open', 'paused', 'closed');
create type public.accrual_status as enum ('pending', 'posted', 'none', 'held');

create table public.pit (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  name text not null check (length(name) between 1 and 100),
  sort_order integer not null default 0,
  updated_at timestamptz not null default now(),
  primary key (casino_id, id),
  unique (casino_id, name)
);
comment on table public.pit is 'A group of gaming tables.';
comment on column public.pit.sort_order is 'Its place on the floor; pits of one place stand by their names.';
comment on column public.pit.updated_at is 'Changes with each edit; the version that an edit is made on.';

create table public.game (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  game_type text not null check (game_type ~ '^[a-z][a-z0-9_]{1,39}$'),
  name text not null check (length(name) between 1 and 60),
  created_at timestamptz not null default now(),
  primary key (casino_id, id),
  unique (casino_id, game_type),
  unique (casino_id, name)
);
comment on table public.game is
  'The games that a casino deals. Which there are is the house''s affair, not the code''s.';
comment on column public.game.game_type is
  'What slips, tables and events call the game: blackjack. Never changed. Screens have words of their own for the '
  'usual ones.';
comment on column public.game.name is 'What the house calls it.';

create table public.game_rate (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  game_type text not null,
  from_gaming_day date not null,
  house_edge numeric(6, 5) not null check (house_edge > 0 and house_edge < 1),
  decisions_per_hour integer not null check (decisions_per_hour between 1 and 1000),
  set_by_staff_id uuid,
  at timestamptz not null default now(),
  primary key (casino_id, id),
  unique (casino_id, game_type, from_gaming_day),
  foreign key (casino_id, game_type) references public.game (casino_id, game_type)
);
comment on table public.game_rate is
  'House edge (a fraction: 0.0526 is 5.26 %) and pace of a game, and from which gaming day on: the latest row up to a '
  'day is in force on it. Each game has a row as old as itself. Only a row whose day is still to come is ever changed.';
comment on column public.game_rate.set_by_staff_id is
  'Who set it last; null of those that the house began with. No foreign key, as in the ledger; staff rows are never '
  'deleted.';

create table public.gaming_table (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  pit_id uuid not null,
  label text not null check (length(label) between 1 and 20),
  game_type text not null,
  seat_count integer not null check (seat_count between 1 and 20),
  min_bet_cents bigint not null check (min_bet_cents > 0),
  max_bet_cents bigint not null check (max_bet_cents >= min_bet_cents),
  status public.table_status not null default 'open',
  last_played_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (casino_id, id),
  unique (casino_id, label),
  foreign key (casino_id, pit_id) references public.pit (casino_id, id),
  foreign key (casino_id, game_type) references public.game (casino_id, game_type)
);
comment on table public.gaming_table is 'A table on the floor: its game, its limits in cents, whether it is open.';
comment on column public.gaming_table.last_played_at is
  'When play last ended here, by a slip that closed or went elsewhere. Of a table without a live slip, since when it '
  'is idle.';
comment on column public.gaming_table.updated_at is
  'Changes with each edit, not with play; the version that an edit is made on.';
create index gaming_table_pit on public.gaming_table (casino_id, pit_id);
create index gaming_table_game on public.gaming_table (casino_id, game_type);

create table public.player (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  first_name text not null check (length(first_name) between 1 and 100),
  last_name text not null check (length(last_name) between 1 and 100),
  loyalty_id text check (length(loyalty_id) between 1 and 50),
  birth_date date,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  loyalty_id_key text collate "C" generated always as (app.loyalty_id_key(loyalty_id)) stored,
  name_key text collate "C" not null generated always as (app.name_key(first_name || ' ' || last_name)) stored,
  person_key text collate "C" generated always as (app.person_key(first_name, last_name)) stored,
  first_key text collate "C" not null generated always as (app.name_key(first_name)) stored,
  last_key text collate "C" not null generated always as (app.name_key(last_name)) stored,
  search_text text collate "C" not null generated always as (app.name_key(first_name || ' ' || last_name || ' '
    || coalesce(loyalty_id, ''))) stored,
  primary key (casino_id, id),
  unique (casino_id, loyalty_id_key)
);
comment on table public.player is 'A patron, enrolled at one casino.';
comment on column public.player.version is 'Counts the corrections of name and birth date.';
comment on column public.player.loyalty_id_key is
  'What the loyalty id is compared by: within a casino h102664 and H102664 are one card.';
comment on column public.player.name_key is 'First and last name as search and comparison see them.';
comment on column public.player.person_key is
  'First and last name however they are written, to tell whether a file means the same person.';
comment on column public.player.search_text is
  'What the search looks into: the words of the name and of the loyalty id.';
create index player_person on public.player (casino_id, person_key, birth_date) where birth_date is not null;

create table public.player_profile (
  casino_id uuid not null references public.casino (id),
  player_id uuid not null,
  host_id uuid,
  game text check (length(game) between 1 and 100),
  seat text check (length(seat) between 1 and 100),
  drink text check (length(drink) between 1 and 100),
  contact text check (length(contact) between 1 and 100),
  version integer not null default 1,
  primary key (casino_id, player_id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, host_id) references public.staff (casino_id, id)
);
comment on table public.player_profile is
  'How a player is looked after: the host, and what the player prefers. Players of whom nothing is known have no row.';
comment on column public.player_profile.host_id is 'Who of the staff looks after the player; null for nobody.';
comment on column public.player_profile.contact is 'How and when the player wants to be spoken to.';
comment on column public.player_profile.version is 'Counts the times it was saved.';
create index player_profile_host on public.player_profile (casino_id, host_id);

create table public.player_note (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  player_id uuid not null,
  body text not null check (length(body) between 1 and 500),
  staff_id uuid not null,
  created_at timestamptz not null default now(),
  struck_at timestamptz,
  struck_by_staff_id uuid,
  strike_reason text check (length(strike_reason) between 1 and 500),
  primary key (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, staff_id) references public.staff (casino_id, id),
  foreign key (casino_id, struck_by_staff_id) references public.staff (casino_id, id),
  check (num_nonnulls(struck_at, struck_by_staff_id, strike_reason) in (0, 3))
);
comment on table public.player_note is
  'What the staff are to know of a player, signed. Never deleted or edited: a note that is wrong is struck, once, with '
  'a reason, and stays to be read as struck.';
create index player_note_player on public.player_note (casino_id, player_id, id desc);
create index player_note_staff on public.player_note (casino_id, staff_id);
create index player_note_struck_by on public.player_note (casino_id, struck_by_staff_id);
create trigger player_note_no_truncate before truncate on public.player_note
  for each statement execute function app.refuse_append_only();
alter table public.player_note enable always trigger player_note_no_truncate;

create table public.player_photo (
  casino_id uuid not null references public.casino (id),
  player_id uuid not null,
  photo_id uuid not null,
  object_name text not null unique generated always as (
    casino_id::text || '/' || player_id::text || '/' || photo_id::text || '.jpg'
  ) stored,
  version integer not null default 1,
  staff_id uuid not null,
  taken_at timestamptz not null default now(),
  primary key (casino_id, player_id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, staff_id) references public.staff (casino_id, id)
);
comment on table public.player_photo is
  'Who took the photo of a player that is shown, and when. The picture itself is the object of this name in the bucket '
  'player-photos of Supabase Storage. Each picture has a name of its own and is never written over: the row says which '
  'one is shown, and the worker deletes those that no row names (rpc_worker_list_unnamed_photos).';
comment on column public.player_photo.version is 'Counts the photos since there was none.';
create index player_photo_staff on public.player_photo (casino_id, staff_id);

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values ('player-photos', 'player-photos', false, 262144, array['image/jpeg'])
on conflict (id) do nothing;

create table public.visit (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  player_id uuid not null,
  kind public.visit_kind not null default 'rated',
  gaming_day date not null,
  started_at timestamptz not null default now(),
  ended_at timestamptz check (ended_at >= started_at),
  primary key (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id)
);
comment on table public.visit is 'A stay, from check-in to check-out. A player has at most one running.';
create index visit_player on public.visit (casino_id, player_id, started_at desc) include (gaming_day);
create unique index visit_one_running on public.visit (casino_id, player_id) where ended_at is null;
create index visit_gaming_day on public.visit (casino_id, gaming_day);

create table public.rating_slip (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  visit_id uuid not null,
  player_id uuid not null,
  table_id uuid not null,
  seat integer not null check (seat between 1 and 20),
  status public.slip_status not null default 'open',
  average_bet_cents bigint not null check (average_bet_cents >= 0),
  gaming_day date not null,
  started_at timestamptz not null default now(),
  paused_at timestamptz,
  paused_seconds integer not null default 0 check (paused_seconds >= 0),
  ended_at timestamptz,
  bet_entry jsonb not null default '{}',
  stretches jsonb not null default '[]',
  banked_seconds integer not null default 0 check (banked_seconds >= 0),
  banked_theo_x3600 numeric not null default 0 check (banked_theo_x3600 >= 0),
  theo_cents bigint,
  policy_snapshot jsonb not null,
  earn_snapshot jsonb,
  accrual_status public.accrual_status,
  accrual_tried_at timestamptz,
  primary key (casino_id, id),
  foreign key (casino_id, visit_id) references public.visit (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, table_id) references public.gaming_table (casino_id, id),
  check ((status = 'closed') = (ended_at is not null)),
  check ((status = 'closed') = (theo_cents is not null)),
  check ((status = 'closed') = (accrual_status is not null)),
  check ((status = 'paused') = (paused_at is not null))
);
comment on table public.rating_slip is 'One stretch of play inside a visit: one seat at a time, one running clock.';
comment on column public.rating_slip.policy_snapshot is
  'House edge and decisions per hour of the game, frozen when the slip opened: {game_type, house_edge, '
  'decisions_per_hour}.';
comment on column public.rating_slip.earn_snapshot is
  'What turns theo into points, frozen when the slip closed, so that a late accrual earns what the one on time would '
  'have: {points_per_theo, default_point_multiplier, rounding_policy, is_active, tier, tier_multiplier, '
  'tier_change_no (the player''s last change of tier by then)}. Null when it could not be read then.';
comment on column public.rating_slip.accrual_status is
  'Of a closed slip: posted (an entry carries its points), none (there was nothing to post), pending (accrual failed, '
  'and rpc_worker_accrue_missing will repair it), or held (the house closed it on a visit that nobody ended, and '
  'nothing is paid until somebody settles it).';
comment on column public.rating_slip.accrual_tried_at is
  'When an accrual last failed; who failed longest ago is tried next.';
comment on column public.rating_slip.bet_entry is
  'How the average bet in force was entered: {at, corrected_from_cents, confirmed_above_maximum_cents}. Without at, '
  'the slip was opened with it.';
comment on column public.rating_slip.stretches is
  'The play before the bet, table and clock in force, oldest first: [{table_label, game_type, house_edge, '
  'decisions_per_hour, average_bet_cents, bet_entry, started_at, paused_seconds, from_seconds, until_seconds}]. '
  'Seconds are seconds of play; paused_seconds those of the pauses before it. What is played since follows from the '
  'slip itself.';
comment on column public.rating_slip.banked_theo_x3600 is
  'Theo of the stretches, over banked_seconds, in 3600ths of a cent: exact, where cents are rounded.';
comment on column public.rating_slip.theo_cents is
  'Theo of a closed slip to the cent, to be shown. Points come from app.slip_theo_x3600.';
create unique index rating_slip_one_live_per_seat on public.rating_slip (casino_id, table_id, seat)
  where status <> 'closed';
create unique index rating_slip_one_live_per_player_and_table on public.rating_slip (casino_id, player_id, table_id)
  where status <> 'closed';
create index rating_slip_visit on public.rating_slip (casino_id, visit_id) include (theo_cents);
create index rating_slip_player on public.rating_slip (casino_id, player_id);
create index rating_slip_table on public.rating_slip (casino_id, table_id);
create index rating_slip_held on public.rating_slip (casino_id, id) where accrual_status = 'held';
create index rating_slip_accrual_pending on public.rating_slip (casino_id, accrual_tried_at nulls first, id)
  where accrual_status = 'pending';

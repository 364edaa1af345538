-- Shift: the shifts of a gaming day, what each table held and won, and the alerts a shift manager is called by.

create type public.alert_kind as enum ('table_idle', 'slip_duration', 'pause_duration', 'drop_anomaly',
  'promo_issuance_spike',
  'promo_void_rate', 'promo_replacement_rate', 'outstanding_aging', 'expiring_soon', 'points_by_issuer',
  'points_to_player');
create type app.alert_figure as (field text, standard numeric, lowest numeric, highest numeric, is_whole boolean);
comment on type app.alert_figure is
  'A figure that an alert goes by: what it is to begin with, and from where to where it may be set.';
create type public.alert_severity as enum ('none', 'warn', 'critical');

create table public.shift_pattern (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  from_gaming_day date not null default date '2000-01-01',
  name text not null check (length(name) between 1 and 50),
  starts_at_local time not null,
  set_by_staff_id uuid,
  at timestamptz not null default now(),
  primary key (casino_id, id),
  unique (casino_id, from_gaming_day, name),
  unique (casino_id, from_gaming_day, starts_at_local)
);
comment on table public.shift_pattern is
  'The shifts of an ordinary gaming day, by wall time, and from which gaming day on: the rows of the latest day up to '
  'one are its pattern. Each shift lasts until the next one begins.';
comment on column public.shift_pattern.from_gaming_day is 'The first one that a casino has holds from the start.';
comment on column public.shift_pattern.set_by_staff_id is
  'Who set it; null of what the house began with. No foreign key, as in the ledger; staff rows are never deleted.';

create table public.shift (
  casino_id uuid not null references public.casino (id),
  id uuid not null,
  gaming_day date not null,
  name text not null check (length(name) between 1 and 50),
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  primary key (casino_id, id),
  unique (casino_id, gaming_day, name)
);
comment on table public.shift is
  'One shift of one gaming day. The shifts of a day follow each other without gap or overlap, from its start to the '
  'start of the next day.';
comment on column public.shift.id is
  'app.shift_id: known before the shift is stored, so that a day nobody planned yet can already be shown and counted.';

create table public.table_count (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  table_id uuid not null,
  shift_id uuid not null,
  opening_cents bigint not null check (opening_cents >= 0),
  closing_cents bigint check (closing_cents >= 0),
  fills_cents bigint not null check (fills_cents >= 0),
  credits_cents bigint not null check (credits_cents >= 0),
  drop_cents bigint not null check (drop_cents >= 0),
  version integer not null default 1,
  recorded_by_staff_id uuid not null,
  at timestamptz not null default now(),
  primary key (casino_id, id),
  unique (casino_id, table_id, shift_id),
  foreign key (casino_id, table_id) references public.gaming_table (casino_id, id),
  foreign key (casino_id, shift_id) references public.shift (casino_id, id)
);
comment on table public.table_count is
  'What one table held and took in one shift: chips at its beginning and end, chips brought (fills) and taken away '
  '(credits), cash in its box (drop). The last figures given; the audit trail has those before.';
comment on column public.table_count.closing_cents is
  'Null until the table is counted at the end of the shift; win is not known before.';
comment on column public.table_count.version is
  'Grows by one with every change, so that two tablets notice each other.';
comment on column public.table_count.recorded_by_staff_id is
  'Who gave the figures. No foreign key, as in the ledger; staff rows are never deleted.';
create index table_count_shift on public.table_count (casino_id, shift_id);

create table public.alert_acknowledgement (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  gaming_day date not null,
  kind public.alert_kind not null,
  entity_key text not null check (length(entity_key) between 1 and 200),
  severity public.alert_severity not null check (severity <> 'none'),
  since_at timestamptz,
  value numeric not null,
  figures jsonb not null,
  times integer not null check (times > 0),
  note text check (length(note) between 1 and 500),
  staff_id uuid not null,
  at timestamptz not null default now(),
  primary key (casino_id, id),
  -- With the beginning of what lasts: a table that is idle again is news. With their number: of two who acknowledge the
  -- same at once, one is first.
  unique nulls not distinct (casino_id, gaming_day, kind, entity_key, since_at, times)
);
comment on table public.alert_acknowledgement is
  'Who has seen which alert of a gaming day, and what they say about it. Once per occurrence, and again each time it '
  'has outgrown what was seen.';
comment on column public.alert_acknowledgement.since_at is
  'When what was seen began: the idle time, the slip, the pause. Null for alerts that have no beginning.';
comment on column public.alert_acknowledgement.value is 'The figure that fired, as it was when it was seen.';
comment on column public.alert_acknowledgement.figures is
  'What the alert can grow by, as it was when it was seen: app.alert_figures.';
comment on column public.alert_acknowledgement.times is 'How often this occurrence was acknowledged by then, from 1.';
comment on column public.alert_acknowledgement.staff_id is
  'Who has seen it. No foreign key, as in the ledger; staff rows are never deleted.';

create type app.table_figures as (
  pit_id uuid,
  table_id uuid,
  label text,
  game_type text,
  game_name text,
  status public.table_status,
  opening_cents bigint,
  closing_cents bigint,
  fills_cents bigint,
  credits_cents bigint,
  drop_cents bigint,
  win_cents bigint,
  counted_drop_cents bigint,
  version integer,
  carried_opening jsonb
);
comment on type app.table_figures is
  'What one table came to over some shifts of a day. win_cents and counted_drop_cents are those of the counted '
  'shifts, and null when there is none. carried_opening is app.list_carried_openings, of one shift without a count.';

create type app.baseline_verdict as (
  median numeric,
  mad numeric,
  n integer,
  method text,
  threshold numeric,
  is_firing boolean,
  readiness text
);
comment on type app.baseline_verdict is
  'How a value compares with the days before: their median, unscaled MAD and number, how the allowed deviation '
  '(threshold) was found (mad, mean_ad, fallback), and whether the history is ready, building or stale.';

-- Each rule answers alerts as rows. What a person reads is written by the web app, from these figures.
create type app.alert as (
  kind public.alert_kind,
  severity public.alert_severity,
  entity_type text,
  entity_id uuid,
  entity_label text,
  metric text,
  entity_key text,
  value numeric,
  unit text,
  baseline app.baseline_verdict,
  threshold numeric,
  readiness_text text,
  details jsonb
);
comment on type app.alert is
  'One evaluated rule on one thing. entity_key names the thing within the rule for as long as the gaming day lasts; '
  'details are the figures the rule went by.';

create type app.posted_points as (
  staff_id uuid,
  reward_id uuid,
  reason public.loyalty_reason,
  is_back boolean,
  points numeric,
  entries bigint,
  amount_cents numeric,
  amount_points numeric
);
comment on type app.posted_points is
  'What somebody posted of one reason, and of a comp of one reward: points and number of entries, and of comps whose '
  'amount was typed the amounts and the points of those. What takes back has the reason of what it takes back.';

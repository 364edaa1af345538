-- Promo: programs, coupons with their validation numbers, what became of each, and what they expose the house to.

create type public.promo_type_enum as enum ('match_play', 'free_play');
create type public.promo_program_status as enum ('active', 'inactive');
create type public.promo_coupon_status as enum ('issued', 'voided', 'replaced', 'expired', 'cleared');

create table public.promo_program (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  name text not null check (length(name) between 1 and 100),
  promo_type public.promo_type_enum not null,
  face_value_cents bigint not null check (face_value_cents between 1 and 100000000),
  required_match_wager_cents bigint not null check (required_match_wager_cents between 0 and 100000000),
  status public.promo_program_status not null default 'active',
  start_at timestamptz not null default now(),
  end_at timestamptz check (end_at > start_at),
  valid_hours integer not null default 24 check (valid_hours between 1 and 8784),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (casino_id, id),
  check ((promo_type = 'match_play') = (required_match_wager_cents > 0))
);
comment on table public.promo_program is
  'A kind of coupon. Its figures are copied into each coupon when it is issued: an edit is for later coupons only. '
  'Programs are never deleted.';
comment on column public.promo_program.required_match_wager_cents is
  'What the player must stake for a match play; 0 for free play.';
comment on column public.promo_program.valid_hours is
  'How long a coupon is good for, from its issue, unless its issuer says otherwise.';
create unique index promo_program_name on public.promo_program (casino_id, lower(name));

create table public.promo_coupon (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  promo_program_id uuid not null,
  validation_number text not null check (length(validation_number) between 4 and 40),
  validation_key text not null,
  status public.promo_coupon_status not null default 'issued',
  face_value_cents bigint not null check (face_value_cents > 0),
  required_match_wager_cents bigint not null check (required_match_wager_cents >= 0),
  player_id uuid,
  visit_id uuid,
  gaming_day date not null,
  issued_at timestamptz not null default now(),
  issued_by_staff_id uuid,
  expires_at timestamptz not null,
  voided_at timestamptz,
  voided_by_staff_id uuid,
  void_reason text check (length(void_reason) between 1 and 500),
  replaced_at timestamptz,
  replaced_by_staff_id uuid,
  replace_reason text check (length(replace_reason) between 1 and 500),
  replacement_coupon_id uuid,
  replaces_coupon_id uuid,
  first_issued_at timestamptz,
  valid_until timestamptz,
  expired_at timestamptz,
  cleared_at timestamptz,
  reward_id uuid,
  metadata jsonb not null default '{}'::jsonb,
  correlation_id uuid not null,
  primary key (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, visit_id) references public.visit (casino_id, id),
  foreign key (casino_id, replacement_coupon_id) references public.promo_coupon (casino_id, id),
  foreign key (casino_id, replaces_coupon_id) references public.promo_coupon (casino_id, id),
  check (expires_at > issued_at),
  check (valid_until >= expires_at),
  check (first_issued_at is null or (replaces_coupon_id is not null and first_issued_at <= issued_at)),
  check ((status = 'voided') = (voided_at is not null) and (status = 'voided') = (void_reason is not null)),
  check ((status = 'replaced') = (replaced_at is not null)
    and (status = 'replaced') = (replacement_coupon_id is not null)),
  check ((status = 'expired') = (expired_at is not null)),
  check ((status = 'cleared') = (cleared_at is not null))
);
comment on table public.promo_coupon is
  'One issued instrument. Its value, owner and number never change; its status goes from issued to one other, once. '
  'Overdue means expired, whether or not the row says so yet: app.coupon_status.';
comment on column public.promo_coupon.promo_program_id is
  'No foreign key: every issue would share-lock the one program row of the night. Programs are never deleted, and the '
  'RPC looks the program up in the caller''s casino.';
comment on column public.promo_coupon.issued_by_staff_id is
  'Who issued it; null for the system. No foreign key, as in the ledger; staff rows are never deleted.';
comment on column public.promo_coupon.reward_id is
  'The catalog reward it was given as, if any. No foreign key, as in the ledger; rewards are never deleted.';
comment on column public.promo_coupon.metadata is
  'Of a reward: {reward_code, reward_name, reward_kind, tier, note} as they were when it was given.';
comment on column public.promo_coupon.validation_number is
  'As printed: given with pre-printed stock, else made by app.new_validation_number.';
comment on column public.promo_coupon.validation_key is
  'The number as it is looked up, by app.validation_key: capitals and digits only, O read as 0, I and L as 1.';
comment on column public.promo_coupon.first_issued_at is
  'Of a replacement: when the first coupon of its line was issued. Null for a coupon that replaces none: that is '
  'issued_at.';
comment on column public.promo_coupon.valid_until is
  'Until when its program (or the tier of its reward) lets a coupon of its line be good, from the first issue; later '
  'where its issuer said so. What replaces it may not outlive this. Null: its expiry.';
comment on column public.promo_coupon.expired_at is 'When it expired, which is expires_at, whenever that was noticed.';
create unique index promo_coupon_validation_key on public.promo_coupon (casino_id, validation_key);

-- A replacement is not an issuance, and is not in the index that issuances are counted from.
create index promo_coupon_issued on public.promo_coupon (casino_id, issued_at)
  include (face_value_cents, required_match_wager_cents) where replaces_coupon_id is null;
create index promo_coupon_outstanding on public.promo_coupon (casino_id, expires_at)
  include (issued_at, first_issued_at, valid_until, face_value_cents, required_match_wager_cents, promo_program_id)
    where status = 'issued';
create index promo_coupon_expired on public.promo_coupon (casino_id, expires_at)
  include (face_value_cents, required_match_wager_cents) where status = 'expired';
create index promo_coupon_voided on public.promo_coupon (casino_id, voided_at)
  include (face_value_cents, required_match_wager_cents) where status = 'voided';
create index promo_coupon_replaced on public.promo_coupon (casino_id, replaced_at)
  include (face_value_cents, required_match_wager_cents, replaced_by_staff_id) where status = 'replaced';
create index promo_coupon_cleared on public.promo_coupon (casino_id, cleared_at) where status = 'cleared';
create index promo_coupon_program on public.promo_coupon (casino_id, promo_program_id, id);
create index promo_coupon_player on public.promo_coupon (casino_id, player_id, id) where player_id is not null;
-- The floor asks of every live slip what its player was given since it was opened.
create index promo_coupon_player_issued on public.promo_coupon (casino_id, player_id, issued_at)
  where player_id is not null;
create index promo_coupon_reward on public.promo_coupon (casino_id, player_id, issued_at) where reward_id is not null;
create index promo_coupon_visit on public.promo_coupon (casino_id, visit_id) where visit_id is not null;
create index promo_coupon_replacement on public.promo_coupon (casino_id, replacement_coupon_id)
  where replacement_coupon_id is not null;
create unique index promo_coupon_replaces on public.promo_coupon (casino_id, replaces_coupon_id)
  where replaces_coupon_id is not null;

-- Settled coupons leave the index of outstanding ones only when vacuumed, and the ordinary fifth of a long history is
-- far too late.
alter table public.promo_coupon set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.01);
create trigger promo_coupon_no_truncate before truncate on public.promo_coupon
  for each statement execute function app.refuse_append_only();
alter table public.promo_coupon enable always trigger promo_coupon_no_truncate;

create type app.coupon_owner as (player_id uuid, player_name text);
comment on type app.coupon_owner is 'Whom a coupon is for: a player of the casino, enrolled, by their full name.';

create type app.coupon_request as (
  promo_program_id uuid,
  validation_number text,
  player_id uuid,
  visit_id uuid,
  expires_at timestamptz,
  confirm_above_theo boolean,
  expected_face_value_cents bigint,
  expected_required_match_wager_cents bigint,
  asked_by jsonb
);
comment on type app.coupon_request is
  'A coupon that is to be issued to whom, and the figures that were agreed to; those that are null are not compared. '
  'asked_by: who asked somebody else to give it, and why, as app.asked_by with the note; null for what its issuer '
  'decides alone.';

create table public.promo_day_rollup (
  casino_id uuid not null references public.casino (id),
  gaming_day date not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  is_open boolean not null,
  issued_count bigint not null,
  issued_face_value_cents bigint not null,
  issued_patron_risk_cents bigint not null,
  voided_count bigint not null,
  voided_face_value_cents bigint not null,
  voided_patron_risk_cents bigint not null,
  replaced_count bigint not null,
  replaced_face_value_cents bigint not null,
  replaced_patron_risk_cents bigint not null,
  expired_count bigint not null,
  expired_face_value_cents bigint not null,
  expired_patron_risk_cents bigint not null,
  issued_count_by_hour bigint[] not null,
  issued_face_value_cents_by_hour bigint[] not null,
  closed_at timestamptz not null default now(),
  primary key (casino_id, gaming_day)
);
comment on table public.promo_day_rollup is
  'What a closed gaming day came to, written once, some time after its end. A closed day can''t change any more: '
  'coupons are issued, voided, replaced and expire in their own time. Days follow each other without gaps; what comes '
  'after the last one is counted live.';
comment on column public.promo_day_rollup.is_open is
  'Whether the casino was open: somebody checked in, or a coupon was issued or replaced. A day that was not is no day '
  'of a baseline.';
comment on column public.promo_day_rollup.issued_count is
  'Without replacements, as are the figures beside it and those by hour.';
comment on column public.promo_day_rollup.replaced_count is
  'Coupons replaced, and so the replacements too: the two are made at one instant, of one value.';
comment on column public.promo_day_rollup.issued_count_by_hour is
  'By hour of the gaming day; the first element is its first hour, and there are 23, 24 or 25.';

create type app.time_window as (shift_name text, starts_at timestamptz, ends_at timestamptz);
comment on type app.time_window is 'The time of a gaming day, or of one of its shifts, whose name stands then.';

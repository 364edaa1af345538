-- Casino: the tenant, its people, who may do what, and the audit trail.

create type public.staff_role as enum ('dealer', 'pit_boss', 'cashier', 'loyalty_manager', 'compliance', 'admin');

create table public.casino (
  id uuid primary key default app.uuid_v7(),
  slug text not null unique check (slug ~ '^[a-z][a-z0-9-]{1,62}$'),
  name text not null check (length(name) between 1 and 200),
  created_at timestamptz not null default now()
);
comment on table public.casino is 'The tenant. Every other table carries its id as casino_id.';

create table public.casino_settings (
  casino_id uuid primary key references public.casino (id),
  time_zone text not null default 'America/New_York',
  gaming_day_start time not null default '06:00',
  currency text not null default 'USD' check (currency ~ '^[A-Z]{3}$'),
  reward_soft_cap_points integer not null default 1000 check (reward_soft_cap_points > 0),
  reward_preset_points integer[] not null default '{100,250,500}'
    check (cardinality(reward_preset_points) between 1 and 6 and 0 < all (reward_preset_points)),
  rewards_per_staff_per_minute integer default 20 check (rewards_per_staff_per_minute > 0),
  comp_debt_limit_points integer not null default 10000 check (comp_debt_limit_points >= 0),
  correction_debt_limit_points integer not null default 0 check (correction_debt_limit_points >= 0),
  promo_require_exact_match boolean not null default false,
  promo_allow_anonymous_issuance boolean not null default false,
  import_stale_after_days integer not null default 90 check (import_stale_after_days > 0),
  minimum_age_years integer not null default 21 check (minimum_age_years between 0 and 99),
  auto_end_visits_after_days integer default 2 check (auto_end_visits_after_days between 1 and 30),
  watchlist_floor_cents bigint not null default 300000 check (watchlist_floor_cents > 0),
  ctr_threshold_cents bigint not null default 1000000 check (ctr_threshold_cents > 0),
  near_ctr_first_percent integer not null default 80 check (near_ctr_first_percent between 1 and 100),
  near_ctr_second_percent integer not null default 95 check (near_ctr_second_percent between 1 and 100),
  licence_warning_days integer not null default 30 check (licence_warning_days between 0 and 365),
  stops_on_expired_licence boolean not null default false,
  idle_lock_minutes integer check (idle_lock_minutes between 1 and 240),
  alert_thresholds jsonb not null,
  has_authority_limits boolean not null default false,
  second_factor_roles public.staff_role[] not null default '{}',
  day_rule_from date,
  day_rule_at timestamptz,
  day_rule_time_zone text,
  day_rule_start time,
  updated_at timestamptz not null default now(),
  check (num_nonnulls(day_rule_from, day_rule_at, day_rule_time_zone, day_rule_start) in (0, 4))
);
comment on table public.casino_settings is 'One row per casino: time, money and reward policy.';
comment on column public.casino_settings.time_zone is
  'Until day_rule_at, where that is set; for ever, where it is not. Read by way of app.current_time_zone.';
comment on column public.casino_settings.gaming_day_start is
  'By the casino''s wall clock, up to the gaming day before day_rule_from. Read by way of app.gaming_day and '
  'app.gaming_day_start.';
comment on column public.casino_settings.day_rule_from is
  'The first gaming day of the latest rule in casino_day_rule, whether it is still to come or not; null: none was ever '
  'set. Kept here by app.keep_day_rules, so that who has this row at hand knows the gaming day and looks no further.';
comment on column public.casino_settings.day_rule_at is 'When that gaming day begins.';
comment on column public.casino_settings.day_rule_time_zone is 'The time zone from then on.';
comment on column public.casino_settings.day_rule_start is 'When gaming days begin from then on.';
comment on column public.casino_settings.reward_soft_cap_points is
  'Points of one reward above which the issuer must confirm an override with a note.';
comment on column public.casino_settings.rewards_per_staff_per_minute is
  'Rewards one person may issue within 60 seconds; null means no limit.';
comment on column public.casino_settings.comp_debt_limit_points is
  'How far below zero a comp whose price allows overdraw may take a balance.';
comment on column public.casino_settings.correction_debt_limit_points is
  'How far below zero a manager''s correction may take a balance; 0: not at all.';
comment on column public.casino_settings.minimum_age_years is
  'How old a player must be to be enrolled, where the birth date is known.';
comment on column public.casino_settings.auto_end_visits_after_days is
  'A visit nobody ended closes itself at the start of the gaming day so many after the last sign of life on it; null: '
  'never.';
comment on column public.casino_settings.watchlist_floor_cents is
  'From which sum of one direction on a patron''s gaming day is watched in the cash log; smaller entries are kept too.';
comment on column public.casino_settings.ctr_threshold_cents is
  'More than this in one gaming day, in or out, is due a currency transaction report.';
comment on column public.casino_settings.near_ctr_first_percent is
  'From which percent of that threshold on a patron is near it, and the second step of it.';
comment on column public.casino_settings.licence_warning_days is
  'So many days before a gaming licence of somebody expires they and the admins are told; 0: on its last day.';
comment on column public.casino_settings.stops_on_expired_licence is
  'Whether somebody whose gaming licence has expired is let in no more. Admins are: somebody has to enter '
  'the new date.';
comment on column public.casino_settings.idle_lock_minutes is
  'After so many minutes without a touch a tablet asks who is there; null: never.';
comment on column public.casino_settings.alert_thresholds is
  'What the alert rules go by: {<rule>: {enabled, <figures>}}, complete. The rules, their figures, the default and '
  'what checks them belong to the shift: app.alert_threshold_fields.';

comment on column public.casino_settings.has_authority_limits is
  'Whether any limit of what somebody may give is set, or any relation declared, as app.note_limits left it: who gives '
  'something has this row at hand, and looks for limits only then.';

comment on column public.casino_settings.second_factor_roles is
  'The roles of which a second factor is demanded, as two people set it (app.make_permission_changes). Every call has '
  'this row at hand.';

create table public.casino_day_rule (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  from_gaming_day date not null default date '-infinity',
  starts_at timestamptz not null default timestamptz '-infinity',
  time_zone text not null,
  gaming_day_start time not null,
  set_by_staff_id uuid,
  at timestamptz not null default now(),
  primary key (casino_id, id),
  unique (casino_id, from_gaming_day),
  unique (casino_id, starts_at)
);
comment on table public.casino_day_rule is
  'When gaming days begin and in which time zone, and from which gaming day on: the latest row up to a day is in force '
  'on it. Empty until somebody changes what the casino was founded with, which is in the settings till then and in the '
  'first row from then on. At most one row is still to come, and only that one is ever changed.';
comment on column public.casino_day_rule.from_gaming_day is 'Of the first row: ever since.';
comment on column public.casino_day_rule.starts_at is
  'When that gaming day begins, and the one before it ends, as it was worked out when the rule was set.';
comment on column public.casino_day_rule.set_by_staff_id is
  'Who set it last; null of what the casino was founded with. No foreign key, as in the ledger; staff rows are never '
  'deleted.';

create table public.staff (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  user_id uuid,
  has_choice boolean not null default false,
  email text not null check (length(email) between 3 and 254),
  full_name text not null check (length(full_name) between 1 and 200),
  role public.staff_role not null,
  language text check (language in ('en', 'es', 'zh-Hans')),
  is_active boolean not null default true,
  licence_expires_on date,
  signed_out_before timestamptz,
  created_at timestamptz not null default now(),
  primary key (casino_id, id)
);
comment on table public.staff is
  'A signed-in person at one casino, with one role there. Who works at several has a row at each. What only admins '
  'know of them is public.staff_record.';
comment on column public.staff.has_choice is
  'Whether the account has a row at another casino, too, so that each session says at which one it is '
  '(app.session_casino). Here, where each call looks anyway; it stays when the other row is deactivated.';
comment on column public.staff.licence_expires_on is
  'The last day of the person''s gaming licence, by the casino''s calendar; null where none is on record.';
comment on column public.staff.signed_out_before is
  'Tokens from before are nobody''s: when the person was last signed out everywhere; null if never. Here, where each '
  'call looks anyway.';
comment on column public.staff.language is 'What the person chose to read; null before any choice.';
comment on column public.staff.user_id is
  'The person''s id in Supabase Auth; null of somebody who was invited and has not accepted. No foreign key: the auth '
  'schema belongs to the platform.';
create unique index staff_email on public.staff (casino_id, lower(email));
create unique index staff_account on public.staff (user_id, casino_id);
-- Of an account without a choice there is one row, whoever writes it: two would be two callers.
create unique index staff_without_choice on public.staff (user_id) where not has_choice;

create function app.keep_choices()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  update public.staff set has_choice = true
  where user_id = new.user_id and casino_id <> new.casino_id and not has_choice;
  new.has_choice := exists (
    select from public.staff where user_id = new.user_id and casino_id <> new.casino_id
  );
  return new;
end;
$$;
comment on function app.keep_choices() is
  'Notes on each row of an account whether there are others, as one becomes somebody''s.';
create trigger staff_keep_choices before insert or update of user_id on public.staff
  for each row execute function app.keep_choices();

create table app.session_casino (
  session_id uuid primary key,
  user_id uuid not null,
  casino_id uuid not null,
  staff_id uuid not null,
  at timestamptz not null default now(),
  foreign key (casino_id, staff_id) references public.staff (casino_id, id)
);
comment on table app.session_casino is
  'At which casino a session is, of who has several. In a schema that the API does not expose and without any grant.';
comment on column app.session_casino.session_id is
  'Of Supabase Auth, which has its tables to itself: no foreign key. A session is at one casino at a time.';
create index session_casino_staff on app.session_casino (casino_id, staff_id);
create index session_casino_user on app.session_casino (user_id);

create table public.role_permission (
  casino_id uuid not null references public.casino (id),
  role public.staff_role not null check (role <> 'admin'),
  capability text not null,
  is_granted boolean not null,
  primary key (casino_id, role, capability)
);
comment on table public.role_permission is
  'The cells of the role matrix that a casino set otherwise than the product. The admin''s stay: the last one must be '
  'able to put the others right.';

create table public.staff_permission (
  casino_id uuid not null,
  staff_id uuid not null,
  capability text not null,
  is_granted boolean not null,
  through_gaming_day date not null,
  reason text not null check (length(reason) between 1 and 500),
  primary key (casino_id, staff_id, capability),
  foreign key (casino_id, staff_id) references public.staff (casino_id, id)
);
comment on table public.staff_permission is
  'One person''s exceptions from their role: a capability given or taken, through a gaming day, with the reason.';

create type app.rls_context as (
  casino_id uuid,
  staff_id uuid,
  role public.staff_role,
  correlation_id uuid,
  gaming_day date
);
comment on type app.rls_context is 'Who acts, where, under which correlation id, and the gaming day of now.';

create table public.audit_log (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  at timestamptz not null default now(),
  gaming_day date not null,
  staff_id uuid,
  staff_role public.staff_role,
  domain text not null,
  action text not null,
  entity_type text not null,
  entity_id uuid,
  outcome text not null default 'done' check (outcome in ('done', 'refused')),
  before jsonb,
  after jsonb,
  correlation_id uuid not null,
  idempotency_key text,
  request_hash bytea,
  primary key (casino_id, id),
  check ((staff_id is null) = (staff_role is null))
);
comment on table public.audit_log is
  'Append-only: one row per mutating RPC call, and one per ledger entry, with the state before and after. Its key is '
  'the one key space of a casino''s operations: where a key is claimed, and where a replay finds what was done under '
  'it. `after` is the answer that was given; of an entry, the answer stands in the ledger.';
comment on column public.audit_log.casino_id is
  'No foreign key: it would share-lock the one casino row in every write of the house. The row is written from the '
  'caller''s context only.';
comment on column public.audit_log.staff_id is
  'Who acted; null for the system. No foreign key, for the same reason; staff rows are never deleted.';
create unique index audit_log_idempotency_key on public.audit_log (casino_id, idempotency_key)
  where idempotency_key is not null;
create index audit_log_entity on public.audit_log (casino_id, entity_type, entity_id, id);
-- Hits, as app.is_exclusion_hit has them: what else is in their domain must not be in the way of who polls for them.
create index audit_log_exclusion_hit on public.audit_log (casino_id, id)
  where domain = 'exclusion' and (action = 'exclusion.confirm_seat' or starts_with(action, 'exclusion.refuse_'));
-- Ids are made in the order of time, so that each of these also pages by time, and no index is about time alone. All of
-- them are paid for by every reward: those of the next three serve every filter of the trail (app.find_audit_way).
create index audit_log_action on public.audit_log (casino_id, entity_type, action, id);
create index audit_log_staff on public.audit_log (casino_id, staff_id, action, id);
create index audit_log_correlation on public.audit_log (casino_id, correlation_id, id);
create index audit_log_refused on public.audit_log (casino_id, id) where outcome = 'refused';
create trigger audit_log_append_only before update or delete on public.audit_log
  for each row execute function app.refuse_append_only();
create trigger audit_log_no_truncate before truncate on public.audit_log
  for each statement execute function app.refuse_append_only();
alter table public.audit_log enable always trigger audit_log_append_only;
alter table public.audit_log enable always trigger audit_log_no_truncate;

create type app.call as (
  ctx app.rls_context,
  staff_name text,
  settings public.casino_settings,
  idempotency_key text,
  request_hash bytea,
  is_replay boolean,
  answered_request_hash bytea,
  answered_entity_id uuid,
  answer jsonb
);
comment on type app.call is
  'A mutating call from app.begin_call to app.finish_call: who acts and what the casino set, the key and the hash of '
  'the request, and, where is_replay, what was done under the key before: the hash of that request, the entity it was '
  'about and the answer as the audit trail has it.';

-- Catalog: what the casino offers, who may get it, what it costs, and the one door through which it is given.

create type public.reward_family as enum ('points_comp', 'entitlement');
create type public.reward_fulfillment as enum ('immediate', 'voucher', 'external');
create type public.reward_limit_scope as enum ('per_visit', 'per_gaming_day', 'per_week', 'per_month');

create table public.reward_catalog (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  code text not null check (code ~ '^[A-Z][A-Z0-9_]{1,49}$'),
  name text not null check (length(name) between 1 and 100),
  family public.reward_family not null,
  kind text not null check (kind ~ '^[a-z][a-z0-9_]{0,39}$'),
  is_active boolean not null default true,
  fulfillment public.reward_fulfillment,
  ui_tags text[] check (cardinality(ui_tags) <= 10),
  metadata jsonb not null default '{}'::jsonb check (jsonb_typeof(metadata) = 'object'),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by_staff_id uuid,
  primary key (casino_id, id),
  unique (casino_id, code),
  foreign key (casino_id, updated_by_staff_id) references public.staff (casino_id, id)
);
comment on table public.reward_catalog is
  'What the casino offers: a points_comp is priced in points, an entitlement goes by tier and is given as a coupon. A '
  'definition, not an issue; never deleted, only switched off.';
comment on column public.reward_catalog.code is 'The key that never changes, such as COMP_MEAL_25.';
comment on column public.reward_catalog.kind is 'The leaf of the taxonomy: meal, beverage, match_play ...';
comment on column public.reward_catalog.version is 'Counts the edits of the reward with all that belongs to it.';
create index reward_catalog_active on public.reward_catalog (casino_id, is_active);
create index reward_catalog_updated_by on public.reward_catalog (casino_id, updated_by_staff_id);

create table public.reward_price_points (
  casino_id uuid not null,
  reward_id uuid not null,
  points_cost bigint check (points_cost between 1 and 1000000000),
  allow_overdraw boolean not null default false,
  min_amount_cents bigint check (min_amount_cents between 1 and 100000000),
  max_amount_cents bigint check (max_amount_cents between 1 and 100000000),
  primary key (casino_id, reward_id),
  foreign key (casino_id, reward_id) references public.reward_catalog (casino_id, id),
  check (num_nonnulls(min_amount_cents, max_amount_cents) = case when points_cost is null then 2 else 0 end),
  check (max_amount_cents >= min_amount_cents)
);
comment on table public.reward_price_points is
  'What a points_comp costs: so many points, or as many as pay for the amount that its issuer types, between the '
  'smallest and the largest. With allow_overdraw the balance may go below zero by it, as far as '
  'comp_debt_limit_points of the settings.';

create table public.reward_entitlement_tier (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  reward_id uuid not null,
  tier text not null,
  benefit jsonb not null,
  primary key (casino_id, id),
  unique (casino_id, reward_id, tier),
  foreign key (casino_id, reward_id) references public.reward_catalog (casino_id, id),
  foreign key (casino_id, tier) references public.loyalty_tier (casino_id, code)
);
comment on table public.reward_entitlement_tier is
  'What an entitlement is worth to a tier. A tier without a row gets what the next lower one with a row gets, and '
  'nothing where none is lower.';
comment on column public.reward_entitlement_tier.benefit is
  '{instrument_type: match_play | free_play, face_value_cents, required_match_wager_cents, valid_hours (null: as the '
  'program says)}.';
create index reward_entitlement_tier_tier on public.reward_entitlement_tier (casino_id, tier);

create table public.reward_limits (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  reward_id uuid not null,
  scope public.reward_limit_scope not null,
  max_issues integer not null default 1 check (max_issues between 1 and 1000),
  cooldown_minutes integer check (cooldown_minutes between 1 and 44640),
  requires_note boolean not null default false,
  primary key (casino_id, id),
  unique (casino_id, reward_id, scope),
  foreign key (casino_id, reward_id) references public.reward_catalog (casino_id, id)
);
comment on table public.reward_limits is
  'How often one player may get a reward: max_issues within the scope, and no sooner than cooldown_minutes after the '
  'last one.';
comment on column public.reward_limits.scope is
  'The running visit, the gaming day, or the calendar week (from Monday) or month by the casino''s wall clock.';
comment on column public.reward_limits.cooldown_minutes is 'At most 31 days.';

create table public.reward_eligibility (
  casino_id uuid not null,
  reward_id uuid not null,
  min_tier text,
  max_tier text,
  min_points_balance bigint check (min_points_balance >= 0),
  visit_kinds public.visit_kind[] check (cardinality(visit_kinds) > 0),
  primary key (casino_id, reward_id),
  foreign key (casino_id, reward_id) references public.reward_catalog (casino_id, id),
  foreign key (casino_id, min_tier) references public.loyalty_tier (casino_id, code),
  foreign key (casino_id, max_tier) references public.loyalty_tier (casino_id, code)
);
comment on table public.reward_eligibility is
  'Who may get a reward at all; null is no condition. A reward without a row is open to every enrolled player.';
comment on column public.reward_eligibility.visit_kinds is 'The player must be on a visit of one of these kinds.';
create index reward_eligibility_min_tier on public.reward_eligibility (casino_id, min_tier);
create index reward_eligibility_max_tier on public.reward_eligibility (casino_id, max_tier);

create type app.reward_offer as (
  reward_id uuid,
  code text,
  name text,
  family public.reward_family,
  kind text,
  fulfillment public.reward_fulfillment,
  ui_tags text[],
  version integer,
  is_active boolean,
  requires_note boolean,
  points_cost bigint,
  amount_cents bigint,
  min_amount_cents bigint,
  max_amount_cents bigint,
  allow_overdraw boolean,
  debt_limit_points bigint,
  balance bigint,
  balance_after bigint,
  tier text,
  instrument_type public.promo_type_enum,
  face_value_cents bigint,
  required_match_wager_cents bigint,
  valid_hours integer,
  promo_program_id uuid,
  remaining jsonb,
  unmet text[],
  reasons text[],
  eligible boolean,
  next_eligible_at timestamptz
);
comment on type app.reward_offer is
  'A reward as one player could get it now. reasons: the codes that issuing it would refuse with, the first one first; '
  'none: it would be issued. Of a comp whose amount its issuer types amount_cents is that amount, the smallest where '
  'none was typed yet, and points_cost what it costs. unmet: which conditions NOT_ELIGIBLE stands for. '
  'debt_limit_points: how far below zero a comp may take the balance.';

create type app.reward_request as (
  reward_id uuid,
  player_id uuid,
  visit_id uuid,
  rating_slip_id uuid,
  note text,
  expected_points_cost bigint,
  expected_face_value_cents bigint,
  expected_required_match_wager_cents bigint,
  expected_valid_hours integer,
  amount_cents bigint,
  asked_by jsonb
);
comment on type app.reward_request is
  'What is to be given to whom, and the figures the issuer saw; those that are null are not compared. amount_cents: '
  'what its issuer typed, of a comp that is priced so. asked_by: who asked somebody else to give it, as app.asked_by; '
  'null for what its issuer decides alone.';

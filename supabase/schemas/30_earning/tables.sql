-- Earning: what turns theo into points, the tiers a casino has, and accrual when a slip closes.

create type public.rounding_policy as enum ('floor', 'nearest', 'ceil');

create table public.loyalty_earn_config (
  casino_id uuid primary key references public.casino (id),
  points_per_theo integer not null default 10 check (points_per_theo between 0 and 10000),
  default_point_multiplier numeric(5, 2) not null default 1.00 check (default_point_multiplier between 0 and 10),
  rounding_policy public.rounding_policy not null default 'floor',
  is_active boolean not null default true,
  version integer not null default 1,
  updated_at timestamptz not null default now()
);
comment on table public.loyalty_earn_config is
  'How a casino''s players earn: points for each whole currency unit of theo, times a multiplier for all, times the '
  'tier''s own.';
comment on column public.loyalty_earn_config.points_per_theo is 'Points for one dollar (a hundred cents) of theo.';
comment on column public.loyalty_earn_config.is_active is
  'While it is off, slips that close earn nothing, and never will.';

create table public.point_value (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  from_gaming_day date not null,
  cents_per_1000_points integer not null check (cents_per_1000_points between 1 and 1000000),
  set_by_staff_id uuid not null,
  at timestamptz not null default now(),
  primary key (casino_id, id),
  unique (casino_id, from_gaming_day)
);
comment on table public.point_value is
  'What points are worth in money, and from which gaming day on: the latest row up to a day is in force on it. Before '
  'the first row a point is worth a cent. Only a row whose day is still to come is ever changed.';
comment on column public.point_value.cents_per_1000_points is
  'Cents that a thousand points are worth: 1000 is one cent a point. Whole cents a point would be too coarse.';
comment on column public.point_value.set_by_staff_id is
  'Who set it last. No foreign key, as in the ledger; staff rows are never deleted.';

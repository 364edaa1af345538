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

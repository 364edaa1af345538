-- Authority: how much one person may give, and how much one player is given by all.

create table public.authority_limit (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  role public.staff_role,
  staff_id uuid,
  points_at_once bigint check (points_at_once between 0 and 1000000000),
  points_per_shift bigint check (points_per_shift between 0 and 1000000000),
  points_per_day bigint check (points_per_day between 0 and 1000000000),
  value_at_once_cents bigint check (value_at_once_cents between 0 and 100000000000),
  value_per_day_cents bigint check (value_per_day_cents between 0 and 100000000000),
  player_per_day_cents bigint check (player_per_day_cents between 0 and 100000000000),
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  primary key (casino_id, id),
  foreign key (casino_id, staff_id) references public.staff (casino_id, id),
  check (num_nonnulls(role, staff_id) <= 1),
  -- What one person may give is a person's or a role's, what one player is given the house's.
  check (case when num_nonnulls(role, staff_id) = 1 then player_per_day_cents is null
    else num_nonnulls(points_at_once, points_per_shift, points_per_day, value_at_once_cents, value_per_day_cents) = 0
    end)
);
comment on table public.authority_limit is
  'How much somebody may give: of a role, or of one person, whose row holds in place of their role''s as long as it '
  'limits anything. The row without either is the house''s: how much one player is given by all. Null means no limit, '
  'and so does a row that is missing. Written by rpc_set_authority_limit, and never deleted.';
comment on column public.authority_limit.value_at_once_cents is
  'Of a comp by the point value of the gaming day, of a coupon by its face value; as in the other columns in cents.';
comment on column public.authority_limit.player_per_day_cents is
  'What one player is given by everybody in a gaming day: points by hand and comps by the point value, coupons by face '
  'value.';
create unique index authority_limit_about on public.authority_limit (casino_id, role, staff_id) nulls not distinct;
create index authority_limit_staff on public.authority_limit (casino_id, staff_id) where staff_id is not null;

create type app.authority_unit as enum ('points', 'cents');

create type app.authority_left as (limit_name text, unit app.authority_unit, most bigint, remaining bigint);
comment on type app.authority_left is
  'A limit that holds for somebody who gives something, and how much of it is left.';

create table public.staff_relation (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  staff_id uuid not null,
  player_id uuid not null,
  reason text not null check (length(reason) between 1 and 500),
  declared_by_staff_id uuid not null,
  declared_at timestamptz not null default now(),
  ended_by_staff_id uuid,
  ended_at timestamptz,
  end_reason text check (length(end_reason) between 1 and 500),
  primary key (casino_id, id),
  foreign key (casino_id, staff_id) references public.staff (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, declared_by_staff_id) references public.staff (casino_id, id),
  foreign key (casino_id, ended_by_staff_id) references public.staff (casino_id, id),
  check (num_nonnulls(ended_by_staff_id, ended_at, end_reason) in (0, 3))
);
comment on table public.staff_relation is
  'Who of the staff is so close to a player that somebody else gives what the player is given. Never deleted: one that '
  'no longer holds is ended.';
create unique index staff_relation_open on public.staff_relation (casino_id, staff_id, player_id)
  where ended_at is null;
create index staff_relation_player on public.staff_relation (casino_id, player_id, id);
create index staff_relation_staff on public.staff_relation (casino_id, staff_id);
create index staff_relation_declared_by on public.staff_relation (casino_id, declared_by_staff_id);
create index staff_relation_ended_by on public.staff_relation (casino_id, ended_by_staff_id);

-- Permissions: how a casino adapts the role matrix, by two people.

create type public.approval_status as enum ('pending', 'approved', 'refused', 'withdrawn', 'lapsed');

create table public.approval (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  operation text not null check (operation in ('permission.change', 'reward.issue')),
  request jsonb not null,
  reason text not null check (length(reason) between 1 and 500),
  status public.approval_status not null default 'pending' check (status <> 'lapsed'),
  requested_by_staff_id uuid not null,
  requested_at timestamptz not null default now(),
  lapses_at timestamptz not null,
  decided_by_staff_id uuid,
  decided_at timestamptz,
  note text check (length(note) between 1 and 500),
  is_by_pin boolean not null default false,
  primary key (casino_id, id),
  foreign key (casino_id, requested_by_staff_id) references public.staff (casino_id, id),
  foreign key (casino_id, decided_by_staff_id) references public.staff (casino_id, id),
  check ((status = 'pending') = (decided_at is null)),
  check ((decided_by_staff_id is null) = (decided_at is null)),
  check (status = 'pending' or (decided_by_staff_id = requested_by_staff_id) = (status = 'withdrawn')),
  check (status = 'approved' or not is_by_pin)
);
comment on table public.approval is
  'What one person asks for and another decides. Nobody decides on their own request: the row itself refuses it.';
comment on column public.approval.request is
  'What is asked for, by operation. permission.change: {changes: [{role, capability, is_granted} | {staff_id, '
  'capability, is_granted or null for no exception, through_gaming_day} | {staff_id, role} | {role, '
  'demands_second_factor}], is_after_link, is_after_reset}: a cell of the matrix, an exception of a person, another '
  'role for a person, whether a role is asked for a second factor. reward.issue: {kind: points | comp | coupon, '
  'player_id, value_cents} and what is to be issued: of points {rating_slip_id, points, reason}; of a comp, which is '
  'any reward of the catalog, the fields of app.reward_request; of a coupon those of app.coupon_request; both with a '
  'name.';
comment on column public.approval.status is
  'As it was left. That it lapsed is never written: app.approval_status tells it from the time.';
comment on column public.approval.is_by_pin is
  'Approved on the tablet of who asked, by the PIN of who decided.';
create index approval_of_late on public.approval (casino_id, operation, requested_at);
create index approval_requested_by on public.approval (casino_id, requested_by_staff_id);
create index approval_decided_by on public.approval (casino_id, decided_by_staff_id);
create index approval_pending on public.approval (casino_id, id) where status = 'pending';

-- Staff: what admins keep of the people who work here, and how somebody becomes one of them.

create table public.staff_record (
  casino_id uuid not null,
  staff_id uuid not null,
  employee_number text check (length(employee_number) between 1 and 40),
  licence_number text check (length(licence_number) between 1 and 60),
  deactivated_at timestamptz,
  deactivation_reason text check (length(deactivation_reason) between 1 and 500),
  last_seen_at timestamptz,
  updated_at timestamptz not null default now(),
  primary key (casino_id, staff_id),
  foreign key (casino_id, staff_id) references public.staff (casino_id, id),
  check ((deactivated_at is null) = (deactivation_reason is null))
);
comment on table public.staff_record is
  'What only admins know of somebody of the staff: one row each, made with theirs. Colleagues read public.staff.';
comment on column public.staff_record.employee_number is 'As the house writes it; nobody else''s at the casino.';
comment on column public.staff_record.last_seen_at is
  'When the person last came in, by a sign-in or a renewed session. Told to nobody but admins, and no work''s measure.';
comment on column public.staff_record.updated_at is 'Changes with each edit; the version that an edit is made on.';
create unique index staff_record_employee_number on public.staff_record (casino_id, lower(employee_number));

create function app.make_staff_record()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  insert into public.staff_record (casino_id, staff_id) values (new.casino_id, new.id) on conflict do nothing;
  return null;
end;
$$;
comment on function app.make_staff_record() is 'Gives whoever is new to the staff their record.';
create trigger staff_make_record after insert on public.staff
  for each row execute function app.make_staff_record();

create table public.staff_pit (
  casino_id uuid not null,
  staff_id uuid not null,
  pit_id uuid not null,
  primary key (casino_id, staff_id, pit_id),
  foreign key (casino_id, staff_id) references public.staff (casino_id, id),
  foreign key (casino_id, pit_id) references public.pit (casino_id, id)
);
comment on table public.staff_pit is 'The pits that a person works; without any, all of them.';
create index staff_pit_pit on public.staff_pit (casino_id, pit_id);

create table app.staff_link (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  staff_id uuid not null,
  purpose text not null default 'invitation' check (purpose in ('invitation', 'password', 'factor')),
  reason text check (length(reason) between 1 and 500),
  token_hash bytea not null unique,
  made_by_staff_id uuid,
  lapses_at timestamptz not null,
  ended_as text check (ended_as in ('used', 'withdrawn', 'replaced')),
  ended_at timestamptz,
  primary key (casino_id, id),
  foreign key (casino_id, staff_id) references public.staff (casino_id, id),
  foreign key (casino_id, made_by_staff_id) references public.staff (casino_id, id)
);
comment on table app.staff_link is
  'One-time links: by which somebody who was invited comes in, or who forgot their password sets another. And who took '
  'the second factor of somebody off (factor), which opens nothing: used when it was made. In a schema that the API '
  'does not expose and without any grant: only functions of the owner reach it.';
comment on column app.staff_link.reason is
  'Why a password is to be set anew, or the second factor was taken off, by who did so.';
comment on column app.staff_link.token_hash is 'SHA-256 of the token, which is told once and kept nowhere.';
comment on column app.staff_link.made_by_staff_id is
  'Who handed it out; null of those that came with the casino, or that whoever runs the database made.';
comment on column app.staff_link.ended_as is 'Why it opens nothing any more; null while it does, or until it lapses.';
comment on column app.staff_link.ended_at is 'When that was.';
create unique index staff_link_open on app.staff_link (casino_id, staff_id) where ended_as is null;
create index staff_link_staff on app.staff_link (casino_id, staff_id);
create index staff_link_made_by on app.staff_link (casino_id, made_by_staff_id);

create table app.staff_pin (
  casino_id uuid not null,
  staff_id uuid not null,
  pin_hash text not null,
  wrong_tries integer not null default 0 check (wrong_tries between 0 and 5),
  ended_at timestamptz,
  primary key (casino_id, staff_id),
  foreign key (casino_id, staff_id) references public.staff (casino_id, id),
  check ((ended_at is null) = (wrong_tries < 5))
);
comment on table app.staff_pin is
  'The personal PIN of whoever has set one, for a tablet that several people use. In a schema that the API does not '
  'expose and without any grant.';
comment on column app.staff_pin.pin_hash is
  'By crypt, salted and slow. There are only a million PINs: what keeps them is that none opens anything by itself.';
comment on column app.staff_pin.wrong_tries is 'Wrong ones since the last right one, on all tablets together.';
comment on column app.staff_pin.ended_at is
  'When the fifth in a row was wrong: from then on the PIN opens nothing, until its person has signed in in full.';

create table app.parked_session (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  staff_id uuid not null,
  session_id uuid not null,
  token_hash bytea not null unique,
  seal_key bytea not null,
  lapses_at timestamptz not null,
  primary key (casino_id, id),
  unique (casino_id, session_id),
  foreign key (casino_id, staff_id) references public.staff (casino_id, id)
);
comment on table app.parked_session is
  'Sessions that wait on a tablet for the PIN of their person. The tablet has the session, sealed; here is the key. '
  'Neither opens it alone. In a schema that the API does not expose and without any grant.';
comment on column app.parked_session.session_id is
  'Of Supabase Auth, which has its tables to itself: no foreign key.';
comment on column app.parked_session.token_hash is 'SHA-256 of what the tablet shows to ask for the key.';
comment on column app.parked_session.lapses_at is 'Twelve hours after the person signed in in full.';
create index parked_session_staff on app.parked_session (casino_id, staff_id);

create table app.pin_try (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  staff_id uuid not null,
  parked_session_id uuid,
  approval_id uuid,
  token_hash bytea not null unique,
  is_right boolean not null,
  tries_left integer not null check (tries_left between 0 and 5),
  lapses_at timestamptz not null,
  primary key (casino_id, id),
  foreign key (casino_id, staff_id) references public.staff (casino_id, id),
  check (num_nonnulls(parked_session_id, approval_id) = 1)
);
comment on table app.pin_try is
  'A try at somebody''s PIN: written down by one call, which does not say how it went, and looked at by the next. What '
  'a call tells can be had and its effects undone (a client may have the statement around it fail); so what is told '
  'was counted before. In a schema that the API does not expose and without any grant.';
comment on column app.pin_try.parked_session_id is
  'What the PIN is to open. No foreign key: its key may be thrown away meanwhile.';
comment on column app.pin_try.approval_id is
  'Or the request that it is to approve. No foreign key either: the request is looked for when it is decided.';
comment on column app.pin_try.lapses_at is 'A minute after the try.';
create index pin_try_staff on app.pin_try (casino_id, staff_id);

-- Exclusions as compliance works with them: what is on record, who was met by one, and the lists of others.

create table public.exclusion_hit_review (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  hit_id uuid not null,
  note text check (length(note) between 1 and 500),
  staff_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (casino_id, id),
  unique (casino_id, hit_id),
  foreign key (casino_id, hit_id) references public.audit_log (casino_id, id),
  foreign key (casino_id, staff_id) references public.staff (casino_id, id)
);
comment on table public.exclusion_hit_review is
  'Who of compliance looked into a hit, and what they say of it. The hit is the row of the audit trail that the '
  'attempt left. Append-only: one a hit.';
create index exclusion_hit_review_staff on public.exclusion_hit_review (casino_id, staff_id);
create trigger exclusion_hit_review_append_only before update or delete on public.exclusion_hit_review
  for each row execute function app.refuse_append_only();
create trigger exclusion_hit_review_no_truncate before truncate on public.exclusion_hit_review
  for each statement execute function app.refuse_append_only();
alter table public.exclusion_hit_review enable always trigger exclusion_hit_review_append_only;
alter table public.exclusion_hit_review enable always trigger exclusion_hit_review_no_truncate;

create table public.exclusion_list (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  file_name text not null check (length(file_name) between 1 and 255),
  sha256 bytea not null check (length(sha256) = 32),
  columns jsonb not null,
  date_order text not null check (date_order in ('mdy', 'dmy', 'ymd')),
  read_through integer not null default 0,
  row_count integer not null default 0,
  proposed_count integer not null default 0,
  known_count integer not null default 0,
  over_count integer not null default 0,
  error_count integer not null default 0,
  errors jsonb not null default '[]',
  staff_id uuid not null,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (casino_id, id),
  foreign key (casino_id, staff_id) references public.staff (casino_id, id)
);
comment on table public.exclusion_list is
  'A list of excluded people, such as a state''s, that was compared with the casino''s players. Of people whom it '
  'names and the casino does not know, nothing is kept but that the file had so many rows.';
comment on column public.exclusion_list.columns is
  'Where in a row its facts stand, from 0: {name | first_name, last_name, birth_date, starts_on, ends_on, reference}.';
comment on column public.exclusion_list.proposed_count is 'Proposals that it was the first to make.';
comment on column public.exclusion_list.known_count is
  'Matches that another list, or another row, had proposed before, whatever became of it.';
comment on column public.exclusion_list.over_count is 'Matches whose exclusion is over: nothing is proposed.';
comment on column public.exclusion_list.errors is
  'The first hundred rows that could not be read, and why: [{row_number, code}], without what stands in them.';
create index exclusion_list_staff on public.exclusion_list (casino_id, staff_id);

create type public.exclusion_proposal_status as enum ('proposed', 'confirmed', 'dismissed');

create table public.exclusion_proposal (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  list_id uuid not null,
  row_number integer not null check (row_number > 0),
  player_id uuid not null,
  starts_on date,
  ends_on date check (ends_on >= starts_on),
  reference text check (length(reference) between 1 and 200),
  status public.exclusion_proposal_status not null default 'proposed',
  exclusion_id uuid,
  dismiss_reason text check (length(dismiss_reason) between 1 and 500),
  decided_by_staff_id uuid,
  decided_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (casino_id, id),
  unique nulls not distinct (casino_id, player_id, reference, starts_on, ends_on),
  foreign key (casino_id, list_id) references public.exclusion_list (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, exclusion_id) references public.player_exclusion (casino_id, id),
  foreign key (casino_id, decided_by_staff_id) references public.staff (casino_id, id),
  check ((status = 'confirmed') = (exclusion_id is not null)),
  check ((status = 'dismissed') = (dismiss_reason is not null)),
  check ((status = 'proposed') = (decided_at is null) and (decided_at is null) = (decided_by_staff_id is null))
);
comment on table public.exclusion_proposal is
  'A row of a list that has a player''s name and birth date. A person confirms it, which sets the exclusion, or '
  'dismisses it. The same entry of a later list is not proposed again.';
comment on column public.exclusion_proposal.ends_on is 'The last day of it, which is included; null without an end.';
create index exclusion_proposal_list on public.exclusion_proposal (casino_id, list_id);
create index exclusion_proposal_status on public.exclusion_proposal (casino_id, status, id);
create index exclusion_proposal_exclusion on public.exclusion_proposal (casino_id, exclusion_id);
create index exclusion_proposal_decided_by on public.exclusion_proposal (casino_id, decided_by_staff_id);

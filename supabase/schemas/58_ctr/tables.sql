-- Ctr: what a case needs to become a currency transaction report, what was filed, and what FinCEN said of it.

create type public.ctr_person_role as enum ('own_behalf', 'for_another', 'on_behalf');
create type public.ctr_filing_kind as enum ('initial', 'amendment');

create type app.ctr_part as (
  entry_id uuid,
  person_id uuid,
  role public.ctr_person_role,
  direction public.mtl_direction,
  line text,
  amount_cents bigint
);
comment on type app.ctr_part is 'One person''s part in one entry: their role, and the line of the form it counts in.';

create table public.casino_filing_profile (
  casino_id uuid primary key references public.casino (id),
  facts jsonb not null default '{}' check (jsonb_typeof(facts) = 'object'),
  version integer not null default 1 check (version > 0),
  updated_at timestamptz not null default now()
);
comment on table public.casino_filing_profile is
  'What the form asks of the house: the institution, where transactions take place, who to contact, and who transmits. '
  'None until an admin has set it.';
comment on column public.casino_filing_profile.facts is
  'By the fields of app.ctr_fields(''profile''); absent: not set.';

create table public.ctr_case_sheet (
  casino_id uuid not null,
  case_id uuid not null,
  is_aggregated boolean not null default false,
  not_required_reason text check (length(not_required_reason) between 1 and 500),
  decided_by_staff_id uuid,
  decided_at timestamptz,
  version integer not null default 1 check (version > 0),
  primary key (casino_id, case_id),
  foreign key (casino_id, case_id) references public.ctr_case (casino_id, id),
  check ((not_required_reason is null) = (decided_by_staff_id is null)),
  check ((not_required_reason is null) = (decided_at is null))
);
comment on table public.ctr_case_sheet is 'What compliance says of a case as a whole; none until something is said.';
comment on column public.ctr_case_sheet.is_aggregated is
  'Item 24e: every transaction was below the line and nobody knows who conducted them, so that only the patron is '
  'reported.';
comment on column public.ctr_case_sheet.not_required_reason is
  'Why no report is required, or, of a case that was filed, no amendment.';
comment on column public.ctr_case_sheet.decided_by_staff_id is
  'Who found that nothing is required. No foreign key, as in the audit trail; staff rows are never deleted.';
comment on column public.ctr_case_sheet.version is 'Counts what is said of the case and of the persons in it.';

create table public.ctr_case_person (
  casino_id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  facts jsonb not null default '{}' check (jsonb_typeof(facts) = 'object'),
  unknown text[] not null default '{}',
  verified_by_staff_id uuid,
  verified_at timestamptz,
  primary key (casino_id, case_id, person_id),
  foreign key (casino_id, case_id) references public.ctr_case (casino_id, id),
  check ((verified_by_staff_id is null) = (verified_at is null))
);
comment on table public.ctr_case_person is
  'Who somebody in a case is, as the form asks it. Who is in a case, in which role and with how much, follows from the '
  'cash log.';
comment on column public.ctr_case_person.person_id is
  'The player, or the unknown patron nobody has identified. No foreign key: it may be either.';
comment on column public.ctr_case_person.facts is
  'By the fields of app.ctr_fields(''person''). What is absent is as enrolled, or not known yet.';
comment on column public.ctr_case_person.unknown is 'What was asked and could not be found out.';
comment on column public.ctr_case_person.verified_by_staff_id is
  'Who saw the document. No foreign key, as in the audit trail; staff rows are never deleted.';

create table public.ctr_filing (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  case_id uuid not null,
  filing_no integer not null check (filing_no > 0),
  kind public.ctr_filing_kind not null,
  report jsonb not null,
  own_bsa_id text check (own_bsa_id ~ '^\d{14}$'),
  filed_on date not null,
  staff_id uuid not null,
  correlation_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (casino_id, id),
  unique (casino_id, case_id, filing_no),
  foreign key (casino_id, case_id) references public.ctr_case (casino_id, id)
);
comment on table public.ctr_filing is
  'Append-only: a report as it was filed. What changes afterwards is filed again, as an amendment.';
comment on column public.ctr_filing.report is 'Everything that stands in the report, in the words of app.ctr_report.';
comment on column public.ctr_filing.own_bsa_id is
  'The BSA identifier of a report that was typed into FinCEN''s own form; null where it goes out in a batch.';
comment on column public.ctr_filing.staff_id is
  'Who filed it. No foreign key, as in the audit trail; staff rows are never deleted.';

create table public.ctr_batch (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  report_count integer not null check (report_count > 0),
  staff_id uuid not null,
  correlation_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (casino_id, id)
);
comment on table public.ctr_batch is 'Append-only: reports that went out in one file.';
comment on column public.ctr_batch.staff_id is
  'Who made the file. No foreign key, as in the audit trail; staff rows are never deleted.';

create table public.ctr_batch_report (
  casino_id uuid not null,
  batch_id uuid not null,
  position integer not null check (position > 0),
  filing_id uuid not null,
  primary key (casino_id, batch_id, position),
  unique (casino_id, filing_id),
  foreign key (casino_id, batch_id) references public.ctr_batch (casino_id, id),
  foreign key (casino_id, filing_id) references public.ctr_filing (casino_id, id)
);
comment on table public.ctr_batch_report is
  'Append-only: the reports of a batch in the order of the file, which is the order in which FinCEN answers. A report '
  'goes out once.';

create table public.ctr_acknowledgement (
  casino_id uuid not null,
  filing_id uuid not null,
  is_accepted boolean not null,
  bsa_id text check (bsa_id ~ '^\d{14}$'),
  errors jsonb not null default '[]' check (jsonb_typeof(errors) = 'array'),
  staff_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (casino_id, filing_id),
  foreign key (casino_id, filing_id) references public.ctr_filing (casino_id, id),
  check (is_accepted = (bsa_id is not null))
);
comment on table public.ctr_acknowledgement is
  'Append-only: what FinCEN said of a report: its BSA identifier where it was accepted, and its remarks.';
comment on column public.ctr_acknowledgement.errors is
  '[{code, level, element, text}]; an accepted report has some, too.';
comment on column public.ctr_acknowledgement.staff_id is
  'Who read the file in. No foreign key, as in the audit trail; staff rows are never deleted.';

create table public.ctr_withdrawal (
  casino_id uuid not null,
  filing_id uuid not null,
  staff_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (casino_id, filing_id),
  foreign key (casino_id, filing_id) references public.ctr_filing (casino_id, id)
);
comment on table public.ctr_withdrawal is
  'Append-only: reports that had not gone out when somebody found that nothing is required of their case. They go out '
  'no more, and count as never filed.';
comment on column public.ctr_withdrawal.staff_id is
  'Who found so. No foreign key, as in the audit trail; staff rows are never deleted.';

create trigger ctr_filing_append_only before update or delete on public.ctr_filing
  for each row execute function app.refuse_append_only();
create trigger ctr_filing_no_truncate before truncate on public.ctr_filing
  for each statement execute function app.refuse_append_only();
create trigger ctr_batch_append_only before update or delete on public.ctr_batch
  for each row execute function app.refuse_append_only();
create trigger ctr_batch_no_truncate before truncate on public.ctr_batch
  for each statement execute function app.refuse_append_only();
create trigger ctr_batch_report_append_only before update or delete on public.ctr_batch_report
  for each row execute function app.refuse_append_only();
create trigger ctr_batch_report_no_truncate before truncate on public.ctr_batch_report
  for each statement execute function app.refuse_append_only();
create trigger ctr_acknowledgement_append_only before update or delete on public.ctr_acknowledgement
  for each row execute function app.refuse_append_only();
create trigger ctr_acknowledgement_no_truncate before truncate on public.ctr_acknowledgement
  for each statement execute function app.refuse_append_only();
create trigger ctr_withdrawal_append_only before update or delete on public.ctr_withdrawal
  for each row execute function app.refuse_append_only();
create trigger ctr_withdrawal_no_truncate before truncate on public.ctr_withdrawal
  for each statement execute function app.refuse_append_only();
alter table public.ctr_filing enable always trigger ctr_filing_append_only;
alter table public.ctr_filing enable always trigger ctr_filing_no_truncate;
alter table public.ctr_batch enable always trigger ctr_batch_append_only;
alter table public.ctr_batch enable always trigger ctr_batch_no_truncate;
alter table public.ctr_batch_report enable always trigger ctr_batch_report_append_only;
alter table public.ctr_batch_report enable always trigger ctr_batch_report_no_truncate;
alter table public.ctr_acknowledgement enable always trigger ctr_acknowledgement_append_only;
alter table public.ctr_acknowledgement enable always trigger ctr_acknowledgement_no_truncate;
alter table public.ctr_withdrawal enable always trigger ctr_withdrawal_append_only;
alter table public.ctr_withdrawal enable always trigger ctr_withdrawal_no_truncate;

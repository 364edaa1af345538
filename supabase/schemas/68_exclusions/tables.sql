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

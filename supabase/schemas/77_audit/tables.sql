-- Filters of the audit trail that people keep for themselves.

create table public.audit_filter (
  casino_id uuid not null,
  staff_id uuid not null,
  name text not null check (length(name) between 1 and 80),
  filter jsonb not null check (jsonb_typeof(filter) = 'object'),
  saved_at timestamptz not null default now(),
  primary key (casino_id, staff_id, name),
  foreign key (casino_id, staff_id) references public.staff (casino_id, id)
);
comment on table public.audit_filter is
  'What somebody asks the audit trail again and again, under a name of their own. As rpc_list_audit takes it.';

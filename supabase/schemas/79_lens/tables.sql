-- Lens: what stands out in the records, shown to compliance: patterns of the cash log, and what staff do with rewards.

create type public.lens as enum ('cash', 'insider');
create type public.lens_kind as enum ('under_step', 'in_out_alike', 'same_description', 'chip_walk', 'own_past_in',
  'own_past_out', 'patron_share', 'outside_usual', 'void_after_play', 'replace_chain', 'dormant_account',
  'staff_namesake', 'overrides', 'overrides_own_past');
create type public.lens_row_type as enum ('mtl_entry', 'loyalty_ledger', 'promo_coupon');

create type app.lens_baseline as (median numeric, mad numeric, n integer, allowed numeric);
comment on type app.lens_baseline is
  'What is usual: median and unscaled MAD of n figures, and the highest figure that is still usual. Null without any.';

create type app.lens_finding as (
  kind public.lens_kind,
  about text,
  player_id uuid,
  unknown_patron_id uuid,
  staff_id uuid,
  gaming_day date,
  figure numeric,
  line numeric,
  baseline app.lens_baseline,
  params jsonb,
  row_ids uuid[]
);
comment on type app.lens_finding is
  'One thing that stands out: its figure, the line from which on it does, what is usual, further figures of its '
  'explanation, and the rows behind it in their order. about names the thing within its kind, whatever the days asked '
  'for; gaming_day is the last of its rows.';

create table public.lens_acknowledgement (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  finding_id text not null check (finding_id ~ '^[0-9a-f]{32}$'),
  kind public.lens_kind not null,
  about text not null check (length(about) between 1 and 200),
  row_ids uuid[] not null check (cardinality(row_ids) > 0),
  figure numeric not null,
  reason text not null check (length(reason) between 1 and 500),
  staff_id uuid not null,
  gaming_day date not null,
  correlation_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (casino_id, id),
  unique (casino_id, finding_id)
);
comment on table public.lens_acknowledgement is
  'Append-only: what compliance has looked into, with the rows that stood behind it and what they say of it. A finding '
  'is acknowledged while all of its rows are in one of these, and back as soon as one is not.';
comment on column public.lens_acknowledgement.finding_id is
  'Which finding, by kind, about and rows (app.lens_finding_id): once each.';
comment on column public.lens_acknowledgement.staff_id is
  'Who acknowledged it. No foreign key, as in the ledger; staff rows are never deleted.';
create index lens_acknowledgement_about on public.lens_acknowledgement (casino_id, kind, about);
create trigger lens_acknowledgement_append_only before update or delete on public.lens_acknowledgement
  for each row execute function app.refuse_append_only();
create trigger lens_acknowledgement_no_truncate before truncate on public.lens_acknowledgement
  for each statement execute function app.refuse_append_only();
alter table public.lens_acknowledgement enable always trigger lens_acknowledgement_append_only;
alter table public.lens_acknowledgement enable always trigger lens_acknowledgement_no_truncate;

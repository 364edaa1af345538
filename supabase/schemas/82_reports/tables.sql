-- Reports as they were posted.

create table app.posted_report (
  casino_id uuid not null references public.casino (id),
  gaming_day date not null,
  report jsonb not null,
  posted_at timestamptz not null default now(),
  primary key (casino_id, gaming_day)
);
comment on table app.posted_report is
  'The report of each gaming day as it was when the day was sealed, whatever is corrected later. Apart from the API, '
  'without any grant: parts of it are not for everybody who reads reports.';
comment on column app.posted_report.report is
  'What rpc_gaming_day_report answered then to somebody who may see all of it.';

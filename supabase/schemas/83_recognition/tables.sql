-- Recognition: casinos of one company know each other's players again, and nothing more.

create table app.recognition (
  casino_id uuid not null references public.casino (id),
  with_casino_id uuid not null references public.casino (id),
  at timestamptz not null default now(),
  primary key (casino_id, with_casino_id),
  check (casino_id <> with_casino_id)
);
comment on table app.recognition is
  'Which casinos share their players for recognition: a row on each side. Said by whoever runs the database for the '
  'company (npm run recognition), for no casino''s own people decide about another''s players. In a schema that the '
  'API does not expose and without any grant.';
create index recognition_with on app.recognition (with_casino_id);

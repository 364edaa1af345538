-- Founding: how whoever runs the database lets somebody set a new casino up on a screen.

create table app.founding_link (
  id uuid primary key default app.uuid_v7(),
  token_hash bytea not null unique,
  lapses_at timestamptz not null,
  casino_id uuid references public.casino (id),
  house_hash bytea,
  check ((casino_id is null) = (house_hash is null))
);
comment on table app.founding_link is
  'One-time links by which a new casino is set up on a screen. In a schema that the API does not expose and without '
  'any grant: only functions of the owner reach it.';
comment on column app.founding_link.token_hash is 'SHA-256 of the token, which is told once and kept nowhere.';
comment on column app.founding_link.casino_id is 'What it made; null as long as it opens something.';
comment on column app.founding_link.house_hash is
  'SHA-256 of the document that it made the casino of: who sends the same again is told the same.';
create index founding_link_casino on app.founding_link (casino_id);

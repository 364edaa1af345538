-- Sign-in: tries at passwords, counted in one place for all web servers, and the devices on which somebody came in.

create table app.server_key (
  key_hash bytea primary key,
  made_at timestamptz not null default now()
);
comment on table app.server_key is
  'The keys by which web servers say that they are some, when nobody is signed in yet: who has none of them counts no '
  'try, blocks nobody and takes no try back. In a schema that the API does not expose and without any grant.';
comment on column app.server_key.key_hash is 'SHA-256 of a key, which only the web servers have.';

create unlogged table app.sign_in_try (
  kind text not null check (kind in ('account', 'address', 'pair', 'device', 'mail', 'device_mail', 'trail')),
  key bytea not null,
  failures double precision not null check (failures >= 0),
  last_at timestamptz not null,
  forgotten_at timestamptz not null,
  is_told boolean not null default false,
  primary key (kind, key)
);
comment on table app.sign_in_try is
  'Tries that failed, by what is counted: an account from one address, an account from everywhere, an address, an '
  'account on a device that it signed in on before, e-mails asked for, rows of the audit trail. Unlogged: an attack '
  'writes much here and nothing of it needs to outlive a crash or go to a standby, where counting begins anew. '
  'Without any grant, and of no casino: an account may work at several.';
comment on column app.sign_in_try.key is
  'A keyed hash (app.knock_of): neither an e-mail address nor a network address stands here.';
comment on column app.sign_in_try.failures is 'Those remembered at the last one: they are forgotten one by one.';
comment on column app.sign_in_try.forgotten_at is 'When none is remembered any more, and the row may go.';
comment on column app.sign_in_try.is_told is 'Whether the wait of the last one has turned a try away, and was told so.';
create index sign_in_try_forgotten on app.sign_in_try (forgotten_at);

create table app.known_device (
  token_hash bytea not null,
  account bytea not null,
  lapses_at timestamptz not null,
  primary key (token_hash, account)
);
comment on table app.known_device is
  'On which devices an account has signed in: tries there are counted apart, so that nobody elsewhere keeps its person '
  'out. In a schema that the API does not expose and without any grant.';
comment on column app.known_device.token_hash is 'SHA-256 of what the device keeps in a cookie.';
comment on column app.known_device.account is 'A keyed hash of the e-mail address, as in app.sign_in_try.';
comment on column app.known_device.lapses_at is '90 days after the last sign-in of the account there.';
create index known_device_account on app.known_device (account, lapses_at);

create type app.knock as (
  email text,
  account bytea,
  address bytea,
  pair bytea,
  device bytea
);
comment on type app.knock is
  'Who tries to come in, and from where: an e-mail address, and hashes of it, of the network address, of both, and of '
  'the device where the account has signed in on it before (else null).';

create type app.taken_try as (
  wait_seconds integer,
  failures integer,
  is_first boolean
);
comment on type app.taken_try is
  'A try that was counted (wait_seconds 0) as which failure in a row it counts unless it succeeds, or one that was '
  'turned away, and whether it is the first that met this wait.';

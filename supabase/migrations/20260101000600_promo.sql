-- Promo: programs, coupons with their validation numbers, what became of each, and what they expose the house to.

create type public.promo_type_enum as enum ('match_play', 'free_play');
create type public.promo_program_status as enum ('active', 'inactive');
create type public.promo_coupon_status as enum ('issued', 'voided', 'replaced', 'expired', 'cleared');

create table public.promo_program (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  name text not null check (length(name) between 1 and 100),
  promo_type public.promo_type_enum not null,
  face_value_cents bigint not null check (face_value_cents between 1 and 100000000),
  required_match_wager_cents bigint not null check (required_match_wager_cents between 0 and 100000000),
  status public.promo_program_status not null default 'active',
  start_at timestamptz not null default now(),
  end_at timestamptz check (end_at > start_at),
  valid_hours integer not null default 24 check (valid_hours between 1 and 8784),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (casino_id, id),
  check ((promo_type = 'match_play') = (required_match_wager_cents > 0))
);
comment on table public.promo_program is
  'A kind of coupon. Its figures are copied into each coupon when it is issued: an edit is for later coupons only. Programs are never deleted.';
comment on column public.promo_program.required_match_wager_cents is 'What the player must stake for a match play; 0 for free play.';
comment on column public.promo_program.valid_hours is 'How long a coupon is good for, from its issue, unless its issuer says otherwise.';
create unique index promo_program_name on public.promo_program (casino_id, lower(name));

create table public.promo_coupon (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  promo_program_id uuid not null,
  validation_number text not null check (length(validation_number) between 4 and 40),
  validation_key text not null,
  status public.promo_coupon_status not null default 'issued',
  face_value_cents bigint not null check (face_value_cents > 0),
  required_match_wager_cents bigint not null check (required_match_wager_cents >= 0),
  player_id uuid,
  visit_id uuid,
  gaming_day date not null,
  issued_at timestamptz not null default now(),
  issued_by_staff_id uuid,
  expires_at timestamptz not null,
  voided_at timestamptz,
  voided_by_staff_id uuid,
  void_reason text check (length(void_reason) between 1 and 500),
  replaced_at timestamptz,
  replaced_by_staff_id uuid,
  replace_reason text check (length(replace_reason) between 1 and 500),
  replacement_coupon_id uuid,
  replaces_coupon_id uuid,
  first_issued_at timestamptz,
  valid_until timestamptz,
  expired_at timestamptz,
  cleared_at timestamptz,
  reward_id uuid,
  metadata jsonb not null default '{}'::jsonb,
  correlation_id uuid not null,
  primary key (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, visit_id) references public.visit (casino_id, id),
  foreign key (casino_id, replacement_coupon_id) references public.promo_coupon (casino_id, id),
  foreign key (casino_id, replaces_coupon_id) references public.promo_coupon (casino_id, id),
  check (expires_at > issued_at),
  check (valid_until >= expires_at),
  check (first_issued_at is null or (replaces_coupon_id is not null and first_issued_at <= issued_at)),
  check ((status = 'voided') = (voided_at is not null) and (status = 'voided') = (void_reason is not null)),
  check ((status = 'replaced') = (replaced_at is not null) and (status = 'replaced') = (replacement_coupon_id is not null)),
  check ((status = 'expired') = (expired_at is not null)),
  check ((status = 'cleared') = (cleared_at is not null))
);
comment on table public.promo_coupon is
  'One issued instrument. Its value, owner and number never change; its status goes from issued to one other, once. Overdue means expired, whether or not the row says so yet: app.coupon_status.';
comment on column public.promo_coupon.promo_program_id is
  'No foreign key: every issue would share-lock the one program row of the night. Programs are never deleted, and the RPC looks the program up in the caller''s casino.';
comment on column public.promo_coupon.issued_by_staff_id is 'Who issued it; null for the system. No foreign key, as in the ledger; staff rows are never deleted.';
comment on column public.promo_coupon.reward_id is 'The catalog reward it was given as, if any. No foreign key, as in the ledger; rewards are never deleted.';
comment on column public.promo_coupon.metadata is 'Of a reward: {reward_code, reward_name, reward_kind, tier, note} as they were when it was given.';
comment on column public.promo_coupon.validation_number is 'As printed: given with pre-printed stock, else made by app.new_validation_number.';
comment on column public.promo_coupon.validation_key is 'The number as it is looked up, by app.validation_key: capitals and digits only, O read as 0, I and L as 1.';
comment on column public.promo_coupon.first_issued_at is
  'Of a replacement: when the first coupon of its line was issued. Null for a coupon that replaces none: that is issued_at.';
comment on column public.promo_coupon.valid_until is
  'Until when its program (or the tier of its reward) lets a coupon of its line be good, from the first issue; later where its issuer said so. What replaces it may not outlive this. Null: its expiry.';
comment on column public.promo_coupon.expired_at is 'When it expired, which is expires_at, whenever that was noticed.';
create unique index promo_coupon_validation_key on public.promo_coupon (casino_id, validation_key);
-- A replacement is not an issuance, and is not in the index that issuances are counted from.
create index promo_coupon_issued on public.promo_coupon (casino_id, issued_at)
  include (face_value_cents, required_match_wager_cents) where replaces_coupon_id is null;
create index promo_coupon_outstanding on public.promo_coupon (casino_id, expires_at)
  include (issued_at, first_issued_at, valid_until, face_value_cents, required_match_wager_cents, promo_program_id) where status = 'issued';
create index promo_coupon_expired on public.promo_coupon (casino_id, expires_at)
  include (face_value_cents, required_match_wager_cents) where status = 'expired';
create index promo_coupon_voided on public.promo_coupon (casino_id, voided_at)
  include (face_value_cents, required_match_wager_cents) where status = 'voided';
create index promo_coupon_replaced on public.promo_coupon (casino_id, replaced_at)
  include (face_value_cents, required_match_wager_cents, replaced_by_staff_id) where status = 'replaced';
create index promo_coupon_cleared on public.promo_coupon (casino_id, cleared_at) where status = 'cleared';
create index promo_coupon_program on public.promo_coupon (casino_id, promo_program_id, id);
create index promo_coupon_player on public.promo_coupon (casino_id, player_id, id) where player_id is not null;
create index promo_coupon_reward on public.promo_coupon (casino_id, player_id, issued_at) where reward_id is not null;
create index promo_coupon_visit on public.promo_coupon (casino_id, visit_id) where visit_id is not null;
create index promo_coupon_replacement on public.promo_coupon (casino_id, replacement_coupon_id) where replacement_coupon_id is not null;
create unique index promo_coupon_replaces on public.promo_coupon (casino_id, replaces_coupon_id) where replaces_coupon_id is not null;

-- Settled coupons leave the index of outstanding ones only when vacuumed, and the ordinary fifth of a long history is far too late.
alter table public.promo_coupon set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.01);

create table public.promo_day_rollup (
  casino_id uuid not null references public.casino (id),
  gaming_day date not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  is_open boolean not null,
  issued_count bigint not null,
  issued_face_value_cents bigint not null,
  issued_patron_risk_cents bigint not null,
  voided_count bigint not null,
  voided_face_value_cents bigint not null,
  voided_patron_risk_cents bigint not null,
  replaced_count bigint not null,
  replaced_face_value_cents bigint not null,
  replaced_patron_risk_cents bigint not null,
  expired_count bigint not null,
  expired_face_value_cents bigint not null,
  expired_patron_risk_cents bigint not null,
  issued_count_by_hour bigint[] not null,
  issued_face_value_cents_by_hour bigint[] not null,
  closed_at timestamptz not null default now(),
  primary key (casino_id, gaming_day)
);
comment on table public.promo_day_rollup is
  'What a closed gaming day came to, written once, some time after its end. A closed day can''t change any more: coupons are issued, voided, replaced and expire in their own time. Days follow each other without gaps; what comes after the last one is counted live.';
comment on column public.promo_day_rollup.is_open is 'Whether the casino was open: somebody checked in, or a coupon was issued or replaced. A day that was not is no day of a baseline.';
comment on column public.promo_day_rollup.issued_count is 'Without replacements, as are the figures beside it and those by hour.';
comment on column public.promo_day_rollup.replaced_count is 'Coupons replaced, and so the replacements too: the two are made at one instant, of one value.';
comment on column public.promo_day_rollup.issued_count_by_hour is 'By hour of the gaming day; the first element is its first hour, and there are 23, 24 or 25.';

-- ---- What never changes about a coupon -------------------------------------------------------------------------------

create function app.guard_promo_coupon()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  -- The columns that say what became of the coupon. All others stay as they were issued.
  v_fate text[] := array['status', 'voided_at', 'voided_by_staff_id', 'void_reason', 'replaced_at', 'replaced_by_staff_id',
    'replace_reason', 'replacement_coupon_id', 'expired_at', 'cleared_at'];
begin
  if tg_op = 'DELETE' or to_jsonb(new) - v_fate is distinct from to_jsonb(old) - v_fate then
    perform app.fail(409, 'APPEND_ONLY', jsonb_build_object('table', tg_table_name, 'operation', tg_op));
  end if;
  if old.status <> 'issued' then
    perform app.fail(409, 'COUPON_NOT_OUTSTANDING', jsonb_build_object('status', old.status));
  end if;
  return new;
end;
$$;
comment on function app.guard_promo_coupon() is
  'Trigger: value, owner and number of a coupon never change, its status changes once, from issued, and no coupon is deleted; not by the owner either.';

create trigger promo_coupon_guard before update or delete on public.promo_coupon
  for each row execute function app.guard_promo_coupon();
create trigger promo_coupon_no_truncate before truncate on public.promo_coupon
  for each statement execute function app.refuse_append_only();
alter table public.promo_coupon enable always trigger promo_coupon_guard;
alter table public.promo_coupon enable always trigger promo_coupon_no_truncate;

-- ---- Validation numbers ----------------------------------------------------------------------------------------------

create function app.validation_key(p_validation_number text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return translate(upper(regexp_replace(p_validation_number, '[^0-9A-Za-z]', '', 'g')), 'OIL', '011');
end;
$$;
comment on function app.validation_key(text) is
  'A validation number as it is compared: letters and digits only, capitals, O read as 0, I and L as 1 (Crockford), so that a number copied by hand or scanned finds its coupon.';

create function app.new_validation_number()
returns text
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_alphabet constant text := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  v_random bytea;
  v_value bigint;
  v_number text;
begin
  -- 55 random bits of PostgreSQL's strong source: the bytes of a random uuid that carry no version and no variant.
  -- Crockford's check is the value modulo 37, a prime above 32, so that every wrong character and every swap of two
  -- neighbours shows. A number whose check would be one of the five signs that aren't letters or digits is drawn again,
  -- and so is one with fewer than two letters: numbers of pre-printed stock are often digits only, and must not look like
  -- ours, nor ours like them for one wrong character.
  loop
    v_random := uuid_send(gen_random_uuid());
    v_value := 0;
    for v_byte in 0 .. 5 loop
      v_value := (v_value << 8) | get_byte(v_random, v_byte);
    end loop;
    v_value := (v_value << 7) | (get_byte(v_random, 15) & 127);
    v_number := '';
    for v_place in reverse 10 .. 0 loop
      v_number := v_number || substr(v_alphabet, ((v_value >> (5 * v_place)) & 31)::integer + 1, 1);
    end loop;
    exit when v_value % 37 < 32 and v_number ~ '[A-Z].*[A-Z]';
  end loop;
  return v_number || substr(v_alphabet, (v_value % 37)::integer + 1, 1);
end;
$$;
comment on function app.new_validation_number() is
  'A new validation number: eleven random Crockford base-32 characters (55 bits) and a check character, the value modulo 37.';

-- ---- Shapes ----------------------------------------------------------------------------------------------------------

create function app.coupon_status(p_coupon public.promo_coupon)
returns public.promo_coupon_status
language plpgsql
stable
set search_path = ''
as $$
begin
  return case when p_coupon.status = 'issued' and p_coupon.expires_at <= now() then 'expired' else p_coupon.status end;
end;
$$;
comment on function app.coupon_status(public.promo_coupon) is 'The status that counts: an overdue coupon is expired, also before anything marked it.';

create function app.latest_expiry(p_coupon public.promo_coupon, p_program_end timestamptz)
returns timestamptz
language plpgsql
immutable
set search_path = ''
as $$
begin
  return greatest(p_coupon.expires_at, least(coalesce(p_coupon.valid_until, p_coupon.expires_at), p_program_end));
end;
$$;
comment on function app.latest_expiry(public.promo_coupon, timestamptz) is
  'The latest expiry that a replacement may have: what the program gave the first coupon of the line, not beyond the program''s end; its own expiry may always stay.';

create function app.promo_coupon_json(p_coupon public.promo_coupon)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'id', p_coupon.id, 'promo_program_id', p_coupon.promo_program_id, 'program_name', g.name, 'promo_type', g.promo_type,
      'validation_number', p_coupon.validation_number, 'status', app.coupon_status(p_coupon),
      'face_value_cents', p_coupon.face_value_cents, 'required_match_wager_cents', p_coupon.required_match_wager_cents,
      'player_id', p_coupon.player_id, 'player_name', (
        select first_name || ' ' || last_name from public.player where casino_id = p_coupon.casino_id and id = p_coupon.player_id
      ),
      'visit_id', p_coupon.visit_id, 'gaming_day', p_coupon.gaming_day, 'issued_at', p_coupon.issued_at,
      'issued_by_staff_id', p_coupon.issued_by_staff_id, 'issued_by_staff_name', app.staff_name(p_coupon.casino_id, p_coupon.issued_by_staff_id),
      'expires_at', p_coupon.expires_at, 'latest_expires_at', app.latest_expiry(p_coupon, g.end_at),
      'voided_at', p_coupon.voided_at, 'voided_by_staff_name', app.staff_name(p_coupon.casino_id, p_coupon.voided_by_staff_id),
      'void_reason', p_coupon.void_reason, 'replaced_at', p_coupon.replaced_at,
      'replaced_by_staff_name', app.staff_name(p_coupon.casino_id, p_coupon.replaced_by_staff_id),
      'replace_reason', p_coupon.replace_reason, 'replacement_coupon_id', p_coupon.replacement_coupon_id,
      'replaces_coupon_id', p_coupon.replaces_coupon_id, 'reward_id', p_coupon.reward_id,
      'reward_name', p_coupon.metadata -> 'reward_name', 'note', p_coupon.metadata -> 'note', 'correlation_id', p_coupon.correlation_id)
    from public.promo_program g
    where g.casino_id = p_coupon.casino_id and g.id = p_coupon.promo_program_id
  );
end;
$$;
comment on function app.promo_coupon_json(public.promo_coupon) is 'A coupon as every RPC answers it. Its status is the one that counts: overdue is expired.';

create function app.promo_program_json(p_program public.promo_program)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', p_program.id, 'name', p_program.name, 'promo_type', p_program.promo_type,
    'face_value_cents', p_program.face_value_cents, 'required_match_wager_cents', p_program.required_match_wager_cents,
    'status', p_program.status, 'start_at', p_program.start_at, 'end_at', p_program.end_at, 'valid_hours', p_program.valid_hours,
    'version', p_program.version, 'created_at', p_program.created_at, 'updated_at', p_program.updated_at);
end;
$$;
comment on function app.promo_program_json(public.promo_program) is 'A program as every RPC answers it.';

-- ---- Programs --------------------------------------------------------------------------------------------------------

create function app.require_valid_program(p_program public.promo_program)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_program.name is null or length(p_program.name) not between 1 and 100 then
    perform app.invalid('name', 'Give a name of 1 to 100 characters.');
  end if;
  if (p_program.face_value_cents between 1 and 100000000) is not true then
    perform app.invalid('faceValueCents', 'Give a face value above zero, at most 1,000,000.00.');
  end if;
  if p_program.promo_type = 'match_play' and (p_program.required_match_wager_cents between 1 and 100000000) is not true then
    perform app.invalid('requiredMatchWagerCents', 'A match play needs a wager that the player must stake.');
  end if;
  if p_program.promo_type = 'free_play' and p_program.required_match_wager_cents is distinct from 0 then
    perform app.invalid('requiredMatchWagerCents', 'Free play has no match wager; give 0.');
  end if;
  if (p_program.valid_hours between 1 and 8784) is not true then
    perform app.invalid('validHours', 'Give a validity of 1 to 8,784 hours.');
  end if;
  -- Not infinity either, which no client could read.
  if (p_program.start_at between '2000-01-01Z' and '2999-12-31Z') is not true then
    perform app.invalid('startAt', 'Give a time between the years 2000 and 2999.');
  end if;
  if p_program.end_at not between '2000-01-01Z' and '2999-12-31Z' then
    perform app.invalid('endAt', 'Give a time between the years 2000 and 2999.');
  end if;
  if p_program.end_at <= p_program.start_at then
    perform app.invalid('endAt', 'The end must come after the start.');
  end if;
end;
$$;
comment on function app.require_valid_program(public.promo_program) is
  'What a program must be, whether new or edited: VALIDATION_FAILED by field.';

create function app.require_exact_match(p_program public.promo_program)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_program.promo_type = 'match_play' and p_program.required_match_wager_cents <> p_program.face_value_cents
    and (select promo_require_exact_match from public.casino_settings where casino_id = p_program.casino_id)
  then
    perform app.fail(409, 'MATCH_NOT_EXACT', jsonb_build_object('faceValueCents', p_program.face_value_cents,
      'requiredMatchWagerCents', p_program.required_match_wager_cents));
  end if;
end;
$$;
comment on function app.require_exact_match(public.promo_program) is
  'MATCH_NOT_EXACT when the casino wants the match wager equal to the face value and a match play''s is not. Asked of programs, and again of each coupon: the setting may have come later.';

create function public.rpc_create_promo_program(
  p_name text,
  p_promo_type text,
  p_face_value_cents bigint,
  p_required_match_wager_cents bigint,
  p_idempotency_key text,
  p_valid_hours integer default 24,
  p_status text default 'active',
  p_start_at timestamptz default null,
  p_end_at timestamptz default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_program public.promo_program;
  v_hash bytea;
  v_answer jsonb;
begin
  perform app.require_capability(v_ctx, 'catalog.write');
  if p_promo_type is null or p_promo_type not in ('match_play', 'free_play') then
    perform app.invalid('promoType', 'Give one of match_play, free_play.');
  end if;
  if p_status is null or p_status not in ('active', 'inactive') then
    perform app.invalid('status', 'Give one of active, inactive.');
  end if;
  v_hash := app.request_hash('create_promo_program', jsonb_build_array(btrim(p_name), p_promo_type, p_face_value_cents,
    p_required_match_wager_cents, p_valid_hours, p_status, extract(epoch from p_start_at), extract(epoch from p_end_at)));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  v_program.casino_id := v_ctx.casino_id;
  v_program.id := app.uuid_v7();
  v_program.name := btrim(p_name);
  v_program.promo_type := p_promo_type::public.promo_type_enum;
  v_program.face_value_cents := p_face_value_cents;
  v_program.required_match_wager_cents := p_required_match_wager_cents;
  v_program.status := p_status::public.promo_program_status;
  v_program.start_at := coalesce(p_start_at, now());
  v_program.end_at := p_end_at;
  v_program.valid_hours := p_valid_hours;
  v_program.version := 1;
  v_program.created_at := now();
  v_program.updated_at := now();
  perform app.require_valid_program(v_program);
  perform app.require_exact_match(v_program);
  insert into public.promo_program select (v_program).*
  on conflict (casino_id, lower(name)) do nothing;
  if not found then
    perform app.fail(409, 'PROGRAM_NAME_TAKEN');
  end if;
  return app.complete_intent(v_ctx, 'promo.create_promo_program', 'promo_program', v_program.id, null,
    app.promo_program_json(v_program), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_create_promo_program(text, text, bigint, bigint, text, integer, text, timestamptz, timestamptz, uuid) is
  'Makes a program: match_play with a required wager, or free_play with 0; cents; p_valid_hours is the validity of its coupons from issue. Answers the program and is_existing. Capability catalog.write. VALIDATION_FAILED, MATCH_NOT_EXACT, PROGRAM_NAME_TAKEN.';

create function app.lock_program(p_ctx app.rls_context, p_promo_program_id uuid, p_expected_version integer)
returns public.promo_program
language plpgsql
set search_path = ''
as $$
declare
  v_program public.promo_program;
begin
  select * into v_program from public.promo_program
  where casino_id = p_ctx.casino_id and id = p_promo_program_id
  for no key update;
  if not found then
    perform app.fail(404, 'PROGRAM_NOT_FOUND');
  end if;
  if v_program.version <> p_expected_version then
    perform app.fail(409, 'PROGRAM_CHANGED', jsonb_build_object('version', v_program.version));
  end if;
  return v_program;
end;
$$;
comment on function app.lock_program(app.rls_context, uuid, integer) is
  'Locks a program for an edit. PROGRAM_NOT_FOUND; PROGRAM_CHANGED when a version is expected and it is not the current one: somebody else edited in between.';

create function public.rpc_update_promo_program(
  p_promo_program_id uuid,
  p_idempotency_key text,
  p_name text default null,
  p_face_value_cents bigint default null,
  p_required_match_wager_cents bigint default null,
  p_valid_hours integer default null,
  p_status text default null,
  p_start_at timestamptz default null,
  p_end_at timestamptz default null,
  p_has_no_end boolean default false,
  p_expected_version integer default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_before public.promo_program;
  v_program public.promo_program;
  v_hash bytea;
  v_answer jsonb;
begin
  perform app.require_capability(v_ctx, 'catalog.write');
  if p_status not in ('active', 'inactive') then
    perform app.invalid('status', 'Give one of active, inactive.');
  end if;
  v_hash := app.request_hash('update_promo_program', jsonb_build_array(p_promo_program_id, btrim(p_name), p_face_value_cents,
    p_required_match_wager_cents, p_valid_hours, p_status, extract(epoch from p_start_at), extract(epoch from p_end_at), p_has_no_end,
    p_expected_version));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  v_before := app.lock_program(v_ctx, p_promo_program_id, p_expected_version);
  v_program := v_before;
  v_program.name := coalesce(btrim(p_name), v_before.name);
  v_program.face_value_cents := coalesce(p_face_value_cents, v_before.face_value_cents);
  v_program.required_match_wager_cents := coalesce(p_required_match_wager_cents, v_before.required_match_wager_cents);
  v_program.valid_hours := coalesce(p_valid_hours, v_before.valid_hours);
  v_program.start_at := coalesce(p_start_at, v_before.start_at);
  v_program.end_at := case when p_has_no_end then null else coalesce(p_end_at, v_before.end_at) end;
  v_program.status := coalesce(p_status::public.promo_program_status, v_before.status);
  perform app.require_valid_program(v_program);
  -- A program that is inexact since before the setting can still be renamed and switched off, but not made anew so.
  if (v_program.face_value_cents, v_program.required_match_wager_cents) <> (v_before.face_value_cents, v_before.required_match_wager_cents)
    or (v_program.status = 'active' and v_before.status <> 'active')
  then
    perform app.require_exact_match(v_program);
  end if;
  begin
    update public.promo_program
    set name = v_program.name, face_value_cents = v_program.face_value_cents,
      required_match_wager_cents = v_program.required_match_wager_cents, valid_hours = v_program.valid_hours,
      status = v_program.status, start_at = v_program.start_at, end_at = v_program.end_at,
      version = version + 1, updated_at = now()
    where casino_id = v_ctx.casino_id and id = p_promo_program_id
    returning * into v_program;
  exception when unique_violation then
    perform app.fail(409, 'PROGRAM_NAME_TAKEN');
  end;
  return app.complete_intent(v_ctx, 'promo.update_promo_program', 'promo_program', v_program.id, app.promo_program_json(v_before),
    app.promo_program_json(v_program), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_update_promo_program(uuid, text, text, bigint, bigint, integer, text, timestamptz, timestamptz, boolean, integer, uuid) is
  'Changes what is given of a program, for coupons issued from now on; p_has_no_end takes the end away. With p_expected_version, PROGRAM_CHANGED when somebody else edited in between. Answers the program and is_existing. Capability catalog.write. PROGRAM_NOT_FOUND, PROGRAM_CHANGED, PROGRAM_NAME_TAKEN, VALIDATION_FAILED, MATCH_NOT_EXACT.';

create function public.rpc_list_promo_programs()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  perform app.require_capability(v_ctx, 'floor.read');
  return jsonb_build_object('items', coalesce((
    select jsonb_agg(app.promo_program_json(g) || jsonb_build_object('outstanding_count', coalesce(o.coupons, 0),
      'outstanding_face_value_cents', coalesce(o.cents, 0)) order by g.status, lower(g.name))
    from public.promo_program g
    left join (
      select promo_program_id, count(*) as coupons, sum(face_value_cents) as cents
      from public.promo_coupon
      where casino_id = v_ctx.casino_id and status = 'issued' and expires_at > now()
      group by promo_program_id
    ) o on o.promo_program_id = g.id
    where g.casino_id = v_ctx.casino_id
  ), '[]'::jsonb));
end;
$$;
comment on function public.rpc_list_promo_programs() is
  'All programs, active ones first, each with outstanding_count and outstanding_face_value_cents: {items}. Capability floor.read.';

create function public.rpc_get_promo_program(p_promo_program_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_program public.promo_program;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  select * into v_program from public.promo_program where casino_id = v_ctx.casino_id and id = p_promo_program_id;
  if not found then
    perform app.fail(404, 'PROGRAM_NOT_FOUND');
  end if;
  return app.promo_program_json(v_program);
end;
$$;
comment on function public.rpc_get_promo_program(uuid) is 'One program. Capability floor.read. PROGRAM_NOT_FOUND.';

-- ---- Issuing ---------------------------------------------------------------------------------------------------------

create function app.require_issuable_program(p_ctx app.rls_context, p_promo_program_id uuid)
returns public.promo_program
language plpgsql
stable
set search_path = ''
as $$
declare
  v_program public.promo_program;
begin
  select * into v_program from public.promo_program where casino_id = p_ctx.casino_id and id = p_promo_program_id;
  if not found then
    perform app.fail(404, 'PROGRAM_NOT_FOUND');
  end if;
  if v_program.status <> 'active' then
    perform app.fail(409, 'PROGRAM_INACTIVE');
  end if;
  if v_program.start_at > now() then
    perform app.fail(409, 'PROGRAM_NOT_STARTED', jsonb_build_object('startAt', v_program.start_at));
  end if;
  if v_program.end_at <= now() then
    perform app.fail(409, 'PROGRAM_ENDED', jsonb_build_object('endAt', v_program.end_at));
  end if;
  perform app.require_exact_match(v_program);
  return v_program;
end;
$$;
comment on function app.require_issuable_program(app.rls_context, uuid) is
  'A program of the caller''s casino that coupons may be issued of now. PROGRAM_NOT_FOUND, PROGRAM_INACTIVE, PROGRAM_NOT_STARTED, PROGRAM_ENDED, MATCH_NOT_EXACT.';

create function app.coupon_player_id(p_ctx app.rls_context, p_player_id uuid, p_visit_id uuid)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
declare
  v_visit public.visit;
begin
  if p_player_id is not null and not exists (select 1 from public.player where casino_id = p_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  if p_visit_id is null then
    if p_player_id is null and not (select promo_allow_anonymous_issuance from public.casino_settings where casino_id = p_ctx.casino_id) then
      perform app.fail(409, 'ANONYMOUS_ISSUANCE_DISABLED');
    end if;
    return p_player_id;
  end if;

  select * into v_visit from public.visit where casino_id = p_ctx.casino_id and id = p_visit_id;
  if not found then
    perform app.fail(404, 'VISIT_NOT_FOUND');
  end if;
  if v_visit.player_id <> p_player_id then
    perform app.fail(409, 'PLAYER_MISMATCH');
  end if;
  if v_visit.ended_at is not null then
    perform app.fail(409, 'VISIT_ENDED', jsonb_build_object('endedAt', v_visit.ended_at));
  end if;
  return v_visit.player_id;
end;
$$;
comment on function app.coupon_player_id(app.rls_context, uuid, uuid) is
  'Whom a coupon is for: the player given, else the visit''s; null for an anonymous one. PLAYER_NOT_FOUND, VISIT_NOT_FOUND, VISIT_ENDED, PLAYER_MISMATCH, ANONYMOUS_ISSUANCE_DISABLED.';

create function app.require_coupon_request(p_validation_number text, p_expires_at timestamptz)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_validation_number is not null and (
    p_validation_number !~ '^[0-9A-Za-z][0-9A-Za-z _./-]*$'
    or length(p_validation_number) > 40
    or length(app.validation_key(p_validation_number)) < 4
  ) then
    perform app.invalid('validationNumber', 'Give 4 to 40 letters and digits; spaces, dashes, dots, slashes and underscores may part them.');
  end if;
  if p_expires_at is not null and (not isfinite(p_expires_at) or p_expires_at <= now() or p_expires_at > now() + interval '366 days') then
    perform app.invalid('expiresAt', 'Give a time in the future, at most 366 days from now.');
  end if;
end;
$$;
comment on function app.require_coupon_request(text, timestamptz) is 'What can be said of a number and an expiry by themselves: VALIDATION_FAILED.';

create function app.insert_promo_coupon(p_ctx app.rls_context, p_coupon public.promo_coupon)
returns public.promo_coupon
language plpgsql
set search_path = ''
as $$
declare
  v_coupon public.promo_coupon := p_coupon;
begin
  v_coupon.casino_id := p_ctx.casino_id;
  v_coupon.id := app.uuid_v7();
  v_coupon.status := 'issued';
  v_coupon.gaming_day := p_ctx.gaming_day;
  v_coupon.issued_at := now();
  v_coupon.issued_by_staff_id := p_ctx.staff_id;
  v_coupon.metadata := coalesce(p_coupon.metadata, '{}'::jsonb);
  v_coupon.correlation_id := p_ctx.correlation_id;
  loop
    v_coupon.validation_number := coalesce(p_coupon.validation_number, app.new_validation_number());
    v_coupon.validation_key := app.validation_key(v_coupon.validation_number);
    insert into public.promo_coupon select (v_coupon).*
    on conflict (casino_id, validation_key) do nothing;
    exit when found;
    -- A number of our own that exists already, by chance or in pre-printed stock, is simply drawn again.
    if p_coupon.validation_number is not null then
      perform app.fail(409, 'VALIDATION_NUMBER_TAKEN');
    end if;
  end loop;
  return v_coupon;
end;
$$;
comment on function app.insert_promo_coupon(app.rls_context, public.promo_coupon) is
  'The only writer of new coupons. Takes program, value, owner, expiry and perhaps a number from p_coupon and sets the rest. VALIDATION_NUMBER_TAKEN for a given number that this casino has used before.';

create function app.emit_coupon_event(p_ctx app.rls_context, p_event_type text, p_coupon public.promo_coupon)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- Not the validation number: whoever holds it holds the coupon, and events leave the house.
  perform app.emit_event(p_ctx, p_event_type, p_coupon.player_id, jsonb_build_object(
    'coupon_id', p_coupon.id, 'promo_program_id', p_coupon.promo_program_id, 'player_id', p_coupon.player_id, 'visit_id', p_coupon.visit_id,
    'status', p_coupon.status, 'face_value_cents', p_coupon.face_value_cents,
    'required_match_wager_cents', p_coupon.required_match_wager_cents, 'expires_at', p_coupon.expires_at, 'gaming_day', p_coupon.gaming_day,
    'replaces_coupon_id', p_coupon.replaces_coupon_id)
    || case when p_coupon.reward_id is null then '{}'::jsonb
      else jsonb_build_object('reward_id', p_coupon.reward_id, 'reward_code', p_coupon.metadata -> 'reward_code') end);
end;
$$;
comment on function app.emit_coupon_event(app.rls_context, text, public.promo_coupon) is 'Puts what happened to a coupon into the outbox.';

create function public.rpc_issue_promo_coupon(
  p_promo_program_id uuid,
  p_idempotency_key text,
  p_validation_number text default null,
  p_player_id uuid default null,
  p_visit_id uuid default null,
  p_expires_at timestamptz default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_number text := nullif(btrim(p_validation_number), '');
  v_hash bytea;
  v_answer jsonb;
  v_program public.promo_program;
  v_coupon public.promo_coupon;
begin
  perform app.require_capability(v_ctx, 'coupon.manage');
  v_hash := app.request_hash('issue_promo_coupon', jsonb_build_array(p_promo_program_id, app.validation_key(v_number), p_player_id, p_visit_id, extract(epoch from p_expires_at)));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  perform app.require_coupon_request(v_number, p_expires_at);
  v_program := app.require_issuable_program(v_ctx, p_promo_program_id);
  v_coupon.player_id := app.coupon_player_id(v_ctx, p_player_id, p_visit_id);
  if v_coupon.player_id is not null then
    -- An exclusion that is being set waits for this row too: it lands before the coupon, or the coupon before it.
    perform app.lock_player_loyalty(v_ctx, v_coupon.player_id);
    if app.is_player_excluded(v_ctx, v_coupon.player_id) then
      return app.refuse_on_record(v_ctx, 409, 'PLAYER_EXCLUDED', 'exclusion.refuse_promo_coupon', 'player', v_coupon.player_id,
        jsonb_build_object('promo_program_id', p_promo_program_id));
    end if;
  end if;

  v_coupon.promo_program_id := p_promo_program_id;
  v_coupon.validation_number := v_number;
  v_coupon.visit_id := p_visit_id;
  v_coupon.face_value_cents := v_program.face_value_cents;
  v_coupon.required_match_wager_cents := v_program.required_match_wager_cents;
  v_coupon.expires_at := coalesce(p_expires_at, now() + make_interval(hours => v_program.valid_hours));
  v_coupon.valid_until := greatest(v_coupon.expires_at, now() + make_interval(hours => v_program.valid_hours));
  v_coupon := app.insert_promo_coupon(v_ctx, v_coupon);
  perform app.emit_coupon_event(v_ctx, 'promo.coupon_issued', v_coupon);
  return app.complete_intent(v_ctx, 'promo.issue_promo_coupon', 'promo_coupon', v_coupon.id, null,
    jsonb_build_object('coupon', app.promo_coupon_json(v_coupon)), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_issue_promo_coupon(uuid, text, text, uuid, uuid, timestamptz, uuid) is
  'Issues one coupon of a program, to a player, to the player of a running visit, or to nobody where the casino allows it. Without p_validation_number one is made; without p_expires_at the program''s validity holds. Answers {is_existing, coupon}; a replay answers the coupon as it was issued. Capability coupon.manage. VALIDATION_FAILED, PROGRAM_NOT_FOUND, PROGRAM_INACTIVE, PROGRAM_NOT_STARTED, PROGRAM_ENDED, MATCH_NOT_EXACT, PLAYER_NOT_FOUND, VISIT_NOT_FOUND, VISIT_ENDED, PLAYER_MISMATCH, ANONYMOUS_ISSUANCE_DISABLED, PLAYER_NOT_ENROLLED, PLAYER_EXCLUDED, VALIDATION_NUMBER_TAKEN.';

-- ---- Voiding, replacing, expiring ------------------------------------------------------------------------------------

create function app.lock_outstanding_coupon(p_ctx app.rls_context, p_coupon_id uuid)
returns public.promo_coupon
language plpgsql
set search_path = ''
as $$
declare
  v_coupon public.promo_coupon;
  v_status public.promo_coupon_status;
begin
  select * into v_coupon from public.promo_coupon
  where casino_id = p_ctx.casino_id and id = p_coupon_id
  for no key update;
  if not found then
    perform app.fail(404, 'COUPON_NOT_FOUND');
  end if;
  v_status := app.coupon_status(v_coupon);
  if v_status <> 'issued' then
    perform app.fail(409, 'COUPON_NOT_OUTSTANDING', jsonb_build_object('status', v_status,
      'at', coalesce(v_coupon.voided_at, v_coupon.replaced_at, v_coupon.cleared_at, v_coupon.expires_at),
      'staffName', app.staff_name(v_coupon.casino_id, coalesce(v_coupon.voided_by_staff_id, v_coupon.replaced_by_staff_id)),
      'replacementCouponId', v_coupon.replacement_coupon_id));
  end if;
  return v_coupon;
end;
$$;
comment on function app.lock_outstanding_coupon(app.rls_context, uuid) is
  'Locks a coupon that can still change. COUPON_NOT_FOUND; COUPON_NOT_OUTSTANDING, with what became of it, when and by whom, for one that was voided, replaced or cleared, or is overdue.';

create function public.rpc_void_promo_coupon(
  p_coupon_id uuid,
  p_reason text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_reason text := nullif(btrim(p_reason), '');
  v_hash bytea;
  v_answer jsonb;
  v_before public.promo_coupon;
  v_coupon public.promo_coupon;
begin
  perform app.require_capability(v_ctx, 'coupon.manage');
  if v_reason is null or length(v_reason) > 500 then
    perform app.invalid('reason', 'Give a reason of 1 to 500 characters.');
  end if;
  v_hash := app.request_hash('void_promo_coupon', jsonb_build_array(p_coupon_id, v_reason));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  v_before := app.lock_outstanding_coupon(v_ctx, p_coupon_id);
  update public.promo_coupon
  set status = 'voided', voided_at = now(), voided_by_staff_id = v_ctx.staff_id, void_reason = v_reason
  where casino_id = v_ctx.casino_id and id = p_coupon_id
  returning * into v_coupon;
  perform app.emit_coupon_event(v_ctx, 'promo.coupon_voided', v_coupon);
  return app.complete_intent(v_ctx, 'promo.void_promo_coupon', 'promo_coupon', v_coupon.id,
    jsonb_build_object('coupon', app.promo_coupon_json(v_before)), jsonb_build_object('coupon', app.promo_coupon_json(v_coupon)),
    p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_void_promo_coupon(uuid, text, text, uuid) is
  'Takes an outstanding coupon out of play, with a reason. Answers {is_existing, coupon}. Capability coupon.manage. VALIDATION_FAILED, COUPON_NOT_FOUND, COUPON_NOT_OUTSTANDING (detail: status, at, staffName).';

create function app.replacement_for(p_coupon public.promo_coupon, p_validation_number text, p_expires_at timestamptz)
returns public.promo_coupon
language plpgsql
stable
set search_path = ''
as $$
declare
  v_coupon public.promo_coupon;
begin
  v_coupon.promo_program_id := p_coupon.promo_program_id;
  v_coupon.validation_number := p_validation_number;
  v_coupon.player_id := p_coupon.player_id;
  v_coupon.visit_id := p_coupon.visit_id;
  v_coupon.face_value_cents := p_coupon.face_value_cents;
  v_coupon.required_match_wager_cents := p_coupon.required_match_wager_cents;
  v_coupon.expires_at := coalesce(p_expires_at, p_coupon.expires_at);
  v_coupon.replaces_coupon_id := p_coupon.id;
  -- Nothing was first issued after its replacement, also when the clock was set back.
  v_coupon.first_issued_at := least(now(), coalesce(p_coupon.first_issued_at, p_coupon.issued_at));
  v_coupon.valid_until := greatest(p_coupon.valid_until, v_coupon.expires_at);
  v_coupon.reward_id := p_coupon.reward_id;
  v_coupon.metadata := p_coupon.metadata;
  return v_coupon;
end;
$$;
comment on function app.replacement_for(public.promo_coupon, text, timestamptz) is
  'What takes a coupon''s place: the same program, value, player and visit, and the same expiry unless another is given.';

create function app.require_replacement_expiry(p_coupon public.promo_coupon, p_expires_at timestamptz, p_reason text)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_expires_at > app.latest_expiry(p_coupon,
    (select end_at from public.promo_program where casino_id = p_coupon.casino_id and id = p_coupon.promo_program_id))
  then
    perform app.invalid('expiresAt', 'This is later than the program allows. Choose an earlier expiry, or issue a new coupon.');
  end if;
  if p_expires_at > p_coupon.expires_at and p_reason is null then
    perform app.invalid('reason', 'Say why the replacement lives longer than the coupon did.');
  end if;
end;
$$;
comment on function app.require_replacement_expiry(public.promo_coupon, timestamptz, text) is
  'VALIDATION_FAILED for a replacement that would outlive what the program allows its line, however often it is replaced (app.latest_expiry), or live longer than the coupon without a reason.';

create function public.rpc_replace_promo_coupon(
  p_coupon_id uuid,
  p_idempotency_key text,
  p_reason text default null,
  p_validation_number text default null,
  p_expires_at timestamptz default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_reason text := nullif(btrim(p_reason), '');
  v_number text := nullif(btrim(p_validation_number), '');
  v_hash bytea;
  v_answer jsonb;
  v_player_id uuid;
  v_before public.promo_coupon;
  v_replaced public.promo_coupon;
  v_coupon public.promo_coupon;
begin
  perform app.require_capability(v_ctx, 'coupon.manage');
  if length(v_reason) > 500 then
    perform app.invalid('reason', 'Keep the reason under 500 characters.');
  end if;
  v_hash := app.request_hash('replace_promo_coupon', jsonb_build_array(p_coupon_id, v_reason, app.validation_key(v_number), extract(epoch from p_expires_at)));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;
  perform app.require_coupon_request(v_number, p_expires_at);

  -- A replacement gives something, so the player comes first: their row is locked before the coupon's, as everywhere.
  select player_id into v_player_id from public.promo_coupon where casino_id = v_ctx.casino_id and id = p_coupon_id;
  if v_player_id is not null then
    perform app.lock_player_loyalty(v_ctx, v_player_id);
  end if;
  v_before := app.lock_outstanding_coupon(v_ctx, p_coupon_id);
  if app.is_player_excluded(v_ctx, v_player_id) then
    return app.refuse_on_record(v_ctx, 409, 'PLAYER_EXCLUDED', 'exclusion.refuse_promo_coupon', 'player', v_player_id,
      jsonb_build_object('replaces_coupon_id', p_coupon_id));
  end if;
  perform app.require_replacement_expiry(v_before, p_expires_at, v_reason);

  v_coupon := app.insert_promo_coupon(v_ctx, app.replacement_for(v_before, v_number, p_expires_at));
  update public.promo_coupon
  set status = 'replaced', replaced_at = now(), replaced_by_staff_id = v_ctx.staff_id, replace_reason = v_reason,
    replacement_coupon_id = v_coupon.id
  where casino_id = v_ctx.casino_id and id = p_coupon_id
  returning * into v_replaced;
  perform app.emit_coupon_event(v_ctx, 'promo.coupon_replaced', v_coupon);
  return app.complete_intent(v_ctx, 'promo.replace_promo_coupon', 'promo_coupon', v_coupon.id,
    jsonb_build_object('coupon', app.promo_coupon_json(v_before)),
    jsonb_build_object('coupon', app.promo_coupon_json(v_coupon), 'replaced_coupon', app.promo_coupon_json(v_replaced)),
    p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_replace_promo_coupon(uuid, text, text, text, timestamptz, uuid) is
  'Puts a new coupon in the place of an outstanding one: same program, value, player and visit; same expiry, unless p_expires_at says otherwise: a longer one needs a reason and ends with the coupon''s latest_expires_at. The two name each other. Answers {is_existing, coupon (the new one), replaced_coupon}. Capability coupon.manage. VALIDATION_FAILED, COUPON_NOT_FOUND, COUPON_NOT_OUTSTANDING, PLAYER_NOT_ENROLLED, PLAYER_EXCLUDED, VALIDATION_NUMBER_TAKEN.';

create function app.expire_promo_coupons(p_ctx app.rls_context, p_limit integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_coupon public.promo_coupon;
  v_count integer := 0;
begin
  -- In the order of ids, as coupons are always locked; one that is being voided or replaced is left for the next time.
  for v_coupon in
    update public.promo_coupon c
    set status = 'expired', expired_at = c.expires_at
    from (
      select casino_id, id from public.promo_coupon
      where casino_id = p_ctx.casino_id and status = 'issued' and expires_at <= now()
      order by id
      limit p_limit
      for no key update skip locked
    ) overdue
    where c.casino_id = overdue.casino_id and c.id = overdue.id
    returning c.*
  loop
    perform app.emit_coupon_event(p_ctx, 'promo.coupon_expired', v_coupon);
    v_count := v_count + 1;
  end loop;
  return v_count;
end;
$$;
comment on function app.expire_promo_coupons(app.rls_context, integer) is
  'Marks up to p_limit overdue coupons of one casino as expired, each with its event, and returns how many. Nothing depends on when it runs: every read treats an overdue coupon as expired, and expired_at is expires_at.';

create function public.rpc_expire_promo_coupons(p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea := app.request_hash('expire_promo_coupons', '[]'::jsonb);
  v_answer jsonb;
begin
  perform app.require_capability(v_ctx, 'coupon.manage');
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;
  return app.complete_intent(v_ctx, 'promo.expire_promo_coupons', 'promo_coupon', null, null,
    jsonb_build_object('expired_count', app.expire_promo_coupons(v_ctx, 5000)), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_expire_promo_coupons(text, uuid) is
  'Marks the overdue coupons of the caller''s casino, at most 5,000 a call, by hand; the worker does it by itself. Answers {is_existing, expired_count}. Capability coupon.manage.';

create function public.rpc_worker_expire_promo_coupons()
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_batch constant integer := 500;
  v_ctx app.rls_context;
  v_casino_id uuid;
  v_count integer;
  v_done integer := 0;
  v_failed integer := 0;
  v_has_more boolean := false;
begin
  for v_casino_id in select id from public.casino order by id loop
    -- One casino's trouble is not the others'.
    begin
      v_ctx := app.worker_context(v_casino_id);
      v_count := app.expire_promo_coupons(v_ctx, v_batch);
      if v_count > 0 then
        perform app.write_audit(v_ctx, 'promo.expire_promo_coupons', 'promo_coupon', null, null, jsonb_build_object('expired_count', v_count));
      end if;
      v_done := v_done + v_count;
      v_has_more := v_has_more or v_count = v_batch;
    exception when query_canceled or others then
      v_failed := v_failed + 1;
      raise warning 'expire_promo_coupons of casino %: % %', v_casino_id, sqlstate, sqlerrm;
    end;
  end loop;
  return jsonb_build_object('done', v_done, 'has_more', v_has_more, 'failed', v_failed);
end;
$$;
comment on function public.rpc_worker_expire_promo_coupons() is
  'Marks overdue coupons of every casino, up to 500 each: {done, has_more, failed (casinos)}. For the worker only.';

-- ---- Reading coupons -------------------------------------------------------------------------------------------------

create function public.rpc_get_promo_coupon(p_coupon_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_coupon public.promo_coupon;
begin
  perform app.require_capability(v_ctx, 'dashboard.read');
  select * into v_coupon from public.promo_coupon where casino_id = v_ctx.casino_id and id = p_coupon_id;
  if not found then
    perform app.fail(404, 'COUPON_NOT_FOUND');
  end if;
  return app.promo_coupon_json(v_coupon);
end;
$$;
comment on function public.rpc_get_promo_coupon(uuid) is 'One coupon. Capability dashboard.read. COUPON_NOT_FOUND.';

create function app.require_coupon_filters(p_ctx app.rls_context, p_promo_program_id uuid, p_player_id uuid, p_before_coupon_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_promo_program_id is not null and not exists (
    select 1 from public.promo_program where casino_id = p_ctx.casino_id and id = p_promo_program_id
  ) then
    perform app.fail(404, 'PROGRAM_NOT_FOUND');
  end if;
  if p_player_id is not null and not exists (select 1 from public.player where casino_id = p_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  if p_before_coupon_id is not null and not exists (
    select 1 from public.promo_coupon where casino_id = p_ctx.casino_id and id = p_before_coupon_id
  ) then
    perform app.invalid('cursor', 'Use the nextCursor of the page before.');
  end if;
end;
$$;
comment on function app.require_coupon_filters(app.rls_context, uuid, uuid, uuid) is 'PROGRAM_NOT_FOUND, PLAYER_NOT_FOUND, VALIDATION_FAILED for ids that are not of the caller''s casino.';

create function public.rpc_list_promo_coupons(
  p_status text default null,
  p_promo_program_id uuid default null,
  p_player_id uuid default null,
  p_validation_number text default null,
  p_before_coupon_id uuid default null,
  p_limit integer default 50
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
-- Planned for the filters at hand: each has its index.
set plan_cache_mode = force_custom_plan
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_status public.promo_coupon_status;
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'dashboard.read');
  if p_status not in ('issued', 'voided', 'replaced', 'expired', 'cleared') then
    perform app.invalid('status', 'Give one of issued, voided, replaced, expired, cleared.');
  end if;
  -- Cast once, into a variable: the planner doesn't fold the cast of a parameter, and would not see that a partial index fits.
  v_status := p_status;
  perform app.require_coupon_filters(v_ctx, p_promo_program_id, p_player_id, p_before_coupon_id);
  select coalesce(jsonb_agg(app.promo_coupon_json(page.c) order by (page.c).id desc), '[]'::jsonb) into v_items
  from (
    select c from public.promo_coupon c
    where c.casino_id = v_ctx.casino_id
      and (v_status is null
        or (c.status = v_status and (v_status <> 'issued' or c.expires_at > now()))
        or (v_status = 'expired' and c.status = 'issued' and c.expires_at <= now()))
      and (p_promo_program_id is null or c.promo_program_id = p_promo_program_id)
      and (p_player_id is null or c.player_id = p_player_id)
      and (p_validation_number is null or c.validation_key = app.validation_key(p_validation_number))
      and (p_before_coupon_id is null or c.id < p_before_coupon_id)
    order by c.id desc
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_promo_coupons(text, uuid, uuid, text, uuid, integer) is
  'Coupons, newest first, by status (overdue ones are expired), program, player or validation number (as copied by hand: case, dashes and O/0, I/L/1 make no difference), paged by the last coupon seen: {items, next_cursor}. Capability dashboard.read. PROGRAM_NOT_FOUND, PLAYER_NOT_FOUND, VALIDATION_FAILED.';

-- ---- What the house is exposed to ------------------------------------------------------------------------------------

create function app.promo_totals(p_casino_id uuid, p_gaming_day date, p_day_start timestamptz, p_from timestamptz, p_to timestamptz)
returns public.promo_day_rollup
language plpgsql
stable
set search_path = ''
as $$
declare
  v_totals public.promo_day_rollup;
begin
  v_totals.casino_id := p_casino_id;
  v_totals.gaming_day := p_gaming_day;
  v_totals.starts_at := p_from;
  v_totals.ends_at := p_to;
  -- One index-only scan each, of the window alone: the cost grows with the window, never with the history.
  with issued as (
    select floor(extract(epoch from issued_at - p_day_start) / 3600)::integer as hour, count(*) as coupons, sum(face_value_cents) as cents,
      sum(required_match_wager_cents) as risk
    from public.promo_coupon
    where casino_id = p_casino_id and issued_at >= p_from and issued_at < p_to and replaces_coupon_id is null
    group by 1
  )
  select coalesce(sum(i.coupons), 0), coalesce(sum(i.cents), 0), coalesce(sum(i.risk), 0),
    array_agg(coalesce(i.coupons, 0) order by h.hour), array_agg(coalesce(i.cents, 0) order by h.hour)
  into v_totals.issued_count, v_totals.issued_face_value_cents, v_totals.issued_patron_risk_cents,
    v_totals.issued_count_by_hour, v_totals.issued_face_value_cents_by_hour
  from generate_series(floor(extract(epoch from p_from - p_day_start) / 3600)::integer,
    ceil(extract(epoch from p_to - p_day_start) / 3600)::integer - 1) h (hour)
  left join issued i on i.hour = h.hour;

  select count(*), coalesce(sum(face_value_cents), 0), coalesce(sum(required_match_wager_cents), 0)
  into v_totals.voided_count, v_totals.voided_face_value_cents, v_totals.voided_patron_risk_cents
  from public.promo_coupon
  where casino_id = p_casino_id and status = 'voided' and voided_at >= p_from and voided_at < p_to;

  select count(*), coalesce(sum(face_value_cents), 0), coalesce(sum(required_match_wager_cents), 0)
  into v_totals.replaced_count, v_totals.replaced_face_value_cents, v_totals.replaced_patron_risk_cents
  from public.promo_coupon
  where casino_id = p_casino_id and status = 'replaced' and replaced_at >= p_from and replaced_at < p_to;

  -- Those that were marked, and those that are overdue and wait for it.
  select count(*), coalesce(sum(face_value_cents), 0), coalesce(sum(required_match_wager_cents), 0)
  into v_totals.expired_count, v_totals.expired_face_value_cents, v_totals.expired_patron_risk_cents
  from (
    select face_value_cents, required_match_wager_cents from public.promo_coupon
    where casino_id = p_casino_id and status = 'expired' and expires_at >= p_from and expires_at < p_to
    union all
    select face_value_cents, required_match_wager_cents from public.promo_coupon
    where casino_id = p_casino_id and status = 'issued' and expires_at >= p_from and expires_at < p_to and expires_at <= now()
  ) expired;

  v_totals.is_open := v_totals.issued_count + v_totals.replaced_count > 0
    or exists (select 1 from public.visit where casino_id = p_casino_id and gaming_day = p_gaming_day);
  return v_totals;
end;
$$;
comment on function app.promo_totals(uuid, date, timestamptz, timestamptz, timestamptz) is
  'Coupons of a window, counted now: issued in it (replacements left out, whatever became of the others), and voided, replaced or expired in it, with face value and match wager in cents; issued by whole hour of the gaming day, of which the first and the last may lie in the window in part.';

create function app.promo_day(p_casino_id uuid, p_gaming_day date)
returns public.promo_day_rollup
language plpgsql
stable
set search_path = ''
as $$
declare
  v_day public.promo_day_rollup;
  v_from timestamptz;
begin
  select * into v_day from public.promo_day_rollup where casino_id = p_casino_id and gaming_day = p_gaming_day;
  if not found then
    -- The first day that is not closed begins where the last closed one ended, also when the settings moved the gaming
    -- day in between.
    v_from := coalesce(
      (select ends_at from public.promo_day_rollup where casino_id = p_casino_id and gaming_day = p_gaming_day - 1),
      app.gaming_day_start(p_casino_id, p_gaming_day));
    v_day := app.promo_totals(p_casino_id, p_gaming_day, v_from, v_from, app.gaming_day_start(p_casino_id, p_gaming_day + 1));
  end if;
  return v_day;
end;
$$;
comment on function app.promo_day(uuid, date) is 'A gaming day''s totals: as kept when the day is closed, else counted now. The two are equal.';

create function app.promo_baseline_days(p_casino_id uuid, p_gaming_day date, p_limit integer)
returns setof public.promo_day_rollup
language plpgsql
stable
set search_path = ''
as $$
declare
  v_day public.promo_day_rollup;
  v_found integer := 0;
begin
  for v_back in 1 .. 28 loop
    exit when v_found >= p_limit;
    v_day := app.promo_day(p_casino_id, p_gaming_day - v_back);
    if v_day.is_open then
      v_found := v_found + 1;
      return next v_day;
    end if;
  end loop;
end;
$$;
comment on function app.promo_baseline_days(uuid, date, integer) is
  'The p_limit most recent gaming days before p_gaming_day on which the casino was open, newest first, at most 28 days back. A day without a coupon counts; a day on which the casino was closed is no day.';

create function app.close_promo_days(p_casino_id uuid, p_limit integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_last public.promo_day_rollup;
  v_day public.promo_day_rollup;
  v_gaming_day date;
  v_from timestamptz;
  v_to timestamptz;
  v_count integer := 0;
begin
  select * into v_last from public.promo_day_rollup where casino_id = p_casino_id order by gaming_day desc limit 1;
  -- A day begins where the one before ended, also when the casino's settings moved the gaming day in between. The first is
  -- the first coupon's, or as far back as a baseline looks: a young house has days without coupons too, and to count
  -- them anew for every reader would cost more than all the others.
  v_gaming_day := coalesce(v_last.gaming_day + 1, least(
    app.gaming_day(p_casino_id, (select min(issued_at) from public.promo_coupon where casino_id = p_casino_id and replaces_coupon_id is null)),
    app.gaming_day(p_casino_id) - 28));
  v_from := coalesce(v_last.ends_at, app.gaming_day_start(p_casino_id, v_gaming_day));
  while v_count < p_limit loop
    v_to := app.gaming_day_start(p_casino_id, v_gaming_day + 1);
    -- An hour's grace: whatever was on its way when the day ended has long been committed or given up.
    exit when v_to is null or v_to > now() - interval '1 hour';
    if v_to <= v_from then
      -- The gaming day was moved so far back that nothing is left of this one.
      v_gaming_day := v_gaming_day + 1;
      continue;
    end if;
    v_day := app.promo_totals(p_casino_id, v_gaming_day, v_from, v_from, v_to);
    v_day.closed_at := now();
    insert into public.promo_day_rollup select (v_day).* on conflict do nothing;
    v_count := v_count + 1;
    v_gaming_day := v_gaming_day + 1;
    v_from := v_to;
  end loop;
  return v_count;
end;
$$;
comment on function app.close_promo_days(uuid, integer) is
  'Writes the totals of up to p_limit gaming days that ended more than an hour ago and are not closed yet, one after another without gaps, and returns how many. Two that run at once write the same.';

create function public.rpc_worker_close_promo_days()
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_batch constant integer := 31;
  v_casino_id uuid;
  v_count integer;
  v_done integer := 0;
  v_failed integer := 0;
  v_has_more boolean := false;
begin
  for v_casino_id in select id from public.casino order by id loop
    -- One casino's trouble is not the others'.
    begin
      v_count := app.close_promo_days(v_casino_id, v_batch);
      v_done := v_done + v_count;
      v_has_more := v_has_more or v_count = v_batch;
    exception when query_canceled or others then
      v_failed := v_failed + 1;
      raise warning 'close_promo_days of casino %: % %', v_casino_id, sqlstate, sqlerrm;
    end;
  end loop;
  return jsonb_build_object('done', v_done, 'has_more', v_has_more, 'failed', v_failed);
end;
$$;
comment on function public.rpc_worker_close_promo_days() is 'Closes ended gaming days of every casino for the promo rollups, up to 31 each: {done, has_more, failed (casinos)}. For the worker only.';

create function app.promo_outstanding(p_casino_id uuid, p_soon interval)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    with groups as (
      -- One pass, and the age by the time of the first issue, which needs no arithmetic per coupon.
      select
        case when coalesce(first_issued_at, issued_at) > now() - interval '4 hours' then 0
          when coalesce(first_issued_at, issued_at) > now() - interval '12 hours' then 4
          when coalesce(first_issued_at, issued_at) > now() - interval '24 hours' then 12
          when coalesce(first_issued_at, issued_at) > now() - interval '72 hours' then 24 else 72 end as from_hours,
        count(*) as coupons, sum(face_value_cents) as cents, sum(required_match_wager_cents) as risk,
        count(*) filter (where is_soon) as soon, sum(face_value_cents) filter (where is_soon) as soon_cents
      from public.promo_coupon
      -- What is short-lived by its nature is not about to expire from its first minute on.
      cross join lateral (select expires_at <= now() + p_soon
        and expires_at - now() <= (coalesce(valid_until, expires_at) - coalesce(first_issued_at, issued_at)) / 2 as is_soon) s
      where casino_id = p_casino_id and status = 'issued' and expires_at > now()
      group by 1
    )
    select jsonb_build_object(
      'outstanding_count', coalesce(sum(g.coupons), 0),
      'outstanding_face_value_cents', coalesce(sum(g.cents), 0),
      'outstanding_patron_risk_cents', coalesce(sum(g.risk), 0),
      'expiring_soon_count', coalesce(sum(g.soon), 0),
      'expiring_soon_face_value_cents', coalesce(sum(g.soon_cents), 0),
      'outstanding_by_age', jsonb_agg(jsonb_build_object('from_hours', b.from_hours, 'to_hours', b.to_hours,
        'count', coalesce(g.coupons, 0), 'face_value_cents', coalesce(g.cents, 0)) order by b.from_hours)
    )
    from (values (0, 4), (4, 12), (12, 24), (24, 72), (72, null)) b (from_hours, to_hours)
    left join groups g on g.from_hours = b.from_hours
  );
end;
$$;
comment on function app.promo_outstanding(uuid, interval) is
  'What is outstanding now: count, face value and patron risk (required match wagers) in cents, how many expire soon (within p_soon, and with no more than half of the validity left that their line was given) and their face value, and count and face value by hours since issue, a replacement''s being the first issue of its line. From the index of issued coupons alone.';

create function app.promo_hours(p_casino_id uuid, p_totals public.promo_day_rollup, p_day_start timestamptz)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_rules jsonb := (select alert_thresholds from public.casino_settings where casino_id = p_casino_id);
  v_first_hour integer := greatest(0, floor(extract(epoch from p_totals.starts_at - p_day_start) / 3600));
begin
  return (
    with history as (
      select h.hour - 1 as hour, array_agg(h.coupons::numeric) as counts, max(d.gaming_day) as newest_day
      from app.promo_baseline_days(p_casino_id, p_totals.gaming_day, (v_rules #>> '{baseline,gaming_days}')::integer) d
      cross join lateral unnest(d.issued_count_by_hour) with ordinality h (coupons, hour)
      group by h.hour
    )
    select coalesce(jsonb_agg(jsonb_build_object('hour', v_first_hour + t.place - 1,
      'starts_at', greatest(p_totals.starts_at, p_day_start + make_interval(hours => v_first_hour + t.place::integer - 1)),
      'issued_count', t.coupons, 'issued_face_value_cents', t.cents, 'baseline_median', v.median, 'baseline_mad', v.mad,
      'low', case when v.threshold is not null then trim_scale(round(greatest(0, v.median - v.threshold), 4)) end,
      'high', trim_scale(round(v.median + v.threshold, 4)),
      'is_above', v.is_firing, 'method', v.method, 'readiness', v.readiness) order by t.place), '[]'::jsonb)
    from unnest(p_totals.issued_count_by_hour, p_totals.issued_face_value_cents_by_hour) with ordinality t (coupons, cents, place)
    left join history b on b.hour = v_first_hour + t.place - 1
    -- The alert's own rule, which comes with the next migration.
    cross join lateral app.judge_by_rule(t.coupons::numeric, 'count', b.counts, b.newest_day, p_totals.gaming_day, 'up',
      v_rules -> 'promo_issuance_spike', v_rules -> 'baseline') v
  );
end;
$$;
comment on function app.promo_hours(uuid, public.promo_day_rollup, timestamptz) is
  'Issuance by hour of the gaming day (0 is its first; elapsed hours, so there are 23 or 25 when the clocks change), each with median and median absolute deviation of the same hour on the days of the baseline, and judged by the rule of the spike alert: low and high are the median less and plus what is allowed (null without history), is_above says whether the rule would fire, method and readiness how it came to that.';

create function public.rpc_promo_exposure_rollup(p_gaming_day date default null, p_shift_id uuid default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_gaming_day date := coalesce(p_gaming_day, v_ctx.gaming_day);
  v_day_start timestamptz;
  v_from timestamptz;
  v_to timestamptz;
  v_totals public.promo_day_rollup;
begin
  perform app.require_capability(v_ctx, 'dashboard.read');
  perform app.require_gaming_day(v_ctx, v_gaming_day);
  v_day_start := app.gaming_day_start(v_ctx.casino_id, v_gaming_day);
  if p_shift_id is null then
    v_totals := app.promo_day(v_ctx.casino_id, v_gaming_day);
  else
    -- Shifts come with the next migration.
    select starts_at, ends_at into v_from, v_to from app.shifts_of_day(v_ctx.casino_id, v_gaming_day) where id = p_shift_id;
    if not found then
      perform app.fail(404, 'SHIFT_NOT_FOUND');
    end if;
    v_totals := app.promo_totals(v_ctx.casino_id, v_gaming_day, v_day_start, v_from, v_to);
  end if;
  return jsonb_build_object(
    'gaming_day', v_gaming_day, 'shift_id', p_shift_id, 'as_of', now(),
    'issued_count', v_totals.issued_count, 'issued_face_value_cents', v_totals.issued_face_value_cents,
    'issued_patron_risk_cents', v_totals.issued_patron_risk_cents, 'voided_count', v_totals.voided_count,
    'replaced_count', v_totals.replaced_count, 'expired_count', v_totals.expired_count,
    'void_rate', round(v_totals.voided_count::numeric / nullif(v_totals.issued_count, 0), 4),
    'replacement_count', v_totals.replaced_count,
    'replacement_rate', round(v_totals.replaced_count::numeric / nullif(v_totals.issued_count, 0), 4),
    'by_hour', app.promo_hours(v_ctx.casino_id, v_totals, v_day_start)
  ) || app.promo_outstanding(v_ctx.casino_id, interval '24 hours');
end;
$$;
comment on function public.rpc_promo_exposure_rollup(date, uuid) is
  'Promo exposure of a gaming day (default now) or of one of its shifts: issued (without replacements), voided, replaced and expired in that time, replacement_count, void_rate = voided / issued and replacement_rate = replacements / issued (fractions, null when nothing was issued), by_hour with the baseline''s median and deviation and the band of the spike rule (low, high, is_above, method, readiness); and, as of now, what is outstanding, expires soon (within 24 hours, and half of its validity over), and how old it is. Cents. Capability dashboard.read. SHIFT_NOT_FOUND, VALIDATION_FAILED.';

create function public.rpc_promo_coupon_inventory()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_live_from timestamptz;
  v_totals record;
  v_now jsonb;
begin
  perform app.require_capability(v_ctx, 'dashboard.read');
  -- Closed days from what they came to, the time since counted now. An hour ahead: a coupon that was committed while
  -- this waited may bear a later time than this transaction.
  select coalesce(max(ends_at), (select min(issued_at) from public.promo_coupon where casino_id = v_ctx.casino_id and replaces_coupon_id is null))
  into v_live_from
  from public.promo_day_rollup where casino_id = v_ctx.casino_id;
  select
    coalesce(sum(issued_count), 0) as issued, coalesce(sum(issued_face_value_cents), 0) as issued_cents, coalesce(sum(issued_patron_risk_cents), 0) as issued_risk,
    coalesce(sum(voided_count), 0) as voided, coalesce(sum(voided_face_value_cents), 0) as voided_cents, coalesce(sum(voided_patron_risk_cents), 0) as voided_risk,
    coalesce(sum(replaced_count), 0) as replaced, coalesce(sum(replaced_face_value_cents), 0) as replaced_cents, coalesce(sum(replaced_patron_risk_cents), 0) as replaced_risk,
    coalesce(sum(expired_count), 0) as expired, coalesce(sum(expired_face_value_cents), 0) as expired_cents, coalesce(sum(expired_patron_risk_cents), 0) as expired_risk
  into v_totals
  from (
    select * from public.promo_day_rollup where casino_id = v_ctx.casino_id
    union all
    select * from app.promo_totals(v_ctx.casino_id, v_ctx.gaming_day, v_live_from, v_live_from, now() + interval '1 hour')
  ) days;
  v_now := app.promo_outstanding(v_ctx.casino_id, interval '24 hours');

  return jsonb_build_object('as_of', now(), 'items', (
    select jsonb_agg(jsonb_build_object('status', s.status, 'count', s.coupons, 'face_value_cents', s.cents, 'patron_risk_cents', s.risk) order by s.status)
    from (values
      ('issued'::public.promo_coupon_status, (v_now ->> 'outstanding_count')::numeric, (v_now ->> 'outstanding_face_value_cents')::numeric,
        (v_now ->> 'outstanding_patron_risk_cents')::numeric),
      ('voided', v_totals.voided, v_totals.voided_cents, v_totals.voided_risk),
      ('replaced', v_totals.replaced, v_totals.replaced_cents, v_totals.replaced_risk),
      ('expired', v_totals.expired, v_totals.expired_cents, v_totals.expired_risk),
      -- Whatever was issued and is none of the others was cleared. A coupon that was replaced lives on in its replacement,
      -- which is not issued anew: the two cancel out.
      ('cleared',
        v_totals.issued - v_totals.voided - v_totals.expired - (v_now ->> 'outstanding_count')::numeric,
        v_totals.issued_cents - v_totals.voided_cents - v_totals.expired_cents - (v_now ->> 'outstanding_face_value_cents')::numeric,
        v_totals.issued_risk - v_totals.voided_risk - v_totals.expired_risk - (v_now ->> 'outstanding_patron_risk_cents')::numeric)
    ) s (status, coupons, cents, risk)
  ));
end;
$$;
comment on function public.rpc_promo_coupon_inventory() is
  'Every coupon there ever was, by what it is now: {as_of, items: [{status, count, face_value_cents, patron_risk_cents}]}; issued means outstanding, overdue ones count as expired. Flat in cost: closed days come from their totals. Capability dashboard.read.';

-- ---- Row level security and grants -----------------------------------------------------------------------------------

alter table public.promo_program enable row level security;
alter table public.promo_coupon enable row level security;
alter table public.promo_day_rollup enable row level security;

create policy "Staff read the promo programs of their own casino" on public.promo_program
  for select to authenticated using (casino_id = (select app.current_casino_id()));
-- An overdue coupon that nothing has marked yet would read `issued` here. It is hidden until it says what it is; the RPCs
-- answer it as expired all along.
create policy "Who sees the dashboard reads coupons of their own casino" on public.promo_coupon
  for select to authenticated
  using (
    casino_id = (select app.current_casino_id())
    and (select app.current_staff_can('dashboard.read'))
    and (status <> 'issued' or expires_at > now())
  );
create policy "Who sees the dashboard reads promo totals of their own casino" on public.promo_day_rollup
  for select to authenticated
  using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('dashboard.read')));

grant select on public.promo_program, public.promo_coupon, public.promo_day_rollup to authenticated, service_role;

revoke all on function
  public.rpc_create_promo_program(text, text, bigint, bigint, text, integer, text, timestamptz, timestamptz, uuid),
  public.rpc_update_promo_program(uuid, text, text, bigint, bigint, integer, text, timestamptz, timestamptz, boolean, integer, uuid),
  public.rpc_list_promo_programs(),
  public.rpc_get_promo_program(uuid),
  public.rpc_issue_promo_coupon(uuid, text, text, uuid, uuid, timestamptz, uuid),
  public.rpc_void_promo_coupon(uuid, text, text, uuid),
  public.rpc_replace_promo_coupon(uuid, text, text, text, timestamptz, uuid),
  public.rpc_expire_promo_coupons(text, uuid),
  public.rpc_get_promo_coupon(uuid),
  public.rpc_list_promo_coupons(text, uuid, uuid, text, uuid, integer),
  public.rpc_promo_exposure_rollup(date, uuid),
  public.rpc_promo_coupon_inventory()
from public, anon;
grant execute on function
  public.rpc_create_promo_program(text, text, bigint, bigint, text, integer, text, timestamptz, timestamptz, uuid),
  public.rpc_update_promo_program(uuid, text, text, bigint, bigint, integer, text, timestamptz, timestamptz, boolean, integer, uuid),
  public.rpc_list_promo_programs(),
  public.rpc_get_promo_program(uuid),
  public.rpc_issue_promo_coupon(uuid, text, text, uuid, uuid, timestamptz, uuid),
  public.rpc_void_promo_coupon(uuid, text, text, uuid),
  public.rpc_replace_promo_coupon(uuid, text, text, text, timestamptz, uuid),
  public.rpc_expire_promo_coupons(text, uuid),
  public.rpc_get_promo_coupon(uuid),
  public.rpc_list_promo_coupons(text, uuid, uuid, text, uuid, integer),
  public.rpc_promo_exposure_rollup(date, uuid),
  public.rpc_promo_coupon_inventory()
to authenticated;

revoke all on function public.rpc_worker_expire_promo_coupons(), public.rpc_worker_close_promo_days() from public, anon, authenticated;
grant execute on function public.rpc_worker_expire_promo_coupons(), public.rpc_worker_close_promo_days() to service_role;

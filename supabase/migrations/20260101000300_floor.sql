-- Floor: pits, tables, players, visits and rating slips.

create type public.game_type as enum ('blackjack', 'roulette', 'baccarat', 'craps');
create type public.table_status as enum ('open', 'closed');
create type public.visit_kind as enum ('rated', 'unrated');
create type public.slip_status as enum ('open', 'paused', 'closed');
create type public.accrual_status as enum ('pending', 'posted', 'none', 'held');

create table public.pit (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  name text not null check (length(name) between 1 and 100),
  sort_order integer not null default 0,
  primary key (casino_id, id),
  unique (casino_id, name)
);
comment on table public.pit is 'A group of gaming tables.';

create table public.game_settings (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  game_type public.game_type not null,
  house_edge numeric(6, 5) not null check (house_edge > 0 and house_edge < 1),
  decisions_per_hour integer not null check (decisions_per_hour between 1 and 1000),
  primary key (casino_id, id),
  unique (casino_id, game_type)
);
comment on table public.game_settings is 'House edge (a fraction: 0.0526 is 5.26 %) and pace of each game at this casino.';

create table public.gaming_table (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  pit_id uuid not null,
  label text not null check (length(label) between 1 and 20),
  game_type public.game_type not null,
  seat_count integer not null check (seat_count between 1 and 20),
  min_bet_cents bigint not null check (min_bet_cents > 0),
  max_bet_cents bigint not null check (max_bet_cents >= min_bet_cents),
  status public.table_status not null default 'open',
  last_played_at timestamptz not null default now(),
  primary key (casino_id, id),
  unique (casino_id, label),
  foreign key (casino_id, pit_id) references public.pit (casino_id, id),
  foreign key (casino_id, game_type) references public.game_settings (casino_id, game_type)
);
comment on table public.gaming_table is 'A table on the floor: its game, its limits in cents, whether it is open.';
comment on column public.gaming_table.last_played_at is 'When play last ended here, by a slip that closed or went elsewhere. Of a table without a live slip, since when it is idle.';
create index gaming_table_pit on public.gaming_table (casino_id, pit_id);
create index gaming_table_game on public.gaming_table (casino_id, game_type);

create table public.player (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  first_name text not null check (length(first_name) between 1 and 100),
  last_name text not null check (length(last_name) between 1 and 100),
  loyalty_id text check (length(loyalty_id) between 1 and 50),
  birth_date date,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  loyalty_id_key text collate "C" generated always as (app.loyalty_id_key(loyalty_id)) stored,
  name_key text collate "C" not null generated always as (app.name_key(first_name || ' ' || last_name)) stored,
  person_key text collate "C" generated always as (app.person_key(first_name, last_name)) stored,
  first_key text collate "C" not null generated always as (app.name_key(first_name)) stored,
  last_key text collate "C" not null generated always as (app.name_key(last_name)) stored,
  search_text text collate "C" not null generated always as (app.name_key(first_name || ' ' || last_name || ' ' || coalesce(loyalty_id, ''))) stored,
  primary key (casino_id, id),
  unique (casino_id, loyalty_id_key)
);
comment on table public.player is 'A patron, enrolled at one casino.';
comment on column public.player.version is 'Counts the corrections of name and birth date.';
comment on column public.player.loyalty_id_key is 'What the loyalty id is compared by: within a casino h102664 and H102664 are one card.';
comment on column public.player.name_key is 'First and last name as search and comparison see them.';
comment on column public.player.person_key is 'First and last name however they are written, to tell whether a file means the same person.';
comment on column public.player.search_text is 'What the search looks into: the words of the name and of the loyalty id.';
create index player_person on public.player (casino_id, person_key, birth_date) where birth_date is not null;

create table public.visit (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  player_id uuid not null,
  kind public.visit_kind not null default 'rated',
  gaming_day date not null,
  started_at timestamptz not null default now(),
  ended_at timestamptz check (ended_at >= started_at),
  primary key (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id)
);
comment on table public.visit is 'A stay, from check-in to check-out. A player has at most one running.';
create index visit_player on public.visit (casino_id, player_id, started_at desc) include (gaming_day);
create unique index visit_one_running on public.visit (casino_id, player_id) where ended_at is null;
create index visit_gaming_day on public.visit (casino_id, gaming_day);

create table public.rating_slip (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  visit_id uuid not null,
  player_id uuid not null,
  table_id uuid not null,
  seat integer not null check (seat between 1 and 20),
  status public.slip_status not null default 'open',
  average_bet_cents bigint not null check (average_bet_cents >= 0),
  gaming_day date not null,
  started_at timestamptz not null default now(),
  paused_at timestamptz,
  paused_seconds integer not null default 0 check (paused_seconds >= 0),
  ended_at timestamptz,
  bet_entry jsonb not null default '{}',
  stretches jsonb not null default '[]',
  banked_seconds integer not null default 0 check (banked_seconds >= 0),
  banked_theo_x3600 numeric not null default 0 check (banked_theo_x3600 >= 0),
  theo_cents bigint,
  policy_snapshot jsonb not null,
  earn_snapshot jsonb,
  accrual_status public.accrual_status,
  accrual_tried_at timestamptz,
  primary key (casino_id, id),
  foreign key (casino_id, visit_id) references public.visit (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  foreign key (casino_id, table_id) references public.gaming_table (casino_id, id),
  check ((status = 'closed') = (ended_at is not null)),
  check ((status = 'closed') = (theo_cents is not null)),
  check ((status = 'closed') = (accrual_status is not null)),
  check ((status = 'paused') = (paused_at is not null))
);
comment on table public.rating_slip is 'One stretch of play inside a visit: one seat at a time, one running clock.';
comment on column public.rating_slip.policy_snapshot is 'House edge and decisions per hour of the game, frozen when the slip opened: {game_type, house_edge, decisions_per_hour}.';
comment on column public.rating_slip.earn_snapshot is
  'What turns theo into points, frozen when the slip closed, so that a late accrual earns what the one on time would have: {points_per_theo, default_point_multiplier, rounding_policy, is_active, tier, tier_multiplier, tier_change_no (the player''s last change of tier by then)}. Null when it could not be read then.';
comment on column public.rating_slip.accrual_status is
  'Of a closed slip: posted (an entry carries its points), none (there was nothing to post), pending (accrual failed, and rpc_worker_accrue_missing will repair it), or held (the house closed it on a visit that nobody ended, and nothing is paid until somebody settles it).';
comment on column public.rating_slip.accrual_tried_at is 'When an accrual last failed; who failed longest ago is tried next.';
comment on column public.rating_slip.bet_entry is 'How the average bet in force was entered: {at, corrected_from_cents, confirmed_above_maximum_cents}. Without at, the slip was opened with it.';
comment on column public.rating_slip.stretches is
  'The play before the bet, table and clock in force, oldest first: [{table_label, game_type, house_edge, decisions_per_hour, average_bet_cents, bet_entry, started_at, paused_seconds, from_seconds, until_seconds}]. Seconds are seconds of play; paused_seconds those of the pauses before it. What is played since follows from the slip itself.';
comment on column public.rating_slip.banked_theo_x3600 is 'Theo of the stretches, over banked_seconds, in 3600ths of a cent: exact, where cents are rounded.';
comment on column public.rating_slip.theo_cents is 'Theo of a closed slip to the cent, to be shown. Points come from app.slip_theo_x3600.';
create unique index rating_slip_one_live_per_seat on public.rating_slip (casino_id, table_id, seat) where status <> 'closed';
create unique index rating_slip_one_live_per_player_and_table on public.rating_slip (casino_id, player_id, table_id) where status <> 'closed';
create index rating_slip_visit on public.rating_slip (casino_id, visit_id);
create index rating_slip_player on public.rating_slip (casino_id, player_id);
create index rating_slip_table on public.rating_slip (casino_id, table_id);
create index rating_slip_held on public.rating_slip (casino_id, id) where accrual_status = 'held';
create index rating_slip_accrual_pending on public.rating_slip (casino_id, accrual_tried_at nulls first, id) where accrual_status = 'pending';

-- ---- Formulas --------------------------------------------------------------------------------------------------------

create function app.theo_x3600(p_average_bet_cents bigint, p_seconds bigint, p_snapshot jsonb)
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
begin
  return p_average_bet_cents * (p_snapshot ->> 'decisions_per_hour')::numeric * p_seconds * (p_snapshot ->> 'house_edge')::numeric;
end;
$$;
comment on function app.theo_x3600(bigint, bigint, jsonb) is
  'Theoretical win in 3600ths of a cent: average bet x decisions per hour x seconds played x house edge, the industry''s standard formula before it is divided by the seconds of an hour. A product of decimals, so exact; pace and edge come from the snapshot.';

create function app.whole_cents(p_theo_x3600 numeric)
returns bigint
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- In whole numbers: a decimal quotient is cut off after some digits, and rounding it would round twice.
  return div(2 * p_theo_x3600 + 3600, 7200)::bigint;
end;
$$;
comment on function app.whole_cents(numeric) is 'Theo in cents, to be shown: 3600ths of a cent rounded half away from zero.';

create function app.theo_cents(p_average_bet_cents bigint, p_seconds bigint, p_snapshot jsonb)
returns bigint
language plpgsql
immutable
set search_path = ''
as $$
begin
  return app.whole_cents(app.theo_x3600(p_average_bet_cents, p_seconds, p_snapshot));
end;
$$;
comment on function app.theo_cents(bigint, bigint, jsonb) is
  'Theoretical win of one stretch in cents: average bet x decisions per hour x hours played x house edge, rounded half away from zero.';

create function app.play_seconds(p_slip public.rating_slip, p_at timestamptz)
returns bigint
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- A clock that is set back takes nothing away that was played.
  return greatest(0, p_slip.banked_seconds, floor(extract(epoch from
    coalesce(p_slip.ended_at, p_slip.paused_at, p_at) - p_slip.started_at)) - p_slip.paused_seconds)::bigint;
end;
$$;
comment on function app.play_seconds(public.rating_slip, timestamptz) is 'Whole seconds played up to an instant, pauses excluded; never less than what is banked.';

create function app.slip_theo_x3600(p_slip public.rating_slip, p_at timestamptz)
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
begin
  return p_slip.banked_theo_x3600 + app.theo_x3600(p_slip.average_bet_cents,
    greatest(0, app.play_seconds(p_slip, p_at) - p_slip.banked_seconds), p_slip.policy_snapshot);
end;
$$;
comment on function app.slip_theo_x3600(public.rating_slip, timestamptz) is
  'Exact theo of a slip up to an instant, in 3600ths of a cent: the sum over its stretches, each at the bet, pace and edge in force, and the play since at those of now.';

create function app.slip_theo_cents(p_slip public.rating_slip, p_at timestamptz)
returns bigint
language plpgsql
immutable
set search_path = ''
as $$
begin
  return coalesce(p_slip.theo_cents, app.whole_cents(app.slip_theo_x3600(p_slip, p_at)));
end;
$$;
comment on function app.slip_theo_cents(public.rating_slip, timestamptz) is 'Theo of a slip up to an instant, to the cent.';

create function app.policy_snapshot(p_casino_id uuid, p_game_type public.game_type)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('game_type', game_type, 'house_edge', house_edge, 'decisions_per_hour', decisions_per_hour)
    from public.game_settings
    where casino_id = p_casino_id and game_type = p_game_type
  );
end;
$$;
comment on function app.policy_snapshot(uuid, public.game_type) is 'The game''s settings as they are now, for a slip to freeze.';

-- ---- Stretches: one bet, one table, one run of the clock ----------------------------------------------------------------

create function app.running_stretch(p_slip public.rating_slip, p_at timestamptz)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_until bigint := app.play_seconds(p_slip, p_at);
begin
  return p_slip.policy_snapshot || jsonb_build_object(
    'table_label', (select label from public.gaming_table where casino_id = p_slip.casino_id and id = p_slip.table_id),
    'average_bet_cents', p_slip.average_bet_cents, 'bet_entry', p_slip.bet_entry,
    'started_at', p_slip.started_at + make_interval(secs => p_slip.banked_seconds + p_slip.paused_seconds),
    'paused_seconds', p_slip.paused_seconds, 'from_seconds', p_slip.banked_seconds, 'until_seconds', v_until);
end;
$$;
comment on function app.running_stretch(public.rating_slip, timestamptz) is 'The stretch that is not banked yet, as it stands at an instant.';

create function app.all_stretches(p_slip public.rating_slip, p_at timestamptz)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_slip.status = 'closed' and app.play_seconds(p_slip, p_at) <= p_slip.banked_seconds then
    return p_slip.stretches;
  end if;
  return p_slip.stretches || app.running_stretch(p_slip, p_at);
end;
$$;
comment on function app.all_stretches(public.rating_slip, timestamptz) is
  'Every stretch of a slip, the last one of a live slip even when nothing is played on it yet. The sum of their theo is the slip''s.';

create function app.stretches_theo_x3600(p_stretches jsonb)
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
begin
  return (
    select coalesce(sum(app.theo_x3600((stretch ->> 'average_bet_cents')::bigint,
      (stretch ->> 'until_seconds')::bigint - (stretch ->> 'from_seconds')::bigint, stretch)), 0)
    from jsonb_array_elements(p_stretches) stretch
  );
end;
$$;
comment on function app.stretches_theo_x3600(jsonb) is 'Exact theo of stretches, in 3600ths of a cent, from nothing but what they carry.';

create function app.bank_stretch(p_slip public.rating_slip, p_at timestamptz)
returns public.rating_slip
language plpgsql
stable
set search_path = ''
as $$
declare
  v_slip public.rating_slip := p_slip;
begin
  if app.play_seconds(p_slip, p_at) > p_slip.banked_seconds then
    v_slip.stretches := p_slip.stretches || app.running_stretch(p_slip, p_at);
    v_slip.banked_theo_x3600 := app.slip_theo_x3600(p_slip, p_at);
    v_slip.banked_seconds := app.play_seconds(p_slip, p_at);
  end if;
  return v_slip;
end;
$$;
comment on function app.bank_stretch(public.rating_slip, timestamptz) is
  'The slip with the play so far set down as a stretch of its own, before its bet, table or clock changes. Nothing played, nothing banked.';

create function app.marked_bet_entry(p_bet_entry jsonb, p_maximum_cents bigint)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_strip_nulls(p_bet_entry || jsonb_build_object('confirmed_above_maximum_cents', p_maximum_cents));
end;
$$;
comment on function app.marked_bet_entry(jsonb, bigint) is 'How a bet was entered, with the table''s maximum that it was confirmed above; without the mark for null.';

create function app.set_bet(p_slip public.rating_slip, p_average_bet_cents bigint, p_maximum_cents bigint, p_at timestamptz)
returns public.rating_slip
language plpgsql
stable
set search_path = ''
as $$
declare
  v_slip public.rating_slip := app.bank_stretch(p_slip, p_at);
begin
  v_slip.average_bet_cents := p_average_bet_cents;
  v_slip.bet_entry := app.marked_bet_entry(jsonb_build_object('at', p_at), p_maximum_cents);
  return v_slip;
end;
$$;
comment on function app.set_bet(public.rating_slip, bigint, bigint, timestamptz) is 'The slip with another average bet from an instant on, marked where it was confirmed above the table''s maximum; what was played before keeps its own.';

create function app.correct_bet(p_slip public.rating_slip, p_average_bet_cents bigint, p_maximum_cents bigint)
returns public.rating_slip
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_slip public.rating_slip := p_slip;
begin
  v_slip.average_bet_cents := p_average_bet_cents;
  v_slip.bet_entry := app.marked_bet_entry(
    p_slip.bet_entry || jsonb_build_object('corrected_from_cents', p_slip.average_bet_cents), p_maximum_cents);
  -- A pause or a move may have parted what was played at the bet that is corrected.
  v_slip.stretches := coalesce((
    select jsonb_agg(case when stretch #> '{bet_entry,at}' is not distinct from p_slip.bet_entry -> 'at'
      then stretch || jsonb_build_object('average_bet_cents', v_slip.average_bet_cents, 'bet_entry', v_slip.bet_entry) else stretch end order by place)
    from jsonb_array_elements(p_slip.stretches) with ordinality listed (stretch, place)
  ), '[]'::jsonb);
  v_slip.banked_theo_x3600 := app.stretches_theo_x3600(v_slip.stretches);
  return v_slip;
end;
$$;
comment on function app.correct_bet(public.rating_slip, bigint, bigint) is
  'The slip as if its last average bet had been entered as this one: everything since that entry is rated anew, the play before it keeps its own. The stretches remember what was corrected.';

create function app.slip_until(p_slip public.rating_slip, p_ended_at timestamptz)
returns public.rating_slip
language plpgsql
stable
set search_path = ''
as $$
declare
  v_slip public.rating_slip := p_slip;
  v_elapsed constant bigint := floor(extract(epoch from p_ended_at - p_slip.started_at));
  v_stretches jsonb;
  v_last jsonb;
begin
  select coalesce(jsonb_agg(stretch || jsonb_build_object('until_seconds',
    least((stretch ->> 'until_seconds')::bigint, v_elapsed - (stretch ->> 'paused_seconds')::bigint)) order by place), '[]'::jsonb)
  into v_stretches
  from jsonb_array_elements(app.all_stretches(p_slip, now())) with ordinality listed (stretch, place)
  where v_elapsed - (stretch ->> 'paused_seconds')::bigint > (stretch ->> 'from_seconds')::bigint;
  v_last := v_stretches -> -1;
  v_slip.ended_at := p_ended_at;
  -- All of it is banked, also the last: of a slip that went on at another table since, only the stretch still knows where it was.
  v_slip.stretches := v_stretches;
  v_slip.banked_seconds := coalesce((v_last ->> 'until_seconds')::bigint, 0);
  v_slip.banked_theo_x3600 := app.stretches_theo_x3600(v_stretches);
  -- Pauses after the end were none.
  v_slip.paused_seconds := greatest(0, v_elapsed - v_slip.banked_seconds);
  if v_last is not null then
    v_slip.average_bet_cents := (v_last ->> 'average_bet_cents')::bigint;
    v_slip.bet_entry := v_last -> 'bet_entry';
    v_slip.policy_snapshot := jsonb_build_object('game_type', v_last -> 'game_type', 'house_edge', v_last -> 'house_edge',
      'decisions_per_hour', v_last -> 'decisions_per_hour');
  end if;
  return v_slip;
end;
$$;
comment on function app.slip_until(public.rating_slip, timestamptz) is
  'The slip as if it had ended at an earlier instant: stretches after it are gone, the one it lies in is cut, and bet, pace and edge are those of the last that is left.';

create function app.stretches_json(p_slip public.rating_slip, p_at timestamptz)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_agg(jsonb_build_object(
      'average_bet_cents', stretch -> 'average_bet_cents', 'game_type', stretch -> 'game_type', 'table_label', stretch -> 'table_label',
      'started_at', stretch -> 'started_at',
      'play_seconds', (stretch ->> 'until_seconds')::bigint - (stretch ->> 'from_seconds')::bigint,
      'theo_cents', app.whole_cents(app.stretches_theo_x3600(jsonb_build_array(stretch))),
      'corrected_from_cents', stretch #> '{bet_entry,corrected_from_cents}',
      'confirmed_above_maximum_cents', stretch #> '{bet_entry,confirmed_above_maximum_cents}') order by place)
    from jsonb_array_elements(app.all_stretches(p_slip, p_at)) with ordinality listed (stretch, place)
  ), '[]'::jsonb);
end;
$$;
comment on function app.stretches_json(public.rating_slip, timestamptz) is
  'The stretches of a slip as the API answers them: [{average_bet_cents, game_type, table_label, started_at, play_seconds, theo_cents, corrected_from_cents, confirmed_above_maximum_cents}]. Each theo is rounded for itself; the slip''s is the sum of the exact ones.';

-- ---- Shapes ----------------------------------------------------------------------------------------------------------

create function app.rating_slip_json(p_slip public.rating_slip)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'id', p_slip.id,
      'visit_id', p_slip.visit_id,
      'player_id', p_slip.player_id,
      'player_name', p.first_name || ' ' || p.last_name,
      'table_id', p_slip.table_id,
      'table_label', t.label,
      'game_type', t.game_type,
      'seat', p_slip.seat,
      'status', p_slip.status,
      'average_bet_cents', p_slip.average_bet_cents,
      'confirmed_above_maximum_cents', p_slip.bet_entry -> 'confirmed_above_maximum_cents',
      'bet_entered_at', coalesce(p_slip.bet_entry -> 'at', to_jsonb(p_slip.started_at)),
      'started_at', p_slip.started_at,
      'paused_at', p_slip.paused_at,
      'ended_at', p_slip.ended_at,
      'play_seconds', app.play_seconds(p_slip, now()),
      'theo_cents', app.slip_theo_cents(p_slip, now()),
      'theo_per_hour_cents', app.theo_cents(p_slip.average_bet_cents, 3600, p_slip.policy_snapshot),
      'as_of', now()
    )
    from public.player p, public.gaming_table t
    where p.casino_id = p_slip.casino_id and p.id = p_slip.player_id
      and t.casino_id = p_slip.casino_id and t.id = p_slip.table_id
  );
end;
$$;
comment on function app.rating_slip_json(public.rating_slip) is 'A slip as every RPC answers it. Seconds and theo hold at as_of.';

create function app.visit_json(p_visit public.visit)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', p_visit.id, 'player_id', p_visit.player_id, 'kind', p_visit.kind,
    'gaming_day', p_visit.gaming_day, 'started_at', p_visit.started_at, 'ended_at', p_visit.ended_at);
end;
$$;
comment on function app.visit_json(public.visit) is 'A visit as every RPC answers it.';

-- ---- Steps the RPCs share --------------------------------------------------------------------------------------------

create function app.start_visit(p_ctx app.rls_context, p_player_id uuid, p_kind public.visit_kind)
returns public.visit
language plpgsql
set search_path = ''
as $$
declare
  v_visit public.visit;
begin
  insert into public.visit (casino_id, player_id, kind, gaming_day)
  values (p_ctx.casino_id, p_player_id, p_kind, p_ctx.gaming_day)
  on conflict (casino_id, player_id) where ended_at is null do nothing
  returning * into v_visit;
  return v_visit;
end;
$$;
comment on function app.start_visit(app.rls_context, uuid, public.visit_kind) is 'Checks a player in; null, and nothing written, when a visit is running.';

create function app.require_free_seat(p_ctx app.rls_context, p_table_id uuid, p_seat integer, p_mover_id uuid default null)
returns public.gaming_table
language plpgsql
set search_path = ''
as $$
declare
  v_table public.gaming_table;
begin
  select * into v_table from public.gaming_table where casino_id = p_ctx.casino_id and id = p_table_id;
  if not found then
    perform app.fail(404, 'TABLE_NOT_FOUND');
  end if;
  if v_table.status <> 'open' then
    perform app.fail(409, 'TABLE_NOT_OPEN', jsonb_build_object('tableLabel', v_table.label));
  end if;
  if p_seat is null or p_seat not between 1 and v_table.seat_count then
    perform app.invalid('seat', format('This table has seats 1 to %s.', v_table.seat_count));
  end if;
  -- Looked up before anything is written: two slips that change places would else wait for each other's index entry.
  if exists (
    select 1 from public.rating_slip
    where casino_id = p_ctx.casino_id and table_id = p_table_id and seat = p_seat and status <> 'closed'
      and id is distinct from p_mover_id
  ) then
    perform app.fail(409, 'SEAT_TAKEN');
  end if;
  return v_table;
end;
$$;
comment on function app.require_free_seat(app.rls_context, uuid, integer, uuid) is
  'The open table that has this seat, with nobody else on it; of two that come at once the unique index decides. TABLE_NOT_FOUND, TABLE_NOT_OPEN, VALIDATION_FAILED, SEAT_TAKEN.';

create function app.fail_seat_conflict(p_constraint text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_constraint = 'rating_slip_one_live_per_seat' then
    perform app.fail(409, 'SEAT_TAKEN');
  end if;
  perform app.fail(409, 'PLAYER_ALREADY_AT_TABLE');
end;
$$;
comment on function app.fail_seat_conflict(text) is 'Says which of the two live-slip rules a unique violation broke: SEAT_TAKEN or PLAYER_ALREADY_AT_TABLE.';

create function app.lock_slip(p_ctx app.rls_context, p_rating_slip_id uuid)
returns public.rating_slip
language plpgsql
set search_path = ''
as $$
declare
  v_slip public.rating_slip;
begin
  select * into v_slip from public.rating_slip where casino_id = p_ctx.casino_id and id = p_rating_slip_id;
  if not found then
    perform app.fail(404, 'SLIP_NOT_FOUND');
  end if;
  -- The player's balance row first, as everywhere: a reward and a close then wait for each other, and a reward can't
  -- land on a slip that closed while it was on its way.
  perform 1 from public.player_loyalty
  where casino_id = p_ctx.casino_id and player_id = v_slip.player_id
  for no key update;
  select * into v_slip from public.rating_slip
  where casino_id = p_ctx.casino_id and id = p_rating_slip_id
  for no key update;
  return v_slip;
end;
$$;
comment on function app.lock_slip(app.rls_context, uuid) is
  'Locks the player''s balance row, then the slip, and returns the slip as it is now. SLIP_NOT_FOUND for a missing slip and another casino''s alike.';

create function app.lock_live_slip(p_ctx app.rls_context, p_rating_slip_id uuid)
returns public.rating_slip
language plpgsql
set search_path = ''
as $$
declare
  v_slip public.rating_slip := app.lock_slip(p_ctx, p_rating_slip_id);
begin
  if v_slip.status = 'closed' then
    perform app.fail(409, 'SLIP_CLOSED', jsonb_build_object('endedAt', v_slip.ended_at));
  end if;
  return v_slip;
end;
$$;
comment on function app.lock_live_slip(app.rls_context, uuid) is 'As lock_slip, and SLIP_CLOSED when the slip is closed.';

create function app.note_end_of_play(p_slip public.rating_slip)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.gaming_table
  set last_played_at = greatest(last_played_at, coalesce(p_slip.ended_at, p_slip.paused_at, now()))
  where casino_id = p_slip.casino_id and id = p_slip.table_id;
end;
$$;
comment on function app.note_end_of_play(public.rating_slip) is
  'Keeps on the slip''s table when play on it last ended. The table''s row is the last lock a step on the floor takes.';

create function app.require_average_bet(p_average_bet_cents bigint)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_average_bet_cents is null or p_average_bet_cents not between 0 and 1000000000 then
    perform app.invalid('averageBetCents', 'Give the average bet in cents, from 0 to 1000000000.');
  end if;
end;
$$;
comment on function app.require_average_bet(bigint) is 'VALIDATION_FAILED unless the average bet is 0 to 10 million in the currency''s units.';

create function app.confirmed_above(p_average_bet_cents bigint, p_table public.gaming_table, p_is_confirmed boolean)
returns bigint
language plpgsql
set search_path = ''
as $$
begin
  if p_average_bet_cents <= p_table.max_bet_cents then
    return null;
  end if;
  if p_is_confirmed is not true then
    perform app.fail(409, 'BET_ABOVE_MAXIMUM', jsonb_build_object('averageBetCents', p_average_bet_cents, 'maxBetCents', p_table.max_bet_cents,
      'tableLabel', p_table.label));
  end if;
  return p_table.max_bet_cents;
end;
$$;
comment on function app.confirmed_above(bigint, public.gaming_table, boolean) is
  'The maximum of the table that an average bet was confirmed to be above, for the slip to remember; null for a bet within it. BET_ABOVE_MAXIMUM (averageBetCents, maxBetCents, tableLabel) for one that nobody confirmed.';

create function app.strictest_table(p_slip public.rating_slip, p_is_corrected boolean)
returns public.gaming_table
language plpgsql
stable
set search_path = ''
as $$
declare
  v_table public.gaming_table;
begin
  -- A correction also rates what was played before a move, at another table's limit.
  select t.* into v_table from public.gaming_table t
  where t.casino_id = p_slip.casino_id and (t.id = p_slip.table_id or p_is_corrected and t.label in (
    select stretch ->> 'table_label' from jsonb_array_elements(p_slip.stretches) stretch
    where stretch #> '{bet_entry,at}' is not distinct from p_slip.bet_entry -> 'at'))
  order by t.max_bet_cents, t.id = p_slip.table_id desc
  limit 1;
  return v_table;
end;
$$;
comment on function app.strictest_table(public.rating_slip, boolean) is
  'The table whose maximum a new average bet of a slip is held against: the one it is at; for a correction, of all at which the corrected bet was played, the one with the lowest.';

create function app.require_end_within(p_slip public.rating_slip, p_ended_at timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- Answers say when it began to the millisecond, and that very time must do.
  if p_ended_at < date_trunc('milliseconds', p_slip.started_at) or p_ended_at > now() then
    perform app.invalid('endedAt', 'Give a time after the slip was opened, and not after now.');
  end if;
end;
$$;
comment on function app.require_end_within(public.rating_slip, timestamptz) is 'VALIDATION_FAILED for an end before the slip began or still to come. Null is no earlier end.';

create function app.ended_slip(p_slip public.rating_slip, p_ended_at timestamptz)
returns public.rating_slip
language plpgsql
stable
set search_path = ''
as $$
declare
  v_slip public.rating_slip := p_slip;
begin
  perform app.require_end_within(p_slip, p_ended_at);
  -- A slip closed while paused ends where the pause began: the pause was not play. Nothing ends before it began, also when
  -- the clock was set back.
  v_slip.ended_at := greatest(p_slip.started_at, coalesce(least(p_ended_at, p_slip.paused_at), p_slip.paused_at, now()));
  if v_slip.ended_at < least(p_slip.paused_at, now()) then
    v_slip := app.slip_until(p_slip, v_slip.ended_at);
  end if;
  return v_slip;
end;
$$;
comment on function app.ended_slip(public.rating_slip, timestamptz) is
  'A live slip with the end, the stretches and the theo that closing it gives it: now, or at p_ended_at. VALIDATION_FAILED for an end outside the slip.';

-- ---- Visits ----------------------------------------------------------------------------------------------------------

create function public.rpc_start_visit(
  p_player_id uuid,
  p_idempotency_key text,
  p_kind public.visit_kind default 'rated',
  p_correlation_id uuid default null,
  p_confirm_excluded boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea;
  v_answer jsonb;
  v_visit public.visit;
begin
  perform app.require_capability(v_ctx, 'slip.manage');
  v_hash := app.request_hash('start_visit', jsonb_build_array(p_player_id, p_kind, coalesce(p_confirm_excluded, false)));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  v_answer := app.hold_seat(v_ctx, p_player_id, p_confirm_excluded, jsonb_build_object('step', 'start_visit'));
  if v_answer is not null then
    return v_answer;
  end if;
  v_visit := app.start_visit(v_ctx, p_player_id, coalesce(p_kind, 'rated'));
  if v_visit.id is null then
    perform app.fail(409, 'VISIT_ALREADY_OPEN', jsonb_build_object('playerId', p_player_id));
  end if;
  return app.complete_intent(v_ctx, 'floor.start_visit', 'visit', v_visit.id, null, app.visit_json(v_visit), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_start_visit(uuid, text, public.visit_kind, uuid, boolean) is
  'Checks a player in. Answers the visit and is_existing. Capability slip.manage. PLAYER_NOT_FOUND, PLAYER_NOT_TO_BE_SEATED (p_confirm_excluded, for who may read exclusions), VISIT_ALREADY_OPEN.';

create function public.rpc_end_visit(p_visit_id uuid, p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea;
  v_answer jsonb;
  v_before public.visit;
  v_visit public.visit;
begin
  perform app.require_capability(v_ctx, 'slip.manage');
  v_hash := app.request_hash('end_visit', jsonb_build_array(p_visit_id));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  -- `for update` also holds off a slip that is being opened on this visit: its foreign key needs a share of this row.
  select * into v_before from public.visit where casino_id = v_ctx.casino_id and id = p_visit_id for update;
  if not found then
    perform app.fail(404, 'VISIT_NOT_FOUND');
  end if;
  if v_before.ended_at is not null then
    perform app.fail(409, 'VISIT_ENDED', jsonb_build_object('endedAt', v_before.ended_at));
  end if;
  if exists (select 1 from public.rating_slip where casino_id = v_ctx.casino_id and visit_id = p_visit_id and status <> 'closed') then
    perform app.fail(409, 'VISIT_HAS_LIVE_SLIP');
  end if;

  -- The clock may have been set back since the player checked in.
  update public.visit set ended_at = greatest(now(), started_at)
  where casino_id = v_ctx.casino_id and id = p_visit_id
  returning * into v_visit;
  return app.complete_intent(v_ctx, 'floor.end_visit', 'visit', v_visit.id, app.visit_json(v_before), app.visit_json(v_visit),
    p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_end_visit(uuid, text, uuid) is
  'Checks a player out. Answers the visit and is_existing. Capability slip.manage. VISIT_NOT_FOUND, VISIT_ENDED, VISIT_HAS_LIVE_SLIP.';

-- ---- Rating slips ----------------------------------------------------------------------------------------------------

create function app.player_to_seat(p_ctx app.rls_context, p_visit_id uuid, p_player_id uuid)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
declare
  v_player_id uuid;
begin
  if (p_visit_id is null) = (p_player_id is null) then
    perform app.invalid('visitId', 'Give either a visit or a player.');
  end if;
  if p_visit_id is not null then
    select player_id into v_player_id from public.visit where casino_id = p_ctx.casino_id and id = p_visit_id;
    if not found then
      perform app.fail(404, 'VISIT_NOT_FOUND');
    end if;
    return v_player_id;
  end if;
  if not exists (select 1 from public.player where casino_id = p_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  return p_player_id;
end;
$$;
comment on function app.player_to_seat(app.rls_context, uuid, uuid) is
  'Whom a slip is for: the player of the visit named, or the one named. VALIDATION_FAILED, VISIT_NOT_FOUND, PLAYER_NOT_FOUND.';

create function app.visit_for_slip(p_ctx app.rls_context, p_visit_id uuid, p_player_id uuid)
returns public.visit
language plpgsql
set search_path = ''
as $$
declare
  v_visit public.visit;
begin
  select * into v_visit from public.visit
  where casino_id = p_ctx.casino_id and player_id = p_player_id and (id = p_visit_id or p_visit_id is null and ended_at is null)
  for key share;
  if not found and p_visit_id is null then
    v_visit := app.start_visit(p_ctx, p_player_id, 'rated');
    if v_visit.id is null then
      -- Someone else checked the player in while this call waited: theirs is the running visit.
      select * into v_visit from public.visit
      where casino_id = p_ctx.casino_id and player_id = p_player_id and ended_at is null
      for key share;
    end if;
  end if;
  if v_visit.id is null or v_visit.ended_at is not null then
    perform app.fail(409, 'VISIT_ENDED', jsonb_build_object('endedAt', v_visit.ended_at));
  end if;
  return v_visit;
end;
$$;
comment on function app.visit_for_slip(app.rls_context, uuid, uuid) is
  'The running visit of a player to open a slip on: the one named, else the one that runs, checking the player in when none does. VISIT_ENDED.';

create function public.rpc_open_rating_slip(
  p_table_id uuid,
  p_seat integer,
  p_average_bet_cents bigint,
  p_idempotency_key text,
  p_visit_id uuid default null,
  p_player_id uuid default null,
  p_correlation_id uuid default null,
  p_confirm_above_maximum boolean default false,
  p_confirm_excluded boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea;
  v_answer jsonb;
  v_table public.gaming_table;
  v_above bigint;
  v_player_id uuid;
  v_visit public.visit;
  v_slip public.rating_slip;
  v_constraint text;
begin
  perform app.require_capability(v_ctx, 'slip.manage');
  perform app.require_average_bet(p_average_bet_cents);
  v_hash := app.request_hash('open_rating_slip', jsonb_build_array(p_table_id, p_seat, p_average_bet_cents, p_visit_id, p_player_id,
    coalesce(p_confirm_above_maximum, false), coalesce(p_confirm_excluded, false)));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  v_table := app.require_free_seat(v_ctx, p_table_id, p_seat);
  v_above := app.confirmed_above(p_average_bet_cents, v_table, p_confirm_above_maximum);
  v_player_id := app.player_to_seat(v_ctx, p_visit_id, p_player_id);
  v_answer := app.hold_seat(v_ctx, v_player_id, p_confirm_excluded,
    jsonb_build_object('step', 'open_rating_slip', 'table_id', p_table_id, 'seat', p_seat));
  if v_answer is not null then
    return v_answer;
  end if;
  v_visit := app.visit_for_slip(v_ctx, p_visit_id, v_player_id);

  begin
    insert into public.rating_slip (casino_id, visit_id, player_id, table_id, seat, average_bet_cents, bet_entry, gaming_day, policy_snapshot)
    values (v_ctx.casino_id, v_visit.id, v_visit.player_id, p_table_id, p_seat, p_average_bet_cents,
      app.marked_bet_entry('{}', v_above), v_ctx.gaming_day,
      app.policy_snapshot(v_ctx.casino_id, v_table.game_type))
    returning * into v_slip;
  exception when unique_violation then
    get stacked diagnostics v_constraint = constraint_name;
    perform app.fail_seat_conflict(v_constraint);
  end;
  return app.complete_intent(v_ctx, 'floor.open_rating_slip', 'rating_slip', v_slip.id, null, app.rating_slip_json(v_slip),
    p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_open_rating_slip(uuid, integer, bigint, text, uuid, uuid, uuid, boolean, boolean) is
  'Seats a player: opens a slip on a visit, or for a player (p_visit_id or p_player_id, exactly one), freezing the game''s pace and edge. An average bet above the table''s maximum needs p_confirm_above_maximum, and is marked. Answers the slip and is_existing. Capability slip.manage. TABLE_NOT_FOUND, TABLE_NOT_OPEN, VISIT_NOT_FOUND, VISIT_ENDED, PLAYER_NOT_FOUND, SEAT_TAKEN, PLAYER_NOT_TO_BE_SEATED (p_confirm_excluded, for who may read exclusions), PLAYER_ALREADY_AT_TABLE, BET_ABOVE_MAXIMUM, VALIDATION_FAILED.';

create function public.rpc_pause_rating_slip(p_rating_slip_id uuid, p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea;
  v_answer jsonb;
  v_before public.rating_slip;
  v_slip public.rating_slip;
begin
  perform app.require_capability(v_ctx, 'slip.manage');
  v_hash := app.request_hash('pause_rating_slip', jsonb_build_array(p_rating_slip_id));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  v_before := app.lock_live_slip(v_ctx, p_rating_slip_id);
  if v_before.status <> 'open' then
    perform app.fail(409, 'SLIP_NOT_OPEN', jsonb_build_object('status', v_before.status));
  end if;
  v_slip := app.bank_stretch(v_before, now());
  update public.rating_slip
  set status = 'paused', paused_at = greatest(now(), started_at), stretches = v_slip.stretches, banked_seconds = v_slip.banked_seconds,
    banked_theo_x3600 = v_slip.banked_theo_x3600
  where casino_id = v_ctx.casino_id and id = p_rating_slip_id
  returning * into v_slip;
  return app.complete_intent(v_ctx, 'floor.pause_rating_slip', 'rating_slip', v_slip.id, app.rating_slip_json(v_before),
    app.rating_slip_json(v_slip), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_pause_rating_slip(uuid, text, uuid) is
  'Stops the clock of a running slip. Answers the slip and is_existing. Capability slip.manage. SLIP_NOT_FOUND, SLIP_CLOSED, SLIP_NOT_OPEN.';

create function public.rpc_resume_rating_slip(
  p_rating_slip_id uuid,
  p_idempotency_key text,
  p_correlation_id uuid default null,
  p_confirm_excluded boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea;
  v_answer jsonb;
  v_before public.rating_slip;
  v_slip public.rating_slip;
begin
  perform app.require_capability(v_ctx, 'slip.manage');
  v_hash := app.request_hash('resume_rating_slip', jsonb_build_array(p_rating_slip_id, coalesce(p_confirm_excluded, false)));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  v_before := app.lock_live_slip(v_ctx, p_rating_slip_id);
  if v_before.status <> 'paused' then
    perform app.fail(409, 'SLIP_NOT_PAUSED', jsonb_build_object('status', v_before.status));
  end if;
  v_answer := app.hold_seat(v_ctx, v_before.player_id, p_confirm_excluded,
    jsonb_build_object('step', 'resume_rating_slip', 'rating_slip_id', p_rating_slip_id));
  if v_answer is not null then
    return v_answer;
  end if;
  update public.rating_slip
  set status = 'open', paused_at = null,
    -- A clock set back during the pause makes it none, not one of less than nothing.
    paused_seconds = paused_seconds + greatest(0, ceil(extract(epoch from now() - paused_at)))::integer
  where casino_id = v_ctx.casino_id and id = p_rating_slip_id
  returning * into v_slip;
  return app.complete_intent(v_ctx, 'floor.resume_rating_slip', 'rating_slip', v_slip.id, app.rating_slip_json(v_before),
    app.rating_slip_json(v_slip), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_resume_rating_slip(uuid, text, uuid, boolean) is
  'Starts the clock of a paused slip again; the pause never counts as play. Answers the slip and is_existing. Capability slip.manage. SLIP_NOT_FOUND, SLIP_CLOSED, SLIP_NOT_PAUSED, PLAYER_NOT_TO_BE_SEATED (p_confirm_excluded, for who may read exclusions).';

create function public.rpc_update_average_bet(
  p_rating_slip_id uuid,
  p_average_bet_cents bigint,
  p_idempotency_key text,
  p_correlation_id uuid default null,
  p_replaces_last boolean default false,
  p_confirm_above_maximum boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea;
  v_answer jsonb;
  v_before public.rating_slip;
  v_slip public.rating_slip;
  v_table public.gaming_table;
  v_above bigint;
  v_replaces_last boolean := coalesce(p_replaces_last, false);
begin
  perform app.require_capability(v_ctx, 'slip.manage');
  perform app.require_average_bet(p_average_bet_cents);
  v_hash := app.request_hash('update_average_bet', jsonb_build_array(p_rating_slip_id, p_average_bet_cents, v_replaces_last,
    coalesce(p_confirm_above_maximum, false)));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  v_before := app.lock_live_slip(v_ctx, p_rating_slip_id);
  v_slip := v_before;
  if p_average_bet_cents <> v_before.average_bet_cents then
    v_table := app.strictest_table(v_before, v_replaces_last);
    v_above := app.confirmed_above(p_average_bet_cents, v_table, p_confirm_above_maximum);
    v_slip := case when v_replaces_last then app.correct_bet(v_before, p_average_bet_cents, v_above)
      else app.set_bet(v_before, p_average_bet_cents, v_above, now()) end;
  end if;
  update public.rating_slip
  set average_bet_cents = v_slip.average_bet_cents, bet_entry = v_slip.bet_entry, stretches = v_slip.stretches,
    banked_seconds = v_slip.banked_seconds, banked_theo_x3600 = v_slip.banked_theo_x3600
  where casino_id = v_ctx.casino_id and id = p_rating_slip_id
  returning * into v_slip;
  return app.complete_intent(v_ctx, 'floor.update_average_bet', 'rating_slip', v_slip.id, app.rating_slip_json(v_before),
    app.rating_slip_json(v_slip), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_update_average_bet(uuid, bigint, text, uuid, boolean, boolean) is
  'Sets the average bet (cents) of a live slip from now on; what was played before keeps the bet it was played at, as a stretch of its own. With p_replaces_last the last entry was mistyped: everything since it is rated at this bet, and the stretch says what it was corrected from. A bet above the table''s maximum needs p_confirm_above_maximum, and is marked. Answers the slip and is_existing. Capability slip.manage. SLIP_NOT_FOUND, SLIP_CLOSED, BET_ABOVE_MAXIMUM, VALIDATION_FAILED.';

create function public.rpc_move_rating_slip(
  p_rating_slip_id uuid,
  p_table_id uuid,
  p_seat integer,
  p_idempotency_key text,
  p_correlation_id uuid default null,
  p_confirm_above_maximum boolean default false,
  p_confirm_excluded boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea;
  v_answer jsonb;
  v_before public.rating_slip;
  v_slip public.rating_slip;
  v_table public.gaming_table;
  v_constraint text;
begin
  perform app.require_capability(v_ctx, 'slip.manage');
  v_hash := app.request_hash('move_rating_slip', jsonb_build_array(p_rating_slip_id, p_table_id, p_seat,
    coalesce(p_confirm_above_maximum, false), coalesce(p_confirm_excluded, false)));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  v_before := app.lock_live_slip(v_ctx, p_rating_slip_id);
  v_table := app.require_free_seat(v_ctx, p_table_id, p_seat, p_rating_slip_id);
  v_slip := v_before;
  if p_table_id <> v_before.table_id then
    v_slip := app.bank_stretch(v_before, now());
    v_slip.bet_entry := app.marked_bet_entry(v_before.bet_entry,
      app.confirmed_above(v_before.average_bet_cents, v_table, p_confirm_above_maximum));
    -- Another seat of the same table is no new one.
    v_answer := app.hold_seat(v_ctx, v_before.player_id, p_confirm_excluded,
      jsonb_build_object('step', 'move_rating_slip', 'rating_slip_id', p_rating_slip_id, 'table_id', p_table_id, 'seat', p_seat));
    if v_answer is not null then
      return v_answer;
    end if;
  end if;
  -- Another game has another pace and edge; another table of the same one goes on with those frozen at open.
  if v_table.game_type::text <> v_before.policy_snapshot ->> 'game_type' then
    v_slip.policy_snapshot := app.policy_snapshot(v_ctx.casino_id, v_table.game_type);
  end if;

  begin
    update public.rating_slip
    set table_id = p_table_id, seat = p_seat, bet_entry = v_slip.bet_entry, stretches = v_slip.stretches, banked_theo_x3600 = v_slip.banked_theo_x3600,
      banked_seconds = v_slip.banked_seconds, policy_snapshot = v_slip.policy_snapshot
    where casino_id = v_ctx.casino_id and id = p_rating_slip_id
    returning * into v_slip;
  exception when unique_violation then
    get stacked diagnostics v_constraint = constraint_name;
    perform app.fail_seat_conflict(v_constraint);
  end;
  perform app.note_end_of_play(v_before);
  return app.complete_intent(v_ctx, 'floor.move_rating_slip', 'rating_slip', v_slip.id, app.rating_slip_json(v_before),
    app.rating_slip_json(v_slip), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_move_rating_slip(uuid, uuid, integer, text, uuid, boolean, boolean) is
  'Moves a live slip to another seat or table: one session, one clock. A move to another table banks the play so far; one to another game freezes that game''s pace and edge; one to a table whose maximum the average bet is above needs p_confirm_above_maximum. Answers the slip and is_existing. Capability slip.manage. SLIP_NOT_FOUND, SLIP_CLOSED, TABLE_NOT_FOUND, TABLE_NOT_OPEN, SEAT_TAKEN, PLAYER_NOT_TO_BE_SEATED (to another table; p_confirm_excluded, for who may read exclusions), PLAYER_ALREADY_AT_TABLE, BET_ABOVE_MAXIMUM, VALIDATION_FAILED.';

create function app.close_slip(p_ctx app.rls_context, p_slip public.rating_slip, p_accrual_status public.accrual_status)
returns public.rating_slip
language plpgsql
set search_path = ''
as $$
declare
  v_slip public.rating_slip;
begin
  update public.rating_slip
  set status = 'closed', ended_at = p_slip.ended_at, paused_at = null, paused_seconds = p_slip.paused_seconds,
    average_bet_cents = p_slip.average_bet_cents, bet_entry = p_slip.bet_entry, policy_snapshot = p_slip.policy_snapshot,
    stretches = p_slip.stretches, banked_seconds = p_slip.banked_seconds, banked_theo_x3600 = p_slip.banked_theo_x3600,
    theo_cents = app.slip_theo_cents(p_slip, p_slip.ended_at), earn_snapshot = app.earn_snapshot(p_ctx.casino_id, p_slip.player_id),
    accrual_status = p_accrual_status
  where casino_id = p_ctx.casino_id and id = p_slip.id
  returning * into v_slip;
  -- Events leave the house, and names don't.
  perform app.emit_event(p_ctx, 'rating_slip.closed', v_slip.player_id, app.rating_slip_json(v_slip) - 'player_name' || jsonb_build_object(
    'policy_snapshot', v_slip.policy_snapshot, 'stretches', app.all_stretches(v_slip, now()), 'paused_seconds', v_slip.paused_seconds,
    'gaming_day', v_slip.gaming_day, 'is_held', p_accrual_status = 'held'));
  return v_slip;
end;
$$;
comment on function app.close_slip(app.rls_context, public.rating_slip, public.accrual_status) is
  'Closes a slip whose ended_at says when, with its theo and the rates of now, and emits rating_slip.closed. Accruing is the caller''s.';

create function public.rpc_close_rating_slip(
  p_rating_slip_id uuid,
  p_idempotency_key text,
  p_correlation_id uuid default null,
  p_ended_at timestamptz default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea;
  v_answer jsonb;
  v_before public.rating_slip;
  v_slip public.rating_slip;
  v_json jsonb;
begin
  perform app.require_capability(v_ctx, 'slip.manage');
  v_hash := app.request_hash('close_rating_slip', jsonb_build_array(p_rating_slip_id, extract(epoch from p_ended_at)));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  v_before := app.lock_live_slip(v_ctx, p_rating_slip_id);
  v_slip := app.close_slip(v_ctx, app.ended_slip(v_before, p_ended_at), 'pending');

  v_json := app.rating_slip_json(v_slip) || jsonb_build_object('accrual', app.try_accrual(v_ctx, v_slip));
  perform app.note_end_of_play(v_slip);
  return app.complete_intent(v_ctx, 'floor.close_rating_slip', 'rating_slip', v_slip.id, app.rating_slip_json(v_before), v_json,
    p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_close_rating_slip(uuid, text, uuid, timestamptz) is
  'Ends a live slip, at p_ended_at where it was forgotten: then the play after that, and what changed after it, counts for nothing. Computes theo as the sum over its stretches (bet in force x decisions per hour x hours x edge), emits rating_slip.closed, and accrues the points. It never fails because the accrual did. Answers the slip, accrual {status: posted | pending | none, why, points, balance, tier_upgrade} and is_existing. Capability slip.manage. SLIP_NOT_FOUND, SLIP_CLOSED, VALIDATION_FAILED (an end before the slip began or still to come).';

create function public.rpc_preview_slip_close(p_rating_slip_id uuid, p_ended_at timestamptz default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_slip public.rating_slip;
begin
  perform app.require_capability(v_ctx, 'slip.manage');
  select * into v_slip from public.rating_slip where casino_id = v_ctx.casino_id and id = p_rating_slip_id;
  if not found then
    perform app.fail(404, 'SLIP_NOT_FOUND');
  end if;
  if v_slip.status = 'closed' then
    perform app.fail(409, 'SLIP_CLOSED', jsonb_build_object('endedAt', v_slip.ended_at));
  end if;
  v_slip := app.ended_slip(v_slip, p_ended_at);
  return jsonb_build_object('ended_at', v_slip.ended_at, 'play_seconds', app.play_seconds(v_slip, now()),
    'theo_cents', app.slip_theo_cents(v_slip, now())) || app.accrual_preview(v_ctx, v_slip);
end;
$$;
comment on function public.rpc_preview_slip_close(uuid, timestamptz) is
  'What closing a live slip would come to, now or at p_ended_at, and changes nothing: {ended_at, play_seconds, theo_cents, points, why}, as closing answers them; points is null where they can''t be told yet. Capability slip.manage. SLIP_NOT_FOUND, SLIP_CLOSED, VALIDATION_FAILED (an end before the slip began or still to come).';

create function public.rpc_get_rating_slip(p_rating_slip_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_slip public.rating_slip;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  select * into v_slip from public.rating_slip where casino_id = v_ctx.casino_id and id = p_rating_slip_id;
  if not found then
    perform app.fail(404, 'SLIP_NOT_FOUND');
  end if;
  return app.rating_slip_json(v_slip) || jsonb_build_object('stretches', app.stretches_json(v_slip, now()),
    'accrual_status', v_slip.accrual_status);
end;
$$;
comment on function public.rpc_get_rating_slip(uuid) is 'One slip with its stretches, oldest first: [{average_bet_cents, game_type, table_label, started_at, play_seconds, theo_cents, corrected_from_cents, confirmed_above_maximum_cents}], and its accrual_status; seconds and theo hold at as_of. Capability floor.read. SLIP_NOT_FOUND.';

-- ---- Row level security and grants -----------------------------------------------------------------------------------

alter table public.pit enable row level security;
alter table public.game_settings enable row level security;
alter table public.gaming_table enable row level security;
alter table public.player enable row level security;
alter table public.visit enable row level security;
alter table public.rating_slip enable row level security;

create policy "Staff read the pits of their own casino" on public.pit
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the game settings of their own casino" on public.game_settings
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the tables of their own casino" on public.gaming_table
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the players of their own casino" on public.player
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the visits of their own casino" on public.visit
  for select to authenticated using (casino_id = (select app.current_casino_id()));
create policy "Staff read the rating slips of their own casino" on public.rating_slip
  for select to authenticated using (casino_id = (select app.current_casino_id()));

grant select on public.pit, public.game_settings, public.gaming_table, public.player, public.visit, public.rating_slip
  to authenticated, service_role;

revoke all on function
  public.rpc_start_visit(uuid, text, public.visit_kind, uuid, boolean),
  public.rpc_end_visit(uuid, text, uuid),
  public.rpc_open_rating_slip(uuid, integer, bigint, text, uuid, uuid, uuid, boolean, boolean),
  public.rpc_pause_rating_slip(uuid, text, uuid),
  public.rpc_resume_rating_slip(uuid, text, uuid, boolean),
  public.rpc_update_average_bet(uuid, bigint, text, uuid, boolean, boolean),
  public.rpc_move_rating_slip(uuid, uuid, integer, text, uuid, boolean, boolean),
  public.rpc_close_rating_slip(uuid, text, uuid, timestamptz),
  public.rpc_preview_slip_close(uuid, timestamptz),
  public.rpc_get_rating_slip(uuid)
from public, anon;
grant execute on function
  public.rpc_start_visit(uuid, text, public.visit_kind, uuid, boolean),
  public.rpc_end_visit(uuid, text, uuid),
  public.rpc_open_rating_slip(uuid, integer, bigint, text, uuid, uuid, uuid, boolean, boolean),
  public.rpc_pause_rating_slip(uuid, text, uuid),
  public.rpc_resume_rating_slip(uuid, text, uuid, boolean),
  public.rpc_update_average_bet(uuid, bigint, text, uuid, boolean, boolean),
  public.rpc_move_rating_slip(uuid, uuid, integer, text, uuid, boolean, boolean),
  public.rpc_close_rating_slip(uuid, text, uuid, timestamptz),
  public.rpc_preview_slip_close(uuid, timestamptz),
  public.rpc_get_rating_slip(uuid)
to authenticated;

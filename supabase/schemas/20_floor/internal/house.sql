-- Pits and tables as those who set them up see them, and what may be changed about one.

create function app.house_pit_json(p_pit public.pit)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', p_pit.id, 'name', p_pit.name, 'sort_order', p_pit.sort_order,
    'updated_at', p_pit.updated_at);
end;
$$;
comment on function app.house_pit_json(public.pit) is 'A pit as every RPC of the house answers it.';

create function app.live_slip_count(p_table public.gaming_table)
returns integer
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select count(*) from public.rating_slip
    where casino_id = p_table.casino_id and table_id = p_table.id and status <> 'closed'
  );
end;
$$;
comment on function app.live_slip_count(public.gaming_table) is 'How many slips are open or paused at a table.';

create function app.house_table_json(p_table public.gaming_table)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', p_table.id, 'pit_id', p_table.pit_id, 'label', p_table.label,
    'game_type', p_table.game_type, 'seat_count', p_table.seat_count, 'min_bet_cents', p_table.min_bet_cents,
    'max_bet_cents', p_table.max_bet_cents, 'status', p_table.status, 'live_slips', app.live_slip_count(p_table),
    'updated_at', p_table.updated_at);
end;
$$;
comment on function app.house_table_json(public.gaming_table) is 'A table as every RPC of the house answers it.';

create function app.house_game_json(p_game public.game, p_gaming_day date)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_now constant jsonb := app.policy_snapshot(p_game.casino_id, p_game.game_type, p_gaming_day);
begin
  return jsonb_build_object('id', p_game.id, 'game_type', p_game.game_type, 'name', p_game.name,
    'house_edge', v_now -> 'house_edge', 'decisions_per_hour', v_now -> 'decisions_per_hour',
    'rates', (
      select jsonb_agg(jsonb_build_object('from_gaming_day', r.from_gaming_day, 'house_edge', r.house_edge,
        'decisions_per_hour', r.decisions_per_hour, 'set_by_staff_name', app.staff_name(r.casino_id, r.set_by_staff_id),
        'set_at', r.at) order by r.from_gaming_day desc)
      from public.game_rate r where r.casino_id = p_game.casino_id and r.game_type = p_game.game_type
    ));
end;
$$;
comment on function app.house_game_json(public.game, date) is
  'A game as every RPC of the house answers it: {id, game_type, name, house_edge, decisions_per_hour (in force on the '
  'gaming day), rates: [{from_gaming_day, house_edge, decisions_per_hour, set_by_staff_name, set_at}]}, the latest day '
  'first.';

create function app.house_json(p_ctx app.rls_context)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('gaming_day', p_ctx.gaming_day,
    'pits', coalesce((
      select jsonb_agg(app.house_pit_json(p) order by p.sort_order, p.name)
      from public.pit p where p.casino_id = p_ctx.casino_id), '[]'::jsonb),
    'tables', coalesce((
      select jsonb_agg(app.house_table_json(t) order by t.label)
      from public.gaming_table t where t.casino_id = p_ctx.casino_id), '[]'::jsonb),
    'games', coalesce((
      select jsonb_agg(app.house_game_json(g, p_ctx.gaming_day) order by g.name)
      from public.game g where g.casino_id = p_ctx.casino_id), '[]'::jsonb)
  );
end;
$$;
comment on function app.house_json(app.rls_context) is
  'The gaming day of now, pits in their order, tables by their labels and games by their names: {gaming_day, pits: '
  '[{id, name, sort_order, updated_at}], tables: [{id, pit_id, label, game_type, seat_count, min_bet_cents, '
  'max_bet_cents, status, live_slips, updated_at}], games: [app.house_game_json]}.';

create function app.lock_pit(p_ctx app.rls_context, p_pit_id uuid, p_expected_updated_at timestamptz)
returns public.pit
language plpgsql
set search_path = ''
as $$
declare
  v_pit public.pit;
begin
  select * into v_pit from public.pit where casino_id = p_ctx.casino_id and id = p_pit_id for no key update;
  if not found then
    perform app.fail(404, 'PIT_NOT_FOUND');
  end if;
  -- The API writes times in milliseconds, so that a version comes back without its microseconds.
  if date_trunc('milliseconds', p_expected_updated_at) <> date_trunc('milliseconds', v_pit.updated_at) then
    perform app.fail(409, 'PIT_CHANGED', jsonb_build_object('version', v_pit.updated_at)
      || app.last_change(p_ctx, 'floor.update_pit', 'pit', p_pit_id));
  end if;
  return v_pit;
end;
$$;
comment on function app.lock_pit(app.rls_context, uuid, timestamptz) is
  'A pit, locked for a change that was made on this version of it; null: on any. PIT_NOT_FOUND, PIT_CHANGED (detail: '
  'version, at, staffName).';

create function app.lock_table(p_ctx app.rls_context, p_table_id uuid, p_expected_updated_at timestamptz default null)
returns public.gaming_table
language plpgsql
set search_path = ''
as $$
declare
  v_table public.gaming_table;
begin
  -- For update, not for no key update: who seats a player holds the table's key (app.require_free_seat).
  select * into v_table from public.gaming_table where casino_id = p_ctx.casino_id and id = p_table_id for update;
  if not found then
    perform app.fail(404, 'TABLE_NOT_FOUND');
  end if;
  if date_trunc('milliseconds', p_expected_updated_at) <> date_trunc('milliseconds', v_table.updated_at) then
    perform app.fail(409, 'TABLE_CHANGED', jsonb_build_object('version', v_table.updated_at)
      || app.last_table_change(p_ctx, p_table_id));
  end if;
  return v_table;
end;
$$;
comment on function app.lock_table(app.rls_context, uuid, timestamptz) is
  'A table, locked so that nobody is seated meanwhile, for a change that was made on this version of it; null: on any. '
  'TABLE_NOT_FOUND, TABLE_CHANGED (detail: version, at, staffName).';

create function app.last_table_change(p_ctx app.rls_context, p_table_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce((
    select change
    from unnest(array['floor.update_table', 'floor.set_table_limits', 'floor.set_table_status']) action
    cross join lateral app.last_change(p_ctx, action, 'gaming_table', p_table_id) change
    where change <> '{}'::jsonb
    order by (change ->> 'at')::timestamptz desc
    limit 1), '{}');
end;
$$;
comment on function app.last_table_change(app.rls_context, uuid) is
  'Who last edited, opened or closed a table, or set its limits, and when: {at, staffName}; empty when nobody did.';

create function app.require_table_unused(p_table public.gaming_table)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_live integer := app.live_slip_count(p_table);
begin
  if v_live > 0 then
    perform app.fail(409, 'TABLE_IN_USE', jsonb_build_object('tableLabel', p_table.label, 'liveSlips', v_live));
  end if;
end;
$$;
comment on function app.require_table_unused(public.gaming_table) is
  'TABLE_IN_USE (detail: tableLabel, liveSlips) while a slip is open or paused at the table, which is locked.';

create function app.require_pit_fields(p_name text, p_sort_order integer)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if (length(p_name) between 1 and 100) is not true then
    perform app.invalid('name', 'characters', jsonb_build_object('lowest', 1, 'highest', 100));
  end if;
  if (p_sort_order between 0 and 1000) is not true then
    perform app.invalid('sortOrder', 'wholeBetween', jsonb_build_object('lowest', 0, 'highest', 1000));
  end if;
end;
$$;
comment on function app.require_pit_fields(text, integer) is
  'VALIDATION_FAILED, naming the field, unless it is a name of a pit, in normal form, and a place.';

create function app.require_table_limits(p_min_bet_cents bigint, p_max_bet_cents bigint)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if (p_min_bet_cents between 1 and 1000000000) is not true then
    perform app.invalid('minBetCents', 'centsBetween', jsonb_build_object('lowest', 1, 'highest', 1000000000));
  end if;
  if (p_max_bet_cents between p_min_bet_cents and 1000000000) is not true then
    perform app.invalid('maxBetCents', 'centsBetween',
      jsonb_build_object('lowest', p_min_bet_cents, 'highest', 1000000000));
  end if;
end;
$$;
comment on function app.require_table_limits(bigint, bigint) is
  'VALIDATION_FAILED, naming the field, unless it is a least and a most of a bet, in cents.';

create function app.require_table_fields(p_table public.gaming_table)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if (length(p_table.label) between 1 and 20) is not true then
    perform app.invalid('label', 'characters', jsonb_build_object('lowest', 1, 'highest', 20));
  end if;
  if (p_table.seat_count between 1 and 20) is not true then
    perform app.invalid('seatCount', 'wholeBetween', jsonb_build_object('lowest', 1, 'highest', 20));
  end if;
  perform app.require_table_limits(p_table.min_bet_cents, p_table.max_bet_cents);
end;
$$;
comment on function app.require_table_fields(public.gaming_table) is
  'VALIDATION_FAILED, naming the field, unless label, seats and limits are those of a table.';

create function app.require_in_house(p_ctx app.rls_context, p_table public.gaming_table)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if not exists (select from public.pit where casino_id = p_ctx.casino_id and id = p_table.pit_id) then
    perform app.fail(404, 'PIT_NOT_FOUND');
  end if;
  if not exists (
    select from public.game where casino_id = p_ctx.casino_id and game_type = p_table.game_type
  ) then
    perform app.invalid('gameType', 'gameOfHouse');
  end if;
  if exists (
    select from public.gaming_table
    where casino_id = p_ctx.casino_id and label = p_table.label and id is distinct from p_table.id
  ) then
    perform app.fail(409, 'TABLE_LABEL_TAKEN', jsonb_build_object('tableLabel', p_table.label));
  end if;
end;
$$;
comment on function app.require_in_house(app.rls_context, public.gaming_table) is
  'That the pit is one of the casino''s, the game one that it deals, and the label no other table''s; of two that take '
  'one label at once, the unique index decides. PIT_NOT_FOUND, TABLE_LABEL_TAKEN, VALIDATION_FAILED.';

create function app.require_game_rate(p_house_edge numeric, p_decisions_per_hour integer)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if (p_house_edge between 0.00001 and 0.99999 and p_house_edge = round(p_house_edge, 5)) is not true then
    perform app.invalid('houseEdge', 'houseEdge');
  end if;
  if (p_decisions_per_hour between 1 and 1000) is not true then
    perform app.invalid('decisionsPerHour', 'wholeBetween', jsonb_build_object('lowest', 1, 'highest', 1000));
  end if;
end;
$$;
comment on function app.require_game_rate(numeric, integer) is
  'VALIDATION_FAILED, naming the field, unless it is a house edge (a fraction of at most five decimals: 0.0526 is '
  '5.26 %) and a pace in decisions per hour.';

create function app.require_game_fields(p_game_type text, p_name text)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if (p_game_type ~ '^[a-z][a-z0-9_]{1,39}$') is not true then
    perform app.invalid('gameType', 'smallLetters', jsonb_build_object('highest', 40));
  end if;
  if (length(p_name) between 1 and 60) is not true then
    perform app.invalid('name', 'characters', jsonb_build_object('lowest', 1, 'highest', 60));
  end if;
end;
$$;
comment on function app.require_game_fields(text, text) is
  'VALIDATION_FAILED, naming the field, unless it is a game type and a name of a game, in normal form.';

create function app.add_pit(p_ctx app.rls_context, p_name text, p_sort_order integer)
returns public.pit
language plpgsql
set search_path = ''
as $$
declare
  v_pit public.pit;
begin
  insert into public.pit (casino_id, name, sort_order) values (p_ctx.casino_id, p_name, p_sort_order)
  on conflict (casino_id, name) do nothing
  returning * into v_pit;
  if not found then
    perform app.fail(409, 'PIT_NAME_TAKEN', jsonb_build_object('pitName', p_name));
  end if;
  return v_pit;
end;
$$;
comment on function app.add_pit(app.rls_context, text, integer) is
  'A new pit, whose fields are sound. PIT_NAME_TAKEN (detail: pitName).';

create function app.add_table(p_ctx app.rls_context, p_table public.gaming_table)
returns public.gaming_table
language plpgsql
set search_path = ''
as $$
declare
  v_table public.gaming_table;
begin
  perform app.require_in_house(p_ctx, p_table);
  insert into public.gaming_table (casino_id, pit_id, label, game_type, seat_count, min_bet_cents, max_bet_cents,
    status)
  values (p_ctx.casino_id, p_table.pit_id, p_table.label, p_table.game_type, p_table.seat_count,
    p_table.min_bet_cents, p_table.max_bet_cents, 'closed')
  on conflict (casino_id, label) do nothing
  returning * into v_table;
  if not found then
    perform app.fail(409, 'TABLE_LABEL_TAKEN', jsonb_build_object('tableLabel', p_table.label));
  end if;
  return v_table;
end;
$$;
comment on function app.add_table(app.rls_context, public.gaming_table) is
  'A new table, closed, whose fields are sound. PIT_NOT_FOUND, TABLE_LABEL_TAKEN (detail: tableLabel), '
  'VALIDATION_FAILED.';

create function app.add_game(p_ctx app.rls_context, p_game_type text, p_name text, p_house_edge numeric,
  p_decisions_per_hour integer)
returns public.game
language plpgsql
set search_path = ''
as $$
declare
  v_game public.game;
begin
  insert into public.game (casino_id, game_type, name) values (p_ctx.casino_id, p_game_type, p_name)
  on conflict do nothing
  returning * into v_game;
  if not found then
    perform app.fail(409, 'GAME_EXISTS', jsonb_build_object('gameName', p_name));
  end if;
  insert into public.game_rate (casino_id, game_type, from_gaming_day, house_edge, decisions_per_hour,
    set_by_staff_id)
  values (p_ctx.casino_id, p_game_type, p_ctx.gaming_day, p_house_edge, p_decisions_per_hour, p_ctx.staff_id);
  return v_game;
end;
$$;
comment on function app.add_game(app.rls_context, text, text, numeric, integer) is
  'A game that is dealt from today on, whose fields are sound. GAME_EXISTS when the casino has the game type or the '
  'name (detail: gameName).';

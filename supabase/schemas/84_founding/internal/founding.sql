-- A new casino, from one document: what whoever runs the database begins it with, from a file, or lets somebody
-- begin it with on a screen, by a one-time link.

create function app.found_casino(p_house jsonb, p_correlation_id uuid default null)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_casino_id uuid;
  v_ctx app.rls_context;
  v_staff jsonb;
begin
  perform app.require_known_fields('casino', p_house, array['slug', 'name', 'time_zone', 'gaming_day_start', 'currency',
    'points_per_theo', 'cents_per_thousand_points', 'tiers', 'games', 'pits', 'shifts', 'staff']);
  v_casino_id := app.found_casino_row(p_house);
  -- A step of its own: what reads the settings sees what was there when it began.
  v_ctx := app.worker_context(v_casino_id);
  v_ctx.correlation_id := coalesce(p_correlation_id, v_ctx.correlation_id);
  perform app.require_founders(p_house -> 'staff');
  v_staff := app.found_staff(v_ctx, p_house -> 'staff');
  perform app.found_earning(v_ctx, p_house), app.found_games(v_ctx, p_house -> 'games'),
    app.found_pits(v_ctx, p_house -> 'pits'), app.found_shifts(v_ctx, p_house -> 'shifts');
  -- The tokens of the links go into the answer and not into the trail.
  perform app.write_audit(v_ctx, 'casino.found', 'casino', v_ctx.casino_id, null, p_house);
  return jsonb_build_object('casino_id', v_ctx.casino_id, 'staff', v_staff);
end;
$$;
comment on function app.found_casino(jsonb, uuid) is
  'Makes a casino of {slug, name, time_zone, gaming_day_start?, currency, points_per_theo?, '
  'cents_per_thousand_points?, tiers?, games?, pits?, shifts?, staff}, all of it or nothing: tiers as '
  'rpc_replace_loyalty_tiers takes them, games '
  '[{game_type, name, house_edge, decisions_per_hour}], pits [{name, tables: [{label, game_type, seat_count, '
  'min_bet_cents, max_bet_cents}]}] whose tables begin closed, shifts as rpc_set_shift_pattern takes them, staff '
  '[{email, name, role}]. Nobody is there yet to decide about rights, so the roles are those of the document; two of '
  'the staff at least have to be able to decide later. Answers {casino_id, staff: [{email, name, role, link_token}]}, '
  'each link as rpc_invite_staff makes it. CASINO_EXISTS (detail: slug), VALIDATION_FAILED.';

create function app.found_casino_row(p_house jsonb)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
begin
  if (p_house ->> 'slug' ~ '^[a-z][a-z0-9-]{1,62}$') is not true then
    perform app.invalid('slug', 'casinoSlug');
  end if;
  if (length(btrim(p_house ->> 'name')) between 1 and 200) is not true then
    perform app.invalid('name', 'characters', jsonb_build_object('lowest', 1, 'highest', 200));
  end if;
  if (coalesce(p_house ->> 'gaming_day_start', '06:00') ~ '^([01]\d|2[0-3]):[0-5]\d$') is not true then
    perform app.invalid('gamingDayStart', 'clockTime');
  end if;
  if (p_house ->> 'currency' ~ '^[A-Z]{3}$') is not true then
    perform app.invalid('currency', 'currencyCode');
  end if;
  insert into public.casino (slug, name) values (p_house ->> 'slug', btrim(p_house ->> 'name'))
  on conflict (slug) do nothing returning id into v_id;
  if v_id is null then
    perform app.fail(409, 'CASINO_EXISTS', jsonb_build_object('slug', p_house ->> 'slug'));
  end if;
  insert into public.casino_settings (casino_id, time_zone, gaming_day_start, currency)
  values (v_id, coalesce(p_house ->> 'time_zone', ''), coalesce(p_house ->> 'gaming_day_start', '06:00')::time,
    p_house ->> 'currency');
  return v_id;
end;
$$;
comment on function app.found_casino_row(jsonb) is
  'The casino and its settings, which begin as the product comes. CASINO_EXISTS, VALIDATION_FAILED.';

create function app.found_earning(p_ctx app.rls_context, p_house jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if not app.is_number_between(coalesce(p_house -> 'points_per_theo', '10'), 0, 10000, true) then
    perform app.invalid('pointsPerTheo', 'wholeBetween', jsonb_build_object('lowest', 0, 'highest', 10000));
  end if;
  insert into public.loyalty_earn_config (casino_id, points_per_theo)
  values (p_ctx.casino_id, coalesce((p_house ->> 'points_per_theo')::integer, 10));
  if p_house ? 'tiers' then
    perform app.require_tier_list(p_house -> 'tiers');
    perform app.write_tiers(p_ctx.casino_id, p_house -> 'tiers', app.tier_codes(p_house -> 'tiers'));
  end if;
  if not p_house ? 'cents_per_thousand_points' then
    return;
  end if;
  if not app.is_number_between(p_house -> 'cents_per_thousand_points', 1, 1000000, true) then
    perform app.invalid('centsPerThousandPoints', 'centsBetween', jsonb_build_object('lowest', 1, 'highest', 1000000));
  end if;
  insert into public.point_value (casino_id, from_gaming_day, cents_per_1000_points, set_by_staff_id)
  select p_ctx.casino_id, p_ctx.gaming_day, (p_house ->> 'cents_per_thousand_points')::integer, s.id
  from public.staff s where s.casino_id = p_ctx.casino_id and s.role = 'admin' order by s.id limit 1;
end;
$$;
comment on function app.found_earning(app.rls_context, jsonb) is
  'How players earn, the tiers, and what points are worth, where the document says it. VALIDATION_FAILED.';

create function app.founding_list(p_path text, p_list jsonb)
returns table (place bigint, item jsonb)
language plpgsql
set search_path = ''
as $$
begin
  if jsonb_typeof(coalesce(p_list, '[]')) <> 'array' or exists (
    select from jsonb_array_elements(p_list) i where jsonb_typeof(i) <> 'object'
  ) then
    perform app.invalid(p_path, 'listOfObjects');
  end if;
  return query select listed.place - 1, listed.item
    from jsonb_array_elements(p_list) with ordinality listed (item, place) order by listed.place;
end;
$$;
comment on function app.founding_list(text, jsonb) is
  'The objects of a list of the document with their places, from 0; none for a list that is left out. '
  'VALIDATION_FAILED for what is no list of objects.';

create function app.found_games(p_ctx app.rls_context, p_games jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_place bigint;
  v_game jsonb;
  v_name text;
begin
  for v_place, v_game in select place, item from app.founding_list('games', p_games) loop
    v_name := app.clean_text(v_game ->> 'name');
    perform app.require_game_fields(v_game ->> 'game_type', v_name);
    if not app.is_number_between(v_game -> 'house_edge', 0, 1, false)
      or not app.is_number_between(v_game -> 'decisions_per_hour', 1, 1000, true) then
      perform app.invalid('games.' || v_place, 'gameRate');
    end if;
    perform app.require_game_rate((v_game ->> 'house_edge')::numeric, (v_game ->> 'decisions_per_hour')::integer);
    perform app.add_game(p_ctx, v_game ->> 'game_type', v_name, (v_game ->> 'house_edge')::numeric,
      (v_game ->> 'decisions_per_hour')::integer);
  end loop;
end;
$$;
comment on function app.found_games(app.rls_context, jsonb) is
  'The games that the casino deals, from today on. GAME_EXISTS, VALIDATION_FAILED.';

create function app.found_pits(p_ctx app.rls_context, p_pits jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_place bigint;
  v_pit jsonb;
  v_at bigint;
  v_item jsonb;
  v_table public.gaming_table;
begin
  for v_place, v_pit in select place, item from app.founding_list('pits', p_pits) loop
    perform app.require_pit_fields(app.clean_text(v_pit ->> 'name'), (v_place + 1)::integer);
    v_table.pit_id := (app.add_pit(p_ctx, app.clean_text(v_pit ->> 'name'), (v_place + 1)::integer)).id;
    for v_at, v_item in select place, item from app.founding_list('pits.' || v_place || '.tables', v_pit -> 'tables')
    loop
      if not (app.is_number_between(v_item -> 'seat_count', 1, 20, true)
        and app.is_number_between(v_item -> 'min_bet_cents', 1, 1000000000, true)
        and app.is_number_between(v_item -> 'max_bet_cents', 1, 1000000000, true)) then
        perform app.invalid('pits.' || v_place || '.tables.' || v_at, 'tableFigures');
      end if;
      v_table.label := app.clean_text(v_item ->> 'label');
      v_table.game_type := v_item ->> 'game_type';
      v_table.seat_count := (v_item ->> 'seat_count')::integer;
      v_table.min_bet_cents := (v_item ->> 'min_bet_cents')::bigint;
      v_table.max_bet_cents := (v_item ->> 'max_bet_cents')::bigint;
      perform app.require_table_fields(v_table);
      perform app.add_table(p_ctx, v_table);
    end loop;
  end loop;
end;
$$;
comment on function app.found_pits(app.rls_context, jsonb) is
  'The pits in the order of the document, with their tables, closed. PIT_NAME_TAKEN, TABLE_LABEL_TAKEN, '
  'VALIDATION_FAILED.';

create function app.found_shifts(p_ctx app.rls_context, p_shifts jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_shifts constant jsonb := app.clean_shifts(p_shifts);
begin
  if p_shifts is null then
    return;
  end if;
  perform app.require_shift_pattern(v_shifts);
  insert into public.shift_pattern (casino_id, name, starts_at_local)
  select p_ctx.casino_id, s ->> 'name', (s ->> 'starts_at_local')::time from jsonb_array_elements(v_shifts) s;
end;
$$;
comment on function app.found_shifts(app.rls_context, jsonb) is
  'The shifts of an ordinary day, from the start; none for a document without. VALIDATION_FAILED.';

create function app.require_founders(p_staff jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- A role takes two people, and so does every change of one: with fewer the house could never grow.
  if (select count(*) filter (where item ->> 'role' = 'admin') < 1
      or count(*) filter (where item ->> 'role' in ('admin', 'compliance')) < 2
    from app.founding_list('staff', p_staff)) then
    perform app.invalid('staff', 'founders');
  end if;
end;
$$;
comment on function app.require_founders(jsonb) is
  'VALIDATION_FAILED unless an admin is among the staff, and another admin or somebody of compliance, who decides with '
  'them.';

create function app.found_staff(p_ctx app.rls_context, p_staff jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_item jsonb;
  v_id uuid;
  v_answer jsonb := '[]';
begin
  for v_item in select app.staff_changes(item) from app.founding_list('staff', p_staff) loop
    perform app.require_staff_fields(p_ctx, v_item);
    perform app.require_invited(v_item);
    insert into public.staff (casino_id, email, full_name, role)
    values (p_ctx.casino_id, v_item ->> 'email', v_item ->> 'name', (v_item ->> 'role')::public.staff_role)
    on conflict (casino_id, lower(email)) do nothing
    returning id into v_id;
    if v_id is null then
      perform app.fail(409, 'STAFF_EMAIL_TAKEN', jsonb_build_object('holderName', v_item ->> 'name'));
    end if;
    v_answer := v_answer || jsonb_build_array(jsonb_build_object('email', v_item ->> 'email',
      'name', v_item ->> 'name', 'role', v_item ->> 'role', 'link_token', app.make_staff_link(p_ctx, v_id)));
  end loop;
  return v_answer;
end;
$$;
comment on function app.found_staff(app.rls_context, jsonb) is
  'The first of the staff, each with a link by which they come in: [{email, name, role, link_token}]. '
  'STAFF_EMAIL_TAKEN, VALIDATION_FAILED.';

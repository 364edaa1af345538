-- Pit: where floor and loyalty meet. Enrolment, the player's card, and the whole floor in one call.

create function app.player_json(p_player public.player)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', p_player.id,
    'first_name', p_player.first_name,
    'last_name', p_player.last_name,
    'name', p_player.first_name || ' ' || p_player.last_name,
    'loyalty_id', p_player.loyalty_id,
    'birth_date', p_player.birth_date,
    'version', p_player.version,
    'created_at', p_player.created_at,
    'open_visit_id', (
      select v.id from public.visit v
      where v.casino_id = p_player.casino_id and v.player_id = p_player.id and v.ended_at is null
    ),
    'loyalty', (
      select jsonb_build_object('player_id', l.player_id, 'balance', l.balance, 'lifetime_points', l.lifetime_points, 'tier', l.tier,
        'tier_name', t.name, 'tier_progress', l.tier_progress, 'tier_source', app.tier_source_json(l.casino_id, l.player_id), 'starting_balance', l.starting_balance, 'updated_at', l.updated_at)
      from public.player_loyalty l
      join public.loyalty_tier t on t.casino_id = l.casino_id and t.code = l.tier
      where l.casino_id = p_player.casino_id and l.player_id = p_player.id
    )
  );
end;
$$;
comment on function app.player_json(public.player) is 'A player with standing and running visit, as every RPC answers it.';

create function app.enrol_player(p_casino_id uuid, p_player_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into public.player_loyalty (casino_id, player_id, tier, tier_progress)
  select p_casino_id, p_player_id, code, (app.tier_standing(p_casino_id, code, 0)).tier_progress
  from public.loyalty_tier
  where casino_id = p_casino_id
  order by rank
  limit 1;
  if not found then
    perform app.fail(409, 'NO_TIERS');
  end if;
end;
$$;
comment on function app.enrol_player(uuid, uuid) is 'Makes the player''s balance row, in the lowest tier. The only place that does. NO_TIERS while the casino has none.';

create function app.refuse_likely_existing_player(p_player public.player)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_players jsonb;
begin
  -- Two who enrol the same person at once would not see each other's.
  perform pg_advisory_xact_lock(hashtextextended(format('enrol:%s:%s', p_player.casino_id, p_player.birth_date), 0));
  select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.first_name || ' ' || p.last_name, 'loyaltyId', p.loyalty_id,
    'birthDate', p.birth_date) order by p.created_at, p.id) into v_players
  from public.player p
  where p.casino_id = p_player.casino_id and p.birth_date = p_player.birth_date and p.id <> p_player.id
    and p.person_key = p_player.person_key;
  if v_players is not null then
    perform app.fail(409, 'PLAYER_LIKELY_EXISTS', jsonb_build_object('players', v_players));
  end if;
end;
$$;
comment on function app.refuse_likely_existing_player(public.player) is
  'PLAYER_LIKELY_EXISTS when another player of the casino has the same name, folded and in any order of words, and the same birth date: {players: [{id, name, loyaltyId, birthDate}]}. Without a birth date nobody is taken for another.';

create function app.require_name(p_field text, p_name text)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_name is null or length(p_name) not between 1 and 100 then
    perform app.invalid(p_field, format('Give a %s name of 1 to 100 characters.', replace(p_field, 'Name', '')));
  end if;
end;
$$;
comment on function app.require_name(text, text) is 'VALIDATION_FAILED for firstName or lastName, unless it is a name as app.clean_text leaves one.';

create function app.require_birth_date(p_ctx app.rls_context, p_birth_date date)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_birth_date < date '1900-01-01' or p_birth_date > p_ctx.gaming_day + 1 then
    perform app.invalid('birthDate', 'Give a birth date that is past, and not before 1900.');
  end if;
  if not app.is_of_age(p_ctx.casino_id, p_birth_date) then
    perform app.invalid('birthDate', (
      select case minimum_age_years when 0 then 'Give a birth date that is past, and not before 1900.'
        else format('A player must be at least %s years old.', minimum_age_years) end
      from public.casino_settings where casino_id = p_ctx.casino_id));
  end if;
end;
$$;
comment on function app.require_birth_date(app.rls_context, date) is 'VALIDATION_FAILED for a birth date that nobody has, or under the casino''s minimum age; none at all is as good as one.';

create function public.rpc_create_player(
  p_first_name text,
  p_last_name text,
  p_idempotency_key text,
  p_loyalty_id text default null,
  p_birth_date date default null,
  p_correlation_id uuid default null,
  p_confirm_new boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_first_name text := app.clean_text(p_first_name);
  v_last_name text := app.clean_text(p_last_name);
  v_loyalty_id text := app.clean_loyalty_id(p_loyalty_id);
  v_hash bytea;
  v_answer jsonb;
  v_player public.player;
begin
  perform app.require_capability(v_ctx, 'slip.manage');
  perform app.require_name('firstName', v_first_name);
  perform app.require_name('lastName', v_last_name);
  if length(v_loyalty_id) > 50 then
    perform app.invalid('loyaltyId', 'Give a loyalty id of at most 50 characters.');
  end if;
  if app.has_lost_digits(v_loyalty_id) then
    perform app.invalid('loyaltyId', 'This id was shortened by a spreadsheet. Give all of its digits.');
  end if;
  v_hash := app.request_hash('create_player', jsonb_build_array(v_first_name, v_last_name, v_loyalty_id, p_birth_date - date '2000-01-01'));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  perform app.require_birth_date(v_ctx, p_birth_date);

  insert into public.player (casino_id, first_name, last_name, loyalty_id, birth_date)
  values (v_ctx.casino_id, v_first_name, v_last_name, v_loyalty_id, p_birth_date)
  on conflict (casino_id, loyalty_id_key) do nothing
  returning * into v_player;
  if not found then
    perform app.fail(409, 'LOYALTY_ID_TAKEN');
  end if;
  if not coalesce(p_confirm_new, false) and p_birth_date is not null then
    perform app.refuse_likely_existing_player(v_player);
  end if;
  perform app.enrol_player(v_ctx.casino_id, v_player.id);
  perform app.emit_event(v_ctx, 'player.enrolled', v_player.id, jsonb_build_object('player_id', v_player.id));
  return app.complete_intent(v_ctx, 'floor.create_player', 'player', v_player.id, null, app.player_json(v_player), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_create_player(text, text, text, text, date, uuid, boolean) is
  'Enrols a player: the player and the balance row, in one transaction. Names and loyalty id are kept without what nobody sees; a loyalty id is taken also when its case differs. Somebody of this name and birth date who is here already is a refusal unless p_confirm_new says that this is another person. Answers the player and is_existing. Capability slip.manage. VALIDATION_FAILED (also of a birth date under the casino''s minimum age), LOYALTY_ID_TAKEN, PLAYER_LIKELY_EXISTS, NO_TIERS.';

create function app.lock_player(p_ctx app.rls_context, p_player_id uuid, p_expected_version integer)
returns public.player
language plpgsql
set search_path = ''
as $$
declare
  v_player public.player;
begin
  select * into v_player from public.player where casino_id = p_ctx.casino_id and id = p_player_id for no key update;
  if not found then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  if v_player.version is distinct from p_expected_version then
    perform app.fail(409, 'PLAYER_CHANGED', jsonb_build_object('version', v_player.version) || coalesce((
      select jsonb_build_object('at', a.at, 'staffName', app.staff_name(a.casino_id, a.staff_id)) from public.audit_log a
      where a.casino_id = p_ctx.casino_id and a.entity_type = 'player' and a.entity_id = p_player_id and a.action = 'floor.correct_player'
      order by a.id desc limit 1), '{}'));
  end if;
  return v_player;
end;
$$;
comment on function app.lock_player(app.rls_context, uuid, integer) is
  'Locks a player for an edit. PLAYER_NOT_FOUND; PLAYER_CHANGED, with who and when, when somebody else edited since the expected version.';

create function public.rpc_correct_player(
  p_player_id uuid,
  p_reason text,
  p_expected_version integer,
  p_idempotency_key text,
  p_first_name text default null,
  p_last_name text default null,
  p_birth_date date default null,
  p_has_no_birth_date boolean default false,
  p_confirm_new boolean default false,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_reason text := app.clean_text(p_reason);
  v_hash bytea;
  v_answer jsonb;
  v_before public.player;
  v_player public.player;
begin
  perform app.require_capability(v_ctx, 'slip.manage');
  if v_reason is null or length(v_reason) not between 1 and 500 then
    perform app.invalid('reason', 'Give a reason of 1 to 500 characters.');
  end if;
  if p_first_name is not null then
    perform app.require_name('firstName', app.clean_text(p_first_name));
  end if;
  if p_last_name is not null then
    perform app.require_name('lastName', app.clean_text(p_last_name));
  end if;
  v_hash := app.request_hash('correct_player', jsonb_build_array(p_player_id, v_reason, p_expected_version, app.clean_text(p_first_name),
    app.clean_text(p_last_name), p_birth_date - date '2000-01-01', coalesce(p_has_no_birth_date, false)));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  perform app.require_birth_date(v_ctx, p_birth_date);
  v_before := app.lock_player(v_ctx, p_player_id, p_expected_version);
  update public.player
  set first_name = coalesce(app.clean_text(p_first_name), first_name), last_name = coalesce(app.clean_text(p_last_name), last_name),
    birth_date = case when not coalesce(p_has_no_birth_date, false) then coalesce(p_birth_date, birth_date) end, version = version + 1
  where casino_id = v_ctx.casino_id and id = p_player_id
  returning * into v_player;
  if not coalesce(p_confirm_new, false) and v_player.birth_date is not null
    and (v_player.person_key, v_player.birth_date) is distinct from (v_before.person_key, v_before.birth_date) then
    perform app.refuse_likely_existing_player(v_player);
  end if;
  return app.complete_intent(v_ctx, 'floor.correct_player', 'player', p_player_id, jsonb_build_object('first_name', v_before.first_name,
    'last_name', v_before.last_name, 'birth_date', v_before.birth_date, 'version', v_before.version),
    app.player_json(v_player) || jsonb_build_object('reason', v_reason), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_correct_player(uuid, text, integer, text, text, text, date, boolean, boolean, uuid) is
  'Corrects what was mistyped of a player, with a reason: the names given, the birth date given or (p_has_no_birth_date) none; what is left out stays. Rows of imports are compared anew with who the player is then, and what was confirmed of them is asked again. Somebody else of this name and birth date is a refusal unless p_confirm_new says that they are two. Needs the version it was read at. Answers the player, reason and is_existing. Capability slip.manage. VALIDATION_FAILED (also of a birth date under the casino''s minimum age), PLAYER_NOT_FOUND, PLAYER_CHANGED (detail: version, at, staffName), PLAYER_LIKELY_EXISTS.';

create function public.rpc_get_player(p_player_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_player public.player;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  select * into v_player from public.player where casino_id = v_ctx.casino_id and id = p_player_id;
  if not found then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  return app.player_json(v_player);
end;
$$;
comment on function public.rpc_get_player(uuid) is 'A player with standing and running visit. Capability floor.read. PLAYER_NOT_FOUND.';

-- ---- The player over time --------------------------------------------------------------------------------------------

create function public.rpc_list_player_visits(p_player_id uuid, p_before_visit_id uuid default null, p_limit integer default 50)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_before public.visit;
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  if p_before_visit_id is not null then
    select * into v_before from public.visit where casino_id = v_ctx.casino_id and player_id = p_player_id and id = p_before_visit_id;
    if not found then
      perform app.invalid('cursor', 'Use the nextCursor of the page before.');
    end if;
  end if;
  select coalesce(jsonb_agg(app.visit_json(page.v) || played.summary order by (page.v).started_at desc, (page.v).id desc), '[]'::jsonb) into v_items
  from (
    select v from public.visit v
    where v.casino_id = v_ctx.casino_id and v.player_id = p_player_id
      and (p_before_visit_id is null or (v.started_at, v.id) < (v_before.started_at, v_before.id))
    order by v.started_at desc, v.id desc
    limit v_limit
  ) page
  cross join lateral (
    select jsonb_build_object('slip_count', count(*), 'play_seconds', coalesce(sum(app.play_seconds(s, now())), 0),
      'theo_cents', coalesce(sum(app.slip_theo_cents(s, now())), 0), 'held_slip_ids',
      coalesce(jsonb_agg(s.id order by s.id) filter (where s.accrual_status = 'held'), '[]'::jsonb),
      'due_slips', coalesce(jsonb_agg(due.slip order by s.id) filter (where due.slip is not null), '[]'::jsonb)) as summary
    from public.rating_slip s
    cross join lateral app.due_slip_json(v_ctx, s) due (slip)
    where s.casino_id = (page.v).casino_id and s.visit_id = (page.v).id
  ) played;
  return jsonb_build_object('items', v_items, 'next_cursor', case when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_player_visits(uuid, uuid, integer) is
  'A player''s visits, newest first, each with how many slips, seconds of play and theo it brought, held_slip_ids that wait to be settled, and due_slips: those, and for who may settle any other that has no points in force and would earn some now, with due_points and due_because; paged by the last visit seen: {items, next_cursor}. Capability floor.read. PLAYER_NOT_FOUND, VALIDATION_FAILED for a cursor that is none.';

create function public.rpc_player_balance_history(p_player_id uuid, p_days integer default 90)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_from date := v_ctx.gaming_day - least(730, greatest(1, coalesce(p_days, 90)));
begin
  perform app.require_capability(v_ctx, 'floor.read');
  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  return (
    with days as (
      -- The entry of each gaming day with the highest number holds the balance that the day ended with.
      select distinct on (e.gaming_day) e.gaming_day, e.balance_after, e.entry_no
      from public.loyalty_ledger e
      where e.casino_id = v_ctx.casino_id and e.player_id = p_player_id and e.gaming_day > v_from
      order by e.gaming_day, e.entry_no desc
    )
    select jsonb_build_object(
      'from_gaming_day', v_from, 'to_gaming_day', v_ctx.gaming_day,
      'opening_balance', coalesce((
        select e.balance_after from public.loyalty_ledger e
        where e.casino_id = v_ctx.casino_id and e.player_id = p_player_id and e.gaming_day <= v_from
        order by e.entry_no desc
        limit 1
      ), 0),
      'items', coalesce((select jsonb_agg(jsonb_build_object('gaming_day', gaming_day, 'balance', balance_after) order by gaming_day) from days), '[]'::jsonb)
    )
  );
end;
$$;
comment on function public.rpc_player_balance_history(uuid, integer) is
  'A player''s balance at the end of each gaming day that moved it, over the last p_days (1 to 730): {from_gaming_day, to_gaming_day, opening_balance, items: [{gaming_day, balance}]}. Capability floor.read. PLAYER_NOT_FOUND.';

-- ---- Visits that nobody ended ----------------------------------------------------------------------------------------

create function app.last_sign_of_play(p_slip public.rating_slip)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
declare
  v_last jsonb := p_slip.stretches -> -1;
begin
  return least(now(), greatest(p_slip.started_at, p_slip.ended_at, p_slip.paused_at, (p_slip.bet_entry ->> 'at')::timestamptz,
    (v_last ->> 'started_at')::timestamptz
      + make_interval(secs => (v_last ->> 'until_seconds')::bigint - (v_last ->> 'from_seconds')::bigint),
    (select max(created_at) from public.loyalty_ledger where casino_id = p_slip.casino_id and rating_slip_id = p_slip.id)));
end;
$$;
comment on function app.last_sign_of_play(public.rating_slip) is
  'When somebody last saw the player of a slip play: its opening, a change of bet, table or clock, a reward on it. Later play nobody vouches for.';

create function app.end_forgotten_visit(p_ctx app.rls_context, p_visit_id uuid, p_since timestamptz)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_slip public.rating_slip;
  v_before public.visit;
  v_visit public.visit;
  v_held uuid[] := '{}';
  v_last timestamptz;
  -- What nobody rates earns nothing, and keeps nobody waiting.
  v_accrual constant public.accrual_status := case when exists (
    select from public.visit where casino_id = p_ctx.casino_id and id = p_visit_id and kind = 'unrated') then 'none' else 'held' end;
begin
  for v_slip in select * from public.rating_slip where casino_id = p_ctx.casino_id and visit_id = p_visit_id and status <> 'closed' order by id loop
    v_slip := app.lock_slip(p_ctx, v_slip.id);
    if v_slip.status <> 'closed' then
      v_slip := app.close_slip(p_ctx, app.slip_until(v_slip, greatest(v_slip.started_at, app.last_sign_of_play(v_slip))), v_accrual);
      v_held := v_held || case v_accrual when 'held' then array[v_slip.id] end;
      perform app.note_end_of_play(v_slip);
    end if;
  end loop;
  select * into v_before from public.visit where casino_id = p_ctx.casino_id and id = p_visit_id for update;
  select greatest(v_before.started_at, max(ended_at)) into v_last
  from public.rating_slip where casino_id = p_ctx.casino_id and visit_id = p_visit_id;
  if v_before.ended_at is not null or v_last >= p_since
    or exists (select from public.rating_slip where casino_id = p_ctx.casino_id and visit_id = p_visit_id and status <> 'closed') then
    -- Somebody came back to it meanwhile; the caller undoes what was closed.
    perform app.fail(409, 'VISIT_HAS_LIVE_SLIP');
  end if;
  update public.visit set ended_at = greatest(started_at, least(now(), (
    select app.gaming_day_start(p_ctx.casino_id, app.gaming_day(p_ctx.casino_id, v_last) + s.auto_end_visits_after_days)
    from public.casino_settings s where s.casino_id = p_ctx.casino_id)))
  where casino_id = p_ctx.casino_id and id = p_visit_id
  returning * into v_visit;
  perform app.write_audit(p_ctx, 'floor.end_forgotten_visit', 'visit', p_visit_id, app.visit_json(v_before),
    app.visit_json(v_visit) || jsonb_build_object('held_slip_ids', v_held));
  return true;
exception when sqlstate 'PT409' then
  return false;
end;
$$;
comment on function app.end_forgotten_visit(app.rls_context, uuid, timestamptz) is
  'Ends a visit that nobody ended: its live slips are closed at the last sign of play and held (on an unrated visit they just earn nothing), the visit ends where the setting says. One audit row names the slips. False, and nothing done, when somebody came back to it.';

create function app.end_forgotten_visits(p_ctx app.rls_context, p_limit integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_since timestamptz := (
    select app.gaming_day_start(p_ctx.casino_id, p_ctx.gaming_day - auto_end_visits_after_days + 1)
    from public.casino_settings where casino_id = p_ctx.casino_id);
  v_visit_id uuid;
  v_done integer := 0;
begin
  perform app.lock_many_standings(p_ctx.casino_id);
  for v_visit_id in
    select v.id from public.visit v
    where v.casino_id = p_ctx.casino_id and v.ended_at is null and v.started_at < v_since and not exists (
      select from public.rating_slip s
      where s.casino_id = v.casino_id and s.visit_id = v.id and app.last_sign_of_play(s) >= v_since
    )
    order by v.id
    limit p_limit
  loop
    v_done := v_done + app.end_forgotten_visit(p_ctx, v_visit_id, v_since)::integer;
  end loop;
  return v_done;
end;
$$;
comment on function app.end_forgotten_visits(app.rls_context, integer) is
  'Ends up to p_limit visits of one casino on which nothing happened since the gaming day that the setting counts from; how many. None while it is off.';

create function public.rpc_worker_end_visits()
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_batch constant integer := 50;
  v_casino_id uuid;
  v_ended integer;
  v_done integer := 0;
  v_failed integer := 0;
  v_has_more boolean := false;
begin
  for v_casino_id in select id from public.casino order by id loop
    -- One casino's trouble is not the others'.
    begin
      v_ended := app.end_forgotten_visits(app.worker_context(v_casino_id), v_batch);
      v_done := v_done + v_ended;
      v_has_more := v_has_more or v_ended = v_batch;
    exception when query_canceled or others then
      v_failed := v_failed + 1;
      raise warning 'end_visits of casino %: % %', v_casino_id, sqlstate, sqlerrm;
    end;
  end loop;
  return jsonb_build_object('done', v_done, 'failed', v_failed, 'has_more', v_has_more);
end;
$$;
comment on function public.rpc_worker_end_visits() is
  'Ends the visits that nobody ended, at most 50 of each casino, where its settings say so; their slips are closed at the last sign of play, held and not paid. Answers {done, failed (casinos), has_more}. service_role only.';

-- ---- The floor -------------------------------------------------------------------------------------------------------

create function app.floor_version(p_ctx app.rls_context)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  -- What the pit screen shows is drawn from these rows, and a row's xmin changes exactly when the row does. So this is
  -- an exact version of the screen that costs the writers nothing: no counter, no trigger, no notification.
  return (
    select md5(p_ctx.gaming_day::text || coalesce(string_agg(part, ',' order by part), ''))
    from (
      select 'p' || id || xmin from public.pit where casino_id = p_ctx.casino_id
      union all
      select 't' || id || xmin from public.gaming_table where casino_id = p_ctx.casino_id
      union all
      select 'r' || id || xmin from public.loyalty_tier where casino_id = p_ctx.casino_id
      union all
      select 's' || s.id || s.xmin || '.' || p.xmin || '.' || coalesce(l.xmin::text, '')
      from public.rating_slip s
      join public.player p on p.casino_id = s.casino_id and p.id = s.player_id
      left join public.player_loyalty l on l.casino_id = s.casino_id and l.player_id = s.player_id
      where s.casino_id = p_ctx.casino_id and s.status <> 'closed'
    ) parts (part)
  );
end;
$$;
comment on function app.floor_version(app.rls_context) is 'Changes whenever anything on the pit screen does, and not otherwise.';

create function app.floor_slip_json(p_slip public.rating_slip)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select app.rating_slip_json(p_slip) || jsonb_build_object(
      'tier', l.tier,
      'tier_name', t.name,
      'balance', l.balance,
      'last_reward', (
        select jsonb_build_object('points', e.points, 'reason', e.reason, 'reward_name', e.metadata -> 'reward_name', 'created_at', e.created_at)
        from public.loyalty_ledger e
        where e.casino_id = p_slip.casino_id and e.rating_slip_id = p_slip.id and e.reason not in ('session_accrual', 'reversal')
          and app.reversal_id(e) is null
        order by e.entry_no desc
        limit 1
      )
    )
    from (select 1) one
    left join public.player_loyalty l on l.casino_id = p_slip.casino_id and l.player_id = p_slip.player_id
    left join public.loyalty_tier t on t.casino_id = l.casino_id and t.code = l.tier
  );
end;
$$;
comment on function app.floor_slip_json(public.rating_slip) is 'A live slip with the player''s standing and the last reward on it that was not taken back.';

create function public.rpc_get_floor(p_known_version text default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_version text;
  v_pits jsonb;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  v_version := app.floor_version(v_ctx);
  if v_version = p_known_version then
    return jsonb_build_object('version', v_version, 'floor', null);
  end if;

  with seats as (
    select t.id as table_id, jsonb_agg(jsonb_build_object('seat', n.seat, 'slip', case when s.id is not null then app.floor_slip_json(s) end)
      order by n.seat) as seats
    from public.gaming_table t
    cross join lateral generate_series(1, t.seat_count) n (seat)
    left join public.rating_slip s
      on s.casino_id = t.casino_id and s.table_id = t.id and s.seat = n.seat and s.status <> 'closed'
    where t.casino_id = v_ctx.casino_id
    group by t.id
  ),
  tables as (
    select t.pit_id, jsonb_agg(jsonb_build_object('id', t.id, 'label', t.label, 'game_type', t.game_type, 'status', t.status,
      'min_bet_cents', t.min_bet_cents, 'max_bet_cents', t.max_bet_cents, 'seats', seats.seats) order by t.label) as tables
    from public.gaming_table t
    join seats on seats.table_id = t.id
    where t.casino_id = v_ctx.casino_id
    group by t.pit_id
  )
  select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'tables', coalesce(tables.tables, '[]'::jsonb))
    order by p.sort_order, p.name), '[]'::jsonb)
  into v_pits
  from public.pit p
  left join tables on tables.pit_id = p.id
  where p.casino_id = v_ctx.casino_id;

  return jsonb_build_object('version', v_version, 'floor', jsonb_build_object('gaming_day', v_ctx.gaming_day, 'as_of', now(), 'pits', v_pits));
end;
$$;
comment on function public.rpc_get_floor(text) is
  'Pits, tables, seats and live slips with player, tier, balance and last reward, and the version of it all: {version, floor}. With p_known_version equal to the version, floor is null. Capability floor.read.';

revoke all on function
  public.rpc_create_player(text, text, text, text, date, uuid, boolean),
  public.rpc_correct_player(uuid, text, integer, text, text, text, date, boolean, boolean, uuid),
  public.rpc_get_player(uuid),
  public.rpc_list_player_visits(uuid, uuid, integer),
  public.rpc_player_balance_history(uuid, integer),
  public.rpc_get_floor(text),
  public.rpc_worker_end_visits()
from public, anon;
grant execute on function
  public.rpc_create_player(text, text, text, text, date, uuid, boolean),
  public.rpc_correct_player(uuid, text, integer, text, text, text, date, boolean, boolean, uuid),
  public.rpc_get_player(uuid),
  public.rpc_list_player_visits(uuid, uuid, integer),
  public.rpc_player_balance_history(uuid, integer),
  public.rpc_get_floor(text)
to authenticated;
grant execute on function public.rpc_worker_end_visits() to service_role;

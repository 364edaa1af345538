-- The points of a closed slip.

create function app.accrual_key(p_rating_slip_id uuid, p_earlier integer default 0)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return 'accrue:' || p_rating_slip_id || case when p_earlier > 0 then ':' || (p_earlier + 1)::text else '' end;
end;
$$;
comment on function app.accrual_key(uuid, integer) is
  'The idempotency key of a slip''s accrual, whoever asks for it: a slip accrues once, and once again each time the '
  'accruals before (p_earlier of them) were all taken back.';

create function app.last_accrual(p_casino_id uuid, p_rating_slip_id uuid)
returns public.loyalty_ledger
language plpgsql
stable
set search_path = ''
as $$
declare
  v_entry public.loyalty_ledger;
begin
  select * into v_entry from public.loyalty_ledger
  where casino_id = p_casino_id and rating_slip_id = p_rating_slip_id and reason = 'session_accrual'
  order by entry_no desc
  limit 1;
  return v_entry;
end;
$$;
comment on function app.last_accrual(uuid, uuid) is
  'The newest accrual of a slip, taken back or not; an empty row when there was none. All before it were taken back.';

create function app.accrual_entry(p_slip public.rating_slip, p_snapshot jsonb)
returns public.loyalty_ledger
language plpgsql
stable
set search_path = ''
as $$
declare
  v_entry public.loyalty_ledger;
begin
  v_entry.player_id := p_slip.player_id;
  v_entry.visit_id := p_slip.visit_id;
  v_entry.rating_slip_id := p_slip.id;
  v_entry.points := app.accrual_points(app.slip_theo_x3600(p_slip, p_slip.ended_at), p_snapshot);
  v_entry.reason := 'session_accrual';
  v_entry.metadata := p_snapshot - array['is_active', 'tier_change_no']
    || jsonb_build_object('theo_cents', p_slip.theo_cents,
      'average_bet_cents', p_slip.average_bet_cents, 'play_seconds', app.play_seconds(p_slip, p_slip.ended_at),
      'policy', p_slip.policy_snapshot, 'stretches', app.all_stretches(p_slip, p_slip.ended_at));
  v_entry.idempotency_key := app.accrual_key(p_slip.id, (
      select count(*)::integer from public.loyalty_ledger
      where casino_id = p_slip.casino_id and rating_slip_id = p_slip.id and reason = 'session_accrual'));
  v_entry.request_hash := app.request_hash('accrue_on_close', jsonb_build_array(p_slip.id));
  return v_entry;
end;
$$;
comment on function app.accrual_entry(public.rating_slip, jsonb) is
  'The entry that a closed slip earns, with every input of its formula in the metadata.';

create function app.no_accrual(p_ctx app.rls_context, p_slip public.rating_slip, p_why text)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  -- A slip that the house closed stays held until somebody settles it, however often settling was refused.
  update public.rating_slip set accrual_status = 'none'
  where casino_id = p_ctx.casino_id and id = p_slip.id and accrual_status is distinct from 'held';
  return jsonb_build_object('status', 'none', 'why', p_why, 'points', 0, 'tier_upgrade', null, 'entry', null, 'balance',
    (select balance from public.player_loyalty where casino_id = p_ctx.casino_id and player_id = p_slip.player_id));
end;
$$;
comment on function app.no_accrual(app.rls_context, public.rating_slip, text) is
  'Settles a closed slip that earns nothing, and says why. One that is held stays so.';

create function app.posted_accrual(p_ctx app.rls_context, p_slip public.rating_slip, p_entry public.loyalty_ledger)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  update public.rating_slip set accrual_status = 'posted' where casino_id = p_ctx.casino_id and id = p_slip.id;
  return jsonb_build_object('status', 'posted', 'why', null, 'points', p_entry.points, 'balance', p_entry.balance_after,
    'tier_upgrade', p_entry.metadata -> 'tier_upgrade', 'entry', app.ledger_entry_json(p_entry));
end;
$$;
comment on function app.posted_accrual(app.rls_context, public.rating_slip, public.loyalty_ledger) is
  'Settles a closed slip whose points are in the ledger.';

create function app.accrual_obstacle(p_ctx app.rls_context, p_slip public.rating_slip, p_snapshot jsonb)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  return case
    when exists (select from public.visit where casino_id = p_ctx.casino_id and id = p_slip.visit_id
      and kind = 'unrated') then 'VISIT_UNRATED'
    when p_snapshot is null then 'NO_EARN_CONFIG'
    when app.is_player_excluded(p_ctx, p_slip.player_id) then 'PLAYER_EXCLUDED'
    when not (p_snapshot -> 'is_active')::boolean then 'EARNING_OFF'
    when app.accrual_points(app.slip_theo_x3600(p_slip, p_slip.ended_at), p_snapshot) = 0 then 'NO_POINTS'
  end;
end;
$$;
comment on function app.accrual_obstacle(app.rls_context, public.rating_slip, jsonb) is
  'Why the play of a slip with an end earns nothing now, at the rates given: VISIT_UNRATED, NO_EARN_CONFIG, '
  'PLAYER_EXCLUDED, EARNING_OFF or NO_POINTS, the first that holds; null when it earns.';

create function app.accrue_slip(p_ctx app.rls_context, p_slip public.rating_slip, p_note text default null)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_ctx app.rls_context := p_ctx;
  v_snapshot jsonb := app.settled_snapshot(p_slip);
  v_entry public.loyalty_ledger;
  v_obstacle text;
begin
  perform app.lock_player_loyalty(p_ctx, p_slip.player_id);
  -- Looked up under the player's lock, under which every entry is posted: no slip gets two accruals in force.
  v_entry := app.last_accrual(p_ctx.casino_id, p_slip.id);
  if v_entry.id is not null and app.reversal_id(v_entry) is null then
    return app.posted_accrual(p_ctx, p_slip, v_entry);
  end if;
  v_obstacle := app.accrual_obstacle(p_ctx, p_slip, v_snapshot);
  if v_obstacle = 'NO_EARN_CONFIG' then
    perform app.fail(409, 'NO_EARN_CONFIG');
  end if;
  if v_obstacle = 'PLAYER_EXCLUDED' then
    perform app.meets_exclusion(p_ctx, p_slip.player_id, 'exclusion.refuse_accrual',
      jsonb_build_object('rating_slip_id', p_slip.id));
  end if;
  if v_obstacle is not null then
    return app.no_accrual(p_ctx, p_slip, v_obstacle);
  end if;

  v_entry := app.accrual_entry(p_slip, v_snapshot);
  v_entry.note := p_note;
  if p_note is null then
    -- Without a note nobody settled the slip: the entry is posted by the system and names no person.
    v_ctx.staff_id := null;
    v_ctx.role := null;
  end if;
  v_entry := app.post_ledger_entry(v_ctx, v_entry, 'loyalty.post_accrual');
  if v_entry.id is null then
    perform app.fail(409, 'ALREADY_SETTLED');
  end if;
  return app.posted_accrual(p_ctx, p_slip, v_entry);
end;
$$;
comment on function app.accrue_slip(app.rls_context, public.rating_slip, text) is
  'Accrues a closed slip that has no accrual in force: {status: posted | none, why, points, balance, tier_upgrade, '
  'entry}. why is VISIT_UNRATED, PLAYER_EXCLUDED (put on record), EARNING_OFF or NO_POINTS. With a note it is the '
  'caller''s, else the system''s. PLAYER_NOT_ENROLLED, NO_EARN_CONFIG, POINTS_OUT_OF_RANGE, ALREADY_SETTLED when the '
  'trail has an accrual that the ledger has lost.';

create function app.floor_word(p_obstacle text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case when p_obstacle = 'PLAYER_EXCLUDED' then 'NO_POINTS' else p_obstacle end;
end;
$$;
comment on function app.floor_word(text) is
  'Why play earned nothing, as the floor and its trail may know it: somebody who may receive nothing reads like '
  'anybody whose play earned nothing.';

create function app.try_accrual(p_ctx app.rls_context, p_slip public.rating_slip)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_accrual jsonb;
begin
  v_accrual := app.accrue_slip(p_ctx, p_slip) - 'entry';
  return v_accrual || jsonb_build_object('why', app.floor_word(v_accrual ->> 'why'));
exception when others then
  -- Closing a slip must not fail because its points could not be posted. The slip stays pending, and the worker tries
  -- again.
  raise warning 'accrual of slip % failed: % %', p_slip.id, sqlstate, sqlerrm;
  update public.rating_slip set accrual_tried_at = clock_timestamp() where casino_id = p_ctx.casino_id
    and id = p_slip.id;
  return jsonb_build_object('status', 'pending', 'why', null, 'points', null, 'tier_upgrade', null, 'balance',
    (select balance from public.player_loyalty where casino_id = p_ctx.casino_id and player_id = p_slip.player_id));
end;
$$;
comment on function app.try_accrual(app.rls_context, public.rating_slip) is
  'As accrue_slip without the entry, and without a word of an exclusion (why is NO_POINTS then); a failure leaves '
  'nothing behind but the slip pending, with when it was tried, and answers status pending.';

create function app.accrual_preview(p_ctx app.rls_context, p_slip public.rating_slip)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_snapshot constant jsonb := app.settled_snapshot(p_slip);
  v_obstacle constant text := app.accrual_obstacle(p_ctx, p_slip, v_snapshot);
begin
  -- Without rates closing leaves the accrual pending: its points are unknown (null), which is not 0.
  return jsonb_build_object('why', app.floor_word(nullif(v_obstacle, 'NO_EARN_CONFIG')), 'points', case
    when v_obstacle is null then app.accrual_points(app.slip_theo_x3600(p_slip, p_slip.ended_at), v_snapshot)
    when v_obstacle <> 'NO_EARN_CONFIG' then 0 end);
end;
$$;
comment on function app.accrual_preview(app.rls_context, public.rating_slip) is
  'What a slip with an end would earn now, in the words of the floor: {points, why}. Nothing is posted.';

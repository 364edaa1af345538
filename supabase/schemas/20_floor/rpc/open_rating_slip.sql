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
  v_call app.call := app.begin_call('open_rating_slip', 'slip.manage', p_idempotency_key,
    jsonb_build_array(p_table_id, p_seat, p_average_bet_cents, p_visit_id, p_player_id,
      coalesce(p_confirm_above_maximum, false), coalesce(p_confirm_excluded, false)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_answer jsonb;
  v_table public.gaming_table;
  v_above bigint;
  v_player_id uuid;
  v_visit public.visit;
  v_slip public.rating_slip;
  v_constraint text;
begin
  perform app.require_average_bet(p_average_bet_cents);
  if v_call.is_replay then
    return app.replay(v_call);
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
    insert into public.rating_slip (casino_id, visit_id, player_id, table_id, seat, average_bet_cents, bet_entry,
      gaming_day, policy_snapshot)
    values (v_ctx.casino_id, v_visit.id, v_visit.player_id, p_table_id, p_seat, p_average_bet_cents,
      app.marked_bet_entry('{}', v_above), v_ctx.gaming_day,
      app.policy_snapshot(v_ctx.casino_id, v_table.game_type, v_ctx.gaming_day))
    returning * into v_slip;
  exception when unique_violation then
    get stacked diagnostics v_constraint = constraint_name;
    perform app.fail_seat_conflict(v_constraint);
  end;
  return app.finish_call(v_call, 'floor.open_rating_slip', 'rating_slip', v_slip.id, null,
    app.rating_slip_json(v_slip));
end;
$$;
comment on function public.rpc_open_rating_slip(uuid, integer, bigint, text, uuid, uuid, uuid, boolean, boolean) is
  'Seats a player: opens a slip on a visit, or for a player (p_visit_id or p_player_id, exactly one), freezing the '
  'game''s pace and edge. An average bet above the table''s maximum needs p_confirm_above_maximum, and is marked. '
  'Answers the slip and is_existing. Capability slip.manage. TABLE_NOT_FOUND, TABLE_NOT_OPEN, VISIT_NOT_FOUND, '
  'VISIT_ENDED, PLAYER_NOT_FOUND, SEAT_TAKEN, PLAYER_NOT_TO_BE_SEATED (p_confirm_excluded, for who may read '
  'exclusions), PLAYER_ALREADY_AT_TABLE, BET_ABOVE_MAXIMUM, VALIDATION_FAILED.';

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
    perform app.invalid('visitId', 'visitOrPlayer');
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
  'Whom a slip is for: the player of the visit named, or the one named. VALIDATION_FAILED, VISIT_NOT_FOUND, '
  'PLAYER_NOT_FOUND.';

create function app.visit_for_slip(p_ctx app.rls_context, p_visit_id uuid, p_player_id uuid)
returns public.visit
language plpgsql
set search_path = ''
as $$
declare
  v_visit public.visit;
begin
  select * into v_visit from public.visit
  where casino_id = p_ctx.casino_id and player_id = p_player_id
    and (id = p_visit_id or p_visit_id is null and ended_at is null)
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
  'The running visit of a player to open a slip on: the one named, else the one that runs, checking the player in '
  'when none does. VISIT_ENDED.';

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
comment on function app.rating_slip_json(public.rating_slip) is
  'A slip as every RPC answers it. Seconds and theo hold at as_of.';

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
  'Locks the player''s balance row, then the slip, and returns the slip as it is now. SLIP_NOT_FOUND for a missing '
  'slip and another casino''s alike.';

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
comment on function app.lock_live_slip(app.rls_context, uuid) is
  'As lock_slip, and SLIP_CLOSED when the slip is closed.';

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
    average_bet_cents = p_slip.average_bet_cents, bet_entry = p_slip.bet_entry,
      policy_snapshot = p_slip.policy_snapshot,
    stretches = p_slip.stretches, banked_seconds = p_slip.banked_seconds, banked_theo_x3600 = p_slip.banked_theo_x3600,
    theo_cents = app.slip_theo_cents(p_slip, p_slip.ended_at),
      earn_snapshot = app.earn_snapshot(p_ctx.casino_id, p_slip.player_id),
    accrual_status = p_accrual_status
  where casino_id = p_ctx.casino_id and id = p_slip.id
  returning * into v_slip;
  -- Events leave the house, and names must not: the payload has ids only.
  perform app.emit_event(p_ctx, 'rating_slip.closed', v_slip.player_id, app.rating_slip_json(v_slip) - 'player_name'
    || jsonb_build_object(
    'policy_snapshot', v_slip.policy_snapshot, 'stretches', app.all_stretches(v_slip, now()), 'paused_seconds',
      v_slip.paused_seconds,
    'gaming_day', v_slip.gaming_day, 'is_held', p_accrual_status = 'held'));
  return v_slip;
end;
$$;
comment on function app.close_slip(app.rls_context, public.rating_slip, public.accrual_status) is
  'Closes a slip whose ended_at says when, with its theo and the rates of now, and emits rating_slip.closed. Accruing '
  'is the caller''s.';

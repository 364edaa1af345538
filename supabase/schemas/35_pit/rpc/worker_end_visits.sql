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
  'Ends the visits that nobody ended, at most 50 of each casino, where its settings say so; their slips are closed at '
  'the last sign of play, held and not paid. Answers {done, failed (casinos), has_more}. service_role only.';

create function app.last_sign_of_play(p_slip public.rating_slip)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
declare
  v_last jsonb := p_slip.stretches -> -1;
begin
  return least(now(), greatest(p_slip.started_at, p_slip.ended_at, p_slip.paused_at,
    (p_slip.bet_entry ->> 'at')::timestamptz,
    (v_last ->> 'started_at')::timestamptz
      + make_interval(secs => (v_last ->> 'until_seconds')::bigint - (v_last ->> 'from_seconds')::bigint),
    (select max(created_at) from public.loyalty_ledger where casino_id = p_slip.casino_id
      and rating_slip_id = p_slip.id)));
end;
$$;
comment on function app.last_sign_of_play(public.rating_slip) is
  'When somebody last saw the player of a slip play: its opening, a change of bet, table or clock, a reward on it. '
  'Later play nobody vouches for.';

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
  -- Unrated play earns nothing, so that there is nothing for a manager to settle.
  v_accrual constant public.accrual_status := case when exists (
    select from public.visit where casino_id = p_ctx.casino_id and id = p_visit_id and kind = 'unrated') then 'none'
      else 'held' end;
begin
  for v_slip in select * from public.rating_slip where casino_id = p_ctx.casino_id and visit_id = p_visit_id
    and status <> 'closed' order by id loop
    v_slip := app.lock_slip(p_ctx, v_slip.id);
    if v_slip.status <> 'closed' then
      v_slip := app.close_slip(p_ctx,
        app.slip_until(v_slip, greatest(v_slip.started_at, app.last_sign_of_play(v_slip))), v_accrual);
      v_held := v_held || case v_accrual when 'held' then array[v_slip.id] end;
      perform app.note_end_of_play(v_slip);
    end if;
  end loop;
  select * into v_before from public.visit where casino_id = p_ctx.casino_id and id = p_visit_id for update;
  select greatest(v_before.started_at, max(ended_at)) into v_last
  from public.rating_slip where casino_id = p_ctx.casino_id and visit_id = p_visit_id;
  if v_before.ended_at is not null or v_last >= p_since
    or exists (select from public.rating_slip where casino_id = p_ctx.casino_id and visit_id = p_visit_id
      and status <> 'closed') then
    -- Somebody played on meanwhile: the refusal lets the caller undo what was closed here.
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
  'Ends a visit that nobody ended: its live slips are closed at the last sign of play and held (on an unrated visit '
  'they just earn nothing), the visit ends where the setting says. One audit row names the slips. False, and nothing '
  'done, when somebody came back to it.';

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
  'Ends up to p_limit visits of one casino on which nothing happened since the gaming day that the setting counts '
  'from; how many. None while it is off.';

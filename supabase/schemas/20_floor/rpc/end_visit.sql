create function public.rpc_end_visit(p_visit_id uuid, p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('end_visit', 'slip.manage', p_idempotency_key,
    jsonb_build_array(p_visit_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.visit;
  v_visit public.visit;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  -- `for update` also holds off a slip that is being opened on this visit: its foreign key needs a share of this row.
  select * into v_before from public.visit where casino_id = v_ctx.casino_id and id = p_visit_id for update;
  if not found then
    perform app.fail(404, 'VISIT_NOT_FOUND');
  end if;
  if v_before.ended_at is not null then
    perform app.fail(409, 'VISIT_ENDED', jsonb_build_object('endedAt', v_before.ended_at));
  end if;
  if exists (select 1 from public.rating_slip where casino_id = v_ctx.casino_id and visit_id = p_visit_id
    and status <> 'closed') then
    perform app.fail(409, 'VISIT_HAS_LIVE_SLIP');
  end if;

  -- The clock may have been set back since the player checked in.
  update public.visit set ended_at = greatest(now(), started_at)
  where casino_id = v_ctx.casino_id and id = p_visit_id
  returning * into v_visit;
  return app.finish_call(v_call, 'floor.end_visit', 'visit', v_visit.id, app.visit_json(v_before),
    app.visit_json(v_visit));
end;
$$;
comment on function public.rpc_end_visit(uuid, text, uuid) is
  'Checks a player out. Answers the visit and is_existing. Capability slip.manage. VISIT_NOT_FOUND, VISIT_ENDED, '
  'VISIT_HAS_LIVE_SLIP.';

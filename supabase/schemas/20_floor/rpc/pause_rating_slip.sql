create function public.rpc_pause_rating_slip(p_rating_slip_id uuid, p_idempotency_key text,
  p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('pause_rating_slip', 'slip.manage', p_idempotency_key,
    jsonb_build_array(p_rating_slip_id), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.rating_slip;
  v_slip public.rating_slip;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_before := app.lock_live_slip(v_ctx, p_rating_slip_id);
  if v_before.status <> 'open' then
    perform app.fail(409, 'SLIP_NOT_OPEN', jsonb_build_object('status', v_before.status));
  end if;
  v_slip := app.bank_stretch(v_before, now());
  update public.rating_slip
  set status = 'paused', paused_at = greatest(now(), started_at), stretches = v_slip.stretches,
    banked_seconds = v_slip.banked_seconds,
    banked_theo_x3600 = v_slip.banked_theo_x3600
  where casino_id = v_ctx.casino_id and id = p_rating_slip_id
  returning * into v_slip;
  return app.finish_call(v_call, 'floor.pause_rating_slip', 'rating_slip', v_slip.id, app.rating_slip_json(v_before),
    app.rating_slip_json(v_slip));
end;
$$;
comment on function public.rpc_pause_rating_slip(uuid, text, uuid) is
  'Stops the clock of a running slip. Answers the slip and is_existing. Capability slip.manage. SLIP_NOT_FOUND, '
  'SLIP_CLOSED, SLIP_NOT_OPEN.';

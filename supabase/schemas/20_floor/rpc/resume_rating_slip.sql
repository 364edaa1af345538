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
  v_call app.call := app.begin_call('resume_rating_slip', 'slip.manage', p_idempotency_key,
    jsonb_build_array(p_rating_slip_id, coalesce(p_confirm_excluded, false)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_answer jsonb;
  v_before public.rating_slip;
  v_slip public.rating_slip;
begin
  if v_call.is_replay then
    return app.replay(v_call);
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
    -- Where the clock was set back during the pause, it counts as 0 seconds and not as a negative time.
    paused_seconds = paused_seconds + greatest(0, ceil(extract(epoch from now() - paused_at)))::integer
  where casino_id = v_ctx.casino_id and id = p_rating_slip_id
  returning * into v_slip;
  return app.finish_call(v_call, 'floor.resume_rating_slip', 'rating_slip', v_slip.id, app.rating_slip_json(v_before),
    app.rating_slip_json(v_slip));
end;
$$;
comment on function public.rpc_resume_rating_slip(uuid, text, uuid, boolean) is
  'Starts the clock of a paused slip again; the pause never counts as play. Answers the slip and is_existing. '
  'Capability slip.manage. SLIP_NOT_FOUND, SLIP_CLOSED, SLIP_NOT_PAUSED, PLAYER_NOT_TO_BE_SEATED (p_confirm_excluded, '
  'for who may read exclusions).';

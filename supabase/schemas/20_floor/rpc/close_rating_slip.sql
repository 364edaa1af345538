create function public.rpc_close_rating_slip(
  p_rating_slip_id uuid,
  p_idempotency_key text,
  p_correlation_id uuid default null,
  p_ended_at timestamptz default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('close_rating_slip', 'slip.manage', p_idempotency_key,
    jsonb_build_array(p_rating_slip_id, extract(epoch from p_ended_at)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.rating_slip;
  v_slip public.rating_slip;
  v_json jsonb;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_before := app.lock_live_slip(v_ctx, p_rating_slip_id);
  v_slip := app.close_slip(v_ctx, app.ended_slip(v_before, p_ended_at), 'pending');

  v_json := app.rating_slip_json(v_slip) || jsonb_build_object('accrual', app.try_accrual(v_ctx, v_slip));
  perform app.note_end_of_play(v_slip);
  return app.finish_call(v_call, 'floor.close_rating_slip', 'rating_slip', v_slip.id, app.rating_slip_json(v_before),
    v_json);
end;
$$;
comment on function public.rpc_close_rating_slip(uuid, text, uuid, timestamptz) is
  'Ends a live slip, at p_ended_at where it was forgotten: then the play after that, and what changed after it, '
  'counts for nothing. Computes theo as the sum over its stretches (bet in force x decisions per hour x hours x '
  'edge), emits rating_slip.closed, and accrues the points. It never fails because the accrual did. Answers the slip, '
  'accrual {status: posted | pending | none, why, points, balance, tier_upgrade} and is_existing. Capability '
  'slip.manage. SLIP_NOT_FOUND, SLIP_CLOSED, VALIDATION_FAILED (an end before the slip began or still to come).';

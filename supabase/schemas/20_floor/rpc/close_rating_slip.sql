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
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea;
  v_answer jsonb;
  v_before public.rating_slip;
  v_slip public.rating_slip;
  v_json jsonb;
begin
  perform app.require_capability(v_ctx, 'slip.manage');
  v_hash := app.request_hash('close_rating_slip', jsonb_build_array(p_rating_slip_id, extract(epoch from p_ended_at)));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  v_before := app.lock_live_slip(v_ctx, p_rating_slip_id);
  v_slip := app.close_slip(v_ctx, app.ended_slip(v_before, p_ended_at), 'pending');

  v_json := app.rating_slip_json(v_slip) || jsonb_build_object('accrual', app.try_accrual(v_ctx, v_slip));
  perform app.note_end_of_play(v_slip);
  return app.complete_intent(v_ctx, 'floor.close_rating_slip', 'rating_slip', v_slip.id, app.rating_slip_json(v_before), v_json,
    p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_close_rating_slip(uuid, text, uuid, timestamptz) is
  'Ends a live slip, at p_ended_at where it was forgotten: then the play after that, and what changed after it, counts for nothing. Computes theo as the sum over its stretches (bet in force x decisions per hour x hours x edge), emits rating_slip.closed, and accrues the points. It never fails because the accrual did. Answers the slip, accrual {status: posted | pending | none, why, points, balance, tier_upgrade} and is_existing. Capability slip.manage. SLIP_NOT_FOUND, SLIP_CLOSED, VALIDATION_FAILED (an end before the slip began or still to come).';
revoke all on function public.rpc_close_rating_slip(uuid, text, uuid, timestamptz) from public, anon;
grant execute on function public.rpc_close_rating_slip(uuid, text, uuid, timestamptz) to authenticated;

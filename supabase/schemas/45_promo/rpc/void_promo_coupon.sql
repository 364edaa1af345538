create function public.rpc_void_promo_coupon(
  p_coupon_id uuid,
  p_reason text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text := nullif(btrim(p_reason), '');
  v_call app.call := app.begin_call('void_promo_coupon', 'coupon.manage', p_idempotency_key,
    jsonb_build_array(p_coupon_id, v_reason), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.promo_coupon;
  v_coupon public.promo_coupon;
begin
  perform app.require_words('reason', v_reason);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_before := app.lock_outstanding_coupon(v_ctx, p_coupon_id);
  update public.promo_coupon
  set status = 'voided', voided_at = now(), voided_by_staff_id = v_ctx.staff_id, void_reason = v_reason
  where casino_id = v_ctx.casino_id and id = p_coupon_id
  returning * into v_coupon;
  perform app.emit_coupon_event(v_ctx, 'promo.coupon_voided', v_coupon);
  return app.finish_call(v_call, 'promo.void_promo_coupon', 'promo_coupon', v_coupon.id,
    jsonb_build_object('coupon', app.promo_coupon_json(v_before)),
      jsonb_build_object('coupon', app.promo_coupon_json(v_coupon)));
end;
$$;
comment on function public.rpc_void_promo_coupon(uuid, text, text, uuid) is
  'Takes an outstanding coupon out of play, with a reason. Answers {is_existing, coupon}. Capability coupon.manage. '
  'VALIDATION_FAILED, COUPON_NOT_FOUND, COUPON_NOT_OUTSTANDING (detail: status, at, staffName).';

create function public.rpc_expire_promo_coupons(p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('expire_promo_coupons', 'coupon.manage', p_idempotency_key,
    '[]'::jsonb, p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;
  return app.finish_call(v_call, 'promo.expire_promo_coupons', 'promo_coupon', null, null,
    jsonb_build_object('expired_count', app.expire_promo_coupons(v_ctx, 5000)));
end;
$$;
comment on function public.rpc_expire_promo_coupons(text, uuid) is
  'Marks the overdue coupons of the caller''s casino, at most 5,000 a call, by hand; the worker does it by itself. '
  'Answers {is_existing, expired_count}. Capability coupon.manage.';

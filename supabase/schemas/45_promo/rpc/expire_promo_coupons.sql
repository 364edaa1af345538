create function public.rpc_expire_promo_coupons(p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea := app.request_hash('expire_promo_coupons', '[]'::jsonb);
  v_answer jsonb;
begin
  perform app.require_capability(v_ctx, 'coupon.manage');
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;
  return app.complete_intent(v_ctx, 'promo.expire_promo_coupons', 'promo_coupon', null, null,
    jsonb_build_object('expired_count', app.expire_promo_coupons(v_ctx, 5000)), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_expire_promo_coupons(text, uuid) is
  'Marks the overdue coupons of the caller''s casino, at most 5,000 a call, by hand; the worker does it by itself. Answers {is_existing, expired_count}. Capability coupon.manage.';
revoke all on function public.rpc_expire_promo_coupons(text, uuid) from public, anon;
grant execute on function public.rpc_expire_promo_coupons(text, uuid) to authenticated;

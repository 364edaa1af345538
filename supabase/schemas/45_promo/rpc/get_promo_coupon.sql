create function public.rpc_get_promo_coupon(p_coupon_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_coupon public.promo_coupon;
begin
  perform app.require_capability(v_ctx, 'dashboard.read');
  select * into v_coupon from public.promo_coupon where casino_id = v_ctx.casino_id and id = p_coupon_id;
  if not found then
    perform app.fail(404, 'COUPON_NOT_FOUND');
  end if;
  return app.promo_coupon_json(v_coupon);
end;
$$;
comment on function public.rpc_get_promo_coupon(uuid) is 'One coupon. Capability dashboard.read. COUPON_NOT_FOUND.';

create function public.rpc_worker_expire_promo_coupons()
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_batch constant integer := 500;
  v_ctx app.rls_context;
  v_casino_id uuid;
  v_count integer;
  v_done integer := 0;
  v_failed integer := 0;
  v_has_more boolean := false;
begin
  for v_casino_id in select id from public.casino order by id loop
    -- One casino's trouble is not the others'.
    begin
      v_ctx := app.worker_context(v_casino_id);
      v_count := app.expire_promo_coupons(v_ctx, v_batch);
      if v_count > 0 then
        perform app.write_audit(v_ctx, 'promo.expire_promo_coupons', 'promo_coupon', null, null,
          jsonb_build_object('expired_count', v_count));
      end if;
      v_done := v_done + v_count;
      v_has_more := v_has_more or v_count = v_batch;
    exception when query_canceled or others then
      v_failed := v_failed + 1;
      raise warning 'expire_promo_coupons of casino %: % %', v_casino_id, sqlstate, sqlerrm;
    end;
  end loop;
  return jsonb_build_object('done', v_done, 'has_more', v_has_more, 'failed', v_failed);
end;
$$;
comment on function public.rpc_worker_expire_promo_coupons() is
  'Marks overdue coupons of every casino, up to 500 each: {done, has_more, failed (casinos)}. For the worker only.';

create function app.expire_promo_coupons(p_ctx app.rls_context, p_limit integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_coupon public.promo_coupon;
  v_count integer := 0;
begin
  -- In the order of ids, as coupons are always locked; one that is being voided or replaced is left for the next time.
  for v_coupon in
    update public.promo_coupon c
    set status = 'expired', expired_at = c.expires_at
    from (
      select casino_id, id from public.promo_coupon
      where casino_id = p_ctx.casino_id and status = 'issued' and expires_at <= now()
      order by id
      limit p_limit
      for no key update skip locked
    ) overdue
    where c.casino_id = overdue.casino_id and c.id = overdue.id
    returning c.*
  loop
    perform app.emit_coupon_event(p_ctx, 'promo.coupon_expired', v_coupon);
    v_count := v_count + 1;
  end loop;
  return v_count;
end;
$$;
comment on function app.expire_promo_coupons(app.rls_context, integer) is
  'Marks up to p_limit overdue coupons of one casino as expired, each with its event, and returns how many. Nothing '
  'depends on when it runs: every read treats an overdue coupon as expired, and expired_at is expires_at.';

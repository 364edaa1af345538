create function public.rpc_promo_coupon_inventory()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_live_from timestamptz;
  v_totals record;
  v_now jsonb;
begin
  perform app.require_capability(v_ctx, 'dashboard.read');
  -- Closed days from what they came to, the time since counted now. An hour ahead: a coupon that was committed while
  -- this waited may bear a later time than this transaction.
  select coalesce(max(ends_at),
    (select min(issued_at) from public.promo_coupon where casino_id = v_ctx.casino_id and replaces_coupon_id is null))
  into v_live_from
  from public.promo_day_rollup where casino_id = v_ctx.casino_id;
  select
    coalesce(sum(issued_count), 0) as issued, coalesce(sum(issued_face_value_cents), 0) as issued_cents,
      coalesce(sum(issued_patron_risk_cents), 0) as issued_risk,
    coalesce(sum(voided_count), 0) as voided, coalesce(sum(voided_face_value_cents), 0) as voided_cents,
      coalesce(sum(voided_patron_risk_cents), 0) as voided_risk,
    coalesce(sum(replaced_count), 0) as replaced, coalesce(sum(replaced_face_value_cents), 0) as replaced_cents,
      coalesce(sum(replaced_patron_risk_cents), 0) as replaced_risk,
    coalesce(sum(expired_count), 0) as expired, coalesce(sum(expired_face_value_cents), 0) as expired_cents,
      coalesce(sum(expired_patron_risk_cents), 0) as expired_risk
  into v_totals
  from (
    select * from public.promo_day_rollup where casino_id = v_ctx.casino_id
    union all
    select * from app.promo_totals(v_ctx.casino_id, v_ctx.gaming_day, v_live_from, v_live_from,
      now() + interval '1 hour')
  ) days;
  v_now := app.promo_outstanding(v_ctx.casino_id, interval '24 hours') || app.promo_held(v_ctx.casino_id);

  return jsonb_build_object('as_of', now(), 'items', (
    select jsonb_agg(jsonb_build_object('status', s.status, 'count', s.coupons, 'face_value_cents', s.cents,
      'patron_risk_cents', s.risk) order by s.place)
    from (values
      (1, 'issued', (v_now ->> 'outstanding_count')::numeric - (v_now ->> 'held_count')::numeric,
        (v_now ->> 'outstanding_face_value_cents')::numeric - (v_now ->> 'held_face_value_cents')::numeric,
        (v_now ->> 'outstanding_patron_risk_cents')::numeric - (v_now ->> 'held_patron_risk_cents')::numeric),
      (2, 'held', (v_now ->> 'held_count')::numeric, (v_now ->> 'held_face_value_cents')::numeric,
        (v_now ->> 'held_patron_risk_cents')::numeric),
      (3, 'voided', v_totals.voided, v_totals.voided_cents, v_totals.voided_risk),
      (4, 'replaced', v_totals.replaced, v_totals.replaced_cents, v_totals.replaced_risk),
      (5, 'expired', v_totals.expired, v_totals.expired_cents, v_totals.expired_risk),
      -- Whatever was issued and is none of the others was cleared. A coupon that was replaced lives on in its
      -- replacement, which is not issued anew: the two cancel out.
      (6, 'cleared',
        v_totals.issued - v_totals.voided - v_totals.expired - (v_now ->> 'outstanding_count')::numeric,
        v_totals.issued_cents - v_totals.voided_cents - v_totals.expired_cents
          - (v_now ->> 'outstanding_face_value_cents')::numeric,
        v_totals.issued_risk - v_totals.voided_risk - v_totals.expired_risk
          - (v_now ->> 'outstanding_patron_risk_cents')::numeric)
    ) s (place, status, coupons, cents, risk)
    where s.status <> 'held' or s.coupons > 0
  ));
end;
$$;
comment on function public.rpc_promo_coupon_inventory() is
  'Every coupon there ever was, by what it is now: {as_of, items: [{status, count, face_value_cents, '
  'patron_risk_cents}]}; issued means outstanding and not held; held, where there are any, outstanding of players who '
  'may receive nothing; overdue ones count as expired. Flat in cost: closed days come from their totals. Capability '
  'dashboard.read.';

create function public.rpc_get_pack_sums(
  p_from date,
  p_to date,
  p_above_points bigint default 0,
  p_above_cents bigint default 0
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
set statement_timeout = '60s'
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  perform app.require_capability(v_ctx, 'pack.make');
  perform app.require_pack_days(v_ctx, p_from, p_to);
  return jsonb_build_object(
    'ledger', app.pack_ledger_sums(v_ctx.casino_id, p_from, p_to),
    'rewards_by_month', (
      select coalesce(jsonb_agg(m), '[]'::jsonb)
      from app.pack_reward_months(v_ctx.casino_id, p_from, p_to, p_above_points, p_above_cents) m
    ),
    'coupon_reconciliation', (
      select coalesce(jsonb_agg(s), '[]'::jsonb) from app.pack_coupon_sums(v_ctx.casino_id, p_from, p_to) s
    )
  );
end;
$$;
comment on function public.rpc_get_pack_sums(date, date, bigint, bigint) is
  'What the tables of a pack add up to, worked out apart from their rows: {ledger: {entries, '
  'points_given, points_taken}, rewards_by_month: [{month, type, count, '
  'points, value_cents}], coupon_reconciliation: [{program, and for each origin and fate that coupons have a count and '
  '<name>_cents}]}. Capability pack.make. PACK_DAYS_NOT_SEALED, VALIDATION_FAILED.';

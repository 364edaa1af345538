create function app.is_pack_row(p_casino_id uuid, p_id uuid)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (select from public.loyalty_ledger where casino_id = p_casino_id and id = p_id)
    or exists (select from public.promo_coupon where casino_id = p_casino_id and id = p_id)
    or exists (select from public.audit_log where casino_id = p_casino_id and id = p_id)
    or exists (select from public.ctr_case where casino_id = p_casino_id and id = p_id);
end;
$$;
comment on function app.is_pack_row(uuid, uuid) is 'Whether a cursor is a row of what packs list, of this casino.';

create function public.rpc_list_pack_rows(
  p_table text,
  p_from date,
  p_to date,
  p_above_points bigint default 0,
  p_above_cents bigint default 0,
  p_after_id uuid default null,
  p_limit integer default 1000
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(5000, greatest(1, coalesce(p_limit, 1000)));
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'pack.make');
  perform app.require_pack_days(v_ctx, p_from, p_to);
  if p_after_id is not null and not app.is_pack_row(v_ctx.casino_id, p_after_id) then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  if p_table = 'rewards' then
    select jsonb_agg(app.pack_reward_row(v_ctx.casino_id, page.r) order by (page.r).id) into v_items
    from (
      select r
      from app.pack_rewards(v_ctx.casino_id, p_from, p_to, p_above_points, p_above_cents, p_after_id, v_limit) r
    ) page;
  elsif p_table = 'coupons' then
    select jsonb_agg(app.pack_coupon_row(v_ctx.casino_id, page.c) order by (page.c).id) into v_items
    from (select c from app.pack_coupons(v_ctx.casino_id, p_from, p_to, p_after_id, v_limit) c) page;
  elsif p_table = 'ctr_cases' then
    select jsonb_agg(app.pack_ctr_row(page.c) order by (page.c).id) into v_items
    from (select c from app.pack_ctr_cases(v_ctx.casino_id, p_from, p_to, p_after_id, v_limit) c) page;
  elsif app.pack_audit_actions(p_table) is not null then
    select jsonb_agg(to_jsonb(page.a) - 'request_hash' || jsonb_build_object('staff_name',
      app.staff_name(v_ctx.casino_id, (page.a).staff_id)) order by (page.a).id) into v_items
    from (select a from app.pack_audit_rows(v_ctx, p_table, p_from, p_to, p_after_id, v_limit) a) page;
  else
    perform app.invalid('table', 'oneOf', jsonb_build_object('options',
      'rewards, coupons, configuration_changes, overrides, ctr_cases'));
  end if;
  return jsonb_build_object('items', coalesce(v_items, '[]'::jsonb), 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;

comment on function public.rpc_list_pack_rows(text, date, date, bigint, bigint, uuid, integer) is
  'The rows of one table of a pack (rewards, coupons, configuration_changes, overrides, ctr_cases) in the order of '
  'their ids, after the given one, at most 5000: {items, next_cursor}. Rewards from the given points and cents up. '
  'Capability pack.make. PACK_DAYS_NOT_SEALED, VALIDATION_FAILED.';

create function public.rpc_list_reconciliations(
  p_filter jsonb default '{}',
  p_sort text default 'row',
  p_after_row_id uuid default null,
  p_limit integer default 50
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_stale_before timestamptz := app.stale_before(v_ctx.casino_id);
  v_order text := case p_sort when 'row' then 'r.import_id, r.row_number'
    when 'points' then 'coalesce(r.imported_points_balance, -9000000000000000) desc, r.id desc'
    when 'activity' then 'coalesce(r.imported_last_activity_at, ''-infinity'') desc, r.id desc' end;
  v_after text := case when p_after_row_id is null then '' else case p_sort
    when 'row' then ' and (r.import_id, r.row_number) > ($6.import_id, $6.row_number)'
    when 'points' then ' and (coalesce(r.imported_points_balance, -9000000000000000), r.id) < ('
      'coalesce($6.imported_points_balance, -9000000000000000), $6.id)'
    when 'activity' then ' and (coalesce(r.imported_last_activity_at, ''-infinity''), r.id) < ('
      'coalesce($6.imported_last_activity_at, ''-infinity''), $6.id)' end end;
  v_last public.player_import_row;
  v_row public.player_import_row;
  v_items jsonb := '[]';
begin
  perform app.require_capability(v_ctx, 'audit.read');
  perform app.require_queue_filter(p_filter);
  if v_order is null then
    perform app.invalid('sort', 'oneOf', jsonb_build_object('options', 'row, points, activity'));
  end if;
  if p_after_row_id is not null then
    select * into v_last from public.player_import_row where casino_id = v_ctx.casino_id and id = p_after_row_id;
    if not found then
      perform app.invalid('cursor', 'nextCursor');
    end if;
  end if;
  for v_row in
    execute format('select r.* from public.player_import_row r where %s%s order by %s limit $5',
      app.queue_condition(p_filter), v_after, v_order)
    using v_ctx.casino_id, p_filter, v_stale_before, app.unready_imports(v_ctx.casino_id), v_limit, v_last
  loop
    v_items := v_items || app.reconciliation_item(v_row, v_stale_before);
  end loop;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'row_id' end);
end;
$$;
comment on function public.rpc_list_reconciliations(jsonb, text, uuid, integer) is
  'The queue: staged rows that match a filter {import_id, status, search, conflict, upgrade, missing, stale, '
  'unknown_freshness, unknown_tier, name_differs, birth_date_differs, duplicate_in_file, namesake, '
  'identity_unconfirmed}, in the order of the files (row), by points or by last activity (highest and latest first), '
  'paged by the last row seen: {items: [{row_id, import_id, file_name, row_number, status, flags, player: {id, name, '
  'loyalty_id}, staged: {tier, tier_name, tier_text, points_balance, last_activity_at, last_activity_date}, '
  'canonical: {tier, tier_name, balance} or null, tier_delta, would: {outcome, code}, is_identity_unconfirmed, '
  'identity_version, identity_confirmed_at, identity_confirmed_by, reconciliation_id, reconciled_at, reconciled_by}], '
  'next_cursor}. Capability audit.read. VALIDATION_FAILED.';

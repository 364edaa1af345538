create function public.rpc_list_player_import_rows(
  p_import_id uuid,
  p_status text default null,
  p_after_row integer default 0,
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
  v_import public.player_import;
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'audit.read');
  v_import := app.get_import(v_ctx, p_import_id);
  if p_status is not null and p_status <> all (enum_range(null::public.import_row_status)::text[]) then
    perform app.invalid('status', 'oneOf',
      jsonb_build_object('options', 'staged, error, pending, applied, kept, reverted'));
  end if;
  select coalesce(jsonb_agg(app.import_row_json(page.r, v_import) order by (page.r).row_number), '[]'::jsonb)
    into v_items
  from (
    select r from public.player_import_row r
    where r.casino_id = v_ctx.casino_id and r.import_id = v_import.id and r.row_number > coalesce(p_after_row, 0)
      and (p_status is null or r.status = p_status::public.import_row_status) and v_import.status <> 'discarded'
    order by r.row_number
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'row_number' end);
end;
$$;
comment on function public.rpc_list_player_import_rows(uuid, text, integer, integer) is
  'Rows of an import in the order of the file, of one status or of all, paged by the last row number seen: {items: '
  '[{id, import_id, row_number, status, player_id, player_name, imported_loyalty_id, imported_tier, tier_code, '
  'imported_points_balance, imported_last_activity_at, imported_last_activity_date (where the file says no time), '
  'raw, errors: [{column, code, ...}]}], next_cursor}. Capability audit.read. IMPORT_NOT_FOUND, VALIDATION_FAILED.';

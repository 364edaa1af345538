create function public.rpc_list_import_report(p_import_id uuid, p_after_row integer default 0,
  p_limit integer default 500)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(1000, greatest(1, coalesce(p_limit, 500)));
  v_import public.player_import;
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'audit.read');
  v_import := app.get_import(v_ctx, p_import_id);
  select coalesce(jsonb_agg(app.import_row_json(page.r, v_import) - 'raw' || jsonb_build_object(
    'provenance', app.row_provenance(page.r, v_import),
    'reconciliations', (
      select coalesce(jsonb_agg(app.reconciliation_json(l) order by l.seq), '[]'::jsonb)
      from public.loyalty_reconciliation l
      where l.casino_id = (page.r).casino_id and l.row_id = (page.r).id and l.outcome <> 'skipped'
    )) order by (page.r).row_number), '[]'::jsonb) into v_items
  from (
    select r from public.player_import_row r
    where r.casino_id = v_ctx.casino_id and r.import_id = v_import.id and r.row_number > coalesce(p_after_row, 0)
      and v_import.status <> 'discarded'
    order by r.row_number
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'row_number' end);
end;
$$;
comment on function public.rpc_list_import_report(uuid, integer, integer) is
  'Every row of an import with all that was done with it, in the order of the file, paged by the last row number seen '
  '(at most 1000): {items: [as rpc_list_player_import_rows without raw, and provenance, reconciliations], '
  'next_cursor}. Capability audit.read. IMPORT_NOT_FOUND.';

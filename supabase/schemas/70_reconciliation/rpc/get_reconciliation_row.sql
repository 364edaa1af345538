create function public.rpc_get_reconciliation_row(p_row_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_row public.player_import_row;
  v_import public.player_import;
begin
  perform app.require_capability(v_ctx, 'audit.read');
  select * into v_row from public.player_import_row
  where casino_id = v_ctx.casino_id and id = p_row_id and import_id <> all (app.unready_imports(v_ctx.casino_id));
  if not found then
    perform app.fail(404, 'IMPORT_ROW_NOT_FOUND');
  end if;
  v_import := app.get_import(v_ctx, v_row.import_id);
  return app.reconciliation_item(v_row, app.stale_before(v_ctx.casino_id)) || jsonb_build_object(
    'cells', (
      select coalesce(jsonb_agg(jsonb_build_object('column', v_import.headers ->> (place - 1)::integer, 'value', value)
        order by place), '[]'::jsonb)
      from jsonb_array_elements_text(v_row.raw) with ordinality c (value, place)
    ),
    'errors', app.import_row_json(v_row, v_import) -> 'errors',
    'first_name', v_row.imported_first_name, 'last_name', v_row.imported_last_name, 'birth_date',
      v_row.imported_birth_date,
    'player_birth_date', (select birth_date from public.player where casino_id = v_row.casino_id
      and id = v_row.player_id),
    'provenance', app.row_provenance(v_row, v_import),
    'history', (
      select coalesce(jsonb_agg(app.reconciliation_json(l) order by (l).seq desc), '[]'::jsonb)
      from (select h from public.loyalty_reconciliation h where casino_id = v_row.casino_id and row_id = v_row.id
        order by seq desc limit 50) latest (l)
    ),
    'other_rows', (
      select coalesce(jsonb_agg(jsonb_build_object('row_id', o.id, 'row_number', o.row_number, 'status', o.status,
        'tier_text', o.imported_tier,
        'file_name', i.file_name) order by o.import_id, o.row_number), '[]'::jsonb)
      from (
        select * from public.player_import_row
        where casino_id = v_row.casino_id and player_id = v_row.player_id and id <> v_row.id
          and import_id <> all (app.unready_imports(v_row.casino_id))
        order by import_id desc, row_number desc
        limit 10
      ) o
      join public.player_import i on i.casino_id = o.casino_id and i.id = o.import_id
    ),
    'same_card', app.rows_of_card(v_row), 'namesakes', app.namesakes_of(v_row));
end;
$$;
comment on function public.rpc_get_reconciliation_row(uuid) is
  'One row of the queue as in the list, with cells [{column, value}] as they stand in the file, errors [{column, '
  'code, ...}] (cells that can''t be read, while the row counts), first_name, last_name, birth_date and '
  'player_birth_date to tell whether it is the same person, same_card [{row_id, row_number, name, birth_date}] (other '
  'rows of its file with its loyalty id, where these are of several people, at most 10), namesakes [{id, name, '
  'loyalty_id, birth_date}] (players of its name and birth date under another loyalty id, where the row names none, '
  'at most 10), provenance, history (what was done with it, newest first) and other_rows (of the same player, at most '
  '10). Capability audit.read. IMPORT_ROW_NOT_FOUND.';

create function app.rows_of_card(p_row public.player_import_row)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_agg(jsonb_build_object('row_id', id, 'row_number', row_number,
      'name', nullif(concat_ws(' ', imported_first_name, imported_last_name), ''), 'birth_date', imported_birth_date)
        order by row_number)
    from (
      select * from public.player_import_row
      where casino_id = p_row.casino_id and import_id = p_row.import_id and id <> p_row.id and doubts <> '{}'
        and status not in ('staged', 'error') and 'duplicate_in_file' = any (doubts)
          and 'duplicate_in_file' = any (p_row.doubts)
        and loyalty_id_key = p_row.loyalty_id_key
      order by row_number
      limit 10
    ) other
  ), '[]');
end;
$$;
comment on function app.rows_of_card(public.player_import_row) is
  'Whom else the file has a row''s loyalty id for: [{row_id, row_number, name, birth_date}].';

create function app.namesakes_of(p_row public.player_import_row)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_agg(jsonb_build_object('id', id, 'name', first_name || ' ' || last_name, 'loyalty_id', loyalty_id,
      'birth_date', birth_date) order by id)
    from (
      select * from public.player
      where casino_id = p_row.casino_id and person_key = p_row.person_key and birth_date = p_row.imported_birth_date
        and loyalty_id_key is distinct from p_row.loyalty_id_key and p_row.player_id is null
      order by id
      limit 10
    ) other
  ), '[]');
end;
$$;
comment on function app.namesakes_of(public.player_import_row) is
  'Players of a row''s name and birth date under another loyalty id, where the row names none: [{id, name, '
  'loyalty_id, birth_date}].';

create function app.import_json(p_import public.player_import)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(p_import)
    - array['casino_id', 'sha256', 'staff_id', 'refreshed_through', 'purged_at', 'evidence', 'is_reread_due']
    || jsonb_build_object(
    'sha256', encode(p_import.sha256, 'hex'), 'uploaded_by', app.staff_name(p_import.casino_id, p_import.staff_id),
    'is_mapped', app.is_mapping_complete(p_import.mapping),
    'blank_count', p_import.staged_through - p_import.header_row - p_import.row_count);
end;
$$;
comment on function app.import_json(public.player_import) is
  'An import as every RPC answers it. Rows after the header = row_count + blank_count; row_count = staged + error + '
  'pending + applied + kept + reverted.';

create function app.get_import(p_ctx app.rls_context, p_import_id uuid, p_for_update boolean default false)
returns public.player_import
language plpgsql
set search_path = ''
as $$
declare
  v_import public.player_import;
begin
  if p_for_update then
    select * into v_import from public.player_import where casino_id = p_ctx.casino_id
      and id = p_import_id for no key update;
  else
    select * into v_import from public.player_import where casino_id = p_ctx.casino_id and id = p_import_id;
  end if;
  if not found then
    perform app.fail(404, 'IMPORT_NOT_FOUND');
  end if;
  return v_import;
end;
$$;
comment on function app.get_import(app.rls_context, uuid, boolean) is
  'An import of the caller''s casino, locked when asked. IMPORT_NOT_FOUND.';

create function app.require_import_status(p_import public.player_import, p_statuses public.import_status[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_import.status <> all (p_statuses) then
    perform app.fail(409, 'IMPORT_NOT_READY', jsonb_build_object('status', p_import.status));
  end if;
end;
$$;
comment on function app.require_import_status(public.player_import, public.import_status[]) is
  'IMPORT_NOT_READY, with the status it has, unless an import is in one of these.';

create function app.import_row_json(p_row public.player_import_row, p_import public.player_import)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', p_row.id, 'import_id', p_row.import_id, 'row_number', p_row.row_number, 'status', p_row.status,
    'player_id', p_row.player_id, 'player_name', app.import_row_name(p_row),
    'imported_loyalty_id', p_row.imported_loyalty_id, 'imported_tier', p_row.imported_tier, 'tier_code',
      p_row.tier_code,
    'imported_points_balance', p_row.imported_points_balance, 'imported_last_activity_at',
      p_row.imported_last_activity_at,
    'imported_last_activity_date', p_row.imported_last_activity_date, 'raw', p_row.raw,
    'errors', coalesce((
      select jsonb_agg(error - 'field'
        || jsonb_build_object('column',
        p_import.headers ->> (p_import.mapping -> 'columns' ->> (error ->> 'field'))::integer))
      from jsonb_array_elements(p_row.errors) error
    ), '[]'::jsonb));
end;
$$;
comment on function app.import_row_json(public.player_import_row, public.player_import) is
  'A row as every RPC answers it; each error names its column as the file does, null where it is the row as a whole.';

create function app.import_row_name(p_row public.player_import_row)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce(
    (select first_name || ' ' || last_name from public.player where casino_id = p_row.casino_id
      and id = p_row.player_id),
    nullif(concat_ws(' ', p_row.imported_first_name, p_row.imported_last_name), ''));
end;
$$;
comment on function app.import_row_name(public.player_import_row) is
  'Who a row is about: the player it was matched to, else the names in the file, else null.';

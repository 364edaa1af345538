create function public.rpc_begin_player_import(
  p_file_name text,
  p_sha256 text,
  p_size_bytes bigint,
  p_encoding text,
  p_delimiter text,
  p_headers jsonb,
  p_header_row integer,
  p_idempotency_key text,
  p_allow_duplicate boolean default false,
  p_sheet text default null,
  p_sheets jsonb default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('begin_player_import', 'import.manage', p_idempotency_key,
    jsonb_build_array(p_file_name, p_sha256, p_encoding, p_delimiter, p_header_row, p_sheet,
      coalesce(p_allow_duplicate, false)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_import public.player_import;
  v_is_resumed boolean;
begin
  perform app.require_import_file(p_file_name, p_sha256, p_size_bytes, p_encoding, p_delimiter, p_headers,
    p_header_row);
  perform app.require_import_sheet(p_sheet, p_sheets);
  if v_call.is_replay then
    -- A replay answers the import as it is now: whoever comes back for it goes on from there.
    return app.import_json(app.get_import(v_ctx, (app.replay(v_call) ->> 'id')::uuid))
      || jsonb_build_object('is_existing', true, 'is_resumed', false);
  end if;

  -- An upload goes on where it was interrupted only if the file is read the same way; otherwise the rows that arrived
  -- already would be other ones, and it begins anew.
  select * into v_import from public.player_import
  where casino_id = v_ctx.casino_id and sha256 = decode(p_sha256, 'hex') and status <> 'discarded'
  order by (status = 'staging'
    and (encoding, delimiter, header_row, coalesce(sheet, '')) = (p_encoding, p_delimiter, p_header_row,
    coalesce(p_sheet, ''))) desc, id desc
  limit 1;
  v_is_resumed := found and v_import.status = 'staging'
    and (v_import.encoding, v_import.delimiter, v_import.header_row, coalesce(v_import.sheet, '')) = (p_encoding,
      p_delimiter, p_header_row, coalesce(p_sheet, ''));
  if v_import.id is not null and not v_is_resumed and not coalesce(p_allow_duplicate, false) then
    perform app.fail(409, 'IMPORT_EXISTS', jsonb_build_object('importId', v_import.id, 'fileName', v_import.file_name,
      'uploadedAt', v_import.created_at, 'uploadedBy', app.staff_name(v_ctx.casino_id, v_import.staff_id)));
  end if;
  if not v_is_resumed then
    insert into public.player_import (casino_id, file_name, sha256, size_bytes, encoding, delimiter, sheet, sheets,
      headers, header_row, mapping, staff_id, staged_through)
    values (v_ctx.casino_id, btrim(p_file_name), decode(p_sha256, 'hex'), p_size_bytes, p_encoding, p_delimiter,
      p_sheet, p_sheets, p_headers, p_header_row,
      app.suggest_import_mapping(v_ctx.casino_id, p_headers), v_ctx.staff_id, p_header_row)
    on conflict (casino_id, sha256, encoding, delimiter, header_row, coalesce(sheet, ''))
      where status = 'staging' do nothing
    returning * into v_import;
    if found then
      return app.finish_call(v_call, 'imports.begin_player_import', 'player_import', v_import.id, null,
        app.import_json(v_import) || jsonb_build_object('is_resumed', false));
    end if;
    select * into v_import from public.player_import
    where casino_id = v_ctx.casino_id and sha256 = decode(p_sha256, 'hex') and status = 'staging'
      and encoding = p_encoding and delimiter = p_delimiter and header_row = p_header_row
        and coalesce(sheet, '') = coalesce(p_sheet, '');
    if not found then
      -- Another upload of the same file ended just now: the next attempt is answered by what that one left.
      perform app.fail(503, 'UNAVAILABLE');
    end if;
  end if;
  return app.finish_call(v_call, 'imports.resume_player_import', 'player_import', v_import.id, null,
    app.import_json(v_import) || jsonb_build_object('is_resumed', true));
end;
$$;
comment on function public.rpc_begin_player_import(text, text, bigint, text, text, jsonb, integer, text, boolean, text,
  jsonb, uuid) is
  'Begins to stage a file, or goes on with the same one (by SHA-256), read the same way (encoding, delimiter, sheet, '
  'header row), where it was interrupted. Answers {id, file_name, sha256, size_bytes, encoding, delimiter, sheet, '
  'sheets, headers, header_row, mapping: {columns, date_order, tiers, formats, date_system}, mapping_version, '
  'readings: {<field>: {format, because, row, text, cells, cells_against, field}}, gathered_through, is_mapped, '
  'status, staged_bytes, staged_through, checked_through, row_count, staged_count, error_count, pending_count, '
  'applied_count, kept_count, reverted_count, unmatched_count, blank_count, uploaded_by, created_at, updated_at, '
  'staged_at, discarded_at, is_resumed, is_existing}. Capability import.manage. VALIDATION_FAILED, IMPORT_EXISTS '
  '(detail: importId, fileName, uploadedAt, uploadedBy) for a file that was staged before, or is being staged and '
  'read otherwise, unless p_allow_duplicate.';

create function app.require_import_file(p_file_name text, p_sha256 text, p_size_bytes bigint, p_encoding text,
  p_delimiter text, p_headers jsonb, p_header_row integer)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_file_name is null or length(btrim(p_file_name)) not between 1 and 255
    or p_file_name ~ '[[:cntrl:]\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]' then
    perform app.invalid('fileName', 'characters', jsonb_build_object('lowest', 1, 'highest', 255));
  end if;
  if (p_sha256 ~ '^[0-9a-f]{64}$') is not true then
    perform app.invalid('sha256', 'sha256');
  end if;
  if (p_size_bytes between 1 and 104857600) is not true then
    perform app.invalid('sizeBytes', 'fileSize');
  end if;
  if (p_encoding in ('utf-8', 'utf-16le', 'utf-16be', 'windows-1252')) is not true then
    perform app.invalid('encoding', 'oneOf', jsonb_build_object('options', 'utf-8, utf-16le, utf-16be, windows-1252'));
  end if;
  if (p_delimiter in (',', ';', E'\t', '|')) is not true then
    perform app.invalid('delimiter', 'delimiter');
  end if;
  if jsonb_typeof(p_headers) is distinct from 'array' or jsonb_array_length(p_headers) not between 1 and 200
    or exists (select from jsonb_array_elements(p_headers) h where jsonb_typeof(h) <> 'string'
      or length(h #>> '{}') > 200) then
    perform app.invalid('headers', 'headers');
  end if;
  if (p_header_row between 1 and 100) is not true then
    perform app.invalid('headerRow', 'headerRow');
  end if;
end;
$$;
comment on function app.require_import_file(text, text, bigint, text, text, jsonb, integer) is
  'VALIDATION_FAILED, naming the field, unless this can be a file.';

create function app.require_import_sheet(p_sheet text, p_sheets jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_sheet is null and p_sheets is null then
    return;
  end if;
  if jsonb_typeof(p_sheets) is distinct from 'array' or jsonb_array_length(p_sheets) not between 1 and 10000
    or exists (select from jsonb_array_elements(p_sheets) s where jsonb_typeof(s) <> 'string'
      or length(s #>> '{}') not between 1 and 255) then
    perform app.invalid('sheets', 'sheets');
  end if;
  if not coalesce(p_sheets ? p_sheet, false) then
    perform app.invalid('sheet', 'sheet');
  end if;
end;
$$;
comment on function app.require_import_sheet(text, jsonb) is
  'VALIDATION_FAILED, naming the field, unless there are no sheets, or the one that was read is among them.';

create function public.rpc_begin_exclusion_list(
  p_file_name text,
  p_sha256 text,
  p_headers jsonb,
  p_idempotency_key text,
  p_date_order text default 'mdy',
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('begin_exclusion_list', 'exclusion.write', p_idempotency_key,
    jsonb_build_array(p_file_name, p_sha256, p_date_order), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_list public.exclusion_list;
begin
  perform app.require_exclusion_list(p_file_name, p_sha256, p_headers, p_date_order);
  if v_call.is_replay then
    -- As it is now: where it stood when it began helps nobody who comes back for it.
    return app.exclusion_list_json(app.lock_exclusion_list(v_ctx, (app.replay(v_call) ->> 'id')::uuid))
      || jsonb_build_object('is_existing', true);
  end if;

  -- The file whose upload broke off goes on where it was.
  select * into v_list from public.exclusion_list
  where casino_id = v_ctx.casino_id and sha256 = decode(p_sha256, 'hex') and date_order = p_date_order
    and finished_at is null
  order by id desc
  limit 1;
  if not found then
    insert into public.exclusion_list (casino_id, file_name, sha256, columns, date_order, staff_id)
    values (v_ctx.casino_id, btrim(p_file_name), decode(p_sha256, 'hex'), app.exclusion_list_columns(p_headers),
      p_date_order, v_ctx.staff_id)
    returning * into v_list;
  end if;
  return app.finish_call(v_call, 'exclusion.begin_list', 'exclusion_list', v_list.id, null,
    app.exclusion_list_json(v_list));
end;
$$;
comment on function public.rpc_begin_exclusion_list(text, text, jsonb, text, text, uuid) is
  'Begins to compare a list of excluded people with the players, or goes on with the same file (by SHA-256) where it '
  'was interrupted. Dates are read by p_date_order (mdy, dmy, ymd). Answers {id, file_name, date_order, read_through, '
  'row_count, proposed_count, known_count, over_count, error_count, errors: [{row_number, code}], created_at, '
  'finished_at, uploaded_by_name, is_existing}. Capability exclusion.write. VALIDATION_FAILED, LIST_COLUMNS_MISSING '
  '(detail: missing, headers).';

create function app.require_exclusion_list(p_file_name text, p_sha256 text, p_headers jsonb, p_date_order text)
returns void
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_columns constant jsonb := app.exclusion_list_columns(p_headers);
begin
  if length(btrim(p_file_name)) between 1 and 255 is not true then
    perform app.invalid('fileName', 'characters', jsonb_build_object('lowest', 1, 'highest', 255));
  end if;
  if p_sha256 ~ '^[0-9a-f]{64}$' is not true then
    perform app.invalid('sha256', 'sha256');
  end if;
  if p_date_order in ('mdy', 'dmy', 'ymd') is not true then
    perform app.invalid('dateOrder', 'oneOf', jsonb_build_object('options', 'mdy, dmy, ymd'));
  end if;
  if not (v_columns ? 'birth_date' and (v_columns ? 'name' or v_columns ?& array['first_name', 'last_name'])) then
    perform app.fail(422, 'LIST_COLUMNS_MISSING', jsonb_build_object('headers', p_headers, 'missing',
      case when v_columns ? 'name' or v_columns ?& array['first_name', 'last_name'] then '[]'::jsonb
        else '["name"]'::jsonb end || case when v_columns ? 'birth_date' then '[]'::jsonb else '["birthDate"]' end));
  end if;
end;
$$;
comment on function app.require_exclusion_list(text, text, jsonb, text) is
  'VALIDATION_FAILED, and LIST_COLUMNS_MISSING for a file without a column for the name or for the birth date.';

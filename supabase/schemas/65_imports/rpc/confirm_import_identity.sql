create function public.rpc_confirm_import_identity(
  p_row_ids uuid[],
  p_idempotency_key text,
  p_note text default null,
  p_correlation_id uuid default null,
  p_expected jsonb default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := nullif(btrim(p_note), '');
  v_call app.call := app.begin_call('confirm_import_identity', 'reconcile.apply', p_idempotency_key,
    jsonb_build_array(to_jsonb(p_row_ids), v_note, p_expected), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_row_ids uuid[];
  v_import_id uuid;
  v_before jsonb;
  v_rows jsonb;
begin
  if length(v_note) > 500 then
    perform app.invalid('note', 'charactersAtMost', jsonb_build_object('highest', 500));
  end if;
  if jsonb_typeof(p_expected) <> 'object' then
    perform app.invalid('expected', 'identityVersions');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_row_ids := app.require_rows(v_ctx, p_row_ids);
  perform app.lock_import_rows(v_ctx, v_row_ids);
  perform app.require_identity_seen(v_ctx, v_row_ids, p_expected);
  select jsonb_agg(jsonb_build_object('row_id', id, 'confirmed', confirmed_doubts) order by import_id, row_number),
    (array_agg(import_id))[1]
  into v_before, v_import_id
  from public.player_import_row where casino_id = v_ctx.casino_id and id = any (v_row_ids);
  with confirmed as (
    update public.player_import_row r
    set confirmed_doubts = doubts, confirmed_facts = app.identity_facts(r), confirmed_by = v_ctx.staff_id,
      confirmed_at = now()
    where r.casino_id = v_ctx.casino_id and r.id = any (v_row_ids) and r.status in ('pending', 'reverted')
      and not r.doubts <@ r.confirmed_doubts
    returning *
  )
  select coalesce(jsonb_agg(jsonb_build_object('row_id', id, 'import_id', import_id, 'row_number', row_number,
    'player_id', player_id,
    'confirmed', confirmed_doubts) order by import_id, row_number), '[]') into v_rows
  from confirmed;
  return app.finish_call(v_call, 'imports.confirm_identity', 'player_import', v_import_id,
    jsonb_build_object('rows', v_before),
    jsonb_build_object('confirmed_count', jsonb_array_length(v_rows), 'rows', v_rows, 'note', v_note));
end;
$$;
comment on function public.rpc_confirm_import_identity(uuid[], text, text, uuid, jsonb) is
  'Somebody looked at these rows (1 to 1000) and says that each is about who it seems to be, all the same: of a row '
  'that names a player, that it is this person; of one that does not, that the card is this person''s, though the '
  'file has it for others too. What comes up later is asked again, and so is everything once the holder''s card, name '
  'or birth date is no longer what it was. p_expected {<row id>: <identity_version as read>} refuses where it is no '
  'longer what the screen shows. Rows that nothing is doubtful of, or that were applied, stay as they are. Answers '
  '{confirmed_count, rows: [{row_id, import_id, row_number, player_id, confirmed: [name_differs, birth_date_differs, '
  'duplicate_in_file]}], note, is_existing}. Capability reconcile.apply. VALIDATION_FAILED, IMPORT_ROW_NOT_FOUND, '
  'IDENTITY_CHANGED (rowIds).';

create function app.lock_import_rows(p_ctx app.rls_context, p_row_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.lock_many_standings(p_ctx.casino_id);
  perform 1 from public.player_import_row where casino_id = p_ctx.casino_id and id = any (p_row_ids)
    order by import_id, row_number for no key update;
end;
$$;
comment on function app.lock_import_rows(app.rls_context, uuid[]) is
  'Locks rows as they stand in their files, and nobody else''s many at a time.';

create function app.require_identity_seen(p_ctx app.rls_context, p_row_ids uuid[], p_expected jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_changed uuid[] := array(
    select r.id from public.player_import_row r
    where r.casino_id = p_ctx.casino_id and r.id = any (p_row_ids)
      and p_expected ->> r.id::text <> app.identity_version(r)
    order by r.import_id, r.row_number);
begin
  if v_changed <> '{}' then
    perform app.fail(409, 'IDENTITY_CHANGED', jsonb_build_object('rowIds', v_changed));
  end if;
end;
$$;
comment on function app.require_identity_seen(app.rls_context, uuid[], jsonb) is
  'IDENTITY_CHANGED with the rows (rowIds) of whom p_expected {<row id>: <identity_version>} says something else than '
  'is known now. What it says nothing of is not asked about.';

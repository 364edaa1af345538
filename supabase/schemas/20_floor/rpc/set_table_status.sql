create function public.rpc_set_table_status(
  p_table_id uuid,
  p_status text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('set_table_status', 'table.manage', p_idempotency_key,
    jsonb_build_array(p_table_id, p_status), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.gaming_table;
  v_table public.gaming_table;
begin
  if (p_status = any (enum_range(null::public.table_status)::text[])) is not true then
    perform app.invalid('status', 'oneOf', jsonb_build_object('options', 'open, closed'));
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_before := app.lock_table(v_ctx, p_table_id);
  if v_before.status::text = p_status then
    perform app.fail(409, case p_status when 'open' then 'TABLE_OPEN' else 'TABLE_NOT_OPEN' end,
      jsonb_build_object('tableLabel', v_before.label)
        || app.last_change(v_ctx, 'floor.set_table_status', 'gaming_table', p_table_id));
  end if;
  if p_status = 'closed' then
    perform app.require_table_unused(v_before);
  end if;
  update public.gaming_table
  set status = p_status::public.table_status,
    -- A table that opens is idle since now, not since it was played last week.
    last_played_at = case p_status when 'open' then greatest(last_played_at, now()) else last_played_at end,
    updated_at = greatest(now(), updated_at + interval '1 millisecond')
  where casino_id = v_ctx.casino_id and id = p_table_id
  returning * into v_table;
  return app.finish_call(v_call, 'floor.set_table_status', 'gaming_table', p_table_id,
    app.house_table_json(v_before), app.house_table_json(v_table));
end;
$$;
comment on function public.rpc_set_table_status(uuid, text, text, uuid) is
  'Opens a table, or closes it once nobody plays there: {open, closed}. Answers the table, as rpc_get_house, and '
  'is_existing. Capability table.manage. TABLE_NOT_FOUND, TABLE_OPEN and TABLE_NOT_OPEN when it is that already '
  '(detail: tableLabel, at, staffName), TABLE_IN_USE (detail: tableLabel, liveSlips), VALIDATION_FAILED.';

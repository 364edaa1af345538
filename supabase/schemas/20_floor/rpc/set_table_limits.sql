create function public.rpc_set_table_limits(
  p_table_id uuid,
  p_min_bet_cents bigint,
  p_max_bet_cents bigint,
  p_idempotency_key text,
  p_expected_updated_at timestamptz default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('set_table_limits', 'table.manage', p_idempotency_key,
    jsonb_build_array(p_table_id, p_min_bet_cents, p_max_bet_cents, extract(epoch from p_expected_updated_at)),
    p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.gaming_table;
  v_table public.gaming_table;
begin
  perform app.require_table_limits(p_min_bet_cents, p_max_bet_cents);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_before := app.lock_table(v_ctx, p_table_id, p_expected_updated_at);
  update public.gaming_table
  set min_bet_cents = p_min_bet_cents, max_bet_cents = p_max_bet_cents,
    updated_at = greatest(now(), updated_at + interval '1 millisecond')
  where casino_id = v_ctx.casino_id and id = p_table_id
  returning * into v_table;
  return app.finish_call(v_call, 'floor.set_table_limits', 'gaming_table', p_table_id,
    app.house_table_json(v_before), app.house_table_json(v_table));
end;
$$;
comment on function public.rpc_set_table_limits(uuid, bigint, bigint, text, timestamptz, uuid) is
  'Least and most that may be bet at a table, in cents, from now on; with p_expected_updated_at only if nobody changed '
  'the table since. Answers the table, as rpc_get_house, and is_existing. Capability table.manage. TABLE_NOT_FOUND, '
  'TABLE_CHANGED (detail: version, at, staffName), VALIDATION_FAILED.';

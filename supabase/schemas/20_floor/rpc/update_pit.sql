create function public.rpc_update_pit(
  p_pit_id uuid,
  p_name text,
  p_sort_order integer,
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
  v_name text := app.clean_text(p_name);
  v_call app.call := app.begin_call('update_pit', 'house.write', p_idempotency_key,
    jsonb_build_array(p_pit_id, v_name, p_sort_order, extract(epoch from p_expected_updated_at)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.pit;
  v_pit public.pit;
begin
  perform app.require_pit_fields(v_name, p_sort_order);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_before := app.lock_pit(v_ctx, p_pit_id, p_expected_updated_at);
  begin
    update public.pit
    set name = v_name, sort_order = p_sort_order,
      updated_at = greatest(now(), updated_at + interval '1 millisecond')
    where casino_id = v_ctx.casino_id and id = p_pit_id
    returning * into v_pit;
  exception when unique_violation then
    perform app.fail(409, 'PIT_NAME_TAKEN', jsonb_build_object('pitName', v_name));
  end;
  return app.finish_call(v_call, 'floor.update_pit', 'pit', p_pit_id, app.house_pit_json(v_before),
    app.house_pit_json(v_pit));
end;
$$;
comment on function public.rpc_update_pit(uuid, text, integer, text, timestamptz, uuid) is
  'Gives a pit another name or place; with p_expected_updated_at only if nobody changed it since. Answers the pit, as '
  'rpc_get_house, and is_existing. Capability house.write. PIT_NOT_FOUND, PIT_NAME_TAKEN (detail: pitName), '
  'PIT_CHANGED (detail: version, at, staffName), VALIDATION_FAILED.';

create function public.rpc_create_pit(
  p_name text,
  p_sort_order integer,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_name text := app.clean_text(p_name);
  v_call app.call := app.begin_call('create_pit', 'house.write', p_idempotency_key,
    jsonb_build_array(v_name, p_sort_order), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_pit public.pit;
begin
  perform app.require_pit_fields(v_name, p_sort_order);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_pit := app.add_pit(v_ctx, v_name, p_sort_order);
  return app.finish_call(v_call, 'floor.create_pit', 'pit', v_pit.id, null, app.house_pit_json(v_pit));
end;
$$;
comment on function public.rpc_create_pit(text, integer, text, uuid) is
  'A new pit, without tables yet. Answers the pit, as rpc_get_house, and is_existing. Capability house.write. '
  'PIT_NAME_TAKEN (detail: pitName), VALIDATION_FAILED.';

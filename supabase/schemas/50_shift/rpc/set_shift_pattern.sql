create function public.rpc_set_shift_pattern(
  p_from_gaming_day date,
  p_shifts jsonb,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_shifts jsonb := app.clean_shifts(p_shifts);
  v_call app.call := app.begin_call('set_shift_pattern', 'house.write', p_idempotency_key,
    jsonb_build_array(p_from_gaming_day, v_shifts), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before jsonb;
begin
  perform app.require_shift_pattern(v_shifts);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  -- What today was counted by stays what it was.
  if (p_from_gaming_day between v_ctx.gaming_day + 1 and v_ctx.gaming_day + 366) is not true then
    perform app.invalid('fromGamingDay', 'dayBetween',
      jsonb_build_object('earliest', v_ctx.gaming_day + 1, 'latest', v_ctx.gaming_day + 366));
  end if;
  perform from public.casino_settings where casino_id = v_ctx.casino_id for no key update;
  v_before := app.shift_patterns_json(v_ctx);
  delete from public.shift_pattern where casino_id = v_ctx.casino_id and from_gaming_day = p_from_gaming_day;
  insert into public.shift_pattern (casino_id, from_gaming_day, name, starts_at_local, set_by_staff_id)
  select v_ctx.casino_id, p_from_gaming_day, s ->> 'name', (s ->> 'starts_at_local')::time, v_ctx.staff_id
  from jsonb_array_elements(v_shifts) s;
  perform app.unplan_shifts(v_ctx.casino_id, p_from_gaming_day);
  return app.finish_call(v_call, 'shift.set_shift_pattern', 'shift_pattern', null, v_before,
    app.shift_patterns_json(v_ctx));
end;
$$;
comment on function public.rpc_set_shift_pattern(date, jsonb, text, uuid) is
  'The shifts of an ordinary gaming day, [{name, starts_at_local: HH:MM}], from tomorrow at the earliest and a year '
  'ahead at the latest. What is still to come is replaced by another for the same day; a day in which tables were '
  'counted keeps its shifts. Answers what rpc_list_shift_patterns does, and is_existing. Capability house.write. '
  'VALIDATION_FAILED.';

create function public.rpc_preview_day_rule(p_from_gaming_day date, p_time_zone text, p_gaming_day_start text)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  perform app.require_capability(v_ctx, 'house.write');
  perform app.require_day_rule(p_time_zone, p_gaming_day_start);
  return app.day_change_json(
    app.require_day_change(v_ctx, p_from_gaming_day, p_time_zone, p_gaming_day_start::time));
end;
$$;
comment on function public.rpc_preview_day_rule(date, text, text) is
  'What rpc_set_day_rule would make of the gaming day before, as app.day_change_json has it; nothing is set. '
  'Capability house.write. DAY_RULE_TO_COME (detail: fromGamingDay), VALIDATION_FAILED.';

create function public.rpc_set_day_rule(
  p_from_gaming_day date,
  p_time_zone text,
  p_gaming_day_start text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('set_day_rule', 'house.write', p_idempotency_key,
    jsonb_build_array(p_from_gaming_day, p_time_zone, p_gaming_day_start), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_change app.day_change;
  v_before jsonb;
begin
  perform app.require_day_rule(p_time_zone, p_gaming_day_start);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  -- Who sets another at the same time waits here, and so does the worker that stores shifts ahead (app.plan_shifts).
  perform from public.casino_settings where casino_id = v_ctx.casino_id for no key update;
  v_change := app.require_day_change(v_ctx, p_from_gaming_day, p_time_zone, p_gaming_day_start::time);
  v_before := app.day_rules_json(v_ctx);
  if app.is_day_rule(v_ctx.casino_id, v_change.gaming_day, p_time_zone, p_gaming_day_start::time) then
    delete from public.casino_day_rule where casino_id = v_ctx.casino_id and from_gaming_day = p_from_gaming_day;
  else
    insert into public.casino_day_rule (casino_id, time_zone, gaming_day_start)
    select s.casino_id, s.time_zone, s.gaming_day_start from public.casino_settings s
    where s.casino_id = v_ctx.casino_id and s.day_rule_from is null;
    insert into public.casino_day_rule (casino_id, from_gaming_day, starts_at, time_zone, gaming_day_start,
      set_by_staff_id)
    values (v_ctx.casino_id, p_from_gaming_day, v_change.ends_at, p_time_zone, p_gaming_day_start::time, v_ctx.staff_id)
    on conflict (casino_id, from_gaming_day) do update
    set starts_at = excluded.starts_at, time_zone = excluded.time_zone, gaming_day_start = excluded.gaming_day_start,
      set_by_staff_id = excluded.set_by_staff_id, at = now();
  end if;
  perform app.keep_day_rules(v_ctx.casino_id);
  -- The last day by the rule before may be stored already, with an end that it has no more.
  perform app.unplan_shifts(v_ctx.casino_id, v_change.gaming_day);
  return app.finish_call(v_call, 'casino.set_day_rule', 'casino_day_rule', null, v_before, app.day_rules_json(v_ctx));
end;
$$;
comment on function public.rpc_set_day_rule(date, text, text, text, uuid) is
  'When gaming days begin (HH:MM by the casino''s wall clock) and in which time zone, from a gaming day on: from '
  'app.first_settable_day_rule up to a year ahead. The day before ends when that one begins. What is still to come is '
  'replaced by another for the same day, and taken back by what holds before it. Answers what rpc_list_day_rules '
  'does, and is_existing. Capability house.write. DAY_RULE_TO_COME (detail: fromGamingDay), VALIDATION_FAILED.';

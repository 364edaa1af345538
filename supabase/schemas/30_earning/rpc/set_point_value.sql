create function public.rpc_set_point_value(
  p_from_gaming_day date,
  p_cents_per_1000_points integer,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('set_point_value', 'catalog.write', p_idempotency_key,
    jsonb_build_array(p_from_gaming_day, p_cents_per_1000_points), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_first date;
  v_before jsonb;
begin
  if (p_cents_per_1000_points between 1 and 1000000) is not true then
    perform app.invalid('centsPer1000Points', 'centsBetween', jsonb_build_object('lowest', 1, 'highest', 1000000));
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  -- Who sets values of one casino waits here for who was first, and then sees whether today is still open.
  perform from public.casino_settings s where s.casino_id = v_ctx.casino_id for no key update;
  v_first := app.first_settable_gaming_day(v_ctx);
  if (p_from_gaming_day between v_first and v_ctx.gaming_day + 366) is not true then
    perform app.invalid('fromGamingDay', 'dayBetween',
      jsonb_build_object('earliest', v_first, 'latest', v_ctx.gaming_day + 366));
  end if;
  v_before := jsonb_build_object('from_gaming_day', p_from_gaming_day,
    'cents_per_1000_points', app.cents_per_1000_points(v_ctx.casino_id, p_from_gaming_day));
  insert into public.point_value (casino_id, from_gaming_day, cents_per_1000_points, set_by_staff_id)
  values (v_ctx.casino_id, p_from_gaming_day, p_cents_per_1000_points, v_ctx.staff_id)
  on conflict (casino_id, from_gaming_day) do update
  set cents_per_1000_points = excluded.cents_per_1000_points, set_by_staff_id = excluded.set_by_staff_id, at = now();
  return app.finish_call(v_call, 'loyalty.set_point_value', 'point_value', null, v_before,
    jsonb_build_object('from_gaming_day', p_from_gaming_day, 'cents_per_1000_points', p_cents_per_1000_points));
end;
$$;
comment on function public.rpc_set_point_value(date, integer, text, uuid) is
  'Sets what a thousand points are worth, in cents, from a gaming day on: from tomorrow up to a year ahead, or from '
  'today while the casino has set none. A value that is still to come is replaced by another for the same day. Answers '
  '{is_existing, from_gaming_day, cents_per_1000_points}; the trail keeps what would have been in force that day. '
  'Capability catalog.write. VALIDATION_FAILED.';

create function public.rpc_update_earn_config(
  p_points_per_theo integer,
  p_default_point_multiplier numeric,
  p_rounding_policy text,
  p_is_active boolean,
  p_expected_version integer,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('update_earn_config', 'catalog.write', p_idempotency_key,
    jsonb_build_array(p_points_per_theo, trim_scale(p_default_point_multiplier), p_rounding_policy, p_is_active,
      p_expected_version), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.loyalty_earn_config;
  v_config public.loyalty_earn_config;
begin
  if (p_points_per_theo between 0 and 10000) is not true then
    perform app.invalid('pointsPerTheo', 'wholeBetween', jsonb_build_object('lowest', 0, 'highest', 10000));
  end if;
  if (p_default_point_multiplier between 0 and 10 and scale(p_default_point_multiplier) <= 2) is not true then
    perform app.invalid('defaultPointMultiplier', 'hundredthsBetween', jsonb_build_object('lowest', 0, 'highest', 10));
  end if;
  if (p_rounding_policy in ('floor', 'nearest', 'ceil')) is not true then
    perform app.invalid('roundingPolicy', 'oneOf', jsonb_build_object('options', 'floor, nearest, ceil'));
  end if;
  if p_is_active is null then
    perform app.invalid('isActive', 'trueOrFalse');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  select * into v_before from public.loyalty_earn_config where casino_id = v_ctx.casino_id for no key update;
  if not found then
    perform app.fail(409, 'NO_EARN_CONFIG');
  end if;
  if v_before.version is distinct from p_expected_version then
    perform app.fail(409, 'EARN_CONFIG_CHANGED', jsonb_build_object('version', v_before.version)
      || app.last_change(v_ctx, 'loyalty.update_earn_config', 'loyalty_earn_config'));
  end if;
  update public.loyalty_earn_config
  set points_per_theo = p_points_per_theo, default_point_multiplier = p_default_point_multiplier,
    rounding_policy = p_rounding_policy::public.rounding_policy, is_active = p_is_active, version = version + 1,
      updated_at = now()
  where casino_id = v_ctx.casino_id
  returning * into v_config;
  return app.finish_call(v_call, 'loyalty.update_earn_config', 'loyalty_earn_config', null,
    app.earn_config_json(v_before),
    app.earn_config_json(v_config));
end;
$$;
comment on function public.rpc_update_earn_config(integer, numeric, text, boolean, integer, text, uuid) is
  'Sets how players earn, for slips that close from now on. p_expected_version is the version it was read at. Answers '
  'the config and is_existing. Capability catalog.write. VALIDATION_FAILED, NO_EARN_CONFIG, EARN_CONFIG_CHANGED '
  '(detail: version, at, staffName).';

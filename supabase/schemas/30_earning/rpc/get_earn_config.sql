create function public.rpc_get_earn_config()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_config public.loyalty_earn_config;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  select * into v_config from public.loyalty_earn_config where casino_id = v_ctx.casino_id;
  if not found then
    perform app.fail(409, 'NO_EARN_CONFIG');
  end if;
  return app.earn_config_json(v_config);
end;
$$;
comment on function public.rpc_get_earn_config() is
  'How players earn: {points_per_theo, default_point_multiplier, rounding_policy, is_active, version, updated_at}. '
  'Capability floor.read. NO_EARN_CONFIG.';

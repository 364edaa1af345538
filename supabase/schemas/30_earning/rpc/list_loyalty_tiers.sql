create function public.rpc_list_loyalty_tiers()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  perform app.require_capability(v_ctx, 'floor.read');
  return app.loyalty_tiers_json(v_ctx.casino_id);
end;
$$;
comment on function public.rpc_list_loyalty_tiers() is
  'The tiers, lowest first: {items: [{code, name, rank, multiplier, threshold_points}], version}. Capability '
  'floor.read.';

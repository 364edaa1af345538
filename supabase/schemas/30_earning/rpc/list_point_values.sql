create function public.rpc_list_point_values()
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
  return app.point_values_json(v_ctx);
end;
$$;
comment on function public.rpc_list_point_values() is
  'What points are worth in money, and from which gaming days on: {gaming_day, cents_per_1000_points (in force today), '
  'first_settable_gaming_day, items (app.point_values_json)}. Capability floor.read.';

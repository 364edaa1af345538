create function public.rpc_get_house()
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
  return app.house_json(v_ctx);
end;
$$;
comment on function public.rpc_get_house() is
  'How the floor is set up: pits, tables with their limits, and games with what they are rated by, as app.house_json '
  'has them. Capability floor.read.';

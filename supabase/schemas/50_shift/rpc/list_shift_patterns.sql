create function public.rpc_list_shift_patterns()
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
  return app.shift_patterns_json(v_ctx);
end;
$$;
comment on function public.rpc_list_shift_patterns() is
  'The shifts of an ordinary gaming day: now, before, and from when on otherwise, as app.shift_patterns_json has them. '
  'Capability floor.read.';

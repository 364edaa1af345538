create function public.rpc_list_day_rules()
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
  return app.day_rules_json(v_ctx);
end;
$$;
comment on function public.rpc_list_day_rules() is
  'When gaming days begin and by which clock: now, before, and from when on otherwise, as app.day_rules_json has it. '
  'Capability floor.read.';

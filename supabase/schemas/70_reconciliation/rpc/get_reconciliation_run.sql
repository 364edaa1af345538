create function public.rpc_get_reconciliation_run(p_run_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_run public.reconciliation_run;
begin
  perform app.require_capability(v_ctx, 'audit.read');
  select * into v_run from public.reconciliation_run where casino_id = v_ctx.casino_id and id = p_run_id;
  if not found then
    perform app.fail(404, 'RUN_NOT_FOUND');
  end if;
  return app.run_json(v_run);
end;
$$;
comment on function public.rpc_get_reconciliation_run(uuid) is
  'One run, with how far it is. Capability audit.read. RUN_NOT_FOUND.';

create function public.rpc_get_filing_profile()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  perform app.require_capability(v_ctx, 'ctr.manage');
  return app.filing_profile_json(v_ctx.casino_id);
end;
$$;
comment on function public.rpc_get_filing_profile() is
  'What the form asks of the house: {facts, version, updated_at, missing}; version 0 until an admin has set something. '
  'Capability ctr.manage.';

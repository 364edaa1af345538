create function public.rpc_get_casino_settings()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_settings public.casino_settings;
begin
  select * into v_settings from public.casino_settings where casino_id = v_ctx.casino_id;
  return app.settings_json(v_settings);
end;
$$;
comment on function public.rpc_get_casino_settings() is
  'The casino''s settings with the alert thresholds and when they were last changed. Any active person.';

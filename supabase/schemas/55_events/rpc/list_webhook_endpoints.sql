create function public.rpc_list_webhook_endpoints()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  perform app.require_capability(v_ctx, 'audit.read');
  return jsonb_build_object('items', coalesce((
    select jsonb_agg(app.webhook_endpoint_json(e) order by e.id)
    from public.webhook_endpoint e where e.casino_id = v_ctx.casino_id
  ), '[]'::jsonb));
end;
$$;
comment on function public.rpc_list_webhook_endpoints() is
  'The casino''s webhooks, oldest first, each with how many deliveries are pending and dead and when the last one was '
  'delivered: {items}. Never a secret. Capability audit.read.';

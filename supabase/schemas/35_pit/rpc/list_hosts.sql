create function public.rpc_list_hosts()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  perform app.require_capability(v_ctx, 'player.care');
  return jsonb_build_object('items', coalesce((
    select jsonb_agg(jsonb_build_object('id', id, 'name', full_name, 'role', role) order by full_name, id)
    from public.staff
    where casino_id = v_ctx.casino_id and is_active and user_id is not null
  ), '[]'::jsonb));
end;
$$;
comment on function public.rpc_list_hosts() is
  'Who may be a player''s host, the casino''s active staff by name: {items: [{id, name, role}]}. Capability '
  'player.care.';

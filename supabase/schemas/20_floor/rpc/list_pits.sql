create function public.rpc_list_pits()
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
  return jsonb_build_object('items', coalesce((
    select jsonb_agg(jsonb_build_object('id', id, 'name', name) order by sort_order, id)
    from public.pit where casino_id = v_ctx.casino_id), '[]'::jsonb));
end;
$$;
comment on function public.rpc_list_pits() is
  'The casino''s pits in their order, without what stands in them: {items: [{id, name}]}. Capability floor.read.';

create function public.rpc_list_rewards(p_is_active boolean default null)
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
    select jsonb_agg(app.reward_json(r) order by r.is_active desc, r.family, r.kind, lower(r.name), r.id)
    from public.reward_catalog r
    where r.casino_id = v_ctx.casino_id and (p_is_active is null or r.is_active = p_is_active)
  ), '[]'::jsonb));
end;
$$;
comment on function public.rpc_list_rewards(boolean) is
  'The whole catalog, or what is switched on or off of it: {items}, active ones first. Capability floor.read.';

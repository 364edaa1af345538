create function public.rpc_get_reward(p_reward_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_reward public.reward_catalog;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  select * into v_reward from public.reward_catalog where casino_id = v_ctx.casino_id and id = p_reward_id;
  if not found then
    perform app.fail(404, 'REWARD_NOT_FOUND');
  end if;
  return app.reward_json(v_reward);
end;
$$;
comment on function public.rpc_get_reward(uuid) is
  'One reward with price, tiers, limits and eligibility. Capability floor.read. REWARD_NOT_FOUND.';

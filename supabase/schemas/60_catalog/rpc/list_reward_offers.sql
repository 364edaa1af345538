create function public.rpc_list_reward_offers(p_player_id uuid, p_visit_id uuid default null)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_loyalty public.player_loyalty;
  v_visit public.visit;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  select * into v_loyalty from public.player_loyalty where casino_id = v_ctx.casino_id and player_id = p_player_id;
  if not found then
    perform app.fail(409, 'PLAYER_NOT_ENROLLED', jsonb_build_object('playerId', p_player_id));
  end if;
  v_visit := app.reward_visit(v_ctx, p_player_id, p_visit_id);
  -- Written as text once: as jsonb, 200 offers would be taken apart and put together again for as long as the query
  -- takes.
  return json_build_object(
    'player_id', p_player_id, 'visit_id', v_visit.id, 'balance', v_loyalty.balance, 'tier', v_loyalty.tier,
    'tier_name', (select name from public.loyalty_tier where casino_id = v_ctx.casino_id and code = v_loyalty.tier),
      'as_of', now(),
    'cents_per_1000_points', app.cents_per_1000_points(v_ctx.casino_id, v_ctx.gaming_day),
    'items', (
      select coalesce(jsonb_agg(to_jsonb(o) || jsonb_build_object('conditions', case when o.unmet <> '{}' then (
        -- The conditions come along where one of them is not met: the screen says which players the reward is for.
        select jsonb_build_object(
          'min_tier_name', (select name from public.loyalty_tier where casino_id = g.casino_id and code = g.min_tier),
          'max_tier_name', (select name from public.loyalty_tier where casino_id = g.casino_id and code = g.max_tier),
          'min_points_balance', g.min_points_balance, 'visit_kinds', g.visit_kinds)
        from public.reward_eligibility g
        where g.casino_id = v_ctx.casino_id and g.reward_id = o.reward_id
      ) end)), '[]'::jsonb)
      from app.reward_offers(v_ctx, v_loyalty, v_visit, app.is_player_excluded(v_ctx, p_player_id)) o
    )
  );
end;
$$;
comment on function public.rpc_list_reward_offers(uuid, uuid) is
  'Every active reward as the player could get it now, on the visit given or the running one: {player_id, visit_id, '
  'balance, tier, tier_name, as_of, cents_per_1000_points, items: [{reward_id, code, name, family, kind, eligible, '
  'reasons (codes), unmet, points_cost, balance, balance_after, face_value_cents, required_match_wager_cents, '
  'valid_hours, remaining: [{scope, max_issues, left}], next_eligible_at, requires_note, conditions (where one is not '
  'met), ...}]}. A no is data, not an error. Capability floor.read. PLAYER_NOT_FOUND, PLAYER_NOT_ENROLLED, '
  'VISIT_NOT_FOUND, VISIT_ENDED, PLAYER_MISMATCH.';

create function app.reward_document(p_reward public.reward_catalog)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'code', p_reward.code, 'name', p_reward.name, 'family', p_reward.family, 'kind', p_reward.kind, 'is_active',
      p_reward.is_active,
    'fulfillment', p_reward.fulfillment, 'ui_tags', to_jsonb(p_reward.ui_tags), 'metadata', p_reward.metadata,
    'price', (
      -- Either so many points or the bounds of an amount.
      select jsonb_strip_nulls(jsonb_build_object('points_cost', points_cost, 'min_amount_cents', min_amount_cents,
        'max_amount_cents', max_amount_cents, 'allow_overdraw', allow_overdraw))
      from public.reward_price_points where casino_id = p_reward.casino_id and reward_id = p_reward.id
    ),
    'tiers', (
      select coalesce(jsonb_agg(jsonb_build_object('tier', e.tier, 'benefit', e.benefit) order by t.rank), '[]'::jsonb)
      from public.reward_entitlement_tier e
      join public.loyalty_tier t on t.casino_id = e.casino_id and t.code = e.tier
      where e.casino_id = p_reward.casino_id and e.reward_id = p_reward.id
    ),
    'limits', (
      select coalesce(jsonb_agg(jsonb_build_object('scope', scope, 'max_issues', max_issues, 'cooldown_minutes',
        cooldown_minutes,
        'requires_note', requires_note) order by scope), '[]'::jsonb)
      from public.reward_limits where casino_id = p_reward.casino_id and reward_id = p_reward.id
    ),
    'eligibility', (
      select jsonb_build_object('min_tier', min_tier, 'max_tier', max_tier, 'min_points_balance', min_points_balance,
        'visit_kinds', to_jsonb(visit_kinds))
      from public.reward_eligibility where casino_id = p_reward.casino_id and reward_id = p_reward.id
    )
  );
end;
$$;
comment on function app.reward_document(public.reward_catalog) is
  'All of a reward that an editor writes: itself, price, tiers, limits and eligibility.';

create function app.reward_json(p_reward public.reward_catalog)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return app.reward_document(p_reward) || jsonb_build_object('id', p_reward.id, 'version', p_reward.version,
    'created_at', p_reward.created_at, 'updated_at', p_reward.updated_at,
    'updated_by_staff_name', app.staff_name(p_reward.casino_id, p_reward.updated_by_staff_id));
end;
$$;
comment on function app.reward_json(public.reward_catalog) is 'A reward as every RPC answers it.';

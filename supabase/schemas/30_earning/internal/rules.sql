-- The casino's earn config and tiers, and how they are told.

create function app.earn_config_json(p_config public.loyalty_earn_config)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return to_jsonb(p_config) - 'casino_id';
end;
$$;
comment on function app.earn_config_json(public.loyalty_earn_config) is 'The earn config as every RPC answers it.';

create function app.loyalty_tiers_json(p_casino_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_tiers jsonb;
begin
  select coalesce(jsonb_agg(jsonb_build_object('code', code, 'name', name, 'rank', rank, 'multiplier', multiplier,
    'threshold_points', threshold_points) order by rank), '[]'::jsonb)
  into v_tiers
  from public.loyalty_tier
  where casino_id = p_casino_id;
  return jsonb_build_object('items', v_tiers, 'version', md5(v_tiers::text));
end;
$$;
comment on function app.loyalty_tiers_json(uuid) is
  'The tiers from the lowest up, and a version that changes whenever one of them does: {items, version}.';

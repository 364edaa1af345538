-- The casino's earn config and tiers: how they are told, and who was first to change them.

create function app.last_change(p_ctx app.rls_context, p_entity_type text)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_build_object('at', a.at, 'staffName', app.staff_name(a.casino_id, a.staff_id))
    from public.audit_log a
    where a.casino_id = p_ctx.casino_id and a.entity_type = p_entity_type and a.entity_id is null and a.outcome = 'done'
    order by a.id desc
    limit 1
  ), '{}'::jsonb);
end;
$$;
comment on function app.last_change(app.rls_context, text) is
  'Who last changed something that a casino has once, and when, from the audit trail, for whoever comes second: {at, '
  'staffName}; empty when nobody did.';

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

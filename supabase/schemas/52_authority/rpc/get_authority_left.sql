create function public.rpc_get_authority_left(p_player_id uuid default null)
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
  if p_player_id is not null then
    perform app.require_player(v_ctx, p_player_id);
  end if;
  return jsonb_build_object(
    'cents_per_1000_points', app.cents_per_1000_points(v_ctx.casino_id, v_ctx.gaming_day),
    'items', (
      select coalesce(jsonb_agg(jsonb_build_object('limit', app.camel_case(l.limit_name), 'unit', l.unit,
        'most', l.most, 'left', l.remaining) order by l.unit, l.remaining, l.limit_name), '[]')
      from unnest(enum_range(null::app.authority_unit)) u (unit)
      cross join lateral app.authority_left(v_ctx, p_player_id, u.unit) l
    ));
end;
$$;
comment on function public.rpc_get_authority_left(uuid) is
  'What is left of the caller''s authority now, towards one player where one is named: {cents_per_1000_points (by '
  'which a comp is so much money), items: [{limit, unit, most, left}]}, the tightest of each unit first; none: no '
  'limit. points is for bonuses, cents for comps and coupons. What issuing refuses with OVER_AUTHORITY is what is more '
  'than is left here. Capability floor.read. PLAYER_NOT_FOUND.';

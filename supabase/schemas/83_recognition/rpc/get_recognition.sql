create function public.rpc_get_recognition(p_player_id uuid)
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
  perform app.require_player(v_ctx, p_player_id);
  return jsonb_build_object('items', (
    select coalesce(jsonb_agg(jsonb_build_object('casino_name', c.name, 'tier', t.code, 'tier_name', t.name)
      order by c.name, c.id), '[]')
    from public.player own
    join app.recognition r on r.casino_id = own.casino_id
    join public.casino c on c.id = r.with_casino_id
    -- One card and one birth date: houses that number their cards alike have one number for two people.
    join public.player p on p.casino_id = r.with_casino_id and p.loyalty_id_key = own.loyalty_id_key
      and p.birth_date = own.birth_date
    left join public.player_loyalty l on l.casino_id = p.casino_id and l.player_id = p.id
    left join public.loyalty_tier t on t.casino_id = l.casino_id and t.code = l.tier
    where own.casino_id = v_ctx.casino_id and own.id = p_player_id));
end;
$$;
comment on function public.rpc_get_recognition(uuid) is
  'Where else in the company a player is known, at casinos that share their players for recognition with the '
  'caller''s: {items: [{casino_name, tier, tier_name}]}, both null of who has no account of points there. Known is who '
  'has the same card and the same birth date there. No name, no balance, no visit and no exclusion crosses. '
  'Capability floor.read. PLAYER_NOT_FOUND.';

create function app.tier_source_json(p_casino_id uuid, p_player_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('source', c.source, 'from', c.from_tier, 'to', c.to_tier, 'created_at', c.created_at,
      'staff_name', app.staff_name(c.casino_id, c.staff_id), 'reason', c.reason, 'entry_id', c.entry_id,
        'reconciliation_id', c.reconciliation_id)
    from public.loyalty_tier_change c
    where c.casino_id = p_casino_id and c.player_id = p_player_id
    order by c.change_no desc
    limit 1
  );
end;
$$;
comment on function app.tier_source_json(uuid, uuid) is
  'Where a player''s tier comes from: {source: earned | reversal | reconciliation | reconciliation_revert | manager, '
  'from, to, created_at, staff_name, reason, entry_id, reconciliation_id}; null for the tier of the enrolment.';

create function app.write_tier(p_loyalty public.player_loyalty, p_tier text)
returns public.player_loyalty
language plpgsql
set search_path = ''
as $$
declare
  v_loyalty public.player_loyalty;
  v_standing app.tier_standing := app.tier_standing(p_loyalty.casino_id, p_tier, p_loyalty.lifetime_points);
begin
  if p_tier = p_loyalty.tier then
    return p_loyalty;
  end if;
  update public.player_loyalty
  -- Points that reach beyond this tier lift nobody before more are earned.
  set tier = p_tier, tier_progress = case when v_standing.tier = p_tier then v_standing.tier_progress else 100 end,
    updated_at = now()
  where casino_id = p_loyalty.casino_id and player_id = p_loyalty.player_id
  returning * into v_loyalty;
  return v_loyalty;
end;
$$;
comment on function app.write_tier(public.player_loyalty, text) is
  'Gives a player, whose row is locked, this tier; points and ledger stay as they are. The caller records why.';

create function app.exclusion_item(p_exclusion public.player_exclusion)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select app.exclusion_json(p_exclusion) || app.exclusion_hits(p_exclusion) || jsonb_build_object(
      'player_name', p.first_name || ' ' || p.last_name, 'loyalty_id', p.loyalty_id, 'kind', p_exclusion.kind,
      'reason', p_exclusion.reason, 'source_reference', p_exclusion.source_reference,
      'is_in_force', app.is_in_force(p_exclusion), 'created_at', p_exclusion.created_at,
      'set_by_name', app.staff_name(p.casino_id, p_exclusion.set_by_staff_id),
      'lifted_by_name', app.staff_name(p.casino_id, p_exclusion.lifted_by_staff_id),
      'lift_reason', p_exclusion.lift_reason, 'is_in_house', exists (
        select from public.visit where casino_id = p.casino_id and player_id = p.id and ended_at is null))
    from public.player p
    where p.casino_id = p_exclusion.casino_id and p.id = p_exclusion.player_id);
end;
$$;
comment on function app.exclusion_item(public.player_exclusion) is
  'An exclusion as who may read it sees it: of whom, why, by whom, whether it is in force, how often it was met, and '
  'whether its player is in the house.';

create function public.rpc_get_seating(p_player_id uuid, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_may_know boolean := app.may_read_exclusions(v_ctx);
  v_exclusions jsonb;
begin
  perform app.require_capability(v_ctx, 'slip.manage');
  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  select coalesce(jsonb_agg(app.exclusion_json(e) || jsonb_build_object('kind', e.kind, 'reason', e.reason,
    'set_by_name', app.staff_name(v_ctx.casino_id, e.set_by_staff_id)) order by e.starts_at, e.id), '[]')
  into v_exclusions
  from public.player_exclusion e
  where e.casino_id = v_ctx.casino_id and e.player_id = p_player_id and app.is_in_force(e);
  if v_may_know and v_exclusions <> '[]' then
    perform app.record_readings(v_ctx, 'exclusion.read_details', 'player', array[p_player_id]);
  end if;
  return jsonb_build_object('player_id', p_player_id, 'is_held', v_exclusions <> '[]', 'may_confirm', v_may_know,
    'exclusions', case when v_may_know then v_exclusions else '[]' end);
end;
$$;
comment on function public.rpc_get_seating(uuid, uuid) is
  'What to know before a player is seated: {player_id, is_held, may_confirm, exclusions: [{id, player_id, kind, '
  'reason, starts_at, ends_at, lifted_at, set_by_name}]}. is_held: seating is refused unless somebody who may '
  'confirms it. The exclusions in force, oldest first, are for who may read exclusions, which goes on record; for '
  'others the list is empty. Capability slip.manage. PLAYER_NOT_FOUND.';

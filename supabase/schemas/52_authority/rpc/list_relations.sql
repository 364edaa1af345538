create function public.rpc_list_relations(p_player_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  perform app.require_capability(v_ctx, 'relation.manage');
  perform app.require_player(v_ctx, p_player_id);
  return jsonb_build_object(
    'items', (
      select coalesce(jsonb_agg(app.relation_json(r) order by r.id desc), '[]')
      from public.staff_relation r
      where r.casino_id = v_ctx.casino_id and r.player_id = p_player_id),
    'people', (
      select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.full_name, 'role', s.role)
        order by s.full_name, s.id), '[]')
      from public.staff s
      where s.casino_id = v_ctx.casino_id and s.is_active and not exists (
        select from public.staff_relation r
        where r.casino_id = s.casino_id and r.staff_id = s.id and r.player_id = p_player_id and r.ended_at is null)));
end;
$$;
comment on function public.rpc_list_relations(uuid) is
  'The relations of a player to staff, those that ended too, newest first: {items: [as app.relation_json], people: '
  '[{id, name, role}] (the active staff of whom none is declared)}. Capability relation.manage. PLAYER_NOT_FOUND.';

-- Relations between staff and players: a limit of nothing, towards one player.

create function app.is_related(p_ctx app.rls_context, p_player_id uuid)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (
    select from public.staff_relation r
    where r.casino_id = p_ctx.casino_id and r.staff_id = p_ctx.staff_id and r.player_id = p_player_id
      and r.ended_at is null);
end;
$$;
comment on function app.is_related(app.rls_context, uuid) is
  'Whether the casino declared that who acts is so close to a player that they give the player nothing.';

create function app.note_limits(p_casino_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.casino_settings s
  set has_authority_limits = exists (
      select from public.authority_limit l where l.casino_id = p_casino_id and app.limits_anything(l))
    or exists (select from public.staff_relation r where r.casino_id = p_casino_id and r.ended_at is null)
  where s.casino_id = p_casino_id;
end;
$$;
comment on function app.note_limits(uuid) is
  'Notes in the row that each call has at hand whether the casino limits anybody: by figures, or by a relation.';

create function app.relation_json(p_relation public.staff_relation)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', p_relation.id, 'player_id', p_relation.player_id, 'staff_id', p_relation.staff_id,
    'staff_name', app.staff_name(p_relation.casino_id, p_relation.staff_id), 'reason', p_relation.reason,
    'declared_by_name', app.staff_name(p_relation.casino_id, p_relation.declared_by_staff_id),
    'declared_at', p_relation.declared_at, 'ended_at', p_relation.ended_at, 'end_reason', p_relation.end_reason,
    'ended_by_name', app.staff_name(p_relation.casino_id, p_relation.ended_by_staff_id));
end;
$$;
comment on function app.relation_json(public.staff_relation) is
  '{id, player_id, staff_id, staff_name, reason, declared_by_name, declared_at, ended_at, end_reason, ended_by_name}: '
  'the last three are null as long as it holds.';

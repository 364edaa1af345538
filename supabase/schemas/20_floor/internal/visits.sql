create function app.visit_json(p_visit public.visit)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', p_visit.id, 'player_id', p_visit.player_id, 'kind', p_visit.kind,
    'gaming_day', p_visit.gaming_day, 'started_at', p_visit.started_at, 'ended_at', p_visit.ended_at);
end;
$$;
comment on function app.visit_json(public.visit) is 'A visit as every RPC answers it.';

create function app.start_visit(p_ctx app.rls_context, p_player_id uuid, p_kind public.visit_kind)
returns public.visit
language plpgsql
set search_path = ''
as $$
declare
  v_visit public.visit;
begin
  insert into public.visit (casino_id, player_id, kind, gaming_day)
  values (p_ctx.casino_id, p_player_id, p_kind, p_ctx.gaming_day)
  on conflict (casino_id, player_id) where ended_at is null do nothing
  returning * into v_visit;
  return v_visit;
end;
$$;
comment on function app.start_visit(app.rls_context, uuid, public.visit_kind) is
  'Checks a player in; null, and nothing written, when a visit is running.';

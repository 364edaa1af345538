create function public.rpc_list_player_visits(p_player_id uuid, p_before_visit_id uuid default null,
  p_limit integer default 50)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_before public.visit;
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  if p_before_visit_id is not null then
    select * into v_before from public.visit where casino_id = v_ctx.casino_id and player_id = p_player_id
      and id = p_before_visit_id;
    if not found then
      perform app.invalid('cursor', 'nextCursor');
    end if;
  end if;
  select coalesce(jsonb_agg(app.visit_json(page.v) || played.summary order by (page.v).started_at desc,
    (page.v).id desc), '[]'::jsonb) into v_items
  from (
    select v from public.visit v
    where v.casino_id = v_ctx.casino_id and v.player_id = p_player_id
      and (p_before_visit_id is null or (v.started_at, v.id) < (v_before.started_at, v_before.id))
    order by v.started_at desc, v.id desc
    limit v_limit
  ) page
  cross join lateral (
    select jsonb_build_object('slip_count', count(*), 'play_seconds', coalesce(sum(app.play_seconds(s, now())), 0),
      'theo_cents', coalesce(sum(app.slip_theo_cents(s, now())), 0), 'held_slip_ids',
      coalesce(jsonb_agg(s.id order by s.id) filter (where s.accrual_status = 'held'), '[]'::jsonb),
      'due_slips', coalesce(jsonb_agg(due.slip order by s.id) filter (where due.slip is not null),
        '[]'::jsonb)) as summary
    from public.rating_slip s
    cross join lateral app.due_slip_json(v_ctx, s) due (slip)
    where s.casino_id = (page.v).casino_id and s.visit_id = (page.v).id
  ) played;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_player_visits(uuid, uuid, integer) is
  'A player''s visits, newest first, each with how many slips, seconds of play and theo it brought, held_slip_ids '
  'that wait to be settled, and due_slips: those, and for who may settle any other that has no points in force and '
  'would earn some now, with due_points and due_because; paged by the last visit seen: {items, next_cursor}. '
  'Capability floor.read. PLAYER_NOT_FOUND, VALIDATION_FAILED for a cursor that is none.';
